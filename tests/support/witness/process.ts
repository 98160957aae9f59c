/** The real witness as a process over its own folder, and a client for its socket. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { witnessCard, type WitnessCard } from '#protocol/members/witness-card.ts';
import { inherited } from '../processes/inherited.ts';

const main = resolve(import.meta.dirname, '../../../witness/main.ts');

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly text: string;
  /** The parsed body; the tests read what the wire says. */
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly json: any;
}

export interface Exit {
  readonly code: number | null;
  readonly output: string;
}

/** Runs until it is ready or gone. */
export async function launch(
  dataDir: string,
  flags: readonly string[] = [],
  env: Record<string, string> = {},
): Promise<{ child: ChildProcess; output: () => string; port: number } | Exit> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...flags], {
    env: { ...inherited, DATA_DIR: dataDir, PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ready = new Promise<number>((done) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      const port = /witness ready on http:\/\/127\.0\.0\.1:(\d+)/u.exec(output)?.[1];
      if (port !== undefined) done(Number(port));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
  });
  const gone = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  const first = await Promise.race([ready, gone]);
  return typeof first === 'number' ? { child, output: () => output, port: first } : first;
}

export class RunningWitness {
  readonly dataDir: string;
  port = 0;
  #child: ChildProcess | undefined;
  #output: () => string = () => '';

  readonly #env: Record<string, string>;

  private constructor(dataDir: string, env: Record<string, string>) {
    this.dataDir = dataDir;
    this.#env = env;
  }

  static async make(env: Record<string, string> = {}): Promise<RunningWitness> {
    const witness = new RunningWitness(join(await mkdtemp(join(tmpdir(), 'witness-')), 'state'), env);
    await witness.start(['--init']);
    return witness;
  }

  async start(flags: readonly string[] = []): Promise<void> {
    const started = await launch(this.dataDir, flags, this.#env);
    if (!('child' in started)) throw new Error(`the witness did not start: ${started.output}`);
    [this.#child, this.#output, this.port] = [started.child, started.output, started.port];
  }

  /** No goodbye: as a power cut would, but for what the disk itself loses. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const closed = once(child, 'close');
    child.kill('SIGKILL');
    await closed;
  }

  /** It lives, holds its sockets, and answers nothing. */
  freeze(): void {
    this.#child?.kill('SIGSTOP');
  }

  thaw(): void {
    this.#child?.kill('SIGCONT');
  }

  async restart(): Promise<void> {
    await this.kill();
    await this.start();
  }

  async remove(): Promise<void> {
    await this.kill();
    await rm(resolve(this.dataDir, '..'), { recursive: true, force: true });
  }

  output(): string {
    return this.#output();
  }

  call(method: 'GET' | 'POST', path: string, body?: unknown): Promise<Answer> {
    const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body);
    const type = typeof body === 'string' ? 'text/plain' : 'application/json';
    const headers = body === undefined ? {} : { 'content-type': type, 'content-length': Buffer.byteLength(text) };
    return new Promise((done, fail) => {
      const call = request({ socketPath: join(this.dataDir, 'socket'), method, path, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => {
          const answer = Buffer.concat(chunks).toString('utf8');
          const contentType = response.headers['content-type'] ?? '';
          const json: unknown = contentType.startsWith('application/json') ? JSON.parse(answer) : undefined;
          done({ status: response.statusCode ?? 0, type: contentType, text: answer, json });
        });
      });
      call.on('error', fail);
      call.end(text);
    });
  }

  async card(): Promise<WitnessCard> {
    return witnessCard.parse(fromBase64url((await this.call('GET', '/card')).json.card));
  }
}
