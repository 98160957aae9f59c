/** The acts of §9, as acts.ts: over bytes and plain values, for the generator and the test alike. */
import { concat, toBase64url } from '#protocol/core/bytes.ts';
import type { BlobId, ChunkId, MemberId } from '#protocol/core/ids.ts';
import { deriveMemberKeys } from '#protocol/members/keys.ts';
import { encodeLeaf } from '#protocol/log/leaf.ts';
import { dhKeyPair, key32, signKeyPair } from '#protocol/crypto/sodium.ts';
import { attachmentHash, openAttachment, sealAttachment } from '#protocol/threads/attachment.ts';
import {
  bundlesCodec,
  indexBundles,
  newestGeneration,
  requireNewestBundles,
  requirePeriodKeys,
  signBundles,
  verifyBundles,
} from '#protocol/threads/bundle.ts';
import { dayOf, periodOf } from '#protocol/threads/calendar.ts';
import { isChunkSigned, openChunk, sealChunk, signChunk } from '#protocol/threads/chunk.ts';
import { LettersAndLanes } from '#protocol/threads/conversation.ts';
import { fill, unfill } from '#protocol/threads/fill.ts';
import { laneOf, messageTag, ownLaneOf } from '#protocol/threads/lane.ts';
import { openLetter, pairKey, sealLetter } from '#protocol/threads/letter.ts';
import { messageCodec, openMessage, sealMessage } from '#protocol/threads/message.ts';
import { derivePeriodKeys, openPeriod, periodKeyHash, publicKeysOf, sealPeriod } from '#protocol/threads/period.ts';
import { encodeLook, parseLook, type TagLine } from '#protocol/threads/stream.ts';
import { decodeMembers, encodeMembers, grantCodec, requireGrant, threadMembers } from '#protocol/threads/thread.ts';
import { judgeMembership, weave } from '#protocol/threads/weave.ts';
import type { Act, World } from './act.ts';
import type { Given } from './given.ts';

const done = 'accepted';
const memberOf = (given: Given, name = 'member') => given.text(name) as MemberId;
const periodOfMember = (given: Given) => ({
  rootfp: given.bytes('rootfp'),
  member: memberOf(given),
  period: given.number('period'),
});
const verifiedOf = (given: Given, world: World) =>
  verifyBundles(world.roster, given.bytes('signed'), memberOf(given), given.number('leaf'));
const grantOf = (given: Given) => grantCodec.parse(given.bytes('grant'));
const chunkOf = (given: Given) => ({
  rootfp: given.bytes('rootfp'),
  member: memberOf(given),
  chunk: given.text('chunk') as ChunkId,
});

/** From the seeds of the sender's and the recipient's letter pairs, and the recipient's secret of the period. */
function letterOf(given: Given) {
  const [sender, recipient] = [dhKeyPair(key32(given.bytes('fromSeed'))), dhKeyPair(key32(given.bytes('toSeed')))];
  const rootfp = given.bytes('rootfp');
  const place = {
    rootfp,
    from: memberOf(given, 'from'),
    to: memberOf(given, 'to'),
    fromDhKey: sender.publicKey,
    period: given.number('period'),
  };
  const keys = derivePeriodKeys(key32(given.bytes('periodSecret')), rootfp);
  return { sender, place, keys, pair: pairKey(rootfp, recipient, sender.publicKey) };
}

interface WovenInput {
  readonly sender: MemberId;
  readonly message: Uint8Array;
  readonly sequence: number;
  readonly settled: boolean;
}

