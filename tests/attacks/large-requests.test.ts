/**
 * P36. One participant sends bodies of five megabytes, or small ones, over many connections at once, from a process of her
 * own; the last item of each is refused. Counted is how many of them the portal works on while an officer removes somebody: that is
 * how long the removal waits, on any machine.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { largeBytes } from '../../server/line.ts';
import { startServers, type TestEnv } from '../support/processes/servers.ts';
import { withMutantPortal } from '../support/attacks/mutant.ts';
import { httpClient } from '../support/server/client.ts';
import type { Person } from '../support/server/person.ts';
import { itemOf, kind, seal } from '../support/server/seal-record.ts';
import { World } from '../support/server/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'dd-lanes-'));
let testEnv: TestEnv;
let world: World;
let tomas: Person;

beforeAll(async () => {
  testEnv = await startServers();
  world = await World.found(httpClient(testEnv.origin), testEnv.foundingLink);
  tomas = await world.addMember('participant');
});
afterAll(async () => {
  await testEnv.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** 32 records, all of them hers, and the content of the last is not the one that she signed. */
function bodyOf(attacker: Person, bytes: number): string {
  const content = new Uint8Array(bytes);
  const items = Array.from({ length: 32 }, () =>
    itemOf(seal(world, { kind: kind('travel'), author: attacker, owner: attacker, content })),
  );
  const last = items.pop() as (typeof items)[number];
  return JSON.stringify({ items: [...items, { ...last, content: `${last.content.slice(0, -8)}AAAAAAAA` }] });
}

interface Seen {
  /** Bodies of hers that were read and answered while the removal waited. */
  readonly between: number;
  readonly ms: number;
}

/** An officer removes somebody while the bodies come. */
async function removal(lanes: number, bytes = 120_000): Promise<Seen> {
  const [attacker, victim] = [await world.addMember('participant'), await world.addMember('participant')];
  const file = join(folder, `${attacker.member}.json`);
  const body = bodyOf(attacker, bytes);
  expect(body.length > largeBytes).toBe(bytes > 10_000);
  writeFileSync(file, body);
  const { cookie } = attacker.browser;
  const program = resolve(import.meta.dirname, '../support/processes/lanes.ts');
  const child = spawn(process.execPath, [program, `${testEnv.origin}/api/records/put`, cookie, file, String(lanes)]);
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  const answers = () =>
    said
      .trim()
      .split('\n')
      .map((line) => line.split(' ').map(Number) as [at: number, status: number]);
  try {
    if (lanes > 0) await vi.waitFor(() => expect(answers().length).toBeGreaterThan(2), { timeout: 60_000 });
    const begun = Date.now();
    await world.enact({ type: 'remove', member: victim.member }, [world.founder]);
    const ended = Date.now();
    // They are told a moment later.
    await pause(300);
    const between = answers().filter(([at, status]) => at > begun && at <= ended && status !== 429).length;
    return { between, ms: ended - begun };
  } finally {
    child.kill('SIGKILL');
  }
}

let control: Seen;
it('a removal without them', async () => {
  control = await removal(0);
  expect(control.between).toBe(0);
});

it.each([5, 9, 64])('waits for a few of them, however many there are: %i at once', async (lanes) => {
  const { between, ms } = await removal(lanes);
  expect(between).toBeLessThan(5);
  // Generous: it tells a removal that waits from one that does not end.
  expect(ms).toBeLessThan(20 * control.ms + 10_000);
  await expect(tomas.login()).resolves.not.toThrow();
});

it('waits for a few of them, however small they are', async () => {
  const { between, ms } = await removal(64, 512);
  expect(between).toBeLessThan(24);
  expect(ms).toBeLessThan(20 * control.ms + 10_000);
  await expect(tomas.login()).resolves.not.toThrow();
});

it('would wait for all of them where they do not wait in line', async () => {
  await withMutantPortal(testEnv, 'no-line', async () => {
    await world.founder.login();
    expect((await removal(16)).between).toBeGreaterThan(8);
  });
});

it('would wait for all the small ones where only large ones wait in line', async () => {
  await withMutantPortal(testEnv, 'small-no-line', async () => {
    await world.founder.login();
    expect((await removal(64, 512)).between).toBeGreaterThan(32);
  });
});
