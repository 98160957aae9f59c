// Runs every test, or those that the arguments name, and ends with where the time went and one line that a person or a
// machine can read: "N passed, N failed". A file that could not be loaded counts as a failure, and so does a run without
// any test. Without arguments the unit tier and one event run once more with every clock two years ahead.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseCLI, startVitest } from 'vitest/node';
import type { TestModule, TestProject } from 'vitest/node';
import { ahead } from '../tests/support/processes/faketime.ts';

const SLOWEST = 10;
const LATER = '+730d';

/** When the first file of a tier began and the last one ended. */
const spans = new Map<string, { from: number; to: number }>();
function mark({ project }: { readonly project: Pick<TestProject, 'name'> }): void {
  const now = performance.now();
  const from = spans.get(project.name)?.from ?? now;
  spans.set(project.name, { from, to: now });
}

/** Setup and import belong to the cost of a file: they are what somebody who runs it waits for. */
function seconds(module: TestModule): number {
  const spent = module.diagnostic();
  return (spent.duration + spent.collectDuration + spent.setupDuration + spent.prepareDuration) / 1000;
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

/** This command once more, two years later. A run that did not come to its end has failed. */
async function runLater(): Promise<Counts> {
  let env;
  try {
    env = { ...process.env, ...ahead(LATER) };
  } catch (error) {
    console.error((error as Error).message);
    return { passed: 0, failed: 1 };
  }
  const child = spawn(process.execPath, process.argv.slice(1, 2), { env, stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
    process.stdout.write(chunk);
  });
  await once(child, 'close');
  const [, passed, failed] = /^two years later: (\d+) passed, (\d+) failed$/mu.exec(output) ?? [];
  return { passed: Number(passed ?? 0), failed: Number(failed ?? 1) };
}

const given = process.argv.slice(2);
const { filter, options } = parseCLI(['vitest', 'run', ...given]);
const reporters = ['default' as const, { onTestModuleStart: mark, onTestModuleEnd: mark }];
const vitest = await startVitest('test', filter, { ...options, run: true, watch: false, reporters });
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

if (process.env['FAKETIME'] !== undefined) {
  console.log(`two years later: ${count('passed')} passed, ${failed} failed`);
  process.exit(failed === 0 ? 0 : 1);
}
const before = performance.now();
const later = given.length === 0 ? await runLater() : { passed: 0, failed: 0 };
const laterMs = performance.now() - before;

console.log(`\nslowest of ${modules.length} files`);
for (const module of modules.toSorted((a, b) => seconds(b) - seconds(a)).slice(0, SLOWEST)) {
  console.log(`${seconds(module).toFixed(1).padStart(7)} s  ${module.relativeModuleId}`);
}
console.log('\nwhere the time went');
const spent = (ms: number, what: string) => console.log(`${(ms / 1000).toFixed(1).padStart(7)} s  ${what}`);
for (const [name, { from, to }] of spans) {
  const own = modules.filter(({ project }) => project.name === name);
  const size = own.reduce((sum, module) => sum + [...module.children.allTests()].length, 0);
  spent(to - from, `${name}: ${own.length} files, ${size} tests`);
}
if (given.length === 0) spent(laterMs, `two years later: ${later.passed + later.failed} tests`);
for (const test of skipped) console.log(`NOT RUN: ${test.module.relativeModuleId} > ${test.fullName}`);
console.log(`${count('passed') + later.passed} passed, ${failed + later.failed} failed`);
process.exit(failed + later.failed === 0 ? 0 : 1);
