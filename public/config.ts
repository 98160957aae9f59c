/** The only reader of this process's environment. */
import { Proxies } from './proxies.ts';

export interface Config {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  /** Holds form.js and sealing.js as tools/build-form.ts makes them; without it forms are sealed on arrival only. */
  readonly formDir: string | undefined;
  readonly proxies: Proxies;
}

function readProxies(list: string): Proxies {
  try {
    return new Proxies(list);
  } catch (error) {
    throw new Error(`TRUSTED_PROXIES: ${error instanceof Error ? error.message : 'unreadable'}.`, { cause: error });
  }
}

export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const port = Number(environment['PORT'] ?? '8081');
  if (!Number.isInteger(port) || port < 1 || port > 65535) throw new Error(`PORT is ${port}; it must be 1 to 65535.`);
  const url = environment['DATABASE_URL'];
  if (url === undefined) throw new Error('DATABASE_URL is missing; the public site logs in as dd_public.');
  return {
    databaseUrl: url,
    host: environment['HOST'] ?? '127.0.0.1',
    port,
    formDir: environment['FORM_DIR'],
    proxies: readProxies(environment['TRUSTED_PROXIES'] ?? ''),
  };
}
