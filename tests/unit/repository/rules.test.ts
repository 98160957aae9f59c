// The second line behind lint: what these rules guard is too dear to hang on one tool's configuration.
import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { timeless } from '../../../tools/testing/timeless.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const parts = ['protocol', 'domain', 'server', 'witness', 'public', 'client', 'migrations'] as const;
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const sources = (folder: string) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root });
const shipped = parts.flatMap(sources);

/** Every module that a file names: static, dynamic and re-exporting imports, and the workers it starts by URL. */
function imports(path: string): string[] {
  const found = read(path).matchAll(/(?:\bfrom|\bimport|\bimport\(|\bnew URL\()\s*(['"])([^\s'"]+)\1/g);
  return [...found].map((match) => match[2] as string);
}

/** Lines of the shipped's sources that match, as file:line. */
function lines(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}`] : [])),
  );
}

describe('protocol and domain', () => {
  it('name only pure libraries', () => {
    const pure = /^(\.{1,2}\/|#protocol\/|libsodium-wrappers$|@noble\/(hashes|curves)\/|@scure\/base$|typebox($|\/))/;
    const others = [...sources('protocol'), ...sources('domain')].flatMap((path) =>
      imports(path)
        .filter((specifier) => !pure.test(specifier))
        .map((specifier) => `${path} → ${specifier}`),
    );
    expect(others).toEqual([]);
  });
});

/** These files and all files of ours that they import, however many steps away. */
function reached(paths: readonly string[]): readonly string[] {
  const found = new Set(paths);
  // A set that grows while it is walked is walked to its end.
  for (const path of found)
    for (const specifier of imports(path)) {
      const named = specifier.startsWith('#') ? specifier.slice(1) : posix.join(posix.dirname(path), specifier);
      if (/^[.#]/u.test(specifier) && /\.tsx?$/u.test(named)) found.add(named);
    }
  return [...found];
}

describe('what the run of two years later leaves out', () => {
  const left = reached(timeless.flatMap(sources));

  it('is followed through its imports', () => {
    expect(left).toEqual(expect.arrayContaining(['protocol/roster/roster.ts', 'tests/support/protocol/event.ts']));
  });

  it('reads no clock', () => {
    expect(lines(left, /\bDate\.now\b|\bnew Date\(\)|\bTemporal\b|\bperformance\b/)).toEqual([]);
  });
});

describe('one file each', () => {
  it('imports libsodium', () => {
    const importers = shipped.filter((path) => imports(path).includes('libsodium-wrappers'));
    expect(importers.filter((path) => path !== join('protocol', 'crypto', 'sodium.ts'))).toEqual([]);
  });

  it('composes cryptography: of Node only randomness, an equal time, and the hashes that HTTP wants', () => {
    const named = (path: string) =>
      [...read(path).matchAll(/import \{([^}]*)\} from 'node:crypto'/gu)].flatMap(([, names = '']) =>
        names.split(',').map((name) => name.trim()),
      );
    const ours = /^(randomBytes|randomInt|timingSafeEqual)$/u;
    const foreign = shipped.flatMap((path) =>
      named(path)
        .filter((name) => !ours.test(name))
        .map((name) => `${path}: ${name}`),
    );
    // The ETag of a page, and the hash of its style in the content security policy.
    expect(foreign.toSorted()).toEqual(['public/app.ts: createHash', 'public/site.ts: createHash']);
    const others = shipped.filter((path) => /node:crypto/u.test(read(path)) && named(path).length === 0);
    expect(others).toEqual([]);
  });

  it('speaks to the network in the client', () => {
    const others = sources('client').filter((path) => path !== join('client', 'platform', 'api.ts'));
    expect(lines(others, /\bfetch\(|\bsendBeacon\(|\bnew (XMLHttpRequest|WebSocket|EventSource)\b/)).toEqual([]);
  });

  it('reads the environment', () => {
    const others = shipped.filter((path) => !/^(server|witness|public)[\\/]config\.ts$/.test(path));
    expect(lines(others, /\bprocess\.env\b/)).toEqual([]);
  });

  it.each(['server', 'witness', 'public'])('reads the clock in %s', (part) => {
    const readers = sources(part).filter((path) => /\bDate\.now\(|\bnew Date\(\)/.test(read(path)));
    expect(readers.length, readers.join(', ')).toBeLessThanOrEqual(1);
  });
});

describe('traps that no type sees', () => {
  it('nowhere adds to a value across an await: the left side is read before the wait', () => {
    expect(lines(shipped, /\+=\s*await\b/)).toEqual([]);
  });

  it('never asks pg for binary results: its types would no longer be those that Kysely declares', () => {
    expect(lines(shipped, /\bbinary:\s*true\b/)).toEqual([]);
  });

  it('reads nothing out of a date or number that was written for people: browsers write them differently', () => {
    const client = sources('client');
    const formats = client.filter((path) => path !== join('client', 'lib', 'time.ts'));
    expect(lines(formats, /\bDateTimeFormat\([^)]+\)(?!\.resolvedOptions\(\))/)).toEqual([]);
    expect(lines(shipped, /['"`](en-CA|sv-SE)\b|\.toLocale(Date|Time)?String\(/)).toEqual([]);
    const read =
      /(\.format|\b(timeIn|dateIn|dayIn|weekdayIn|longDayIn|monthIn|plainDate))\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)(\.(?!value\b)\w|\[| *[=!]==? | *[<>]=? )/;
    expect(lines(shipped, read)).toEqual([]);
    for (const wrong of [
      "format('en', options).format(at).slice(0, 2)",
      "dayIn(`${day}T12:00:00Z`, 'UTC', locale.value).split(' ')[0]",
      'timeIn(now, zone) < until',
      'plainDate(day) === plainDate(other)',
    ])
      expect(wrong).toMatch(read);
  });

  it('has no clock and no randomness in protocol and domain', () => {
    expect(lines(sources('protocol'), /\bnew Date\b|\bDate\.now\b|\bMath\.random\b/)).toEqual([]);
    expect(lines(sources('domain'), /\bnew Date\(\)|\bDate\.now\b|\bMath\.random\b/)).toEqual([]);
  });
});

