// One byte changed anywhere in something signed or sealed: refused with a code that the specification names, never a
// crash, never accepted.
import { beforeAll, describe, expect, it } from 'vitest';
import { utf8 } from '#protocol/core/bytes.ts';
import { verifyCheckpoint, verifyCosignature } from '#protocol/log/checkpoint.ts';
import type { ProtocolCode } from '#protocol/core/errors.ts';
import { verifyGenesis } from '#protocol/members/genesis.ts';
import { verifyHead } from '#protocol/log/head.ts';
import type { BlobId, ChunkId } from '#protocol/core/ids.ts';
import { deriveInviteKeys } from '#protocol/members/invite-link.ts';
import { openCopy, openTerms, sealCopy, sealTerms, verifyJoin } from '#protocol/members/invite.ts';
import { openRelease } from '#protocol/openings/opening.ts';
import { openContent, unwrapAsDesk, unwrapAsOwner } from '#protocol/records/unwrap.ts';
import { verifyDeskWrap, verifyRecord } from '#protocol/records/verify.ts';
import { signRetire, verifyRetire } from '#protocol/records/retire.ts';
import { applyEntry } from '#protocol/roster/roster.ts';
import { makeSlot, openSlot, slotCodec } from '#protocol/members/slot.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { attachmentHash, openAttachment, sealAttachment } from '#protocol/threads/attachment.ts';
import { verifyBundles } from '#protocol/threads/bundle.ts';
import { openChunk, sealChunk } from '#protocol/threads/chunk.ts';
import { laneOf } from '#protocol/threads/lane.ts';
import { openMessage } from '#protocol/threads/message.ts';
import { openPeriod, sealPeriod } from '#protocol/threads/period.ts';
import type { Parcel } from '#protocol/threads/stream.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import {
  cosignedNote,
  invite,
  kind,
  makeEntry,
  signedHead,
  standardEvent,
  travel,
  type Minted,
} from '../../support/protocol/event.ts';
import { ask, file, release, verifyFiled, type Filed } from '../../support/protocol/sealed-records.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';
import { Client, Writer, deskPlace, firstDay, firstPeriod } from '../../support/protocol/thread-writer.ts';

