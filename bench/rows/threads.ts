/** Letters, lanes and messages beside the bare library calls that they cannot do without, on the same lengths. */
import { randomBytes } from 'node:crypto';
// The reference is the library without the protocol around it.
// oxlint-disable-next-line no-restricted-imports
import sodium from 'libsodium-wrappers';
import type { MemberId, MessageId } from '#protocol/core/ids.ts';
import { dhKeyPair, sealKeyPair, signKeyPair, sodiumReady } from '#protocol/crypto/sodium.ts';
import { laneOf } from '#protocol/threads/lane.ts';
import { openLetter, pairKey, sealLetter } from '#protocol/threads/letter.ts';
import { LettersAndLanes } from '#protocol/threads/conversation.ts';
import { identified, openMessage, sealMessage } from '#protocol/threads/message.ts';
import { derivePeriodKeys, publicKeysOf } from '#protocol/threads/period.ts';
import { weave, type Received } from '#protocol/threads/weave.ts';
import { grantCodec } from '#protocol/threads/thread.ts';
import { addMember, foundEvent, type Event, type Person } from '../../tests/support/protocol/event.ts';
import { Randomness } from '../../tests/support/protocol/randomness.ts';
import { Writer, deskPlace, firstDay, firstPeriod, note } from '../../tests/support/protocol/thread-writer.ts';
import { paired, type Row } from '../measure.ts';

const count = 200;

export async function measure(): Promise<readonly Row[]> {
  await sodiumReady;
  const randomness = new Randomness('bench threads');
  return [openingLetters(randomness), openingMessages(randomness), ...beginning(randomness), weaving(randomness)];
}

const kdf = (length: number, message: Uint8Array, key: Uint8Array | null = null) =>
  sodium.crypto_generichash(length, message, key);
const nonce = new Uint8Array(24);

/** Bytes of the lengths that a letter's primitives are given. */
function letterLengths(randomness: Randomness) {
  return {
    key: randomness.key(),
    key64: randomness.bytes(64),
    random: randomness.bytes(64),
    context: randomness.bytes(260),
    veil: randomness.bytes(150),
    tag: randomness.bytes(130),
    keys: randomness.bytes(1276),
    encapsulation: randomness.bytes(1160),
    plain: randomness.bytes(864),
  };
}

const seal = (plain: Uint8Array, associated: Uint8Array, key: Uint8Array) =>
  sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, associated, null, nonce, key);
const open = (box: Uint8Array, associated: Uint8Array, key: Uint8Array) =>
  sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, box, associated, nonce, key);

function openingLetters(randomness: Randomness): Row {
  const rootfp = randomness.bytes(32);
  const [sender, recipient] = [dhKeyPair(randomness.key()), dhKeyPair(randomness.key())];
  const keys = derivePeriodKeys(randomness.key(), rootfp);
  const place = {
    rootfp,
    from: randomness.id<MemberId>(),
    to: randomness.id<MemberId>(),
    fromDhKey: sender.publicKey,
    period: firstPeriod,
  };
  const pair = pairKey(rootfp, recipient, sender.publicKey);
  const contents = randomness.bytes(400);
  const bodies = Array.from({ length: count }, () =>
    sealLetter(place, sender, pair, publicKeysOf(keys), contents, randomness.bytes(64)),
  );
  const own = letterLengths(randomness);
  const { ciphertext } = sodium.crypto_kem_xwing_enc_deterministic(keys.seal.publicKey, own.random);
  const [veiled, box] = [seal(ciphertext, own.veil, own.key), seal(own.plain, own.context, own.key)];
  const bare = () => {
    for (let i = 0; i < count; i++) {
      kdf(32, own.veil, own.key);
      open(veiled, own.veil, own.key);
      sodium.crypto_kem_xwing_dec(ciphertext, keys.seal.secretKey);
      kdf(32, own.keys);
      kdf(32, own.encapsulation);
      sodium.crypto_scalarmult(keys.dh.secretKey, sender.publicKey);
      kdf(64, own.context, own.key64);
      open(box, own.context, own.key);
    }
  };
  const ours = () => {
    for (const body of bodies) openLetter(place, pair, keys, body);
  };
  return {
    name: `open ${count} letters`,
    unit: 'ms',
    referenceName: 'bare libsodium',
    aim: '≤ 1.5',
    ...paired(ours, bare),
  };
}

