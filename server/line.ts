/**
 * Where the requests of one member stand behind each other. Of the large ones the body of the next is not read before the
 * one in front is answered, and then only after a pause. Of all others as many are worked on at once as a browser sends:
 * small ones cost as much if there are enough. So one member never holds more than a part of the portal, however many
 * requests she sends at once.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { MemberId } from '#protocol/core/ids.ts';
import { deny } from './errors.ts';

/** A request with a larger body waits in line, in bytes; so does one that does not say how long it is. */
export const largeBytes = 262_144;
/** Of the others: browsers send no more to one server at once (HTTP/1.1). */
const togetherMax = 6;
/** How many of the others wait; who comes then is refused. A waiting one costs no work, a refused one comes again at once. */
const behindMax = 500;
/** How many large ones of one member wait; who comes then is refused. A page sends two at once. */
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
      void pause(pauseAfter(begun), undefined, { ref: false }).then(() => {
        line.waiting -= 1;
        over.resolve();
        if (line.waiting === 0 && recent(line.failures).length === 0) this.#lines.delete(member);
      });
    };
  }
}

const pauseAfter = (begun: number) => Math.min(pauseMsMax, pauseTimes * (performance.now() - begun));
const recent = (failures: readonly Failure[]) => failures.filter(({ at }) => at > performance.now() - minuteMs);
const sumOf = (failures: readonly Failure[]) => failures.reduce((sum, { bytes }) => sum + bytes, 0);

interface Turns {
  active: number;
  readonly behind: (() => void)[];
}

export class Few {
  readonly #turns = new Map<MemberId, Turns>();

  /**
   * Resolves when fewer than so many of hers are worked on: at once, or after a pause where she has sent more than a browser
   * does. Refuses with `throttled` where too many wait. Answers the end of the turn.
   */
  async enter(member: MemberId): Promise<() => void> {
    const turns = this.#turns.get(member) ?? { active: 0, behind: [] };
    this.#turns.set(member, turns);
    if (turns.behind.length >= behindMax) deny('throttled');
    if (turns.active < togetherMax) turns.active += 1;
    // A request that ends hands its place on, so that none comes between.
    else await new Promise<void>((resolve) => void turns.behind.push(resolve));
    const begun = performance.now();
    let hasLeft = false;
    return () => {
      if (hasLeft) return;
      hasLeft = true;
      if (turns.behind.length === 0) this.#handOn(member, turns);
      else void pause(pauseAfter(begun), undefined, { ref: false }).then(() => this.#handOn(member, turns));
    };
  }

  #handOn(member: MemberId, turns: Turns): void {
    const next = turns.behind.shift();
    if (next !== undefined) return next();
    turns.active -= 1;
    if (turns.active === 0) this.#turns.delete(member);
  }
}
