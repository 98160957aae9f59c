import { setTimeout as wait } from 'node:timers/promises';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { build } from './app.ts';
import { readConfig, type Config } from './config.ts';
import { openPool, openStore, tooMightyRole } from './store.ts';

function configured(): Config {
  try {
    return readConfig();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'unknown'}\n`);
    process.exit(1);
  }
}

const config = configured();
const goodbyeMs = 5000;
const pool = openPool(config.databaseUrl);

/** Nothing is served before it is known who this is; a database that starts later is waited for. */
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
    // A database that hangs does not answer a goodbye either.
    setTimeout(() => process.exit(0), goodbyeMs).unref();
    void app.close().then(() => pool.end());
  });
await app.listen({ host: config.host, port: config.port });
process.stdout.write(`Public site: http://${config.host}:${config.port}\n`);
