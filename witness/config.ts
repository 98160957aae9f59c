/** The only reader of the environment and of the command line. */
import { join, resolve } from 'node:path';

export interface Config {
  /** Holds state.sqlite and key; 0700. */
  readonly dataDir: string;
  /** The portal's door: everything but monitoring. */
  readonly socket: string;
  /** Monitoring only. 0 takes any free port. */
  readonly port: number;
  /** Where monitors reach it: this machine alone, unless it is told otherwise. */
  readonly host: string;
  /** Stands in the key card and in every cosignature; fixed when the state is made. */
  readonly name: string;
  /** Make keys and state. Without it, a witness that finds none does not start. */
  readonly init: boolean;
}

export function readConfig(env: NodeJS.ProcessEnv = process.env, args: readonly string[] = process.argv): Config {
  const dataDir = resolve(env['DATA_DIR'] ?? '.data/witness');
  const port = Number(env['PORT'] ?? 8082);
  const name = env['WITNESS_NAME'] ?? 'witness-1';
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('PORT is no port');
  // c2sp.org/signed-note: a key name holds neither spaces nor plus signs.
  if (!/^[A-Za-z0-9._/-]{1,64}$/u.test(name))
    throw new Error('WITNESS_NAME must be 1 to 64 letters, digits or . _ / -');
  return {
    dataDir,
    socket: resolve(env['WITNESS_SOCKET'] ?? join(dataDir, 'socket')),
    port,
    host: env['HOST'] ?? '127.0.0.1',
    name,
    init: args.includes('--init'),
  };
}
