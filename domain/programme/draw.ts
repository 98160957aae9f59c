/**
 * The draw: seats by need and rank, in the programme desk's browser. The same people, programme and 32 random bytes give
 * the same draw in any order of the list, so that a second person can draw again and compare.
 *
 * In the first round everybody who can get a seat gets one before anybody gets a second. In a round, stated needs come
 * first, then choices by rank, then chance. All parts of a series are one seat.
 */
import { concat, toHex, utf8 } from '#protocol/core/bytes.ts';
import { folded, hasTime, isClosely, isWhole, overlap, seatsIn, seriesOf, tonguesOf } from './conflicts.ts';
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { refuse } from '#protocol/core/errors.ts';
import { sha256 } from '#protocol/crypto/sha256.ts';

type Programme = Content<'programme'>;
type Pick = Content<'choices'>['picks'][number];

export interface Asker {
  readonly member: string;
  readonly choices: Content<'choices'>;
}

interface DrawnSeat {
  readonly session: string;
  readonly state: 'in' | 'waiting';
  /** On the waiting list, from 1; 0 for a seat. */
  readonly place: number;
}

export interface Draw {
  readonly members: readonly { readonly member: string; readonly seats: readonly DrawnSeat[] }[];
  /** Every session that can have rows, with its free seats: what `seats/offer` takes. */
  readonly sessions: readonly { readonly session: string; readonly free: number; readonly waiting: number }[];
}

/** One unit of the draw: a session, or all parts of a series. */
interface Unit {
  readonly key: string;
  readonly sessions: readonly Session[];
  /** False: people can only wait for it, because a part is missing. */
  readonly whole: boolean;
}

export interface RankedChoice {
  readonly member: string;
  readonly unit: Unit;
  /** 0 is her first choice. Her own numbers may begin anywhere and repeat. */
  readonly order: number;
  readonly need: boolean;
  readonly interpretation: string;
  readonly headset: boolean;
  readonly lot: string;
}

/** True for sessions in which nobody needs a seat of her own. */
const forAll: readonly Session['kind'][] = ['joint', 'social', 'break'];

/** Returns ordinary sessions: only they have seats to draw and rows on the server. */
export function isOrdinary(session: Session): boolean {
  return !isClosely(session) && !session.open && !session.required && !forAll.includes(session.kind);
}

export function drawSeats(programme: Programme, people: readonly Asker[], random32: Uint8Array): Draw {
  if (random32.length !== 32) refuse('weak-secret', `${random32.length} random bytes for a draw`);
  if (new Set(people.map(({ member }) => member)).size !== people.length) refuse('field', 'a person stands twice');
  const units = unitsOf(programme);
  const table = new Table(programme);
  const ranked = people.flatMap((asker) => rankedChoicesOf(asker, units, random32)).toSorted(byNeed);
  for (let open = ranked; open.length > 0;) {
    const served = new Set<string>();
    // Seats only become fewer: what cannot be given now can never be given.
    open = open.filter((choice) => {
      if (served.has(choice.member)) return true;
      if (table.give(choice)) served.add(choice.member);
      return false;
    });
  }
  return resultOf(programme, people, units, table, ranked);
}

export function unitsOf(programme: Programme): readonly Unit[] {
  return seriesOf(programme)
    .filter((sessions) => sessions.every(isOrdinary))
    .map((sessions) => ({
      key: (sessions[0] as Session).id,
      sessions,
      whole: isWhole(sessions),
    }));
}

function byNeed(a: RankedChoice, b: RankedChoice): number {
  if (a.need !== b.need) return a.need ? -1 : 1;
  return a.order - b.order || (a.lot < b.lot ? -1 : 1);
}

export function rankedChoicesOf(
  { member, choices }: Asker,
  units: readonly Unit[],
  random32: Uint8Array,
): readonly RankedChoice[] {
  const unitOf = new Map(units.flatMap((unit) => unit.sessions.map(({ id }) => [id, unit] as const)));
  const wanted = new Map<Unit, Pick[]>();
  for (const pick of choices.picks.toSorted((a, b) => a.rank - b.rank)) {
    const unit = unitOf.get(pick.session);
    if (unit !== undefined) wanted.set(unit, [...(wanted.get(unit) ?? []), pick]);
  }
  return [...wanted].map(([unit, picks], order) => ({
    member,
    unit,
    order,
    need: picks.some(({ need }) => need.trim() !== ''),
    interpretation: folded(picks.find(({ interpretation }) => interpretation.trim() !== '')?.interpretation ?? ''),
    headset: picks.some(({ headset }) => headset),
    lot: toHex(sha256(concat(random32, utf8(`${member}\n${unit.key}`)))),
  }));
}

