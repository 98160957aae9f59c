/** Freeze, unfreeze, lapse (§3). One officer stops somebody for three days; two end it, or make it last. */
import { refuse } from '../../core/errors.ts';
import { limits } from '../../core/limits.ts';
import { runningFreeze } from '../frozen.ts';
import type { Rule } from './judging.ts';
import { findCard } from '../roster-state.ts';

export const requireFreeze: Rule<'freeze'> = ({ member, until, asked }, { roster, entryTime, time }) => {
  if (asked) refuse('not-yet', 'a freeze that she asked for');
  if (findCard(roster, member) === undefined) refuse('roster-rule', 'not a member');
  const running = runningFreeze(roster, member);
  if (until === undefined) {
    if (running !== undefined && running.until === undefined) refuse('roster-rule', 'frozen without end already');
    return;
  }
  if (running !== undefined) refuse('roster-rule', 'frozen already');
  if (until <= entryTime || until - entryTime > limits.freezeMsMax) refuse('roster-rule', 'ends too late or at once');
  // It would use up the officer's right, and stop nobody.
  if (until <= time) refuse('roster-rule', 'over before it begins');
};

export const requireUnfreeze: Rule<'unfreeze'> = ({ member, freeze }, { roster }) => {
  if (runningFreeze(roster, member)?.from !== freeze) refuse('roster-rule', 'not the freeze that runs');
};

export const requireLapse: Rule<'lapse'> = ({ member }, { roster, time }) => {
  const until = runningFreeze(roster, member)?.until;
  if (until === undefined) return refuse('roster-rule', 'not frozen, or without end');
  if (time <= until) refuse('roster-rule', 'not over yet');
};
