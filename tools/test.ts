// Runs every test, or those that the arguments name, and ends with where the time went and one line that a person or a
// machine can read: "N passed, N failed". A file that could not be loaded counts as a failure, and so does a run without
// any test. Without arguments, one event and those unit tests that may read a clock run once more with every clock two
// years ahead.
import { supervise } from './testing/supervise.ts';

process.exit((await supervise(process.argv.slice(2))).code);
