/**
 * The programs of the machine that tests call: the Debian packages that bring each, and what needs it. On Debian, root is
 * given a package that is missing. Elsewhere the tests that need it do not run, and the closing lines say so.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'vitest';

interface Program {
  readonly packages: readonly string[];
  readonly neededBy: string;
  /** One list of places, or of patterns of places, for each file that must be there. */
  readonly files: readonly (readonly string[])[];
  /** The environment variable that names another place. */
  readonly variable?: string;
  /** Its package starts a server where something starts servers; then only a person may install it. */
  readonly starts?: true;
}

/** A command's places: the system's own before the PATH, whose first one may be somebody's wrapper. */
const command = (...names: readonly string[]): readonly string[] => {
  const folders = ['/usr/bin', '/usr/sbin', ...(process.env['PATH'] ?? '').split(delimiter)];
  return folders.flatMap((folder) => names.map((name) => join(folder, name)));
};

const programs = {
  chromium: {
    packages: ['chromium'],
    neededBy: 'tests/browser, in the browser that most people have',
    variable: 'CHROMIUM_PATH',
    files: [
      [
        ...command('chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'),
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
        'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
        'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
      ],
    ],
  },
  firefox: {
    packages: ['firefox-esr'],
    neededBy: 'tests/browser/other-browsers.test.ts: every screen in Firefox',
    files: [command('firefox-esr', 'firefox')],
  },
  webkit: {
    packages: ['webkit2gtk-driver', 'xvfb'],
    neededBy:
      'tests/browser/other-browsers.test.ts: every screen in the engine of Safari, on a screen that nobody sees',
    files: [['/usr/bin/WebKitWebDriver'], ['/usr/bin/Xvfb'], ['/usr/{lib,lib/*,libexec}/webkit2gtk-4.*/MiniBrowser']],
  },
  faketime: {
    packages: ['libfaketime'],
    neededBy: 'the second run of `npm test`, two years ahead',
    variable: 'FAKETIME_LIBRARY',
    files: [['/usr/lib/*/faketime/libfaketime.so.1', '/usr/{lib,lib64,local/lib}/faketime/libfaketime.so.1']],
  },
  git: {
    packages: ['git'],
    neededBy: 'tests/attacks: mutations are patches; tests of the git hooks',
    files: [command('git')],
  },
  go: {
    packages: ['golang-1.19-go', 'golang-golang-x-mod-dev'],
    neededBy: "tests/integration/witness/oracle.test.ts and the storm: Go's own code reads our log",
    files: [['/usr/lib/go-1.19/bin/go'], ['/usr/share/gocode/src/golang.org/x/mod/sumdb/tlog']],
  },
  python: {
    packages: ['python3', 'python3-nacl', 'python3-cryptography'],
    neededBy: 'tests/integration/second-implementation.test.ts: vectors and evidence, read by another implementation',
    files: [
      ['/usr/bin/python3'],
      ['/usr/lib/python3/dist-packages/nacl/__init__.py'],
      ['/usr/lib/python3/dist-packages/cryptography/__init__.py'],
    ],
  },
  xmllint: {
    packages: ['libxml2-utils'],
    neededBy: 'tests/unit/domain/schedule-formats.test.ts: schedule.xml against its schema',
    files: [command('xmllint')],
  },
  caddy: {
    packages: ['caddy'],
    neededBy: 'tests/integration/processes/services.test.ts: deploy/Caddyfile',
    files: [command('caddy')],
    starts: true,
  },
  tor: {
    packages: ['tor'],
    neededBy: 'tests/integration/processes/services.test.ts: deploy/torrc',
    files: [command('tor')],
    starts: true,
  },
} as const satisfies Record<string, Program>;

type ProgramName = keyof typeof programs;

/** The files of a program, in the order of its list; undefined where one is missing. */
function filesOf({ files, variable }: Program): readonly string[] | undefined {
  const chosen = variable === undefined ? undefined : process.env[variable];
  if (chosen) {
    if (existsSync(chosen)) return [chosen];
    throw new Error(`${variable} names ${chosen}, where there is nothing.`);
  }
  const isPattern = (place: string) => /[*{]/u.test(place);
  const found = files.map((places) =>
    places
      .flatMap((place) => (isPattern(place) ? globSync(place).toSorted().toReversed() : [place]))
      .find((place) => existsSync(place)),
  );
  return found.every((file) => file !== undefined) ? found : undefined;
}

/** Says why packages cannot be installed here; undefined where they can. */
function whyNot({ starts }: Program): string | undefined {
  if (!existsSync('/etc/debian_version')) return 'these are the names of Debian';
  if (process.getuid?.() !== 0) return 'only root can do that';
  if (starts === true && existsSync('/run/systemd/system')) return 'it would start as a service here';
  return undefined;
}

function install(packages: readonly string[]): void {
  console.error(`installing ${packages.join(', ')}`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const quiet = { stdio: ['ignore', 'ignore', 'inherit'] as ['ignore', 'ignore', 'inherit'], env };
  // Another worker may be installing, too.
  const patient = ['-q', '-o', 'DPkg::Lock::Timeout=300'];
  spawnSync('apt-get', [...patient, 'update'], quiet);
  spawnSync('apt-get', [...patient, 'install', '-y', '--no-install-recommends', ...packages], quiet);
}

/** The paths of a program's files, after an installation where that can be. Throws a sentence that says what to install. */
export function provide(name: ProgramName): readonly string[] {
  const program: Program = programs[name];
  const found = filesOf(program);
  if (found !== undefined) return found;
  const reason = whyNot(program);
  if (reason === undefined) install(program.packages);
  const now = filesOf(program);
  if (now !== undefined) return now;
  const todo = `install ${program.packages.join(' and ')}`;
  throw new Error(`${name} is not here: ${todo} (${reason ?? 'apt-get could not'}).`);
}

/** Installs all that is missing and can be installed, before a run of all tests: no test waits for it then. */
export function provideAll(): void {
  const missing = Object.values<Program>(programs).filter(
    (program) => filesOf(program) === undefined && whyNot(program) === undefined,
  );
  if (missing.length > 0) install(missing.flatMap(({ packages }) => packages));
}

/** The sentence that `provide` would throw; undefined where the program is here. */
export function whyMissing(name: ProgramName): string | undefined {
  try {
    provide(name);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

/** The same for one test, which counts as not run where the program cannot be had. */
export function provideOrSkip(context: TestContext, name: ProgramName): readonly string[] {
  try {
    return provide(name);
  } catch (error) {
    return context.skip((error as Error).message);
  }
}
