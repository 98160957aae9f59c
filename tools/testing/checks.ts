import { spawnSync } from 'node:child_process';

interface Check {
  readonly name: string;
  readonly command: readonly string[];
}

export const checks: readonly Check[] = [
  { name: 'types', command: ['node_modules/typescript/bin/tsc', '-b'] },
  { name: 'lint', command: ['node_modules/oxlint/bin/oxlint', '--type-aware'] },
  { name: 'format', command: ['node_modules/oxfmt/bin/oxfmt', '--check', '.'] },
  { name: 'dead code', command: ['node_modules/knip/bin/knip.js', '--no-progress'] },
];

/** Runs one part of `npm run check`, with its output on the terminal. */
export function isClean({ name, command }: Check): boolean {
  console.log(`\n── ${name}`);
  return spawnSync(process.execPath, command, { stdio: 'inherit' }).status === 0;
}
