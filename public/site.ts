/** A publication as it is served: every file in memory, compressed once, with its headers. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { fromUtf8 } from '#protocol/core/bytes.ts';
import { snapshot } from '#protocol/publication/publication.ts';
import { answerPath, homePath } from '#domain/public-pages/public-page.ts';
import type { Tongue } from '#domain/public-pages/public-words.ts';
import { answerNames, type AnswerName } from '#domain/public-pages/public-words-shape.ts';
import type { Policy } from './headers.ts';
import type { Published } from './store.ts';

const packings = ['br', 'gzip', 'identity'] as const;
export type Packing = (typeof packings)[number];

interface Variant {
  readonly bytes: Buffer;
  /** Differs between encodings, as RFC 9110 §8.8.3 requires of a strong ETag. */
  readonly etag: string;
}

interface Served {
  readonly type: string;
  readonly policy: Policy;
  readonly variants: Readonly<Record<Packing, Variant>>;
}

export interface Site {
  readonly published: Published | undefined;
  readonly files: ReadonlyMap<string, Served>;
  /** Pages that answer a form, by language and name, with their placeholders not filled. */
  readonly answers: ReadonlyMap<string, string>;
}

const [brotli, zip] = [promisify(brotliCompress), promisify(gzip)];

const policyOf = (plain: Uint8Array): Policy => (Buffer.from(plain).includes('<script ') ? 'form' : 'page');

async function serve(type: string, plain: Uint8Array, policy = policyOf(plain)): Promise<Served> {
  const etag = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
  const bytes = Buffer.from(plain);
  const quality = {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  };
  const variant = (packed: Buffer, name: Packing) => ({ bytes: packed, etag: `"${etag}-${name}"` });
  return {
    type,
    policy,
    variants: {
      br: variant(await brotli(bytes, quality), 'br'),
      gzip: variant(await zip(bytes, { level: 9 }), 'gzip'),
      identity: variant(bytes, 'identity'),
    },
  };
}

/** What runs in a visitor's browser: files of this program, never of a publication. */
export async function scriptsIn(folder: string | undefined): Promise<ReadonlyMap<string, Served>> {
  if (folder === undefined) return new Map();
  const script = async (name: string, policy: Policy) =>
    [`/${name}`, await serve('text/javascript; charset=utf-8', await readFile(join(folder, name)), policy)] as const;
  return new Map(await Promise.all([script('form.js', 'page'), script('sealing.js', 'worker')]));
}

export async function prepare(published: Published): Promise<Site> {
  const names = new Set<string>();
  for (const tongue of ['en', 'sv'] as const) for (const name of answerNames) names.add(answerPath(tongue, name));
  const { files } = snapshot.parse(published.snapshot);
  const pages = files.filter(({ path }) => !names.has(path));
  const served = await Promise.all(
    pages.map(async ({ path, type, bytes }) => [path, await serve(type, bytes)] as const),
  );
  const answers = files.filter(({ path }) => names.has(path));
  return {
    published,
    files: new Map(served),
    answers: new Map(answers.map(({ path, bytes }) => [path, fromUtf8(bytes)])),
  };
}

/** Before anything is published: one page that does not tell whose it is. */
export async function prepareNothing(page: string): Promise<Site> {
  const served = await serve('text/html; charset=utf-8', Buffer.from(page));
  return { published: undefined, files: new Map([[homePath('en'), served]]), answers: new Map() };
}

export function answerIn(site: Site, tongue: Tongue, name: AnswerName): string | undefined {
  return site.answers.get(answerPath(tongue, name)) ?? site.answers.get(answerPath('en', name));
}

/** Returns the best of our encodings that the visitor accepts. */
export function packingFor(accepted: string | undefined): Packing {
  if (accepted === undefined) return 'identity';
  const refused = (part: string) => /;\s*q=0(\.0*)?\s*$/u.test(part);
  const taken = accepted.split(',').filter((part) => !refused(part));
  const names = taken.map((part) => part.split(';')[0]?.trim().toLowerCase());
  return packings.find((name) => names.includes(name)) ?? 'identity';
}
