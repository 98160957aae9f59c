/**
 * The order of the files. The tiers run side by side: each from its longest file to its shortest, so that all of them
 * come to their end together and no worker is left alone with a long file.
 */
import { relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take long, or that look as if they did not: they wait for processes, and vitest takes a long file for one that
 * takes long. It knows better only where it has run before. In the order of their seconds (docs/testing.md, Time).
 */
export const slow: readonly string[] = [
  'tests/browser/other-browsers.test.ts',
  'tests/browser/messages.test.ts',
  'tests/attacks/log/dying-entry.test.ts',
  'tests/integration/processes/killed-entry.test.ts',
  'tests/attacks/threads/kept.test.ts',
  'tests/integration/server/records/lists.test.ts',
  'tests/attacks/threads/one-bad-member.test.ts',
  'tests/browser/public-pages.test.ts',
  'tests/browser/programme-desk.test.ts',
  'tests/integration/processes/stopping.test.ts',
  'tests/integration/processes/commands.test.ts',
  'tests/integration/server/log/planted-rows.test.ts',
  'tests/integration/storm/storm.test.ts',
  'tests/browser/first-light.test.ts',
  'tests/attacks/threads/forged.test.ts',
  'tests/attacks/log/forked-log.test.ts',
  'tests/browser/canary.test.ts',
  'tests/integration/server/log/goes-on.test.ts',
  'tests/integration/server/hostile.test.ts',
  'tests/attacks/threads/recovered.test.ts',
  'tests/attacks/log/planted-rows.test.ts',
  'tests/integration/server/log/commit-in-doubt.test.ts',
  'tests/attacks/log/drowned-opening.test.ts',
  'tests/attacks/log/two-portals.test.ts',
  'tests/integration/server/log/went-back.test.ts',
  'tests/attacks/large-requests.test.ts',
  'tests/integration/server/records/many-rows.test.ts',
  'tests/attacks/log/frame-up.test.ts',
  'tests/attacks/log/long-lists.test.ts',
  'tests/integration/server/members/frozen.test.ts',
  'tests/attacks/people/own-junk.test.ts',
  'tests/attacks/people/unusable-key.test.ts',
  'tests/attacks/log/altered-verdict.test.ts',
  'tests/attacks/log/restored-witness.test.ts',
  'tests/browser/stolen-laptop.test.ts',
  'tests/browser/recovered.test.ts',
  'tests/integration/server/foreign-objects.test.ts',
  'tests/attacks/people/numbers-of-keys.test.ts',
  // Where Caddy and Tor are not there yet, it installs them.
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
