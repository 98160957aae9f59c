/**
 * A member of a team makes its next key, and adds for that key a wrap of random shares to each record of the team. The
 * author's own wraps, for the key before, are still there.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromBase64url, toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { leafTag } from '#protocol/log/leaf.ts';
import { ruleOf } from '#protocol/members/policy.ts';
import { stateKind } from '#protocol/members/standing.ts';
import { blankContent } from '#protocol/records/content.ts';
import { publicTagKey, recordIdOf, whoseOf } from '#protocol/records/place.ts';
import { sealRecord, signDeskWrap } from '#protocol/records/seal.ts';
import { currentEpoch } from '#protocol/roster/roster-state.ts';
import * as real from '../../../tools/demo/person.ts';
import { caseNote, caseSaying, openAll, SmallEvent, travel } from '../../support/attacks/event.ts';
import { insiderOf, rosterOf, secret32, sharesOf, type Insider, type Share } from '../../support/attacks/insider.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';

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

const refusalOf = (error: unknown): Promise<string> => codeOf(Promise.reject(error));

/** What came of each record that the team has about her. */
async function milanOpens(client: Client): Promise<readonly string[]> {
  const milan = await event.enter('milan', client);
  await milan.vault.queue(travel);
  const opened = await openAll(milan, [event.member('amira')], desksOwn).catch(async (error: unknown) => [
    { refusal: await refusalOf(error) },
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
  // Before a colleague has added a good one.
  expect(await milanOpens(mutant('first-wrap-only'))).toContain('record-commitment');
  expect(await milanOpens(real)).toEqual(desksOwn.map(() => 'open'));
});

/** The shared state of the team, as no JSON, with wraps that open. */
async function junkState(): Promise<void> {
  const { wire } = tove.person;
  const roster = await rosterOf(tove);
  const { rootfp } = roster;
  const kind = stateKind(travel);
  const { readers } = ruleOf(roster.policy, kind);
  const place = { owner: undefined, desk: travel, about: undefined };
  const record = recordIdOf(rootfp, kind, whoseOf(place));
  const [last] = await event.sql<{ revision: number; leaf: number }>(
    'select revision, leaf from record where record = $1 order by leaf desc limit 1',
    [record],
  );
  const desks = readers.flatMap((desk) => {
    const epoch = currentEpoch(roster, desk);
    return epoch === undefined ? [] : [{ desk, epoch: epoch.epoch }];
  });
  const keys = await wire.ask('roster/keys', { members: [], desks, months: [] });
  const tagKey = publicTagKey(rootfp, kind, whoseOf(place)) ?? secret32();
  const until = Date.UTC(2028, 0, 1);
  const sealed = sealRecord({
    header: {
      rootfp,
      kind,
      record,
      ...place,
      ownerKeyHash: undefined,
      revision: (last?.revision ?? 0) + 1,
      seen: last === undefined ? 0 : Number(last.leaf) + 1,
      author: tove.member,
      rosterSeq: roster.seq,
      rosterHead: roster.head,
      readers,
      gated: false,
      opensAt: 0,
      closesAt: until,
      purgeAfter: until,
    },
    content: utf8('no JSON'),
    secrets: { deskShare: secret32(), witnessShare: secret32(), tagKey },
    ownerKey: undefined,
    witnessKey: undefined,
    deskKeys: desks.map((one, at) => ({ ...one, publicKey: fromBase64url(keys.desks[at]?.publicKey ?? '') })),
    signSecretKey: tove.keys.sign.secretKey,
  });
  const item = {
    record: toBase64url(sealed.record),
    content: toBase64url(sealed.content),
    deskWraps: sealed.deskWraps.map(toBase64url),
    tag: toBase64url(leafTag(tagKey, rootfp, sealed.digest.slice(0, 16))),
  };
  await wire.ask('records/put', { items: [item] });
}

async function milanSaves(client: Client, what: string): Promise<string> {
  const milan = await event.enter('milan', client);
  await milan.vault.queue(travel);
  await openAll(milan, [event.member('amira')], desksOwn);
  const saving = milan.vault.saveCase(travel, event.member('amira'), caseSaying(what));
  return saving.then(() => 'saved', refusalOf);
}

it('goes on where a colleague wrote something that nobody can read into what the teams share', async () => {
  await junkState();
  expect(await milanSaves(mutant('junk-state'), 'Call the consul')).toBe('field');
  expect(await milanSaves(real, 'Call the consul')).toBe('saved');
});
