// A private PostgreSQL for `npm start`, tests and bench: no TCP, one Unix socket in a folder of its own, passwords even
// there, because the tests rely on roles being told apart.
import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { postgresPrograms, reachableFolder, unprivileged } from './postgres-binaries.ts';
import { ensureDatabase, ensureRole, keptPassword, publicConnections, withClient } from './postgres-roles.ts';

const OWNER = 'dd_owner';
const APP = 'dd_app';
const PUBLIC = 'dd_public';
const DATABASE = 'portal';
/** sockaddr_un has room for 107 bytes, and the socket's own name takes its part. */
const LONGEST_SOCKET_FOLDER = 107 - '/.s.PGSQL.5432'.length;
const READY_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 20_000;
// The secrets of the caller's environment are no business of PostgreSQL.
const environment = { PATH: '/usr/bin:/bin', LC_ALL: 'C.UTF-8', TZ: 'UTC' };

interface Options {
  readonly dataDir: string;
  readonly fsync?: boolean;
  /** Further variables for the server alone: a test's moved clock. */
  readonly env?: Readonly<Record<string, string>>;
}

export interface Postgres {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly publicUrl: string;
  readonly pid: number;
  urlFor(role: string, password: string, database: string): string;
  stop(): Promise<void>;
}

function ours(folder: string): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  if (unprivileged) chownSync(folder, unprivileged.uid, unprivileged.gid);
  return folder;
}

/** dataDir/pg. For root it is a link to a place outside, since "nobody" cannot pass through a 0700 folder of root. */
function clusterFolder(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const folder = join(dataDir, 'pg');
  if (unprivileged && !existsSync(folder)) {
    rmSync(folder, { force: true });
    symlinkSync(mkdtempSync(join(reachableFolder(), 'cluster-')), folder);
  }
  if (!unprivileged) ours(folder);
  return ours(realpathSync(folder));
}

function socketFolder(): string {
  const parent = Buffer.byteLength(tmpdir()) + '/dd-XXXXXX'.length <= LONGEST_SOCKET_FOLDER ? tmpdir() : '/tmp';
  return ours(mkdtempSync(join(parent, 'dd-')));
}

