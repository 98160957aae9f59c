// Runs every test, or those whose path matches the arguments, and ends with one line that a person or a machine can
// read: "N passed, N failed". A file that could not be loaded counts as a failure, and so does a run without any test.
import { startVitest } from 'vitest/node';
import type { TestModule } from 'vitest/node';

const SLOWEST = 10;

/** Setup and import belong to the cost of a file: they are what somebody who runs it waits for. */
function seconds(module: TestModule): number {
  const spent = module.diagnostic();
  return (spent.duration + spent.collectDuration + spent.setupDuration + spent.prepareDuration) / 1000;
}

const vitest = await startVitest('test', process.argv.slice(2), { run: true, watch: false });
const modules = vitest.state.getTestModules();
const tests = modules.flatMap((module) => [...module.children.allTests()]);
const unhandled = vitest.state.getUnhandledErrors();
const broken = modules.filter(
  (module) => module.state() === 'failed' && ![...module.children.allTests('failed')].length,
);

const count = (state: 'passed' | 'failed' | 'skipped') => tests.filter((test) => test.result().state === state).length;
const failed = count('failed') + broken.length + unhandled.length + (tests.length === 0 ? 1 : 0);
const skipped = tests.filter((test) => test.result().state === 'skipped');
await vitest.close();

console.log(`\nslowest of ${modules.length} files`);
for (const module of modules.toSorted((a, b) => seconds(b) - seconds(a)).slice(0, SLOWEST)) {
  console.log(`${seconds(module).toFixed(1).padStart(7)} s  ${module.relativeModuleId}`);
}
for (const test of skipped) console.log(`NOT RUN: ${test.module.relativeModuleId} > ${test.fullName}`);
console.log(`${count('passed')} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
