/** Every roster operation of §3 in bytes. Those that roster-rules.ts does not build yet are encoded and refused. */
import { fixed, list, object, optional, text, uint32, uint64, union, word, type Of } from '../core/codec.ts';
import { credential } from '../crypto/assertion.ts';
import { deskId, inviteId, kindId, memberId } from '../core/ids.ts';
import { memberCard, roles } from '../members/keys.ts';
import { limits } from '../core/limits.ts';
import { holders } from './holders.ts';
import { kindRule, policyCodec } from '../members/policy.ts';
import { sizes } from '../crypto/sodium.ts';
import { witnessCard } from '../members/witness-card.ts';

const logPlace = {
  origin: text(limits.wordBytes * 2),
  publicKey: fixed(sizes.signPublicKey),
  oldCheckpointHash: fixed(sizes.hash),
  oldRosterHead: fixed(sizes.hash),
};

/** How the eight digits were compared (§4). */
export const comparedWays = ['voice', 'in-person'] as const;

export const monthSeed = object('dd1/month-holder', { officer: memberId, wrapHash: fixed(sizes.hash) });

const operations = {
  reserve: object('dd1/op/reserve', { member: memberId }),
  add: object('dd1/op/add', {
    card: memberCard,
    invite: inviteId,
    joinHash: fixed(sizes.hash),
    endorser: memberId,
    compared: word(...comparedWays),
    endorsement: fixed(sizes.signature),
  }),
  'add-proxy': object('dd1/op/add-proxy', {
    card: memberCard,
    forMember: memberId,
    kinds: list(kindId, limits.kinds),
    expires: uint64,
  }),
  remove: object('dd1/op/remove', { member: memberId }),
  credential: object('dd1/op/credential', {
    member: memberId,
    credentials: list(credential, limits.credentialsPerMember),
  }),
  rekey: object('dd1/op/rekey', {
    card: memberCard,
    /** By the new signing key over T("rekey-proof", rootfp, card): the new key is hers, not only named by her. */
    proof: fixed(sizes.signature),
    cause: word('card', 'rotation'),
  }),
  'desk-join': object('dd1/op/desk-join', { desk: deskId, member: memberId }),
  'desk-leave': object('dd1/op/desk-leave', { desk: deskId, member: memberId }),
  'desk-epoch': object('dd1/op/desk-epoch', {
    desk: deskId,
    epoch: uint32,
    keyHash: fixed(sizes.hash),
    holders,
  }),
  'month-key': object('dd1/op/month-key', {
    month: text(7),
    keyHash: fixed(sizes.hash),
    seeds: list(monthSeed, limits.officers),
  }),
  'officer-change': object('dd1/op/officer-change', { member: memberId, role: word(...roles) }),
  adopt: object('dd1/op/adopt', { officer: memberId, head: fixed(sizes.hash) }),
  policy: object('dd1/op/policy', { policy: policyCodec }),
  limits: object('dd1/op/limits', { kinds: list(kindRule, limits.kinds) }),
  'witness-change': object('dd1/op/witness-change', { witnesses: list(witnessCard, limits.witnesses) }),
  'log-origin': object('dd1/op/log-origin', logPlace),
  'release-key': object('dd1/op/release-key', { keys: list(fixed(sizes.signPublicKey), limits.officers) }),
  freeze: object('dd1/op/freeze', { member: memberId, until: optional(uint64) }),
  unfreeze: object('dd1/op/unfreeze', { member: memberId }),
};

export const operation = union('dd1/op/', operations);
export type Operation = Of<typeof operation>;
export type OperationType = keyof typeof operations;
export const operationTypes = Object.keys(operations) as readonly OperationType[];

/** The operations that this version applies; every other answers `not-yet`. */
export const builtOperations: readonly OperationType[] = [
  'add',
  'rekey',
  'remove',
  'desk-join',
  'desk-leave',
  'desk-epoch',
  'month-key',
];
