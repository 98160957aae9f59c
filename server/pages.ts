/** The built client: one page for every address of it, and files that carry their hash in their name. */
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { deny } from './errors.ts';
import { setAssetHeaders, setPagePolicy } from './headers.ts';

export interface BuiltClient {
  readonly folder: string;
  readonly release: string;
  /** SHA-256 of the page's import map, base64: the one inline block, data that pins the hash of every later chunk. */
  readonly mapHash: string | undefined;
}

/** The newest build below `home`; none is a portal without pages, as in tests. */
export function findClient(home: string): BuiltClient | undefined {
  const builds = existsSync(home)
    ? readdirSync(home)
        .filter((name) => /^[0-9a-f]+$/u.test(name)) // others are still being made
        .map((name) => join(home, name))
        .filter((folder) => existsSync(join(folder, 'index.html')))
    : [];
  const folder = builds.toSorted((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0];
  if (folder === undefined) return undefined;
  const read = (name: string) => {
    const file = join(folder, name);
    return existsSync(file) ? readFileSync(file, 'utf8').trim().slice(0, 64) : undefined;
  };
  return { folder, release: read('release.txt') ?? '', mapHash: read('script-hash.txt') };
}

export async function servePages(app: FastifyInstance, client: BuiltClient | undefined): Promise<void> {
  // No other origin may use our keys.
  app.get('/.well-known/*', async () => deny('unknown-act'));
  if (client === undefined) return;
  const page = readFileSync(join(client.folder, 'index.html'));
  const packed = join(client.folder, 'index.html.br');
  const small = existsSync(packed) ? readFileSync(packed) : undefined;
  await app.register(fastifyStatic, {
    root: join(client.folder, 'assets'),
    prefix: '/assets/',
    index: false,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, file) => setAssetHeaders(reply, file),
  });
  app.get('/*', async (request, reply) => {
    if (/^\/(api|log|health|assets)(\/|$)/u.test(new URL(request.url, 'http://page').pathname))
      return deny('unknown-act');
    setPagePolicy(reply, client.mapHash);
    reply.type('text/html; charset=utf-8').header('vary', 'accept-encoding');
    // The page is the same for everyone and holds no secret, so its length tells nothing.
    if (small !== undefined && /\bbr\b/u.test(String(request.headers['accept-encoding'])))
      return reply.header('content-encoding', 'br').send(small);
    return reply.send(page);
  });
}
