/**
 * P16. The servers' clocks were wrong together once, and a guest renewed her keys then. When the clocks are right again and
 * somebody leaves a team that writes for her, her next visit renews them all the same.
 */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { programmeDesk } from '#protocol/core/ids.ts';
import * as real from '../../../tools/demo/person.ts';
import { SmallEvent, travel } from '../../support/attacks/event.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { Clocks } from '../../support/processes/clocks.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const dayMs = 24 * 3600 * 1000;
const clocks = new Clocks();
let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'elin', 'hugo', 'amira', 'tomas'], clocks });
});
afterAll(async () => {
  await event.stop();
  clocks.remove();
});

async function days(count: number): Promise<void> {
  await event.testEnv.stopPortal('SIGKILL');
  clocks.setBoth(count * dayMs);
  await event.testEnv.startPortal();
}

async function renewals(whose: 'amira' | 'tomas', client: Client = real): Promise<number> {
  await (await event.enter(whose, client)).vault.tidy();
  const rows = await event.sql("select 1 from record where kind = 'inbox' and owner = $1", [event.member(whose)]);
  return rows.length;
}

const leave = async (desk: typeof travel, who: 'milan' | 'hugo') =>
  (await event.enter('ingrid')).vault.leaveDesk(desk, event.member(who));

it('renews what was renewed under a time that has not come', async () => {
  const before = await renewals('amira');
  const [his] = [await renewals('tomas')];
  await days(30);
  await leave(travel, 'milan');
  expect([await renewals('amira'), await renewals('tomas')]).toEqual([before + 1, his + 1]);
  // Right again.
  await days(0);
  await leave(programmeDesk, 'hugo');
  await days(3);
  expect(await renewals('tomas', mutant('time-to-come'))).toBe(his + 1);
  expect(await renewals('amira')).toBe(before + 2);
  // Once.
  expect(await renewals('amira')).toBe(before + 2);
});
