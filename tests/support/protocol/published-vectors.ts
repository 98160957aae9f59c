/** Published vectors, where `npm run vectors` put them or where they lie beside the project. */
import { readFileSync } from 'node:fs';
import { beforeEach, describe } from 'vitest';
import { vectorFile, vectorsMissing } from '../../../tools/vectors/list.ts';

export const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

export function foreignVectors<T>(path: string): T | undefined {
  const file = vectorFile(path);
  return file === undefined ? undefined : (JSON.parse(readFileSync(file, 'utf8')) as T);
}

/** `describe` for tests that read these vectors. Without them each test counts as not run, and says why. */
export const describeWith = (vectors: unknown) => (name: string, tests: () => void) =>
  describe(name, () => {
    if (vectors === undefined) beforeEach(({ skip }) => skip(vectorsMissing));
    tests();
  });

export interface Wycheproof<Group, Case> {
  readonly numberOfTests: number;
  readonly testGroups: readonly (Group & {
    readonly tests: readonly (Case & {
      readonly tcId: number;
      readonly comment?: string;
      readonly flags: readonly string[];
      readonly result: 'valid' | 'invalid' | 'acceptable';
    })[];
  })[];
}

/** Runs every case and gives those whose outcome differs from the published one. */
export function disagreements<Group, Case>(
  published: Wycheproof<Group, Case>,
  holds: (one: Case & { readonly result: string }, group: Group) => boolean,
): { readonly ran: number; readonly wrong: readonly string[] } {
  let ran = 0;
  const wrong = published.testGroups.flatMap((group) =>
    group.tests.flatMap((one) => {
      ran += 1;
      const right = holds(one, group) === (one.result !== 'invalid');
      return right ? [] : [`${one.tcId} ${one.result} ${one.comment ?? ''}`];
    }),
  );
  return { ran, wrong };
}
