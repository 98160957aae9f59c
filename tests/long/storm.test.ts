/**
 * The storm of tests/integration/storm, for longer: three seeds and 210 kills. `-t 'seed 2'` runs one of them. STORM_KILLS
 * sets another number of kills for each.
 */
import { describe, expect, it } from 'vitest';
import { Storm } from '../support/storm/storm.ts';

const kills = Number(process.env['STORM_KILLS'] ?? 70);
const timeout = 3_600_000;

describe.each([1, 2, 3])('a storm with seed %d', (seed) => {
  it(
    'leaves everything that was acknowledged, one log, an outcome for every opening, and nobody locked out',
    async () => {
      const storm = await Storm.begin({ seed });
      try {
        const faults = await storm.rage(kills, (line) => console.log(`seed ${seed}: ${line}`));
        faults.push(...(await storm.settle()), ...(await storm.people()));
        console.log(storm.report());
        expect(faults).toEqual([]);
      } finally {
        await storm.end();
      }
    },
    timeout,
  );
});
