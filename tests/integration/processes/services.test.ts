// What a deployment starts, started: the files that the image holds, and for each of our services in docker-compose.yml
// its command, its environment and its health check. Only addresses, ports and folders are this machine's own.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { networkOf } from '../../../public/throttle.ts';
import { buildForm } from '../../../tools/build-form.ts';
import { freshDatabase, type FreshDatabase } from '../../support/processes/database.ts';
import { provideOrSkip } from '../../support/processes/packages.ts';
import { builtClient } from '../../support/processes/servers.ts';
import { freePorts } from '../../support/processes/ports.ts';
import { Program } from '../../../tools/program.ts';

interface Service {
  readonly command: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly healthcheck?: { readonly test: readonly string[] };
}

const top = fileURLToPath(new URL('../../..', import.meta.url));
const read = (path: string) => readFileSync(join(top, path), 'utf8');
const { services } = parse(read('docker-compose.yml'), { merge: true }) as { services: Record<string, Service> };
const dockerfile = read('deploy/Dockerfile');
const stages = dockerfile.split(/^FROM .*$/mu);
const [making, image] = [stages[1] ?? '', stages[2] ?? ''];

const readyWithinMs = 60_000;
// Short, for a socket's whole path has 107 bytes.
const place = mkdtempSync(join(tmpdir(), 'dd-s-'));
const imageFolder = join(place, 'app');
let urls: FreshDatabase;
let first: number;
const running = new Map<string, Running>();

/** The image's folder: what its last stage copies, and nothing of the checkout besides. */
async function layOut(): Promise<void> {
  mkdirSync(imageFolder);
  symlinkSync(join(top, 'node_modules'), join(imageFolder, 'node_modules'));
  for (const [, text] of image.matchAll(/^COPY (?!--from)(.+)$/gmu)) {
    const names = (text as string).split(' ').filter((name) => name !== '.npmrc');
    const target = names.pop() as string;
    for (const name of names) {
      const into = target.endsWith('/') ? join(imageFolder, target, basename(name)) : join(imageFolder, target);
      cpSync(join(top, name), into, { recursive: true });
    }
  }
  const built = /^RUN node tools\/build-client\.ts (\S+)$/mu.exec(making)?.[1] as string;
  const [, from, to] = /^COPY --from=build (\S+) (\S+)$/mu.exec(image) ?? [];
  expect(from).toBe(`${built}/client`);
  const client = await builtClient();
  cpSync(client, join(imageFolder, to as string, basename(client)), { recursive: true });
  const forms = /^RUN mv "\$\(node tools\/build-form\.ts \S+\)" (\S+)$/mu.exec(making)?.[1];
  const copied = [...image.matchAll(/^COPY --from=build (\S+) (\S+)$/gmu)].find(([, source]) => source === forms);
  cpSync(await buildForm(join(top, '.data/tests')), join(imageFolder, copied?.[2] as string), { recursive: true });
}

const ports: Readonly<Record<string, number>> = { portal: 0, public: 1, witness: 2 };
const portOf = (name: string) => first + (ports[name] ?? 0);

/** The service's environment with the image's own, each value put where this machine has it. */
function environmentOf(name: string): Record<string, string> {
  const images = [...image.matchAll(/^ENV (.+)$/gmu)].flatMap(([, line]) => (line as string).split(' '));
  const given = {
    ...Object.fromEntries(images.map((pair) => pair.split('=') as [string, string])),
    ...services[name]?.environment,
  };
  const mapped: Readonly<Record<string, string>> = {
    DATABASE_URL: name === 'public' ? urls.publicUrl : urls.appUrl,
    DATABASE_OWNER_URL: urls.ownerUrl,
    PORTAL_ORIGIN: `http://localhost:${portOf('portal')}`,
    PUBLIC_SITE_ORIGIN: `http://127.0.0.1:${portOf('public')}`,
    PORT: String(portOf(name)),
    HOST: '127.0.0.1',
  };
  const folders = (text: string) =>
    text
      .replace('/data', join(place, `${name}-data`))
      .replace('/run/witness', join(place, 'client'))
      .replace('/app', imageFolder);
  return Object.fromEntries(
    Object.entries(given)
      .map(([key, value]): [string, string] => [key, mapped[key] ?? folders(value)])
      .filter(([, value]) => !value.startsWith('${')),
  );
}

interface Running {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<[number | null, NodeJS.Signals | null]>;
}

const node = { PATH: dirname(process.execPath) + delimiter + (process.env['PATH'] ?? '') };
const entry = JSON.parse(/^ENTRYPOINT (.+)$/mu.exec(image)?.[1] ?? '[]') as string[];

