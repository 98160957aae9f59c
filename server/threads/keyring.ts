/** Letter keys: each member's own secrets with their shares, and the newest public keys of all members. */
import { equal } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import { parseId, type MemberId } from '#protocol/core/ids.ts';
import { findCard, type Roster } from '#protocol/roster/roster-state.ts';
import { bundlesCodec, signedBundles } from '#protocol/threads/bundle.ts';
import { dayOf, periodEnd } from '#protocol/threads/calendar.ts';
import { periodKeyHash } from '#protocol/threads/period.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { toText } from '../base64.ts';
import { now } from '../clock.ts';
import type { Database } from '../db.ts';
import type { Portal } from '../portal.ts';
import { periodShareEnd } from './share-ends.ts';
import { withShares } from './sweep.ts';

function bundlesOf(db: Database, member: MemberId) {
  return db.selectFrom('bundles').select(['signed', 'leaf']).where('member', '=', member).executeTakeFirst();
}

/**
 * Returns her own secrets. The caller has unlocked, so the last weeks of past periods begin to count, and the day is noted
 * for the tell list.
 */
export async function keyring({ db, threads, agreed }: Portal, member: MemberId): Promise<Reply<'threads/keyring'>> {
  const { keyShares } = threads;
  const time = now();
  await noteLooked(db, member, dayOf(time));
  const rows = await db
    .selectFrom('period_secret')
    .select(['period', 'sealed', 'share'])
    .where('member', '=', member)
    .orderBy('period', 'desc')
    .execute();
  const over = rows.filter(({ period }) => periodEnd(period) <= time);
  // With a wrong clock the two weeks would begin at another time. Her next unlock begins them.
  if (agreed.holds)
    keyShares.endBy(
      over.map(({ share }) => share),
      periodShareEnd(time),
    );
  const readable = withShares(keyShares, rows);
  const bundles = await bundlesOf(db, member);
  return {
    // Empty where a row was altered or is gone: she publishes again, and all her rows are written anew.
    bundles:
      bundles === undefined
        ? null
        : { signed: (await areWhole(db, member, bundles)) ? toText(bundles.signed) : '', leaf: bundles.leaf },
    periods: readable.map(({ row, share }) => ({
      period: row.period,
      sealed: toText(row.sealed),
      share: toText(share),
    })),
  };
}

/** Whether there are keys here for every hash that is signed. */
async function areWhole(db: Database, member: MemberId, { signed }: { readonly signed: Uint8Array }): Promise<boolean> {
  const rows = await db.selectFrom('period_key').selectAll().where('member', '=', member).execute();
  try {
    const { first, keyHashes } = bundlesCodec.parse(signedBundles.parse(signed).bundles);
    return keyHashes.every((hash, i) => {
      const row = rows.find(({ period }) => period === first + i);
      return row !== undefined && equal(periodKeyHash({ sealKey: row.seal_key, dhKey: row.dh_key }), hash);
    });
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}

/** Returns the public keys of present members. Members who have published none are left out. */
export async function keysOf({ db, rosterCache }: Portal, body: Body<'threads/keys'>): Promise<Reply<'threads/keys'>> {
  const live = liveOf(rosterCache.roster, body.members);
  if (live.length === 0) return { members: [] };
  const rows = await db
    .selectFrom('bundles')
    .leftJoin('period_key', (join) =>
      join.onRef('period_key.member', '=', 'bundles.member').on('period', '=', body.period),
    )
    .select(['bundles.member', 'signed', 'leaf', 'seal_key', 'dh_key'])
    .where('bundles.member', 'in', live)
    .execute();
  return {
    members: rows.map(({ member, signed, leaf, seal_key, dh_key }) => ({
      member,
      signed: toText(signed),
      leaf,
      keys: seal_key === null || dh_key === null ? null : { sealKey: toText(seal_key), dhKey: toText(dh_key) },
    })),
  };
}

function liveOf(roster: Roster, members: readonly string[]): MemberId[] {
  return [...new Set(members)].map((member) => parseId<MemberId>(member)).filter((member) => findCard(roster, member));
}

/** Notes the day, one write a day and member, so that the row tells no more than the day. */
async function noteLooked(db: Database, member: MemberId, day: number): Promise<void> {
  await db
    .insertInto('looked')
    .values({ member, day })
    .onConflict((oc) => oc.column('member').doUpdateSet({ day }).where('looked.day', '<', day))
    .execute();
}

export async function lookedOf(
  { db, rosterCache }: Portal,
  members: readonly string[],
): Promise<Reply<'threads/looked'>> {
  const live = liveOf(rosterCache.roster, members);
  if (live.length === 0) return { members: [] };
  const rows = await db.selectFrom('looked').selectAll().where('member', 'in', live).execute();
  const days = new Map(rows.map(({ member, day }) => [member, day]));
  return { members: live.map((member) => ({ member, day: days.get(member) ?? null })) };
}
