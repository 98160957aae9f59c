/** The ledger as data: what the officers' audit found, line by line. read-ledger.ts makes it. */
import type { DeskId, KindId, MemberId } from '#protocol/core/ids.ts';
import type { LeafType } from '#protocol/log/leaf.ts';
import type { Head } from '#protocol/log/head.ts';
import type { Touches } from '#protocol/openings/log-lines.ts';
import type { OpeningState } from '#protocol/openings/judge-opening.ts';
import type { OutcomeWord } from '#protocol/openings/outcome.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import type { ListedOutcome } from './outcomes.ts';
import type { ReadBodies } from './sealed-bodies.ts';

export interface LedgerLine {
  readonly leaf: number;
  /** `unknown`: of a type that this version does not know. It changes nothing. */
  readonly type: LeafType | 'unknown';
  readonly time: number | undefined;
  readonly who: readonly MemberId[];
  readonly operation: Operation | undefined;
  /** Why an entry of the member list is not in force. Then `who` are those whose signature holds. */
  readonly notInForce: string | undefined;
  /** Of one that somebody signed: whether it can still come into force, and until when. */
  readonly canStill: { readonly final: boolean; readonly until: number } | undefined;
  readonly opening:
    | { readonly kind: KindId; readonly desk: DeskId; readonly person: MemberId | undefined; readonly reason: string }
    | undefined;
  /** Of an opening: what became of it. closed: its body was not asked for, or is of a month that is not hers to read. */
  readonly state: OpeningState | 'closed' | undefined;
  /** Why the witness said no. */
  readonly code: string;
  /** The same request is in the log before: it was opened once. */
  readonly again: boolean;
  /**
   * log: in the tree the witness signed. body: the sealed body is the committed one, the witness signed its outcome, and
   * the requester touched her key for it; false where that is withheld. desk: a right one.
   */
  readonly proofs: { readonly log: boolean; readonly body: boolean | undefined; readonly desk: boolean | undefined };
}

export interface Ledger {
  readonly entries: number;
  readonly checkedAt: number;
  readonly cosignedAt: number;
  readonly fingerprint: string;
  readonly rosterSeq: number;
  readonly bodiesRead: boolean;
  readonly lines: readonly LedgerLine[];
  /** Openings that count as opened and of which nothing is shown: an alarm. */
  readonly missing: readonly number[];
  /** Words of which the witness signed more outcomes than were shown: an alarm. */
  readonly short: readonly OutcomeWord[];
}

/** Bodies read with one touch, and the head at that moment: what came later was not read, not missing. */
export interface LastRead extends ReadBodies {
  readonly upTo: number;
  readonly listed: ReadonlyMap<number, ListedOutcome>;
  readonly signedHead: Reply<'log/head'> | undefined;
}

export interface OpeningsKnown {
  readonly head: Head;
  readonly listed: ReadonlyMap<number, ListedOutcome>;
  readonly read: LastRead | undefined;
  readonly touches: Touches;
}
