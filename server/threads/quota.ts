/**
 * How much each member may post in a day. Counted in memory and written once an hour, all members in one transaction: a
 * counter written beside each posting would tell, by the database's own row versions, who posted what.
 */
import { limits } from '#protocol/core/limits.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { dayOf } from '#protocol/threads/calendar.ts';
import { now } from '../clock.ts';
import type { Database } from '../db.ts';

interface Used {
  readonly parcels: number;
  readonly bytes: number;
}
type What = keyof Used;

/** Four of the largest attachments and some pictures, in bytes. */
export const attachmentBytesPerDay = 50 * 1024 * 1024;
const most: Used = { parcels: limits.parcelsPerDay, bytes: attachmentBytesPerDay };
/**
 * The unit to which written counts are rounded up. Exact numbers of a day would tell, by sums, who posted in which
 * interval, because the parcels of one interval have one row version. A portal that starts again forgives nothing, and
 * takes at most this much.
 */
const steps: Used = { parcels: 100, bytes: 4 * 1024 * 1024 };
const coarse = ({ parcels, bytes }: Used): Used => ({
  parcels: Math.ceil(parcels / steps.parcels) * steps.parcels,
  bytes: Math.ceil(bytes / steps.bytes) * steps.bytes,
});
const nothing: Used = { parcels: 0, bytes: 0 };

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
    this.#used = new Map(rows.map(({ member, parcels, bytes }) => [member as MemberId, { parcels, bytes }]));
  }

  /** Takes from the member's day. Returns false, and takes nothing, where it would be more than a day's. */
  take(member: MemberId, what: What, count: number): boolean {
    this.#turn();
    const used = this.#used.get(member) ?? nothing;
    if (count > 0 && used[what] + count > most[what]) return false;
    this.#used.set(member, { ...used, [what]: used[what] + count });
    this.#unwritten.add(member);
    return true;
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
          .doUpdateSet((eb) => ({ parcels: eb.ref('excluded.parcels'), bytes: eb.ref('excluded.bytes') })),
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
