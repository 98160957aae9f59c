/** Bodies of openings as an officer reads them: fetched for all entries, opened with the months' keys under one touch. */
import { fromBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import { limits } from '#protocol/core/limits.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { hash, wipe, type KeyPair } from '#protocol/crypto/sodium.ts';
import { unwrap, wrapCodec } from '#protocol/crypto/wrap.ts';
import { logBodyContext } from '#protocol/openings/log-lines.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { monthPairs, openDeskSecret } from '../records/team-keys.ts';
import { keysOf, placeOf, touchFor } from '../session/touch.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { readPages } from './pages.ts';

export interface Body {
  readonly leaf: number;
  readonly plain: Uint8Array;
}

export interface ReadBodies {
  readonly bodies: readonly Body[];
  /** Entries whose body is sealed for a month that was never given to this officer. */
  readonly closed: ReadonlySet<number>;
}

export type ServedBodies = readonly Reply<'log/bodies'>['bodies'][number][];

export function servedBodies(vault: UnlockedVault, size: number): Promise<ServedBodies> {
  return readPages(size, limits.bodiesPerPage, async (from) => {
    return (await vault.ports.call('log/bodies', { from })).bodies;
  });
}

/** One touch gives the keys of all months that she holds. The caller wipes them. */
export async function touchForMonths(vault: UnlockedVault): Promise<ReadonlyMap<string, KeyPair>> {
  const { roster, member } = vault.open;
  const purpose = hash(tuple('dd1/log-body', roster.rootfp));
  const place = placeOf(roster, member);
  const touched = await touchFor(vault.ports, place, 'opening', purpose, keysOf(roster, member), 'open');
  const open = openDeskSecret(vault, touched.got);
  const pairs = await monthPairs(vault, roster, open);
  wipe(open.secretKey);
  return pairs;
}

/** Leaf of the month key in use at a leaf. An opening that is released later is sealed to that one, or to a later one. */
function monthKeyAt({ months }: Roster, leaf: number): number {
  return Math.max(0, ...[...months.values()].map(({ from }) => from).filter((from) => from < leaf));
}

export function openBodies(
  vault: UnlockedVault,
  served: ServedBodies,
  pairs: ReadonlyMap<string, KeyPair>,
): ReadBodies {
  const { roster, member } = vault.open;
  const closed = new Set<number>();
  const bodies = served.flatMap((given) => {
    const known = roster.months.get(given.month);
    // The portal names the month, and could name one from before she was an officer. The witness seals to no such one.
    if (known === undefined || known.from < monthKeyAt(roster, given.leaf)) return [];
    const pair = pairs.get(given.month);
    if (pair === undefined) {
      if (known.seeds.every((seed) => seed.officer !== member)) closed.add(given.leaf);
      return [];
    }
    try {
      const sealed = wrapCodec.parse(fromBase64url(given.wrap));
      return [{ leaf: given.leaf, plain: unwrap(pair, sealed, logBodyContext(roster.rootfp, given.leaf)) }];
    } catch (error) {
      // A body that does not open is a body that is missing: reported as such, beside all the others.
      if (!(error instanceof ProtocolError)) throw error;
      return [];
    }
  });
  return { bodies, closed };
}
