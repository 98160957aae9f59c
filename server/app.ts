/** Everything the portal answers, registered in order. Tests build it and inject; main.ts listens. */
import secureSession from '@fastify/secure-session';
import fastify, { type FastifyInstance } from 'fastify';
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { sodiumReady, signKeyPair } from '#protocol/crypto/sodium.ts';
import { witnessCard, witnessCardHash } from '#protocol/members/witness-card.ts';
import { formatFounderLink } from '#protocol/members/invite.ts';
import { wire } from '#protocol/wire/wire.ts';
import { register, smallBody } from './acts.ts';
import { Book } from './book.ts';
import { ceremonyActs } from './ceremonies/routes.ts';
import type { Config } from './config.ts';
import type { Database } from './db.ts';
import { answerFor, deny } from './errors.ts';
import { foundingActs } from './founding/routes.ts';
import { requireOwnPage } from './guard.ts';
import { setCommonHeaders } from './headers.ts';
import { inviteActs } from './invites/routes.ts';
import { keptKey } from './keys.ts';
import { Commits } from './log/commit.ts';
import { Heads } from './log/heads.ts';
import type { LogKey } from './log/cosign.ts';
import { Publisher } from './log/publish.ts';
import { logActs } from './log/routes.ts';
import { serveTiles } from './log/tiles.ts';
import { placeOf, type Journal } from './logger.ts';
import { openingActs } from './openings/routes.ts';
import { findClient, servePages, type BuiltClient } from './pages.ts';
import { random, type Portal } from './portal.ts';
import { Expiry } from './programme/expiry.ts';
import { programmeActs } from './programme/routes.ts';
import { recordActs } from './records/routes.ts';
import { rosterActs } from './roster/routes.ts';
import { seatActs } from './seats/routes.ts';
import { cookieSeconds } from './session.ts';
import { AgreedTime } from './shred/agreed-time.ts';
import { threadActs } from './threads/routes.ts';
import { Threads } from './threads/threads.ts';
import type { Witness } from './witness.ts';

/** The roster and the log as the database has them; the witness is compared with, if it is there. */
async function openPortal(
  config: Config,
  db: Database,
  witness: Witness,
  journal: Journal,
  client: BuiltClient | undefined,
): Promise<Portal> {
  await sodiumReady;
  const book = new Book();
  await book.load(db);
  const logKey: LogKey = { origin: `${config.rpId}/log`, pair: signKeyPair(keptKey(config.dataDir, 'log')) };
  if (book.founded) requireSameEvent(book, config, logKey);
  const publisher = new Publisher(db, witness, journal, logKey);
  await publisher.start();
  const agreed = new AgreedTime({ db, witness, book, journal, dataDir: config.dataDir });
  return {
    config,
    db,
    journal,
    witness,
    book,
    commits: new Commits(db),
    publisher,
    heads: new Heads(witness, (size) => publisher.heard(size)),
    threads: await Threads.open({ db, book, agreed, journal, ...config }),
    agreed,
    logKey,
    foundingSecret: book.founded ? undefined : random(32),
    release: client?.release ?? '',
  };
}

/** A portal at another address, or with another log key, is not the one that people's roots name. */
function requireSameEvent(book: Book, config: Config, logKey: LogKey): void {
  const { origin, rpId, log } = book.roster.genesis;
  if (origin !== config.origin || rpId !== config.rpId)
    throw new Error(`this event lives at ${origin}, not at ${config.origin}`);
  if (log.origin !== logKey.origin || !equal(log.publicKey, logKey.pair.publicKey))
    throw new Error('keys/log is not the key that this event was founded with: restore it from its backup');
}

