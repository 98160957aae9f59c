/** What the signed policy says of one kind of record (§3): who writes and reads it, and how many may be opened. */
import { flag, list, object, uint32, word, type Of } from '../core/codec.ts';
import { deskId, kindId } from '../core/ids.ts';
import { limits } from '../core/limits.ts';

export const kindRule = object('dd1/policy/kind', {
  kind: kindId,
  /** person: one of each person. desk: one of each desk that writes it. about: a desk's, one about each person. */
  owned: word('person', 'desk', 'about'),
  /** Empty: the owner writes. */
  writers: list(deskId, limits.readersPerRecord),
  readers: list(deskId, limits.readersPerRecord),
  /** Gated: the witness has a share, and no opening happens without an entry. */
  gated: flag,
  batch: uint32,
  perHour: uint32,
  perDay: uint32,
  /** Purge this many days after the event. */
  keepDays: uint32,
});
export type KindRule = Of<typeof kindRule>;
