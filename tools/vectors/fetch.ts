import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sources } from './list.ts';

const ANSWERS_WITHIN_MS = 60_000;

function requireHash(bytes: Uint8Array, expected: string, what: string): void {
  const found = createHash('sha256').update(bytes).digest('hex');
  if (found !== expected) throw new Error(`${what} has the hash ${found}, expected ${expected}: it was not kept`);
}

/** Where a file is fetched from: its public home, or the same path below a mirror. */
const addressOf = (url: string, mirror: string | undefined): string =>
  mirror === undefined ? url : new URL(new URL(url).pathname.slice(1), mirror.replace(/\/?$/u, '/')).href;

/**
 * Fetches every file of the list into `folder`. Throws at the first that does not come, or has another hash; what is in the
 * folder has always been checked.
 */
export async function fetchVectors(
  folder: string,
  mirror: string | undefined,
  say: (line: string) => void,
  from = sources,
): Promise<void> {
  for (const { path, url, sha256, taken } of from) {
    const address = addressOf(url, mirror);
    const answer = await fetch(address, { signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) }).catch((error: unknown) => {
      throw new Error(`${address} does not answer`, { cause: error });
    });
    if (!answer.ok) throw new Error(`${address} answers ${answer.status}`);
    const answered = await answer.bytes();
    requireHash(answered, sha256, address);
    const kept = taken === undefined ? answered : Buffer.from(taken.from(Buffer.from(answered).toString('utf8')));
    if (taken !== undefined) requireHash(kept, taken.sha256, `what was taken out of ${address}`);
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.new`, kept);
    renameSync(`${file}.new`, file);
    say(path);
  }
}
