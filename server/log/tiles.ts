/** c2sp.org/tlog-tiles below /log, for auditors' tools. For members only: a stranger learns not even the log's length. */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { concat } from '#protocol/core/bytes.ts';
import { leafBytes } from '#protocol/log/leaf.ts';
import { AccessError, deny } from '../errors.ts';
import type { Portal } from '../portal.ts';
import { requireSession } from '../session.ts';
import { readLeaves } from './store.ts';

const full = 256;
const path =
  /^(?<level>entries|[0-9]|[1-5][0-9]|6[0-3])\/(?<index>(?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/(?<width>[0-9]{1,3}))?$/u;

interface TileAt {
  readonly level: number | 'entries';
  readonly index: number;
  readonly width: number;
}

/** `x001/x234/067` is 1234067; `.p/W` asks for the first W of a tile that is not full yet. */
export function parseTilePath(text: string): TileAt | undefined {
  const { level, index, width } = path.exec(text)?.groups ?? {};
  if (level === undefined || index === undefined) return undefined;
  const at = Number(index.replaceAll('x', '').replaceAll('/', ''));
  const wide = width === undefined ? full : Number(width);
  if (!Number.isSafeInteger(at * full) || wide < 1 || wide > full) return undefined;
  return { level: level === 'entries' ? level : Number(level), index: at, width: wide };
}

async function tileOf(portal: Portal, { level, index, width }: TileAt): Promise<Uint8Array | undefined> {
  if (level !== 'entries') {
    const hashes = portal.publisher.tree.tile(level, index, width);
    return hashes === undefined ? undefined : concat(...hashes);
  }
  const leaves = await readLeaves(portal.db, index * full, width);
  if (leaves.length !== width) return undefined;
  // Each entry behind its length in two bytes.
  return concat(...leaves.flatMap((leaf) => [new Uint8Array([0, leafBytes]), leaf]));
}

export function serveTiles(app: FastifyInstance, portal: Portal): void {
  const onRequest = async (request: Parameters<typeof requireSession>[1]) => {
    if (portal.publisher.standstill.hasGoneBack) deny('servers-differ');
    const session = await requireSession(portal, request);
    if (session.way !== 'key') throw new AccessError('forbidden');
  };
  app.get('/log/checkpoint', { onRequest }, async (_request, reply: FastifyReply) =>
    reply.type('text/plain; charset=utf-8').send(portal.publisher.checkpoint?.note ?? deny('witness-away')),
  );
  app.get('/log/tile/*', { onRequest }, async (request, reply: FastifyReply) => {
    const at = parseTilePath((request.params as { '*': string })['*']);
    const bytes = at === undefined ? undefined : await tileOf(portal, at);
    return reply.type('application/octet-stream').send(Buffer.from(bytes ?? deny('unknown-act')));
  });
}
