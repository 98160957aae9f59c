/** A person who mends a red story wants to see what its people saw: a picture of each, in test-results/ and the story's name. */
import { beforeEach } from 'vitest';
import type { Visitor } from './visitor.ts';

/** `visitors` is asked when a test has failed; who has not come yet is undefined. */
export function picturesOfFailures(story: string, visitors: () => Readonly<Record<string, Visitor | undefined>>): void {
  beforeEach(({ onTestFailed }) => {
    onTestFailed(async () => {
      for (const [name, visitor] of Object.entries(visitors()))
        await visitor?.page.screenshot({ path: `test-results/${story}/${name}.png`, fullPage: true });
    });
  });
}
