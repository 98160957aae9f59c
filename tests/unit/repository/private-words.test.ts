// Words that only the authors understood do not come back. docs/glossary.md has the terms to use instead.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');

/** Old names of parts, and turns of phrase that are no modern English. */
const forbidden =
  /\b(houses?|doors?|storeys?|hallways?|cellars?|strong-?rooms?|scribes?|luck|shred(s|ded|ding)?|whoever|whom it is for|of then|stands? in|by halves)\b/iu;
/** An import is a path, and no sentence. */
const isImport = (line: string) => /^\s*(import|export|\} from)\b/u.test(line);

/** Texts for people, where a door is a door; notes in the frozen vectors; walkthroughs, which quote old words; tests of such rules. */
const others = [
  'docs/walkthroughs/',
  'domain/public-pages/public-words',
  'tests/vectors/books/',
  'tools/demo/',
  'tests/unit/repository/documents.test.ts',
  'tests/unit/repository/private-words.test.ts',
];
const files = execFileSync(
  'git',
  ['ls-files', '--', '*.ts', '*.tsx', '*.mjs', '*.md', '*.yml', '*.sh', '*Dockerfile'],
  {
    cwd: root,
    encoding: 'utf8',
  },
)
  .trim()
  .split('\n')
  .filter((path) => !others.some((other) => path.startsWith(other)));

/** Every line of a text with a forbidden word, with its number. */
function privateWords(path: string, text: string): readonly string[] {
  return text
    .split('\n')
    .flatMap((line, at) => (!isImport(line) && forbidden.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : []));
}

describe('private words', () => {
  it('are in no comment, test, tool or document', () => {
    expect(files.length).toBeGreaterThan(900);
    expect(files.flatMap((path) => privateWords(path, readFileSync(join(root, path), 'utf8')))).toEqual([]);
  });

  it('are found by this rule, in a sentence and not in an import', () => {
    const planted = [
      "import { a } from './doors.ts';",
      '/** The one door of this house. */',
      '// for whoever it stands in',
      '',
    ];
    expect(privateWords('a.ts', planted.join('\n'))).toEqual([
      'a.ts:2: /** The one door of this house. */',
      'a.ts:3: // for whoever it stands in',
    ]);
  });
});
