/** The order of the files of a tier: long ones first, so that no worker is left alone with one at the end. */
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take long and do not look it: they wait for processes. vitest takes a long file for one that takes long,
 * and knows better only where it has run before.
 */
export const slow: readonly string[] = [
  'tests/integration/processes/stopping.test.ts',
  'tests/integration/processes/commands.test.ts',
  'tests/integration/processes/services.test.ts',
  'tests/attacks/threads/members.test.ts',
  'tests/attacks/threads/one-bad-member.test.ts',
  'tests/attacks/threads/later.test.ts',
  'tests/attacks/log/forked-log.test.ts',
  'tests/attacks/log/dying-entry.test.ts',
  'tests/attacks/log/planted-leaf.test.ts',
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId, project }: TestSpecification): number => {
      const at = slow.indexOf(relative(project.config.root, moduleId));
      return at === -1 ? slow.length : at;
    };
    const tier = ({ project }: TestSpecification) => project.config.sequence.groupOrder;
    const sorted = await super.sort(files);
    return sorted.toSorted((a, b) => tier(a) - tier(b) || rank(a) - rank(b));
  }
}
