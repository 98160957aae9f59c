/** `npm start` as a child of the demo or of the picture book: same programs, same order, another data folder. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const top = resolve(import.meta.dirname, '../..');
const LINK_WITHIN_MS = 10_000;

export interface Servers {
  readonly origin: string;
  /** Undefined where an event is founded already. */
  readonly foundingLink: string | undefined;
  /** Resolves when they have ended by themselves. */
  readonly ended: Promise<void>;
  /** True once a signal has told this process to end: it ends by itself, when the servers have. */
  isTold(): boolean;
  stop(): Promise<void>;
}

interface Wish {
  readonly dataDir: string;
  readonly port: number;
  /** False where the event is known to exist: then nobody waits for a link. */
  readonly expectLink: boolean;
  readonly say: (line: string) => void;
}

export async function startServers({ dataDir, port, expectLink, say }: Wish): Promise<Servers> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(top, 'tools/start.ts')], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
    // ctrl-C reaches this process alone, which stops the servers when its own work is tidy.
    detached: true,
  });
  const ended = once(child, 'exit').then(() => undefined);
  const orphaned = () => child.kill('SIGTERM');
  process.once('exit', orphaned);
  const stop = async () => {
    process.removeListener('exit', orphaned);
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await ended;
  };
  let told = false;
  const end = () => {
    if (told) return;
    told = true;
    void stop().then(() => process.exit(0));
  };
  // At any moment from here on; while the servers start, too.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const origin = Promise.withResolvers<string>();
  const link = Promise.withResolvers<string | undefined>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    const [, what, value] = /^(Portal|Founding link): (\S+)$/u.exec(line) ?? [];
    if (what === 'Founding link') return link.resolve(value);
    if (what === 'Portal' && value !== undefined) origin.resolve(value);
    say(line);
  });
  const gone = ended.then(() => Promise.reject(new Error('the servers did not start')));
  gone.catch(() => undefined);
  try {
    const at = await Promise.race([origin.promise, gone]);
    const timer = setTimeout(() => link.resolve(undefined), expectLink ? LINK_WITHIN_MS : 0);
    const foundingLink = await Promise.race([link.promise, gone]);
    clearTimeout(timer);
    return { origin: at, foundingLink, ended, isTold: () => told, stop };
  } catch (error) {
    await stop();
    if (told) process.exit(0);
    throw error;
  }
}
