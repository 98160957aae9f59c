/** Whatever starts processes ends them, at whatever moment it is told to stop. */
import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { describe, it as base } from 'vitest';
import { buildForm } from '../../../tools/build-form.ts';
import { removePostgres } from '../../../tools/postgres.ts';
import { inherited } from '../../support/processes/inherited.ts';
import { freePorts } from '../../support/processes/ports.ts';
import { builtClient } from '../../support/processes/servers.ts';
import { Watched } from '../../support/processes/watched.ts';

const top = resolve(import.meta.dirname, '../../..');
const startsWithinMs = 60_000;

interface Scene {
  readonly folder: string;
  readonly watch: (script: string, args: readonly string[], env: Readonly<Record<string, string>>) => Watched;
}

const it = base.extend<{ scene: Scene }>({
  scene: async ({ skip }, give) => {
    if (process.platform !== 'linux') skip('what a process started is seen on Linux only.');
    const folder = mkdtempSync(join(tmpdir(), 'dd-stop-'));
    let watched: Watched | undefined;
    await give({ folder, watch: (script, args, env) => (watched = new Watched(script, args, env, top)) });
    watched?.child.kill('SIGKILL');
    await watched?.leftBehind();
    removePostgres(folder);
    rmSync(folder, { recursive: true, force: true });
  },
});

let building: Promise<readonly [client: string, form: string]> | undefined;
const built = () => (building ??= Promise.all([builtClient(), buildForm(join(top, '.data/tests'))]));

/** The client and the forms are built already, so that what is started comes soon. */
async function furnish(folder: string): Promise<void> {
  const [client, form] = await built();
  for (const [name, from] of Object.entries({ client, form }))
    cpSync(from, join(folder, name, basename(from)), { recursive: true });
}

// Side by side: most of the time they wait for processes.
describe.each(['start', 'demo'] as const)('npm run %s', { timeout: 90_000 }, (program) => {
  it.concurrent.for([
    [/\/postgres /u, 'SIGTERM'],
    [/witness\/main\.ts/u, 'SIGHUP'],
    [/server\/main\.ts/u, 'SIGINT'],
  ] as const)(
    'leaves no process behind when %s runs and %s comes',
    async ([moment, signal], { scene: { folder, watch }, expect }) => {
      await furnish(folder);
      const env = { ...inherited, DATA_DIR: folder, PORT: String(await freePorts(3)) };
      // The demo takes a folder that holds nothing but a client.
      if (program === 'demo') rmSync(join(folder, 'form'), { recursive: true });
      const watched = watch(join(top, `tools/${program}.ts`), [], env);
      await watched.until(() => watched.commands().some((line) => moment.test(line)), startsWithinMs);
      expect(watched.child.exitCode).toBeNull();
      expect(await watched.tell(signal), watched.output).toBe(0);
      expect(await watched.leftBehind()).toEqual([]);
      expect(watched.output).not.toMatch(/error|did not|ended with/iu);
    },
  );
});

/** A test that starts one of everything, says so, and never ends. */
const endless = (folder: string) => `
import { writeFileSync } from 'node:fs';
import { it } from 'vitest';
import { freshDatabase } from '${top}/tests/support/processes/database.ts';
import { launchChromium } from '${top}/tests/support/processes/chromium.ts';
import { launchWebKit } from '${top}/tests/support/processes/webkit.ts';
import { launchFirefox } from '${top}/tests/support/processes/firefox.ts';
import { startServers } from '${top}/tests/support/processes/servers.ts';
it('waits', { timeout: 1e9 }, async () => {
  await freshDatabase();
  await Promise.all([startServers(), launchChromium(), launchFirefox(), launchWebKit()]);
  writeFileSync('${folder}/ready', '');
  await new Promise(() => undefined);
});
`;

describe('npm test', { timeout: 120_000 }, () => {
  it.concurrent.for(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
    'leaves no browser, screen, server or database behind when %s comes',
    async (signal, { scene: { folder, watch }, expect }) => {
      writeFileSync(join(folder, 'endless.test.ts'), endless(folder));
      symlinkSync(join(top, 'node_modules'), join(folder, 'node_modules'));
      writeFileSync(
        join(folder, 'vitest.config.mjs'),
        `export default { test: { globalSetup: ['${top}/tests/support/processes/setup.ts'] } };`,
      );
      const watched = watch(join(top, 'tools/test.ts'), ['--root', folder, 'endless'], { ...inherited });
      await watched.until(() => existsSync(join(folder, 'ready')), startsWithinMs);
      const started = watched.commands().join('\n');
      for (const name of ['/postgres ', 'chrom', 'firefox', 'Xvfb', 'WebKitWebDriver', 'server/main.'])
        expect(started).toContain(name);
      expect(await watched.tell(signal), watched.output).toBe(signal === 'SIGKILL' ? 'SIGKILL' : 130);
      // After SIGKILL the run hears that it is alone, and needs its time.
      expect(await watched.leftBehind(signal === 'SIGKILL' ? 30_000 : 2000)).toEqual([]);
    },
  );
});
