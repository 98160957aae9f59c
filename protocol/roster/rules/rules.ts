/** What must hold for each roster operation (§3). Deny by default. */
import { refuse } from '../../core/errors.ts';
import { requireDeskEpoch, requireDeskJoin, requireDeskLeave, requireMonthKey } from './desk-rules.ts';
import {
  requireLimits,
  requireLogOrigin,
  requirePolicy,
  requirePurge,
  requireReleaseKey,
  requireRestore,
  requireWitnessChange,
} from './event-rules.ts';
import { requireFreeze, requireLapse, requireUnfreeze } from './freeze-rules.ts';
import type { Judging } from './judging.ts';
import { requireClaim, requireClaimStop, requireCredential, requireRekey, requireRelease } from './key-rules.ts';
import type { Operation } from '../operations.ts';
import {
  requireAdd,
  requireAdopt,
  requireDestroy,
  requireOfficerChange,
  requireRemove,
  requireReserve,
} from './people-rules.ts';

export function requireOperation(op: Operation, known: Judging): void {
  switch (op.type) {
    case 'reserve':
      return requireReserve(op, known);
    case 'add':
      return requireAdd(op, known);
    case 'remove':
      return requireRemove(op, known);
    case 'credential':
      return requireCredential(op, known);
    case 'rekey':
      return requireRekey(op, known);
    case 'claim':
      return requireClaim(op, known);
    case 'claim-stop':
      return requireClaimStop(op, known);
    case 'release':
      return requireRelease(op, known);
    case 'desk-join':
      return requireDeskJoin(op, known);
    case 'desk-leave':
      return requireDeskLeave(op, known);
    case 'desk-epoch':
      return requireDeskEpoch(op, known);
    case 'month-key':
      return requireMonthKey(op, known);
    case 'officer-change':
      return requireOfficerChange(op, known);
    case 'adopt':
      return requireAdopt(op, known);
    case 'policy':
      return requirePolicy(op, known);
    case 'limits':
      return requireLimits(op, known);
    case 'witness-change':
      return requireWitnessChange(op, known);
    case 'log-origin':
      return requireLogOrigin(op, known);
    case 'release-key':
      return requireReleaseKey(op, known);
    case 'freeze':
      return requireFreeze(op, known);
    case 'unfreeze':
      return requireUnfreeze(op, known);
    case 'lapse':
      return requireLapse(op, known);
    case 'restore':
      return requireRestore(op, known);
    case 'purge':
      return requirePurge(op, known);
    case 'destroy':
      return requireDestroy(op, known);
    default:
      return refuse('not-yet', 'unknown operation');
  }
}
