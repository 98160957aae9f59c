/** Desks and months: desk-join, desk-leave, desk-epoch, month-key (§3). */
import { refuse } from '../../core/errors.ts';
import { membersDesk, officersDesk } from '../../core/ids.ts';
import { limits } from '../../core/limits.ts';
import { isFrozen } from '../frozen.ts';
import { requireHolders } from '../holders.ts';
import { monthOf, monthText } from '../months.ts';
import type { Rule } from './judging.ts';
import { deskMembers, deskOf, findCard, isLastOf, keyHolders } from '../roster-state.ts';

export const requireDeskJoin: Rule<'desk-join'> = (op, { roster }) => {
  if (op.desk === officersDesk) refuse('roster-rule', "officers make up the officers' desk");
  if (op.desk === membersDesk) refuse('roster-rule', 'every member is one already');
  const card = findCard(roster, op.member) ?? refuse('roster-rule', 'not a member');
  if (card.role === 'participant') refuse('roster-rule', 'a participant joins no desk');
  if (isFrozen(roster, op.member)) refuse('roster-rule', 'frozen');
  if (deskMembers(roster, op.desk).includes(op.member)) refuse('roster-rule', 'already in this desk');
};

export const requireDeskLeave: Rule<'desk-leave'> = (op, { roster, signers }) => {
  if (op.desk === officersDesk || op.desk === membersDesk) refuse('roster-rule', 'only teams can be left');
  if (!deskMembers(roster, op.desk).includes(op.member)) refuse('roster-rule', 'not in this desk');
  // By herself not the last: nobody could make the desk's next key. Officers can always end a membership (rights.ts).
  if (signers.includes(op.member) && isLastOf(roster, op.desk, op.member))
    refuse('roster-rule', 'nobody of the desk would be left');
};

export const requireDeskEpoch: Rule<'desk-epoch'> = (op, { roster }) => {
  const last = deskOf(roster, op.desk).epochs.at(-1)?.epoch ?? 0;
  if (op.epoch !== last + 1) refuse('roster-chain', `epoch ${op.epoch} does not follow ${last}`);
  requireHolders(op.holders, op.desk, keyHolders(roster, op.desk));
};

export const requireMonthKey: Rule<'month-key'> = (op, { roster, entryTime }) => {
  if (!/^20[0-9]{2}-(0[1-9]|1[0-2])$/u.test(op.month)) refuse('malformed', 'not a month');
  const month = monthOf(entryTime);
  if (op.month !== monthText(month) && op.month !== monthText(month + 1))
    refuse('roster-rule', 'neither this month nor the next');
  const before = [...roster.months.values()].filter(({ month }) => month === op.month).length;
  if (op.number !== before + 1) refuse('roster-rule', `number ${op.number} after ${before}`);
  if (op.number > limits.monthKeys) refuse('roster-rule', `${limits.monthKeys} keys in one month`);
  const officers = keyHolders(roster, officersDesk);
  if (officers.length !== op.seeds.length || officers.some((member, i) => member !== op.seeds[i]?.officer))
    refuse('roster-rule', 'one seed per officer, in order');
};
