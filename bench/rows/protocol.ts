/** Our protocol code beside the bare library calls that it cannot do without, on the same lengths. */
import { p256 } from '@noble/curves/nist.js';
import { sha256 } from '@noble/hashes/sha2.js';
// The reference is the library without our protocol code around it.
// oxlint-disable-next-line no-restricted-imports
import sodium from 'libsodium-wrappers';
import { parseCredentialKey } from '#protocol/crypto/assertion.ts';
import { concat, utf8 } from '#protocol/core/bytes.ts';
import { drawSeats, isOrdinary } from '#domain/programme/draw.ts';
import { Frontier, hashLeaf } from '#protocol/log/merkle.ts';
import {
  openContent,
  sealRecord,
  unwrapAsDesk,
  unwrapAsOwner,
  verifyDeskWrap,
  verifyRecord,
} from '#protocol/records/record.ts';
import { signedEntry } from '#protocol/roster/roster.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import {
  addMember,
  enact,
  foundEvent,
  invite,
  kind,
  mintEpoch,
  replay,
  travel,
  type Event,
} from '../../tests/support/protocol/event.ts';
import { file, inputFor, type Filed } from '../../tests/support/protocol/sealed-records.ts';
import { Randomness } from '../../tests/support/protocol/randomness.ts';
import { asker, pick } from '../../tests/support/protocol/programme.ts';
import { demoProgramme } from '../../tools/demo/programme.ts';
import { paired, type Row } from '../measure.ts';

const records = 300;
const entries = 250;
const leaves = 100_000;
const drawn = 400;

export async function measure(): Promise<readonly Row[]> {
  await sodiumReady;
  const event = foundEvent('bench', 1);
  addMember(event, 'staff', travel);
  mintEpoch(event, travel);
  const owner = addMember(event, 'participant');
  const content = utf8('x'.repeat(900));
  const filing = { kind: kind('travel'), author: owner, owner, content };
  const filed = Array.from({ length: records }, () => file(event, filing));
  return [
    sealing(event, filing),
    opening(event, filed),
    openingAsDesk(event, filed),
    replaying(),
    auditing(),
    drawing(),
  ];
}

const hash = (length: number, message: Uint8Array, key: Uint8Array | null = null) =>
  sodium.crypto_generichash(length, message, key);

/** The bytes that each primitive is given, taken from one real record. */
function lengths(filed: Filed) {
  const randomness = new Randomness('lengths');
  const { record, content, deskWraps } = filed.sealed;
  return {
    randomness,
    key: randomness.key(),
    key64: randomness.bytes(64),
    body: randomness.bytes(record.length - 110),
    header: randomness.bytes(760),
    sealKey: randomness.bytes(1240),
    ciphertext: randomness.bytes(1150),
    context: randomness.bytes(200),
    message: randomness.bytes(94),
    wrapMessage: randomness.bytes((deskWraps[0] as Uint8Array).length - 60),
    content,
  };
}

function sealing(event: Event, filing: Parameters<typeof inputFor>[1]): Row {
  const count = 100;
  const input = inputFor(event, filing);
  const own = lengths(file(event, filing));
  const signer = event.logKey;
  const pair = event.witness.seal;
  const plain = own.randomness.bytes(own.content.length - 16);
  const nonce = new Uint8Array(24);
  const bare = () => {
    for (let i = 0; i < count; i++) {
      for (let commitment = 0; commitment < 3; commitment++) hash(32, own.message);
      hash(32, own.header);
      hash(64, own.context, own.key64);
      sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, own.context, null, nonce, own.key);
      hash(32, own.content);
      for (let wrap = 0; wrap < 3; wrap++) {
        hash(32, own.sealKey);
        hash(32, own.context);
        hash(64, own.context, own.key);
        const { sharedSecret } = sodium.crypto_kem_xwing_enc_deterministic(pair.publicKey, own.key64);
        hash(32, own.sealKey);
        hash(32, own.ciphertext);
        hash(64, own.context, sharedSecret);
        sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(own.message, own.context, null, nonce, own.key);
      }
      hash(32, own.body);
      sodium.crypto_sign_detached(own.message, signer.secretKey);
      sodium.crypto_sign_detached(own.wrapMessage, signer.secretKey);
      hash(16, own.context, own.key);
    }
  };
  const ours = () => {
    for (let i = 0; i < count; i++) sealRecord(input);
  };
  const { value, reference, ratio } = paired(ours, bare);
  return {
    name: 'seal a record (owner, witness, one desk)',
    value: value / count,
    unit: 'ms',
    reference: reference / count,
    referenceName: 'bare libsodium',
    ratio,
  };
}

