/**
 * The public site: a process and a database role of its own, so that a break-in here reaches nothing else. It serves the
 * newest publication byte for byte, and seals what visitors send as soon as it arrives. It writes no journal about
 * visitors. Its journal is about itself.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { holes, requestPath } from '#domain/public-pages/public-forms.ts';
import type { Tongue } from '#domain/public-pages/public-words.ts';
import type { AnswerName } from '#domain/public-pages/public-words-shape.ts';
import { toBase64url } from '#protocol/core/bytes.ts';
import { sealRequest, ticketFrom } from '#protocol/publication/public-request.ts';
import { requestKinds, type RequestKind } from '#protocol/publication/request-form.ts';
import { headersFor } from './headers.ts';
import { openServer } from './http.ts';
import { page, styleText } from './page.ts';
import type { Proxies } from './proxies.ts';
import { pictureOf, readForm, tongueOf } from './request.ts';
import { answerIn, packingFor, prepare, prepareNothing, scriptsIn, type Site } from './site.ts';
import type { Store } from './store.ts';
import { Throttle } from './throttle.ts';

const pollMs = 2000;
const plainStyle = `'sha256-${createHash('sha256').update(styleText).digest('base64')}'`;

export interface PublicSite {
  readonly app: FastifyInstance;
  /** Looks for a newer publication. A timer calls it; tests call it directly. */
  readonly refresh: () => Promise<void>;
  readonly throttle: Throttle;
}

export interface Options {
  readonly formDir: string | undefined;
  readonly proxies: Proxies;
  /** One line for the operator. */
  readonly say: (line: string) => void;
}

export async function build(store: Store, { formDir, proxies, say: tell }: Options): Promise<PublicSite> {
  const scripts = await scriptsIn(formDir);
  let site = await prepareNothing(page);
  const throttle = new Throttle(store);
  const look = lookForNewer(store, tell);
  const refresh = async () => {
    site = (await look()) ?? site;
  };
  const now = () => site;
  const app = openServer({
    refuse: (request, reply, name, status) => say(now(), reply, name, tongueOf(undefined, pathOf(request)), status),
    page: () => spoken(now(), 'en', 'wrong'),
  });
  app.get('/health', async (_request, reply) => {
    reply.headers(headersFor());
    const ok = await store.isAlive();
    return reply
      .code(ok ? 200 : 503)
      .header('Cache-Control', 'no-store')
      .send({ ok });
  });
  app.get('/request-key', (_request, reply) => sayKey(now(), reply));
  app.get('/*', (request, reply) => serveFile(now(), scripts, request, reply));
  for (const kind of requestKinds)
    app.post(requestPath[kind], (request, reply) =>
      takeRequest({ site: now(), store, throttle, proxies, kind }, request, reply),
    );
  app.setNotFoundHandler((request, reply) => say(now(), reply, 'missing', tongueOf(undefined, pathOf(request)), 404));
  app.setErrorHandler((error: { statusCode?: number }, request, reply) => {
    const { statusCode: status = 500 } = error;
    const isTheirs = status >= 400 && status < 500;
    const tongue = tongueOf(request.body, pathOf(request));
    return say(now(), reply, isTheirs ? 'wrong' : 'broken', tongue, isTheirs || status === 503 ? status : 500);
  });
  poll(app, refresh);
  app.addHook('onClose', async () => throttle.close());
  await refresh();
  return { app, refresh, throttle };
}

/**
 * The newest publication that can be prepared; undefined if that is the one of before. Without the database, and where
 * none can be prepared, what is in memory stays. What was looked at once is not looked at again.
 */
function lookForNewer(store: Store, tell: Options['say']): () => Promise<Site | undefined> {
  let seen = 0;
  return async () => {
    let [newest, below]: [number, number | undefined] = [seen, undefined];
    for (;;) {
      let published;
      try {
        published = await store.newerThan(seen, below);
      } catch {
        return undefined;
      }
      newest = Math.max(newest, published?.seq ?? 0);
      try {
        const site = published && (await prepare(published));
        seen = newest;
        return site;
      } catch {
        below = published?.seq;
        tell(`Publication ${below} cannot be served. What was published before it stays, until a newer one comes.`);
      }
    }
  };
}

/** One look after the other: a slow database is not asked twice at once. */
function poll(app: FastifyInstance, refresh: () => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined;
  const again = () => {
    timer = setTimeout(() => void refresh().then(again, again), pollMs).unref();
  };
  again();
  app.addHook('onClose', async () => clearTimeout(timer));
}

