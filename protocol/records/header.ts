/** The header of a record (§5): what is public of it. Everything that is sealed in the record is bound to it. */
import { fixed, flag, list, object, optional, uint32, uint64, type Of } from '../core/codec.ts';
import { deskId, kindId, memberId, recordId } from '../core/ids.ts';
import { limits } from '../core/limits.ts';
import { tuple } from '../core/tuple.ts';
import { hash, sizes } from '../crypto/sodium.ts';

export const headerCodec = object('dd1/header', {
  rootfp: fixed(sizes.hash),
  kind: kindId,
  record: recordId,
  /**
   * Of a person's record: its owner, and the sealing key it is wrapped to. The hash is absent only while she has no key.
   */
  owner: optional(memberId),
  ownerKeyHash: optional(fixed(sizes.hash)),
  /** Of a desk's record: the desk, and the member it is about, if any. */
  desk: optional(deskId),
  about: optional(memberId),
  /** From 1. */
  revision: uint32,
  /** The size of the log that its author had verified and searched when she sealed. */
  seen: uint64,
  author: memberId,
  rosterSeq: uint32,
  rosterHead: fixed(sizes.hash),
  readers: list(deskId, limits.readersPerRecord),
  gated: flag,
  opensAt: uint64,
  closesAt: uint64,
  purgeAfter: uint64,
  deskCommitment: fixed(sizes.hash),
  witnessCommitment: fixed(sizes.hash),
  tagCommitment: fixed(sizes.hash),
});
export type Header = Of<typeof headerCodec>;

export function headerHash(headerBytes: Uint8Array): Uint8Array {
  return hash(tuple('dd1/header', headerBytes));
}
