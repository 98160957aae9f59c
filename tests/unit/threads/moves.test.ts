// Attack class 3 for §9: whatever was sealed for one place, tried in every other. Populations that differ in sender,
// recipient, period, thread, lane, day, member, chunk, event; every pair of them.
import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '#protocol/core/bytes.ts';
import type { ChunkId, MemberId, ThreadId } from '#protocol/core/ids.ts';
import { dhKeyPair, signKeyPair, sodiumReady, type Key32 } from '#protocol/crypto/sodium.ts';
import { openChunk, sealChunk, type ChunkPlace } from '#protocol/threads/chunk.ts';
import { messageTag, type OwnLane } from '#protocol/threads/lane.ts';
import { letterTag, openLetter, pairKey, sealLetter } from '#protocol/threads/letter.ts';
import { identified, openMessage, sealMessage, unsendToken } from '#protocol/threads/message.ts';
import { derivePeriodKeys, openPeriod, publicKeysOf, sealPeriod, type PeriodPlace } from '#protocol/threads/period.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';
import { deskPlace, firstDay, firstPeriod, note } from '../../support/protocol/thread-writer.ts';

beforeAll(async () => sodiumReady);

/** Each one in its own place is accepted; in every other, refused with one of the codes. */
function everyPair<T extends { readonly name: string }>(
  population: readonly T[],
  act: (sealed: T, place: T) => unknown,
  ...codes: readonly string[]
): void {
  const wrong: string[] = [];
  for (const one of population)
    for (const other of population) {
      const code = refusalOf(() => act(one, other));
      if (one === other ? code !== 'accepted' : !codes.includes(code))
        wrong.push(`${one.name} as ${other.name}: ${code}`);
    }
  expect(wrong).toEqual([]);
  expect(population.length).toBeGreaterThan(4);
}

describe('moved to another place', { timeout: 60_000 }, () => {
  it('a letter', () => {
    const randomness = new Randomness('moved letters');
    const [rootfp, otherRoot] = [randomness.bytes(32), randomness.bytes(32)];
    const [a, b, c] = [0, 1, 2].map(() => ({
      member: randomness.id<MemberId>(),
      dh: dhKeyPair(randomness.key()),
      secrets: [randomness.key(), randomness.key()],
    }));
    type One = NonNullable<typeof a>;
    const letter = (name: string, from: One, to: One, week = 0, root = rootfp) => {
      const place = {
        rootfp: root,
        from: from.member,
        to: to.member,
        fromDhKey: from.dh.publicKey,
        period: firstPeriod + week,
      };
      const keys = derivePeriodKeys(to.secrets[week] as Key32, root);
      const pair = pairKey(root, from.dh, to.dh.publicKey);
      const body = sealLetter(place, from.dh, pair, publicKeysOf(keys), utf8(name), randomness.bytes(64));
      return { name, place, keys, pair, body };
    };
    const population = [
      letter('a to b', a!, b!),
      letter('a to b again in another week', a!, b!, 1),
      letter('b to a', b!, a!),
      letter('a to c', a!, c!),
      letter('c to b', c!, b!),
      letter('a to herself', a!, a!),
      letter('a to b in another event', a!, b!, 0, otherRoot),
    ];
    everyPair(population, ({ body }, { place, keys, pair }) => openLetter(place, pair, keys, body), 'wrong-key');
    const tags = population.flatMap(({ pair, place, name }) =>
      [0, 1].flatMap((day) => (name.includes('again') ? [] : [letterTag(pair, place, firstDay + day, 0).join()])),
    );
    expect(new Set(tags).size).toBe(tags.length);
  });

  it('a message, and the token that takes it back', () => {
    const randomness = new Randomness('moved messages');
    const [rootfp, otherRoot] = [randomness.bytes(32), randomness.bytes(32)];
    const [a, b] = [randomness.id<MemberId>(), randomness.id<MemberId>()];
    const [secret, seed] = [randomness.key(), randomness.key()];
    const lane = (
      name: string,
      change: Partial<OwnLane> = {},
      thread = deskPlace({ rootfp }, a).thread,
      day = firstDay,
    ) => {
      const made = { rootfp, sender: a, secret, since: 0, seed, ...change };
      const key = signKeyPair(made.seed).publicKey;
      const grant = { ...deskPlace({ rootfp }, a), thread, day, rosterSeq: 1, logSize: 2, secret: made.secret, key };
      const own: OwnLane = { ...made, grant };
      const message = identified({ rootfp: own.rootfp, thread, sender: own.sender }, note('the same words'));
      return { name, own, message, body: sealMessage(own, message, randomness.bytes(64)) };
    };
    const population = [
      lane('one'),
      lane('another secret', { secret: randomness.key() }),
      lane('another key, the same secret', { seed: randomness.key() }),
      lane('another sender, the same secret', { sender: b, seed: randomness.key() }),
      lane('another thread, the same keys', {}, randomness.id<ThreadId>()),
      lane('another event, the same keys', { rootfp: otherRoot }),
    ];
    const open = ({ body }: (typeof population)[0], { own }: (typeof population)[0]) =>
      openMessage(own, own.grant.key, body);
    everyPair(population, open, 'wrong-key', 'message-signature');
    // One lane under another name: opened by the secret, refused by the signature.
    const renamed = { ...population[0]!.own, sender: b };
    expect(refusalOf(() => openMessage(renamed, renamed.grant.key, population[0]!.body))).toBe('message-signature');
    // The token hangs on the lane's seed and the message; another secret beside the same seed is the same token.
    const seeded = population.filter(({ name }) => name !== 'another secret');
    const tokens = seeded.map(({ own, message }) => unsendToken(own, message.id).join());
    expect(new Set(tokens).size).toBe(seeded.length);
    const apart = ['one', 'another secret', 'another thread, the same keys', 'another event, the same keys'];
    const tags = population.filter(({ name }) => apart.includes(name)).map(({ own }) => messageTag(own, 0).join());
    expect(new Set(tags).size).toBe(apart.length);
  });

  it('a period’s secret and a chunk', () => {
    const randomness = new Randomness('moved rows');
    const [root, otherRoot] = [randomness.bytes(32), randomness.bytes(32)];
    const [a, b] = [randomness.id<MemberId>(), randomness.id<MemberId>()];
    const [account, share] = [randomness.key(), randomness.key()];
    const row = (name: string, change: Partial<PeriodPlace & ChunkPlace> = {}, keys = { account, share }) => {
      const place = {
        rootfp: root,
        member: a,
        period: firstPeriod,
        chunk: 'AAAAAAAAAAAAAAAAAAAAAA' as ChunkId,
        ...change,
      };
      const sealed = sealPeriod(keys.account, keys.share, place, randomness.key());
      const salt = randomness.bytes(32);
      return { name, place, ...keys, sealed, archived: sealChunk(keys.account, keys.share, place, utf8(name), salt) };
    };
    const rows = [
      row('one'),
      row('another member', { member: b }),
      row('another event', { rootfp: otherRoot }),
      row('another account', {}, { account: randomness.key(), share }),
      row('another share', {}, { account, share: randomness.key() }),
      row('the halves exchanged', {}, { account: share, share: account }),
    ];
    const other = { period: firstPeriod + 1, chunk: randomness.id<ChunkId>() };
    everyPair(
      [...rows, row('another week', other)],
      ({ sealed }, at) => openPeriod(at.account, at.share, at.place, sealed),
      'wrong-key',
    );
    everyPair(
      [...rows, row('another chunk', other)],
      ({ archived }, at) => openChunk(at.account, at.share, at.place, archived),
      'wrong-key',
    );
  });
});
