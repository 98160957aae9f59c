/**
 * Lanes (§9.7): one sender's key for one thread and day. Everybody who was given it reads; only its sender writes with it.
 */
import { uint32 } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { threadId, type MemberId } from '../core/ids.ts';
import { limits } from '../core/limits.ts';
import { derive, key32, signKeyPair, type Key32 } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';
import type { Grant } from './thread.ts';

export interface Lane {
  readonly rootfp: Uint8Array;
  readonly sender: MemberId;
  /** `key` is always the public key here, also in the sender's own letter. */
  readonly grant: Grant;
  readonly secret: Key32;
  /** Leaf of the entry that gave its sender the keys under which the lane was given: once she has others, it ends. */
  readonly since: number;
}

/** A lane with which one may write. */
export interface OwnLane extends Lane {
  readonly seed: Key32;
}

/** Returns the lane of a grant that somebody else sent. */
export function laneOf(rootfp: Uint8Array, sender: MemberId, grant: Grant, since: number): Lane {
  return { rootfp, sender, grant, secret: key32(grant.secret), since };
}

/** Returns the lane of a grant to oneself, which has the seed where others get the public key. */
export function ownLaneOf(rootfp: Uint8Array, sender: MemberId, grant: Grant, since: number): OwnLane {
  const seed = key32(grant.key);
  const { publicKey } = signKeyPair(seed);
  return { rootfp, sender, grant: { ...grant, key: publicKey }, secret: key32(grant.secret), since, seed };
}

/** Returns the grants of a new lane: the one for others, and the one for the sender's other tabs and devices. */
export function grantsOf(lane: OwnLane): { readonly others: Grant; readonly self: Grant } {
  return { others: lane.grant, self: { ...lane.grant, key: lane.seed } };
}

export function messageTag({ rootfp, secret, grant }: Lane, choice: number): Uint8Array {
  if (choice >= limits.messageTags) refuse('too-large', `${choice} messages on one lane`);
  return derive(secret, tuple('dd1/message-tag', rootfp, threadId.encode(grant.thread), uint32.encode(choice)), 16);
}
