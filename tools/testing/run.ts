// One run of the tests, told by tools/test.ts which. It stops all that it started when it is told to stop, or when that
// process is gone.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createVitest, type Vitest } from 'vitest/node';
import { ahead } from '../../tests/support/processes/faketime.ts';
import { provideAll } from '../../tests/support/processes/packages.ts';
import { laterTime, notRun, slowestFiles, timeByTier } from './closing.ts';
import { countsIn, lineOf, sum, type Counts } from './counts.ts';
import { descendantsOf, endAll, inOwnSession, kill } from './descendants.ts';
import { pathsWithoutFile, readArguments } from './filters.ts';

const LATER = '+730d';
/** The long tier runs when it is named (`npm run test:long`), and in no other run. */
const NOT_LONG = '!long';
const CLOSES_WITHIN_MS = 25_000;
const ENDS_WITHIN_MS = 3000;
/** As a shell says it of a command that ctrl-C ended. */
const STOPPED = 130;

let vitest: Vitest | undefined;
let laterRun: ChildProcess | undefined;
let stopping = false;

/**
 * Workers that are ended do not end what they started. So they are halted, what is below them is noted, and both are ended;
 * vitest would wait for them. PostgreSQL, in a session of its own, is then stopped as after any run.
 */
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  laterRun?.kill('SIGTERM');
  const laterEnded = laterRun === undefined || laterRun.exitCode !== null ? undefined : once(laterRun, 'exit');
  const workers = inOwnSession(descendantsOf(process.pid)).filter(
    ({ pid, parent }) => parent === process.pid && pid !== laterRun?.pid,
  );
  for (const worker of workers) kill(worker, 'SIGSTOP');
  const below = workers.flatMap(({ pid }) => descendantsOf(pid));
  for (const worker of workers) kill(worker, 'SIGKILL');
  const tooLong = new Promise((resolve) => setTimeout(resolve, CLOSES_WITHIN_MS));
  const closed = Promise.allSettled([vitest?.close(), laterEnded]);
  await endAll(below, ENDS_WITHIN_MS);
  await Promise.race([closed, tooLong]);
  console.log('stopped before the end');
  process.exit(STOPPED);
}

/** What may read a clock in the unit tier, and one event, once more, with every clock two years ahead. */
async function runLater(): Promise<Counts> {
  let env;
  try {
    env = { ...process.env, ...ahead(LATER) };
  } catch (error) {
    console.error((error as Error).message);
    return { passed: 0, failed: 1 };
  }
  const child = spawn(process.execPath, [import.meta.filename], { env, stdio: ['ignore', 'pipe', 'inherit', 'ipc'] });
  laterRun = child;
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString('utf8');
    process.stdout.write(chunk);
  });
  await once(child, 'close');
  return countsIn(output);
}

async function start(given: readonly string[]) {
  const { paths, options, sentence } = readArguments(given);
  const project = options.project ?? NOT_LONG;
  const started = await createVitest('test', { ...options, project, run: true, watch: false, reporters: ['default'] });
  vitest = started;
  // It would leave at once, and leave behind what its workers started.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.removeAllListeners(signal).on(signal, () => void stop());
  try {
    await started.start([...paths]);
  } catch (error) {
    // No file was found: said below, by name.
    if (paths.length === 0) throw error;
  }
  return { paths, sentence, state: started.state };
}

type Run = Awaited<ReturnType<typeof start>>;

interface Told {
  readonly counts: Counts;
  /** What did not run, and why the run has failed where no test has. */
  readonly lines: readonly string[];
}

function judge({ paths, sentence, state }: Run): Told {
  const modules = state.getTestModules();
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const inState = (wanted: string) => tests.filter((test) => test.result().state === wanted).length;
  // A file that could not be loaded counts as a failure.
  const broken = modules.filter(
    (module) => module.state() === 'failed' && [...module.children.allTests('failed')].length === 0,
  );
  const left = notRun(tests, sentence);
  const complaints = pathsWithoutFile(
    paths,
    modules.map(({ moduleId }) => moduleId),
  ).map((path) => `no test file has "${path}" in its path`);
  const some = inState('passed') + inState('failed') + broken.length + left.length > 0;
  if (!some && complaints.length === 0)
    complaints.push(sentence === undefined ? 'no test was found' : `no test has "${sentence}" in its sentence`);
  if (process.env['CI']) complaints.push(...left.filter(({ excused }) => !excused).map(({ line }) => `in CI, ${line}`));
  return {
    counts: {
      passed: inState('passed'),
      failed: inState('failed') + broken.length + state.getUnhandledErrors().length + complaints.length,
    },
    lines: [...left.map(({ line }) => line), ...complaints.map((why) => `FAILED: ${why}`)],
  };
}

/** Without arguments the run comes twice. */
async function main(given: readonly string[]): Promise<Counts> {
  const isLater = process.env['FAKETIME'] !== undefined;
  const isWhole = given.length === 0 && !isLater;
  if (isWhole) provideAll();
  const began = performance.now();
  const run = await start(given);
  await vitest?.close();
  const modules = run.state.getTestModules();
  const { counts, lines } = judge(run);
  const before = performance.now();
  const later = isWhole && !stopping ? await runLater() : { passed: 0, failed: 0 };
  const times = isLater ? [] : [...slowestFiles(modules), ...timeByTier(before - began, modules)];
  if (isWhole) times.push(laterTime(performance.now() - before, later.passed + later.failed));
  for (const line of [...times, ...lines]) console.log(line);
  return sum(counts, later);
}

process.on('disconnect', () => void stop());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop());
let counts: Counts = { passed: 0, failed: 1 };
try {
  counts = await main(process.argv.slice(2));
} catch (error) {
  console.error(`FAILED: ${error instanceof Error ? error.message : String(error)}`);
}
if (!stopping) {
  console.log(lineOf(counts));
  process.exit(counts.failed === 0 ? 0 : 1);
}
