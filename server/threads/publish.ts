/**
 * Publishes a new generation of bundles: stored with its leaf, its public keys, and the secrets of periods of which she
 * has none that opens.
 */
import { fromBase64url } from '#protocol/core/bytes.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { dayOf, periodOf } from '#protocol/threads/calendar.ts';
import {
  indexBundles,
  newestGeneration,
  requirePeriodKeys,
  verifyBundles,
  type Bundles,
  type VerifiedBundles,
} from '#protocol/threads/bundle.ts';
import type { PeriodPublicKeys } from '#protocol/threads/period.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { now } from '../clock.ts';
import type { Database, Trx } from '../db.ts';
import { deny, isDuplicate, Refusal } from '../errors.ts';
import type { Portal } from '../portal.ts';
import type { Writer } from '../quota.ts';
import { random } from '../random.ts';
import type { Share } from '../key-shares/store.ts';

/** Type of a leaf of bundles. */
const bundlesByte = 9;

interface SentKeys extends PeriodPublicKeys {
  readonly period: number;
}

interface SentSecret {
  readonly period: number;
  readonly sealed: Uint8Array;
  readonly share: Share;
}

interface Sent {
  readonly signed: Uint8Array;
  readonly keys: readonly SentKeys[];
  readonly secrets: readonly SentSecret[];
}

function requireEachOnce(periods: readonly { readonly period: number }[]): void {
  if (new Set(periods.map(({ period }) => period)).size !== periods.length) deny('bad-request');
}

function readSent(body: Body<'threads/publish'>): Sent {
  for (const list of [body.keys, body.secrets]) requireEachOnce(list);
  return {
    signed: fromBase64url(body.signed),
    keys: body.keys.map(({ period, sealKey, dhKey }) => ({
      period,
      sealKey: fromBase64url(sealKey),
      dhKey: fromBase64url(dhKey),
    })),
    secrets: body.secrets.map(({ period, sealed, share }) => ({
      period,
      sealed: fromBase64url(sealed),
      share: { id: random(16), share: fromBase64url(share), ends: null },
    })),
  };
}

/**
 * Requires that a secret belongs to keys of this generation, and to no week that ended long ago: its share would never be
 * deleted.
 */
function requireSecrets({ first, keyHashes }: Bundles, secrets: readonly SentSecret[]): void {
  const lowest = Math.max(first, periodOf(dayOf(now())) - 1);
  for (const { period } of secrets) if (period < lowest || period >= first + keyHashes.length) deny('bad-request');
}

/** Where generations of bundles are in the log. */
interface Generations {
  readonly leaves: readonly Uint8Array[];
  /** Of the log that was read. */
  readonly size: number;
}

async function readGenerations(db: Database | Trx, from: number): Promise<Generations> {
  const { size } = await db.selectFrom('log_head').select('size').executeTakeFirstOrThrow();
  const rows = await db
    .selectFrom('log_entry')
    .select('leaf')
    .where((eb) => eb(eb.fn<number>('get_byte', ['leaf', eb.lit(0)]), '=', bundlesByte))
    .where('idx', '>=', from)
    .where('idx', '<', size)
    .orderBy('idx')
    .execute();
  return { leaves: rows.map(({ leaf }) => leaf), size };
}

/**
 * Her newest generation, as the log has it: the number in a row is anybody's who writes rows. What this very transaction has
 * stored is not in the log yet.
 *
 * @param before the log as it was before its lock was taken, so that little is read under it
 */
async function newestHere(trx: Trx, { rootfp, member }: Bundles, before: Generations): Promise<number> {
  const { leaves, size } = await readGenerations(trx, before.size);
  const row = await trx
    .selectFrom('bundles')
    .select(['generation', 'leaf'])
    .where('member', '=', member)
    .executeTakeFirst();
  if (row !== undefined && row.leaf >= size) return row.generation;
  return newestGeneration(rootfp, member, indexBundles([...before.leaves, ...leaves]));
}

