/**
 * The log always goes on. Random walks over a portal and a witness, with PostgreSQL and the witness's file below them, and a
 * wire between them that loses questions and answers. Clocks jump, each alone or both; portals and witnesses die, come back, or come
 * twice; the witness is set back to a copy; the database's owner writes into the log. After each step nothing is that must
 * never be, and at the end everything is judged, cosigned, told, and the same for everybody.
 *
 * RUNS gives another number of walks, SEED the ones that a run has printed.
 */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mutantModule } from '../../../support/attacks/mutant.ts';
import { acts, Broken, type ActName } from '../../../support/model/acts.ts';
import { ModelEvent } from '../../../support/model/model-event.ts';
import { takeClocks } from '../../../support/model/sides.ts';
import { stepsOf, succeeded, walk } from '../../../support/model/walk.ts';

const runs = Number(process.env['RUNS'] ?? 50);
const seed = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
/** Longer than so many walks take anywhere. */
const timeout = 120_000 + runs * 3_000;

let giveBack: () => void;
let event: ModelEvent;
beforeAll(async () => {
  giveBack = takeClocks();
  event = await ModelEvent.found();
});
afterAll(async () => {
  await event.close();
  giveBack();
});

it(
  'whatever happens in between, portal, witness and client agree at the end',
  async () => {
    const begun = performance.now();
    const result = await fc.check(
      fc.asyncProperty(stepsOf(), (path) => walk(event, path)),
      { numRuns: runs, seed, endOnFailure: true },
    );
    const seconds = ((performance.now() - begun) / 1000).toFixed(1);
    console.log(`${result.numRuns} walks in ${seconds} s, seed ${seed}`);
    expect(result.failed ? [String(result.errorInstance), result.counterexample] : []).toEqual([]);
    // Seldom enough that fewer walks may have none.
    const never = Object.keys(acts).filter((name) => !succeeded.has(name as ActName));
    if (runs >= 100) expect(never).toEqual(['an opening whose release is late']);
  },
  timeout,
);

/** Faults that such walks must find, and the acts that have to do with each. A long run finds them among all acts. */
const faults: readonly (readonly [string, readonly ActName[]])[] = [
  ['unserialised-reader', ['a notice', 'several at once', 'publish']],
  ['judged-again', ['in and out', 'the witness again', 'both clocks']],
  ['effect-at-commit', ['a removal', 'a question lost', 'the witness away', 'the witness back']],
  ['outcome-replaced', ['an opening', 'an opening whose release is late', 'a release again']],
];
const isLong = runs > 200;
const foundWithin = isLong ? 2000 : 400;

describe('walks like these find', () => {
  it.each(faults)(
    '%s',
    async (patch, some) => {
      const source = <T>(file: string) => mutantModule<T>(patch, file);
      const result = await fc.check(
        fc.asyncProperty(stepsOf(isLong ? undefined : some), (path) => walk(event, path, source)),
        { numRuns: foundWithin, seed, endOnFailure: true },
      );
      console.log(`${patch}: ${result.numRuns} walks, seed ${seed}: ${String(result.errorInstance)}`);
      expect(result.errorInstance).toBeInstanceOf(Broken);
    },
    timeout,
  );
});
