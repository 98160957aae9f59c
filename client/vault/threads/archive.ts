/**
 * What a client has opened, sealed again in chunks (§9.11). There is one chunk for each day and sort: messages with
 * desks, until thirty days after the event; other messages, and the lanes that still get messages, for fourteen days;
 * and one `state`. The clock decides when it is written, never a new message: the portal must not learn that one came.
 */
import { fromBase64url, toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { toId, type ChunkId } from '#protocol/core/ids.ts';
import { firstThatOpens } from '#protocol/crypto/first-that-opens.ts';
import { key32, type Key32 } from '#protocol/crypto/sodium.ts';
import { indexBundles } from '#protocol/threads/bundle.ts';
import { chunkSizes, openChunk, sealChunk, signChunk, stateChunk, type ChunkPlace } from '#protocol/threads/chunk.ts';
import { earlierThatOpen } from '#protocol/threads/tenure.ts';
import { scanLog } from '../log/scan.ts';
import { Refused } from '../session/refusal.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import {
  encodeContents,
  parseContents,
  type ArchivedMessage,
  type ChunkContents,
  type KnownLane,
} from './archive-chunk.ts';
import { emptyState, merged, type ArchiveState } from './archive-state.ts';
import { unlessRefused } from './unless-refused.ts';

type ChunkKind = 'state' | 'desk' | 'short';

interface Chunk {
  chunk: ChunkId;
  readonly kind: ChunkKind;
  day: number;
  share: Key32;
  version: number;
  readonly messages: Map<string, ArchivedMessage>;
  readonly lanes: Map<string, KnownLane>;
  /** The approximate size of its contents in bytes, so that adding does not encode all of them again. */
  bytes: number;
}

/** A chunk of this size is full. The largest size has space for what a late merge adds. */
const chunkFullBytes = chunkSizes[3] / 2;

/** The bytes of an entry or a lane besides its message or grant. */
const aroundBytes = 600;

const nameOf = ({ thread, message }: ArchivedMessage) => `${thread} ${message.id}`;
const laneName = ({ from, grant }: KnownLane) => `${from} ${toBase64url(grant.secret)}`;

export class Archive {
  readonly #vault: UnlockedVault;
  /** The present secret: all that is written is under it. */
  readonly #account: Key32;
  /** Earlier ones that may still open a chunk; undefined until a chunk needs one. */
  #earlier: readonly Key32[] | undefined;
  #isOld = false;
  readonly #chunks: Chunk[] = [];
  /** That do not open: they stay as they are. */
  readonly #shut: Chunk[] = [];
  /** Chunks of this day and later ones may have unwritten contents. The day of the last writing is among them. */
  #unwrittenFrom = Infinity;
  state: ArchiveState = emptyState();

  constructor(vault: UnlockedVault) {
    this.#vault = vault;
    this.#account = vault.open.secrets.account;
  }

  get entries(): readonly ArchivedMessage[] {
    return this.#chunks.flatMap((chunk) => [...chunk.messages.values()]);
  }

  get lanes(): readonly KnownLane[] {
    return this.#chunks.flatMap((chunk) => [...chunk.lanes.values()]);
  }

  /** How many chunks do not open. What they held is not shown; nothing is written over them. */
  get shut(): number {
    return this.#shut.length;
  }

  /** The state does not open: what was read, left and compared is not known. None is written until `beginState`. */
  get isStateShut(): boolean {
    return this.#shut.some(({ kind }) => kind === 'state') && !this.#chunks.some(({ kind }) => kind === 'state');
  }

