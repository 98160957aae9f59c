// The launcher: every npm script goes through it, so everything runs on Node 24 even where an older Node came with the
// machine. Plain JavaScript for Node 18 and later; it must start before Node 24 is there.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

const WANTED = 24;

function findNode() {
  if (Number.parseInt(process.versions.node, 10) >= WANTED) return process.execPath;
  // The executable is a pinned optional dependency with an integrity hash in package-lock.json. node_modules/.bin is not
  // trusted to link it: npm 10 leaves that folder empty when several optional packages offer the same command.
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  try {
    const manifest = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  } catch {
    console.error(
      `This needs Node ${WANTED} and runs on ${process.versions.node}: there is no ${name} package here. Run "npm ci", or install Node ${WANTED} yourself.`,
    );
    process.exit(1);
  }
}

const node = findNode();
const child = spawn(node, process.argv.slice(2), {
  stdio: 'inherit',
  // Children of the child ask PATH for "node" and must find the same one.
  env: { ...process.env, PATH: dirname(node) + delimiter + (process.env.PATH ?? '') },
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
// npm hands a signal to its shell, which ends without handing it on: then nobody but the child is left to be told.
const parent = process.ppid;
if (process.env.npm_lifecycle_event !== undefined)
  setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 200).unref();
child.on('error', (error) => {
  console.error(`Node ${WANTED} did not start: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));