function start(name: string): Running {
  const [program, ...rest] = [...entry, ...(services[name] as Service).command] as [string, ...string[]];
  const child = spawn(program, rest, {
    cwd: imageFolder,
    env: { ...node, ...environmentOf(name) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  const started = { child, output: () => text, ended };
  running.set(name, started);
  return started;
}

/** The service's own health check, as its container runs it. */
function isWell(name: string): boolean {
  const [kind, program, ...rest] = (services[name] as Service).healthcheck?.test ?? [];
  expect(kind).toBe('CMD');
  const env = { ...node, ...environmentOf(name) };
  return spawnSync(program as string, rest, { cwd: imageFolder, env, timeout: 10_000 }).status === 0;
}

async function becomesWell(name: string): Promise<void> {
  expect(isWell(name), `${name} says that it is well before it runs`).toBe(false);
  const { child, output } = start(name);
  const deadline = performance.now() + readyWithinMs;
  // The check is a process of its own; it is run once there is something to hope for.
  const answers = () =>
    fetch(`http://127.0.0.1:${portOf(name)}/health`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await answers())) {
    expect(child.exitCode ?? child.signalCode, output()).toBeNull();
    expect(performance.now(), `${name} is not well:\n${output()}`).toBeLessThan(deadline);
    await wait(100);
  }
  expect(isWell(name), output()).toBe(true);
}

async function stopsCleanly(name: string): Promise<void> {
  const { child, ended, output } = running.get(name) as Running;
  child.kill('SIGTERM');
  expect(await ended, output()).toEqual([0, null]);
  expect(isWell(name)).toBe(false);
}

beforeAll(async () => {
  [urls, first] = await Promise.all([freshDatabase(), freePorts(3), layOut()]);
  for (const folder of ['client', 'portal-data', 'witness-data']) mkdirSync(join(place, folder), { mode: 0o700 });
}, 180_000);

afterAll(async () => {
  for (const { child, ended } of running.values()) {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
    await ended;
  }
  await urls.drop();
  rmSync(place, { recursive: true, force: true });
});

// One after the other, in the order of depends_on.
describe('the services of docker-compose.yml, from the files of their image', { timeout: 90_000 }, () => {
  it('migrate brings the database up to date and ends', async () => {
    const { ended, output } = start('migrate');
    expect(await ended, output()).toEqual([0, null]);
  });

  it('witness makes its key in an empty folder, shows its card once, and is well', async () => {
    await becomesWell('witness');
    await expect.poll(() => running.get('witness')?.output()).toMatch(/^witness card [\w-]{43}$/mu);
    const client = join(place, 'client', basename(services['witness']?.environment?.['WITNESS_SOCKET'] ?? ''));
    expect(statSync(client).isSocket()).toBe(true);
    expect(statSync(client).mode & 0o777).toBe(0o600);
  });

  it('portal is well, shows a founding link that names the witness, and serves the built client', async () => {
    await becomesWell('portal');
    const { output } = running.get('portal') as Running;
    const deadline = performance.now() + readyWithinMs;
    while (!/^Founding link: \S+#\S+$/mu.test(output())) {
      expect(performance.now(), output()).toBeLessThan(deadline);
      await wait(50);
    }
    const page = await fetch(`http://127.0.0.1:${portOf('portal')}/`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const text = await page.text();
    const script = /<script[^>]* src="(\/assets\/[^"]+)"/u.exec(text)?.[1];
    expect((await fetch(`http://127.0.0.1:${portOf('portal')}${script}`)).status).toBe(200);
    // Nothing was built where it runs.
    expect(readdirSync(join(place, 'portal-data'))).toEqual(['key-shares', 'keys']);
  });

  it('public is well and answers its page', async () => {
    await becomesWell('public');
    expect((await fetch(`http://127.0.0.1:${portOf('public')}/`)).status).toBe(200);
  });

  it('all end cleanly when they are told to, the witness last', async () => {
    for (const name of ['public', 'portal', 'witness']) await stopsCleanly(name);
  });

  it('witness takes up its state again, and refuses a folder that lost a part of it', async () => {
    await becomesWell('witness');
    expect(running.get('witness')?.output()).not.toContain('witness card');
    await stopsCleanly('witness');
    rmSync(join(place, 'witness-data', 'state.sqlite'));
    const { ended, output } = start('witness');
    expect(await ended).toEqual([1, null]);
    expect(output()).toContain('needs its state back');
  });

  it('portal says in one sentence what it lacks, and ends with 1', async () => {
    const { PATH } = node;
    const given = { ...environmentOf('portal'), PATH, WITNESS_URL: 'witness:8082' };
    const ended = spawnSync('sh', [...entry.slice(1), 'node', 'server/main.ts'], { cwd: imageFolder, env: given });
    expect([ended.status, ended.stderr.toString()]).toEqual([
      1,
      'WITNESS_URL is witness:8082; it must begin with http:// or unix:/.\n',
    ]);
  });
});

// Long enough to install them.
describe('the programs at the edge', { timeout: 120_000 }, () => {
  it('caddy understands its configuration, and writes no access log', (context) => {
    const [caddy = ''] = provideOrSkip(context, 'caddy');
    const origins = { PORTAL_ORIGIN: 'https://portal.example.org', PUBLIC_SITE_ORIGIN: 'https://site.example.net' };
    const args = ['adapt', '--config', join(top, 'deploy/Caddyfile'), '--adapter', 'caddyfile'];
    const { status, stdout, stderr } = spawnSync(caddy, args, {
      env: { PATH: node.PATH, HOME: place, ...origins },
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    const adapted = JSON.parse(stdout) as { apps: { http: { servers: Record<string, object> } } };
    for (const server of Object.values(adapted.apps.http.servers)) expect(server).not.toHaveProperty('logs');
    const dials = [...stdout.matchAll(/"dial":"([^"]+)"/gu)].map(([, to]) => to);
    const expected = ['portal', 'public'].map((name) => `${name}:${services[name]?.environment?.['PORT']}`);
    expect(new Set(dials)).toEqual(new Set(expected));
  });

  it('caddy tells the public site the visitor’s network, whatever she claims, and the portal nothing', async (context) => {
    const [caddy = ''] = provideOrSkip(context, 'caddy');
    const heard: string[] = [];
    const behind = createServer((request, response) => {
      heard.push(JSON.stringify([request.headers['x-forwarded-for'], request.headers['forwarded']]));
      response.end();
    });
    behind.listen(0, '127.0.0.1');
    await once(behind, 'listening');
    const upstream = `127.0.0.1:${(behind.address() as AddressInfo).port}`;
    const [portal, site] = await freePorts(2).then((port) => [port, port + 1] as const);
    const file = join(place, 'Caddyfile');
    // As it is deployed, but for where the servers are; the port of its health check may be taken here.
    writeFileSync(
      file,
      read('deploy/Caddyfile')
        .replace(/portal:8080|public:8081/gu, upstream)
        .replaceAll(':2020', ':0'),
    );
    const edge = new Program(caddy, ['run', '--config', file, '--adapter', 'caddyfile'], {
      env: {
        PATH: node.PATH,
        HOME: place,
        PORTAL_ORIGIN: `http://127.0.0.1:${portal}`,
        PUBLIC_SITE_ORIGIN: `http://127.0.0.1:${site}`,
      },
    });
    try {
      // Its output is read until it ends: without a reader, its next line would end it.
      await edge.ready(/serving initial configuration/u);
      const headers = { 'x-forwarded-for': '198.51.100.1', forwarded: 'for=198.51.100.1' };
      for (const port of [site, portal]) await fetch(`http://127.0.0.1:${port}/`, { headers });
      expect(heard).toEqual(['["127.0.0.0",null]', '[null,null]']);
    } finally {
      await edge.stop();
      behind.close();
    }
  });

  it.each([
    ['203.0.113.9', '203.0.113.0'],
    ['2001:db8:1:2::5', '2001:db8:1::'],
    ['2001:db8:1::5', '2001:db8:1::'],
    ['2001:db8::1', '2001:db8::'],
    ['::1', undefined],
  ])('of %s caddy’s rules leave %s', (address, network) => {
    const rules = [...read('deploy/Caddyfile').matchAll(/^\t\t~(\S+) "\$\{1\}(\S+)"$/gmu)];
    expect(rules).toHaveLength(3);
    const found = rules
      .map(([, pattern, end]) => [new RegExp(pattern as string, 'u').exec(address)?.[1], end] as const)
      .find(([start]) => start !== undefined);
    expect(found && `${found[0]}${found[1]}`).toBe(network);
    if (network !== undefined) expect(networkOf(network)).toBe(networkOf(address));
  });

  it('tor understands its configuration', (context) => {
    const [tor = ''] = provideOrSkip(context, 'tor');
    // The folders of its container, put below this test's.
    const folder = join(place, 'tor');
    mkdirSync(folder, { mode: 0o700 });
    const torrc = read('deploy/torrc').replaceAll('/var/lib/tor', folder).replace('public:', '127.0.0.1:');
    const { status, stdout, stderr } = spawnSync(tor, ['--verify-config', '-f', '-'], {
      input: torrc,
      encoding: 'utf8',
      env: { PATH: node.PATH, HOME: folder },
    });
    expect(status, stdout + stderr).toBe(0);
    expect(read('deploy/torrc')).toContain(`public:${services['public']?.environment?.['PORT']}`);
  });
});