  /** After she was told: a new state, over the one with its id. */
  beginState(): void {
    if (!this.isStateShut) return;
    const { roster, member } = this.#vault.open;
    const id = stateChunk(this.#account, roster.rootfp, member);
    const known = this.#shut.find(({ chunk }) => chunk === id);
    if (known === undefined) this.#chunkOf(id, 'state', 0, key32(this.#vault.ports.random(32)));
    else this.#chunks.push(known);
  }

  async load(): Promise<void> {
    const { chunks } = await this.#vault.ports.call('threads/chunks', {});
    for (const { chunk, kind, day, share } of chunks) {
      if (share === null) continue;
      const read = this.#chunkOf(chunk as ChunkId, kind, day, key32(fromBase64url(share)));
      if (!(await this.#read(read))) this.#setAside(read);
    }
  }

  #setAside(chunk: Chunk): void {
    this.#chunks.splice(this.#chunks.indexOf(chunk), 1);
    this.#shut.push(chunk);
  }

  #chunkOf(id: ChunkId, kind: ChunkKind, day: number, share: Key32): Chunk {
    const known = this.#chunks.find(({ chunk }) => chunk === id);
    if (known !== undefined) return known;
    const begun: Chunk = { chunk: id, kind, day, share, version: 0, messages: new Map(), lanes: new Map(), bytes: 0 };
    this.#chunks.push(begun);
    return begun;
  }

  #place({ chunk }: Chunk): ChunkPlace {
    const { roster, member } = this.#vault.open;
    return { rootfp: roster.rootfp, member, chunk };
  }

  /** Whether something is still sealed under an earlier secret. */
  get isOld(): boolean {
    return this.#isOld;
  }

