// The servers as they run for people: PostgreSQL, witness and portal as processes of their own, on free ports, over
// folders of their own. Tests use them as a browser does, and may read everything that a thief could take.
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { buildForm } from '../../../tools/build-form.ts';
import { startNode, type Program } from '../../../tools/program.ts';
import type { Place } from '../../../tools/demo/person.ts';
import type { Clocks } from './clocks.ts';
import { inherited } from './inherited.ts';
import { freshDatabase } from './database.ts';
import { ask } from './main-process.ts';
import { OwnPostgres } from './own-postgres.ts';
import { freePorts } from './ports.ts';
import type { ProgramFile } from './bundler.ts';
import { programOf } from './programs.ts';

const top = resolve(import.meta.dirname, '../../..');

const WRITES_WITHIN_MS = 60_000;
const LOOKS_EVERY_MS = 20;

export interface ServersOptions {
  /** true: with the client of this checkout. A path: with the built client in that folder. */
  readonly client?: boolean | string;
  /** A cluster of its own that writes to disk, for tests that read its files. */
  readonly ownPostgres?: boolean;
  /** The origin's port stays free for a proxy of the test; the portal itself listens on `portalPort`. */
  readonly behindProxy?: boolean;
  /** The first of three neighbouring ports; any free ones otherwise. */
  readonly port?: number;
  /** Begins as a copy of servers that were kept. */
  readonly from?: Kept;
  /** Further variables of the portal's environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Clocks that a test sets ahead. */
  readonly clocks?: Clocks;
  /** The checkout whose portal and witness are started; this one, unless a mutation is tried. */
  readonly sources?: string;
}

/** The state of stopped servers: keys, witness and a database without connections. The origin is in its genesis. */
export interface Kept {
  readonly port: number;
  readonly folder: string;
  readonly database: string;
}

interface Running {
  /** 0 while it does not run. */
  readonly pid: number;
  /** Everything that was read of what it wrote, over all its lives. It comes later than an answer of the same moment. */
  output(): string;
  /** Waits until it has written this, after the first so many characters. */
  wrote(text: string, after?: number): Promise<void>;
}

export interface TestEnv {
  readonly origin: string;
  readonly place: Place;
  /** The port in the origin. */
  readonly port: number;
  /** Where the portal listens: the same, unless there is a proxy before it. */
  readonly portalPort: number;
  /** The newest one that the portal showed on its terminal. */
  readonly foundingLink: string;
  /** Everything below it is removed with the servers: portal/, witness/ and, with a cluster of its own, postgres/. */
  readonly dataDir: string;
  readonly portalDir: string;
  readonly witnessDir: string;
  readonly witnessSocket: string;
  /** The witness's port for monitors. */
  readonly witnessPort: number;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly portal: Running;
  readonly witness: Running;
  /** Only with a cluster of its own. */
  readonly postgres: OwnPostgres | undefined;
  /** A signal of SIGKILL is a power cut. */
  stopPortal(signal?: NodeJS.Signals): Promise<void>;
  startPortal(): Promise<void>;
  restartPortal(signal?: NodeJS.Signals): Promise<void>;
  stopWitness(signal?: NodeJS.Signals): Promise<void>;
  startWitness(): Promise<void>;
  /** The public site, a process of its own with the role of its own. Answers its origin. */
  startPublic(): Promise<string>;
  /** Keeps a copy in this folder, for servers that begin `from` it. The servers stop for it and start again. */
  keep(folder: string): Promise<Kept>;
  stop(): Promise<void>;
}

interface Database {
  readonly name: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly publicUrl: string;
  readonly postgres?: OwnPostgres;
  stop(): Promise<void>;
}

async function ownDatabase(dataDir: string): Promise<Database> {
  const { migrate } = await import('../../../server/migrate.ts');
  const postgres = await OwnPostgres.start(dataDir);
  const stop = () => postgres.remove();
  try {
    await migrate(postgres.ownerUrl);
  } catch (error) {
    await stop();
    throw error;
  }
  const { ownerUrl, appUrl, publicUrl } = postgres;
  return { name: 'portal', ownerUrl, appUrl, publicUrl, postgres, stop };
}

async function sharedDatabase(template?: string): Promise<Database> {
  const database = await freshDatabase(template);
  const { name, ownerUrl, appUrl, publicUrl } = database;
  return { name, ownerUrl, appUrl, publicUrl, stop: () => database.drop() };
}

let building: Promise<string> | undefined;

/** The client of this checkout, built once and kept between runs for as long as its sources stay the same. */
export const builtClient = (): Promise<string> => (building ??= ask('POST', '/client'));

/** One server, over all its lives. */
class Server implements Running {
  readonly #file: ProgramFile;
  readonly #sources: string;
  readonly #env: Readonly<Record<string, string>>;
  #output = '';
  #program: Program | undefined;

