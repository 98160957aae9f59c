// `npm start`: database, witness, portal and public site on this machine, and one founding link while there is no event.
// ctrl-C stops all of them; when one dies, the others are stopped too.
import { createWriteStream, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { witnessCard, witnessCardHash } from '#protocol/members/witness-card.ts';
import { migrate } from '../server/migrate.ts';
import { Witness } from '../server/witness.ts';
import { startPostgres } from './postgres.ts';
import { startNode, type Program } from './program.ts';

const top = resolve(import.meta.dirname, '..');
const dataDir = resolve(process.env['DATA_DIR'] ?? join(top, '.data'));
const port = Number(process.env['PORT'] ?? 8080);
if (!Number.isInteger(port) || port < 1 || port > 65_533) {
  console.error('PORT must be 1 to 65533: the portal takes it, the public site and the witness the next two.');
  process.exit(1);
}
mkdirSync(join(dataDir, 'journal'), { recursive: true, mode: 0o700 });

interface Urls {
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly publicUrl: string;
  stop(): Promise<void>;
}

/** A database of one's own, or the one that comes with the checkout. */
async function openDatabase(): Promise<Urls> {
  const { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl, DATABASE_PUBLIC_URL: publicUrl } = process.env;
  if (ownerUrl !== undefined && appUrl !== undefined)
    return { ownerUrl, appUrl, publicUrl: publicUrl ?? appUrl, stop: async () => undefined };
  return startPostgres({ dataDir });
}

const programs: Program[] = [];
let opening: Promise<Urls> | undefined;
let stopping: Promise<void> | undefined;
const sockets = mkdtempSync(join(tmpdir(), 'dd-'));

async function stopAll(): Promise<void> {
  // Last started, first stopped: the portal finishes its requests while its witness is still there.
  for (const program of programs.toReversed()) await program.stop();
  // It may still be starting.
  await (await opening?.catch(() => undefined))?.stop();
  rmSync(sockets, { recursive: true, force: true });
}

function stop(code: number): void {
  stopping ??= stopAll().then(
    () => process.exit(code),
    () => process.exit(1),
  );
}

/** Starts a server. Journals go to files, sentences to the terminal. Resolves when the server says that it listens. */
async function run(name: string, file: string, env: Record<string, string>, ready: RegExp, args: string[] = []) {
  if (stopping !== undefined) throw new Error(`${name} is not started any more`);
  const journal = createWriteStream(join(dataDir, 'journal', `${name}.jsonl`), { flags: 'w', mode: 0o600 });
  const onLine = (line: string, from: 'stdout' | 'stderr') => {
    if (from === 'stderr') console.error(line);
    else if (line.startsWith('{')) journal.write(`${line}\n`);
    else if (name !== 'witness') console.log(line);
  };
  const program = startNode(join(top, file), args, { env, onLine });
  programs.push(program);
  void program.ended.then(({ code, signal }) => {
    if (stopping === undefined) console.error(`${name} ended with ${code ?? signal}; everything is stopped.`);
    stop(1);
  });
  await program.ready(ready, null);
}

async function startWitness(): Promise<string> {
  const folder = join(dataDir, 'witness');
  const fresh = !existsSync(folder) || readdirSync(folder).length === 0;
  const socket = join(sockets, 'w');
  const environment = { DATA_DIR: folder, WITNESS_SOCKET: socket, PORT: String(port + 2) };
  await run('witness', 'witness/main.ts', environment, /^witness ready/mu, fresh ? ['--init'] : []);
  return `unix:${socket}`;
}

async function cardHash(witnessUrl: string): Promise<string> {
  await sodiumReady;
  const witness = new Witness(witnessUrl);
  const { card } = await witness.card();
  witness.close();
  return toBase64url(witnessCardHash(witnessCard.parse(fromBase64url(card))));
}

/** Answers the folder of the public forms' script; '' where nothing is built. */
async function buildPages(): Promise<string> {
  // For work on the server alone: it answers its acts, and whatever page was built last.
  if (process.argv.includes('--no-client')) return '';
  // Not among the imports above: what builds is not there where only the servers run.
  const { buildClient } = await import('./build-client.ts');
  const { buildForm } = await import('./build-form.ts');
  await buildClient(dataDir);
  return buildForm(dataDir);
}

async function startAll(): Promise<void> {
  opening = openDatabase();
  const [database, forms] = await Promise.all([opening, buildPages()]);
  await migrate(database.ownerUrl);
  const witnessUrl = await startWitness();
  console.log(`Witness key card: ${await cardHash(witnessUrl)}`);
  const common = { DATA_DIR: dataDir, PORTAL_ORIGIN: process.env['PORTAL_ORIGIN'] ?? `http://localhost:${port}` };
  const site = {
    DATABASE_URL: database.publicUrl,
    PORT: String(port + 1),
    ...(forms === '' ? {} : { FORM_DIR: forms }),
  };
  await run('public', 'public/main.ts', site, /^Public site/mu);
  const portal = {
    ...common,
    DATABASE_URL: database.appUrl,
    WITNESS_URL: witnessUrl,
    PUBLIC_SITE_ORIGIN: `http://127.0.0.1:${port + 1}`,
    PORT: String(port),
    ...(process.env['PAGER_COMMAND'] === undefined ? {} : { PAGER_COMMAND: process.env['PAGER_COMMAND'] }),
  };
  await run('portal', 'server/main.ts', portal, /^Portal/mu);
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop(0));
try {
  await startAll();
} catch (error) {
  // Once the programs are being stopped, every failure is a result of that.
  if (stopping === undefined) console.error(error instanceof Error ? error.message : String(error));
  stop(1);
}
