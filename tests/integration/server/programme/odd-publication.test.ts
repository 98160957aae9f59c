/** Numbers that are inside what is signed have no bounds of the wire: they are refused, never a fault of ours. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { communicationsDesk, programmeDesk } from '#protocol/core/ids.ts';
import { page, publicationOf, sentOf } from '../../../support/server/closed.ts';
import type { Person } from '../../../support/server/person.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { World } from '../../../support/server/world.ts';

const dayMs = 86_400_000;
let testEnv: TestEnv;
let world: World;
let elin: Person;
beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  elin = await world.addMember('staff', programmeDesk, communicationsDesk);
});
afterAll(() => testEnv.close());

const publish = async (change: Parameters<typeof publicationOf>[3], files = [page('hello')]) =>
  elin.browser.refused('programme/publish', sentOf(await publicationOf(world, elin, files, change)));

describe('a publication without places', () => {
  it.each([
    { keepUntil: Number.MAX_SAFE_INTEGER },
    { keepUntil: 8.64e15 },
    { keepUntil: 1 },
    { keepUntil: Date.now() + 401 * dayMs },
    { time: 8.64e15, keepUntil: 8.64e15 + 1 },
    { time: Date.now() + 500 * dayMs, keepUntil: Date.now() + 600 * dayMs },
  ])('with %o is refused', async (change) => {
    expect(await publish(change)).toBe('field');
  });

  it('with a file that is no UTF-8 is refused', async () => {
    for (const type of ['text/html; charset=utf-8', 'image/svg+xml', 'application/json'] as const) {
      const odd = { path: '/odd', type, bytes: new Uint8Array([0xff, 0xfe, 0xfd]) };
      expect(await publish({}, [page('hello'), odd]), type).toBe('malformed');
    }
  });

  it('that keeps nothing is taken', async () => {
    expect(await publish({ keepUntil: 0 })).toBe('not refused');
  });
});
