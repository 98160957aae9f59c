/**
 * The only reader of the environment and of the command line. Each server has a file of this form: the servers do not import one another, and
 * protocol/ holds only what a second implementation must reproduce. A wrong value is a ConfigError of one sentence.
 */
import { join, resolve } from 'node:path';

export interface Config {
  /** Holds state.sqlite and key; 0700. */
  readonly dataDir: string;
  /** The path of the socket for the portal: everything but monitoring. */
  readonly socket: string;
  /** Monitoring only. 0 takes any free port. */
  readonly port: number;
  /** The address for monitors; only this machine reaches the default. */
  readonly host: string;
  /** The name in the key card and in every cosignature; fixed when the state is made. */
  readonly name: string;
  /** Make keys and state. Without it, a witness that finds none does not start. */
  readonly init: boolean;
}

/** One sentence for the operator: the variable, its value, what it must be. */
export class ConfigError extends Error {}

const fail = (sentence: string): never => {
  throw new ConfigError(sentence);
};

function readPort(text: string): number {
  const port = Number(text);
  return Number.isInteger(port) && port >= 0 && port <= 65535 ? port : fail(`PORT is ${text}; it must be 0 to 65535.`);
}

/** c2sp.org/signed-note: a key name holds neither spaces nor plus signs. */
function readName(text: string): string {
  if (/^[A-Za-z0-9._/-]{1,64}$/u.test(text)) return text;
  return fail(`WITNESS_NAME is ${text}; it must be 1 to 64 letters, digits or . _ / -.`);
}

/** Returns the configuration, with defaults for one machine. Refuses a wrong value with a ConfigError. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  args: readonly string[] = process.argv,
): Config {
  const dataDir = resolve(environment['DATA_DIR'] ?? '.data/witness');
  return {
    dataDir,
    socket: resolve(environment['WITNESS_SOCKET'] ?? join(dataDir, 'socket')),
    port: readPort(environment['PORT'] ?? '8082'),
    host: environment['HOST'] ?? '127.0.0.1',
    name: readName(environment['WITNESS_NAME'] ?? 'witness-1'),
    init: args.includes('--init'),
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
