import pg from 'pg';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { build } from './app.ts';
import { readConfig, type Config } from './config.ts';
import { openStore } from './store.ts';

function configured(): Config {
  try {
    return readConfig();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'unknown'}\n`);
    process.exit(1);
  }
}

const config = configured();
const pool = new pg.Pool({ connectionString: config.databaseUrl, max: 4, connectionTimeoutMillis: 5000 });
// An idle connection that breaks is replaced at the next use; without a listener it would end the process.
pool.on('error', () => undefined);
await sodiumReady;
const { app } = await build(openStore(pool), { formDir: config.formDir, proxies: config.proxies });
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void app.close().then(() => pool.end()));
await app.listen({ host: config.host, port: config.port });
process.stdout.write(`Public site: http://${config.host}:${config.port}\n`);
