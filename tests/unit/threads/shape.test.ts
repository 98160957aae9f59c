// What the portal sees: one size, one look, nothing in a parcel that tells a letter from a message. The same tests over
// letters without their veil must fail, or they would see nothing.
import { beforeAll, describe, expect, it } from 'vitest';
import { concat } from '#protocol/core/bytes.ts';
import { memberId, type BlobId, type ChunkId, type MemberId, type ThreadId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { aeadOpen, deriveKey, dhKeyPair, sodiumReady } from '#protocol/crypto/sodium.ts';
import { tuple } from '#protocol/core/tuple.ts';
import {
  attachmentHash,
  attachmentMax,
  attachmentPieces,
  openAttachment,
  sealAttachment,
} from '#protocol/threads/attachment.ts';
import { chunkBytesMax, chunkSizes, openChunk, sealChunk } from '#protocol/threads/chunk.ts';
import { messageTag, ownLaneOf } from '#protocol/threads/lane.ts';
import { letterTag, pairKey, sealLetter } from '#protocol/threads/letter.ts';
import { identified, sealMessage } from '#protocol/threads/message.ts';
import { derivePeriodKeys, publicKeysOf } from '#protocol/threads/period.ts';
import { encodeLook, fillerBytes, lookBytes, parseLook } from '#protocol/threads/stream.ts';
import { weave, headsOf, type Received } from '#protocol/threads/weave.ts';
import { grantCodec } from '#protocol/threads/thread.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';
import { deskPlace, firstDay, firstPeriod, note } from '../../support/protocol/thread-writer.ts';

let all: ReturnType<typeof population>;
beforeAll(async () => {
  await sodiumReady;
  all = population();
}, 60_000);

const count = 2500;
/** Where the X25519 share of an encapsulation ends, in a letter's body: its last byte holds the bit that is never set. */
const veilAt = 32;
const lastOfShare = veilAt + 1120 - 1;

function population() {
  const randomness = new Randomness('statistics');
  const [rootfp, from, to] = [randomness.bytes(32), randomness.id<MemberId>(), randomness.id<MemberId>()];
  const [sender, recipient] = [dhKeyPair(randomness.key()), dhKeyPair(randomness.key())];
  const pair = pairKey(rootfp, sender, recipient.publicKey);
  const keys = publicKeysOf(derivePeriodKeys(randomness.key(), rootfp));
  const place = { rootfp, from, to, fromDhKey: sender.publicKey, period: firstPeriod };
  const thread = deskPlace({ rootfp }, from);
  const grant = { ...thread, day: firstDay, rosterSeq: 3, logSize: 9 };
  const letters: Uint8Array[] = [];
  const bare: Uint8Array[] = [];
  const messages: Uint8Array[] = [];
  const lane = ownLaneOf(rootfp, from, { ...grant, secret: randomness.bytes(32), key: randomness.bytes(32) }, 0);
  for (let at = 0; at < count; at++) {
    const given = grantCodec.encode({ ...grant, secret: randomness.bytes(32), key: randomness.bytes(32) });
    const letter = sealLetter(place, sender, pair, keys, given, randomness.bytes(64));
    letters.push(letter);
    // The control: the same letter with its encapsulation as the KEM made it.
    const commitment = letter.slice(0, 32);
    const veil = tuple('dd1/letter-veil', rootfp, memberId.encode(from), memberId.encode(to), commitment);
    const shown = aeadOpen(deriveKey(pair, veil), letter.slice(veilAt, veilAt + 1136), veil);
    bare.push(concat(commitment, shown, letter.slice(veilAt + 1136), randomness.bytes(16)));
    const said = identified({ rootfp, thread: thread.thread, sender: from }, note(`words ${at}`));
    messages.push(sealMessage(lane, said, randomness.bytes(64)));
  }
  return { randomness, letters, bare, messages, pair, place, lane };
}

/** Chi-square of the bytes at some places against an even spread, as standard deviations from what is expected. */
function unevenness(bodies: readonly Uint8Array[], from: number, to: number): number {
  const found = new Float64Array(256);
  for (const body of bodies) for (let at = from; at < to; at++) (found[body[at] as number] as number) += 1;
  const even = (bodies.length * (to - from)) / 256;
  const square = found.reduce((sum, each) => sum + (each - even) ** 2 / even, 0);
  return (square - 255) / Math.sqrt(2 * 255);
}

/** The same for each place of its own: the worst of them. */
function worstPlace(bodies: readonly Uint8Array[]): number {
  let worst = 0;
  for (let at = 0; at < limits.parcelBytes; at++) worst = Math.max(worst, unevenness(bodies, at, at + 1));
  return worst;
}

const topBits = (bodies: readonly Uint8Array[]) =>
  bodies.filter((body) => ((body[lastOfShare] as number) & 0x80) !== 0).length / bodies.length;

describe('a letter and a message look alike', { timeout: 120_000 }, () => {
  it('by every statistic here; without the veil they do not', () => {
    const { letters, bare, messages } = all;
    for (const bodies of [letters, messages]) {
      expect(new Set(bodies.map(({ length }) => length))).toEqual(new Set([limits.parcelBytes]));
      // 2048 places: the worst of so many even ones lies some 6 or 7 deviations out, chi-square's tail being heavy.
      expect(worstPlace(bodies)).toBeLessThan(9);
      expect(Math.abs(unevenness(bodies, 0, limits.parcelBytes))).toBeLessThan(5);
      expect(topBits(bodies)).toBeGreaterThan(0.45);
      expect(topBits(bodies)).toBeLessThan(0.55);
    }
    // Controls: what the KEM made shows itself at once, by one bit.
    expect(new Set(bare.map(({ length }) => length))).toEqual(new Set([limits.parcelBytes]));
    expect(topBits(bare)).toBe(0);
    expect(worstPlace(bare)).toBeGreaterThan(100);
  });

  it('and so do their tags: sixteen bytes, and none twice', () => {
    const { pair, place, lane } = all;
    const tags = [
      ...Array.from({ length: limits.messageTags }, (_, choice) => messageTag(lane, choice)),
      ...Array.from({ length: 200 }, (_, day) =>
        Array.from({ length: limits.letterTags }, (__, choice) => letterTag(pair, place, firstDay + day, choice)),
      ).flat(),
      ...Array.from({ length: limits.letterTags }, (_, choice) =>
        letterTag(pair, { ...place, from: place.to, to: place.from }, firstDay, choice),
      ),
    ];
    expect(new Set(tags.map(({ length }) => length))).toEqual(new Set([16]));
    expect(new Set(tags.map((tag) => tag.join())).size).toBe(tags.length);
  });
});

describe('a look', () => {
  it('has one size, whatever it contains, and parses to what was encoded', () => {
    const randomness = new Randomness('looks');
    for (const lines of [0, 1, 63, 64]) {
      const look = {
        newest: 5 + lines,
        lines: Array.from({ length: lines }, (_, at) => ({
          sequence: 6 + at,
          day: firstDay,
          tag: randomness.bytes(16),
        })),
        bodies: Array.from({ length: limits.parcelsPerLook }, () => randomness.bytes(limits.parcelBytes)),
      };
      const bytes = encodeLook(look, randomness.bytes(fillerBytes));
      expect(bytes.length).toBe(10_000);
      expect(parseLook(bytes, 5)).toEqual(look);
    }
    expect(lookBytes).toBe(10_000);
    const full = {
      newest: 99,
      lines: Array.from({ length: 65 }, (_, at) => ({ sequence: 1 + at, day: 1, tag: randomness.bytes(16) })),
      bodies: Array.from({ length: limits.parcelsPerLook }, () => randomness.bytes(limits.parcelBytes)),
    };
    expect(refusalOf(() => encodeLook(full, randomness.bytes(fillerBytes)))).toBe('wrong-length');
  });
});

describe('what is stored has few sizes', { timeout: 60_000 }, () => {
  const randomness = new Randomness('sizes');

  it('chunks: each of the four takes contents up to its size, and no more', () => {
    const place = { rootfp: randomness.bytes(32), member: randomness.id<MemberId>(), chunk: randomness.id<ChunkId>() };
    const [account, share] = [randomness.key(), randomness.key()];
    const seal = (length: number) => sealChunk(account, share, place, randomness.bytes(length), randomness.bytes(32));
    let below = 0;
    for (const size of chunkSizes) {
      for (const length of [below, size - 4]) {
        const sealed = seal(length);
        expect(sealed.length).toBe(size + 80);
        expect(openChunk(account, share, place, sealed).length).toBe(length);
      }
      below = size - 3;
    }
    expect(seal(chunkSizes[3] - 4).length).toBe(chunkBytesMax);
    expect(refusalOf(() => seal(chunkSizes[3] - 3))).toBe('too-large');
    for (const length of [0, 80, 4096, 4096 + 79, 4096 + 81])
      expect(refusalOf(() => openChunk(account, share, place, new Uint8Array(length)))).toBe('wrong-length');
  });

  it('files: each of the five classes, the largest and one byte more', () => {
    const [rootfp, key, blob] = [randomness.bytes(32), randomness.key(), randomness.id<BlobId>()];
    let below = 0;
    for (const pieces of attachmentPieces) {
      const most = pieces * 65_536 - 4;
      for (const length of [below, most]) {
        // Every byte counts: the last one is not zero.
        const contents = new Uint8Array(length).fill(7);
        const sealed = sealAttachment(key, rootfp, blob, contents);
        expect(sealed.length).toBe(pieces);
        expect(new Set(sealed.map((piece) => piece.length))).toEqual(new Set([65_536 + 48]));
        const opened = openAttachment(key, rootfp, blob, attachmentHash(sealed), sealed);
        expect(Buffer.compare(opened, contents)).toBe(0);
      }
      below = most + 1;
    }
    expect(attachmentMax).toBe(below - 1);
    expect(refusalOf(() => sealAttachment(key, rootfp, blob, new Uint8Array(attachmentMax + 1)))).toBe('too-large');
  });

  it('files: pieces in another order, of another number, from another file, are refused', () => {
    const [rootfp, key, blob] = [randomness.bytes(32), randomness.key(), randomness.id<BlobId>()];
    const sealed = sealAttachment(key, rootfp, blob, randomness.bytes(100_000));
    const other = sealAttachment(key, rootfp, randomness.id<BlobId>(), randomness.bytes(100_000));
    const open = (pieces: readonly Uint8Array[], expected = attachmentHash(sealed)) =>
      refusalOf(() => openAttachment(key, rootfp, blob, expected, pieces));
    expect(open(sealed)).toBe('accepted');
    const turned = sealed.toReversed();
    for (const pieces of [turned, sealed.slice(1), sealed.slice(0, 1), [...sealed, ...sealed], other, []])
      expect(open(pieces)).toBe('attachment-hash');
    // The writer of the message chose the hash: place and number are bound under it as well.
    expect(open(turned, attachmentHash(turned))).toBe('wrong-key');
    expect(open(sealed.slice(0, 1), attachmentHash(sealed.slice(0, 1)))).toBe('wrong-key');
    expect(open(other, attachmentHash(other))).toBe('wrong-key');
  });
});

describe('a long thread', () => {
  /** Counts how often the id of a message is read: a measure of the work that no machine changes. */
  function reads(
    length: number,
    prevOf: (at: number) => readonly number[],
  ): { readonly reads: number; readonly shown: number } {
    const place = {
      rootfp: new Uint8Array(32),
      thread: 'AAAAAAAAAAAAAAAAAAAAAA' as ThreadId,
      sender: 'AAAAAAAAAAAAAAAAAAAAAA' as MemberId,
    };
    let asked = 0;
    const made: Received[] = [];
    for (let at = 0; at < length; at++) {
      const prev = prevOf(at).map((each) => made[each]!.message.id);
      const message = identified(place, note(`${at}`, { prev }));
      const counted = new Proxy(message, {
        get: (target, name) => {
          asked += 1;
          return target[name as keyof typeof target];
        },
      });
      // The worst order: the newest came first.
      made.push({ sender: place.sender, message: counted, sequence: length - at, settled: false });
    }
    asked = 0;
    const { messages, missing } = weave(made, () => true);
    expect(missing).toEqual([]);
    expect(headsOf(messages, limits.messagePrev).length).toBeGreaterThan(0);
    return { reads: asked, shown: messages.length };
  }

  it('of a thousand is woven with work that grows as the thread does, backwards too', () => {
    const shapes = {
      chain: (at: number) => (at === 0 ? [] : [at - 1]),
      star: (at: number) => (at === 0 ? [] : [0]),
      braid: (at: number) => [at - 1, at - 2, at - 3].filter((each) => each >= 0),
    };
    for (const [name, shape] of Object.entries(shapes)) {
      const [small, large] = [reads(250, shape), reads(1000, shape)];
      expect(large.shown, name).toBe(1000);
      // Four times the messages, at most some five times the work.
      expect(large.reads / small.reads, name).toBeLessThan(5);
    }
  });
});
