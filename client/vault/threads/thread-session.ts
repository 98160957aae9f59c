/**
 * Threads while the vault is unlocked: what was received, what waits, what the archive keeps. There is one for each
 * unlock; lock() forgets it with everything else.
 */
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import type { MemberId, MessageId, ThreadId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { dayOf } from '#protocol/threads/calendar.ts';
import { LettersAndLanes, type ConversationCrypto } from '#protocol/threads/conversation.ts';
import { tenuresOf } from '#protocol/threads/tenure.ts';
import { headsOf, weave, type Woven } from '#protocol/threads/weave.ts';
import { Refused } from '../session/refusal.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { admitGrant, knownGroup, noteGroup } from './admit-grant.ts';
import { Archive } from './archive.ts';
import type { ArchivedMessage } from './archive-chunk.ts';
import { noteHighest, type ArchiveState } from './archive-state.ts';
import { isWitnessReachable } from './witness-reachable.ts';
import { openKeyring } from './keyring.ts';
import { grantFor, placeOf, writersOf, type ThreadPlace } from './thread-place.ts';
import { Recipients } from './recipients.ts';
import { SentRows } from './sent-rows.ts';
import { Sender, type Draft, type Waiting } from './sending.ts';
import { newestSequence, StreamReader, type Wanted } from './stream.ts';

/** How often the archive is written, whether or not anything came (§9.11). */
const saveEveryMs = 10 * 60 * 1000;

/** How often the roster is refreshed, so that an open page stops accepting messages from removed members. */
const freshEveryMs = 60 * 1000;

export class ThreadSession {
  readonly vault: UnlockedVault;
  readonly archive: Archive;
  readonly reader: StreamReader;
  readonly sender: Sender;
  readonly crypto: ConversationCrypto;
  alias = '';
  #heard: { readonly time: number; readonly here: number } | undefined;
  readonly #damagedBefore: number;
  /** How many secrets of weeks do not open. */
  readonly weeksShut: number;
  /** identityHash behind the number that was shown last, by member. */
  readonly shownNumbers = new Map<MemberId, Uint8Array>();
  readonly rows = new SentRows();
  readonly #threads = new Map<ThreadId, { place: ThreadPlace; readonly entries: Map<MessageId, ArchivedMessage> }>();
  /** When the archive was last written before this visit, in ms; 0 for never. */
  readonly lastVisit: number;

  private constructor(vault: UnlockedVault, archive: Archive, keyring: Awaited<ReturnType<typeof openKeyring>>) {
    this.vault = vault;
    this.archive = archive;
    this.lastVisit = archive.state.savedAt;
    this.#damagedBefore = archive.state.damaged;
    this.weeksShut = keyring.shut;
    const { member, secrets } = vault.open;
    const keys = {
      member,
      dh: [secrets.keys.dh, ...secrets.earlier.map((earlier) => earlier.keys.dh)],
      signSecretKey: secrets.keys.sign.secretKey,
      periods: keyring.periods,
    };
    this.crypto = new LettersAndLanes(
      () => vault.open.roster,
      keys,
      (grant, from) => {
        const known = this.#threads.get(grant.thread)?.place.kind ?? grant.kind;
        if (known !== grant.kind) refuse('thread-member', 'a thread of another kind');
        admitGrant(vault.open.roster, this.state, member, grant, from);
      },
      (bytes) => vault.ports.random(bytes),
    );
    vault.open.closers.push(() => this.crypto.forget());
    for (const lane of archive.lanes) this.crypto.restore(lane);
    for (const entry of archive.entries) this.#keep(entry);
    this.reader = new StreamReader(
      vault,
      this.crypto,
      this.state.cursor,
      (wanted, body) => this.#take(wanted, body),
      (from, sequence) => noteHighest(this.state.ended, from, sequence),
    );
    this.sender = new Sender(
      vault,
      this.crypto,
      new Recipients(vault),
      () => this.state,
      (place) => headsOf(this.#counted(place.thread), limits.messagePrev),
      () => this.now,
    );
  }

  static async open(vault: UnlockedVault): Promise<ThreadSession> {
    const archive = new Archive(vault);
    await archive.load();
    vault.open.signed.takeIn(archive.state);
    // Before her first bundles under these keys: they say that it was done.
    if (archive.isOld) await archive.renew();
    const keyring = await openKeyring(vault, async () => {
      archive.state.cursor = await newestSequence(vault);
    });
    const session = new ThreadSession(vault, archive, keyring);
    await session.reader.catchUp();
    await session.#settle();
    // What came can be read also where it cannot be kept; the next look tries again, and says why not.
    await session.save().catch(ignoreRefusal);
    return session;
  }

  /** How many parcels did not open in all visits: they are not forgotten with the page. */
  get damaged(): number {
    return this.#damagedBefore + this.reader.damaged;
  }

  get state(): ArchiveState {
    return this.archive.state;
  }

  /** Return the witness's last time, plus what has passed on this device since. */
  get now(): number {
    const { head } = this.vault.open;
    const here = this.vault.ports.now();
    if (head === undefined) return here;
    if (this.#heard?.time !== head.time) this.#heard = { time: head.time, here };
    return head.time + Math.max(0, here - this.#heard.here);
  }

  get places(): readonly ThreadPlace[] {
    return [...this.#threads.keys()].flatMap((thread) => this.placeOf(thread) ?? []);
  }

  #take({ line, expected }: Wanted, body: Uint8Array): void {
    const today = dayOf(this.now);
    if (expected.type === 'letter') {
      const lane = this.crypto.takeLetter(expected, body);
      this.archive.addLane(lane, today);
      this.#know(placeOf(lane.grant));
      return;
    }
    const { lane, message } = this.crypto.takeMessage(expected, body);
    const { grant, sender } = lane;
    this.rows.note(message.id, lane, line.sequence);
    const keys = tenuresOf(this.vault.open.roster, sender).at(-1);
    if (keys !== undefined && lane.since >= keys.from && message.sentAt < keys.at)
      noteHighest(this.state.again, sender, line.sequence);
    const entry = { ...placeOf(grant), sender, sequence: line.sequence, day: line.day, message, settled: false };
    // The same id again, from anybody: the first that came counts.
    const known = this.#threads.get(grant.thread)?.entries.get(message.id);
    if (known !== undefined && known.sequence !== unsequenced) return;
    this.#keep(entry);
    this.archive.add(entry, today);
  }

  #know(place: ThreadPlace): void {
    const known = this.#threads.get(place.thread);
    if (known === undefined) this.#threads.set(place.thread, { place, entries: new Map() });
    else if (known.place.version <= place.version) known.place = place;
  }

  #keep(entry: ArchivedMessage): void {
    this.#know(entry);
    this.#threads.get(entry.thread)?.entries.set(entry.message.id, entry);
  }

  /**
   * Return a group as its maker described it, and undefined before she did. Any other thread is as its first grant
   * said.
   */
  placeOf(thread: ThreadId): ThreadPlace | undefined {
    const group = knownGroup(this.state, thread);
    if (group !== undefined) return placeOf(group);
    const place = this.#threads.get(thread)?.place;
    return place?.kind === 'group' ? undefined : place;
  }

  /** Return everything that counts in a thread, in order, and what is missing. */
  woven(thread: ThreadId): Woven<ArchivedMessage> {
    const place = this.placeOf(thread);
    const entries = [...(this.#threads.get(thread)?.entries.values() ?? [])];
    if (place === undefined) return { messages: [], missing: [], earlier: false, unvouched: [] };
    const writers = writersOf(this.vault.open.roster, place);
    // Sent under a list that its maker has not told this client of yet: none of it is believed before she does.
    const told = entries.filter((entry) => place.kind !== 'group' || entry.version <= place.version);
    return weave(told, (sender) => writers.has(sender));
  }

  #counted(thread: ThreadId): readonly ArchivedMessage[] {
    return this.woven(thread).messages;
  }

  write(place: ThreadPlace, draft: Draft): Waiting {
    this.#know(place);
    return this.sender.add(place, draft, this.alias, this.now);
  }

  /** Send what waits. What was sent is among the messages before the stream brings it back. */
  flush(): Promise<void> {
    return this.sender.flush((sent) => {
      // Sent again: it is here already, where it was first.
      if (sent.again !== undefined) {
        this.state.sentAgain.push(...sent.messages.map(({ id }) => id));
        return;
      }
      for (const message of sent.messages)
        this.#keep({
          ...sent.place,
          sender: this.vault.open.member,
          sequence: unsequenced,
          day: sent.sealed?.day ?? dayOf(this.now),
          message,
          settled: false,
        });
    });
  }

  /** A new list of a group's members: only its maker calls this. */
  tellGroup(place: ThreadPlace): void {
    noteGroup(this.state, grantFor(this.vault.open.roster, place, { day: dayOf(this.now), logSize: 0 }));
    this.#know(place);
  }

  async look(): Promise<boolean> {
    const { vault } = this;
    const [before, seq] = [this.#count(), vault.open.roster.seq];
    const isDue = this.now - this.state.savedAt >= saveEveryMs;
    if (this.now - (vault.open.head?.time ?? 0) >= freshEveryMs) await isWitnessReachable(vault);
    await this.reader.look();
    if (isDue) {
      await this.#settle();
      await this.save();
    }
    return this.#count() !== before || vault.open.roster.seq !== seq;
  }

  #count(): number {
    let count = this.reader.damaged;
    for (const { entries } of this.#threads.values()) count += entries.size;
    return count;
  }

  /** Settle by who is in the event now: what counts once, counts for good. */
  async #settle(): Promise<void> {
    // By a list that nobody vouched for nothing is settled: somebody may be on it who was taken off.
    if (!(await isWitnessReachable(this.vault))) return;
    const counted = new Set(this.places.flatMap(({ thread }) => this.#counted(thread).map(nameOf)));
    this.archive.settle((entry) => counted.has(nameOf(entry)));
  }

  /** Save the archive. The cursor moves only if nothing before it is left to be opened. */
  async save(): Promise<void> {
    this.state.damaged = this.damaged;
    Object.assign(this.state, this.vault.open.signed.toKeep(this.now));
    if (this.reader.behind === 0) this.state.cursor = this.reader.after;
    await this.archive.save(dayOf(this.now), this.now);
  }

  markRead(thread: ThreadId): void {
    const sequences = this.#counted(thread)
      .map(({ sequence }) => sequence)
      .filter((each) => each !== unsequenced);
    this.state.read[thread] = Math.max(this.state.read[thread] ?? 0, ...sequences);
  }

  isOwn(sender: MemberId): boolean {
    return sender === this.vault.open.member;
  }
}

/** Ignore a refusal by the portal or by a rule. Any other error is a defect of the client and is thrown. */
function ignoreRefusal(error: unknown): void {
  if (!(error instanceof Refused) && !(error instanceof ProtocolError)) throw error;
}

const nameOf = ({ thread, message }: ArchivedMessage) => `${thread} ${message.id}`;

/** The sequence of messages that this tab sent and that were not seen in the stream yet: after everything else. */
export const unsequenced = Number.MAX_SAFE_INTEGER;

const sessions = new WeakMap<object, Promise<ThreadSession>>();

/** Return the session of this unlock, opened once. If opening failed, it is tried again. */
export function sessionOf(vault: UnlockedVault): Promise<ThreadSession> {
  const open = vault.open;
  let session = sessions.get(open);
  if (session === undefined) {
    session = ThreadSession.open(vault);
    sessions.set(open, session);
    session.catch(() => sessions.delete(open));
  }
  return session;
}

export async function requireSession(vault: UnlockedVault): Promise<ThreadSession> {
  return sessions.get(vault.open) ?? refuse('thread-member', 'threads are not open');
}