  /**
   * Seal every chunk anew under the present secret (§9.15), before bundles say that this was done: from then on nothing
   * opens under an earlier one.
   */
  async renew(): Promise<void> {
    for (const chunk of this.#chunks) await this.#write(chunk);
    this.#isOld = false;
  }

  /**
   * Undefined if it does not open. The log decides which earlier secrets may open it; without a head of the witness none is
   * tried, and it is not held to be shut.
   */
  async #open(chunk: Chunk, sealed: Uint8Array): Promise<ChunkContents | undefined> {
    const open = (account: Key32) => parseContents(openChunk(account, chunk.share, this.#place(chunk), sealed));
    const present = unlessRefused(() => open(this.#account));
    if (present !== undefined || this.#vault.open.secrets.earlier.length === 0) return present;
    const earlier = (this.#earlier ??= await secretsThatOpen(this.#vault));
    const contents = earlier.length === 0 ? undefined : unlessRefused(() => firstThatOpens(earlier, open));
    if (contents !== undefined) this.#isOld = true;
    return contents;
  }

  /** Read the portal's copy, and keep what only this tab has. Answers whether it opened. */
  async #read(chunk: Chunk): Promise<boolean> {
    const { version, sealed } = await this.#vault.ports.call('threads/chunk', { chunk: chunk.chunk });
    chunk.version = version;
    const contents = await this.#open(chunk, fromBase64url(sealed));
    if (contents === undefined) return false;
    const { state, messages, lanes } = contents;
    for (const message of messages) if (!chunk.messages.has(nameOf(message))) this.#put(chunk, message);
    for (const lane of lanes) this.#putLane(chunk, lane);
    if (state !== undefined) this.state = merged(this.state, { ...emptyState(), ...state });
    return true;
  }

  /** Return the chunk of one day that is not full. If there is none, begin one. */
  #today(kind: ChunkKind, day: number): Chunk {
    if (kind !== 'state') this.#unwrittenFrom = Math.min(this.#unwrittenFrom, day);
    const found = this.#chunks.findLast((chunk) => chunk.kind === kind && (kind === 'state' || chunk.day === day));
    if (found !== undefined && (kind === 'state' || found.bytes < chunkFullBytes)) return found;
    const { ports } = this.#vault;
    const { roster, member } = this.#vault.open;
    const id = kind === 'state' ? stateChunk(this.#account, roster.rootfp, member) : toId<ChunkId>(ports.random(16));
    return this.#chunkOf(id, kind, day, key32(ports.random(32)));
  }

  add(entry: ArchivedMessage, today: number): void {
    if (this.#chunks.some((chunk) => chunk.messages.has(nameOf(entry)))) return;
    const chunk = this.#today(entry.kind === 'desk' ? 'desk' : 'short', today);
    this.#put(chunk, entry);
  }

  #put(chunk: Chunk, entry: ArchivedMessage): void {
    chunk.messages.set(nameOf(entry), entry);
    const ids = 32 * (entry.members.length + entry.message.prev.length);
    chunk.bytes += aroundBytes + ids + 2 * utf8(entry.message.text).length;
  }

  #putLane(chunk: Chunk, lane: KnownLane): void {
    chunk.lanes.set(laneName(lane), lane);
    chunk.bytes += aroundBytes + 2 * lane.grant.members.length;
  }

  /** Mark messages that count as settled. They stay, even if their sender leaves the thread later. */
  settle(counted: (entry: ArchivedMessage) => boolean): void {
    for (const { messages } of this.#chunks)
      for (const [name, entry] of messages)
        if (!entry.settled && counted(entry)) messages.set(name, { ...entry, settled: true });
  }

  addLane(lane: KnownLane, today: number): void {
    this.#putLane(this.#today('short', today), lane);
  }

  #contents(chunk: Chunk): Uint8Array {
    return encodeContents({
      state: chunk.kind === 'state' ? this.state : undefined,
      messages: [...chunk.messages.values()],
      lanes: [...chunk.lanes.values()],
    });
  }

  /**
   * Write today's chunks, after midnight also those of the evening before, and then the state: the cursor must not pass
   * what is not stored. All of them are written, whatever has changed.
   */
  async save(today: number, now: number): Promise<void> {
    const before = this.state.savedAt;
    this.state.savedAt = now;
    try {
      for (const kind of ['desk', 'short'] as const) {
        this.#today(kind, today);
        const all = this.#chunks.filter((chunk) => chunk.kind === kind && chunk.day >= this.#unwrittenFrom);
        for (const chunk of all) {
          // The portal begins none for another day: what could not be kept then, or by a wrong clock, is kept from today on.
          if (chunk.version === 0 && Math.abs(chunk.day - today) > 1) chunk.day = today;
          await this.#write(chunk);
        }
      }
      if (!this.isStateShut) await this.#write(this.#today('state', 0));
      this.#unwrittenFrom = today;
    } catch (error) {
      // Not kept yet: the next look is due again.
      this.state.savedAt = before;
      throw error;
    }
  }

  /** Take the share of a chunk that another tab made a moment ago. */
  async #adoptShare(chunk: Chunk): Promise<void> {
    const { chunks } = await this.#vault.ports.call('threads/chunks', {});
    const stored = chunks.find((each) => each.chunk === chunk.chunk);
    chunk.share = key32(fromBase64url(stored?.share ?? refuse('chunk-gone', 'a chunk without a share')));
  }

  /** What stands there now does not open: what is here goes on in a new one. */
  #moveOn(chunk: Chunk): void {
    if (chunk.kind === 'state') refuse('wrong-key', 'a state that another tab wrote does not open');
    const { ports } = this.#vault;
    this.#shut.push({ ...chunk });
    [chunk.chunk, chunk.share, chunk.version] = [toId<ChunkId>(ports.random(16)), key32(ports.random(32)), 0];
  }

  async #write(chunk: Chunk): Promise<void> {
    const { keys } = this.#vault.open.secrets;
    for (;;) {
      const sealed = sealChunk(
        this.#account,
        chunk.share,
        this.#place(chunk),
        this.#contents(chunk),
        this.#vault.ports.random(32),
      );
      try {
        const answer = await this.#vault.ports.call('threads/keep', {
          chunk: chunk.chunk,
          kind: chunk.kind,
          day: chunk.day,
          version: chunk.version,
          sealed: toBase64url(sealed),
          share: chunk.version === 0 ? toBase64url(chunk.share) : null,
          signature: toBase64url(signChunk(this.#place(chunk), chunk.version + 1, sealed, keys.sign.secretKey)),
        });
        chunk.version = answer.version;
        return;
      } catch (error) {
        // Another tab wrote it: what it wrote is joined to what is here.
        if (!isConflict(error)) throw error;
        if (chunk.version === 0) await this.#adoptShare(chunk);
        if (!(await this.#read(chunk))) this.#moveOn(chunk);
      }
    }
  }
}

/** Return the earlier account secrets that may open the archive of this member, newest first. */
async function secretsThatOpen(vault: UnlockedVault): Promise<readonly Key32[]> {
  const { leaves } = await scanLog(vault);
  const { roster, member, secrets } = vault.open;
  const signKeys = secrets.earlier.map(({ keys }) => keys.sign.publicKey);
  const count = earlierThatOpen(roster, member, signKeys, indexBundles(leaves));
  return secrets.earlier.slice(0, count).map(({ account }) => account);
}

function isConflict(error: unknown): boolean {
  return error instanceof Refused && error.facts.code === 'record-conflict';
}
