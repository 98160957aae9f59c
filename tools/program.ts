/** The one way to start, read and stop a program: for `npm start`, the demo, tests and bench. */
import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';

const READY_WITHIN_MS = 30_000;
const STOPPED_WITHIN_MS = 10_000;
/** How much of its newest output is kept, in characters: enough for `ready` and for the message of an error. */
const KEPT = 16_000;

export interface ProgramOptions {
  /** The whole environment, except PATH, which is this process's own unless it is given. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd?: string;
  /** Called with every line of stdout and stderr, without its end. */
  readonly onLine?: (line: string, from: 'stdout' | 'stderr') => void;
  /** Puts the program into a process group of its own, which ctrl-C on the terminal does not reach. */
  readonly detached?: boolean;
  /** It stops programs of its own: stopping it waits as long as that takes, and it is never killed. */
  readonly patient?: boolean;
}

export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export class Program {
  readonly #child: ChildProcess;
  readonly #name: string;
  readonly #patient: boolean;
  #newest = '';
  readonly #waiting = new Set<() => void>();
  /** Resolves when the program has ended and all its output was read. */
  readonly ended: Promise<Ending>;

  constructor(path: string, args: readonly string[], options: ProgramOptions) {
    this.#name = args.find((arg) => arg.endsWith('.ts')) ?? path;
    this.#patient = options.patient ?? false;
    const child = spawn(path, args, {
      env: { PATH: process.env['PATH'] ?? '', ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: options.detached ?? false,
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    this.#child = child;
    // This process may end without having stopped it.
    const kill = () => child.kill(this.#patient ? 'SIGTERM' : 'SIGKILL');
    process.once('exit', kill);
    // A program that could not be started at all says so in 'error', and 'close' follows.
    child.once('error', (error) => (this.#newest += `${error.message}\n`));
    this.ended = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        process.removeListener('exit', kill);
        resolve({ code, signal });
      });
    });
    for (const from of ['stdout', 'stderr'] as const)
      createInterface({ input: child[from] }).on('line', (line) => {
        this.#newest = `${this.#newest}${line}\n`.slice(-KEPT);
        options.onLine?.(line, from);
        for (const look of this.#waiting) look();
      });
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /**
   * Returns the first group of the pattern, or '', once the output matches; `^` and `$` need the flag m. Throws if the
   * program ends before, or is not ready within `withinMs` (null: no limit). The message has the end of its output.
   */
  async ready(pattern: RegExp, withinMs: number | null = READY_WITHIN_MS): Promise<string> {
    const { promise, resolve, reject } = Promise.withResolvers<string>();
    const look = () => {
      const found = pattern.exec(this.#newest);
      if (found !== null) resolve(found[1] ?? '');
    };
    const fail = (why: string) => reject(new Error(`${this.#name} ${why}:\n${this.#newest.slice(-2000)}`));
    const timer = withinMs === null ? undefined : setTimeout(() => fail('is not ready'), withinMs);
    void this.ended.then(({ code, signal }) => fail(`ended with ${code ?? signal}`));
    this.#waiting.add(look);
    look();
    try {
      return await promise;
    } finally {
      clearTimeout(timer);
      this.#waiting.delete(look);
    }
  }

  /** Sends a signal that does not end it, for example SIGSTOP. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Ends the program and waits until it has ended. After 10 s it is killed, unless it is `patient`. */
  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) this.#child.kill(signal);
    const timer = this.#patient ? undefined : setTimeout(() => this.#child.kill('SIGKILL'), STOPPED_WITHIN_MS);
    await this.ended;
    clearTimeout(timer);
  }
}

/** Starts a file of ours with this Node. */
export function startNode(file: string, args: readonly string[], options: ProgramOptions): Program {
  return new Program(process.execPath, ['--disable-warning=ExperimentalWarning', file, ...args], options);
}
