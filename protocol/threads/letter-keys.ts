/** Under which keys a member's letters of one day are looked for (§9.5, §9.15). */
import { equal } from '../core/bytes.ts';
import type { MemberId } from '../core/ids.ts';
import type { KeyPair } from '../crypto/sodium.ts';
import type { Roster } from '../roster/roster-state.ts';
import { dayOf } from './calendar.ts';
import { tenuresOf } from './tenure.ts';

/** What the tag of a letter says. */
export interface Announced {
  readonly from: MemberId;
  /** The recipient's half of the pair. */
  readonly dh: KeyPair;
  readonly fromDhKey: Uint8Array;
  /** It is under a letter key that its sender had before: it is noticed, and not opened. */
  readonly ended: boolean;
}

/**
 * Returns the pairs of keys under which letters of a day (days since 1970 UTC) may come: with her present key always, with
 * an earlier one up to the day on which it ended.
 *
 * @param own the recipient, her present letter pair first
 */
export function letterKeysOf(
  roster: Roster,
  own: { readonly member: MemberId; readonly dh: readonly KeyPair[] },
  from: MemberId,
  day: number,
): readonly Announced[] {
  const tenures = tenuresOf(roster, from);
  const present = tenures.at(-1);
  if (present === undefined) return [];
  const areEarlierHeard = tenures.length > 1 && day <= dayOf(present.at);
  if (from === own.member) {
    // To oneself: both halves are one pair. Under an earlier one it says what she had sent.
    const mine = areEarlierHeard ? own.dh : own.dh.slice(0, 1);
    return mine.map((dh) => ({ from, dh, fromDhKey: dh.publicKey, ended: false }));
  }
  const heard = areEarlierHeard ? tenures : [present];
  return own.dh.flatMap((dh) =>
    heard.map(({ dhKey }) => ({ from, dh, fromDhKey: dhKey, ended: !equal(dhKey, present.dhKey) })),
  );
}
