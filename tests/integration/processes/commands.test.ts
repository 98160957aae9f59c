/** What the commands of package.json print, refuse and leave behind. */
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removePostgres } from '../../../tools/postgres.ts';
import { inherited } from '../../support/processes/inherited.ts';
import { provide } from '../../support/processes/packages.ts';
import { freePorts } from '../../support/processes/ports.ts';
import { Watched } from '../../support/processes/watched.ts';

const top = resolve(import.meta.dirname, '../../..');

let folder: string;
let watched: Watched | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dd-cmd-'));
});
afterEach(async () => {
  watched?.child.kill('SIGKILL');
  await watched?.leftBehind();
  watched = undefined;
  removePostgres(folder);
  rmSync(folder, { recursive: true, force: true });
});

describe('npm test', { timeout: 60_000 }, () => {
  function run(args: readonly string[], env: Readonly<Record<string, string>> = {}, config = '{}') {
    symlinkSync(join(top, 'node_modules'), join(folder, 'node_modules'));
    writeFileSync(join(folder, 'vitest.config.mjs'), `export default ${config};`);
    writeFileSync(
      join(folder, 'planted.test.mjs'),
      `import { describe, it } from 'vitest';
       describe('a group', () => { it('has a test', () => {}); });
       it('holds (a+b)', () => {});
       it('holds a', () => {});
       it('needs a screen', ({ skip }) => skip('there is no screen: install one.'));`,
    );
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [join(top, 'tools/test.ts'), '--root', folder, ...args],
      { cwd: top, env: { ...inherited, ...env }, encoding: 'utf8' },
    );
    return { status, output: stdout + stderr, last: stdout.trimEnd().split('\n').at(-1) };
  }

  it('runs the tests whose sentence contains the text after -t, whatever signs it has', () => {
    const { status, last, output } = run(['-t', '(a+b)']);
    expect([status, last]).toEqual([0, '1 passed, 0 failed']);
    expect(output).not.toContain('NOT RUN');
  });

  it('runs a test by the words of its group and its own', () => {
    expect(run(['-t', 'a group has a test'])).toMatchObject({ status: 0, last: '1 passed, 0 failed' });
  });

  it('fails when no sentence contains it', () => {
    const { status, last, output } = run(['-t', 'a screen with']);
    expect([status, last]).toEqual([1, '0 passed, 1 failed']);
    expect(output).toContain('FAILED: no test has "a screen with" in its sentence');
  });

  it('runs the files whose path contains the text, and fails when one of the texts is in none', () => {
    const { status, last, output } = run(['planted', 'elsewhere']);
    expect([status, last]).toEqual([1, '3 passed, 1 failed']);
    expect(output).toContain('FAILED: no test file has "elsewhere" in its path');
  });

  it('runs the long tier where it is named, and nowhere else', () => {
    writeFileSync(join(folder, 'slow.test.mjs'), "import { it } from 'vitest'; it('takes an hour', () => {});");
    const tier = (name: string, file: string) => ({ test: { name, include: [`${file}.test.mjs`] } });
    const config = JSON.stringify({ test: { projects: [tier('short', 'planted'), tier('long', 'slow')] } });
    expect(run([], {}, config)).toMatchObject({ status: 0, last: '3 passed, 0 failed' });
    rmSync(join(folder, 'node_modules'));
    expect(run(['--project', 'long'], {}, config)).toMatchObject({ status: 0, last: '1 passed, 0 failed' });
  });

  it.each([[['-t', '']], [['-t']], [['']]])('refuses an empty filter: %j', (args) => {
    const { status, last } = run(args);
    expect([status, last]).toEqual([1, '0 passed, 1 failed']);
  });

  it('says what did not run and why, and fails for it in CI', () => {
    const told = 'NOT RUN: 1 test, because there is no screen: install one.';
    const alone = run(['planted']);
    expect([alone.status, alone.last]).toEqual([0, '3 passed, 0 failed']);
    expect(alone.output.split(told)).toHaveLength(2);
    rmSync(join(folder, 'node_modules'));
    const ci = run(['planted'], { CI: 'true' });
    expect([ci.status, ci.last]).toEqual([1, '3 passed, 1 failed']);
  });
});

