/** What a run of tests comes to, as its last line says it. */
export interface Counts {
  readonly passed: number;
  readonly failed: number;
}

export const lineOf = ({ passed, failed }: Counts): string => `${passed} passed, ${failed} failed`;

/** The counts that a run's output ends with. A run that did not come to its end has failed. */
export function countsIn(output: string): Counts {
  const [, passed, failed] = /(?:^|\n)(\d+) passed, (\d+) failed\n$/u.exec(output) ?? [];
  return { passed: Number(passed ?? 0), failed: Number(failed ?? 1) };
}

export const sum = (a: Counts, b: Counts): Counts => ({ passed: a.passed + b.passed, failed: a.failed + b.failed });