function initialise(programs: string, cluster: string, data: string, password: string): void {
  const passwordFile = join(cluster, 'initial-password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (unprivileged) chownSync(passwordFile, unprivileged.uid, unprivileged.gid);
  const done = spawnSync(
    join(programs, 'initdb'),
    [
      '-D',
      data,
      '-U',
      OWNER,
      '--auth=scram-sha-256',
      `--pwfile=${passwordFile}`,
      '--locale=C.UTF-8',
      '-E',
      'UTF8',
      '--no-sync',
    ],
    { ...unprivileged, cwd: cluster, env: environment, encoding: 'utf8' },
  );
  rmSync(passwordFile);
  if (done.status === 0) return;
  rmSync(data, { recursive: true, force: true });
  throw new Error(`initdb failed: ${done.error?.message ?? done.stderr}`);
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const readPid = (file: string): number => (existsSync(file) ? Number.parseInt(readFileSync(file, 'utf8'), 10) : 0);

/** A start that was killed leaves its PostgreSQL behind; that one is ended. One whose starter lives is left alone. */
async function endOrphan(cluster: string, data: string): Promise<void> {
  const pid = readPid(join(data, 'postmaster.pid'));
  if (!pid || !alive(pid) || !isPostgresOf(pid)) return;
  const starter = readPid(join(cluster, 'starter.pid'));
  if (starter && alive(starter)) {
    throw new Error(`this data folder is in use: process ${starter} runs its PostgreSQL (process ${pid})`);
  }
  process.kill(pid, 'SIGINT');
  const deadline = performance.now() + STOPPED_WITHIN_MS;
  while (alive(pid)) {
    if (performance.now() > deadline) throw new Error(`PostgreSQL, process ${pid}, was left behind and does not stop`);
    await wait(20);
  }
}

/** After a restart of the machine the noted number may belong to anybody. */
function isPostgresOf(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith(postgresPrograms());
  } catch {
    return false;
  }
}

function run(programs: string, cluster: string, data: string, sockets: string, options: Options): ChildProcess {
  const log = openSync(join(cluster, 'log'), 'w', 0o600);
  const settings = {
    listen_addresses: '',
    unix_socket_directories: sockets,
    unix_socket_permissions: '0700',
    shared_buffers: '32MB',
    max_connections: '100',
    fsync: options.fsync === false ? 'off' : 'on',
    // A failing statement stays out of the log: its text and parameters are somebody's data.
    log_min_error_statement: 'panic',
    log_parameter_max_length_on_error: '0',
  };
  const child = spawn(
    join(programs, 'postgres'),
    ['-D', data, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // A session of its own: ctrl-C reaches the caller, who stops the servers first and the database last.
    {
      ...unprivileged,
      cwd: cluster,
      env: { ...environment, ...options.env },
      stdio: ['ignore', log, log],
      detached: true,
    },
  );
  closeSync(log);
  return child;
}

async function untilReady(url: string, cluster: string, gone: () => string | undefined): Promise<void> {
  const deadline = performance.now() + READY_WITHIN_MS;
  for (;;) {
    try {
      await withClient(url, (client) => client.query('select 1'));
      return;
    } catch (error) {
      const end = gone() ?? (performance.now() > deadline ? (error as Error).message : undefined);
      if (end !== undefined) {
        throw new Error(
          `PostgreSQL did not start: ${end}\n${readFileSync(join(cluster, 'log'), 'utf8').slice(-2000)}`,
          {
            cause: error,
          },
        );
      }
      await wait(20);
    }
  }
}

function refuseUnknownUser(): void {
  try {
    userInfo();
  } catch (error) {
    throw new Error(
      'PostgreSQL needs a user with an entry in /etc/passwd; set DATABASE_URL and DATABASE_OWNER_URL instead',
      {
        cause: error,
      },
    );
  }
}

/** Starts the cluster under dataDir, made on the first call, with its roles and its database. */
export async function startPostgres(options: Options): Promise<Postgres> {
  refuseUnknownUser();
  const programs = postgresPrograms();
  const cluster = clusterFolder(options.dataDir);
  const secrets = join(options.dataDir, 'keys');
  const data = join(cluster, 'data');
  await endOrphan(cluster, data);
  const password = keptPassword(secrets, OWNER);
  if (!existsSync(join(data, 'PG_VERSION'))) initialise(programs, cluster, data, password);

  const sockets = socketFolder();
  writeFileSync(join(cluster, 'starter.pid'), String(process.pid), { mode: 0o600 });
  const child = run(programs, cluster, data, sockets, options);
  let end: string | undefined;
  const exited = new Promise<void>((resolve) => {
    const ended = (why: string) => {
      end = why;
      rmSync(sockets, { recursive: true, force: true });
      resolve();
    };
    child.once('exit', (code, signal) => ended(`it ended with ${code ?? signal}`));
    child.once('error', (error) => ended(error.message));
  });
  const stop = async (): Promise<void> => {
    // SIGINT is PostgreSQL's fast shutdown: sessions are ended, everything is written.
    child.kill('SIGINT');
    const impatient = setTimeout(() => child.kill('SIGQUIT'), STOPPED_WITHIN_MS);
    await exited;
    clearTimeout(impatient);
  };

  const urlFor = (role: string, secret: string, database: string): string =>
    `postgres://${role}:${encodeURIComponent(secret)}@localhost/${database}?host=${encodeURIComponent(sockets)}`;
  const admin = urlFor(OWNER, password, 'postgres');
  try {
    await untilReady(admin, cluster, () => end);
    await ensureRole(admin, APP, keptPassword(secrets, APP));
    await ensureRole(admin, PUBLIC, keptPassword(secrets, PUBLIC), publicConnections);
    await ensureDatabase(admin, DATABASE, [APP, PUBLIC]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    ownerUrl: urlFor(OWNER, password, DATABASE),
    appUrl: urlFor(APP, keptPassword(secrets, APP), DATABASE),
    publicUrl: urlFor(PUBLIC, keptPassword(secrets, PUBLIC), DATABASE),
    pid: child.pid ?? 0,
    urlFor,
    stop,
  };
}

/** Removes a stopped cluster, wherever it lies. For test runs and benches, whose data nobody wants. */
export function removePostgres(dataDir: string): void {
  const folder = join(dataDir, 'pg');
  if (existsSync(folder)) rmSync(realpathSync(folder), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
}
