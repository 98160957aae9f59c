// What .ci/run runs: each part of `npm run check` counts as one, then the tests; the last line says how many passed.
import { checks, isClean } from './testing/checks.ts';
import { countsIn, lineOf, sum } from './testing/counts.ts';
import { supervise } from './testing/supervise.ts';

const unclean = checks.filter((check) => !isClean(check));
const { code, output } = await supervise(process.argv.slice(2), true);
const checked = { passed: checks.length - unclean.length, failed: unclean.length };
console.log(
  `check: ${unclean.length === 0 ? 'all clean' : `not clean: ${unclean.map(({ name }) => name).join(', ')}`}`,
);
console.log(lineOf(sum(checked, countsIn(output))));
process.exit(code === 0 && unclean.length === 0 ? 0 : 1);