/** Flips one bit in each byte in turn (every bit takes its turn), and gathers what happened, code by code. */
function flipEach(bytes: Uint8Array, act: (changed: Uint8Array) => unknown, step = 1): ReadonlyMap<string, number> {
  const codes = new Map<string, number>();
  for (let at = 0; at < bytes.length; at += step) {
    const changed = Uint8Array.from(bytes);
    changed[at] = (changed[at] as number) ^ (1 << (at % 8));
    const code = refusalOf(() => act(changed));
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  return codes;
}

const shape: ProtocolCode[] = ['malformed', 'too-large', 'wrong-label', 'wrong-length'];

function expectOnly(codes: ReadonlyMap<string, number>, ...allowed: ProtocolCode[]): void {
  expect([...codes.keys()].filter((code) => ![...shape, ...allowed].includes(code as ProtocolCode))).toEqual([]);
  expect(codes.size).toBeGreaterThan(0);
}

let world: ReturnType<typeof standardEvent>;
let filed: Filed;
beforeAll(async () => {
  await sodiumReady;
  world = standardEvent('flips');
  const { event, amal } = world;
  filed = file(event, { kind: kind('travel'), author: amal, owner: amal, content: utf8('content') });
});

describe('one byte changed', { timeout: 60_000 }, () => {
  it('in a sealed record', () => {
    const { event } = world;
    const expected = { kind: filed.kind, record: filed.record };
    const codes = flipEach(filed.sealed.record, (bytes) => verifyRecord(event.roster, bytes, filed.leaf, expected));
    expectOnly(codes, 'record-signature', 'record-expected', 'root-mismatch', 'record-author');
    // Everything but shape, address and author is behind the signature.
    expect(codes.get('record-signature') ?? 0).toBeGreaterThan(filed.sealed.record.length * 0.85);
  });

  it('in the content of a record', () => {
    const { event } = world;
    const verified = verifyFiled(event, filed);
    const { deskShare, witnessShare } = filed.secrets;
    const codes = flipEach(filed.sealed.content, (bytes) => openContent(verified, bytes, deskShare, witnessShare));
    expect([...codes.keys()]).toEqual(['record-signature']);
  });

  it('in a desk wrap', () => {
    const { event } = world;
    const verified = verifyFiled(event, filed);
    const codes = flipEach(filed.sealed.deskWraps[0]!, (bytes) => verifyDeskWrap(event.roster, verified, bytes));
    expectOnly(codes, 'wrap-signature', 'record-policy', 'desk-key');
  });

  it('in a desk wrap that its signer signed so', () => {
    const { event } = world;
    const verified = verifyFiled(event, filed);
    const pair = (event.epochs.get(travel) as Minted).pair;
    const given = verifyDeskWrap(event.roster, verified, filed.sealed.deskWraps[0]!);
    const codes = flipEach(wrapCodec.encode(given.wrap), (bytes) =>
      unwrapAsDesk(verified, { ...given, wrap: wrapCodec.parse(bytes) }, pair),
    );
    expectOnly(codes, 'wrong-key');
    expect(codes.get('wrong-key') ?? 0).toBeGreaterThan(1120);
  });

  it('in an owner wrap that its author signed so', () => {
    const { event, amal } = world;
    const verified = verifyFiled(event, filed);
    const open = (bytes: Uint8Array) =>
      unwrapAsOwner({ ...verified, ownerWrap: wrapCodec.parse(bytes) }, [amal.keys.seal]);
    const codes = flipEach(wrapCodec.encode(verified.ownerWrap!), open, 5);
    expectOnly(codes, 'wrong-key');
  });

  it('in a slot, whatever the byte means', () => {
    const { event, amal } = world;
    const { randomness, rootfp } = event;
    const prf = randomness.key();
    const place = { purpose: 'unlock', member: amal.member, holder: randomness.bytes(32) } as const;
    const held = { secret: amal.secret, rootfp, signKey: amal.keys.sign.publicKey, previous: [] };
    const slot = slotCodec.encode(makeSlot(prf, place, held, randomness.bytes(32)));
    expect(openSlot(prf, slotCodec.parse(slot), place).secret).toEqual(amal.secret);
    const codes = flipEach(slot, (bytes) => openSlot(prf, slotCodec.parse(bytes), place));
    expectOnly(codes, 'wrong-key', 'slot-foreign');
  });

  it('in a signed roster entry', () => {
    const { event } = world;
    // One signer, so that every flip behind her account signature costs one check of a touch and not two.
    const bytes = makeEntry(event, invite(event, 'participant').operation, event.officers.slice(0, 1));
    const codes = flipEach(bytes, (changed) => applyEntry(event.roster, changed, event.leaves.length, event.now));
    expectOnly(
      codes,
      'roster-signature',
      'roster-chain',
      'roster-right',
      'roster-rule',
      'roster-expired',
      'roster-quorum',
      'invite-used',
      'credential-key',
      'root-mismatch',
      'assertion-credential',
      'assertion-challenge',
      'assertion-origin',
      'assertion-type',
      'assertion-rp',
      'assertion-presence',
      'assertion-verification',
      'assertion-backup',
      'assertion-cross-origin',
      'assertion-signature',
    );
    expect(codes.get('roster-signature') ?? 0).toBeGreaterThan(20);
    expect(codes.get('assertion-signature') ?? 0).toBeGreaterThan(20);
  });

  it('in a signed genesis, with or without the pin that belongs to it', () => {
    const { event } = world;
    const codes = flipEach(event.signedGenesis, (bytes) => verifyGenesis(bytes, event.rootfp), 13);
    expectOnly(
      codes,
      'root-mismatch',
      'genesis-signature',
      'assertion-credential',
      'assertion-challenge',
      'assertion-origin',
      'assertion-type',
      'assertion-rp',
      'assertion-presence',
      'assertion-verification',
      'assertion-backup',
      'assertion-cross-origin',
      'assertion-signature',
    );
    expect(codes.get('root-mismatch') ?? 0).toBeGreaterThan(event.genesisBytes.length / 14);
  });

  it('in a join, a box of terms and an inviter’s copy', () => {
    const { event } = world;
    const { link, terms, sent } = invite(event, 'staff');
    const keys = deriveInviteKeys(link);
    expectOnly(
      flipEach(sent, (bytes) => verifyJoin(keys, event.rootfp, terms, bytes)),
      'invite-mac',
      'join-proof',
    );
    const box = sealTerms(keys, event.rootfp, terms);
    const codes = flipEach(box, (bytes) => openTerms(keys, link, bytes, event.now));
    expect([...codes.keys()]).toEqual(['invite-box']);
    const inviter = event.officers[0]!;
    const copy = sealCopy(inviter.secret, link, terms);
    const copied = flipEach(copy, (bytes) => openCopy(inviter.secret, event.rootfp, link.invite, bytes));
    expect([...copied.keys()]).toEqual(['wrong-key']);
  });

  it('in a witness’s head', () => {
    const { event } = world;
    const nonce = event.randomness.bytes(32);
    const { head, signature } = signedHead(event, nonce);
    const { genesis } = event.roster;
    const heads = flipEach(head, (bytes) => verifyHead(genesis, event.rootfp, bytes, signature, nonce));
    const signatures = flipEach(signature, (bytes) => verifyHead(genesis, event.rootfp, head, bytes, nonce));
    expect([...heads.keys(), ...signatures.keys()]).toEqual(['head-signature', 'head-signature']);
  });

  it('in a retire', () => {
    const { event, amal } = world;
    const retire = { rootfp: event.rootfp, record: filed.record, lowestLive: 2, signer: amal.member, time: event.now };
    const { bytes } = signRetire(retire, amal.keys.sign.secretKey, filed.secrets.tagKey);
    const codes = flipEach(bytes, (changed) => verifyRetire(event.roster, changed, event.leaves.length));
    expectOnly(codes, 'record-signature', 'root-mismatch', 'record-author');
  });

  it('in a release box', () => {
    const { event, tess } = world;
    const asked = ask(event, tess, travel, [filed]);
    const { box } = release(event, asked, [filed]);
    const codes = flipEach(
      wrapCodec.encode(box),
      (bytes) => openRelease(event.roster, asked.ephemeral, wrapCodec.parse(bytes), asked.hashes),
      5,
    );
    expectOnly(codes, 'wrong-key');
  });

  it('in a cosigned checkpoint', () => {
    const { event } = world;
    const note = Buffer.from(cosignedNote(event), 'utf8');
    const codes = flipEach(note, (bytes) => {
      const parsed = verifyCheckpoint(Buffer.from(bytes).toString('utf8'), event.roster.genesis.log);
      return verifyCosignature(parsed, event.witness.card);
    });
    expectOnly(codes, 'checkpoint-shape', 'checkpoint-signature', 'checkpoint-cosignature', 'root-mismatch');
  });

  it('in signed bundles', () => {
    const { event, amal } = world;
    const { signed, leaf } = new Writer(event.randomness, event, amal).publish(event, 1);
    const codes = flipEach(signed, (bytes) => verifyBundles(event.roster, bytes, amal.member, leaf));
    expectOnly(codes, 'bundle-signature', 'root-mismatch');
    // The signature, the roster's head and both keys' hashes, at the least.
    expect(codes.get('bundle-signature') ?? 0).toBeGreaterThan(64 + 32 + 64);
  });

  it('in a letter and in a message, wherever it is', () => {
    const { event, amal, tess } = world;
    const [hers, desk] = [amal, tess].map((person) => new Writer(event.randomness, event, person)) as [Writer, Writer];
    const [one, other] = [hers, desk].map((writer) => new Client(() => event.roster, writer, event.randomness)) as [
      Client,
      Client,
    ];
    const today = { day: firstDay, logSize: event.leaves.length };
    const { parcels } = one.say(deskPlace(event, amal.member), 'words', [desk], today);
    const [letter, , message] = parcels as [Parcel, Parcel, Parcel];
    const under = { dh: tess.keys.dh, fromDhKey: amal.card.dhKey };
    const take = (bytes: Uint8Array) =>
      other.crypto.takeLetter({ type: 'letter', from: amal.member, period: firstPeriod, ...under }, bytes);
    expect([...flipEach(letter.body, take, 3).keys()]).toEqual(['wrong-key']);
    const { grant } = take(letter.body);
    const lane = laneOf(event.rootfp, amal.member, grant, 0);
    const codes = flipEach(message.body, (bytes) => openMessage(lane, amal.card.signKey, bytes));
    expect([...codes.keys()]).toEqual(['wrong-key']);
  });

  it('in a stored secret of a period, in a chunk and in a piece of a file', () => {
    const { event, amal } = world;
    const { randomness, rootfp } = event;
    const place = { rootfp, member: amal.member, period: firstPeriod, chunk: randomness.id<ChunkId>() };
    const share = randomness.key();
    const sealed = sealPeriod(amal.secret, share, place, randomness.key());
    const ofPeriod = flipEach(sealed, (bytes) => openPeriod(amal.secret, share, place, bytes));
    const chunk = sealChunk(amal.secret, share, place, utf8('contents'), randomness.bytes(32));
    const ofChunk = flipEach(chunk, (bytes) => openChunk(amal.secret, share, place, bytes));
    const [key, blob] = [randomness.key(), randomness.id<BlobId>()];
    const [piece] = sealAttachment(key, rootfp, blob, utf8('contents')) as [Uint8Array];
    // The message's hash refuses all of them; where its writer hashed the damage, the piece itself does.
    const ofPiece = flipEach(piece, (bytes) => openAttachment(key, rootfp, blob, attachmentHash([bytes]), [bytes]), 97);
    const hashed = flipEach(piece, (bytes) => openAttachment(key, rootfp, blob, attachmentHash([piece]), [bytes]), 97);
    for (const codes of [ofPeriod, ofChunk, ofPiece]) expect([...codes.keys()]).toEqual(['wrong-key']);
    expect([...hashed.keys()]).toEqual(['attachment-hash']);
  });
});
