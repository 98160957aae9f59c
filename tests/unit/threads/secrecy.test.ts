// What a seized account opens later: with the rows of the database but without the shares, nothing; with shares that were
// recorded while they lived, everything. The second is the honest limit of the first.
import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '#protocol/core/bytes.ts';
import type { ChunkId } from '#protocol/core/ids.ts';
import { deriveMemberKeys } from '#protocol/members/keys.ts';
import { key32, sodiumReady, type Key32 } from '#protocol/crypto/sodium.ts';
import { openChunk, sealChunk } from '#protocol/threads/chunk.ts';
import { derivePeriodKeys, openPeriod, sealPeriod, type PeriodKeys } from '#protocol/threads/period.ts';
import { standardEvent } from '../../support/protocol/event.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';
import {
  Client,
  Stream,
  Writer,
  deskPlace,
  firstDay,
  firstPeriod,
  textsOf,
} from '../../support/protocol/thread-writer.ts';

beforeAll(async () => sodiumReady);

/** Three weeks of talk, and all that the portal stored of it and of amal: sealed rows, and beside them the shares. */
function recorded() {
  const { event, amal, tess } = standardEvent('secrecy');
  const randomness = new Randomness('secrecy');
  const [hers, desk] = [new Writer(randomness, event, amal, 3), new Writer(randomness, event, tess, 3)];
  const place = deskPlace(event, amal.member);
  const stream = new Stream();
  const roster = () => event.roster;
  const [one, other] = [new Client(roster, hers, randomness), new Client(roster, desk, randomness)];
  for (const week of [0, 1, 2]) {
    const today = { day: firstDay + 7 * week, logSize: event.leaves.length };
    for (const [client, to] of [
      [one, desk],
      [other, hers],
    ] as const) {
      client.read(stream.rows);
      stream.post(client.say(place, `week ${week}`, [to], today).parcels, today.day);
    }
  }
  const rows = [...hers.secrets].map(([period, secret]) => {
    const at = { rootfp: event.rootfp, member: amal.member, period };
    const share = randomness.key();
    return { at, share, sealed: sealPeriod(amal.secret, share, at, secret) };
  });
  const chunk = { rootfp: event.rootfp, member: amal.member, chunk: randomness.id<ChunkId>() };
  const chunkShare = randomness.key();
  const archived = sealChunk(amal.secret, chunkShare, chunk, utf8('what was opened'), randomness.bytes(32));
  return { event, amal, hers, randomness, place, stream, rows, chunk, chunkShare, archived };
}

/** As the seizing side would: her client, her account, and such period secrets as could be had. */
function readWith(story: ReturnType<typeof recorded>, periods: ReadonlyMap<number, PeriodKeys>) {
  const { event, hers, randomness, stream } = story;
  const client = new Client(() => event.roster, Object.assign(Object.create(hers) as Writer, { periods }), randomness);
  client.read(stream.rows);
  return client;
}

describe('forward secrecy', { timeout: 60_000 }, () => {
  it('with the account secret and every row that was stored, but no share: nothing opens', () => {
    const story = recorded();
    const { amal, rows, archived, chunk, randomness, event } = story;
    // Everything that the account gives, and everything stored, tried as the share that is gone.
    const { sign, seal, dh } = deriveMemberKeys(amal.secret);
    const tried: Key32[] = [
      amal.secret,
      randomness.key(),
      ...[sign, seal, dh].flatMap((pair) => [pair.publicKey.slice(0, 32), pair.secretKey.slice(0, 32)].map(key32)),
      ...rows.flatMap(({ sealed }) => [sealed.slice(0, 32), sealed.slice(32, 64), sealed.slice(48)].map(key32)),
      key32(event.rootfp),
    ];
    for (const share of tried) {
      for (const { at, sealed } of rows)
        expect(refusalOf(() => openPeriod(amal.secret, share, at, sealed))).toBe('wrong-key');
      expect(refusalOf(() => openChunk(amal.secret, share, chunk, archived))).toBe('wrong-key');
    }
    const client = readWith(story, new Map());
    expect(client.said).toEqual([]);
    // She can tell that letters were for her, from whom and when: six of them, and not one opens.
    expect(client.refused.map(({ code }) => code)).toEqual(Array.from({ length: 6 }, () => 'chunk-gone'));
    // Nor with keys in the place of the period's that the account could have given.
    const instead = new Map(rows.map(({ at }) => [at.period, { seal, dh }] as const));
    expect(readWith(story, instead).said).toEqual([]);
    const derived = new Map(rows.map(({ at }) => [at.period, derivePeriodKeys(amal.secret, event.rootfp)] as const));
    expect(readWith(story, derived).said).toEqual([]);
  });

  it('with the shares recorded before they were deleted: everything opens', () => {
    const story = recorded();
    const { amal, rows, archived, chunk, chunkShare, event, place } = story;
    const periods = new Map(
      rows.map(({ at, share, sealed }) => [
        at.period,
        derivePeriodKeys(openPeriod(amal.secret, share, at, sealed), event.rootfp),
      ]),
    );
    const client = readWith(story, periods);
    expect(client.refused).toEqual([]);
    expect(textsOf(client.woven(place))).toEqual(['week 0', 'week 0', 'week 1', 'week 1', 'week 2', 'week 2']);
    expect(openChunk(amal.secret, chunkShare, chunk, archived)).toEqual(utf8('what was opened'));
  });

  it('a week whose share is gone takes its letters with it, and no other week’s', () => {
    const story = recorded();
    const { amal, rows, event, place } = story;
    const kept = rows.filter(({ at }) => at.period !== firstPeriod + 1);
    const periods = new Map(
      kept.map(({ at, share, sealed }) => [
        at.period,
        derivePeriodKeys(openPeriod(amal.secret, share, at, sealed), event.rootfp),
      ]),
    );
    const woven = readWith(story, periods).woven(place);
    expect(textsOf(woven)).toEqual(['week 0', 'week 0', 'week 2', 'week 2']);
    expect(woven.missing.length).toBe(1);
    // The share of one week is no help with another's, nor the secret of one with the next.
    for (const one of rows)
      for (const other of rows)
        expect(refusalOf(() => openPeriod(amal.secret, one.share, other.at, other.sealed))).toBe(
          one === other ? 'accepted' : 'wrong-key',
        );
  });

  it('the shares alone, without the account secret, open nothing', () => {
    const { rows, randomness, archived, chunk, chunkShare } = recorded();
    for (const { at, share, sealed } of rows)
      for (const account of [randomness.key(), share, key32(share.slice().reverse())])
        expect(refusalOf(() => openPeriod(account, share, at, sealed))).toBe('wrong-key');
    expect(refusalOf(() => openChunk(randomness.key(), chunkShare, chunk, archived))).toBe('wrong-key');
  });
});