/** What opening cannot do without, per record: one signature, one decapsulation, two ciphers, the hashes. */
function bareOpening(event: Event, filed: readonly Filed[], signatures: number): () => void {
  const own = lengths(filed[0] as Filed);
  const pair = event.witness.seal;
  const nonce = new Uint8Array(24);
  const { ciphertext } = sodium.crypto_kem_xwing_enc_deterministic(pair.publicKey, own.key64);
  const seal = (plain: Uint8Array) =>
    sodium.crypto_aead_xchacha20poly1305_ietf_encrypt(plain, own.context, null, nonce, own.key);
  const [box, content] = [seal(own.message), seal(sodium.pad(own.randomness.bytes(900), own.content.length - 16))];
  const signature = sodium.crypto_sign_detached(own.message, event.logKey.secretKey);
  return () => {
    for (let i = 0; i < filed.length; i++) {
      hash(32, own.body);
      hash(32, own.header);
      for (let each = 0; each < signatures; each++)
        sodium.crypto_sign_verify_detached(signature, own.message, event.logKey.publicKey);
      hash(32, own.sealKey);
      const shared = sodium.crypto_kem_xwing_dec(ciphertext, pair.secretKey);
      hash(32, own.sealKey);
      hash(32, own.ciphertext);
      hash(64, own.context, shared);
      sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, box, own.context, nonce, own.key);
      for (let commitment = 0; commitment < 3; commitment++) hash(32, own.message);
      hash(32, own.content);
      hash(64, own.context, own.key64);
      const padded = sodium.crypto_aead_xchacha20poly1305_ietf_decrypt(null, content, own.context, nonce, own.key);
      sodium.unpad(padded, padded.length);
    }
  };
}

function opening(event: Event, filed: readonly Filed[]): Row {
  const owner = [...event.people.values()].at(-1) as (typeof event.officers)[0];
  const ours = () => {
    for (const { sealed, leaf, record } of filed) {
      const verified = verifyRecord(event.roster, sealed.record, leaf, { kind: kind('travel'), record });
      const { deskShare, witnessShare } = unwrapAsOwner(verified, [owner.keys.seal]);
      openContent(verified, sealed.content, deskShare, witnessShare);
    }
  };
  return {
    name: `open ${records} records as their owner`,
    ...paired(ours, bareOpening(event, filed, 1)),
    unit: 'ms',
    referenceName: 'bare libsodium',
    aim: '≤ 1.5',
  };
}

function openingAsDesk(event: Event, filed: readonly Filed[]): Row {
  const pair = (event.epochs.get(travel) as NonNullable<ReturnType<typeof event.epochs.get>>).pair;
  const ours = () => {
    for (const { sealed, leaf, record, secrets } of filed) {
      const verified = verifyRecord(event.roster, sealed.record, leaf, { kind: kind('travel'), record });
      const given = verifyDeskWrap(event.roster, verified, sealed.deskWraps[0] as Uint8Array);
      const { deskShare } = unwrapAsDesk(verified, given, pair);
      openContent(verified, sealed.content, deskShare, secrets.witnessShare);
    }
  };
  return {
    name: `open ${records} records as a desk`,
    ...paired(ours, bareOpening(event, filed, 2)),
    unit: 'ms',
    referenceName: 'bare libsodium',
    aim: '≤ 1.5',
  };
}