const pathOf = (request: FastifyRequest) => request.url.split('?', 1)[0] ?? '/';

function serveFile(site: Site, scripts: Site['files'], request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = pathOf(request);
  const file = scripts.get(path) ?? site.files.get(path);
  if (file === undefined) {
    if (site.files.has(`${path}/`)) return reply.redirect(`${path}/`, 308);
    return say(site, reply, 'missing', tongueOf(undefined, path), 404);
  }
  const packing = packingFor(request.headers['accept-encoding']);
  const { bytes, etag } = file.variants[packing];
  reply.headers(headersFor(file.policy, site.published === undefined ? plainStyle : undefined));
  reply.header('Vary', 'Accept-Encoding').header('ETag', etag).header('Cache-Control', 'public, max-age=60');
  if (request.headers['if-none-match']?.split(',').some((tag) => tag.trim().replace(/^W\//u, '') === etag) === true)
    return reply.code(304).send();
  if (packing !== 'identity') reply.header('Content-Encoding', packing);
  return reply.header('Content-Type', file.type).send(bytes);
}

/**
 * What a browser needs to seal by itself. All of it is public; another key here would be an altered page (threat-model.md).
 */
function sayKey({ published }: Site, reply: FastifyReply): FastifyReply {
  reply.headers(headersFor()).header('Cache-Control', 'no-store');
  if (published?.seatKey === undefined) return reply.code(404).send({ closed: true });
  const { seatKey, rootfp, digest } = published;
  return reply.send({ publication: toBase64url(digest), rootfp: toBase64url(rootfp), key: toBase64url(seatKey) });
}

/** A page with one of the published sentences. Nothing that was sent is ever repeated. */
function say(
  site: Site,
  reply: FastifyReply,
  name: AnswerName,
  tongue: Tongue,
  status: number,
  ticket = '',
): FastifyReply {
  const { headers, text } = spoken(site, tongue, name);
  reply.code(status).headers(headers);
  if (status === 429) reply.header('Retry-After', '60');
  return reply.send(
    ticket === '' ? text : text.replace(holes.ticket, ticket).replace(holes.picture, pictureOf(ticket)),
  );
}

/** Returns a published sentence, or the page that says nothing, with the headers of every answer of this kind. */
function spoken(site: Site, tongue: Tongue, name: AnswerName) {
  const text = answerIn(site, tongue, name);
  const headers = {
    ...headersFor('page', text === undefined ? plainStyle : undefined),
    'Cache-Control': 'no-store',
    'Content-Type': 'text/html; charset=utf-8',
  };
  return { headers, text: text ?? page };
}

/**
 * True for a form from our own pages. Present browsers say so in Sec-Fetch-Site, older ones in Origin. A client that says
 * neither (a text browser) cannot be made to post by another site's script, and is let through.
 */
function isOurs(request: FastifyRequest): boolean {
  const { origin, host, 'sec-fetch-site': from } = request.headers;
  if (from !== undefined) return from === 'same-origin' || from === 'none';
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

interface Taking {
  readonly site: Site;
  readonly store: Store;
  readonly throttle: Throttle;
  readonly proxies: Proxies;
  readonly kind: RequestKind;
}

async function takeRequest(taking: Taking, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { site, store, throttle, proxies, kind } = taking;
  const body = typeof request.body === 'string' ? request.body : '';
  const tongue = tongueOf(body, '');
  const answer = (name: AnswerName, status: number) => say(site, reply, name, tongue, status);
  if (!isOurs(request)) return answer('elsewhere', 403);
  const form = readForm(body);
  if (form === undefined) return answer('wrong', 400);
  const { published } = site;
  if (published?.seatKey === undefined || published.places[kind] === 0) return answer('closed', 409);
  const visitor = proxies.visitorBehind(request.ip, request.headers['x-forwarded-for']);
  // One bucket has one size, whichever place is asked for.
  const { seat, press } = published.places;
  if (!(await throttle.admits(visitor, seat + press))) return answer('slow', 429);
  if ('sealed' in form) {
    const put = await store.put(kind, form.publication, form.sealed);
    return put === 'taken' ? answer(kind, 200) : answer(put, 409);
  }
  const ticket = ticketFrom(randomBytes(16));
  const { seatKey, rootfp, digest } = published;
  const told = { ...form.answers, kind, ticket };
  const sealed = sealRequest(seatKey, { rootfp, publication: digest }, told, randomBytes(64));
  const put = await store.put(kind, digest, sealed);
  return put === 'taken' ? say(site, reply, kind, tongue, 200, ticket) : answer(put, 409);
}
