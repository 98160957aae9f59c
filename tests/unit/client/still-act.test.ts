// "Who can still act" counts the way to an event that nobody can act in: by officers and by keys, whichever is shortest.
import { expect, it } from 'vitest';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { stillAct } from '../../../client/state/still-act.ts';
import type { MemberLine, Members } from '../../../client/vault/roster/end-membership.ts';

const ids = ['anna', 'berit', 'cilla', 'dagny'] as unknown as readonly MemberId[];
const stop = { leaf: 7, until: 1, by: [], overdue: false };

/** Officers by their number of keys; a negative one is stopped. */
function eventOf(keys: readonly number[], quorum: number, desks: Members['desks'] = []): Members {
  const members = keys.map((count, at): MemberLine => ({
    member: ids[at] as MemberId,
    role: 'officer',
    way: 'hardware',
    keys: Math.abs(count),
    desks: ['officers' as DeskId],
    stop: count < 0 ? stop : undefined,
    signers: { freeze: 1, endless: 1, unfreeze: 1 },
  }));
  return { members, desks, quorum };
}

it.each([
  ['two of two', [2, 2], 2, 0, 2, 'none-to-spare'],
  ['two of two, one with one key', [2, 1], 2, 0, 1, 'one-key'],
  ['three of whom two act', [2, 2, 2], 2, 1, 4, 'none'],
  ['three, of whom one has a key for every day', [2, 5, 3], 2, 1, 5, 'none'],
  ['three, one of them stopped', [2, -2, 2], 2, 0, 2, 'lift'],
  ['too few already', [-2, 2], 2, 0, 0, 'lift'],
  ['one alone', [2], 1, 0, 2, 'alone'],
  ['one alone with one key', [1], 1, 0, 1, 'one-key'],
  ['four of whom two act', [1, 2, 2, 2], 2, 2, 5, 'one-key'],
] as const)('%s', (_name, keys, quorum, people, fewest, next) => {
  const still = stillAct(eventOf(keys, quorum));
  expect([still.people, still.keys, still.next.what]).toEqual([people, fewest, next]);
});

it('names teams with one person left, and not the officers', () => {
  const line = (desk: string, people: number, stopped: number) => ({
    desk: desk as DeskId,
    people: ids.slice(0, people),
    stopped: ids.slice(0, stopped),
    epoch: 1,
    current: true,
  });
  const desks = [
    line('officers', 1, 0),
    line('travel', 2, 1),
    line('visa', 2, 0),
    line('press', 0, 0),
    line('hotel', 1, 0),
  ];
  expect(stillAct(eventOf([2, 2], 2, desks)).alone).toEqual(['travel', 'hotel']);
});
