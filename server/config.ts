/**
 * The only reader of the environment. Each server has a file of this form: the servers do not import one another, and
 * protocol/ holds only what a second implementation must reproduce. A wrong value is a ConfigError of one sentence.
 */
import { join, resolve } from 'node:path';
import { publicAddress } from '#domain/public-pages/public-address.ts';

export interface Config {
  /** Scheme, host and port, as browsers write it. */
  readonly origin: string;
  /** Exactly the origin's host. A wider RP ID would let a sibling host ask for the PRF output. */
  readonly rpId: string;
  readonly publicOrigin: string | undefined;
  readonly databaseUrl: string;
  readonly ownerUrl: string | undefined;
  readonly witnessUrl: string;
  readonly dataDir: string;
  /** Has the built client, one folder a build. An image contains it; `npm start` builds it below DATA_DIR. */
  readonly clientDir: string;
  readonly port: number;
  /** The address to listen on; only this machine reaches the default. */
  readonly host: string;
  readonly pagerCommand: string | undefined;
  /** How long parcels wait to be shuffled with others, in ms. A longer wait mixes more of them and sends later. */
  readonly streamTickMs: number;
}

/** One sentence for the operator: the variable, its value, what it must be. */
export class ConfigError extends Error {}

const fail = (sentence: string): never => {
  throw new ConfigError(sentence);
};

function readPort(text: string): number {
  const port = Number(text);
  return Number.isInteger(port) && port > 0 && port < 65534 ? port : fail(`PORT is ${text}; it must be 1 to 65533.`);
}

function readOrigin(name: string, text: string): string {
  const url = URL.parse(text);
  if (url === null || url.origin !== text)
    return fail(`${name} is ${text}; it must be an origin like https://portal.example.`);
  if (url.protocol !== 'https:' && url.hostname !== 'localhost')
    return fail(`${name} is ${text}; browsers offer security keys over https only, localhost excepted.`);
  return text;
}

/** Proposed to the programme desk. The portal never opens this address, and no policy of ours names it. */
function readPublicOrigin(text: string | undefined): string | undefined {
  if (text === undefined || publicAddress(text) !== undefined) return text;
  return fail(`PUBLIC_SITE_ORIGIN is ${text}; it must be an origin like https://site.example, without a path.`);
}

function readWitness(text: string | undefined): string {
  if (text === undefined)
    return fail('WITNESS_URL is missing; it says where the witness listens, http://… or unix:/path.');
  if (text.startsWith('unix:/') || /^https?:\/\//u.test(text)) return text.replace(/\/$/u, '');
  return fail(`WITNESS_URL is ${text}; it must begin with http:// or unix:/.`);
}

function readTick(text: string): number {
  const ms = Number(text);
  return Number.isInteger(ms) && ms >= 50 && ms <= 10_000
    ? ms
    : fail(`STREAM_TICK_MS is ${text}; it must be 50 to 10000.`);
}

/** Returns the configuration, with defaults for one machine. Refuses a missing or wrong value with a ConfigError. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const port = readPort(environment['PORT'] ?? '8080');
  const origin = readOrigin('PORTAL_ORIGIN', environment['PORTAL_ORIGIN'] ?? `http://localhost:${port}`);
  const dataDir = resolve(environment['DATA_DIR'] ?? '.data');
  return {
    origin,
    rpId: new URL(origin).hostname,
    publicOrigin: readPublicOrigin(environment['PUBLIC_SITE_ORIGIN']),
    databaseUrl: environment['DATABASE_URL'] ?? fail('DATABASE_URL is missing; the portal logs in as dd_app.'),
    ownerUrl: environment['DATABASE_OWNER_URL'],
    witnessUrl: readWitness(environment['WITNESS_URL']),
    dataDir,
    clientDir: resolve(environment['CLIENT_DIR'] ?? join(dataDir, 'client')),
    port,
    host: environment['HOST'] ?? 'localhost',
    pagerCommand: environment['PAGER_COMMAND'],
    streamTickMs: readTick(environment['STREAM_TICK_MS'] ?? '1000'),
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
