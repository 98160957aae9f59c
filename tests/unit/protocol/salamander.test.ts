// Every layer commits to its key (§1). The cipher itself does not: the control shows one ciphertext under two keys.
import { beforeAll, describe, expect, it } from 'vitest';
import { concat } from '#protocol/core/bytes.ts';
import { deriveInviteKeys } from '#protocol/members/invite-link.ts';
import { openTerms } from '#protocol/members/invite.ts';
import { memberId } from '#protocol/core/ids.ts';
import { contentHash } from '#protocol/records/record.ts';
import { openContent } from '#protocol/records/unwrap.ts';
import type { VerifiedRecord } from '#protocol/records/verify.ts';
import { openSlot, type Slot } from '#protocol/members/slot.ts';
import {
  aeadOpen,
  decapsulate,
  deriveCommitted,
  encapsulate,
  hash,
  joinKeys,
  sealKeyPair,
  sodiumReady,
} from '#protocol/crypto/sodium.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { unwrap, type Wrap } from '#protocol/crypto/wrap.ts';
import { utf8 } from '#protocol/core/bytes.ts';
import { inviteId, type InviteId, type MemberId } from '#protocol/core/ids.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';
import { salamander } from '../../support/protocol/salamander.ts';

beforeAll(async () => sodiumReady);

describe('one ciphertext under two keys', () => {
  it('control: the bare cipher opens it twice, to two contents', () => {
    const randomness = new Randomness('control');
    const [one, two] = [randomness.key(), randomness.key()];
    const associated = utf8('associated');
    const box = salamander(randomness, one, two, associated, 64);
    expect(aeadOpen(one, box, associated)).not.toEqual(aeadOpen(two, box, associated));
    expect(refusalOf(() => aeadOpen(randomness.key(), box, associated))).toBe('wrong-key');
  });

  it('is refused as the content of a record', () => {
    const randomness = new Randomness('record');
    const [rootfp, binding] = [randomness.bytes(32), randomness.bytes(32)];
    const shares = [0, 1].map(() => ({ desk: randomness.key(), witness: randomness.key() })) as [Halves, Halves];
    const bound = tuple('dd1/record-key', rootfp, binding);
    const [a, b] = shares.map(({ desk, witness }) => deriveCommitted(joinKeys(desk, witness), bound)) as [Made, Made];
    const content = salamander(randomness, a.once, b.once, tuple('dd1/record-ad', rootfp, binding), 512);
    const verified = { header: { rootfp }, headerHash: binding, contentHash: contentHash(content) };
    const open = (commitment: Uint8Array, { desk, witness }: Halves) =>
      refusalOf(() => openContent({ ...verified, commitment } as VerifiedRecord, content, desk, witness));
    // Under the key committed to, it comes as far as its padding; under the other, it stops at the commitment.
    expect(open(a.commitment, shares[0])).toBe('padding');
    expect(open(a.commitment, shares[1])).toBe('record-commitment');
    expect(open(b.commitment, shares[0])).toBe('record-commitment');
  });

  it('is refused as the box of a slot', () => {
    const randomness = new Randomness('slot');
    const place = { purpose: 'unlock', member: randomness.id<MemberId>(), holder: randomness.bytes(16) } as const;
    const [one, two, salt] = [randomness.key(), randomness.key(), randomness.bytes(32)];
    const context = tuple('dd1/slot-context', utf8('unlock'), memberId.encode(place.member), place.holder, salt);
    const [a, b] = [one, two].map((key) => deriveCommitted(key, context)) as [Made, Made];
    const slot: Slot = {
      ...place,
      salt,
      commitment: a.commitment,
      box: salamander(randomness, a.once, b.once, context, 256),
    };
    expect(refusalOf(() => openSlot(two, slot, place))).toBe('wrong-key');
    // The first key passes commitment and tag; the content is noise.
    expect(refusalOf(() => openSlot(one, slot, place))).toBe('malformed');
  });

  it('is refused as the box of a wrap', () => {
    const randomness = new Randomness('wrap');
    const rootfp = randomness.bytes(32);
    const [one, two] = [sealKeyPair(randomness.key()), sealKeyPair(randomness.key())];
    const { ciphertext, shared } = encapsulate(one.publicKey, randomness.bytes(64));
    const context = { rootfp, role: 'owner', binding: randomness.bytes(32) } as const;
    const bytesFor = (publicKey: Uint8Array) =>
      tuple(
        'dd1/wrap-context',
        rootfp,
        utf8('owner'),
        sealingKeyHash(publicKey),
        hash(tuple('dd1/wrap-encapsulation', ciphertext)),
        context.binding,
      );
    // Contexts differ by recipient, so the associated data differ too; the forger matches the second key to the first's.
    const a = deriveCommitted(shared, bytesFor(one.publicKey));
    const b = deriveCommitted(decapsulate(two.secretKey, ciphertext), bytesFor(two.publicKey));
    const sealed: Wrap = {
      ciphertext,
      commitment: a.commitment,
      box: salamander(randomness, a.once, b.once, bytesFor(one.publicKey), 128),
    };
    expect(unwrap(one, sealed, context)).toHaveLength(128);
    expect(refusalOf(() => unwrap(two, sealed, context))).toBe('wrong-key');
  });

  it('is refused as the box of an invite', () => {
    const randomness = new Randomness('invite');
    const [rootfp, id] = [randomness.bytes(32), randomness.id<InviteId>()];
    const [inviter, seen] = [randomness.id<MemberId>(), randomness.bytes(32)];
    const links = [0, 1].map(() => ({ invite: id, secret: randomness.key(), rootfp, inviter, seen })) as [Link, Link];
    const context = tuple('dd1/invite/box-context', rootfp, inviteId.encode(id));
    const keys = links.map(deriveInviteKeys) as [Keys, Keys];
    const [a, b] = keys.map((each) => deriveCommitted(each.box, context)) as [Made, Made];
    const box = salamander(randomness, a.once, b.once, context, 128);
    for (const [at, commitment] of [a.commitment, b.commitment].entries()) {
      const other = 1 - at;
      const sealed = concat(commitment, box);
      expect(refusalOf(() => openTerms(keys[other]!, links[other]!, sealed, 0))).toBe('invite-box');
    }
  });
});

type Halves = { readonly desk: ReturnType<Randomness['key']>; readonly witness: ReturnType<Randomness['key']> };
type Made = ReturnType<typeof deriveCommitted>;
type Link = Parameters<typeof deriveInviteKeys>[0];
type Keys = ReturnType<typeof deriveInviteKeys>;
