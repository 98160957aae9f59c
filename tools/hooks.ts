// `npm run hooks`: from now on git runs tools/hooks/pre-commit in this clone. `npm run hooks -- off`: no more.
import { spawnSync } from 'node:child_process';

const FOLDER = 'tools/hooks';
const git = (...args: readonly string[]) => spawnSync('git', ['config', ...args], { encoding: 'utf8' });

function fail(sentence: string): never {
  console.error(sentence);
  process.exit(1);
}

const present = git('--get', 'core.hooksPath').stdout.trim();
if (present !== '' && present !== FOLDER) fail(`git takes its hooks from ${present} already; nothing was changed.`);
const [word, ...rest] = process.argv.slice(2);
if (rest.length > 0 || (word !== undefined && word !== 'off')) fail('npm run hooks, or npm run hooks -- off');
if (word === 'off') {
  if (present !== '') git('--unset', 'core.hooksPath');
  console.log('No hook runs any more.');
} else {
  const { status, stderr } = git('core.hooksPath', FOLDER);
  if (status !== 0) fail(stderr.trim());
  console.log('Before each commit: types, lint and format. `npm run hooks -- off` ends it.');
}
