/**
 * Tables of people to invite, from a spreadsheet. They are read in this browser and not sent anywhere as a table. Every
 * line of the file is either a person or is named with what is wrong with it; none vanishes.
 */
import { cleanLine } from '#domain/input/clean.ts';
import { fold, sameName } from '#domain/input/fold.ts';
import type { DeskId } from '#protocol/core/ids.ts';
import type { Role } from '#protocol/members/keys.ts';
import type { InviteInput } from '../../vault/joining/inviting.ts';
import { columnOf, roleOf, type Column } from './table-headings.ts';

/**
 * What is wrong with a line; such a line invites nobody. cells: more cells than the table has columns. quote: a quotation
 * mark that is never closed, so that the lines after it are inside of it. lines: a name of several lines.
 */
type LineProblem = 'name' | 'lines' | 'long' | 'role' | 'team' | 'team-role' | 'cells' | 'quote' | 'twice' | 'limit';

export interface TableRow {
  /** In the file, from 1: the line on which it begins. */
  readonly line: number;
  readonly input: InviteInput;
  readonly problem: LineProblem | undefined;
  /** The line before that has the same name. Two people may have one name, so it is only said. */
  readonly sameAs: number | undefined;
}

export interface PeopleTable {
  readonly rows: readonly TableRow[];
  /** Columns whose heading means nothing here. They are not read. */
  readonly unread: readonly string[];
  /** The first line, if it has no heading that we know: then the columns are taken in the usual order. */
  readonly headless: string | undefined;
}

export interface Teams {
  readonly desks: readonly DeskId[];
  /** How the page calls a team. */
  readonly nameOf: (desk: string) => string;
}

const mostRows = 500;
const usual: readonly Column[] = ['name', 'note', 'role', 'teams'];

interface Line {
  readonly line: number;
  readonly cells: readonly string[];
  readonly isOpen: boolean;
}

/** `firstIsHeading`: what a person said about a first line without known headings. */
export async function readPeople(text: string, teams: Teams, firstIsHeading = false): Promise<PeopleTable> {
  const lines = await linesOf(text);
  const first = lines[0];
  if (first === undefined) return { rows: [], unread: [], headless: undefined };
  const found = first.cells.map(columnOf);
  const hasHeadings = found.some((column) => column === 'name' || column === 'given' || column === 'family');
  const columns = hasHeadings ? once(found) : usual;
  const body = hasHeadings || firstIsHeading ? lines.slice(1) : lines;
  const width = hasHeadings ? first.cells.length : Math.max(usual.length, first.cells.length);
  const rows = named(body.map((line, at) => readLine(line, columns, width, at, teams)));
  return {
    rows,
    unread: hasHeadings
      ? first.cells.filter((cell, at) => columns[at] === undefined && cleanLine(cell) !== '').map(cleanLine)
      : [],
    headless: hasHeadings ? undefined : first.cells.map(cleanLine).join(' · '),
  };
}

/** Of two headings that mean one thing the first counts. */
const once = (columns: readonly (Column | undefined)[]): readonly (Column | undefined)[] =>
  columns.map((column, at) => (columns.indexOf(column) === at ? column : undefined));

/** Returns the lines that have a cell, each with its place in the file. */
async function linesOf(typed: string): Promise<readonly Line[]> {
  const { parse } = await import('papaparse');
  const whole = typed.replace(/^\uFEFF/u, '').replaceAll(/\r\n?/gu, '\n');
  // Excel writes its own first line to say which sign parts the cells.
  const told = /^"?sep=(.)"?[^\n]*(?:\n|$)/iu.exec(whole);
  const text = told === null ? whole : whole.slice(told[0].length);
  const lines: Line[] = [];
  let at = 0;
  let line = told === null ? 1 : 2;
  const add = (cells: readonly string[], isOpen: boolean, end: number): void => {
    const begins = line;
    line += text.slice(at, end).split('\n').length - 1;
    at = end;
    if (cells.some((cell) => cleanLine(cell) !== '')) lines.push({ line: begins, cells, isOpen });
  };
  parse<string[]>(text, {
    delimiter: told?.[1] ?? delimiterOf(text),
    newline: '\n',
    step: ({ data, errors, meta }) =>
      add(
        data,
        errors.some(({ type }) => type === 'Quotes'),
        meta.cursor,
      ),
  });
  return lines;
}

