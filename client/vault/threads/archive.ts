/**
 * What a client has opened, sealed again in chunks (§9.11). One chunk a day and sort: messages with desks until thirty
 * days after the event; other messages, and the lanes that messages still come on, for fourteen days; and one `state`.
 * Written by the clock, never because something came: the portal must not learn that from it.
 */
import { fromBase64url, fromUtf8, toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { toId, type ChunkId, type MemberId, type ThreadId } from '#protocol/core/ids.ts';
import { key32, type Key32 } from '#protocol/crypto/sodium.ts';
import { chunkSizes, openChunk, sealChunk, stateChunk, type ChunkPlace } from '#protocol/threads/chunk.ts';
import { messageCodec, type Message } from '#protocol/threads/message.ts';
import { grantCodec, type Grant, type ThreadKind } from '#protocol/threads/thread.ts';
import { Refused } from '../session/refusal.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';

/** Where a message was written; a lane's grant says the same of what comes on it. */
export interface ThreadPlace {
  readonly thread: ThreadId;
  readonly kind: ThreadKind;
  readonly desk: string;
  readonly owner: MemberId | undefined;
  /** Of the group whose list its sender knew. */
  readonly version: number;
  /** Of a pair or a group. */
  readonly members: readonly MemberId[];
}

export interface Entry extends ThreadPlace {
  readonly sender: MemberId;
  readonly sequence: number;
  readonly day: number;
  readonly message: Message;
  readonly settled: boolean;
}

export interface HeldLane {
  readonly from: MemberId;
  /** As it came: with the seed where the lane is one's own. */
  readonly grant: Grant;
}

export interface State {
  /** Everything up to here was looked at, and what was for us is archived or past. */
  cursor: number;
  /** Highest sequence shown to her, by thread. */
  readonly read: Record<string, number>;
  readonly muted: Record<string, boolean>;
  readonly left: Record<string, boolean>;
  /** identityHash of keys that were compared in person, by member. */
  readonly verified: Record<string, string>;
  /** People with whom there is a thread of two: the secret of its code. */
  readonly contacts: Record<string, string>;
  /** Secrets of codes shown and not yet answered. */
  readonly offers: string[];
  /** The newest membership of each group as its maker told it: a grant without keys. */
  readonly groups: Record<string, string>;
  /** Threads in which two lists of one version were seen. */
  readonly forked: Record<string, boolean>;
  /** Parcels that were for her and did not open, in all her visits. */
  damaged: number;
  savedAt: number;
}

function emptyState(): State {
  return {
    cursor: 0,
    read: {},
    muted: {},
    left: {},
    verified: {},
    contacts: {},
    offers: [],
    groups: {},
    forked: {},
    damaged: 0,
    savedAt: 0,
  };
}

type ChunkKind = 'state' | 'desk' | 'short';

interface Chunk {
  readonly chunk: ChunkId;
  readonly kind: ChunkKind;
  day: number;
  share: Key32;
  version: number;
  readonly entries: Map<string, Entry>;
  readonly lanes: Map<string, HeldLane>;
  /** About how many bytes its contents have, so that adding does not write them all anew. */
  bytes: number;
}

/** A chunk with this much in it is full; the largest size has room for what a late merge adds. */
const chunkFullBytes = chunkSizes[3] / 2;

/** Of one entry or lane beside its message or grant. */
const aroundBytes = 600;

const nameOf = ({ thread, message }: Entry) => `${thread} ${message.id}`;
const laneName = ({ from, grant }: HeldLane) => `${from} ${toBase64url(grant.secret)}`;

interface Written {
  readonly state?: State;
  readonly entries: readonly (Omit<Entry, 'message'> & { readonly message: string })[];
  readonly lanes: readonly { readonly from: MemberId; readonly grant: string }[];
}

export class Archive {
  readonly #vault: UnlockedVault;
  readonly #account: Key32;
  readonly #chunks: Chunk[] = [];
  /** Chunks of this day and later ones may hold what was not written yet; the day of the last writing is among them. */
  #unwrittenFrom = Infinity;
  state: State = emptyState();

  constructor(vault: UnlockedVault) {
    this.#vault = vault;
    // Written under the first account secret there ever was, so that a recovery does not orphan it.
    this.#account = vault.open.secrets.earlier.at(-1)?.account ?? vault.open.secrets.account;
  }

  get entries(): readonly Entry[] {
    return this.#chunks.flatMap((chunk) => [...chunk.entries.values()]);
  }

  get lanes(): readonly HeldLane[] {
    return this.#chunks.flatMap((chunk) => [...chunk.lanes.values()]);
  }

  async load(): Promise<void> {
    const { chunks } = await this.#vault.ports.call('threads/chunks', {});
    for (const { chunk, kind, day, share } of chunks)
      if (share !== null) await this.#read(this.#chunkOf(chunk as ChunkId, kind, day, key32(fromBase64url(share))));
  }

  #chunkOf(id: ChunkId, kind: ChunkKind, day: number, share: Key32): Chunk {
    const known = this.#chunks.find(({ chunk }) => chunk === id);
    if (known !== undefined) return known;
    const made: Chunk = { chunk: id, kind, day, share, version: 0, entries: new Map(), lanes: new Map(), bytes: 0 };
    this.#chunks.push(made);
    return made;
  }

  #place({ chunk }: Chunk): ChunkPlace {
    const { roster, member } = this.#vault.open;
    return { rootfp: roster.rootfp, member, chunk };
  }

  /** Takes what stands in the portal's copy and keeps what this tab has besides. */
  async #read(chunk: Chunk): Promise<void> {
    const { version, sealed } = await this.#vault.ports.call('threads/chunk', { chunk: chunk.chunk });
    const plain = openChunk(this.#account, chunk.share, this.#place(chunk), fromBase64url(sealed));
    const written = JSON.parse(fromUtf8(plain)) as Written;
    for (const { message, ...rest } of written.entries) {
      const entry = { ...rest, owner: rest.owner ?? undefined, message: messageCodec.parse(fromBase64url(message)) };
      if (!chunk.entries.has(nameOf(entry))) this.#put(chunk, entry);
    }
    for (const { from, grant } of written.lanes) {
      const lane = { from, grant: grantCodec.parse(fromBase64url(grant)) };
      this.#putLane(chunk, lane);
    }
    if (written.state !== undefined) this.state = merged(this.state, { ...emptyState(), ...written.state });
    chunk.version = version;
  }

  /** The chunk of one day with room in it; one is begun where there is none. */
  #today(kind: ChunkKind, day: number): Chunk {
    if (kind !== 'state') this.#unwrittenFrom = Math.min(this.#unwrittenFrom, day);
    const found = this.#chunks.findLast((chunk) => chunk.kind === kind && (kind === 'state' || chunk.day === day));
    if (found !== undefined && (kind === 'state' || found.bytes < chunkFullBytes)) return found;
    const { ports } = this.#vault;
    const { roster, member } = this.#vault.open;
    const id = kind === 'state' ? stateChunk(this.#account, roster.rootfp, member) : toId<ChunkId>(ports.random(16));
    return this.#chunkOf(id, kind, day, key32(ports.random(32)));
  }

  add(entry: Entry, today: number): void {
    if (this.#chunks.some((chunk) => chunk.entries.has(nameOf(entry)))) return;
    const chunk = this.#today(entry.kind === 'desk' ? 'desk' : 'short', today);
    this.#put(chunk, entry);
  }

  #put(chunk: Chunk, entry: Entry): void {
    chunk.entries.set(nameOf(entry), entry);
    const ids = 32 * (entry.members.length + entry.message.prev.length);
    chunk.bytes += aroundBytes + ids + 2 * utf8(entry.message.text).length;
  }

  #putLane(chunk: Chunk, lane: HeldLane): void {
    chunk.lanes.set(laneName(lane), lane);
    chunk.bytes += aroundBytes + 2 * lane.grant.members.length;
  }

  /** What counted once stays, whoever leaves the thread later. */
  settle(counted: (entry: Entry) => boolean): void {
    for (const { entries } of this.#chunks)
      for (const [name, entry] of entries)
        if (!entry.settled && counted(entry)) entries.set(name, { ...entry, settled: true });
  }

  addLane(lane: HeldLane, today: number): void {
    this.#putLane(this.#today('short', today), lane);
  }

  #contents(chunk: Chunk): Uint8Array {
    const written: Written = {
      ...(chunk.kind === 'state' ? { state: this.state } : {}),
      entries: [...chunk.entries.values()].map(({ message, ...rest }) => ({
        ...rest,
        message: toBase64url(messageCodec.encode(message)),
      })),
      lanes: [...chunk.lanes.values()].map(({ from, grant }) => ({
        from,
        grant: toBase64url(grantCodec.encode(grant)),
      })),
    };
    return utf8(JSON.stringify(written));
  }

  /**
   * Writes today's chunks, after midnight those of the evening before too, and then the state: a cursor must not pass
   * what is not kept. Always all of them, whatever has changed.
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
      await this.#write(this.#today('state', 0));
      this.#unwrittenFrom = today;
    } catch (error) {
      // Not kept yet: the next look is due again.
      this.state.savedAt = before;
      throw error;
    }
  }

  /** Another tab made this chunk a moment ago, under a share of its own. */
  async #adoptShare(chunk: Chunk): Promise<void> {
    const { chunks } = await this.#vault.ports.call('threads/chunks', {});
    const given = chunks.find((each) => each.chunk === chunk.chunk);
    chunk.share = key32(fromBase64url(given?.share ?? refuse('chunk-gone', 'a chunk without a share')));
  }

  async #write(chunk: Chunk): Promise<void> {
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
        });
        chunk.version = answer.version;
        return;
      } catch (error) {
        // Another tab wrote it: what it wrote is joined to what is here.
        if (!isConflict(error)) throw error;
        if (chunk.version === 0) await this.#adoptShare(chunk);
        await this.#read(chunk);
      }
    }
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof Refused && error.facts.code === 'record-conflict';
}

