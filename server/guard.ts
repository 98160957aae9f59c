/** Who may call which act. The wire says it; what it does not say is refused. */
import type { FastifyRequest } from 'fastify';
import { refuse } from '#protocol/core/errors.ts';
import type { DeskId } from '#protocol/core/ids.ts';
import { findCard, isDeskMember } from '#protocol/roster/roster-state.ts';
import { wire, type ActName } from '#protocol/wire/wire.ts';
import type { Access } from '#protocol/wire/shapes.ts';
import { AccessError, deny } from './errors.ts';
import type { Portal } from './portal.ts';
import { requireSession, type Session } from './session.ts';

/** What a session begun with a recovery card may do besides the acts made for it: look, and find its way to new keys. */
const cardMay = [
  'session/look',
  'roster/read',
  'roster/keys',
  'records/mine',
  'log/head',
  'log/leaves',
] as const satisfies readonly ActName[];

/** What an open page asks every few seconds, whether or not anybody sits before it. */
const askedByItself: readonly ActName[] = ['threads/look'];

const rules: Readonly<Record<Exclude<Access, 'public'>, (session: Session, act: ActName) => boolean>> = {
  member: (session, act) => session.way === 'key' || (cardMay as readonly ActName[]).includes(act),
  staff: (session) => session.way === 'key' && session.role !== 'participant',
  officer: (session) => session.way === 'key' && session.role === 'officer',
  card: (session) => session.way === 'card',
};

/** The session of whoever may call the act; undefined only for public acts. */
export async function guard(portal: Portal, request: FastifyRequest, act: ActName): Promise<Session | undefined> {
  const { access } = wire[act];
  if (access === 'public') return undefined;
  const session = await requireSession(portal, request, !askedByItself.includes(act));
  if (!rules[access](session, act)) throw new AccessError('forbidden');
  return session;
}

/**
 * Whoever was removed while her request was on its way is answered nothing: asked again once the body is read, and once
 * more before the answer leaves.
 */
export function requireStillMember({ rosterCache }: Portal, session: Session | undefined): void {
  if (session === undefined) return;
  rosterCache.standing((roster) => {
    if (findCard(roster, session.member) === undefined) throw new AccessError('session-over');
  });
}

export function requireDesk({ rosterCache }: Portal, session: Session, desk: DeskId): void {
  if (!rosterCache.roster.desks.has(desk)) refuse('roster-rule', 'desk is not in the policy');
  rosterCache.standing((roster) => {
    if (!isDeskMember(roster, desk, session.member)) throw new AccessError('forbidden');
  });
}

/** Only our own pages call. Sec-Fetch-Site cannot be forged by a page; where a browser has none, Origin must be ours. */
export function requireOwnPage(request: FastifyRequest, origin: string): void {
  const site = request.headers['sec-fetch-site'];
  const own = site === undefined ? request.headers.origin === origin : site === 'same-origin';
  if (!own) throw new AccessError('wrong-origin');
}

const forbiddenKeys = new Set(['prf', 'results', 'hmacGetSecret', 'hmacCreateSecret']);

/** PRF outputs never reach the network (§2). A client that sends one by mistake is stopped before anything reads it. */
export function requireNoPrf(body: unknown): void {
  const waiting: unknown[] = [body];
  for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
    if (value === null || typeof value !== 'object') continue;
    if (Object.keys(value).some((key) => forbiddenKeys.has(key))) deny('prf-in-body');
    // One by one: spreading a hostile array's hundred thousand values overflows the stack.
    for (const inner of Object.values(value)) if (inner !== undefined) waiting.push(inner);
  }
}
