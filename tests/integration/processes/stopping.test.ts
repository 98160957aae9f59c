/** Whatever starts processes ends them, at whatever moment it is told to stop. */
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildForm } from '../../../tools/build-form.ts';
import { removePostgres } from '../../../tools/postgres.ts';
import { inherited } from '../../support/processes/inherited.ts';
import { freePorts } from '../../support/processes/ports.ts';
import { builtClient } from '../../support/processes/servers.ts';
import { Watched } from '../../support/processes/watched.ts';

const top = resolve(import.meta.dirname, '../../..');
const startsWithinMs = 60_000;

let folder: string;
let watched: Watched | undefined;
beforeEach(({ skip }) => {
  if (process.platform !== 'linux') skip('what a process started is seen on Linux only.');
  folder = mkdtempSync(join(tmpdir(), 'dd-stop-'));
});
afterEach(async () => {
  watched?.child.kill('SIGKILL');
  await watched?.leftBehind();
  watched = undefined;
  removePostgres(folder);
  rmSync(folder, { recursive: true, force: true });
});

/** The client and the forms are built already, so that what is started comes soon. */
async function furnish(): Promise<void> {
  const [client, forms] = await Promise.all([builtClient(), buildForm(join(top, '.data/tests'))]);
  for (const [name, built] of [
    ['client', client],
    ['form', forms],
  ] as const)
    cpSync(built, join(folder, name, basename(built)), { recursive: true });
}

describe.each(['start', 'demo'] as const)('npm run %s', { timeout: 90_000 }, (program) => {
  it.each([
    [/\/postgres /u, 'SIGTERM'],
    [/witness\/main\.ts/u, 'SIGHUP'],
    [/server\/main\.ts/u, 'SIGINT'],
  ] as const)('leaves no process behind when %s runs and %s comes', async (moment, signal) => {
    await furnish();
    const env = { ...inherited, DATA_DIR: folder, PORT: String(await freePorts(3)) };
    // The demo takes a folder that holds nothing but a client.
    if (program === 'demo') rmSync(join(folder, 'form'), { recursive: true });
    watched = new Watched(join(top, `tools/${program}.ts`), [], env, top);
    const { child } = watched;
    await watched.until(() => watched!.commands().some((line) => moment.test(line)), startsWithinMs);
    expect(child.exitCode).toBeNull();
    expect(await watched.tell(signal), watched.output).toBe(0);
    expect(await watched.leftBehind()).toEqual([]);
    expect(watched.output).not.toMatch(/error|did not|ended with/iu);
  });
});

/** A test that starts one of everything, says so, and never ends. */
const endless = () => `
import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { freshDatabase } from '${top}/tests/support/processes/database.ts';
import { launchChromium } from '${top}/tests/support/processes/chromium.ts';
import { launchWebKit } from '${top}/tests/support/processes/webkit.ts';
import { launchFirefox } from '${top}/tests/support/processes/firefox.ts';
import { startServers } from '${top}/tests/support/processes/servers.ts';
it('waits', { timeout: 1e9 }, async () => {
  await freshDatabase();
  await startServers();
  await launchChromium();
  await launchFirefox();
  await launchWebKit();
  writeFileSync('${folder}/ready', '');
  await new Promise(() => undefined);
});
`;

describe('npm test', { timeout: 120_000 }, () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
    'leaves no browser, screen, server or database behind when %s comes',
    async (signal) => {
      writeFileSync(join(folder, 'endless.test.ts'), endless());
      symlinkSync(join(top, 'node_modules'), join(folder, 'node_modules'));
      writeFileSync(
        join(folder, 'vitest.config.mjs'),
        `export default { test: { globalSetup: ['${top}/tests/support/processes/setup.ts'] } };`,
      );
      watched = new Watched(join(top, 'tools/test.ts'), ['--root', folder, 'endless'], { ...inherited }, top);
      await watched.until(() => existsSync(join(folder, 'ready')), startsWithinMs);
      const started = watched.commands().join('\n');
      for (const name of ['/postgres ', 'chrom', 'firefox', 'Xvfb', 'WebKitWebDriver', 'server/main.ts'])
        expect(started).toContain(name);
      expect(await watched.tell(signal), watched.output).toBe(signal === 'SIGKILL' ? 'SIGKILL' : 130);
      // After SIGKILL the run hears that it is alone, and needs its time.
      expect(await watched.leftBehind(signal === 'SIGKILL' ? 30_000 : 2000)).toEqual([]);
    },
  );
});
