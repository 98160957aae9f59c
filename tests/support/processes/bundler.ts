/**
 * Makes one file of the sources of a program, beside one file of each package that it imports. A portal is made of about
 * nine hundred files. To find, read and link them takes four times as long as everything else that it does at its start.
 */
import { mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { rolldown, type Plugin } from 'rolldown';

const top = resolve(import.meta.dirname, '../../..');

/** The programs that tests start again and again. */
export const programs = ['server/main.ts', 'witness/main.ts', 'public/main.ts'] as const;
export type ProgramFile = (typeof programs)[number];

/**
 * Found by Node in node_modules: libraries in machine code, what a package asks for only now and then, and CommonJS from
 * which more than its default is imported: in a file made of it, nothing else has a name.
 */
const asTheyAre = [/^node:/u, /^pg-native$/u, /^sodium-native$/u, /^thread-stream$/u, /^pino$/u];
const isPackage = (id: string): boolean => !/^(?:[./#]|node:)/u.test(id);
const fileOf = (name: string): string => `${name.replaceAll('/', '_')}.mjs`;

/** What a file says of its own place stays true. */
const ownPlace: Plugin = {
  name: 'own-place',
  transform: (code, id) =>
    id.includes('/node_modules/') || !code.includes('import.meta.url')
      ? null
      : code.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(id).href)),
};

export class Bundler {
  readonly #folder: string;
  readonly #packages = new Set<string>();
  #own: Promise<void> | undefined;
  #isComplete = false;
  #copies = 0;

  /** The folder goes with the run, so nothing is kept over a change of sources. */
  constructor(folder: string) {
    this.#folder = folder;
  }

  async #bundle(sources: string, file: string, to: string): Promise<void> {
    const outside: Plugin = {
      name: 'outside',
      resolveId: (id, importer) => {
        if (importer === undefined || !isPackage(id) || asTheyAre.some((one) => one.test(id))) return null;
        if (!this.#isComplete) this.#packages.add(id);
        const isMade = this.#packages.has(id);
        return { id: isMade ? join(this.#folder, 'packages', fileOf(id)) : id, external: true };
      },
    };
    const bundle = await rolldown({
      input: join(sources, file),
      external: asTheyAre,
      plugins: [outside, ownPlace],
      platform: 'node',
      tsconfig: false,
    });
    await bundle.write({ file: to, format: 'esm', codeSplitting: false });
    await bundle.close();
  }

  async #bundlePackages(): Promise<void> {
    const bundle = await rolldown({
      input: Object.fromEntries([...this.#packages].map((name) => [fileOf(name), name])),
      external: asTheyAre,
      cwd: top,
      platform: 'node',
      tsconfig: false,
      // Of packages, not of ours.
      logLevel: 'silent',
    });
    const dir = join(this.#folder, 'packages');
    await bundle.write({ dir, format: 'esm', entryFileNames: '[name]', chunkFileNames: '[name]-[hash].mjs' });
    await bundle.close();
  }

  async #makeOwn(): Promise<void> {
    mkdirSync(this.#folder);
    symlinkSync(join(top, 'node_modules'), join(this.#folder, 'node_modules'));
    for (const file of programs) await this.#bundle(top, file, this.#path('own', file));
    this.#isComplete = true;
    await this.#bundlePackages();
  }

  #path(part: string, file: string): string {
    return join(this.#folder, part, file.replace(/\.ts$/u, '.mjs'));
  }

  /** The path of a file that Node starts in the place of `file` of these sources. A copy is read anew each time. */
  async program(file: string, sources: string): Promise<string> {
    await (this.#own ??= this.#makeOwn());
    if (sources === top && (programs as readonly string[]).includes(file)) return this.#path('own', file);
    const path = this.#path(`copy-${(this.#copies += 1)}`, file);
    await this.#bundle(sources, file, path);
    return path;
  }
}
