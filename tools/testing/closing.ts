/** What a run ends with: its slowest files, where the time went, and what did not run and why. */
import type { TestCase, TestModule } from 'vitest/node';
import { proverifMissing } from '../models/prove.ts';
import { faultsMissing, vectorsMissing } from '../vectors/list.ts';

const SLOWEST = 10;

/** Setup and import belong to the cost of a file: they are what somebody who runs it waits for. */
function seconds(module: TestModule): number {
  const spent = module.diagnostic();
  return (spent.duration + spent.collectDuration + spent.setupDuration + spent.prepareDuration) / 1000;
}

const timed = (ms: number, what: string) => `${(ms / 1000).toFixed(1).padStart(7)} s  ${what}`;

export function slowestFiles(modules: readonly TestModule[]): readonly string[] {
  const slowest = modules.toSorted((a, b) => seconds(b) - seconds(a)).slice(0, SLOWEST);
  return [
    `\nslowest of ${modules.length} files`,
    ...slowest.map((module) => timed(seconds(module) * 1000, module.relativeModuleId)),
  ];
}

/** The tiers run side by side: the seconds of their files are added up, and the whole is by the clock. */
export function timeByTier(wholeMs: number, modules: readonly TestModule[]): readonly string[] {
  const tiers = [...Map.groupBy(modules, ({ project }) => project.name)].map(([name, own]) => {
    const size = own.reduce((total, module) => total + [...module.children.allTests()].length, 0);
    const together = own.reduce((total, module) => total + seconds(module), 0);
    return timed(together * 1000, `${name}: ${own.length} files, ${size} tests`);
  });
  return ['\nwhere the time went, added up', ...tiers, '\nby the clock', timed(wholeMs, 'all of these')];
}

export const laterTime = (ms: number, tests: number): string => timed(ms, `two years later: ${tests} tests`);

const excuses: readonly string[] = [vectorsMissing, faultsMissing, proverifMissing];

export interface NotRun {
  readonly line: string;
  readonly tests: number;
  /** The vectors come from the network, which a run need not have, and one program has no package. All else can be given. */
  readonly excused: boolean;
}

const named = (test: TestCase) => `${test.module.relativeModuleId} > ${test.fullName}`;

/** Tests that were left out by -t are no news; every other one that did not run is told, by its reason. */
export function notRun(tests: readonly TestCase[], sentence: string | undefined): readonly NotRun[] {
  const asked = (test: TestCase) =>
    sentence === undefined || test.fullName.replaceAll(' > ', ' ').toLowerCase().includes(sentence.toLowerCase());
  const skipped = tests.flatMap((test) => {
    const result = test.result();
    return result.state === 'skipped' && asked(test) ? [{ test, reason: result.note }] : [];
  });
  return [...Map.groupBy(skipped, ({ reason }) => reason)].flatMap(([reason, left]): NotRun[] => {
    if (reason === undefined)
      return left.map(({ test }) => ({ line: `NOT RUN: ${named(test)}`, tests: 1, excused: false }));
    const many = left.length === 1 ? '1 test' : `${left.length} tests`;
    return [{ line: `NOT RUN: ${many}, because ${reason}`, tests: left.length, excused: excuses.includes(reason) }];
  });
}
