// A screen must not say words that are not fetched with it: it would show their ids.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { FluentResource } from '@fluent/bundle';
import { describe, expect, it } from 'vitest';
import { cutPart, PARTS, type Part } from '../../../client/words/sections.ts';

const client = resolve(import.meta.dirname, '../../../client');
const read = (path: string) => readFileSync(join(client, path), 'utf8');

const catalogue = read('words/en.ftl');
const partOf = new Map<string, Part>(
  PARTS.flatMap((part) => new FluentResource(cutPart(catalogue, part)).body.map(({ id }) => [id, part] as const)),
);

/** Every file of the client that these take along, without what is fetched later. */
function reached(start: string, found = new Set<string>()): Set<string> {
  if (found.has(start)) return found;
  found.add(start);
  for (const [, path = ''] of readFileSync(start, 'utf8').matchAll(/^(?:import|export)\b[^;]*?from '(\.[^']+)'/gmu)) {
    const file = join(dirname(start), path);
    if (existsSync(file) && /\.tsx?$/u.test(file)) reached(file, found);
  }
  return found;
}

interface Plan {
  readonly file: string;
  readonly words: readonly string[];
  readonly on: readonly string[];
}

/** The chunks as app.tsx plans them. */
const plans = new Map<string, Plan>(
  [...read('app.tsx').matchAll(/^const (\w+) = chunk\(\{([^}]*)\}\);/gmu)].map(([, name = '', plan = '']) => {
    const list = (key: string) =>
      (new RegExp(`${key}: \\[([^\\]]*)\\]`, 'u').exec(plan)?.[1] ?? '')
        .split(',')
        .map((one) => one.replaceAll(/[' ]/gu, ''));
    const file = /import\('([^']+)'\)/u.exec(plan)?.[1] ?? '';
    return [name, { file: join(client, file), words: list('words').filter(Boolean), on: list('on').filter(Boolean) }];
  }),
);

function below(name: string): readonly string[] {
  return [name, ...(plans.get(name)?.on ?? []).flatMap(below)];
}

/** A refusal's code and a kind of link that read like ids of words. */
const noWords: readonly string[] = ['invite-used', 'founding-link'];

/** The ids that a file writes out, and those that begin as one of its templates does. */
function saidIn(file: string): readonly string[] {
  const text = readFileSync(file, 'utf8');
  const whole = [...text.matchAll(/['"`]([a-z][a-z0-9]*(?:-[a-z0-9]+)+)['"`]/gu)].map(([, id = '']) => id);
  const begun = [...text.matchAll(/\bt\(`([a-z][a-z0-9-]*-)\$\{/gu)].flatMap(([, begin = '']) =>
    [...partOf.keys()].filter((id) => id.startsWith(begin)),
  );
  return [...whole, ...begun].filter((id) => partOf.has(id) && !noWords.includes(id));
}

const first = reached(join(client, 'main.tsx'));

describe('words come with the chunk that says them', () => {
  it('the chunks are found', () => {
    expect([...plans.keys()]).toEqual(['shared', 'own', 'days', 'newcomers', 'messages', 'teams', 'founding']);
    expect(first.size).toBeGreaterThan(40);
  });

  it('with the first page', () => {
    const missing = [...first].flatMap((file) => saidIn(file).filter((id) => partOf.get(id) !== 'first'));
    expect(missing).toEqual([]);
  });

  // What the shared parts say is asked of each chunk that uses them.
  it.each([...plans.keys()].filter((name) => name !== 'shared'))('with %s', (name) => {
    const rooms = below(name).map((room) => plans.get(room) as Plan);
    const spoken = new Set(['first', ...rooms.flatMap(({ words }) => words)]);
    const files = [...reached((plans.get(name) as Plan).file)].filter((file) => !first.has(file));
    const missing = files.flatMap((file) =>
      saidIn(file)
        .filter((id) => !spoken.has(partOf.get(id) as Part))
        .map((id) => `${file.slice(client.length)} says ${id}`),
    );
    expect(missing).toEqual([]);
  });
});
