// A part of the flood of tests/long/flood.test.ts: odd requests to every route of every server.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { flood } from '../../support/requests/flood.ts';
import { openTargets, witnessBodies, witnessRoutes, type Opened } from '../../support/requests/targets.ts';
import { Dice } from '../../support/storm/dice.ts';
import { wire } from '#protocol/wire/wire.ts';

const count = Number(process.env['REQUESTS'] ?? 600);
const seed = Number(process.env['SEED'] ?? 1);
let opened: Opened;

beforeAll(async () => {
  opened = await openTargets();
});
afterAll(() => opened?.close());

const target = (name: string) => opened.targets.find((one) => one.name === name)!;

describe('the routes that are tried', () => {
  it('are those of the servers themselves', async () => {
    const portal = target('portal').routes.map(({ method, path }) => `${method} ${path}`);
    for (const act of Object.keys(wire)) if (act !== 'session/end') expect(portal).toContain(`POST /api/${act}`);
    for (const route of ['GET /health', 'GET /log/checkpoint']) expect(portal).toContain(route);
    const { socket } = await witnessRoutes();
    const posts = socket.filter(({ method }) => method === 'POST').map(({ path }) => path);
    expect(posts.toSorted()).toEqual(Object.keys(witnessBodies).toSorted());
    expect(target('public').routes.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['/health', '/request-key', '/*']),
    );
  });
});

describe('odd requests', () => {
  it.each(['portal', 'witness', 'monitors', 'public'])(
    'to the %s are refused in one shape, and change nothing',
    async (name) => {
      const { faults, statuses, answered } = await flood(target(name), count, new Dice(seed));
      expect(faults).toEqual([]);
      // A flood in which nothing arrives, or everything, would show nothing.
      expect(answered.size, [...statuses].join(' ')).toBeGreaterThan(name === 'portal' ? 10 : 0);
      expect([...statuses.keys()].some((status) => status >= 400)).toBe(true);
    },
    60_000,
  );
});
