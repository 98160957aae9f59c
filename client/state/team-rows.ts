/** The queue as rows: the person, the state, the next step. Pure; uses only what is open in this session. */
import type { Content, ContentKind } from '#protocol/records/content.ts';
import type { Task } from '#protocol/records/kinds/case.ts';
import type { MemberId, RecordId } from '#protocol/core/ids.ts';
import type { Envelope, Queue } from '../vault/records/team-records.ts';
import type { Countries } from '#domain/input/countries.ts';
import { found } from '#domain/input/fold.ts';
import { journeyProblems, type JourneyProblem } from '#domain/travel/journey-checks.ts';
import { dayAfter } from '#domain/schedule/time-zones.ts';

/** Kinds that a team opens together, so that one touch is enough for the day's work. */
const together: readonly ContentKind[] = ['card', 'reach', 'travel', 'itinerary'];
const batchItems = 200;

export interface PersonFile {
  readonly person: MemberId;
  readonly envelopes: readonly Envelope[];
  readonly card: Content<'card'> | undefined;
  readonly reach: Content<'reach'> | undefined;
  readonly travel: Content<'travel'> | undefined;
  readonly itinerary: Content<'itinerary'> | undefined;
  /** The team's tasks about her; the first is the one that is shown and changed here. */
  readonly tasks: readonly Task[];
  readonly case: Task | undefined;
  /** A case or a journey that exists and is closed must be opened before its next revision can be written. */
  readonly caseClosed: boolean;
  readonly itineraryClosed: boolean;
  /** How far other teams are with her, in one word each. */
  readonly elsewhere: Queue['states'];
  readonly problems: readonly JourneyProblem[];
  /** none: nothing sealed yet. closed: this team has not opened it in this session. */
  readonly state: 'none' | 'closed' | 'open';
}

export type GroupName = 'late' | 'today' | 'week' | 'later' | 'undated' | 'closed' | 'sent';
export const groupNames: readonly GroupName[] = ['late', 'today', 'week', 'later', 'closed', 'undated', 'sent'];

const newest = (envelopes: readonly Envelope[], kind: ContentKind): Envelope | undefined =>
  envelopes.filter((envelope) => envelope.kind === kind).toSorted((a, b) => b.leaf - a.leaf)[0];

/** `countries`: the table of names, once it is here. Without it nothing is taken for checked. */
export function filesOf(queue: Queue, countries?: Countries): readonly PersonFile[] {
  const about = new Map<string, Envelope[]>();
  for (const envelope of queue.envelopes) {
    if (envelope.person === undefined) continue;
    about.set(envelope.person, [...(about.get(envelope.person) ?? []), envelope]);
  }
  const people = new Set([...queue.people, ...(about.keys() as Iterable<MemberId>)]);
  const elsewhere = (person: string) =>
    queue.states.filter(({ desk, member }) => member === person && desk !== queue.desk);
  return [...people].map((person) => ({
    ...fileOf(person, about.get(person) ?? [], countries),
    elsewhere: elsewhere(person),
  }));
}

const isCase = (kind: ContentKind) => kind.startsWith('case-');

function fileOf(
  person: MemberId,
  envelopes: readonly Envelope[],
  countries: Countries | undefined,
): Omit<PersonFile, 'elsewhere'> {
  const open = <K extends ContentKind>(kind: K) => newest(envelopes, kind)?.content as Content<K> | undefined;
  const closedKind = (is: (kind: ContentKind) => boolean) =>
    envelopes.some(({ kind, content, broken }) => is(kind) && content === undefined && !broken);
  const cases = envelopes.find(({ kind }) => isCase(kind))?.content as Content<'case-'> | undefined;
  const tasks = cases?.tasks ?? [];
  const itinerary = open('itinerary');
  const travel = open('travel');
  return {
    person,
    envelopes,
    card: open('card'),
    reach: open('reach'),
    travel,
    itinerary,
    tasks,
    case: tasks[0],
    caseClosed: closedKind(isCase),
    itineraryClosed: closedKind((kind) => kind === 'itinerary'),
    problems: itinerary === undefined ? [] : journeyProblems(itinerary, travel?.never ?? [], countries),
    state: stateOf(envelopes),
  };
}

function stateOf(envelopes: readonly Envelope[]): PersonFile['state'] {
  if (envelopes.length === 0) return 'none';
  return envelopes.some((envelope) => envelope.content !== undefined) ? 'open' : 'closed';
}

/** Return what one touch would open: at most as many as one batch may have. */
export function toOpen(files: readonly PersonFile[]): { records: readonly RecordId[]; people: number; cases: number } {
  const shut = files.flatMap((file) => file.envelopes).filter((one) => one.canOpen && one.content === undefined);
  const records = shut.filter((one) => one.gated && together.includes(one.kind)).slice(0, batchItems);
  return {
    records: records.map((one) => one.record),
    people: new Set(records.map((one) => one.person)).size,
    cases: shut.filter((one) => !one.gated).length,
  };
}

/** Return true for a journey that needs nothing more: without a note of the team it is no open work. */
export const journeySent = (file: PersonFile): boolean =>
  (file.itinerary?.legs.length ?? 0) > 0 && file.problems.length === 0;

/** Return the group by the due day of the team's own note. */
export function groupOf(file: PersonFile, today: string): GroupName {
  if (file.case === undefined) {
    if (file.state === 'closed' || file.caseClosed) return 'closed';
    return journeySent(file) ? 'sent' : 'undated';
  }
  const { due } = file.case;
  if (due === '') return 'undated';
  if (due < today) return 'late';
  if (due === today) return 'today';
  return due <= dayAfter(today, 7) ? 'week' : 'later';
}

export function byDue(a: PersonFile, b: PersonFile): number {
  const due = (file: PersonFile) => file.case?.due || '9999';
  const alias = (file: PersonFile) => file.card?.alias || '\uffff';
  return due(a).localeCompare(due(b)) || alias(a).localeCompare(alias(b)) || a.person.localeCompare(b.person);
}

/** Return true if the person matches the search. Only what is open here is searched. */
export function matches(file: PersonFile, asked: string): boolean {
  return found(
    asked,
    file.card?.alias,
    ...(file.card?.languages ?? []),
    file.case?.what,
    file.travel?.from,
    ...(file.itinerary?.legs.flatMap((leg) => [leg.from, leg.to, `${leg.carrier} ${leg.number}`, leg.booking]) ?? []),
  );
}