function openServer(): FastifyInstance {
  const app = fastify({
    logger: false,
    bodyLimit: smallBody,
    genReqId: () => toBase64url(random(12)),
    requestTimeout: 60_000,
    connectionTimeout: 120_000,
    forceCloseConnections: true,
    // An unknown field is refused, never dropped; nothing is coerced or filled in.
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false, allErrors: false } },
  });
  // JSON and nothing else: no form of another site can be parsed into an act.
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, app.getDefaultJsonParser('error', 'error'));
  return app;
}

function watch(app: FastifyInstance, portal: Portal): void {
  const https = portal.config.origin.startsWith('https:');
  app.addHook('onRequest', async (request, reply) => {
    setCommonHeaders(reply, https);
    if (!request.url.startsWith('/api/')) return;
    reply.header('x-dd-release', portal.release);
    if (request.method !== 'POST' || request.is404) deny('unknown-act');
    requireOwnPage(request, portal.config.origin);
  });
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none';
    // Pages ask by themselves, all day: those lines would say how many people have one open, and bury the others.
    if (route === '/api/threads/look' && reply.statusCode === 200) return;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    portal.journal.info({ route, status: reply.statusCode, ms, request: request.id });
  });
  app.setErrorHandler(async (error, request, reply) => {
    const { status, code } = answerFor(error);
    if (status >= 500) portal.journal.error({ request: request.id, code, ...placeOf(error) });
    return reply.code(status).type('application/json; charset=utf-8').send({ code, request: request.id });
  });
  app.setNotFoundHandler(async () => deny('unknown-act'));
}

/** Says whether this process can serve, and not who or what it is. */
function serveHealth(app: FastifyInstance, { db }: Portal): void {
  app.get('/health', async (_request, reply) => {
    const ok = await db
      .selectFrom('log_head')
      .select('size')
      .execute()
      .then(
        () => true,
        () => false,
      );
    return reply.code(ok ? 200 : 503).send({ ok });
  });
}

function serveActs(app: FastifyInstance, portal: Portal): void {
  const acts = {
    ...ceremonyActs(portal),
    ...foundingActs(portal),
    ...inviteActs(portal),
    ...rosterActs(portal),
    ...recordActs(portal),
    ...openingActs(portal),
    ...logActs(portal),
    ...programmeActs(portal),
    ...seatActs(portal),
    ...threadActs(portal),
  };
  const missing = Object.keys(wire).filter((name) => !Object.hasOwn(acts, name));
  if (missing.length > 0) throw new Error(`acts without a room: ${missing.join(', ')}`);
  register(app, portal, acts);
}

export interface Built {
  readonly app: FastifyInstance;
  readonly portal: Portal;
  /** Undefined once the event is founded. Shown on the terminal, never in the journal. */
  readonly foundingLink: () => Promise<string | undefined>;
}

export async function build(config: Config, db: Database, witness: Witness, journal: Journal): Promise<Built> {
  const client = findClient(config.clientDir);
  const portal = await openPortal(config, db, witness, journal, client);
  const app = openServer();
  await app.register(secureSession, {
    key: Buffer.from(keptKey(config.dataDir, 'session')),
    cookieName: '__Host-dd',
    expiry: cookieSeconds,
    cookie: { path: '/', httpOnly: true, secure: true, sameSite: 'strict' },
  });
  watch(app, portal);
  serveHealth(app, portal);
  serveActs(app, portal);
  serveTiles(app, portal);
  await servePages(app, client);
  const expiry = new Expiry(db, portal.agreed, journal);
  await expiry.start();
  app.addHook('onClose', async () => {
    expiry.close();
    portal.publisher.close();
    await portal.commits.idle();
    await portal.threads.close();
    witness.close();
  });
  return { app, portal, foundingLink: () => foundingLink(portal) };
}

async function foundingLink({ config, witness, foundingSecret }: Portal): Promise<string | undefined> {
  if (foundingSecret === undefined) return undefined;
  const card = witnessCard.parse(fromBase64url((await witness.card()).card));
  return `${config.origin}/found#${formatFounderLink(foundingSecret, witnessCardHash(card))}`;
}
