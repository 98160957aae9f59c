/**
 * Portal, witness and PostgreSQL are killed while people work. Afterwards everything that anybody was told is there, the
 * log has no gap and one root, every opening has its outcome, nobody is locked out, and Go's own code reads the log.
 * `npm run test:long` kills more. STORM_SEED names another seed: the one of a storm that found something.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { goMs, GoProgram } from '../../support/processes/go.ts';
import { provideOrSkip } from '../../support/processes/packages.ts';
import { portalHeld } from '../../support/storm/state.ts';
import { agreed, readByGo } from '../../support/storm/served-log.ts';
import { Storm } from '../../support/storm/storm.ts';

const kills = 8;
const seed = Number(process.env['STORM_SEED'] ?? 1);

let storm: Storm;
beforeAll(async () => {
  storm = await Storm.begin({ seed });
});
afterAll(() => storm?.end());

it(`kills eight times (seed ${seed}), and people are told nothing worse than to try again`, async () => {
  const faults = await storm.rage(kills);
  console.log(storm.report());
  expect(faults).toEqual([]);
});

it('leaves everything that was acknowledged, one log, one root, and an outcome for every opening', async () => {
  expect(await storm.settle()).toEqual([]);
});

it('locks nobody out, lets nobody in who was removed, and alarms no audit', async () => {
  expect(await storm.people()).toEqual([]);
});

it(
  "leaves a log whose checkpoint, tiles, entries and proofs Go's own code reads as it is served",
  async (context) => {
    const [go = ''] = provideOrSkip(context, 'go');
    const program = new GoProgram(go, 'served');
    try {
      const { testEnv, place } = storm.event;
      const key = storm.event.key('ingrid');
      const said = await readByGo(program, place, key);
      // Who signs in leaves no entry in the log.
      expect(said).toBe(agreed((await portalHeld(testEnv)).size));
      expect(await readByGo(program, place, key, { logName: 'another/log' })).toMatch(/^refused: /u);
    } finally {
      await program.remove();
    }
  },
  goMs,
);
