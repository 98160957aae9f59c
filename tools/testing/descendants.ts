/** The processes below this one, as Linux lists them in /proc. Elsewhere there are none to be seen. */
import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly session: number;
  /** In clock ticks since the machine started: the same number with another start is another process. */
  readonly started: string;
}

function read(pid: string): Process | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The program's name comes second, in brackets, and may hold anything.
    const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (state === 'Z') return undefined;
    return { pid: Number(pid), parent: Number(parent), session: Number(rest[1]), started: rest[17] ?? '' };
  } catch {
    return undefined;
  }
}

/**
 * Those below the process with this number. `others` is for who looks again and again: it keeps the processes that were not
 * below it at the last look. A process never comes below another one later, so they are not read again.
 */
export function descendantsOf(pid: number, others = new Set<string>()): readonly Process[] {
  if (process.platform !== 'linux') return [];
  const numbers = readdirSync('/proc').filter((name) => /^\d+$/u.test(name));
  const all = numbers.filter((name) => !others.has(name)).flatMap((name) => read(name) ?? []);
  const children = Map.groupBy(all, ({ parent }) => parent);
  const below = (parent: number): Process[] =>
    (children.get(parent) ?? []).flatMap((child) => [child, ...below(child.pid)]);
  const found = below(pid);
  const ours = new Set(found.map((one) => String(one.pid)));
  // Only those that still live: a number that is free may be given to a process of ours.
  const live = numbers.filter((name) => !ours.has(name));
  others.clear();
  for (const name of live) others.add(name);
  return found;
}

/** Those of `below` that stayed in this process's session: neither PostgreSQL nor a browser does. */
export function inOwnSession(below: readonly Process[]): readonly Process[] {
  const session = read(String(process.pid))?.session;
  return below.filter((one) => one.session === session);
}

export const isAlive = ({ pid, started }: Process): boolean => read(String(pid))?.started === started;

export function kill(process_: Process, signal: NodeJS.Signals): void {
  try {
    process.kill(process_.pid, signal);
  } catch {
    // It has ended meanwhile.
  }
}

/** Asks those that still live to end, and ends those that do not. */
export async function endAll(processes: readonly Process[], withinMs: number): Promise<void> {
  const alive = () => processes.filter(isAlive);
  for (const one of alive()) kill(one, 'SIGTERM');
  const until = performance.now() + withinMs;
  while (alive().length > 0 && performance.now() < until) await wait(50);
  for (const one of alive()) kill(one, 'SIGKILL');
}
