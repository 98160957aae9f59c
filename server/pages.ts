/** The built client: one page for every address, and files with their hash in their name. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { deny } from './errors.ts';
import { setAssetHeaders, setPagePolicy } from './headers.ts';

export interface BuiltClient {
  readonly folder: string;
  readonly release: string;
  /**
   * SHA-256 of the page's import map, base64. The map is the one inline block: data that pins the hash of every later
   * chunk.
   */
  readonly mapHash: string | undefined;
}

/** The pages of the build, one a language. They differ in their language and in the words that they load first. */
const pageIn = (language: string): string => `index.${language}.html`;

interface Page {
  readonly plain: Buffer;
  readonly brotli: Buffer | undefined;
}

function readPages(folder: string): ReadonlyMap<string, Page> {
  const languages = readdirSync(folder).flatMap((name) => /^index\.([a-z]+)\.html$/u.exec(name)?.[1] ?? []);
  return new Map(
    languages.map((language) => {
      const file = join(folder, pageIn(language));
      const packed = `${file}.br`;
      return [
        language,
        { plain: readFileSync(file), brotli: existsSync(packed) ? readFileSync(packed) : undefined },
      ] as const;
    }),
  );
}

/**
 * Returns the languages in the browser's order, as the page itself will choose. Weights only repeat that order, so they are
 * not read.
 */
function pageFor(pages: ReadonlyMap<string, Page>, wanted: string): Page {
  for (const one of wanted.split(',', 20)) {
    const page = pages.get(one.trim().toLowerCase().split(/[-;]/u)[0] ?? '');
    if (page !== undefined) return page;
  }
  return pages.get('en') as Page;
}

/** Returns the newest build below `home`. Without one the portal has no pages, as in tests. */
export function findClient(home: string): BuiltClient | undefined {
  const builds = existsSync(home)
    ? readdirSync(home)
        .filter((name) => /^[0-9a-f]+$/u.test(name)) // others are still being made
        .map((name) => join(home, name))
        .filter((folder) => existsSync(join(folder, pageIn('en'))))
    : [];
  const folder = builds.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  if (folder === undefined) return undefined;
  const read = (name: string) => {
    const file = join(folder, name);
    return existsSync(file) ? readFileSync(file, 'utf8').trim().slice(0, 64) : undefined;
  };
  return { folder, release: read('release.txt') ?? '', mapHash: read('script-hash.txt') };
}

/** First parts of addresses that never have a page. */
const otherPaths = ['api', 'log', 'health', 'assets', '.well-known'];

export async function servePages(app: FastifyInstance, client: BuiltClient | undefined): Promise<void> {
  if (client === undefined) return;
  const pages = readPages(client.folder);
  await app.register(fastifyStatic, {
    root: join(client.folder, 'assets'),
    prefix: '/assets/',
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, file) => setAssetHeaders(reply, file),
  });
  app.get('/*', async (request, reply) => {
    // As the router has read it: the same address can be written in many ways.
    const [first = ''] = (request.params as { '*': string })['*'].split('/');
    if (otherPaths.includes(first)) return deny('unknown-act');
    setPagePolicy(reply, client.mapHash);
    reply.type('text/html; charset=utf-8').header('vary', 'accept-encoding, accept-language');
    const page = pageFor(pages, String(request.headers['accept-language'] ?? ''));
    // The page is the same for everyone who reads that language, and has no secret: its length tells nothing more.
    if (page.brotli !== undefined && /\bbr\b/u.test(String(request.headers['accept-encoding'])))
      return reply.header('content-encoding', 'br').send(page.brotli);
    return reply.send(page.plain);
  });
}
