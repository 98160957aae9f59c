/** The acts and derivations of §5.15: what a reserved id gets when its person has keys. */
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { toId } from '#protocol/core/ids.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { key32, sealKeyPair } from '#protocol/crypto/sodium.ts';
import { hash } from '#protocol/crypto/sodium.ts';
import { openContent } from '#protocol/records/unwrap.ts';
import { verifyRecord } from '#protocol/records/verify.ts';
import {
  filedHash,
  filedMessage,
  inboxCommitment,
  inboxZeroContext,
  openInboxZero,
  openOwnerRewrap,
  verifyFiled,
} from '../support/protocol/adoption.ts';
import type { Act } from './act.ts';
import type { Derivation } from './derivation.ts';
import type { Given } from './given.ts';

const pairOf = (given: Given) => sealKeyPair(key32(given.bytes('seed')));
const memberOf = (given: Given) => given.text('member') as MemberId;

export const adoptionActs: Readonly<Record<string, Act>> = {
  'open with a later owner wrap': (given, world) => {
    const verified = verifyRecord(world.roster, given.bytes('record'), given.number('leaf'), {});
    const broughtInBy = given.texts('broughtInBy') as MemberId[];
    const { deskShare, witnessShare } = openOwnerRewrap(
      world.roster,
      verified,
      given.bytes('rewrap'),
      pairOf(given),
      broughtInBy,
    );
    return openContent(verified, given.bytes('content'), deskShare, witnessShare);
  },
  'verify filed list': (given, world) =>
    String(
      verifyFiled(world.roster, given.bytes('filed'), {
        member: memberOf(given),
        desk: given.text('desk') as DeskId,
        hash: given.bytes('hash'),
        leaf: given.number('leaf'),
      }).lines.length,
    ),
  'open first secret': (given) =>
    openInboxZero(
      given.bytes('rootfp'),
      memberOf(given),
      { wrapHash: given.bytes('wrapHash'), inbox: given.bytes('inbox') },
      given.bytes('wrap'),
      pairOf(given),
    ),
};

const member = (given: (name: string) => Uint8Array) => toId<MemberId>(given('member'));

export const adoptionDerivations: Readonly<Record<string, Derivation>> = {
  'commitment to a first secret': {
    labels: ['dd1/inbox-commit'],
    inputs: { rootfp: 32, member: 16, secret: 32 },
    run: (given) => inboxCommitment(given('rootfp'), member(given), given('secret')),
  },
  'binding of the wrap of a first secret': {
    labels: ['dd1/inbox-zero'],
    inputs: { rootfp: 32, member: 16 },
    run: (given) => inboxZeroContext(given('rootfp'), member(given)).binding,
  },
  'hash of a wrap': {
    labels: ['dd1/wrap'],
    inputs: { wrap: 1316 },
    run: (given) => hash(tuple('dd1/wrap', given('wrap'))),
  },
  'message of a desk’s list': {
    labels: ['dd1/filed', 'dd1/sig/filed'],
    inputs: { rootfp: 32, filed: 200 },
    run: (given) => filedMessage(given('rootfp'), given('filed')),
  },
  'hash of a desk’s signed list': {
    labels: ['dd1/signed-filed'],
    inputs: { signed: 264 },
    run: (given) => filedHash(given('signed')),
  },
  'message of a later owner wrap': {
    labels: ['dd1/sig/owner-rewrap'],
    inputs: { rootfp: 32, digest: 32, keyHash: 32, wrap: 1316 },
    run: (given) => tuple('dd1/sig/owner-rewrap', given('rootfp'), given('digest'), given('keyHash'), given('wrap')),
  },
};
