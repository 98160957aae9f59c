/** The arguments of `npm test`: parts of paths, `-t` with a part of a sentence, and what vitest takes besides. */
import { resolve } from 'node:path';
import { parseCLI } from 'vitest/node';

interface Asked {
  readonly paths: readonly string[];
  readonly options: ReturnType<typeof parseCLI>['options'];
  /** A part of the sentences of the tests that run. */
  readonly sentence: string | undefined;
}

/** vitest takes a pattern, and puts " > " between a group and its test; here it is the text as a person reads it. */
const asPattern = (text: string): string =>
  text.replaceAll(/[\\^$.*+?()[\]{}|]/gu, '\\$&').replaceAll(' ', '(?: > | )');

/** Throws where an argument would silently run everything. */
export function readArguments(given: readonly string[]): Asked {
  if (given.includes('')) throw new Error('an argument is empty: name a part of a path, or of a sentence after -t');
  const { filter, options } = parseCLI(['vitest', 'run', ...given]);
  const asked: unknown = options.testNamePattern;
  if (asked === undefined) return { paths: filter, options, sentence: undefined };
  if (typeof asked !== 'string' || asked === '') throw new Error('-t takes a part of a sentence');
  return { paths: filter, options: { ...options, testNamePattern: asPattern(asked) }, sentence: asked };
}

/** Those of the paths that no file of the run answers to. */
export function pathsWithoutFile(paths: readonly string[], files: readonly string[]): readonly string[] {
  const plain = (path: string) => path.replace(/:\d+$/u, '').toLowerCase();
  return paths.filter(
    (path) => !files.some((file) => [plain(path), resolve(plain(path))].some((part) => plain(file).includes(part))),
  );
}
