/**
 * How much each member may post, and write into the log, in a UTC day. Only her own acts count. Counted in memory and
 * written once an hour, all members in one transaction: a counter written beside each posting would tell, by the
 * database's own row versions, who posted what.
 */
import { limits } from '#protocol/core/limits.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import type { Role } from '#protocol/members/keys.ts';
import { dayOf } from '#protocol/threads/calendar.ts';
import { now } from './clock.ts';
import type { Database } from './db.ts';
import { deny, Refusal, toHttpError } from './errors.ts';

/** Whose day it is. */
export interface Writer {
  readonly member: MemberId;
  readonly role: Role;
}

const counted = ['parcels', 'bytes', 'revisions', 'statements', 'openings', 'written'] as const;
/** Leaves asked for, each once. In memory only: how much somebody reads is written nowhere. */
const remembered = ['asked'] as const;
type Counted = (typeof counted)[number];
type What = Counted | (typeof remembered)[number];
type Used = Readonly<Record<What, number>>;

/** Four of the largest attachments and some pictures, in bytes. */
export const attachmentBytesPerDay = 50 * 1024 * 1024;
const ofGuest: Used = {
  parcels: limits.parcelsPerDay,
  bytes: attachmentBytesPerDay,
  revisions: limits.revisionsPerDayOfGuest,
  // Each revision may close those before it.
  statements: limits.revisionsPerDayOfGuest,
  openings: limits.openingsPerDay,
  written: limits.bytesPerDayOfGuest,
  // All that twenty colleagues can put in one place: what somebody else writes closes nobody's file.
  asked: 20 * limits.revisionsPerDayOfStaff,
};
const ofStaff: Used = {
  ...ofGuest,
  revisions: limits.revisionsPerDayOfStaff,
  statements: limits.revisionsPerDayOfStaff,
  written: limits.bytesPerDayOfStaff,
};
/** Acts of one member that were refused in the queue of the log, for her own fault, in a minute. */
const failuresPerMinute = 100;
const minuteMs = 60_000;
/**
 * The unit to which written counts are rounded up. Exact numbers of a day would tell, by sums, who posted in which
 * interval, because the parcels of one interval have one row version. A portal that starts again forgives nothing, and
 * takes at most this much.
 */
const steps: Readonly<Record<Counted, number>> = {
  parcels: 100,
  bytes: 4 * 1024 * 1024,
  revisions: 10,
  statements: 10,
  openings: 10,
  written: 1024 * 1024,
};
const coarse = (used: Used) =>
  Object.fromEntries(counted.map((what) => [what, Math.ceil(used[what] / steps[what]) * steps[what]])) as Used;
const nothing: Used = { parcels: 0, bytes: 0, revisions: 0, statements: 0, openings: 0, written: 0, asked: 0 };

const mostOf = ({ role }: Writer) => (role === 'participant' ? ofGuest : ofStaff);

export class Quota {
  readonly #db: Database;
  #day = 0;
  #used = new Map<MemberId, Used>();
  #unwritten = new Set<MemberId>();
  readonly #failures = new Map<MemberId, readonly number[]>();
  readonly #asked = new Map<MemberId, Set<number>>();

  constructor(db: Database) {
    this.#db = db;
  }

  async load(): Promise<void> {
    this.#day = dayOf(now());
    const rows = await this.#db.selectFrom('quota').selectAll().where('day', '=', this.#day).execute();
    this.#used = new Map(rows.map(({ member, day: _day, ...used }) => [member as MemberId, { ...nothing, ...used }]));
  }

  /** Takes from the member's day. Returns false, and takes nothing, where it would be more than a day's. */
  take(member: MemberId, what: What, count: number, most = ofGuest): boolean {
    this.#turn();
    const used = this.#used.get(member) ?? nothing;
    if (count > 0 && used[what] + count > most[what]) return false;
    this.#used.set(member, { ...used, [what]: used[what] + count });
    this.#unwritten.add(member);
    return true;
  }

  /**
   * Takes what a commit writes into the log from the day of the member who asked for it, and gives it back if nothing was
   * stored. What may have been stored stays counted. Refuses with `day-full` until the next UTC midnight, and with
   * `throttled` for a minute where many were refused for her own fault.
   */
  async spendAll<T>(writer: Writer, counts: Partial<Used>, commit: () => Promise<T>): Promise<T> {
    const { member } = writer;
    if (this.#failuresOf(member).length >= failuresPerMinute) deny('throttled');
    const taken: [What, number][] = [];
    const giveBack = () => taken.forEach(([what, count]) => this.giveBack(member, what, count));
    for (const [what, count] of Object.entries(counts) as [What, number][]) {
      if (!this.take(member, what, count, mostOf(writer))) {
        giveBack();
        deny('day-full');
      }
      taken.push([what, count]);
    }
    try {
      return await commit();
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'outcome-unknown')) giveBack();
      if (toHttpError(error).status < 500) this.#failures.set(member, [...this.#failuresOf(member), performance.now()]);
      throw error;
    }
  }

  spend<T>(writer: Writer, what: What, count: number, commit: () => Promise<T>): Promise<T> {
    return this.spendAll(writer, { [what]: count }, commit);
  }

  /** Takes what is stored or read without an entry in the log. Refuses with `day-full`. */
  require(writer: Writer, what: What, count: number): void {
    if (!this.take(writer.member, what, count, mostOf(writer))) deny('day-full');
  }

  /**
   * Takes the leaves that she asks for and has not asked for on this day: each visit asks for all of a place, however many
   * others have put there. Refuses with `day-full`.
   */
  requireAsked(writer: Writer, leaves: readonly number[]): void {
    this.#turn();
    const before = this.#asked.get(writer.member) ?? new Set();
    const fresh = [...new Set(leaves)].filter((leaf) => !before.has(leaf));
    this.require(writer, 'asked', fresh.length);
    for (const leaf of fresh) before.add(leaf);
    this.#asked.set(writer.member, before);
  }

  #failuresOf(member: MemberId): readonly number[] {
    return (this.#failures.get(member) ?? []).filter((at) => at > performance.now() - minuteMs);
  }

  /** Gives back what was taken and not stored. */
  giveBack(member: MemberId, what: What, count: number): void {
    const used = this.#used.get(member) ?? nothing;
    this.#used.set(member, { ...used, [what]: Math.max(0, used[what] - count) });
  }

  async write(): Promise<void> {
    this.#turn();
    const members = [...this.#unwritten].toSorted();
    this.#unwritten.clear();
    if (members.length === 0) return;
    const rows = members.map((member) => ({ member, day: this.#day, ...coarse(this.#used.get(member) ?? nothing) }));
    await this.#db
      .insertInto('quota')
      .values(rows)
      .onConflict((oc) =>
        oc
          .columns(['member', 'day'])
          .doUpdateSet((eb) => Object.fromEntries(counted.map((what) => [what, eb.ref(`excluded.${what}`)]))),
      )
      .execute();
  }

  #turn(): void {
    const day = dayOf(now());
    if (day === this.#day) return;
    this.#day = day;
    this.#used.clear();
    this.#unwritten.clear();
    this.#failures.clear();
    this.#asked.clear();
  }
}
