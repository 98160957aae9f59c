/** Published vectors, read where they lie beside the project; they are not copied into it. */
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'vitest';

export const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

/** Reads one file, or prints one loud line and leaves one skipped test that names what was not run. */
export function foreignVectors<T>(path: string, what: string): T | undefined {
  const file = new URL(`../../../../shared/vectors/${path}`, import.meta.url);
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as T;
  const missing = `NOT RUN: ${what} (${path}) is not on this machine`;
  console.warn(missing);
  test.skip(missing, () => {});
  return undefined;
}

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
