/** Starts the public site: configuration, check of the database role, application, socket. */
import { setTimeout as wait } from 'node:timers/promises';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { build } from './app.ts';
import { configOrExit } from './config.ts';
import { openPool, openStore, tooMightyRole } from './store.ts';

const config = configOrExit();
const endWithinMs = 5000;
const pool = openPool(config.databaseUrl);

/**
 * Returns the name of a database role that reads too much, or undefined. Waits for a database that starts later; nothing is
 * served before.
 */
async function roleOrWait(): Promise<string | undefined> {
  for (;;) {
    try {
      return await tooMightyRole(pool);
    } catch {
      await wait(1000);
    }
  }
}

const mighty = await roleOrWait();
if (mighty !== undefined) {
  process.stderr.write(`DATABASE_URL logs in as ${mighty}, which reads more; the public site logs in as dd_public.\n`);
  process.exit(1);
}
await sodiumReady;
const { app } = await build(openStore(pool), {
  formDir: config.formDir,
  proxies: config.proxies,
  say: (line) => void process.stderr.write(`${line}\n`),
});
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => {
    // A database that hangs does not end its connections either.
    setTimeout(() => process.exit(0), endWithinMs).unref();
    void app.close().then(() => pool.end());
  });
await app.listen({ host: config.host, port: config.port });
process.stdout.write(`Public site: http://${config.host}:${config.port}\n`);
