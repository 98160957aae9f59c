// What a forge, an editor or a newcomer's first command finds here does what the documents say.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const root = join(import.meta.dirname, '../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const isExecutable = (path: string) => (statSync(join(root, path)).mode & 0o111) === 0o111;

interface Workflow {
  readonly jobs: Readonly<
    Record<string, { readonly container: string; readonly steps: readonly { readonly run?: string }[] }>
  >;
}

it.each(['.github', '.forgejo'])('%s runs .ci/run, after the vectors, in a Debian', (forge) => {
  const { jobs } = parse(read(`${forge}/workflows/check.yml`)) as Workflow;
  const { container, steps } = jobs['check']!;
  expect(steps.flatMap(({ run }) => run ?? [])).toEqual(['node tools/node24.mjs tools/vectors.ts', '.ci/run']);
  expect(container).toMatch(/^docker\.io\/library\/node:24-bookworm$/u);
});

it('.ci/run installs, checks and tests, and hands its arguments to the tests', () => {
  expect(isExecutable('.ci/run')).toBe(true);
  expect(read('.ci/run')).toMatch(/^npm ci\nexec node tools\/node24\.mjs tools\/ci\.ts "\$@"$/mu);
});

it('the git hook asks for types, lint and format', () => {
  expect(isExecutable('tools/hooks/pre-commit')).toBe(true);
  expect(read('tools/hooks/pre-commit')).toMatch(/^exec node tools\/node24\.mjs tools\/check\.ts types lint format$/mu);
});

it('the devcontainer installs as .ci/run does, and lets the three ports through', () => {
  const container = JSON.parse(read('.devcontainer/devcontainer.json')) as Record<string, unknown>;
  expect(container).toMatchObject({ postCreateCommand: 'npm ci', forwardPorts: [8080, 8081, 8082] });
});

describe('package.json', () => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };

  it.each(Object.entries(scripts))('%s runs a file that is there, on Node 24', (_, script) => {
    const [node, launcher, file] = script.split(' ');
    expect([node, launcher]).toEqual(['node', 'tools/node24.mjs']);
    expect(existsSync(join(root, file ?? ''))).toBe(true);
  });
});
