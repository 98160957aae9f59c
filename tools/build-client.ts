/**
 * Builds the client once per state of its sources: DATA_DIR/client/<hash>/ with the vault as one file of its own,
 * its hash compiled into the page, integrity on every script and style, and a brotli copy of each file beside it.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';
import { build, type Rolldown } from 'vite';
import { LOCALES, type Locale } from '../client/words/catalogues.ts';
import { directionOf } from '../client/words/words.ts';

const top = resolve(fileURLToPath(new URL('..', import.meta.url)));
const sources = ['client', 'domain', 'protocol', 'vite.config.ts', 'package-lock.json', 'tools/build-client.ts'];

export async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(path, { withFileTypes: true, recursive: true }).catch(() => undefined);
  if (entries === undefined) return [path];
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

/** The release id: a hash over every source file's name and bytes, the same in any folder. */
export async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  const files = (await Promise.all(sources.map((source) => filesBelow(join(top, source))))).flat().toSorted();
  for (const file of files) {
    if (file.endsWith('.md')) continue;
    const bytes = await readFile(file);
    hash.update(`${relative(top, file)}\n${bytes.length}\n`).update(bytes);
  }
  return hash.digest('hex').slice(0, 24);
}

function integrityOf(bytes: Uint8Array): string {
  return `sha384-${createHash('sha384').update(bytes).digest('base64')}`;
}

/** Answers the folder of the built client, building it only if these sources were not built before. */
export async function buildClient(dataDir: string): Promise<string> {
  const release = await hashSources();
  const done = join(resolve(dataDir), 'client', release);
  if (existsSync(join(done, 'release.txt'))) return done;
  const making = `${done}.making-${process.pid}`;
  await rm(making, { recursive: true, force: true });
  const vault = await buildVault(release);
  const asked = await buildPages(making, release, vault);
  await mkdir(join(making, 'assets'), { recursive: true });
  await writeFile(join(making, vault.path), vault.code);
  await sealPages(making, asked);
  await writeFile(join(making, 'release.txt'), release);
  await compress(making);
  await rm(done, { recursive: true, force: true });
  await rename(making, done);
  return done;
}

interface BuiltVault {
  /** Relative to the client's root: assets/vault-<hash>.js. */
  readonly path: string;
  readonly code: string;
  readonly integrity: string;
}

const quiet = { configFile: join(top, 'vite.config.ts'), root: join(top, 'client'), logLevel: 'warn' } as const;

async function buildVault(release: string): Promise<BuiltVault> {
  const output = (await build({
    ...quiet,
    define: { __RELEASE__: JSON.stringify(release) },
    build: {
      write: false,
      rolldownOptions: {
        input: join(top, 'client/vault/worker.ts'),
        output: { format: 'es', entryFileNames: 'assets/vault-[hash].js', codeSplitting: false },
      },
    },
  })) as Rolldown.RolldownOutput;
  const chunk = output.output.find((file) => file.type === 'chunk');
  if (chunk === undefined || output.output.length !== 1)
    throw new Error(`the vault became ${output.output.length} files, expected one`);
  return { path: chunk.fileName, code: chunk.code, integrity: integrityOf(Buffer.from(chunk.code)) };
}

/** What a page asks for together with its program. */
interface AskedFirst {
  /** The words it says, a file a language. */
  readonly words: ReadonlyMap<Locale, string>;
  /** What chunks import and no import() names. */
  readonly scripts: readonly string[];
}

async function buildPages(outDir: string, release: string, vault: BuiltVault): Promise<AskedFirst> {
  const { output } = (await build({
    ...quiet,
    define: {
      __RELEASE__: JSON.stringify(release),
      __VAULT_URL__: JSON.stringify(`/${vault.path}`),
      __VAULT_INTEGRITY__: JSON.stringify(vault.integrity),
    },
    build: { outDir, rolldownOptions: { input: join(top, 'client/index.html') } },
  })) as Rolldown.RolldownOutput;
  const fileWith = (module: string): string => {
    const found = output.find((file) => file.type === 'chunk' && file.moduleIds.includes(join(top, module)));
    if (found === undefined) throw new Error(`the build has no file with ${module}`);
    return found.fileName;
  };
  const words = new Map(LOCALES.map((locale) => [locale, fileWith(`client/words/${locale}.ftl?first`)]));
  return { words, scripts: onlyImported(output.filter((file) => file.type === 'chunk')) };
}