async function storeBundles(
  trx: Trx,
  { bundles, leaf: logged }: VerifiedBundles,
  signed: Uint8Array,
  leaf: number,
  before: Generations,
) {
  const { member, generation } = bundles;
  // Of two tabs that publish at once, the second has not seen what the first published.
  if (generation !== (await newestHere(trx, bundles, before)) + 1) deny('record-conflict');
  const values = { generation, signed, leaf, commitment: logged.commitment };
  await trx
    .insertInto('bundles')
    .values({ member, ...values })
    .onConflict((oc) => oc.column('member').doUpdateSet(values))
    .execute();
}

/**
 * Requires that afterwards every hash that she signed has its keys here, sent now or before, and that no others are kept.
 */
async function storeKeys(trx: Trx, bundles: Bundles, keys: readonly SentKeys[]): Promise<void> {
  const { member, first, keyHashes } = bundles;
  const periods = keyHashes.map((_, i) => first + i);
  await trx
    .deleteFrom('period_key')
    .where('member', '=', member)
    .where((eb) => eb.or([eb('period', '<', first), eb('period', '>=', first + keyHashes.length)]))
    .execute();
  if (keys.length > 0)
    await trx
      .insertInto('period_key')
      .values(keys.map(({ period, sealKey, dhKey }) => ({ member, period, seal_key: sealKey, dh_key: dhKey })))
      .onConflict((oc) =>
        oc.columns(['member', 'period']).doUpdateSet((eb) => ({
          seal_key: eb.ref('excluded.seal_key'),
          dh_key: eb.ref('excluded.dh_key'),
        })),
      )
      .execute();
  const rows = await trx.selectFrom('period_key').selectAll().where('member', '=', member).execute();
  const stored = new Map(rows.map((row) => [row.period, { sealKey: row.seal_key, dhKey: row.dh_key }]));
  for (const period of [...periods, ...keys.map((sent) => sent.period)])
    requirePeriodKeys(bundles, period, stored.get(period) ?? null);
}

/**
 * What comes with new keys takes the place of a secret that she could not open. Answers the shares of those: nothing needs
 * them any more.
 */
async function storeSecrets(trx: Trx, member: MemberId, { keys, secrets }: Sent): Promise<readonly Uint8Array[]> {
  if (secrets.length === 0) return [];
  const shut = await trx
    .deleteFrom('period_secret')
    .where('member', '=', member)
    .where(
      'period',
      'in',
      keys.map(({ period }) => period).filter((period) => secrets.some((sent) => sent.period === period)),
    )
    .returning('share')
    .execute();
  const rows = secrets.map(({ period, sealed, share }) => ({ member, period, sealed, share: share.id }));
  await trx.insertInto('period_secret').values(rows).execute();
  return shut.map(({ share }) => share);
}

export async function publish(portal: Portal, writer: Writer, body: Body<'threads/publish'>): Promise<number> {
  const { member } = writer;
  const { rosterCache, commits, publisher, threads, db } = portal;
  const sent = readSent(body);
  const early = rosterCache.standing((roster) =>
    verifyBundles(roster, sent.signed, member, Math.max(publisher.tree.size, roster.verdicts.leaf + 1)),
  );
  requireSecrets(early.bundles, sent.secrets);
  threads.requireOpen();
  const before = await readGenerations(db, 0);
  const shares = sent.secrets.map(({ share }) => share);
  // Shares first: a secret without its share could never be opened by anybody.
  threads.keyShares.put(shares);
  try {
    const store = async (trx: Trx, leaf: number) => {
      // The roster may have changed since: the key that is hers at this place in the log counts.
      const verified = rosterCache.standing((roster) => verifyBundles(roster, sent.signed, member, leaf));
      await storeBundles(trx, verified, sent.signed, leaf, before);
      await storeKeys(trx, verified.bundles, sent.keys);
      return { leaf: verified.leaf, shut: await storeSecrets(trx, member, sent) };
    };
    const { first, value } = await threads.quota.spend(writer, 'statements', 1, () =>
      commits.commit(store, ({ leaf }) => [leaf], { by: member }),
    );
    threads.keyShares.forget(value.shut);
    publisher.schedulePublish();
    return first;
  } catch (error) {
    // Where the outcome is unknown, the database may name them.
    const isUnknown = error instanceof Refusal && error.code === 'outcome-unknown';
    if (!isUnknown) threads.keyShares.forget(shares.map(({ id }) => id));
    if (isDuplicate(error)) throw new Refusal('record-conflict', { cause: error });
    throw error;
  }
}
