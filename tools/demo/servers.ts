/** `npm start` as a child of the demo or of the picture book: same programs, same order, another data folder. */
import { join, resolve } from 'node:path';
import { startNode } from '../program.ts';

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

interface ServersInput {
  readonly dataDir: string;
  readonly port: number;
  /** False where the event is known to exist: then there is no wait for a link. */
  readonly expectLink: boolean;
  readonly say: (line: string) => void;
}

/** Starts the servers and waits until the portal listens and, where one is expected, has shown its founding link. */
export async function startServers({ dataDir, port, expectLink, say }: ServersInput): Promise<Servers> {
  const link = Promise.withResolvers<string | undefined>();
  const program = startNode(join(top, 'tools/start.ts'), [], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port) },
    // ctrl-C reaches this process alone, which stops the servers when its own work is done.
    detached: true,
    patient: true,
    onLine: (line, from) => {
      const [, value] = /^Founding link: (\S+)$/u.exec(line) ?? [];
      if (from === 'stderr') console.error(line);
      else if (value === undefined) say(line);
      else link.resolve(value);
    },
  });
  let told = false;
  const end = () => {
    if (told) return;
    told = true;
    void program.stop().then(() => process.exit(0));
  };
  // At any moment from here on, also while the servers start.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  const ended = program.ended.then(() => undefined);
  const gone = ended.then(() => Promise.reject(new Error('the servers did not start')));
  gone.catch(() => undefined);
  try {
    const origin = await program.ready(/^Portal: (\S+)$/mu, null);
    const timer = setTimeout(() => link.resolve(undefined), expectLink ? LINK_WITHIN_MS : 0);
    const foundingLink = await Promise.race([link.promise, gone]);
    clearTimeout(timer);
    return { origin, foundingLink, ended, isTold: () => told, stop: () => program.stop() };
  } catch (error) {
    await program.stop();
    if (told) process.exit(0);
    throw error;
  }
}
