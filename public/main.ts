import pg from 'pg';
import { build } from './app.ts';
import { readConfig, type Config } from './config.ts';

function configured(): Config {
  try {
    return readConfig();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : 'unknown'}\n`);
    process.exit(1);
  }
}

const config = configured();
const pool = new pg.Pool({ connectionString: config.databaseUrl, max: 2 });
pool.on('error', () => undefined);
const app = build(() =>
  pool.query('select 1').then(
    () => true,
    () => false,
  ),
);
for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void app.close().then(() => pool.end()));
await app.listen({ host: config.host, port: config.port });
process.stdout.write(`Public site: http://${config.host}:${config.port}\n`);
