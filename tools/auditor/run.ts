/**
 * node tools/node24.mjs tools/audit.ts BUNDLE.json [--root ROOTFP] [--partial]
 *
 * Exit codes: 0 everything verified, 1 something was not, 2 nothing could be read.
 */
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { audit, type Brought } from './audit.ts';
import { parseBundle } from './bundle.ts';
import { holds, reportText } from './report.ts';

const usage = 'usage: audit BUNDLE.json [--root ROOTFP] [--partial]';

interface Told extends Brought {
  readonly file: string;
}

function readArguments(args: readonly string[]): Told {
  const options = { root: { type: 'string' }, partial: { type: 'boolean', default: false } } as const;
  // Base64url may begin with a dash, which parseArgs takes for another option unless it is joined to its name.
  const joined = args.flatMap((arg, at) => {
    if (args[at - 1] === '--root') return [];
    return arg === '--root' && args[at + 1] !== undefined ? [`--root=${args[at + 1]}`] : [arg];
  });
  const { values, positionals } = parseArgs({ args: joined, options, allowPositionals: true });
  const [file, ...rest] = positionals;
  if (file === undefined || rest.length > 0) throw new Error(usage);
  return { file, partial: values.partial, rootfp: values.root === undefined ? undefined : fromBase64url(values.root) };
}

export async function run(args: readonly string[]): Promise<{ code: 0 | 1 | 2; text: string }> {
  await sodiumReady;
  try {
    const told = readArguments(args);
    const lines = audit(parseBundle(await readFile(told.file, 'utf8')), told);
    return { code: holds(lines) ? 0 : 1, text: reportText(lines, told) };
  } catch (error) {
    return { code: 2, text: `${error instanceof Error ? error.message : 'unreadable'}\n` };
  }
}
