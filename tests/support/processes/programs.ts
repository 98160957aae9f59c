/**
 * The servers as files that start quickly, of this checkout or of a copy without a check. The main process of the run makes
 * them (bundler.ts). Tests of how the project is started for people start the sources themselves.
 */
import { resolve } from 'node:path';
import type { ProgramFile } from './bundler.ts';
import { ask } from './main-process.ts';

const top = resolve(import.meta.dirname, '../../..');

const made = new Map<string, Promise<string>>();

/** The path of the file that Node starts in the place of `file`. The sources may not change afterwards. */
export function programOf(file: ProgramFile, sources = top): Promise<string> {
  const path = `/programs/${encodeURIComponent(file)}/${encodeURIComponent(sources)}`;
  const program = made.get(path) ?? ask('POST', path);
  made.set(path, program);
  return program;
}
