// Programs of the machine that tests need: browsers, their drivers, a screen.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** A fresh clone on a bare Debian must be able to run everything, so there packages are installed. */
export function installOnDebian(...packages: readonly string[]): void {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  console.error(`installing ${packages.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'], env };
  spawnSync('apt-get', ['update', '-q'], quiet);
  spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...packages], quiet);
}
