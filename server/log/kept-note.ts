/**
 * The newest checkpoint that was verified, in a file next to the keys: somebody who writes into the database cannot delete
 * how far the witness had come.
 */
import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export class KeptNote {
  readonly #folder: string;

  constructor(dataDir: string) {
    this.#folder = dataDir;
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
  write(note: string): void {
    writeFileSync(`${this.#path}-new`, note, { mode: 0o600, flush: true });
    renameSync(`${this.#path}-new`, this.#path);
    const folder = openSync(this.#folder, 'r');
    try {
      fsyncSync(folder);
    } finally {
      closeSync(folder);
    }
  }

  get #path(): string {
    return join(this.#folder, 'newest-note');
  }
}
