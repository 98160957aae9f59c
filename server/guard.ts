/** Who may call which act, as protocol/wire says. An act that it does not name is refused. */
import type { FastifyRequest } from 'fastify';
import { refuse } from '#protocol/core/errors.ts';
import type { DeskId } from '#protocol/core/ids.ts';
import { isFrozen } from '#protocol/roster/frozen.ts';
import { findCard, isDeskMember } from '#protocol/roster/roster-state.ts';
import { wire, type ActName } from '#protocol/wire/wire.ts';
import type { Access } from '#protocol/wire/shapes.ts';
import { AccessError, deny } from './errors.ts';
import type { Portal } from './portal.ts';
import { isOfPresentKey, requireSession, type Session } from './session.ts';

/** What a session that began with a recovery card may do besides the acts made for it: look, and get new keys. */
const cardMay = [
  'session/look',
  'roster/read',
  'roster/keys',
  'records/mine',
  'log/head',
  'log/leaves',
  'log/object',
] as const satisfies readonly ActName[];

/** The acts that an open page calls by itself every few seconds, whether or not anybody uses it. */
const askedByItself: readonly ActName[] = ['threads/look'];

const rules: Readonly<Record<Exclude<Access, 'public'>, (session: Session, act: ActName) => boolean>> = {
  member: (session, act) => session.way === 'key' || (cardMay as readonly ActName[]).includes(act),
  staff: (session) => session.way === 'key' && session.role !== 'participant',
  officer: (session) => session.way === 'key' && session.role === 'officer',
  card: (session) => session.way === 'card',
};

/** Where the log went back: who was removed since would be a member again. An open page hands on what it knows, and is told. */
const answeredAfterAll: readonly ActName[] = ['log/seen', 'log/head', 'session/look', 'session/end'];

/** Refuses everything else of a portal that found that it went back: nobody comes in, and nothing is taken. */
export function requireNotGoneBack({ publisher }: Portal, act: ActName): void {
  if (publisher.standstill.hasGoneBack && !answeredAfterAll.includes(act)) deny('servers-differ');
}

/** Returns the caller's session, or undefined for a public act. Refuses a caller who may not call the act. */
export async function guard(portal: Portal, request: FastifyRequest, act: ActName): Promise<Session | undefined> {
  const { access } = wire[act];
  if (access === 'public') return undefined;
  const session = await requireSession(portal, request, !askedByItself.includes(act));
  if (!rules[access](session, act)) throw new AccessError('forbidden');
  return session;
}

/**
 * Refuses a session whose key has ended, and a member who was removed or frozen, also while her request was on its way. This is asked again after the body is read,
 * and once more before the answer is sent.
 */
export function requireStillMember({ rosterCache }: Portal, session: Session | undefined): void {
  if (session === undefined) return;
  rosterCache.standing((roster) => {
    const card = findCard(roster, session.member);
    if (card === undefined || !isOfPresentKey(card, session)) throw new AccessError('session-over');
    if (isFrozen(roster, session.member)) throw new AccessError('frozen');
  });
}

export function requireDesk({ rosterCache }: Portal, session: Session, desk: DeskId): void {
  if (!rosterCache.roster.desks.has(desk)) refuse('roster-rule', 'desk is not in the policy');
  rosterCache.standing((roster) => {
    if (!isDeskMember(roster, desk, session.member)) throw new AccessError('forbidden');
  });
}

/**
 * Requires that the request comes from our own pages. A page cannot forge Sec-Fetch-Site; where a browser does not send it,
 * Origin must be ours.
 */
export function requireOwnPage(request: FastifyRequest, origin: string): void {
  const site = request.headers['sec-fetch-site'];
  const own = site === undefined ? request.headers.origin === origin : site === 'same-origin';
  if (!own) throw new AccessError('wrong-origin');
}

const forbiddenKeys = new Set(['prf', 'results', 'hmacGetSecret', 'hmacCreateSecret']);

/**
 * Refuses a PRF output: it must never reach the network (§2). A client that sends one by mistake is stopped before anything
 * reads it.
 */
export function requireNoPrf(body: unknown): void {
  const waiting: unknown[] = [body];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (value === null || typeof value !== 'object') continue;
    if (Object.keys(value).some((key) => forbiddenKeys.has(key))) deny('prf-in-body');
    // One by one: spreading an array with a hundred thousand values would overflow the stack.
    for (const inner of Object.values(value)) if (inner !== undefined) waiting.push(inner);
  }
}