describe('npm run hooks', () => {
  const [git = ''] = provide('git');
  const env = { PATH: process.env['PATH'] ?? '', GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
  const hooks = (...args: readonly string[]) =>
    spawnSync(process.execPath, [join(top, 'tools/hooks.ts'), ...args], { cwd: folder, env, encoding: 'utf8' });
  const config = (...args: readonly string[]) =>
    spawnSync(git, ['config', ...args], { cwd: folder, env, encoding: 'utf8' }).stdout.trim();

  it('sets them in this clone, and takes them away again', () => {
    spawnSync(git, ['init', '-q'], { cwd: folder, env });
    expect(hooks().status).toBe(0);
    expect(config('--get', 'core.hooksPath')).toBe('tools/hooks');
    expect(existsSync(join(top, config('--get', 'core.hooksPath'), 'pre-commit'))).toBe(true);
    expect(hooks('off').status).toBe(0);
    expect(config('--get', 'core.hooksPath')).toBe('');
  });

  it('leaves the hooks of somebody else alone', () => {
    spawnSync(git, ['init', '-q'], { cwd: folder, env });
    config('core.hooksPath', 'mine');
    expect(hooks()).toMatchObject({ status: 1, stderr: expect.stringContaining('nothing was changed') as string });
    expect(config('--get', 'core.hooksPath')).toBe('mine');
  });
});

/** npm comes with a Node of the machine, not with the one that the project brings. */
const npm = (process.env['PATH'] ?? '').split(delimiter).find((place) => existsSync(join(place, 'npm')));

describe('npm', { timeout: 90_000 }, () => {
  beforeEach(({ skip }) => {
    if (npm === undefined) skip('npm is not here: install it.');
  });

  it('ci says nothing of the engine on an older Node', () => {
    for (const file of ['package-lock.json', '.npmrc']) cpSync(join(top, file), join(folder, file));
    // Every Node is older than this one.
    const manifest = readFileSync(join(top, 'package.json'), 'utf8').replace('"node": ">=24"', '"node": ">=99"');
    writeFileSync(join(folder, 'package.json'), manifest);
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder };
    const ci = (...args: readonly string[]) =>
      spawnSync(join(npm ?? '', 'npm'), ['ci', '--dry-run', '--offline', ...args], {
        cwd: folder,
        env,
        encoding: 'utf8',
      });
    expect(ci('--loglevel=warn').stderr).toContain('EBADENGINE');
    const { status, stderr } = ci();
    expect([status, stderr]).toEqual([0, '']);
  });

  it('start prints its own lines and nothing else, while it builds everything', async () => {
    const env = { ...inherited, HOME: folder, DATA_DIR: folder, PORT: String(await freePorts(3)) };
    const script = join(folder, 'npm.mjs');
    writeFileSync(
      script,
      `import { spawn } from 'node:child_process';
       const child = spawn(${JSON.stringify(join(npm ?? '', 'npm'))}, ['start'], { stdio: 'inherit' });
       child.on('exit', (code) => process.exit(code ?? 1));
       process.on('SIGTERM', () => child.kill('SIGTERM'));`,
    );
    watched = new Watched(script, [], env, top);
    await watched.until(() => /^Founding link: \S+\n/mu.test(watched!.output), 60_000);
    // npm itself says what it runs, in lines that begin with ">".
    const lines = watched.output.split('\n').filter((line) => line !== '' && !line.startsWith('> '));
    expect(lines.map((line) => line.split(':')[0])).toEqual([
      'Witness key card',
      'Public site',
      'Portal',
      'Founding link',
    ]);
    await watched.tell('SIGTERM');
    expect(await watched.leftBehind(10_000)).toEqual([]);
  });
});

describe('npm run dev', { timeout: 180_000 }, () => {
  it('starts anew when a source changes, keeps the servers when the client does not build, and stops cleanly', async () => {
    const copy = join(folder, 'copy');
    mkdirSync(copy);
    const needed = ['client', 'domain', 'migrations', 'protocol', 'public', 'server', 'tools', 'witness'];
    const configs = globSync('tsconfig*.json', { cwd: top });
    for (const name of [...needed, 'package.json', 'package-lock.json', 'vite.config.ts', ...configs])
      cpSync(join(top, name), join(copy, name), { recursive: true });
    symlinkSync(join(top, 'node_modules'), join(copy, 'node_modules'));
    const env = { ...inherited, DATA_DIR: folder, PORT: String(await freePorts(3)) };
    watched = new Watched(join(copy, 'tools/dev.ts'), [], env, copy);
    const said = (pattern: RegExp) => [...watched!.output.matchAll(pattern)].length;
    const starts = () => said(/^Portal: /gmu);
    await watched.until(() => starts() === 1, 60_000);

    const write = (file: string, change: (text: string) => string) =>
      writeFileSync(join(copy, file), change(readFileSync(join(copy, file), 'utf8')));
    write('server/main.ts', (text) => `${text}\nconsole.log('changed by a test');\n`);
    await watched.until(() => starts() === 2 && said(/changed by a test/gu) === 1, 60_000);

    write('client/main.tsx', (text) => `${text}\nthis is no program;\n`);
    await watched.until(() => said(/could not be built/gu) === 1, 60_000);
    expect(starts()).toBe(2);

    write('client/main.tsx', (text) => text.replace('this is no program;', "console.log('mended');"));
    await watched.until(() => starts() === 3, 60_000);
    expect(await watched.tell('SIGINT'), watched.output).toBe(0);
    expect(await watched.leftBehind()).toEqual([]);
  });
});
