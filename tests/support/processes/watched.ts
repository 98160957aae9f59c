/** A program of the project with all that it starts, for tests of how it stops. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { descendantsOf, isAlive, type Process } from '../../../tools/testing/descendants.ts';

const LOOKS_EVERY_MS = 50;

function commandOf({ pid }: Process): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}

export class Watched {
  readonly child: ChildProcess;
  output = '';
  readonly #seen = new Map<string, Process>();
  readonly #commands = new Map<string, string>();
  readonly #others = new Set<string>();
  readonly #looking: NodeJS.Timeout;
  readonly #ended: Promise<[number | null, NodeJS.Signals | null]>;

  constructor(script: string, args: readonly string[], env: Readonly<Record<string, string>>, cwd: string) {
    this.child = spawn(process.execPath, [script, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString('utf8')));
    this.#ended = once(this.child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;
    this.#looking = setInterval(() => this.#look(), LOOKS_EVERY_MS);
  }

  #look(): void {
    for (const one of descendantsOf(this.child.pid ?? 0, this.#others)) {
      const id = `${one.pid} ${one.started}`;
      this.#seen.set(id, one);
      // A new process has its parent's name until it runs a program of its own.
      this.#commands.set(id, commandOf(one) || (this.#commands.get(id) ?? ''));
    }
  }

  /** The command lines of all that it ever started. */
  commands(): readonly string[] {
    return [...this.#commands.values()];
  }

  async until(holds: () => boolean, withinMs: number): Promise<void> {
    const deadline = performance.now() + withinMs;
    while (!holds()) {
      if (performance.now() > deadline) throw new Error(`this did not come: ${String(holds)}\n${this.output}`);
      if (this.child.exitCode !== null) throw new Error(`it ended with ${this.child.exitCode}:\n${this.output}`);
      await wait(LOOKS_EVERY_MS);
    }
  }

  /** Resolves to the exit code, or to the signal that ended it. */
  async tell(signal: NodeJS.Signals): Promise<number | NodeJS.Signals | null> {
    this.#look();
    this.child.kill(signal);
    const [code, ended] = await this.#ended;
    return code ?? ended;
  }

  /** The commands of those that outlive it; they are ended then. */
  async leftBehind(withinMs = 2000): Promise<readonly string[]> {
    clearInterval(this.#looking);
    const until = performance.now() + withinMs;
    const alive = () => [...this.#seen.values()].filter(isAlive);
    while (alive().length > 0 && performance.now() < until) await wait(LOOKS_EVERY_MS);
    const left = alive();
    const commands = left.map(commandOf);
    for (const { pid } of left) process.kill(pid, 'SIGKILL');
    return commands;
  }
}
