/**
 * Portal, witness and PostgreSQL are killed while people work. Afterwards everything that anybody was told is there, the
 * log has no gap and one root, every opening has its outcome, and nobody is locked out. `npm run test:long` kills more.
 * STORM_SEED names another seed: the one of a storm that found something.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
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
