// The library that moves the clock of a run. It is never skipped: a run that could not move its clock has not shown that
// nothing expires.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';

const PLACES = ['/usr/lib/*/faketime/libfaketime.so.1', '/usr/{lib,lib64,local/lib}/faketime/libfaketime.so.1'];
const installed = (): string | undefined => globSync(PLACES)[0];

/** A fresh clone on a bare Debian must be able to run everything, so there the package is installed. */
function installOnDebian(): void {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return;
  console.error('no libfaketime here: installing the libfaketime package');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'], env };
  spawnSync('apt-get', ['update', '-q'], quiet);
  spawnSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'libfaketime'], quiet);
}

function findFaketime(): string {
  const found = process.env['FAKETIME_LIBRARY'] ?? installed();
  if (found !== undefined) return found;
  installOnDebian();
  const now = installed();
  if (now !== undefined) return now;
  throw new Error('no libfaketime found: install it, or set FAKETIME_LIBRARY to its path');
}

/** The environment of a process whose clock is this far ahead, for instance +730d. Its timers run as ever. */
export function ahead(offset: string): Readonly<Record<string, string>> {
  return {
    LD_PRELOAD: findFaketime(),
    FAKETIME: offset,
    // Timers and waits count on the monotonic clock, which must neither jump nor disagree between processes.
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
  };
}
