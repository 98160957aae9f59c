/** Starts the portal: configuration, application, socket. At its end it finishes open requests, then leaves the database. */
import { chmodSync, mkdirSync } from 'node:fs';
import { build } from './app.ts';
import { configOrExit } from './config.ts';
import { openDatabase } from './db.ts';
import { openJournal } from './logger.ts';
import { takePlace } from './log/place.ts';
import { migrate } from './migrate.ts';
import { Witness } from './witness.ts';

const config = configOrExit();
mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
chmodSync(config.dataDir, 0o700);
// Before the migration: a portal that will not serve changes nothing under the one that does.
await takePlace(config.databaseUrl).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
});
if (config.ownerUrl !== undefined) await migrate(config.ownerUrl);
const db = openDatabase(config.databaseUrl);
const { app, foundingLink } = await build(config, db, new Witness(config.witnessUrl), openJournal(), () =>
  process.exit(1),
);

const endWithinMs = 2000;
let closing = false;
async function close(): Promise<void> {
  if (closing) return;
  closing = true;
  await app.close();
  // A database that hangs does not end its connections either.
  setTimeout(() => process.exit(0), endWithinMs).unref();
  await db.destroy();
  // Of the two servers of "localhost", the second would wait for connections that are kept alive.
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void close());

await app.listen({ port: config.port, host: config.host });
process.stdout.write(`Portal: ${config.origin}\n`);

/** Shows the founding link. The link names the witness by its key card, so this waits for a witness that starts later. */
async function showFoundingLink(): Promise<void> {
  const link = await foundingLink().catch(() => null);
  if (link === null && !closing) setTimeout(() => void showFoundingLink(), 1000).unref();
  if (typeof link === 'string') process.stdout.write(`Founding link: ${link}\n`);
}
await showFoundingLink();
