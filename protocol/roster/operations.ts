/** Every roster operation of §3 in bytes. The rules are in the folder beside it. */
import { fixed, flag, list, object, optional, text, uint32, uint64, union, word, type Of } from '../core/codec.ts';
import { credential } from '../crypto/assertion.ts';
import { deskId, inviteId, kindId, memberId } from '../core/ids.ts';
import { memberCard } from '../members/keys.ts';
import { limits } from '../core/limits.ts';
import { acknowledgement } from '../log/acknowledgement.ts';
import { holders } from './holders.ts';
import { policyCodec } from '../members/policy.ts';
import { sizes } from '../crypto/sodium.ts';
import { witnessCard } from '../members/witness-card.ts';

/** How the eight digits were compared (§4). */
export const comparedWays = ['voice', 'in-person'] as const;

export const monthSeed = object('dd1/month-holder', { officer: memberId, wrapHash: fixed(sizes.hash) });

/** An id for somebody who has no keys yet, and the commitment to the secret under which desks write for her (§5). */
export const reservedId = object('dd1/reserved', { member: memberId, inbox: fixed(sizes.hash) });

/** The hash of what a desk says that it wrote for a reserved id. */
export const deskList = object('dd1/desk-list', { desk: deskId, hash: fixed(sizes.hash) });

export const kindLimits = object('dd1/kind-limits', {
  kind: kindId,
  batch: uint32,
  perHour: uint32,
  perDay: uint32,
});

const operations = {
  reserve: object('dd1/op/reserve', { ids: list(reservedId, limits.reservedPerEntry) }),
  add: object('dd1/op/add', {
    card: memberCard,
    invite: inviteId,
    joinHash: fixed(sizes.hash),
    endorser: memberId,
    compared: word(...comparedWays),
    endorsement: fixed(sizes.signature),
  }),
  remove: object('dd1/op/remove', { member: memberId }),
  credential: object('dd1/op/credential', {
    member: memberId,
    credentials: list(credential, limits.credentialsPerMember),
    /** Of a new recovery card. */
    cardKeyHash: optional(fixed(sizes.hash)),
  }),
  rekey: object('dd1/op/rekey', {
    card: memberCard,
    /** By the new signing key over T("dd1/rekey-proof", rootfp, card): the new key is hers, not only named by her. */
    proof: fixed(sizes.signature),
    cause: word('card', 'rotation'),
    /** Of staff, officers and frozen members: the hash, without signatures, of the claim that was released. */
    claim: optional(fixed(sizes.hash)),
  }),
  claim: object('dd1/op/claim', { card: memberCard, proof: fixed(sizes.signature) }),
  'claim-stop': object('dd1/op/claim-stop', { member: memberId }),
  release: object('dd1/op/release', {
    member: memberId,
    claim: fixed(sizes.hash),
    compared: word(...comparedWays),
    acknowledged: optional(acknowledgement),
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
    /** From 1 within the month. */
    number: uint32,
    keyHash: fixed(sizes.hash),
    seeds: list(monthSeed, limits.officers),
  }),
  'officer-change': object('dd1/op/officer-change', { member: memberId, in: flag }),
  adopt: object('dd1/op/adopt', {
    member: memberId,
    wrapHash: fixed(sizes.hash),
    lists: list(deskList, limits.desks),
  }),
  policy: object('dd1/op/policy', { policy: policyCodec }),
  limits: object('dd1/op/limits', { kinds: list(kindLimits, limits.kinds) }),
  'witness-change': object('dd1/op/witness-change', {
    witnesses: list(witnessCard, limits.witnesses),
    /** Where the new one takes over, and how the log and the roster stood there. */
    size: uint64,
    root: fixed(sizes.hash),
    rosterSeq: uint32,
    rosterHead: fixed(sizes.hash),
    state: fixed(sizes.hash),
  }),
  'log-origin': object('dd1/op/log-origin', {
    publicKey: fixed(sizes.signPublicKey),
    size: uint64,
    root: fixed(sizes.hash),
    rosterHead: fixed(sizes.hash),
  }),
  'release-key': object('dd1/op/release-key', { keys: list(fixed(sizes.signPublicKey), limits.officers) }),
  freeze: object('dd1/op/freeze', {
    member: memberId,
    until: optional(uint64),
    /** She asked for it herself. */
    asked: flag,
  }),
  unfreeze: object('dd1/op/unfreeze', {
    member: memberId,
    /** Leaf of the freeze that ends. */
    freeze: uint64,
  }),
  lapse: object('dd1/op/lapse', { member: memberId }),
  restore: object('dd1/op/restore', {
    size: uint64,
    mirrored: uint64,
    at: uint64,
    /** By the witness: the portal came back with `size` of the leaves that it had mirrored. */
    signature: fixed(sizes.signature),
  }),
  purge: object('dd1/op/purge', { before: uint64 }),
  destroy: object('dd1/op/destroy', { member: memberId }),
};

export const operation = union('dd1/op/', operations);
export type Operation = Of<typeof operation>;
export type OperationType = keyof typeof operations;
export type OperationOf<T extends OperationType> = Extract<Operation, { type: T }>;
export const operationTypes = Object.keys(operations) as readonly OperationType[];
