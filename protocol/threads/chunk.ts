/**
 * Archive chunks (§9.11). A client seals again what it has opened, under its account secret and a share that the portal
 * deletes on the day on which the chunk must end. Every writing has a new salt: one key, one text.
 */
import { concat, equal } from '../core/bytes.ts';
import { fixed, uint64 } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { chunkId, memberId, toId, type ChunkId, type MemberId } from '../core/ids.ts';
import {
  aeadOpen,
  aeadSeal,
  derive,
  deriveCommitted,
  deriveKey,
  joinKeys,
  signatureHolds,
  signDetached,
  type Key32,
} from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';
import { fill, unfill } from './fill.ts';

/** Sizes of a chunk's contents, in bytes, in steps: what is stored tells less about how much somebody writes. */
export const chunkSizes = [4096, 16_384, 65_536, 262_144] as const;
const overheadBytes = 32 + 32 + 16;
export const chunkBytesMax = chunkSizes[3] + overheadBytes;

export interface ChunkPlace {
  readonly rootfp: Uint8Array;
  readonly member: MemberId;
  readonly chunk: ChunkId;
}

function keyFor(account: Key32, share: Key32, { rootfp, member, chunk }: ChunkPlace, salt: Uint8Array) {
  const context = tuple('dd1/chunk-context', rootfp, memberId.encode(member), chunkId.encode(chunk), salt);
  const key = joinKeys(deriveKey(account, tuple('dd1/chunk-key', rootfp)), share);
  return { ...deriveCommitted(key, context), context };
}

/** The id of the one chunk with a client's own state, so that two tabs do not make two. */
export function stateChunk(account: Key32, rootfp: Uint8Array, member: MemberId): ChunkId {
  return toId(derive(account, tuple('dd1/chunk-state', rootfp, memberId.encode(member)), 16));
}

/** True for the sizes of sealed chunks. */
export function requireChunkSize(sealed: Uint8Array): void {
  if (!chunkSizes.some((size) => sealed.length === size + overheadBytes))
    refuse('wrong-length', `${sealed.length} bytes are no chunk`);
}

/** salt 32 || commitment 32 || box. `salt` is random and used once. */
export function sealChunk(
  account: Key32,
  share: Key32,
  place: ChunkPlace,
  contents: Uint8Array,
  salt: Uint8Array,
): Uint8Array {
  const size = chunkSizes.find((each) => contents.length <= each - 4);
  if (size === undefined) return refuse('too-large', `${contents.length} bytes in one chunk`);
  const { once, commitment, context } = keyFor(account, share, place, fixed(32).parse(salt));
  return concat(salt, commitment, aeadSeal(once, fill(contents, size), context));
}

export function openChunk(account: Key32, share: Key32, place: ChunkPlace, sealed: Uint8Array): Uint8Array {
  requireChunkSize(sealed);
  const { once, commitment, context } = keyFor(account, share, place, sealed.slice(0, 32));
  if (!equal(commitment, sealed.slice(32, 64))) refuse('wrong-key', 'a chunk of another person or share');
  return unfill(aeadOpen(once, sealed.slice(64), context));
}

/** What a member signs for each version of a chunk; versions count from 1. */
function versionMessage({ rootfp, member, chunk }: ChunkPlace, version: number, sealed: Uint8Array): Uint8Array {
  const place = [memberId.encode(member), chunkId.encode(chunk), uint64.encode(version)];
  return tuple('dd1/sig/chunk', rootfp, ...place, sealed);
}

/** So that a login session without her keys writes over nothing. */
export function signChunk(place: ChunkPlace, version: number, sealed: Uint8Array, secretKey: Uint8Array): Uint8Array {
  return signDetached(secretKey, versionMessage(place, version, sealed));
}

export function isChunkSigned(
  place: ChunkPlace,
  version: number,
  sealed: Uint8Array,
  publicKey: Uint8Array,
  signature: Uint8Array,
): boolean {
  return signatureHolds(publicKey, versionMessage(place, version, sealed), signature);
}
