/** Lists of people to invite, from a spreadsheet. They are read in this browser and not sent anywhere as a list. */
import type { DeskId } from '#protocol/core/ids.ts';
import type { Role } from '#protocol/members/keys.ts';
import type { InviteInput } from '../vault/joining/inviting.ts';

export interface ListedRow {
  readonly line: number;
  readonly input: InviteInput;
  /** What is wrong with it; such a row is not invited. */
  readonly problem: 'name' | 'long' | 'role' | 'team' | 'team-role' | undefined;
  readonly cells: Readonly<Record<string, string>>;
}

const mostRows = 500;
const roles: readonly string[] = ['participant', 'staff'];

/** Return a cell that a spreadsheet would take for a formula as plain text. */
export function plainCell(text: string): string {
  return /^[=+\-@\t\r]/u.test(text) ? `'${text}` : text;
}

/** Read a list with the header name,note,role,teams. The order does not matter, and only the name is needed. */
export async function readList(text: string, desks: readonly DeskId[]): Promise<readonly ListedRow[]> {
  const { parse } = await import('papaparse');
  const read = parse<Record<string, string>>(text.replace(/^\uFEFF/u, ''), {
    header: true,
    skipEmptyLines: 'greedy',
    transformHeader: (header) => header.trim().toLowerCase(),
  });
  return read.data.slice(0, mostRows).map((row, i) => readRow(row, i + 1, desks));
}

function readRow(row: Record<string, string>, line: number, desks: readonly DeskId[]): ListedRow {
  const cell = (name: string) => (row[name] ?? '').trim().normalize('NFC');
  const cells = { name: cell('name'), note: cell('note'), role: cell('role'), teams: cell('teams') };
  const role = cells.role === '' ? 'participant' : cells.role.toLowerCase();
  const teams = cells.teams
    .split(/[\s;,|]+/u)
    .filter((team) => team !== '')
    .map((team) => team.toLowerCase());
  return {
    line,
    cells,
    input: {
      role: role as Role,
      desks: teams as readonly string[] as readonly DeskId[],
      name: cells.name,
      note: cells.note,
    },
    problem: problemOf(cells, role, teams, desks),
  };
}

function problemOf(
  cells: { name: string; note: string },
  role: string,
  teams: readonly string[],
  desks: readonly DeskId[],
): ListedRow['problem'] {
  if (cells.name === '') return 'name';
  if ([...cells.name].length > 80 || [...cells.note].length > 200) return 'long';
  if (!roles.includes(role)) return 'role';
  if (teams.some((team) => !desks.some((desk) => (desk as string) === team))) return 'team';
  if (teams.length > 0 && role === 'participant') return 'team-role';
  return undefined;
}