/** What is taken so far. */
class Table {
  readonly #programme: Programme;
  /** What runs at the same time as each session, itself among it. */
  readonly #beside: ReadonlyMap<Session, readonly Session[]>;
  readonly #taken = new Map<string, number>();
  readonly #headsets = new Map<string, number>();
  readonly #seats = new Map<string, RankedChoice[]>();

  constructor(programme: Programme) {
    this.#programme = programme;
    const timed = programme.sessions.filter(hasTime);
    this.#beside = new Map(timed.map((one) => [one, timed.filter((other) => overlap(one, other))]));
  }

  #clash(a: Unit, b: Unit): boolean {
    return a.sessions.some((one) => b.sessions.some((other) => this.#beside.get(one)?.includes(other) ?? false));
  }

  /** True if she has a seat at that time in something that she wanted more. */
  hasBetter(choice: RankedChoice): boolean {
    return this.seatsOf(choice.member).some((seat) => seat.order < choice.order && this.#clash(seat.unit, choice.unit));
  }

  seatsOf(member: string): readonly RankedChoice[] {
    return this.#seats.get(member) ?? [];
  }

  free(session: Session): number {
    return Math.max(0, seatsIn(session, this.#programme) - (this.#taken.get(session.id) ?? 0));
  }

  give(choice: RankedChoice): boolean {
    const { unit, member } = choice;
    if (!unit.whole || this.seatsOf(member).some((seat) => this.#clash(seat.unit, unit))) return false;
    if (!unit.sessions.every((session) => this.#possible(choice, session))) return false;
    for (const session of unit.sessions) {
      count(this.#taken, session.id);
      if (wantsHeadset(choice, session)) count(this.#headsets, session.id);
    }
    this.#seats.set(member, [...this.seatsOf(member), choice]);
    return true;
  }

  #possible(choice: RankedChoice, session: Session): boolean {
    if (this.free(session) === 0 || !understands(choice, session)) return false;
    if (this.#beside.get(session)?.some(({ required }) => required) ?? false) return false;
    return !wantsHeadset(choice, session) || this.#headsetLeft(session);
  }

  /**
   * True if there is one more headset for this session: the stock must be enough at every moment at which another session
   * joins it.
   */
  #headsetLeft(session: Session): boolean {
    const beside = this.#beside.get(session) ?? [];
    return beside.every(({ start }) => {
      const at = start < session.start ? session.start : start;
      const out = beside
        .filter((other) => other.start <= at && at < other.end)
        .reduce((sum, other) => sum + (this.#headsets.get(other.id) ?? 0), 0);
      return out < this.#programme.headsets;
    });
  }
}

function count(map: Map<string, number>, key: string): void {
  map.set(key, (map.get(key) ?? 0) + 1);
}

function understands({ interpretation }: RankedChoice, session: Session): boolean {
  return (
    interpretation === '' || interpretation === folded(session.language) || tonguesOf(session).includes(interpretation)
  );
}

function wantsHeadset({ interpretation, headset }: RankedChoice, session: Session): boolean {
  return headset || (interpretation !== '' && interpretation !== folded(session.language));
}

/**
 * Puts her on the list for what she wanted and did not get, unless she has a seat at that time in something that she wanted
 * more.
 */
function waitsFor(choice: RankedChoice, table: Table): boolean {
  return !table.seatsOf(choice.member).includes(choice) && !table.hasBetter(choice);
}

function resultOf(
  programme: Programme,
  people: readonly Asker[],
  units: readonly Unit[],
  table: Table,
  ranked: readonly RankedChoice[],
): Draw {
  const waiting = new Map(
    units.map((unit) => [unit, ranked.filter((choice) => choice.unit === unit && waitsFor(choice, table))] as const),
  );
  const seats = new Map<string, DrawnSeat[]>(people.map(({ member }) => [member, []]));
  for (const choice of ranked) {
    const place = (waiting.get(choice.unit) ?? []).indexOf(choice) + 1;
    const isIn = table.seatsOf(choice.member).includes(choice);
    if (!isIn && place === 0) continue;
    for (const { id } of choice.unit.sessions)
      seats.get(choice.member)?.push({ session: id, state: isIn ? 'in' : 'waiting', place });
  }
  const position = new Map(programme.sessions.map(({ id }, at) => [id, at]));
  const inOrder = (a: DrawnSeat, b: DrawnSeat) => (position.get(a.session) ?? 0) - (position.get(b.session) ?? 0);
  return {
    members: people.map(({ member }) => ({ member, seats: (seats.get(member) ?? []).toSorted(inOrder) })),
    sessions: units.flatMap((unit) =>
      unit.sessions.map((session) => ({
        session: session.id,
        free: unit.whole ? table.free(session) : 0,
        waiting: waiting.get(unit)?.length ?? 0,
      })),
    ),
  };
}
