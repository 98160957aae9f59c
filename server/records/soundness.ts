/**
 * Whether a row of the database is the record that it says it is: signed by who may, at the place in the log that commits to
 * it, with the content that was signed. What held once is not verified again while not one byte of it changes.
 */
import { toHex, u64, concat, equal } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import type { DeskId, KindId, MemberId, RecordId } from '#protocol/core/ids.ts';
import { hash } from '#protocol/crypto/sodium.ts';
import { digestLeaf, encodeLeaf, parseLeaf, readLeaf } from '#protocol/log/leaf.ts';
import { publicTagKey, whoseOf } from '#protocol/records/place.ts';
import { contentHash } from '#protocol/records/record.ts';
import {
  requireLogged,
  requireRecordLeaf,
  verifyDeskWrap,
  verifyRecord,
  type VerifiedRecord,
} from '#protocol/records/verify.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import type { RosterCache } from '../roster-cache.ts';

/** From the signed header. */
export interface Sound {
  readonly record: RecordId;
  readonly revision: number;
  readonly digest: Uint8Array;
  readonly leaf: number;
  readonly kind: KindId;
  readonly owner: MemberId | undefined;
  readonly desk: DeskId | undefined;
  readonly about: MemberId | undefined;
  readonly readers: readonly DeskId[];
}

interface Row {
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
  readonly digest: Uint8Array;
  readonly leaf: number;
  /** The leaf of the log at that place. */
  readonly logged: Uint8Array;
}

export class Soundness {
  readonly #rosterCache: RosterCache;
  readonly #held = new Map<string, Sound>();
  readonly #wraps = new Set<string>();
  /** Wraps that did not hold, under this roster: a later one may know the key. */
  #failed = new Set<string>();
  #seq = -1;

  constructor(rosterCache: RosterCache) {
    this.#rosterCache = rosterCache;
  }

  /** The number of the roster under which rows are judged. */
  get seq(): number {
    const { seq } = this.#rosterCache.roster;
    if (seq !== this.#seq) [this.#seq, this.#failed] = [seq, new Set()];
    return seq;
  }

  /** Whether this is a wrap of the record for one of its readers, by somebody with the right. */
  holdsWrap(row: Pick<Row, 'bytes' | 'leaf'>, wrap: Uint8Array): boolean {
    const seen = toHex(hash(concat(hash(row.bytes), wrap)));
    if (this.#wraps.has(seen)) return true;
    if (this.seq >= 0 && this.#failed.has(seen)) return false;
    const { roster } = this.#rosterCache;
    const held = unlessRefused(() => verifyDeskWrap(roster, verifyRecord(roster, row.bytes, row.leaf, {}), wrap));
    (held === undefined ? this.#failed : this.#wraps).add(seen);
    return held !== undefined;
  }

  /** What the transaction that holds the lock of the log has stored itself; its leaves are appended at its end. */
  ofUnlogged(row: Pick<Row, 'bytes' | 'leaf'>): Sound | undefined {
    return unlessRefused(() => partsOf(verifyRecord(this.#rosterCache.roster, row.bytes, row.leaf, {})));
  }

  of(row: Row): Sound | undefined {
    const seen = toHex(
      hash(concat(u64(row.leaf), u64(row.bytes.length), row.bytes, row.content, row.digest, row.logged)),
    );
    const known = this.#held.get(seen);
    if (known !== undefined) return known;
    const sound = soundOf(this.#rosterCache.roster, row);
    if (sound !== undefined) this.#held.set(seen, sound);
    return sound;
  }
}

/** The types of leaves that stand for a record. */
const recordLeaves = ['record', 'programme', 'standing'];

/** Whether the leaf commits to a record of this digest. Nothing of the record is read. */
export function isAtItsLeaf(digest: Uint8Array, logged: Uint8Array): boolean {
  const leaf = readLeaf(logged);
  if (leaf === undefined || !recordLeaves.includes(leaf.type)) return false;
  return equal(logged, encodeLeaf(digestLeaf(leaf.type, digest, leaf.tag)));
}

function unlessRefused<T>(verify: () => T): T | undefined {
  try {
    return verify();
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

const soundOf = (roster: Roster, row: Row): Sound | undefined =>
  unlessRefused(() => {
    const verified = verifyRecord(roster, row.bytes, row.leaf, {});
    const key = publicTagKey(roster.rootfp, verified.header.kind, whoseOf(verified.header));
    const logged = parseLeaf(row.logged);
    if (key === undefined) requireLogged(verified, logged);
    else requireRecordLeaf(verified, key, logged);
    const isSame = equal(verified.digest, row.digest) && equal(contentHash(row.content), verified.contentHash);
    return isSame ? partsOf(verified) : undefined;
  });

function partsOf({ header, digest, leaf }: VerifiedRecord): Sound {
  const { record, revision, kind, owner, desk, about, readers } = header;
  return { record, revision, digest, leaf, kind, owner, desk, about, readers };
}
