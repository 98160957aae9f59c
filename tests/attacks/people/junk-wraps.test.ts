/**
 * A member of a team makes its next key, and adds for that key a wrap of random shares to each record of the team. The
 * author's own wraps, for the key before, are still there.
 */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { blankContent } from '#protocol/records/content.ts';
import { signDeskWrap } from '#protocol/records/seal.ts';
import { currentEpoch } from '#protocol/roster/roster-state.ts';
import * as real from '../../../tools/demo/person.ts';
import { caseNote, openAll, SmallEvent, travel } from '../../support/attacks/event.ts';
import { insiderOf, rosterOf, secret32, sharesOf, type Insider, type Share } from '../../support/attacks/insider.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { factsOf } from '../../../client/vault/session/refusal.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

const desksOwn = ['itinerary', 'case-travel'];
let event: SmallEvent;
let tove: Insider;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira'] });
  const milan = await event.enter('milan');
  await milan.vault.queue(travel);
  await milan.vault.saveCase(travel, event.member('amira'), caseNote);
  const blank = blankContent('itinerary');
  await milan.vault.saveItinerary(event.member('amira'), { ...blank, meet: { ...blank.meet, place: 'north gate' } });
});
afterAll(() => event?.stop());

async function junkFor(shares: readonly Share[]): Promise<string> {
  const roster = await rosterOf(tove);
  const epoch = currentEpoch(roster, travel)?.epoch ?? 0;
  const { wire } = tove.person;
  const { desks } = await wire.ask('roster/keys', { members: [], desks: [{ desk: travel, epoch }], months: [] });
  const publicKey = fromBase64url(desks[0]?.publicKey ?? '');
  const wraps = shares.map(({ verified }) =>
    signDeskWrap(
      { rootfp: roster.rootfp, ...verified },
      {
        deskShare: secret32(),
        witnessShare: verified.header.gated ? undefined : secret32(),
        tagKey: secret32(),
      },
      { desk: travel, epoch, publicKey },
      tove.member,
      tove.keys.sign.secretKey,
    ),
  );
  return wire.ask('records/wrap', { wraps: wraps.map(toBase64url) }).then(() => 'accepted', refusalOf);
}

const refusalOf = (error: unknown): string => factsOf(error).code;

/** What came of each record that the team has about her. */
async function milanOpens(client: Client): Promise<readonly string[]> {
  const milan = await event.enter('milan', client);
  await milan.vault.queue(travel);
  const opened = await openAll(milan, [event.member('amira')], desksOwn).catch((error: unknown) => [
    { refusal: refusalOf(error) },
  ]);
  return opened.map(({ refusal }) => refusal ?? 'open');
}

it('opens what the team has: the control', async () => {
  expect(await milanOpens(real)).toEqual(desksOwn.map(() => 'open'));
});

it('takes no added wrap of a gated record', async () => {
  const person = await event.enter('tove');
  await person.vault.mintEpoch(travel);
  tove = await insiderOf(person, event.place);
  const gated = (await sharesOf(tove, travel)).filter(({ verified }) => verified.header.gated);
  expect(gated.length).toBeGreaterThan(0);
  expect(await junkFor(gated)).toBe('wrap-signature');
});

it('opens by the author’s own wrap where a colleague added junk', async () => {
  const open = (await sharesOf(tove, travel)).filter(({ verified }) => !verified.header.gated);
  expect(open.length).toBeGreaterThanOrEqual(desksOwn.length);
  expect(await junkFor(open)).toBe('accepted');
  expect(await milanOpens(real)).toEqual(desksOwn.map(() => 'open'));
});

it('would be closed to her where the newest wrap alone is tried', async () => {
  expect(await milanOpens(mutant('first-wrap-only'))).toContain('record-commitment');
});
