// What can be checked without running the programs: types, lint, format, dead code. All four run even when one fails,
// so that one run shows everything that is to be mended.
import { spawnSync } from 'node:child_process';

const checks: readonly (readonly [string, readonly string[]])[] = [
  ['types', ['node_modules/typescript/bin/tsc', '-b']],
  ['lint', ['node_modules/oxlint/bin/oxlint', '--type-aware']],
  ['format', ['node_modules/oxfmt/bin/oxfmt', '--check', '.']],
  ['dead code', ['node_modules/knip/bin/knip.js', '--no-progress']],
];

const failed = checks.filter(([name, command]) => {
  console.log(`\n── ${name}`);
  return spawnSync(process.execPath, command, { stdio: 'inherit' }).status !== 0;
});
console.log(failed.length === 0 ? '\nall clean' : `\nnot clean: ${failed.map(([name]) => name).join(', ')}`);
process.exit(failed.length === 0 ? 0 : 1);
