// `npm run demo`: everything that `npm start` starts, in a folder of its own, with an event of fictional people in it.
// `npm run demo -- as amira`, while it runs: a browser with her software key plugged in.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readKeyFile, writeKeyFile } from './authenticator/keyfile.ts';
import { browseAs } from './demo/browse.ts';
import { guests, officer, staff } from './demo/cast.ts';
import { fillEvent } from './demo/fill.ts';
import { startServers, type Servers } from './demo/servers.ts';

const top = resolve(import.meta.dirname, '..');
const dataDir = resolve(process.env['DATA_DIR'] ?? join(top, '.demo'));
const home = join(dataDir, 'demo');
const file = {
  keys: join(home, 'keys.json'),
  cards: join(home, 'cards.json'),
  /** Written last: without it the event was not filled to its end. */
  place: join(home, 'place.json'),
};

function fail(...lines: string[]): never {
  for (const line of lines) console.error(line);
  process.exit(1);
}

function printPeople(): void {
  const line = (handle: string, alias: string, what: string) =>
    console.log(`  ${handle.padEnd(8)} ${alias.padEnd(12)} ${what}`);
  console.log('\nWho there is (all fictional):');
  line(officer.handle, officer.alias, 'officer');
  for (const one of staff) line(one.handle, one.alias, `${one.desk} team`);
  for (const one of guests) line(one.handle, one.card.alias, 'participant');
  console.log('\nIn another terminal:');
  console.log(`  npm run demo -- as amira     a browser with her key; likewise for the others`);
  console.log(`\nKeys and recovery cards: ${home} (somebody who reads that folder can act as all of them)`);
  console.log('ctrl-C stops; the next `npm run demo` goes on where this one stopped.');
}

/** A folder in use by something else is left alone. */
function refuseForeignFolder(): void {
  if (existsSync(file.place)) return;
  const inside = existsSync(dataDir) ? readdirSync(dataDir).filter((name) => name !== 'client') : [];
  if (inside.length === 0) return;
  const what = existsSync(home) ? 'a demo that was not filled to its end' : 'something that is not a demo';
  fail(`${dataDir} holds ${what}.`, 'Delete that folder, or name another with DATA_DIR.');
}

async function fill(servers: Servers): Promise<void> {
  if (servers.foundingLink === undefined) {
    await servers.stop();
    fail('This database holds an event already, and it is not the demo. Nothing was changed.');
  }
  mkdirSync(home, { recursive: true, mode: 0o700 });
  chmodSync(home, 0o700);
  const place = { origin: servers.origin, rpId: new URL(servers.origin).hostname };
  const { keys, cards } = await fillEvent(place, servers.foundingLink, (line) => console.log(`  ${line}`));
  await writeKeyFile(file.keys, keys);
  const privately = { mode: 0o600 };
  writeFileSync(file.cards, `${JSON.stringify(cards, null, 2)}\n`, privately);
  writeFileSync(file.place, `${JSON.stringify(place)}\n`, privately);
}

async function run(): Promise<void> {
  refuseForeignFolder();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const port = Number(process.env['PORT'] ?? 8080);
  const expectLink = !existsSync(file.place);
  const servers = await startServers({ dataDir, port, expectLink, say: console.log });
  try {
    if (expectLink) await fill(servers);
    else
      writeFileSync(
        file.place,
        `${JSON.stringify({ origin: servers.origin, rpId: new URL(servers.origin).hostname })}\n`,
      );
  } catch (error) {
    await servers.stop();
    if (servers.isTold()) return;
    throw error;
  }
  printPeople();
  await servers.ended;
  if (!servers.isTold()) process.exit(1);
}

/** Counters of keys move with each touch, and a person may set up new ones: what the keys know is kept. */
async function as(handle: string, flags: readonly string[]): Promise<void> {
  if (!existsSync(file.place)) fail(`There is no demo in ${dataDir}. Start one first: npm run demo`);
  const { origin } = JSON.parse(readFileSync(file.place, 'utf8')) as { origin: string };
  const all = await readKeyFile(file.keys);
  const own = Object.keys(all).filter((name) => name === handle || name.startsWith(`${handle}-`));
  if (own.length === 0) fail(`Nobody is called ${handle}. Start \`npm run demo\` to see who there is.`);
  await browseAs({
    handle,
    origin,
    keys: own.map((name) => all[name] as NonNullable<(typeof all)[string]>),
    headless: flags.includes('--headless'),
    picture: flags.find((flag) => flag.endsWith('.png')) ?? join(home, `${handle}.png`),
    keep: async () => {
      const others = Object.entries(await readKeyFile(file.keys)).filter(([name]) => !own.includes(name));
      const ours = own.map((name) => [name, all[name] as NonNullable<(typeof all)[string]>] as const);
      await writeKeyFile(file.keys, Object.fromEntries([...others, ...ours]));
    },
  });
}

const [verb, handle, ...flags] = process.argv.slice(2);
try {
  if (verb === undefined) await run();
  else if (verb === 'as' && handle !== undefined) await as(handle, flags);
  else
    fail('npm run demo                     starts the demo', 'npm run demo -- as amira         a browser with her key');
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
