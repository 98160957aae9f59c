/** Builds the one script of the public pages and its worker: FOLDER/form.js and FOLDER/sealing.js, once per sources. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { build, type Rolldown } from 'vite';
import { filesBelow } from './build-client.ts';

const top = resolve(import.meta.dirname, '..');
const sources = ['public/form', 'protocol', 'package-lock.json', 'tools/build-form.ts'];
const scripts = { 'form.js': 'page.ts', 'sealing.js': 'worker.ts' } as const;

async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await Promise.all(sources.map((source) => filesBelow(join(top, source))))).flat().toSorted())
    if (!file.endsWith('.md')) hash.update(await readFile(file));
  return hash.digest('hex').slice(0, 24);
}

async function bundle(file: string): Promise<string> {
  const { output } = (await build({
    configFile: false,
    root: top,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      modulePreload: false,
      rolldownOptions: {
        input: join(top, 'public/form', file),
        output: { format: 'es', codeSplitting: false },
        checks: { bundlerTimings: false },
      },
    },
  })) as Rolldown.RolldownOutput;
  const [script] = output;
  if (output.length !== 1 || script.type !== 'chunk') throw new Error(`${file} became ${output.length} files`);
  return script.code;
}

/** Answers the folder; what was built of the same sources before is taken as it is. */
export async function buildForm(dataDir: string): Promise<string> {
  const done = join(resolve(dataDir), 'form', await hashSources());
  if (existsSync(done)) return done;
  const making = `${done}.making-${process.pid}`;
  await mkdir(making, { recursive: true });
  for (const [name, file] of Object.entries(scripts)) await writeFile(join(making, name), await bundle(file));
  try {
    await rename(making, done);
  } catch (error) {
    // Somebody else was quicker.
    await rm(making, { recursive: true, force: true });
    if (!existsSync(done)) throw error;
  }
  return done;
}

// By hand, or where an image is made: node tools/build-form.ts FOLDER builds FOLDER/form/<hash>.
if (import.meta.main) console.log(await buildForm(process.argv[2] ?? '.data'));
