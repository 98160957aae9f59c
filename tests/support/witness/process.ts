/** The real witness as a process over its own folder, and a client for its socket. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { witnessCard, type WitnessCard } from '#protocol/members/witness-card.ts';
import { startNode, type Program } from '../../../tools/program.ts';
import { inherited } from '../processes/inherited.ts';
import { programOf } from '../processes/programs.ts';

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

/** Starts a witness. Returns it once it is ready, or how it ended. */
export async function launch(
  dataDir: string,
  flags: readonly string[] = [],
  env: Record<string, string> = {},
  sources?: string,
): Promise<{ program: Program; output: () => string; port: number } | Exit> {
  let output = '';
  const program = startNode(await programOf('witness/main.ts', sources), flags, {
    env: { ...inherited, DATA_DIR: dataDir, PORT: '0', ...env },
    onLine: (line) => (output += `${line}\n`),
  });
  try {
    const port = await program.ready(/^witness ready on http:\/\/127\.0\.0\.1:(\d+)/mu);
    return { program, output: () => output, port: Number(port) };
  } catch {
    await program.stop('SIGKILL');
    return { code: (await program.ended).code, output };
  }
}

export class RunningWitness {
  readonly dataDir: string;
  port = 0;
  #program: Program | undefined;
  #output: () => string = () => '';

  readonly #env: Record<string, string>;
  readonly #sources: string | undefined;

  private constructor(dataDir: string, env: Record<string, string>, sources: string | undefined) {
    this.dataDir = dataDir;
    this.#env = env;
    this.#sources = sources;
  }

  /** `sources`: a copy without a check; this checkout otherwise. */
  static async make(env: Record<string, string> = {}, sources?: string): Promise<RunningWitness> {
    const witness = new RunningWitness(join(await mkdtemp(join(tmpdir(), 'witness-')), 'state'), env, sources);
    await witness.start(['--init']);
    return witness;
  }

  async start(flags: readonly string[] = []): Promise<void> {
    const started = await launch(this.dataDir, flags, this.#env, this.#sources);
    if (!('program' in started)) throw new Error(`the witness did not start: ${started.output}`);
    [this.#program, this.#output, this.port] = [started.program, started.output, started.port];
  }

  /** Ends it as a power cut would, except for what the disk itself loses. */
  async kill(): Promise<void> {
    await this.#program?.stop('SIGKILL');
  }

  /** No file of it grows beyond so many bytes from now on, as on a disk that is full; undefined: there is space again. */
  limitFiles(size: number | undefined): void {
    const pid = String(this.#program?.pid);
    execFileSync('prlimit', ['--pid', pid, `--fsize=${size ?? 'unlimited'}:unlimited`]);
  }

  /** Stops it from running: it keeps its sockets and answers nothing. */
  freeze(): void {
    this.#program?.signal('SIGSTOP');
  }

  thaw(): void {
    this.#program?.signal('SIGCONT');
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
      const socketPath = join(this.dataDir, 'socket');
      const call = request({ socketPath, method, path, headers, agent: false }, (response) => {
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