/** Two tabs: whatever either has seen, compared or left stays so. */
function merged(here: State, there: State): State {
  const highest = (a: Record<string, number>, b: Record<string, number>) => {
    const out = { ...a };
    for (const [name, value] of Object.entries(b)) out[name] = Math.max(out[name] ?? 0, value);
    return out;
  };
  const contacts = { ...there.contacts, ...here.contacts };
  return {
    cursor: Math.max(here.cursor, there.cursor),
    read: highest(here.read, there.read),
    muted: { ...there.muted, ...here.muted },
    left: { ...there.left, ...here.left },
    verified: { ...there.verified, ...here.verified },
    contacts,
    // A code that was answered stays used, whichever tab saw the answer first.
    offers: [...new Set([...here.offers, ...there.offers])].filter((code) => !Object.values(contacts).includes(code)),
    groups: newestGroups(here.groups, there.groups),
    forked: { ...there.forked, ...here.forked },
    damaged: Math.max(here.damaged, there.damaged),
    savedAt: Math.max(here.savedAt, there.savedAt),
  };
}

function newestGroups(a: Record<string, string>, b: Record<string, string>): Record<string, string> {
  const out = { ...a };
  const version = (grant: string) => grantCodec.parse(fromBase64url(grant)).version;
  for (const [thread, grant] of Object.entries(b))
    if (out[thread] === undefined || version(grant) > version(out[thread])) out[thread] = grant;
  return out;
}
