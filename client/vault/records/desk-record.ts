/** A record as a desk sees it before the touch, with the wraps that this desk can try. */
import { fromBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import type { DeskId } from '#protocol/core/ids.ts';
import { verifyDeskWrap, type VerifiedDeskWrap, type VerifiedRecord } from '#protocol/records/verify.ts';
import { currentEpoch, type Roster } from '#protocol/roster/roster-state.ts';

export interface DeskRecord {
  readonly verified: VerifiedRecord;
  readonly wraps: readonly VerifiedDeskWrap[];
  /** Present for ungated kinds only. */
  readonly content: Uint8Array | undefined;
  /** One of all revisions that count: it is opened for what is in it, and need not be the newest. */
  readonly ofHistory?: true;
}

/** A wrap that does not verify opens nothing; another may. */
export function wrapsThatHold(roster: Roster, verified: VerifiedRecord, wraps: readonly string[]): VerifiedDeskWrap[] {
  return wraps.flatMap((wrap) => {
    try {
      return [verifyDeskWrap(roster, verified, fromBase64url(wrap))];
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return [];
    }
  });
}

/** The wraps that this desk can open: to the newest epoch first. */
export function wrapFor(
  roster: Roster,
  verified: VerifiedRecord,
  wraps: readonly string[],
  desk: DeskId,
): VerifiedDeskWrap[] {
  const known = currentEpoch(roster, desk)?.epoch ?? 0;
  return wrapsThatHold(roster, verified, wraps)
    .filter((wrap) => wrap.desk === desk && wrap.epoch <= known)
    .toSorted((a, b) => b.epoch - a.epoch);
}
