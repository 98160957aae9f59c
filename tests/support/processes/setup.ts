// Runs once per test run, in vitest's main process. It opens a socket on which test files ask for databases, for programs and
// for the built client. Each is made for the first who asks, so that a run of pure tests never waits for one.
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../../server/migrate.ts';
import { ensureDatabase, keptPassword, withClient } from '../../../tools/postgres-roles.ts';
import { removePostgres, startPostgres } from '../../../tools/postgres.ts';
import type { Postgres } from '../../../tools/postgres.ts';
import { startNode } from '../../../tools/program.ts';
import { Bundler } from './bundler.ts';
import { clock, inherited } from './inherited.ts';

const top = resolve(import.meta.dirname, '../../..');
const ROLES = ['dd_app', 'dd_public'] as const;
const OWNER = 'dd_owner';

/** What a test file is given. dd_owner migrates, dd_app serves the portal, dd_public the public site. */
export interface DatabaseUrls {
  readonly name: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly publicUrl: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    runSocket: string;
  }
}

/** Most tests end their witness as a power cut would, and Node then keeps nothing of what it compiled: one ends in order. */
async function compileWitness(dataDir: string, compiled: string, file: string): Promise<void> {
  const env = { ...inherited, DATA_DIR: join(dataDir, 'first-witness'), PORT: '0', NODE_COMPILE_CACHE: compiled };
  const witness = startNode(file, ['--init'], { env });
  await witness.ready(/^witness ready/mu).catch(() => undefined);
  await witness.stop();
}

/** In a process of its own, so that no worker waits for it who needs no client. */
async function buildClient(): Promise<string> {
  const build = startNode(join(top, 'tools/build-client.ts'), [join(top, '.data/tests')], { env: inherited, cwd: top });
  const folder = await build.ready(/^(\/.+)$/mu, null);
  await build.ended;
  return folder;
}

async function startTemplate(dataDir: string): Promise<Postgres> {
  const postgres = await startPostgres({ dataDir, fsync: false, env: clock });
  await migrate(postgres.ownerUrl);
  return postgres;
}

export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'dd-test-'));
  const compiled = join(dataDir, 'compiled');
  process.env['NODE_COMPILE_CACHE'] = compiled;
  const bundler = new Bundler(join(dataDir, 'programs'));
  let running: Promise<Postgres> | undefined;
  let compiling: Promise<void> | undefined;
  let building: Promise<string> | undefined;
  const cluster = (): Promise<Postgres> => (running ??= startTemplate(dataDir));

  async function program(file: string, sources: string): Promise<string> {
    const path = await bundler.program(file, sources);
    if (file === 'witness/main.ts') compiling ??= compileWitness(dataDir, compiled, path);
    // Who asked first needs it as well.
    await compiling;
    return path;
  }
  const secret = (role: string) => keptPassword(join(dataDir, 'keys'), role);
  // CREATE DATABASE wants its template unused, and two at once would find each other there.
  let turn: Promise<unknown> = Promise.resolve();

  async function create(template: string): Promise<DatabaseUrls> {
    const postgres = await cluster();
    const name = `test_${randomBytes(6).toString('hex')}`;
    const admin = postgres.urlFor(OWNER, secret(OWNER), 'postgres');
    const made = turn.then(() => ensureDatabase(admin, name, ROLES, template));
    turn = made.catch(() => undefined);
    await made;
    const url = (role: string) => postgres.urlFor(role, secret(role), name);
    return { name, ownerUrl: url(OWNER), appUrl: url('dd_app'), publicUrl: url('dd_public') };
  }

  async function drop(name: string): Promise<void> {
    const postgres = await cluster();
    const admin = postgres.urlFor(OWNER, secret(OWNER), 'postgres');
    await withClient(admin, (client) =>
      client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`),
    );
  }

  const server = createServer((request, response) => {
    const [, what, ...rest] = (request.url ?? '').split('/');
    const [name = '', sources = ''] = rest.map(decodeURIComponent);
    const work: Readonly<Record<string, () => Promise<string | DatabaseUrls | void>>> = {
      'POST programs': () => program(name, sources),
      'POST client': () => (building ??= buildClient()),
      'POST databases': () => create(name === '' ? 'portal' : name),
      'DELETE databases': () => drop(name),
    };
    const nothing = () => Promise.reject(new Error('this run does nothing like it'));
    (work[`${request.method} ${what}`] ?? nothing)().then(
      (answer) => response.end(typeof answer === 'string' ? answer : JSON.stringify(answer ?? null)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  server.keepAliveTimeout = 0;
  const socket = join(dataDir, 'asked');
  await new Promise<void>((done) => server.listen(socket, done));
  project.provide('runSocket', socket);

  return async () => {
    // A process that starts after this run must not make its folder again.
    delete process.env['NODE_COMPILE_CACHE'];
    server.close();
    server.closeAllConnections();
    await Promise.allSettled([compiling, building]);
    await (await running?.catch(() => undefined))?.stop();
    removePostgres(dataDir);
    rmSync(dataDir, { recursive: true, force: true });
  };
}
