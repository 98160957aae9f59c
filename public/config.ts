/**
 * The only reader of the environment. Each server has a file of this form: the servers do not import one another, and
 * protocol/ holds only what a second implementation must reproduce. A wrong value is a ConfigError of one sentence.
 */
import { Proxies } from './proxies.ts';

export interface Config {
  readonly databaseUrl: string;
  readonly host: string;
  readonly port: number;
  /** Has form.js and sealing.js, as tools/build-form.ts makes them. Without it, forms are sealed on arrival only. */
  readonly formDir: string | undefined;
  readonly proxies: Proxies;
}

/** One sentence for the operator: the variable, its value, what it must be. */
export class ConfigError extends Error {}

const fail = (sentence: string): never => {
  throw new ConfigError(sentence);
};

function readPort(text: string): number {
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port <= 65535 ? port : fail(`PORT is ${text}; it must be 1 to 65535.`);
}

function readProxies(list: string): Proxies {
  try {
    return new Proxies(list);
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unreadable';
    throw new ConfigError(`TRUSTED_PROXIES is ${list}; ${reason}.`, { cause: error });
  }
}

/** Returns the configuration, with defaults for one machine. Refuses a missing or wrong value with a ConfigError. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  return {
    databaseUrl: environment['DATABASE_URL'] ?? fail('DATABASE_URL is missing; the public site logs in as dd_public.'),
    host: environment['HOST'] ?? '127.0.0.1',
    port: readPort(environment['PORT'] ?? '8081'),
    formDir: environment['FORM_DIR'],
    proxies: readProxies(environment['TRUSTED_PROXIES'] ?? ''),
  };
}

/** Reads the configuration of this process. A wrong value ends the process with its sentence and status 1. */
export function configOrExit(): Config {
  try {
    return readConfig();
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
