import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import type { ceremonies } from '#protocol/wire/ceremonies.ts';
import type { Acts } from '../acts.ts';
import type { Portal } from '../portal.ts';
import { endOtherSessions, endSession } from '../session.ts';
import { askChallenge } from './challenges.ts';
import { beginEnrolment, cardGround, finishEnrolment, forgetEnrolled, keysGround } from './enrol.ts';
import { cardHolder, loginWithCard, loginWithKey } from './login.ts';
import { seenOf } from './own-rows.ts';
import { cardOf, countSessions, handleOf, keysOf } from './store.ts';

export function ceremonyActs(portal: Portal): Acts<keyof typeof ceremonies> {
  const { config, db, rosterCache, release } = portal;
  return {
    // Before login no answer names the event (§2).
    'event/look': async () => ({
      origin: config.origin,
      rpId: config.rpId,
      release,
      founded: rosterCache.founded && portal.publisher.cosigned > 0,
    }),

    'login/begin': async () => askChallenge(portal, 'login', null),
    'login/finish': async (body, call) => loginWithKey(portal, body, call),
    // The same answer, whether or not there is such a card.
    'login/card-begin': async ({ card }) => askChallenge(portal, 'card-login', cardHolder(fromBase64url(card))),
    'login/card-finish': async (body, call) => loginWithCard(portal, body, call),

    'login/enrol-begin': async (_body, { session }) =>
      beginEnrolment(portal, cardGround(session.member), await handleOf(db, session.member)),
    'login/enrol-finish': async (body, { session: { member } }) =>
      finishEnrolment(portal, cardGround(member), body, { member, root: rosterCache.roster.rootfp }),

    'me/enrol-begin': async (_body, { session }) => {
      await forgetEnrolled(db, keysGround(session.member));
      return beginEnrolment(portal, keysGround(session.member), await handleOf(db, session.member));
    },
    'me/enrol-finish': async (body, { session: { member } }) =>
      finishEnrolment(portal, keysGround(member), body, { member, root: rosterCache.roster.rootfp }),

    'session/look': async (_body, { session: { member, role, expires } }) => ({ member, role, expires }),
    'session/end': async (_body, { request }) => {
      await endSession(portal, request);
      return {};
    },

    'session/end-others': async (_body, { session }) => {
      await endOtherSessions(portal, session);
      return {};
    },

    'me/keys': async (_body, { session: { member } }) => {
      const keys = await keysOf(db, member);
      const card = await cardOf(db, member);
      return {
        keys: keys.map((key) => ({ id: toBase64url(key.id), addedAt: key.added_at, usedAt: key.used_at })),
        card: card === undefined ? null : { madeAt: card.made_at, usedAt: card.used_at },
        sessions: await countSessions(db, member),
      };
    },
    'me/seen': async (_body, { session }) => seenOf(db, session.member),
  };
}
