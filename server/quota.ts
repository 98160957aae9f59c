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
import { deny, Refusal } from './errors.ts';

/** Whose day it is. */
export interface Writer {
  readonly member: MemberId;
  readonly role: Role;
}

const counted = ['parcels', 'bytes', 'revisions', 'statements', 'openings'] as const;
type What = (typeof counted)[number];
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
};
const ofStaff: Used = {
  ...ofGuest,
  revisions: limits.revisionsPerDayOfStaff,
  statements: limits.revisionsPerDayOfStaff,
};
/**
 * The unit to which written counts are rounded up. Exact numbers of a day would tell, by sums, who posted in which
 * interval, because the parcels of one interval have one row version. A portal that starts again forgives nothing, and
 * takes at most this much.
 */
const steps: Used = { parcels: 100, bytes: 4 * 1024 * 1024, revisions: 10, statements: 10, openings: 10 };
const each = (of: (what: What) => number): Used => ({
  parcels: of('parcels'),
  bytes: of('bytes'),
  revisions: of('revisions'),
  statements: of('statements'),
  openings: of('openings'),
});
const coarse = (used: Used): Used => each((what) => Math.ceil(used[what] / steps[what]) * steps[what]);
const nothing: Used = each(() => 0);

export class Quota {
  readonly #db: Database;
  #day = 0;
  #used = new Map<MemberId, Used>();
  #unwritten = new Set<MemberId>();

  constructor(db: Database) {
    this.#db = db;
  }

  async load(): Promise<void> {
    this.#day = dayOf(now());
    const rows = await this.#db.selectFrom('quota').selectAll().where('day', '=', this.#day).execute();
    this.#used = new Map(rows.map(({ member, ...used }) => [member as MemberId, each((what) => used[what])]));
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
   * stored. What may have been stored stays counted. Refuses with `day-full` until the next UTC midnight.
   */
  async spend<T>({ member, role }: Writer, what: What, count: number, commit: () => Promise<T>): Promise<T> {
    const most = role === 'participant' ? ofGuest : ofStaff;
    if (!this.take(member, what, count, most)) deny('day-full');
    try {
      return await commit();
    } catch (error) {
      if (!(error instanceof Refusal && error.code === 'outcome-unknown')) this.giveBack(member, what, count);
      throw error;
    }
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
  }
}
