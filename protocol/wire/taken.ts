/**
 * The operations that portals and clients of this version carry out (§3.4). The others are refused with `not-yet`: by the
 * portal before they are in the log, by an officer's client before she is asked for a touch, since no screen says them in full.
 */
import type { OperationType } from '../roster/operations.ts';

export const takenOperations: readonly OperationType[] = [
  'add',
  'remove',
  'credential',
  'rekey',
  'desk-join',
  'desk-leave',
  'desk-epoch',
  'month-key',
  'freeze',
  'unfreeze',
  'lapse',
];
