/**
 * A hundred thousand odd requests to the servers: the flood of tests/integration/requests, for longer. REQUESTS sets
 * another number, SEED other requests; `-t portal` floods one server.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flood } from '../support/requests/flood.ts';
import { openTargets, type Opened } from '../support/requests/targets.ts';
import { Dice } from '../support/storm/dice.ts';

const requests = Number(process.env['REQUESTS'] ?? 100_000);
const seed = Number(process.env['SEED'] ?? 1);
/** Most routes are the portal's. */
const shares = { portal: 0.7, witness: 0.1, monitors: 0.05, public: 0.15 } as const;
let opened: Opened;

beforeAll(async () => {
  opened = await openTargets();
}, 60_000);
afterAll(() => opened?.close());

describe('odd requests', () => {
  it.each(Object.entries(shares))('to the %s are refused in one shape, and change nothing', async (name, share) => {
    const target = opened.targets.find((one) => one.name === name)!;
    const count = Math.round(requests * share);
    const { faults, statuses, slowestMs, answered } = await flood(target, count, new Dice(seed));
    const told = [...statuses].toSorted(([a], [b]) => a - b).map(([status, times]) => `${status}: ${times}`);
    console.log(`${name}: ${count} requests, ${told.join(', ')}; slowest ${Math.round(slowestMs)} ms`);
    console.log(`${name}: ${answered.size} of ${target.routes.length} routes answered something`);
    expect(faults).toEqual([]);
  });
});
