/**
 * A PostgreSQL of a test's own that writes to disk and can be killed. Each of its lives has a socket in another folder. So
 * everybody reaches it over one link, which points to the newest.
 */
import { rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { removePostgres, startPostgres, type Postgres } from '../../../tools/postgres.ts';
import { clock } from './inherited.ts';

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

export class OwnPostgres {
  readonly #dataDir: string;
  #running: Postgres;
  #isUp = true;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly publicUrl: string;

  private constructor(dataDir: string, running: Postgres) {
    [this.#dataDir, this.#running] = [dataDir, running];
    this.#link();
    const through = (url: string): string => {
      const linked = new URL(url);
      linked.searchParams.set('host', this.#socket);
      return linked.href;
    };
    this.ownerUrl = through(running.ownerUrl);
    this.appUrl = through(running.appUrl);
    this.publicUrl = through(running.publicUrl);
  }

  static async start(dataDir: string): Promise<OwnPostgres> {
    return new OwnPostgres(dataDir, await startPostgres({ dataDir, env: clock }));
  }

  /** 0 while it does not run. */
  get pid(): number {
    return this.#isUp && isThere(this.#running.pid) ? this.#running.pid : 0;
  }

  /** SIGQUIT ends every process of it at once, and the next start recovers from its log. */
  async stop(signal: 'SIGINT' | 'SIGQUIT' = 'SIGINT'): Promise<void> {
    if (this.pid !== 0) process.kill(this.pid, signal);
    this.#isUp = false;
    await this.#running.stop();
  }

  async start(): Promise<void> {
    this.#running = await startPostgres({ dataDir: this.#dataDir, env: clock });
    this.#link();
    this.#isUp = true;
  }

  async remove(): Promise<void> {
    await this.stop();
    removePostgres(this.#dataDir);
  }

  get #socket(): string {
    return join(this.#dataDir, 's');
  }

  #link(): void {
    const folder = new URL(this.#running.ownerUrl).searchParams.get('host') ?? '';
    rmSync(this.#socket, { force: true });
    symlinkSync(folder, this.#socket);
  }
}
