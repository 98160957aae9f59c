/** Keys that this server keeps in files of its own: the log's, the cookie's, and the one of what the witness keeps for it. */
import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { key32, type Key32 } from '#protocol/crypto/sodium.ts';

/** Returns the key of this name. It is made at the first start. A file of another length is damage and stops the start. */
export function keptKey(dataDir: string, name: 'session' | 'log' | 'restore'): Key32 {
  const folder = join(dataDir, 'keys');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const file = join(folder, name);
  try {
    writeFileSync(file, randomBytes(32), { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const bytes = readFileSync(file);
  if (bytes.length !== 32)
    throw new Error(`keys/${name} has ${bytes.length} bytes, not 32: restore it from its backup`);
  return key32(new Uint8Array(bytes));
}
