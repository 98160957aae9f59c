/** After a storm: nobody is locked out but people who were removed, messages were read, and no audit sees an alarm. */
import type { ThreadTarget } from '../../../client/vault/threads/view-types.ts';
import { audit } from '../../../tools/auditor/audit.ts';
import { parseBundle } from '../../../tools/auditor/bundle.ts';
import { createPerson, type Person } from '../../../tools/demo/person.ts';
import type { Handle, SmallEvent } from '../attacks/event.ts';
import { catchUp, toTravel, withMember } from '../attacks/threads.ts';
import { codeOf } from './crowd.ts';
import type { Guest } from './guest.ts';
import type { Letters } from './letters.ts';
import type { Colleague } from './staff.ts';

interface Cast {
  readonly guests: readonly Guest[];
  readonly team: readonly Colleague[];
}

export async function faultsForPeople(event: SmallEvent, { guests, team }: Cast): Promise<readonly string[]> {
  const ingrid = createPerson(event.place, event.key('ingrid'));
  await ingrid.signIn();
  const inside = new Set((await ingrid.vault.members()).members.map(({ member }) => member));
  const faults: string[] = [];
  for (const guest of guests) faults.push(...(await faultsOfGuest(guest, inside.has(guest.member))));
  for (const { handle } of team) await createPerson(event.place, event.key(handle)).signIn();
  for (const { letters } of team) faults.push(...(await lostLetters(event, 'amira', toTravel, letters)));
  for (const { letters, member } of guests)
    faults.push(...(await lostLetters(event, 'tove', withMember(member), letters)));
  return [...faults, ...(await faultsOfAudit(ingrid))];
}

async function faultsOfGuest(guest: Guest, isMember: boolean): Promise<readonly string[]> {
  const told = await guest.faults().catch((error: unknown) => codeOf(error));
  if (isMember) return typeof told === 'string' ? [`${guest.handle} does not come in: ${told}`] : told;
  if (told === 'login-unknown' || told === 'throttled') return [];
  return [`${guest.handle} is no member, and was told ${JSON.stringify(told)}`];
}

/** What its writer was shown as sent, and the other side does not read. */
async function lostLetters(event: SmallEvent, handle: Handle, target: ThreadTarget, { sent }: Letters) {
  if (sent.size === 0) return [];
  const reader = createPerson(event.place, event.key(handle));
  await reader.signIn();
  await reader.vault.threadsOpen(handle);
  await catchUp(reader);
  const { messages } = await reader.vault.threadRead(target);
  const read = new Set(messages.map(({ text }) => text));
  const lost = [...sent].filter((text) => !read.has(text));
  return lost.length === 0 ? [] : [`${handle} does not read ${lost.length} of ${sent.size} messages: ${lost[0]}`];
}

async function faultsOfAudit({ vault }: Person): Promise<readonly string[]> {
  const { missing, short, bodiesRead } = await vault.audit(true);
  const isCalm = missing.length + short.length === 0 && bodiesRead;
  const seen = isCalm ? [] : [`the officer's audit: ${JSON.stringify({ missing, short, bodiesRead })}`];
  const bundle = parseBundle(await vault.evidence());
  const lines = audit(bundle, { rootfp: bundle.rootfp, partial: false }).filter(({ outcome }) => outcome !== 'ok');
  return [
    ...seen,
    ...lines.map(({ check, outcome, code, detail }) => `the auditor: ${check} ${outcome} ${code} ${detail}`),
  ];
}