/** Beside the two signature checks of each entry, which nobody who replays a roster can leave out. */
function replaying(): Row {
  const event = foundEvent('replay', 3);
  while (event.entries.length < entries)
    enact(event, invite(event, 'participant').operation, event.officers.slice(0, 1));
  const checks = event.entries.map(({ bytes }) => {
    const { signatures, entry } = signedEntry.parse(bytes);
    const [given] = signatures as [(typeof signatures)[0]];
    const officer = event.people.get(given.member) as (typeof event.officers)[0];
    const key = parseCredentialKey((officer.card.credentials[0] as { publicKey: Uint8Array }).publicKey);
    const message = concat(given.assertion.authenticatorData, sha256(given.assertion.clientDataJSON));
    return {
      given,
      entry,
      officer,
      digest: sha256(message),
      point: key.alg === 'ES256' ? key.point : new Uint8Array(0),
    };
  });
  const bare = () => {
    for (const { given, entry, officer, digest, point } of checks) {
      sodium.crypto_sign_verify_detached(given.signature, entry, officer.card.signKey);
      p256.verify(given.assertion.signature, digest, point, { format: 'der', lowS: false, prehash: false });
    }
  };
  return {
    name: `replay a roster of ${entries} entries`,
    ...paired(() => replay(event), bare),
    unit: 'ms',
    referenceName: 'its signatures alone',
    aim: '≤ 1.2, and below 1 000 ms',
  };
}

/** Every leaf of a log hashed into its root, as an owner's or officer's audit does. */
function auditing(): Row {
  const randomness = new Randomness('audit');
  const block = randomness.bytes(65 * 1000);
  const log = Array.from({ length: leaves }, (_, at) => {
    const leaf = block.slice((at % 1000) * 65, (at % 1000) * 65 + 65);
    leaf[1] = at >> 16;
    return leaf;
  });
  const ours = () => {
    const frontier = new Frontier();
    for (const leaf of log) frontier.append(hashLeaf(leaf));
    return frontier.root();
  };
  const node = new Uint8Array([1]);
  const bare = () => {
    let level: Uint8Array[] = log.map((leaf) => sha256(concat(new Uint8Array(1), leaf)));
    while (level.length > 1) {
      const above: Uint8Array[] = [];
      for (let at = 0; at < level.length; at += 2) {
        const [left, right] = [level[at] as Uint8Array, level[at + 1]];
        above.push(right === undefined ? left : sha256(concat(node, left, right)));
      }
      level = above;
    }
    return level[0];
  };
  return {
    name: `audit ${leaves} entries`,
    ...paired(ours, bare, 7),
    unit: 'ms',
    referenceName: 'noble SHA-256 of the same tree',
    aim: '≤ 0.5',
  };
}

/** Everybody ranks every session; the reference sorts as many choices by their rank. */
function drawing(): Row {
  const randomness = new Randomness('draw').key();
  const ordinary = demoProgramme.sessions.filter(isOrdinary).map(({ id }) => id);
  const people = Array.from({ length: drawn }, (_, at) =>
    asker(
      `m${at}`,
      ...ordinary.map((id, rank) => pick(id, { rank: (rank * 7 + at) % 30, need: at % 9 === 0 ? 'x' : '' })),
    ),
  );
  const ranks = people.flatMap((_, at) => ordinary.map((id, rank) => ({ id, rank: (rank * 7 + at) % 30 })));
  return {
    name: `draw seats for ${drawn} people`,
    unit: 'ms',
    referenceName: 'sorting as many choices',
    ...paired(
      () => drawSeats(demoProgramme, people, randomness),
      () => ranks.toSorted((a, b) => a.rank - b.rank || a.id.localeCompare(b.id)),
    ),
  };
}
