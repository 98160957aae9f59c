/** An operation on the roster in words: as a question before it is signed, as a fact in the ledger. */
import type { Operation } from '#protocol/roster/operations.ts';
import { hasWords, t } from '../words/words.ts';
import { dateAndTime } from './date-and-time.ts';
import { roleName } from './names.ts';
import { monthName, personName, teamName } from './names.ts';

function argsOf(operation: Operation): Record<string, string | number> {
  switch (operation.type) {
    case 'add':
      return { alias: personName(operation.card.member), role: roleName(operation.card.role) };
    case 'rekey':
      return { alias: personName(operation.card.member) };
    case 'freeze': {
      const { member, until } = operation;
      return {
        alias: personName(member),
        end: until === undefined ? 'none' : 'time',
        when: until === undefined ? '' : dateAndTime(until),
      };
    }
    case 'credential':
      return { alias: personName(operation.member), count: operation.credentials.length };
    case 'remove':
    case 'unfreeze':
    case 'lapse':
      return { alias: personName(operation.member) };
    case 'desk-join':
    case 'desk-leave':
      return { alias: personName(operation.member), team: teamName(operation.desk) };
    case 'desk-epoch':
      return { team: teamName(operation.desk), count: countOf(operation) };
    case 'month-key':
      return { month: monthName(operation.month) };
    default:
      return {};
  }
}

/** A list, or for all members a count. */
function countOf({ holders }: Extract<Operation, { type: 'desk-epoch' }>): number {
  return holders.type === 'listed' ? holders.members.length : holders.count;
}

function say(family: 'would' | 'did', operation: Operation): string {
  const id = `${family}-${operation.type}`;
  return hasWords(id) ? t(id, argsOf(operation)) : t(`${family}-other`);
}

/** "Let Person Ab3x in, as staff" */
export const sayWould = (operation: Operation): string => say('would', operation);
/** "Let Person Ab3x in, as staff", in the past */
export const sayDid = (operation: Operation): string => say('did', operation);

/** Return what a signature to it means, in one more sentence. */
export function sayMeaning(operation: Operation): string {
  const id = `meaning-${operation.type}`;
  return hasWords(id) ? t(id, argsOf(operation)) : t('meaning-other');
}

/** Return the member that the operation is about, for a face. */
export function aboutWhom(operation: Operation): string | undefined {
  if (operation.type === 'add' || operation.type === 'rekey') return operation.card.member;
  switch (operation.type) {
    case 'remove':
    case 'credential':
    case 'desk-join':
    case 'desk-leave':
    case 'freeze':
    case 'unfreeze':
    case 'lapse':
      return operation.member;
    default:
      return undefined;
  }
}
