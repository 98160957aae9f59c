/** The folder key-shares takes no change: nothing is deleted by time, the reason is told, and the portal starts. */
import { mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TestEnv } from '../../support/server/portal.ts';
import { World } from '../../support/server/world.ts';

let testEnv: TestEnv;
beforeAll(async () => {
  testEnv = await TestEnv.open();
  await World.found(testEnv.client, await testEnv.link());
});
afterAll(() => testEnv.close());

// A folder in a file's place cannot be written, nor removed as a file, by any user; /dev/full has no space.
describe.each([
  ['today is a folder', 'today', mkdirSync],
  ['compared is a folder', 'compared', mkdirSync],
  ['compared-new is a folder', 'compared-new', mkdirSync],
  ['there is no space for compared', 'compared-new', (path: string) => symlinkSync('/dev/full', path)],
] as const)('in key-shares %s', (_what, name, make) => {
  it('and the portal starts, and deletes nothing by time until it is gone', async () => {
    const path = join(testEnv.config.dataDir, 'key-shares', name);
    rmSync(path, { force: true });
    make(path);
    await testEnv.restart();
    const { agreed } = testEnv.built.portal;
    // Where `compared` cannot be read it is not known when the clocks were compared.
    expect(agreed.whyNot).toBe(name === 'compared' ? 'time-unknown' : 'not-written');
    expect(await agreed.ask()).toBeUndefined();
    rmSync(path, { recursive: true });
    testEnv.sayToday(Date.now());
    expect(await agreed.ask()).toBeGreaterThan(0);
    expect(agreed.whyNot).toBeUndefined();
  });
});
