// The library that moves the clock of a run. It is never skipped: a run that could not move its clock has not shown that
// nothing expires.
import { provide } from './packages.ts';

/** The environment of a process whose clock is this far ahead, for instance +730d. Its timers run as ever. */
export function ahead(offset: string): Readonly<Record<string, string>> {
  return {
    LD_PRELOAD: provide('faketime')[0] as string,
    FAKETIME: offset,
    // Timers and waits count on the monotonic clock, which must neither jump nor disagree between processes.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
}
