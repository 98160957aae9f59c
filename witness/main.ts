/** The witness: a second small server, meant for another machine, that trusts nothing the portal says. */
import { chmodSync, existsSync, lstatSync, unlinkSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { toBase64url } from '#protocol/core/bytes.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { monitoringApp, socketApp } from './app.ts';
import type { Witness } from './witness.ts';
import { configOrExit } from './config.ts';
import { Log } from './log.ts';
import { makeState, openState } from './state.ts';

const config = configOrExit();
// Files and socket belong to this user alone.
process.umask(0o077);
await sodiumReady;

function start(): Witness {
  if (config.init) makeState(config.dataDir, config.name);
  const state = openState(config.dataDir, config.name);
  if (config.init) process.stdout.write(`witness card ${toBase64url(state.keys.cardHash)}\n`);
  return { ...state, log: new Log(state.db) };
}

function startOrExplain(): Witness {
  try {
    return start();
  } catch (error) {
    process.stderr.write(`the witness does not start: ${error instanceof Error ? error.message : 'unknown'}\n`);
    process.exit(1);
  }
}

const witness = startOrExplain();
const [socket, monitoring] = [socketApp(witness), monitoringApp(witness)];
// The lock on the state says that no other witness lives here, so a socket that is still there is a dead one's.
if (existsSync(config.socket) && lstatSync(config.socket).isSocket()) unlinkSync(config.socket);
await monitoring.listen({ host: config.host, port: config.port });
await socket.listen({ path: config.socket });
chmodSync(config.socket, 0o600);
const { port } = monitoring.server.address() as AddressInfo;
process.stdout.write(`witness ready on http://${config.host}:${port}\n`);

async function stop(): Promise<void> {
  await Promise.all([socket.close(), monitoring.close()]);
  witness.db.close();
  process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
