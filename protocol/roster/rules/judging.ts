/** What a rule is asked about: the roster before the leaf, the operation, and what stands beside it. */
import type { MemberId } from '../../core/ids.ts';
import type { OperationOf, OperationType } from '../operations.ts';
import type { Roster } from '../roster-state.ts';

export interface Judging {
  readonly roster: Roster;
  readonly signers: readonly MemberId[];
  /** Of the entry, as its signers say. */
  readonly entryTime: number;
  /** Of the verdict: what waits is counted between such times. */
  readonly time: number;
  /** Of the entry; beyond all leaves while it has none yet. */
  readonly leaf: number;
}

export type Rule<T extends OperationType> = (op: OperationOf<T>, known: Judging) => void;
