/** The ProVerif models of protocol/models: each model, and each with one decision of the protocol taken out. */
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, readFileSync, rmSync, cpSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';

const top = resolve(import.meta.dirname, '../..');
const folder = 'protocol/models';

/** Said where the program is not, by the command and by the closing lines of a test run. */
export const proverifMissing =
  'proverif is not here: Debian has no package, so it is built from its source (protocol/models/README.md)';

/** PROVERIF names it, or it is in the PATH. */
export function findProverif(): string | undefined {
  const named = process.env['PROVERIF'];
  if (named) {
    if (existsSync(named)) return named;
    throw new Error(`PROVERIF names ${named}, where there is nothing.`);
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.map((one) => join(one, 'proverif')).find((place) => existsSync(place));
}

export interface Model {
  readonly name: string;
  /** The model itself, or the one that the patch is applied to. */
  readonly file: string;
  readonly patch: string | undefined;
  /** One answer a query, in their order. */
  readonly expected: readonly string[];
}

/** `1 true`, one line a query; what follows the answer is for people. */
function expectedIn(file: string): readonly string[] {
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line, at) => {
    const [, number, answer] = /^(\d+) (true|false)(?: |$)/u.exec(line) ?? [];
    if (answer === undefined || Number(number) !== at + 1) throw new Error(`${file}: "${line}"`);
    return answer;
  });
}

export function allModels(): readonly Model[] {
  const found = (pattern: string) => globSync(`${folder}/${pattern}`, { cwd: top }).toSorted();
  const expectedBeside = (file: string) => expectedIn(join(top, file.replace(/\.\w+$/u, '.expected')));
  const whole = found('*.pv').map((file) => ({
    name: basename(file, '.pv'),
    file,
    patch: undefined,
    expected: expectedBeside(file),
  }));
  const broken = found('without/*.patch').map((patch) => {
    const of = whole.find(({ name }) => basename(patch).startsWith(`${name}-`));
    if (of === undefined) throw new Error(`${patch} is of no model`);
    return { name: `without ${basename(patch, '.patch')}`, file: of.file, patch, expected: expectedBeside(patch) };
  });
  return [...whole, ...broken];
}

/** What the program answers to each query, in their order. Throws where it answers something else, or nothing. */
export function prove(program: string, { file, patch, name }: Model): readonly string[] {
  const copy = mkdtempSync(join(tmpdir(), 'dd-model-'));
  try {
    const target = join(copy, file);
    cpSync(join(top, file), target);
    if (patch !== undefined) applyIn(copy, join(top, patch));
    const { stdout, stderr } = spawnSync(program, [target], { encoding: 'utf8', timeout: 60_000 });
    const results = stdout.split('\n').filter((line) => line.startsWith('RESULT '));
    const answers = results.map((line) => / is (true|false)\.$/u.exec(line)?.[1] ?? line);
    if (answers.length === 0) throw new Error(`${name}: no answer: ${stdout.slice(-500)}${stderr}`);
    return answers;
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** One that no longer applies has to follow its model. */
function applyIn(copy: string, patch: string): void {
  const env = { PATH: process.env['PATH'] ?? '', GIT_CEILING_DIRECTORIES: dirname(copy), GIT_CONFIG_NOSYSTEM: '1' };
  const { status, stderr } = spawnSync('git', ['apply', patch], { cwd: copy, env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${patch} no longer applies: ${stderr}`);
}
