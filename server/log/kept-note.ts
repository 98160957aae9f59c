/**
 * What was signed over this log, in files next to the keys: the newest checkpoint and head that were verified, a checkpoint
 * of somebody who knew more than is here, and what the root names of the founders. Somebody who writes into the database, or puts an older one back, does not undo it.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

type Name = 'newest-note' | 'newest-head' | 'newer-note' | 'founders';

export class KeptNote {
  readonly #folder: string;
  readonly #name: Name;

  constructor(dataDir: string, name: Name) {
    [this.#folder, this.#name] = [dataDir, name];
  }

  /** Undefined where there is none yet. The reader verifies it. */
  read(): string | undefined {
    try {
      return readFileSync(this.#path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  /** The old one or the new one is there, whatever happens meanwhile. */
  write(text: string): void {
    writeFileSync(`${this.#path}-new`, text, { mode: 0o600, flush: true });
    renameSync(`${this.#path}-new`, this.#path);
    const folder = openSync(this.#folder, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  }

  get #path(): string {
    return join(this.#folder, this.#name);
  }
}
