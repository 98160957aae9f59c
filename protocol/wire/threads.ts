import { Type } from 'typebox';
import { limits } from '../core/limits.ts';
import { chunkBytesMax } from '../threads/chunk.ts';
import { lookBytes } from '../threads/stream.ts';
import { act, Bytes, Count, Exact, Fixed, Id, Index, List, Nothing } from './shapes.ts';

const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

/** dd1/signed-bundles. */
const SignedBundles = Bytes(8192);
const PeriodKeys = { sealKey: Fixed(1216), dhKey: Fixed(32) };
const periods = limits.periodsAhead * 2;
const ChunkKind = Type.Union([Type.Literal('state'), Type.Literal('desk'), Type.Literal('short')]);
const Piece = Bytes(limits.attachmentChunkBytes + 48);
const piecesAtOnce = 3;

export const threads = {
  /**
   * The caller's own period secrets. The caller has unlocked, so the shares of past periods end fourteen days after the
   * first such answer. A deleted share is null, and its secret with it.
   */
  'threads/keyring': act(
    'member',
    Nothing,
    Exact({
      bundles: orNull(Exact({ signed: SignedBundles, leaf: Index })),
      periods: List(Exact({ period: Index, sealed: Fixed(80), share: orNull(Fixed(32)) }), 200),
    }),
  ),
  /** A new generation of bundles, with its leaf. A secret takes the place of one that its owner could not open. */
  'threads/publish': act(
    'member',
    Exact({
      signed: SignedBundles,
      keys: List(Exact({ period: Count, ...PeriodKeys }), periods),
      secrets: List(Exact({ period: Count, sealed: Fixed(80), share: Fixed(32) }), periods),
    }),
    Exact({ leaf: Index }),
  ),
  /** The newest bundles of members, and their keys for one period. Members who have none are left out. */
  'threads/keys': act(
    'member',
    Exact({ members: List(Id, limits.membersPerEpoch), period: Count }),
    Exact({
      members: List(
        Exact({ member: Id, signed: SignedBundles, leaf: Index, keys: orNull(Exact(PeriodKeys)) }),
        limits.membersPerEpoch,
      ),
    }),
  ),
  /**
   * Posting needs a session; no row keeps whose. `day` is the day for which the tags were made, today or one day beside it.
   */
  'threads/post': act(
    'member',
    Exact({
      day: Count,
      parcels: List(Exact({ tag: Fixed(16), body: Fixed(limits.parcelBytes) }), limits.parcelsPerPage),
    }),
    Nothing,
  ),
  /** `ask` = after 8 || four sequence numbers of 8. Question and answer have one size, whatever they contain (§9.10). */
  'threads/look': act('member', Exact({ ask: Fixed(40) }), Exact({ look: Fixed(lookBytes) })),
  /** Overwrites a message for a caller who knows the unsend token: the first bytes of the message are its hash. */
  'threads/unsend': act('member', Exact({ sequence: Index, token: Fixed(32) }), Exact({ gone: Type.Boolean() })),
  'threads/chunks': act(
    'member',
    Nothing,
    Exact({
      chunks: List(Exact({ chunk: Id, kind: ChunkKind, day: Index, version: Index, share: orNull(Fixed(32)) }), 1000),
    }),
  ),
  'threads/chunk': act('member', Exact({ chunk: Id }), Exact({ version: Index, sealed: Bytes(chunkBytesMax) })),
  /**
   * Version 0 makes the chunk, with its share; any other replaces exactly that version, or `record-conflict`. The signature is
   * over the version that it becomes (§9.11), or `forbidden`. A `short`
   * chunk ends fourteen days after `day`, the day of first opening; the others end thirty days after the event. When a chunk of a day is
   * made, `day` is today, plus or minus one.
   */
  'threads/keep': act(
    'member',
    Exact({
      chunk: Id,
      kind: ChunkKind,
      day: Count,
      version: Count,
      sealed: Bytes(chunkBytesMax),
      share: orNull(Fixed(32)),
      signature: Fixed(64),
    }),
    Exact({ version: Index }),
  ),
  /** The day each member last unlocked, for the tell list; null where she never has. */
  'threads/looked': act(
    'staff',
    Exact({ members: List(Id, limits.membersPerEpoch) }),
    Exact({ members: List(Exact({ member: Id, day: orNull(Index) }), limits.membersPerEpoch) }),
  ),
  /**
   * Pieces of an attachment, `at` and those after it, of `count`. The row does not keep whose it is. It is deleted
   * ninety days after `day`, which is today, plus or minus one.
   */
  'blobs/put': act(
    'member',
    Exact({ blob: Id, count: Count, at: Count, day: Count, pieces: List(Piece, piecesAtOnce) }),
    Nothing,
  ),
  'blobs/get': act(
    'member',
    Exact({ blob: Id, at: Count, count: Type.Integer({ minimum: 1, maximum: piecesAtOnce }) }),
    Exact({ pieces: List(Piece, piecesAtOnce) }),
  ),
};