describe('tests on a machine that does other work besides', () => {
  const tests = sources('tests');
  const importing = (name: string, folder: string) =>
    sources(folder).filter((path) =>
      new RegExp(`import \\{[^}]*\\b${name}\\b[^}]*\\} from 'node:http'`, 'u').test(read(path)),
    );

  it('wait for what a process writes: its answer may be read first', () => {
    expect(lines(tests, /expect\(.*(?:\w\.output\(\)|journal\.join\(.*\))(?:\.slice\(\w+\))?\)\.to/u)).toEqual([]);
  });

  it('take a new connection for each question: one that is kept may be closed at that moment', () => {
    const asking = importing('request', 'tests');
    expect(asking).toContain('tests/integration/second-live.test.ts');
    const count = (path: string, pattern: RegExp) => read(path).match(pattern)?.length ?? 0;
    const kept = asking.filter((path) => count(path, /(?<![.\w])request\(/gu) !== count(path, /\bagent: false\b/gu));
    expect(kept).toEqual([]);
  });

  it('keep connections open where they stand between two others', () => {
    const between = importing('createServer', 'tests/support');
    expect(between).toContain('tests/support/browser/recording-proxy.ts');
    expect(between.filter((path) => !/\.keepAliveTimeout = 0;/u.test(read(path)))).toEqual([]);
  });
});

describe('package-lock.json', () => {
  const lock = JSON.parse(read('package-lock.json')) as { packages: Record<string, Record<string, unknown>> };

  it('names no download address: the person who installs decides where from, the hashes decide what', () => {
    const named = Object.entries(lock.packages).filter(([, entry]) => entry['resolved'] !== undefined);
    expect(named.map(([path]) => path)).toEqual([]);
    expect(/"resolved"|\.tgz"/.test(read('package-lock.json'))).toBe(false);
  });

  it('pins every package by hash', () => {
    const unpinned = Object.entries(lock.packages).filter(([path, entry]) => path !== '' && !entry['integrity']);
    expect(unpinned.map(([path]) => path)).toEqual([]);
  });

  it('names exact versions in package.json', () => {
    const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string> | undefined>;
    const versions = ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((kind) =>
      Object.values(manifest[kind] ?? {}),
    );
    expect(versions.filter((version) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });
});