  constructor(file: ProgramFile, env: Readonly<Record<string, string>>, sources = top) {
    [this.#file, this.#sources] = [file, sources];
    this.#env = { ...inherited, ...env };
  }

  get pid(): number {
    return this.#program?.pid ?? 0;
  }

  output(): string {
    return this.#output;
  }

  async wrote(text: string, after = 0): Promise<void> {
    const until = performance.now() + WRITES_WITHIN_MS;
    while (!this.#output.slice(after).includes(text)) {
      if (performance.now() > until) throw new Error(`it has not written “${text}”, but\n${this.#output.slice(after)}`);
      await wait(LOOKS_EVERY_MS);
    }
  }

  /** Resolves once a line of this life has the pattern. */
  async start(ready: RegExp, args: readonly string[] = []): Promise<void> {
    if (this.#program !== undefined) throw new Error(`${this.#file} runs already`);
    const program = startNode(await programOf(this.#file, this.#sources), args, {
      cwd: top,
      env: this.#env,
      onLine: (line) => (this.#output += `${line}\n`),
    });
    this.#program = program;
    void program.ended.then(() => (this.#program = undefined));
    try {
      await program.ready(ready);
    } catch (error) {
      await program.stop('SIGKILL');
      throw error;
    }
  }

  async stop(signal?: NodeJS.Signals): Promise<void> {
    await this.#program?.stop(signal);
    this.#program = undefined;
  }
}

const copyState = (from: string, to: string): void => {
  for (const part of ['portal/keys', 'witness']) cpSync(join(from, part), join(to, part), { recursive: true });
};

/** Puts a built client where the portal looks for it. */
async function furnish(portalDir: string, client: boolean | string): Promise<void> {
  if (client === false) return;
  const folder = client === true ? await builtClient() : resolve(client);
  mkdirSync(join(portalDir, 'client'), { recursive: true });
  symlinkSync(folder, join(portalDir, 'client', basename(folder)));
}

export async function startServers(options: ServersOptions = {}): Promise<TestEnv> {
  // Short, for a socket's whole path has 107 bytes.
  const dataDir = mkdtempSync(join(tmpdir(), 'dd-h-'));
  const [portalDir, witnessDir] = [join(dataDir, 'portal'), join(dataDir, 'witness')];
  const witnessSocket = join(dataDir, 'w');
  mkdirSync(portalDir, { mode: 0o700 });
  const undo: (() => Promise<void> | void)[] = [() => rmSync(dataDir, { recursive: true, force: true })];
  const stop = async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  };
  try {
    const client = furnish(portalDir, options.client ?? false);
    const database = await (options.ownPostgres === true
      ? ownDatabase(join(dataDir, 'postgres'))
      : sharedDatabase(options.from?.database));
    undo.push(() => database.stop());
    await client;

    const { from } = options;
    if (from !== undefined) copyState(from.folder, dataDir);
    const port = from?.port ?? options.port ?? (await freePorts(3));
    const portalPort = options.behindProxy === true ? port + 1 : port;
    const witnessPort = port + 2;
    const origin = `http://localhost:${port}`;
    const witnessEnv = {
      DATA_DIR: witnessDir,
      WITNESS_SOCKET: witnessSocket,
      PORT: String(witnessPort),
      ...options.clocks?.env('witness'),
    };
    const witness = new Server('witness/main.ts', witnessEnv, options.sources);
    const portalEnv = {
      DATA_DIR: portalDir,
      DATABASE_URL: database.appUrl,
      WITNESS_URL: `unix:${witnessSocket}`,
      PORT: String(portalPort),
      PORTAL_ORIGIN: origin,
      // People wait a second for others' parcels; a test that writes fifty messages need not.
      STREAM_TICK_MS: '100',
      ...options.clocks?.env('portal'),
      ...options.env,
    };
    const portal = new Server('server/main.ts', portalEnv, options.sources);
    const witnessReady = /^witness ready on /mu;
    const portalReady = /^Portal: /mu;
    undo.push(() => witness.stop());
    await witness.start(witnessReady, from === undefined ? ['--init'] : []);
    undo.push(() => portal.stop());
    await portal.start(from === undefined ? /^Founding link: \S+\n/mu : portalReady);

    return {
      origin,
      place: { origin, rpId: 'localhost' },
      port,
      portalPort,
      get foundingLink() {
        return [...portal.output().matchAll(/^Founding link: (\S+)$/gmu)].at(-1)?.[1] ?? '';
      },
      dataDir,
      portalDir,
      witnessDir,
      witnessSocket,
      witnessPort,
      ownerUrl: database.ownerUrl,
      appUrl: database.appUrl,
      portal,
      witness,
      postgres: database.postgres,
      stopPortal: (signal) => portal.stop(signal),
      startPortal: () => portal.start(portalReady),
      restartPortal: async (signal) => {
        await portal.stop(signal);
        await portal.start(portalReady);
      },
      stopWitness: (signal) => witness.stop(signal),
      startWitness: () => witness.start(witnessReady),
      startPublic: async () => {
        const publicPort = await freePorts();
        const site = new Server('public/main.ts', {
          DATABASE_URL: database.publicUrl,
          PORT: String(publicPort),
          FORM_DIR: await buildForm(join(top, '.data/tests')),
        });
        undo.push(() => site.stop());
        await site.start(/^Public site: /mu);
        return `http://127.0.0.1:${publicPort}`;
      },
      keep: async (folder) => {
        await portal.stop();
        await witness.stop();
        copyState(dataDir, folder);
        const kept = await freshDatabase(database.name);
        await witness.start(witnessReady);
        await portal.start(portalReady);
        return { port, folder, database: kept.name };
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
