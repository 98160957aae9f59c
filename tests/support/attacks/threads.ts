/** People who talk, over wires that somebody else holds. */
import { fromBase64url, readU64, toBase64url } from '#protocol/core/bytes.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { encodeLook, fillerBytes, parseLook, type Look } from '#protocol/threads/stream.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import { createPerson } from '../../../tools/demo/person.ts';
import type { MessageView, ThreadTarget } from '../../../client/vault/threads/view-types.ts';
import { travel, type Handle, type SmallEvent } from './event.ts';
import { randomness } from './insider.ts';
import type { Client } from './mutant.ts';
import type { Tapped } from './wiretap.ts';

/** Signed in, with the stream read up to its end. */
export async function talker(event: SmallEvent, handle: Handle, client?: Client): Promise<Tapped> {
  const person = await event.enter(handle, client);
  await person.vault.threadsOpen(handle);
  return person;
}

/** All her keys are lost; the card brings her back with a new one and a new card. Her messages are not opened yet. */
export async function comeBack(event: SmallEvent, handle: Handle): Promise<void> {
  const key = new SoftwareKey();
  const { vault } = createPerson(event.place, key);
  await vault.enterWithCard(event.place, event.cards.get(handle) ?? []);
  await vault.recoveryBegin();
  await vault.recoveryKey('hardware');
  const rows = await vault.newCard();
  await vault.proveCard(rows);
  await vault.recoveryFinish();
  event.keys.set(handle, [key]);
  event.cards.set(handle, rows);
}

/** A member's own thread with the travel team. */
export const toTravel: ThreadTarget = { type: 'desk', desk: travel };

/** The travel team's thread with a member. */
export const withMember = (owner: MemberId): ThreadTarget => ({ type: 'person', desk: travel, owner });

/** Looks until the stream has nothing left for her. */
export async function catchUp({ vault }: Pick<Tapped, 'vault'>): Promise<void> {
  for (let behind = 1; behind > 0;) behind = (await vault.threadsLook()).behind;
}

export async function textsOf(person: Tapped, target: ThreadTarget): Promise<readonly string[]> {
  const { messages } = await person.vault.threadRead(target);
  return messages.filter(({ type }) => type === 'text').map(({ text }: MessageView) => text);
}

/** From now on what her client is told of the stream is the attacker's. */
export function bendLook(
  { wire }: Tapped,
  change: (look: Look, after: number, asked: readonly number[]) => Look,
): void {
  wire.bend('threads/look', async (ask, body) => {
    const bytes = fromBase64url(body.ask);
    const [after = 0, ...asked] = Array.from({ length: 1 + limits.parcelsPerLook }, (_, i) => readU64(bytes, i * 8));
    const { look } = await ask();
    // What was read may be beyond the end, where she was lied to before.
    const bent = change(parseLook(fromBase64url(look), 0), after, asked);
    return { look: toBase64url(encodeLook(bent, randomness(fillerBytes))) };
  });
}
