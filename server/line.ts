/**
 * Where the large requests of one member stand behind each other: the body of the next is not read before the one in front
 * is answered, and then only after a pause. So one member never holds more than a part of the portal, however many
 * requests she sends at once.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { MemberId } from '#protocol/core/ids.ts';
import { deny } from './errors.ts';

/** A request with a larger body waits in line, in bytes; so does one that does not say how long it is. */
export const largeBytes = 262_144;
/** How many of one member wait; who comes then is refused. A page sends two at once. */
const waitingMax = 8;
/** The next waits twice as long as the one before took, and no longer than this. */
const pauseMsMax = 1000;
const pauseTimes = 2;
/** Of the large requests of one member that were refused for her own fault within a minute, in bytes. */
const failedBytesMax = 64 * 1024 * 1024;
const minuteMs = 60_000;

interface Line {
  waiting: number;
  /** Resolves when it is the next one's turn. */
  last: Promise<void>;
  /** Large requests of hers that were refused: when, in ms of the process. */
  failures: readonly Failure[];
}

interface Failure {
  readonly at: number;
  readonly bytes: number;
}

/** Ends a turn. How many bytes were refused for a fault of their sender. */
export type Leave = (failedBytes: number) => void;

export class Lines {
  readonly #lines = new Map<MemberId, Line>();

  /** Resolves when it is her turn. Refuses with `throttled` where too many wait or too many have failed. */
  async enter(member: MemberId): Promise<Leave> {
    const line = this.#lines.get(member) ?? { waiting: 0, last: Promise.resolve(), failures: [] };
    this.#lines.set(member, line);
    line.failures = recent(line.failures);
    if (line.waiting > waitingMax || sumOf(line.failures) > failedBytesMax) deny('throttled');
    line.waiting += 1;
    const over = Promise.withResolvers<void>();
    const before = line.last;
    line.last = over.promise;
    await before;
    const begun = performance.now();
    let hasLeft = false;
    return (bytes) => {
      if (hasLeft) return;
      hasLeft = true;
      if (bytes > 0) line.failures = [...recent(line.failures), { at: performance.now(), bytes }];
      const ms = Math.min(pauseMsMax, pauseTimes * (performance.now() - begun));
      void pause(ms, undefined, { ref: false }).then(() => {
        line.waiting -= 1;
        over.resolve();
        if (line.waiting === 0 && recent(line.failures).length === 0) this.#lines.delete(member);
      });
    };
  }
}

const recent = (failures: readonly Failure[]) => failures.filter(({ at }) => at > performance.now() - minuteMs);
const sumOf = (failures: readonly Failure[]) => failures.reduce((sum, { bytes }) => sum + bytes, 0);
