/** Go's own log code (golang.org/x/mod/sumdb), as a second opinion. Its programs are in tests/integration/witness/oracle. */
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';

const library = '/usr/share/gocode';
const oracle = resolve(import.meta.dirname, '../../integration/witness/oracle');

/** Compiling takes its time on a busy machine. */
export const goMs = 300_000;

export class GoProgram {
  readonly #folder = mkdtempSync(join(tmpdir(), 'dd-go-'));
  readonly #built: Promise<string>;

  /** Compiles at once. `go` is the command; the program says what it found on one line, or why it refuses. */
  constructor(go: string, name: 'proofs' | 'served') {
    const files = [`${name}.go`, 'note.go'].map((file) => join(oracle, file));
    this.#built = this.#run(go, ['build', '-o', join(this.#folder, name), ...files], '').then((said) => {
      if (said !== '') throw new Error(said);
      return join(this.#folder, name);
    });
    this.#built.catch(() => undefined);
  }

  async ask(input: unknown): Promise<string> {
    return this.#run(await this.#built, [], JSON.stringify(input));
  }

  async #run(command: string, args: readonly string[], input: string): Promise<string> {
    const caches = { GOCACHE: join(this.#folder, 'cache'), HOME: this.#folder };
    const env = { PATH: process.env['PATH'] ?? '', GO111MODULE: 'off', GOPATH: library, ...caches };
    const run = spawn(command, [...args], { env, timeout: goMs });
    run.stdin.on('error', () => undefined);
    run.stdin.end(input);
    const [out, error] = await Promise.all([text(run.stdout), text(run.stderr)]);
    return out + error;
  }

  async remove(): Promise<void> {
    await this.#built.catch(() => undefined);
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
