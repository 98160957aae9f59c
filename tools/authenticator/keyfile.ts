/** Software keys in a file, for the demo. The file is as good as the keys themselves, so it is its owner's alone. */
import { chmod, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { SoftwareKey, type KeyState } from './key.ts';

const OWNER_ONLY = 0o600;
const OTHERS = 0o077;

/** Written beside and moved into place: a reader finds the old keys or the new ones, never half a file. */
export async function writeKeyFile(path: string, keys: Readonly<Record<string, SoftwareKey>>): Promise<void> {
  const states = Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, key.toState()]));
  const beside = `${path}.new`;
  await writeFile(beside, `${JSON.stringify(states, null, 2)}\n`, { mode: OWNER_ONLY });
  await chmod(beside, OWNER_ONLY);
  await rename(beside, path);
}

export async function readKeyFile(path: string): Promise<Record<string, SoftwareKey>> {
  const { mode } = await stat(path);
  if (process.platform !== 'win32' && mode & OTHERS) throw new Error('the key file must be readable by its owner only');
  const states = JSON.parse(await readFile(path, 'utf8')) as Record<string, KeyState>;
  return Object.fromEntries(Object.entries(states).map(([name, state]) => [name, SoftwareKey.fromState(state)]));
}
