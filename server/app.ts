/**
 * Builds the portal: everything that it answers, registered in order. Tests build it and inject requests; main.ts listens.
 */
import secureSession from '@fastify/secure-session';
import type { FastifyInstance } from 'fastify';
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { sodiumReady, signKeyPair } from '#protocol/crypto/sodium.ts';
import { witnessCard, witnessCardHash } from '#protocol/members/witness-card.ts';
import { formatFounderLink } from '#protocol/members/invite-link.ts';
import { wire } from '#protocol/wire/wire.ts';
import { register } from './acts.ts';
import { RosterCache } from './roster-cache.ts';
import { challengeSweep } from './ceremonies/challenges.ts';
import { ceremonyActs } from './ceremonies/routes.ts';
import type { Config } from './config.ts';
import type { Database } from './db.ts';
import { Expiry } from './expiry.ts';
import { foundingActs } from './founding/routes.ts';
import { inviteActs } from './invites/routes.ts';
import { keptKey } from './keys.ts';
import { Commits } from './log/commit.ts';
import { Heads } from './log/heads.ts';
import { KeptNote } from './log/kept-note.ts';
import { beginWriting } from './log/place.ts';
import { Publisher } from './log/publish.ts';
import { logActs } from './log/routes.ts';
import type { LogKey } from './log/signatures.ts';
import { serveTiles } from './log/tiles.ts';
import { placeOf, type Journal } from './logger.ts';
import { Outcomes } from './openings/outcomes.ts';
import { openingActs } from './openings/routes.ts';
import { openServer, watch } from './http.ts';
import { findClient, servePages, type BuiltClient } from './pages.ts';
import type { Portal } from './portal.ts';
import { random } from './random.ts';
import { programmeActs } from './programme/routes.ts';
import { requestSweep } from './programme/store.ts';
import { recordActs } from './records/routes.ts';
import { Receipts } from './records/receipts.ts';
import { Shelf } from './records/shelf.ts';
import { needsSweep } from './roster/needs-again.ts';
import { putRightSweep } from './roster/put-right.ts';
import { SeedCodes } from './roster/seed-codes.ts';
import { Verdicts } from './roster/verdicts.ts';
import { lapseSweep } from './roster/lapse.ts';
import { proposalSweep } from './roster/propose.ts';
import { rosterActs } from './roster/routes.ts';
import { seatActs } from './seats/routes.ts';
import { cookieSeconds, sessionCookie } from './session.ts';
import { AgreedTime } from './key-shares/agreed-time.ts';
import { threadActs } from './threads/routes.ts';
import { Threads } from './threads/threads.ts';
import { unfinishedSweep } from './unfinished.ts';
import type { Witness } from './witness.ts';

/** Reads the roster and the log from the database, and compares them with the witness, if it answers. */
export async function openPortal(
  config: Config,
  db: Database,
  witness: Witness,
  journal: Journal,
  client: BuiltClient | undefined,
  ended: () => void,
): Promise<Portal> {
  await sodiumReady;
  const rosterCache = new RosterCache();
  await rosterCache.load(db, journal);
  const logKey: LogKey = { origin: `${config.rpId}/log`, pair: signKeyPair(keptKey(config.dataDir, 'log')) };
  if (rosterCache.founded) requireSameEvent(rosterCache, config, logKey);
  const lost = () => {
    journal.fatal({}, 'another portal took over: this one ends');
    ended();
  };
  const writer = { generation: await beginWriting(db), lost };
  // Again: beginWriting waited for the last COMMIT of the portal before.
  await rosterCache.load(db, journal);
  const commits = new Commits(db, writer, {
    read: (trx) => rosterCache.load(trx, journal),
    failed: (error) => journal.error(placeOf(error), 'what became of a commit is not known yet'),
    isStopped: () => publisher.standstill.hasGoneBack,
  });
  const key = keptKey(config.dataDir, 'restore');
  const verdicts = new Verdicts({ db, commits, rosterCache, journal, restoreKey: key });
  const notes = {
    newest: new KeptNote(config.dataDir, 'newest-note'),
    head: new KeptNote(config.dataDir, 'newest-head'),
    seen: new KeptNote(config.dataDir, 'newer-note'),
  };
  const here = () => (rosterCache.founded ? rosterCache : undefined);
  const publisher: Publisher = new Publisher(db, witness, journal, logKey, writer, verdicts, notes, here);
  await publisher.start();
  const outcomes = new Outcomes({ db, witness, rosterCache, publisher, journal, key });
  await outcomes.start();
  const receipts = new Receipts({ db, witness, publisher, journal });
  receipts.start();
  const agreed = new AgreedTime({ db, witness, rosterCache, journal, dataDir: config.dataDir });
  return {
    config,
    db,
    journal,
    witness,
    rosterCache,
    commits,
    publisher,
    outcomes,
    receipts,
    shelf: new Shelf(db, rosterCache),
    heads: new Heads({ witness, rosterCache, journal, publisher, outcomes }),
    threads: await Threads.open({ db, rosterCache, agreed, journal, ...config }),
    agreed,
    seedCodes: new SeedCodes(key),
    logKey,
    foundingSecret: rosterCache.founded ? undefined : random(32),
    release: client?.release ?? '',
  };
}

/** Refuses to start at another address, or with another log key, than the root says that members have. */
function requireSameEvent(rosterCache: RosterCache, config: Config, logKey: LogKey): void {
  const { origin, rpId, log } = rosterCache.roster.genesis;
  if (origin !== config.origin || rpId !== config.rpId)
    throw new Error(`this event lives at ${origin}, not at ${config.origin}`);
  if (log.origin !== logKey.origin || !equal(log.publicKey, logKey.pair.publicKey))
    throw new Error('keys/log is not the key that this event was founded with: restore it from its backup');
}

/** Answers whether this process can serve, and nothing about which process it is. */
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
  if (missing.length > 0) throw new Error(`acts without a feature: ${missing.join(', ')}`);
  register(app, portal, acts);
}

export interface Built {
  readonly app: FastifyInstance;
  readonly portal: Portal;
  /**
   * Returns the founding link, or undefined once the event is founded. It is shown on the terminal and is never in the
   * journal.
   */
  readonly foundingLink: () => Promise<string | undefined>;
}

/** `ended` is called when another portal has taken over. */
export async function build(
  config: Config,
  db: Database,
  witness: Witness,
  journal: Journal,
  ended: () => void = () => undefined,
): Promise<Built> {
  const client = findClient(config.clientDir);
  const portal = await openPortal(config, db, witness, journal, client, ended);
  const app = openServer(config, journal);
  watch(app, journal);
  await app.register(secureSession, {
    key: Buffer.from(keptKey(config.dataDir, 'session')),
    ...sessionCookie(config.origin),
    expiry: cookieSeconds,
  });
  serveHealth(app, portal);
  serveActs(app, portal);
  serveTiles(app, portal);
  await servePages(app, client);
  const expiry = new Expiry(journal, [
    requestSweep(db, portal.agreed),
    proposalSweep(portal),
    lapseSweep(portal),
    challengeSweep(db),
    unfinishedSweep(portal),
    needsSweep(portal, keptKey(config.dataDir, 'restore')),
    putRightSweep(portal, keptKey(config.dataDir, 'restore')),
  ]);
  await expiry.start();
  app.addHook('onClose', async () => {
    expiry.close();
    portal.heads.close();
    portal.outcomes.close();
    portal.receipts.close();
    portal.publisher.close();
    portal.commits.close();
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