export const threadActs: Readonly<Record<string, Act>> = {
  'day and period': (given) => {
    const day = dayOf(given.number('time'));
    return `${day} ${periodOf(day)}`;
  },
  'seal period': (given) =>
    sealPeriod(
      key32(given.bytes('accountSecret')),
      key32(given.bytes('share')),
      periodOfMember(given),
      key32(given.bytes('secret')),
    ),
  'open period': (given) =>
    openPeriod(
      key32(given.bytes('accountSecret')),
      key32(given.bytes('share')),
      periodOfMember(given),
      given.bytes('sealed'),
    ),
  'sign bundles': (given) =>
    signBundles(bundlesCodec.parse(given.bytes('bundles')), signKeyPair(key32(given.bytes('seed'))).secretKey),
  'verify bundles': (given, world) => encodeLeaf(verifiedOf(given, world).leaf),
  'require newest bundles': (given, world) => {
    const leaves = given.list('leaves');
    requireNewestBundles(verifiedOf(given, world), given.number('leaf'), leaves, indexBundles(leaves));
    return done;
  },
  'newest generation': (given) =>
    String(newestGeneration(given.bytes('rootfp'), memberOf(given), indexBundles(given.list('leaves')))),
  'require period keys': (given) => {
    const sealKey = given.maybe('sealKey');
    const keys = sealKey === undefined ? null : { sealKey, dhKey: given.bytes('dhKey') };
    return periodKeyHash(requirePeriodKeys(bundlesCodec.parse(given.bytes('bundles')), given.number('period'), keys));
  },
  fill: (given) => fill(given.bytes('contents'), given.number('size')),
  unfill: (given) => unfill(given.bytes('filled')),
  'seal letter': (given) => {
    const { sender, place, keys, pair } = letterOf(given);
    return sealLetter(place, sender, pair, publicKeysOf(keys), given.bytes('contents'), given.bytes('random'));
  },
  'open letter': (given) => {
    const { place, keys, pair } = letterOf(given);
    return openLetter(place, pair, keys, given.bytes('body'));
  },
  'take parcel': (given, world) => {
    const { dh, sign } = deriveMemberKeys(key32(given.bytes('accountSecret')));
    const secret = given.maybe('periodSecret');
    const line = { sequence: 1, day: given.number('day'), tag: given.bytes('tag') };
    const periods = new Map(
      secret === undefined ? [] : [[periodOf(line.day), derivePeriodKeys(key32(secret), world.roster.rootfp)] as const],
    );
    const keys = { member: memberOf(given), dh: [dh], signSecretKey: sign.secretKey, periods };
    const crypto = new LettersAndLanes(
      () => world.roster,
      keys,
      (grant, from) => requireGrant(world.roster, grant, from, keys.member, new Set()),
      (length) => new Uint8Array(length),
    );
    const expected = crypto.expect(line);
    if (expected?.type !== 'letter') return 'not for her';
    return grantCodec.encode(crypto.takeLetter(expected, given.bytes('body')).grant);
  },
  'decode members': (given) => decodeMembers(given.bytes('members')).join(' '),
  'members of a thread': (given, world) => encodeMembers(threadMembers(world.roster, grantOf(given))),
  'require grant': (given, world) => {
    const contacts = new Set(given.texts('contacts') as readonly MemberId[]);
    requireGrant(world.roster, grantOf(given), memberOf(given, 'from'), memberOf(given, 'to'), contacts);
    return done;
  },
  'judge membership': (given) => {
    const known = given.maybe('known');
    return judgeMembership(known && grantCodec.parse(known), grantOf(given), memberOf(given, 'from'));
  },
  'tag of a choice': (given) =>
    messageTag(laneOf(given.bytes('rootfp'), memberOf(given, 'sender'), grantOf(given), 0), given.number('choice')),
  'seal message': (given) =>
    sealMessage(
      ownLaneOf(given.bytes('rootfp'), memberOf(given, 'sender'), grantOf(given), 0),
      messageCodec.parse(given.bytes('message')),
      signKeyPair(key32(given.bytes('signSeed'))).secretKey,
    ),
  'open message': (given) =>
    messageCodec.encode(
      openMessage(
        laneOf(given.bytes('rootfp'), memberOf(given, 'sender'), grantOf(given), 0),
        given.bytes('signKey'),
        given.bytes('body'),
      ),
    ),
  weave: (given) => {
    const received = (given.plain('received') as readonly WovenInput[]).map((each) => ({
      ...each,
      message: messageCodec.parse(each.message),
    }));
    const present = new Set(given.texts('present'));
    const { messages, missing, earlier, unvouched } = weave(received, (sender) => present.has(sender));
    const ids = (list: typeof messages) => list.map(({ message }) => message.id).join(' ');
    return [ids(messages), missing.join(' '), String(earlier), ids(unvouched)].join(' | ');
  },
  'encode look': (given) =>
    encodeLook(
      {
        newest: given.number('newest'),
        lines: given.plain('lines') as readonly TagLine[],
        bodies: given.list('bodies'),
      },
      given.bytes('filler'),
    ),
  'parse look': (given) => {
    const { newest, lines, bodies } = parseLook(given.bytes('look'), given.number('after'));
    const shown = lines.map(({ sequence, day, tag }) => `${sequence}:${day}:${toBase64url(tag)}`);
    return [String(newest), ...shown, ...bodies.map((body) => toBase64url(body.slice(0, 8)))].join(' ');
  },
  'seal chunk': (given) =>
    sealChunk(
      key32(given.bytes('accountSecret')),
      key32(given.bytes('share')),
      chunkOf(given),
      given.bytes('contents'),
      given.bytes('salt'),
    ),
  'open chunk': (given) =>
    openChunk(key32(given.bytes('accountSecret')), key32(given.bytes('share')), chunkOf(given), given.bytes('sealed')),
  'sign chunk': (given) =>
    signChunk(
      chunkOf(given),
      given.number('version'),
      given.bytes('sealed'),
      signKeyPair(key32(given.bytes('signSeed'))).secretKey,
    ),
  'chunk is signed': (given) =>
    String(
      isChunkSigned(
        chunkOf(given),
        given.number('version'),
        given.bytes('sealed'),
        given.bytes('signKey'),
        given.bytes('signature'),
      ),
    ),
  /** The hash replaces the pieces: 64 KiB each. */
  'hash of a sealed file': (given) => {
    const blob = given.text('blob') as BlobId;
    return attachmentHash(
      sealAttachment(key32(given.bytes('key')), given.bytes('rootfp'), blob, given.bytes('contents')),
    );
  },
  /** The file is sealed here, as another place may say, and one byte of a piece flipped; then it is opened. */
  'open a sealed file': (given) => {
    const { rootfp, key, blob } = { rootfp: given.bytes('rootfp'), key: given.bytes('key'), blob: given.text('blob') };
    const made = sealAttachment(
      key32(given.maybe('sealedUnder') ?? key),
      rootfp,
      (given.plain('sealedAs') ?? blob) as BlobId,
      given.bytes('contents'),
    );
    const flip = given.plain('flip') as number | undefined;
    const pieces = made
      .map((piece, at) => (at === 0 && flip !== undefined ? piece.map((b, i) => (i === flip ? b ^ 1 : b)) : piece))
      .slice(0, (given.plain('pieces') as number | undefined) ?? made.length);
    return concat(openAttachment(key32(key), rootfp, blob as BlobId, given.bytes('hash'), pieces));
  },
};