/** Returns the sign between the cells: the one that the first line has most often, outside of quotation marks. */
function delimiterOf(text: string): string {
  const first = (text.split('\n').find((line) => line.trim() !== '') ?? '').replaceAll(/"[^"]*"/gu, '');
  const counts = [',', ';', '\t', '|', '،', '؛'].map((sign) => ({ sign, count: first.split(sign).length - 1 }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).count === 0
    ? ','
    : counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

function readLine(
  { line, cells, isOpen }: Line,
  columns: readonly (Column | undefined)[],
  width: number,
  at: number,
  teams: Teams,
): TableRow {
  const raw = (column: Column): string => cells[columns.indexOf(column)] ?? '';
  const cell = (column: Column): string => (columns.includes(column) ? cleanLine(raw(column)) : '');
  const name = cell('name') || [cell('given'), cell('family')].filter((part) => part !== '').join(' ');
  const role = cell('role') === '' ? 'participant' : roleOf(cell('role'));
  const desks = teamsIn(cell('teams'), teams);
  const note = cell('note');
  const input = { role: role as Role, desks: desks as readonly string[] as readonly DeskId[], name, note };
  const isWide = cells.slice(width).some((extra) => cleanLine(extra) !== '');
  const problem = isOpen ? 'quote' : isWide ? 'cells' : problemOf(input, raw('name'), teams.desks);
  return { line, input, problem: at >= mostRows ? 'limit' : problem, sameAs: undefined };
}

/** Returns the teams of a cell: by id or by name, between any signs; a word that is none stays as it is. */
function teamsIn(cell: string, { desks, nameOf }: Teams): readonly string[] {
  const known = new Map(
    desks.flatMap((desk) => [[fold(desk), desk as string] as const, [fold(nameOf(desk)), desk as string] as const]),
  );
  const parts = cell
    .split(/[;,|/،؛+&]+/u)
    .map((part) => part.trim())
    .filter((part) => part !== '');
  const meant = parts.flatMap((part) => {
    const whole = known.get(fold(part));
    return whole === undefined ? part.split(/\s+/u).map((word) => known.get(fold(word)) ?? word) : [whole];
  });
  return [...new Set(meant)];
}

function problemOf(
  { name, note, role, desks }: InviteInput,
  rawName: string,
  known: readonly DeskId[],
): LineProblem | undefined {
  if (name === '') return 'name';
  if (rawName.trim().includes('\n')) return 'lines';
  if ([...name].length > 80 || [...note].length > 200) return 'long';
  if (!['participant', 'staff'].includes(role)) return 'role';
  if (desks.some((desk) => !known.includes(desk))) return 'team';
  return desks.length > 0 && role === 'participant' ? 'team-role' : undefined;
}

/** Marks a line that says the same as one before, and names the line of an equal name. */
function named(rows: readonly TableRow[]): readonly TableRow[] {
  const names = new Map<string, number>();
  const wholes = new Map<string, number>();
  return rows.map((row) => {
    const { name, note, role, desks } = row.input;
    const key = sameName(name);
    const whole = [key, sameName(note), role, desks.toSorted().join(' ')].join('\n');
    const [sameAs, twice] = [names.get(key), wholes.get(whole)];
    if (key !== '' && !names.has(key)) names.set(key, row.line);
    if (!wholes.has(whole)) wholes.set(whole, row.line);
    return {
      ...row,
      sameAs: key === '' ? undefined : sameAs,
      problem: row.problem ?? (twice === undefined ? undefined : 'twice'),
    };
  });
}
