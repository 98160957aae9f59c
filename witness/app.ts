/** The two listeners: a private socket for the portal, and a public one that only shows what was cosigned. */
import { toBase64url, toHex, utf8 } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { sha256 } from '#protocol/crypto/sha256.ts';
import { checkpointRoutes } from './checkpoint/routes.ts';
import { now } from './clock.ts';
import { hasForked } from './evidence.ts';
import { floorOf } from './floor.ts';
import { headRoutes } from './head/routes.ts';
import { judgeAgainRoutes, judgeRoutes, mirrorRoutes } from './mirror/routes.ts';
import { needsKeptRoutes, needsRoutes } from './mirror/lacking.ts';
import { bareApp, type App } from './http.ts';
import { answerUnknown } from './refusals.ts';
import { releaseRoutes } from './release/routes.ts';
import { rememberRoutes } from './remember/routes.ts';
import { retireRoutes } from './retire/routes.ts';
import type { Witness } from './witness.ts';

const alwaysOpen = ['/state', '/card'];
/** What brings a witness up that was restored from an older copy; whatever else it said would be about less than it said before. */
const openWhileBehind = [...alwaysOpen, '/remember', '/mirror', '/add-checkpoint'];

export function socketApp(witness: Witness): App {
  const { db, keys, log } = witness;
  const app = bareApp();
  // tlog-witness names no content type, so whatever is not JSON is text.
  app.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
  app.addHook('onRequest', async (request) => {
    const route = request.routeOptions.url ?? '';
    if (hasForked(db) && !alwaysOpen.includes(route))
      refuse('log-fork', 'the log has shown two trees; this witness says nothing more about it');
    if (log.cosigned.size < floorOf(db) && !openWhileBehind.includes(route))
      refuse('log-behind', 'this witness has forgotten what it said, and is not brought up yet');
  });
  app.get('/card', async () => ({ card: toBase64url(keys.cardBytes) }));
  app.get('/state', async () => {
    const { size, root, note } = log.cosigned;
    const roster = size > 0 ? log.roster : log.newestRoster;
    return {
      size,
      root: toBase64url(root),
      rosterSeq: size > 0 ? log.roster.seq : 0,
      rootfp: roster === undefined ? null : toBase64url(roster.rootfp),
      note: note ?? null,
      clock: now(),
    };
  });
  mirrorRoutes(app, witness);
  judgeRoutes(app, witness);
  judgeAgainRoutes(app, witness);
  needsRoutes(app, witness);
  needsKeptRoutes(app, witness);
  checkpointRoutes(app, witness);
  headRoutes(app, witness);
  releaseRoutes(app, witness);
  retireRoutes(app, witness);
  rememberRoutes(app, witness);
  return app;
}

/** c2sp.org/tlog-witness monitoring. Stays up after a fork: what was cosigned is part of the proof. */
export function monitoringApp({ db, log }: Witness): App {
  const app = bareApp();
  app.get('/health', async (_request, reply) => {
    const ok = !hasForked(db);
    return reply.code(ok ? 200 : 503).send({ ok });
  });
  app.get<{ Params: { origin: string } }>('/:origin/checkpoint', async ({ params }, reply) => {
    const { note } = log.cosigned;
    const origin = log.newestRoster?.genesis.log.origin;
    const known = origin !== undefined && params.origin === toHex(sha256(utf8(origin)));
    if (note === undefined || !known) return answerUnknown(reply.request, reply);
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-store').send(note);
  });
  return app;
}
