/**
 * The order of the files. The tiers run side by side: each from its longest file to its shortest, so that all of them
 * come to their end together and no worker is left alone with a long file.
 */
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take long and do not look it: they wait for processes. vitest takes a long file for one that takes long,
 * and knows better only where it has run before.
 */
export const slow: readonly string[] = [
  'tests/integration/processes/killed-entry.test.ts',
  'tests/browser/other-browsers.test.ts',
  'tests/integration/processes/commands.test.ts',
  'tests/attacks/log/dying-entry.test.ts',
  'tests/integration/server/log/goes-on.test.ts',
  'tests/browser/messages.test.ts',
  'tests/attacks/threads/members.test.ts',
  'tests/integration/processes/stopping.test.ts',
  'tests/attacks/threads/one-bad-member.test.ts',
  'tests/integration/storm/storm.test.ts',
  'tests/attacks/threads/later.test.ts',
  'tests/integration/server/log/commit-in-doubt.test.ts',
  'tests/attacks/log/forked-log.test.ts',
  'tests/attacks/log/planted-leaf.test.ts',
  'tests/integration/processes/services.test.ts',
];

/** Parts of a whole, merged evenly: after a half of the result comes a half of each. */
function evenly<T>(parts: readonly (readonly T[])[]): readonly T[] {
  return parts
    .flatMap((part) => part.map((one, i) => ({ one, at: (i + 0.5) / part.length })))
    .toSorted((a, b) => a.at - b.at)
    .map(({ one }) => one);
}

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification): number => {
      const at = slow.indexOf(relative(project.config.root, moduleId));
      return at === -1 ? slow.length : at;
    };
    const sorted = (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
    const isSlow = (file: TestSpecification) => rank(file) < slow.length;
    const others = Map.groupBy(
      sorted.filter((file) => !isSlow(file)),
      ({ project }) => project.name,
    );
    return [...sorted.filter(isSlow), ...evenly([...others.values()])];
  }
}
