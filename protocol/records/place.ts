/**
 * The one place of a record (§5): its id, the type of its leaves, and the keys under which they stand. A kind and whom it is
 * for give one id, for every kind. So nobody can hide the first record from an author who would then write a second one.
 */
import { utf8 } from '../core/bytes.ts';
import { uint32 } from '../core/codec.ts';
import { deskId, kindId, memberId, toId, type DeskId, type KindId, type MemberId, type RecordId } from '../core/ids.ts';
import { tuple } from '../core/tuple.ts';
import { deriveKey, hash, key32, type Key32 } from '../crypto/sodium.ts';
import { isStanding, programmeKind } from '../members/standing.ts';
import type { Header } from './header.ts';

/** Whom a record is for, as bytes: the owner, the person that a desk writes about, or the desk. */
export function whoseOf({ owner, desk, about }: Pick<Header, 'owner' | 'desk' | 'about'>): Uint8Array {
  const person = owner ?? about;
  return person === undefined ? utf8(desk ?? '') : memberId.encode(person);
}

/** Returns the id of the record of this kind that is for this person or desk. */
export function recordIdOf(rootfp: Uint8Array, kind: KindId, whose: Uint8Array): RecordId {
  return toId<RecordId>(hash(tuple('dd1/record-id', rootfp, kindId.encode(kind), whose)).slice(0, 16));
}

/** The type of every leaf of a revision of this kind. A leaf of another type is no leaf of that record. */
export function leafTypeOf(kind: KindId): 'record' | 'standing' | 'programme' {
  if (kind === programmeKind) return 'programme';
  return isStanding(kind) ? 'standing' : 'record';
}

/** Returns the tag key that everybody can compute, of a kind that has one. */
export function publicTagKey(rootfp: Uint8Array, kind: KindId, whose: Uint8Array): Key32 | undefined {
  if (leafTypeOf(kind) === 'record') return undefined;
  return key32(hash(tuple('dd1/standing-tag', rootfp, kindId.encode(kind), whose)));
}

/** What a tag key is for. */
export interface PersonPlace {
  readonly rootfp: Uint8Array;
  readonly owner: MemberId;
  readonly kind: KindId;
  readonly generation: number;
}

/** Returns the tag key of a record of a person, from the secret of her inbox of that generation. */
export function personTagKey(secret: Key32, { rootfp, owner, kind, generation }: PersonPlace): Key32 {
  return deriveKey(
    secret,
    tuple('dd1/inbox/tag-key', rootfp, memberId.encode(owner), kindId.encode(kind), uint32.encode(generation)),
  );
}

export interface DeskPlace {
  readonly rootfp: Uint8Array;
  readonly desk: DeskId;
  readonly kind: KindId;
  readonly whose: Uint8Array;
  readonly generation: number;
}

/** Returns the tag key of what a desk writes for itself, from its secret of that generation. */
export function deskTagKey(secret: Key32, { rootfp, desk, kind, whose, generation }: DeskPlace): Key32 {
  return deriveKey(
    secret,
    tuple('dd1/desk/tag-key', rootfp, deskId.encode(desk), kindId.encode(kind), whose, uint32.encode(generation)),
  );
}
