/** P36. The requests of one member stand behind each other, and nobody else's behind them. */
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { MemberId } from '#protocol/core/ids.ts';
import { Few, Lines } from '../../../server/line.ts';

const [anna, ben] = ['anna', 'ben'] as unknown as readonly [MemberId, MemberId];
const codeOf = (act: Promise<unknown>) =>
  act.then(
    () => 'not refused',
    (error: { code?: string }) => error.code,
  );

/** Whether it has resolved by now. */
async function hasCome(turn: Promise<unknown>): Promise<boolean> {
  const waits = Symbol('waits');
  return (await Promise.race([turn, pause(20, waits)])) !== waits;
}

it('the next comes when the one before has left, and after a pause; another member comes at once', async () => {
  const lines = new Lines();
  const leave = await lines.enter(anna);
  const next = lines.enter(anna);
  expect(await hasCome(next)).toBe(false);
  (await lines.enter(ben))(0);
  await pause(100);
  const left = performance.now();
  leave(0);
  leave(0);
  (await next)(0);
  // Twice as long as the one before took, at most a second. Timers are a millisecond early.
  expect(performance.now() - left).toBeGreaterThan(199);
  (await lines.enter(anna))(0);
});

it('nine wait in it, and who comes then is refused until one has left', async () => {
  const lines = new Lines();
  const turns = Array.from({ length: 9 }, () => lines.enter(anna));
  expect(await codeOf(lines.enter(anna))).toBe('throttled');
  expect(await codeOf(lines.enter(ben))).toBe('not refused');
  const leave = await (turns[0] as (typeof turns)[number]);
  leave(0);
  await turns[1];
  const last = lines.enter(anna);
  expect(await codeOf(lines.enter(anna))).toBe('throttled');
  expect(await hasCome(last)).toBe(false);
});

it('after 64 MiB that were refused for her fault in a minute she is refused, alone', async () => {
  const lines = new Lines();
  const mib = 1024 * 1024;
  for (let i = 0; i < 4; i += 1) (await lines.enter(anna))(16 * mib);
  (await lines.enter(anna))(1);
  await pause(50);
  expect(await codeOf(lines.enter(anna))).toBe('throttled');
  for (let i = 0; i < 12; i += 1) (await lines.enter(ben))(0);
  expect(await codeOf(lines.enter(ben))).toBe('not refused');
});

describe('requests that are not large', () => {
  const six = (few: Few) => Promise.all(Array.from({ length: 6 }, () => few.enter(anna)));

  it('are worked on six at once; the next comes when one has left, and after a pause', async () => {
    const few = new Few();
    const leaves = await six(few);
    const [next, last] = [few.enter(anna), few.enter(anna)];
    expect(await hasCome(next)).toBe(false);
    (await few.enter(ben))();
    await pause(100);
    const left = performance.now();
    leaves[0]?.();
    // Said twice it lets nobody else in.
    leaves[0]?.();
    (await next)();
    expect(performance.now() - left).toBeGreaterThan(199);
    (await last)();
    for (const leave of leaves) leave();
    await six(few);
  });

  it('wait, and are refused alone where five hundred of hers do', async () => {
    const few = new Few();
    await six(few);
    for (let i = 0; i < 500; i += 1) void few.enter(anna);
    expect(await codeOf(few.enter(anna))).toBe('throttled');
    expect(await codeOf(few.enter(ben))).toBe('not refused');
  });
});