/**
 * The chunks that others import and no import() names. WebKit, under an Integrity-Policy, runs nothing that is only
 * imported by another module, whatever the import map says of it: the page must name these (docs/decisions/0013).
 */
function onlyImported(chunks: readonly Rolldown.OutputChunk[]): readonly string[] {
  const named = new Set(chunks.flatMap((chunk) => chunk.dynamicImports));
  const imported = new Set(chunks.flatMap((chunk) => chunk.imports));
  return [...imported].filter((file) => !named.has(file)).toSorted();
}

/**
 * A page a language, which says so and asks for its words together with the program. On every script and style of it
 * stands integrity, and an import map names the hash of each later chunk: an altered file is refused by the browser. The
 * map is data, the same in each page; its own hash goes into the policy (script-hash.txt).
 */
async function sealPages(folder: string, asked: AskedFirst): Promise<void> {
  const bare = await readFile(join(folder, 'index.html'), 'utf8');
  const integrity = new Map<string, string>();
  for (const file of (await filesBelow(join(folder, 'assets'))).toSorted())
    integrity.set(`/${relative(folder, file)}`, integrityOf(await readFile(file)));
  const chunks = [...integrity].filter(([path]) => path.endsWith('.js'));
  const map = JSON.stringify({ integrity: Object.fromEntries(chunks) });
  await writeFile(join(folder, 'script-hash.txt'), createHash('sha256').update(map).digest('base64'));
  // None of them waits for another.
  const others = asked.scripts.filter((file) => !bare.includes(`"/${file}"`));
  const scripts = others.map((file) => `<script type="module" async crossorigin src="/${file}"></script>\n    `);
  for (const [locale, words] of asked.words) {
    const link = `<link rel="modulepreload" crossorigin href="/${words}" />\n    `;
    const head = `<script type="importmap">${map}</script>\n    ${link}${scripts.join('')}`;
    const page = bare
      .replace('<html lang="en" dir="ltr"', `<html lang="${locale}" dir="${directionOf(locale)}"`)
      .replace(/(?=<script)/u, () => head)
      .replaceAll(
        /<(script|link)([^>]*?)\s(src|href)="(\/assets\/[^"]+\.(?:js|css))"/gu,
        (_, tag: string, rest: string, name: string, path: string) =>
          `<${tag}${rest} integrity="${integrity.get(path) ?? ''}" ${name}="${path}"`,
      );
    requireSealed(page);
    await writeFile(join(folder, `index.${locale}.html`), page);
  }
  await rm(join(folder, 'index.html'));
}

/** What the bundler did not find it leaves as it is, and only warns. */
function requireSealed(page: string): void {
  for (const [tag, path] of page.matchAll(/<(?:script|link)[^>]*?\s(?:src|href)="(?!data:)([^"]*)"/gu))
    if (!/ integrity="sha384-[^"]+"/u.test(tag)) throw new Error(`the page asks for ${path} without its hash`);
}

async function compress(folder: string): Promise<void> {
  for (const file of await filesBelow(folder)) {
    if (!/\.(html|js|css|svg)$/u.test(file)) continue;
    const bytes = await readFile(file);
    const params = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length };
    await writeFile(`${file}.br`, brotliCompressSync(bytes, { params }));
  }
}

// By hand, or where an image is made: node tools/build-client.ts FOLDER builds FOLDER/client/<hash>.
if (import.meta.main) console.log(await buildClient(process.argv[2] ?? '.data'));
