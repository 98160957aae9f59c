/**
 * Shares: 32 random bytes each. Without its share, a period secret or an archive chunk stays closed for good. Shares are in
 * one file outside PostgreSQL, so that no dump, no WAL archive and no backup ever has one. They are overwritten when their
 * time is over. All forward secrecy of threads rests on this (protocol §9.2).
 *
 * [Note: why no database] A database moves rows and keeps what it moved: with SQLite, secure_delete and a truncated
 * journal, deleted shares were still in its file after some thousand changes. Here a share is written to one slot and never
 * moves; to forget it is to write zeros over that slot.
 */
import {
  chmodSync,
  closeSync,
  existsSync,
  fdatasyncSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { concat, equal, isZero, readU64, toHex, u64 } from '#protocol/core/bytes.ts';
import { sha256 } from '#protocol/crypto/sha256.ts';

export interface Share {
  /** Random; the row in the database has it. */
  readonly id: Uint8Array;
  readonly share: Uint8Array;
  /** The first moment without it, in ms since 1970 UTC. null: it lasts as long as the event's shares. */
  readonly ends: number | null;
}

/** When all shares end, and what time it is. */
interface Times {
  readonly now: () => number;
  readonly last: () => number;
}

interface Entry {
  readonly slot: number;
  readonly ends: number;
}

/** A slot: id 16 || share 32 || ends 8 || check 8. Aligned, so that no slot is in two sectors of a disk. */
const slotBytes = 64;
const endless = Number.MAX_SAFE_INTEGER;

function encodeSlot(id: Uint8Array, share: Uint8Array, ends: number): Uint8Array {
  const contents = concat(id, share, u64(ends));
  if (contents.length !== slotBytes - 8) throw new RangeError(`${contents.length} bytes in a slot`);
  return concat(contents, sha256(contents).slice(0, 8));
}

function isWhole(slot: Uint8Array): boolean {
  return equal(sha256(slot.slice(0, slotBytes - 8)).slice(0, 8), slot.slice(slotBytes - 8));
}

const folderOf = (dataDir: string) => join(dataDir, 'key-shares');

/**
 * Refuses to start without its folder while rows need it: that is a wrong mount more often than a loss, and only a person
 * can tell.
 */
export function requireKeySharesFolder(dataDir: string, isNeeded: boolean): void {
  const folder = folderOf(dataDir);
  if (isNeeded && !existsSync(folder))
    throw new Error(
      'the folder key-shares is missing, and the database names shares that lie in it: bring the folder back; if it is lost, make an empty one, and what it entry is lost for good',
    );
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
}

/**
 * The file of shares. Every change is on the disk when its call returns. Shares themselves are read when they are asked
 * for.
 */
export class KeyShares {
  #file: number | undefined;
  readonly #times: Times;
  readonly #entries = new Map<string, Entry>();
  readonly #free: number[] = [];
  #slots = 0;

  constructor(dataDir: string, times: Times) {
    this.#times = times;
    const path = join(folderOf(dataDir), 'shares');
    this.#file = openSync(path, existsSync(path) ? 'r+' : 'wx+', 0o600);
    chmodSync(path, 0o600);
    syncFolder(folderOf(dataDir));
    this.#load();
  }

  /** A slot that is neither empty nor complete is a write that was cut off before anybody was answered. */
  #load(): void {
    const broken: number[] = [];
    for (let bytes = this.#read(0); bytes !== undefined; bytes = this.#read(this.#slots)) {
      const slot = this.#slots++;
      if (isZero(bytes)) this.#free.push(slot);
      else if (isWhole(bytes)) this.#entries.set(toHex(bytes.slice(0, 16)), { slot, ends: readU64(bytes, 48) });
      else broken.push(slot);
    }
    this.#wipe(broken);
  }

  put(shares: readonly Share[]): void {
    try {
      for (const one of shares) this.#putOne(one);
      this.#sync();
    } catch (error) {
      this.forget(shares.map(({ id }) => id));
      throw error;
    }
  }

  #putOne({ id, share, ends }: Share): void {
    const slot = this.#free.pop() ?? this.#slots++;
    // Two portals over one folder would overwrite each other's shares.
    if (!isZero(this.#read(slot) ?? new Uint8Array(0)))
      throw new Error('somebody else writes to the folder key-shares');
    this.#write(slot, encodeSlot(id, share, ends ?? endless));
    this.#entries.set(toHex(id), { slot, ends: ends ?? endless });
  }

  /** Returns a share, or undefined where there is none or where its time is over, swept or not. */
  find(id: Uint8Array): Uint8Array | undefined {
    const entry = this.#entries.get(toHex(id));
    if (entry === undefined || this.#isOver(entry, this.#times.now())) return undefined;
    const bytes = this.#read(entry.slot);
    return bytes !== undefined && equal(bytes.slice(0, 16), id) ? bytes.slice(16, 48) : undefined;
  }

  /** Makes shares end earlier than they would, never later. */
  endBy(ids: readonly Uint8Array[], time: number): void {
    const later = ids.filter((id) => (this.#entries.get(toHex(id))?.ends ?? 0) > time);
    for (const id of later) {
      const entry = this.#entries.get(toHex(id)) as Entry;
      const share = (this.#read(entry.slot) as Uint8Array).slice(16, 48);
      this.#write(entry.slot, encodeSlot(id, share, time));
      this.#entries.set(toHex(id), { ...entry, ends: time });
    }
    if (later.length > 0) this.#sync();
  }

  forget(ids: readonly Uint8Array[]): void {
    this.#forget(ids.map(toHex));
  }

  /** Forgets every share whose time was over at `time`. The caller brings a time that is not this machine's word alone. */
  forgetEnded(time: number): void {
    this.#forget([...this.#entries].filter(([, entry]) => this.#isOver(entry, time)).map(([name]) => name));
  }

  /** Returns those of the ids that have no share. */
  missing(ids: readonly Uint8Array[]): readonly Uint8Array[] {
    return ids.filter((id) => !this.#entries.has(toHex(id)));
  }

  close(): void {
    closeSync(this.#open);
    this.#file = undefined;
  }

  /** A closed file's number is given to the next file that is opened. */
  get #open(): number {
    if (this.#file === undefined) throw new Error('the key-share store is closed');
    return this.#file;
  }

  #sync(): void {
    fdatasyncSync(this.#open);
  }

  #isOver({ ends }: Entry, time: number): boolean {
    return time >= Math.min(ends, this.#times.last());
  }

  #forget(names: readonly string[]): void {
    const slots = names.flatMap((name) => this.#entries.get(name)?.slot ?? []);
    for (const name of names) this.#entries.delete(name);
    this.#wipe(slots);
  }

  #wipe(slots: readonly number[]): void {
    for (const slot of slots) this.#write(slot, new Uint8Array(slotBytes));
    if (slots.length > 0) this.#sync();
    this.#free.push(...slots);
  }

  /** Returns undefined behind the end. The rest of a slot that was cut off reads as zeros. */
  #read(slot: number): Uint8Array | undefined {
    const bytes = new Uint8Array(slotBytes);
    return readSync(this.#open, bytes, 0, slotBytes, slot * slotBytes) === 0 ? undefined : bytes;
  }

  #write(slot: number, bytes: Uint8Array): void {
    if (writeSync(this.#open, bytes, 0, slotBytes, slot * slotBytes) !== slotBytes) throw new Error('the disk is full');
  }
}

/** Writes the folder to the disk: without that, a new file may be missing after a power cut. */
function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  fsyncSync(folder);
  closeSync(folder);
}
