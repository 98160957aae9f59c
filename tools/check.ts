// Everything that can be known without running the servers: types, lint, format, dead code, or those of them that the
// arguments name. All run even when one fails, so that one look shows all there is to mend.
import { checks, isClean } from './testing/checks.ts';

const given = process.argv.slice(2);
const unknown = given.filter((word) => !checks.some(({ name }) => name === word));
if (unknown.length > 0) {
  console.error(`there is no check "${unknown.join('", "')}": ${checks.map(({ name }) => name).join(', ')}`);
  process.exit(1);
}
const unclean = checks.filter((check) => (given.length === 0 || given.includes(check.name)) && !isClean(check));
console.log(unclean.length === 0 ? '\nall clean' : `\nnot clean: ${unclean.map(({ name }) => name).join(', ')}`);
process.exit(unclean.length === 0 ? 0 : 1);
