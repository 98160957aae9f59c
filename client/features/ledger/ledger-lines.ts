/** The ledger's lines as an officer asks for them: filtered, by day, and counted by hour. Pure. */
import { dayKey, timeKey } from '#domain/schedule/zone-keys.ts';
import type { LedgerLine } from '../../vault/log/ledger.ts';

export type LineSort = 'all' | 'openings' | 'members' | 'voids' | 'envelopes';
export type Span = '1' | '7' | '30' | 'all';

export interface Asked {
  readonly team: string;
  readonly kind: string;
  readonly sort: LineSort;
  readonly days: Span;
}

export const everything: Asked = { team: 'any', kind: 'any', sort: 'all', days: 'all' };

/** Most lines name no time: then only the one before it in the log is known, and it was added after that. */
export interface Timed {
  readonly line: LedgerLine;
  readonly time: number;
  readonly after: boolean;
  /** Further lines of the same sort, right below it, told together with it. */
  readonly run: readonly LedgerLine[];
}

/** Newest first, as they come. */
export function timed(lines: readonly LedgerLine[]): readonly Timed[] {
  let known = 0;
  const forward = lines.toReversed().map((line) => {
    known = line.time === undefined ? known : Math.max(known, line.time);
    return { line, time: line.time ?? known, after: line.time === undefined, run: [] };
  });
  return forward.toReversed();
}

function isOf(line: LedgerLine, sort: LineSort): boolean {
  if (sort === 'all') return true;
  if (sort === 'voids') return line.notInForce !== undefined;
  if (line.type === 'opening') return sort === 'openings';
  return sort === (line.type === 'roster' ? 'members' : 'envelopes');
}

export function asked(lines: readonly Timed[], want: Asked, now: number): readonly Timed[] {
  const since = want.days === 'all' ? 0 : now - Number(want.days) * 24 * 3600 * 1000;
  return lines.filter(
    ({ line, time }) =>
      time >= since &&
      isOf(line, want.sort) &&
      (want.team === 'any' || line.opening?.desk === want.team || teamOf(line) === want.team) &&
      (want.kind === 'any' || line.opening?.kind === want.kind),
  );
}

function teamOf(line: LedgerLine): string | undefined {
  const { operation } = line;
  return operation !== undefined && 'desk' in operation ? operation.desk : undefined;
}

/** Envelopes come by the dozen and name nobody: neighbours become one line. */
export function folded(lines: readonly Timed[]): readonly Timed[] {
  const rows: Timed[] = [];
  for (const one of lines) {
    const above = rows.at(-1);
    const joins = above !== undefined && isPlain(above.line) && isPlain(one.line) && above.time === one.time;
    if (joins) rows[rows.length - 1] = { ...above, run: [...above.run, one.line] };
    else rows.push(one);
  }
  return rows;
}

const isPlain = (line: LedgerLine) => line.type === 'record' || line.type === 'retire';

export function byDay(lines: readonly Timed[], zone: string): readonly { day: string; lines: readonly Timed[] }[] {
  const days = new Map<string, Timed[]>();
  for (const one of lines) {
    const day = dayKey(one.time, zone);
    days.set(day, [...(days.get(day) ?? []), one]);
  }
  return [...days].map(([day, of]) => ({ day, lines: of }));
}

/** What was opened, by weekday (Monday first) and hour, in the event's zone. */
export function hours(lines: readonly LedgerLine[], zone: string): readonly (readonly number[])[] {
  const counts = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const { state, again, time } of lines) {
    if (state !== 'opened' || again || time === undefined) continue;
    const weekday = (new Date(`${dayKey(time, zone)}T12:00:00Z`).getUTCDay() + 6) % 7;
    const hour = Number(timeKey(time, zone).slice(0, 2));
    const row = counts[weekday];
    if (row !== undefined) row[hour] = (row[hour] ?? 0) + 1;
  }
  return counts;
}

/** Monday to Friday, eight to eighteen. */
export function isWorkingHour(weekday: number, hour: number): boolean {
  return weekday < 5 && hour >= 8 && hour < 18;
}

/** Why an entry is not in force, as one of a few reasons; the code is in the evidence. */
export function voidReason({ notInForce = '', canStill, time }: LedgerLine): string {
  if (notInForce === 'roster-expired' && canStill !== undefined && (time ?? 0) <= canStill.until) return 'time';
  if (notInForce.startsWith('assertion-')) return 'right';
  return voidReasons[notInForce] ?? 'broken';
}

const voidReasons: Readonly<Record<string, string>> = {
  unsigned: 'unsigned',
  'roster-expired': 'late',
  'roster-chain': 'moved',
  'roster-twice': 'twice',
  'roster-often': 'often',
  'entry-missing': 'withheld',
  'roster-signature': 'right',
  'roster-right': 'right',
  'roster-quorum': 'right',
  'roster-rule': 'right',
  'invite-used': 'right',
  'not-yet': 'right',
};

/**
 * Where nobody is named, why. closed: it was not read yet. unknown: nobody has shown it. nobody: nobody got anything, or
 * nobody signed. unnamed: the log does not say.
 */
export function namelessOf({ type, state, notInForce }: LedgerLine): 'closed' | 'unknown' | 'nobody' | 'unnamed' {
  if (type !== 'opening') return notInForce === undefined ? 'unnamed' : 'nobody';
  if (state === 'nothing') return 'nobody';
  return state === undefined || state === 'closed' || state === 'opened' ? 'closed' : 'unknown';
}

export type Proof = 'log' | 'signed' | 'words' | 'team';

/** What can be proved of an entry. Of one that is settled without its words, nothing more will come. */
export function proofsOf({
  type,
  state,
  proofs,
  notInForce,
  who,
}: LedgerLine): ReadonlyMap<Proof, boolean | undefined> {
  const all: [Proof, boolean | undefined][] = [['log', proofs.log]];
  if (type === 'roster' && (notInForce === undefined || who.length > 0)) all.push(['signed', proofs.body]);
  if (type === 'opening') all.push(['words', proofs.body], ['team', proofs.desk]);
  const settled = state === 'nothing' || state === 'unknown' || state === 'refused';
  return new Map(settled ? all.filter(([, proof]) => proof !== undefined) : all);
}