function openingMessages(randomness: Randomness): Row {
  const rootfp = randomness.bytes(32);
  const [sender, seed, secret] = [randomness.id<MemberId>(), randomness.key(), randomness.key()];
  const { publicKey, secretKey } = signKeyPair(seed);
  const place = deskPlace({ rootfp }, sender);
  const grant = { ...place, day: firstDay, rosterSeq: 1, logSize: 2, secret, key: publicKey };
  const lane = laneOf(rootfp, sender, grant, 0);
  const bodies = Array.from({ length: count }, (_, at) => {
    const message = identified({ rootfp, thread: place.thread, sender }, note(`${at} ${'x'.repeat(300)}`));
    return sealMessage({ ...lane, seed }, message, secretKey);
  });
  const [context, signed, said] = [randomness.bytes(170), randomness.bytes(2130), randomness.bytes(600)];
  const box = seal(randomness.bytes(1976), context, secret);
  const signature = sodium.crypto_sign_detached(signed, secretKey);
  const bare = () => {
    for (let i = 0; i < count; i++) {
      kdf(64, context, secret);
      open(box, context, secret);
      sodium.crypto_sign_verify_detached(signature, signed, publicKey);
      kdf(32, said);
    }
  };
  const ours = () => {
    for (const body of bodies) openMessage(lane, publicKey, body);
  };
  return {
    name: `open ${count} messages`,
    unit: 'ms',
    referenceName: 'bare libsodium',
    aim: '≤ 1.5',
    ...paired(ours, bare),
  };
}

/** From members to an own lane that all of them have: the cost of the first message of a day. */
function beginning(randomness: Randomness): readonly Row[] {
  const event = foundEvent('bench lanes', 1);
  const author = event.officers[0] as Person;
  const people = Array.from({ length: 30 }, () => addMember(event, 'participant'));
  return [30, 500].map((members) => beginningFor(randomness, event, author, people, members));
}

function beginningFor(
  randomness: Randomness,
  event: Event,
  author: Person,
  people: readonly Person[],
  members: number,
): Row {
  const own = new Writer(randomness, event, author, 1);
  const writers = people.map((person) => new Writer(randomness, event, person, 1));
  // Five hundred letters to thirty people cost what letters to five hundred do, except for the pairs' keys.
  const to = Array.from({ length: members }, (_, at) => (writers[at % writers.length] as Writer).recipient());
  const { rootfp } = event;
  const input = { ...deskPlace(event, author.member), day: firstDay, rosterSeq: event.roster.seq, logSize: 9 };
  const ours = () => {
    const crypto = new LettersAndLanes(
      () => event.roster,
      own.keys,
      () => undefined,
      (length) => new Uint8Array(randomBytes(length)),
    );
    return crypto.begin(input, to, own.recipient());
  };
  const lengths = letterLengths(randomness);
  const pair = sealKeyPair(randomness.key());
  const share = dhKeyPair(randomness.key());
  const contents = grantCodec.encode({ ...input, secret: rootfp, key: rootfp });
  const bare = () => {
    for (let at = 0; at <= members; at++) {
      if (at <= people.length) sodium.crypto_scalarmult(share.secretKey, share.publicKey);
      for (let choice = 0; choice < 4; choice++) kdf(16, lengths.tag, lengths.key);
      const { ciphertext } = sodium.crypto_kem_xwing_enc_deterministic(pair.publicKey, lengths.random);
      kdf(32, lengths.keys);
      kdf(32, lengths.encapsulation);
      sodium.crypto_scalarmult(share.secretKey, share.publicKey);
      kdf(64, lengths.context, lengths.key64);
      kdf(32, lengths.veil, lengths.key);
      seal(ciphertext, lengths.veil, lengths.key);
      seal(lengths.plain, lengths.context, lengths.key);
    }
    return contents;
  };
  return {
    name: `begin a lane for ${members} members`,
    unit: 'ms',
    referenceName: 'bare libsodium',
    ...paired(ours, bare),
  };
}

/** A thousand messages of five people, the newest first, each naming the two before it. */
function weaving(randomness: Randomness): Row {
  const [rootfp, thread] = [
    randomness.bytes(32),
    deskPlace({ rootfp: randomness.bytes(32) }, randomness.id<MemberId>()).thread,
  ];
  const people = Array.from({ length: 5 }, () => randomness.id<MemberId>());
  const ids: MessageId[] = [];
  const received = Array.from({ length: 1000 }, (_, at): Received => {
    const sender = people[at % 5] as MemberId;
    const message = identified({ rootfp, thread, sender }, note(`${at}`, { prev: ids.slice(-2) }));
    ids.push(message.id);
    return { sender, message, sequence: 1000 - at, settled: false };
  });
  const rounds = 20;
  const ours = () => {
    for (let i = 0; i < rounds; i++) weave(received, (sender) => sender !== people[0]);
  };
  const bare = () => {
    for (let i = 0; i < rounds; i++) received.toSorted((a, b) => a.sequence - b.sequence);
  };
  const { value, reference, ratio } = paired(ours, bare);
  return {
    name: 'weave 1000 messages',
    value: value / rounds,
    unit: 'ms',
    reference: reference / rounds,
    referenceName: 'sorting them',
    ratio,
  };
}
