/**
 * Login sessions. The sealed cookie has a random number and nothing else; a row says whose it is. To delete the row, or to
 * raise the member's epoch, ends the session at once, whatever cookie is replayed.
 */
import type { FastifyRequest } from 'fastify';
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { sha256 } from '#protocol/crypto/sha256.ts';
import { limits } from '#protocol/core/limits.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import type { MemberCard, Role } from '#protocol/members/keys.ts';
import { findCard } from '#protocol/roster/roster-state.ts';
import { now } from './clock.ts';
import type { Trx } from './db.ts';
import { AccessError } from './errors.ts';
import type { Portal } from './portal.ts';
import { random } from './random.ts';

declare module '@fastify/secure-session' {
  interface SessionData {
    id: string;
  }
}

export interface Session {
  readonly member: MemberId;
  readonly role: Role;
  readonly way: 'key' | 'card';
  /** The key or card that it began with, or a key that was touched in it since. */
  holder: Uint8Array;
  readonly idHash: Uint8Array;
  readonly expires: number;
}

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const strict = { idleMs: 30 * minuteMs, wholeMs: 12 * hourMs };
const lifetimes: Readonly<Record<Role, { idleMs: number; wholeMs: number }>> = {
  participant: { idleMs: 8 * hourMs, wholeMs: 7 * 24 * hourMs },
  staff: strict,
  officer: strict,
};
/** Of one member and one way to log in. */
const sessionsMax = 50;
/** The cookie lasts longer than every session; the row decides. */
export const cookieSeconds = lifetimes.participant.wholeMs / 1000;

/**
 * Over https no other host and no plain connection can set or read the cookie. WebKit keeps no `Secure` cookie of
 * http://localhost, the only other origin that the configuration allows: there it has no `Secure`, and another name.
 */
export function sessionCookie(origin: string) {
  const secure = origin.startsWith('https:');
  const cookie = { path: '/', httpOnly: true, secure, sameSite: 'strict' as const };
  return { cookieName: secure ? '__Host-dd' : 'dd', cookie };
}

export async function startSession(
  portal: Portal,
  request: FastifyRequest,
  member: MemberId,
  way: 'key' | 'card',
  holder: Uint8Array,
): Promise<void> {
  const id = random(32);
  const time = now();
  const { epoch } = await portal.db
    .selectFrom('member')
    .select('epoch')
    .where('member', '=', member)
    .executeTakeFirstOrThrow();
  // Sessions whose cookie never came back.
  await portal.db
    .deleteFrom('session')
    .where('created', '<', time - lifetimes.participant.wholeMs)
    .execute();
  const row = { id_hash: sha256(id), member, way, holder, epoch, created: time, seen: time };
  await portal.db.insertInto('session').values(row).execute();
  // Of many that nobody ended, the newest stay. Her card's end none that began with a key.
  const older = portal.db
    .selectFrom('session')
    .select('id_hash')
    .where('member', '=', member)
    .where('way', '=', way)
    .orderBy('created', 'desc')
    .offset(sessionsMax);
  await portal.db.deleteFrom('session').where('id_hash', 'in', older).execute();
  request.session.set('id', toBase64url(id));
}

function idHashOf(request: FastifyRequest): Uint8Array | undefined {
  const id = request.session.get('id');
  return id === undefined ? undefined : sha256(fromBase64url(id));
}

/**
 * Returns the caller's session. Refuses with the reason why there is none.
 *
 * @param asUse whether the request shows that somebody is there; what a page asks by itself keeps no session alive
 */
export async function requireSession(portal: Portal, request: FastifyRequest, asUse = true): Promise<Session> {
  const idHash = idHashOf(request);
  if (idHash === undefined) throw new AccessError('session-missing');
  const row = await portal.db
    .selectFrom('session')
    .innerJoin('member', 'member.member', 'session.member')
    .whereRef('session.epoch', '=', 'member.epoch')
    .where('id_hash', '=', idHash)
    .select(['session.member', 'way', 'holder', 'created', 'seen'])
    .executeTakeFirst();
  const member = row?.member as MemberId | undefined;
  const card = member === undefined ? undefined : findCard(portal.rosterCache.roster, member);
  if (row === undefined || member === undefined || card === undefined) throw new AccessError('session-over');
  const { idleMs, wholeMs } = lifetimes[card.role];
  const time = now();
  // What began under a clock that ran ahead would have no end.
  const isToCome = Math.max(row.seen, row.created) > time + limits.openingSkewMsMax;
  if (isToCome || time > row.seen + idleMs || time > row.created + wholeMs) {
    await portal.db.deleteFrom('session').where('id_hash', '=', idHash).execute();
    throw new AccessError('session-over');
  }
  // To the minute: a busy person writes one row a minute, and the row tells no more than that.
  if (asUse && time - row.seen > minuteMs)
    await portal.db.updateTable('session').set({ seen: time }).where('id_hash', '=', idHash).execute();
  const expires = Math.min((asUse ? time : row.seen) + idleMs, row.created + wholeMs);
  return { member, role: card.role, way: row.way, holder: row.holder, idHash, expires };
}

export async function endSession(portal: Portal, request: FastifyRequest): Promise<void> {
  const idHash = idHashOf(request);
  if (idHash !== undefined) await portal.db.deleteFrom('session').where('id_hash', '=', idHash).execute();
  request.session.delete();
}

/** True while her card names the key that the session began with. What began with her recovery card ends with an entry. */
export function isOfPresentKey(card: MemberCard, { way, holder }: Pick<Session, 'way' | 'holder'>): boolean {
  return way === 'card' || card.credentials.some(({ id }) => equal(id, holder));
}

/** Ends every session of hers but the caller's, at once and for good. */
export async function endOtherSessions({ db }: Portal, { member, idHash }: Session): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // One that begins meanwhile has the number of before, and does not count.
    const { epoch } = await trx
      .updateTable('member')
      .set((eb) => ({ epoch: eb('epoch', '+', 1) }))
      .where('member', '=', member)
      .returning('epoch')
      .executeTakeFirstOrThrow();
    await trx.updateTable('session').set({ epoch }).where('id_hash', '=', idHash).execute();
    await trx.deleteFrom('session').where('member', '=', member).where('id_hash', '!=', idHash).execute();
  });
}

/** Of a session whose own key may end: it goes on with the key that was touched in it last. */
export async function goOnWith({ db }: Portal, session: Session, holder: Uint8Array): Promise<void> {
  await db.updateTable('session').set({ holder }).where('id_hash', '=', session.idHash).execute();
  session.holder = holder;
}

/** Ends the sessions that began with a recovery card. */
export async function endCardSessions(trx: Trx, member: MemberId): Promise<void> {
  await trx.deleteFrom('session').where('member', '=', member).where('way', '=', 'card').execute();
}

/** Ends all sessions of a member, at once and for good. */
export async function endAllSessions(trx: Trx, member: MemberId): Promise<void> {
  await trx
    .updateTable('member')
    .set((eb) => ({ epoch: eb('epoch', '+', 1) }))
    .where('member', '=', member)
    .execute();
  await trx.deleteFrom('session').where('member', '=', member).execute();
}
