/**
 * The member's own period secrets (§9.2, §9.3). They are opened at the unlock, and made and published again when too
 * few weeks are left.
 */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import { firstThatOpens } from '#protocol/crypto/first-that-opens.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { key32, type Key32 } from '#protocol/crypto/sodium.ts';
import {
  indexBundles,
  newestGeneration,
  requireNewestBundles,
  signBundles,
  verifyBundles,
} from '#protocol/threads/bundle.ts';
import { dayOf, periodOf } from '#protocol/threads/calendar.ts';
import {
  derivePeriodKeys,
  openPeriod,
  periodKeyHash,
  publicKeysOf,
  sealPeriod,
  type PeriodKeys,
} from '#protocol/threads/period.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { scanLog, scanUntil } from '../log/scan.ts';
import { isWitnessReachable } from './witness-reachable.ts';

/** A new generation is published if fewer weeks than this are left. */
const weeksEnough = 20;

export interface Keyring {
  readonly periods: Map<number, PeriodKeys>;
  /** How many secrets were handed over that do not open: letters of those weeks stay unread. */
  readonly shut: number;
}

/**
 * Open the keyring. `before` runs before the very first bundles are published: nobody can have written to her until
 * then.
 */
export async function openKeyring(vault: UnlockedVault, before: () => Promise<void>): Promise<Keyring> {
  const canPublish = await isWitnessReachable(vault);
  const { roster, head } = vault.open;
  const answer = await vault.ports.call('threads/keyring', {});
  const { opened: secrets, shut } = openSecrets(vault, roster, answer.periods);
  const now = periodOf(dayOf(head?.time ?? vault.ports.now()));
  if (answer.bundles === null) {
    await requireNone(vault);
    await before();
  }
  // Without the witness she reads on with the weeks that she has.
  if (canPublish && !isEnough(vault, roster, answer.bundles, secrets, now)) await publish(vault, secrets, now);
  return {
    periods: new Map([...secrets].map(([period, secret]) => [period, derivePeriodKeys(secret, roster.rootfp)])),
    shut,
  };
}

/** The log decides whether these are her first: a first visit skips everything in the stream. */
async function requireNone(vault: UnlockedVault): Promise<void> {
  const { leaves } = await scanLog(vault);
  const { roster, member } = vault.open;
  if (newestGeneration(roster.rootfp, member, indexBundles(leaves)) > 0)
    refuse('bundle-old', 'the log knows keys of one’s own that were not handed over');
}

/**
 * Open the secrets. A period whose share was deleted is over: its letters are unreadable, as intended. One that does not
 * open keeps none of the others closed; the next bundles bring another for its week.
 */
function openSecrets(vault: UnlockedVault, roster: Roster, periods: Reply<'threads/keyring'>['periods']) {
  const { member, secrets } = vault.open;
  const accounts = [secrets.account, ...secrets.earlier.map(({ account }) => account)];
  const opened = new Map<number, Key32>();
  let shut = 0;
  for (const { period, sealed, share } of periods) {
    if (share === null) continue;
    const place = { rootfp: roster.rootfp, member, period };
    const open = (account: Key32) => openPeriod(account, key32(fromBase64url(share)), place, fromBase64url(sealed));
    try {
      opened.set(period, firstThatOpens(accounts, open));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      shut += 1;
    }
  }
  return { opened, shut };
}

/** Return true if the bundle is signed with the present key, is for the secrets at hand, and covers enough weeks. */
function isEnough(
  vault: UnlockedVault,
  roster: Roster,
  stored: Reply<'threads/keyring'>['bundles'],
  secrets: ReadonlyMap<number, Key32>,
  now: number,
): boolean {
  if (stored === null) return false;
  try {
    const { bundles } = verifyBundles(roster, fromBase64url(stored.signed), vault.open.member, stored.leaf);
    const last = bundles.first + bundles.keyHashes.length - 1;
    const heldAll = Array.from({ length: last - now + 1 }, (_, i) => secrets.has(now + i)).every(Boolean);
    return bundles.first <= now && last - now >= weeksEnough && heldAll;
  } catch (error) {
    // After a recovery the old ones are void. What else does not hold she did not sign so: others could not write to her either.
    // New ones take its place, under the next number that the log gives, and keep the secrets that she has.
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}

async function publish(vault: UnlockedVault, secrets: Map<number, Key32>, first: number): Promise<void> {
  const { leaves } = await scanLog(vault);
  const { member, roster, secrets: own } = vault.open;
  const { rootfp } = roster;
  const fresh: { period: number; sealed: string; share: string }[] = [];
  const keys = Array.from({ length: limits.periodsAhead }, (_, i) => {
    const period = first + i;
    let secret = secrets.get(period);
    if (secret === undefined) {
      secret = key32(vault.ports.random(32));
      const share = key32(vault.ports.random(32));
      const sealed = sealPeriod(own.account, share, { rootfp, member, period }, secret);
      fresh.push({ period, sealed: toBase64url(sealed), share: toBase64url(share) });
      secrets.set(period, secret);
    }
    return { period, ...publicKeysOf(derivePeriodKeys(secret, rootfp)) };
  });
  const signed = signBundles(
    {
      rootfp,
      member,
      generation: newestGeneration(rootfp, member, indexBundles(leaves)) + 1,
      rosterSeq: roster.seq,
      rosterHead: roster.head,
      first,
      keyHashes: keys.map(periodKeyHash),
      time: vault.open.head?.time ?? refuse('head-stale', 'no fresh head'),
    },
    own.keys.sign.secretKey,
  );
  const { leaf } = await vault.ports.call('threads/publish', {
    signed: toBase64url(signed),
    keys: keys.map(({ period, sealKey, dhKey }) => ({
      period,
      sealKey: toBase64url(sealKey),
      dhKey: toBase64url(dhKey),
    })),
    secrets: fresh,
  });
  // Only what is in the log that the witness signed is published.
  const logged = await scanUntil(vault, leaf);
  requireNewestBundles(verifyBundles(vault.open.roster, signed, member, leaf), leaf, logged, indexBundles(logged));
}
