// A member's days: sessions with a seat, waiting places, free time; wishes in order; and a series that is never split.
import { describe, expect, it } from 'vitest';
import { blankContent } from '#protocol/records/content.ts';
import {
  choosable,
  moved,
  tidyChoices,
  withoutPick,
  withPick,
  wishesOf,
} from '../../../client/features/programme/ranked-wishes.ts';
import {
  inTheWay,
  isInOneOf,
  partsWith,
  sessionsOf,
  spotsOf,
  standsNow,
  wishOf,
  type Mine,
} from '../../../client/state/my-programme/my-days.ts';
import { demoCircle, demoProgramme } from '../../support/processes/april.ts';

const monday = '2027-04-12';
const byNumber = (number: string) => demoProgramme.sessions.find(({ id }) => id === `demo-00-${number}`)!;
const nothing: Mine = {
  choices: blankContent('choices'),
  seats: [],
  taken: new Set(),
  agenda: blankContent('agenda'),
  circles: [],
  groups: [],
};
const seat = (number: string, state: 'in' | 'waiting', place = 0) =>
  ({ session: `demo-00-${number}`, state, place, offeredUntil: '' }) as const;
const said = (mine: Mine, day = monday) =>
  spotsOf(demoProgramme, mine, day).map((spot) =>
    `${spot.start} ${spot.kind} ${spot.session?.id.slice(-2) ?? ''}`.trim(),
  );

describe('my day', () => {
  it('holds what is for everyone, and says what is free between', () => {
    expect(said(nothing)).toEqual(['09:00 ride 01', '10:30 free', '11:00 ride 02', '12:30 free', '19:00 ride 13']);
  });

  it('puts a waiting place after the ride of the same hour', () => {
    const mine = { ...nothing, seats: [seat('03', 'in'), seat('08', 'in'), seat('09', 'waiting', 3)] };
    expect(said(mine).slice(4)).toEqual([
      '14:00 ride 03',
      '15:30 free',
      '16:00 ride 08',
      '16:00 wait 09',
      '17:30 free',
      '19:00 ride 13',
    ]);
  });

  it('leaves out what is for everyone while she has a seat elsewhere, but never what she should come to', () => {
    const mine = { ...nothing, seats: [seat('34', 'in')] };
    expect(said(mine, '2027-04-14')).not.toContain('14:00 ride 35');
    expect(said(mine, '2027-04-14')).toContain('16:00 ride 37');
  });

  it('holds her own entries, and shortens what is free by them', () => {
    const entry = { id: 'own', date: monday, start: '12:45', end: '13:15', title: 'Call home' };
    const mine = { ...nothing, agenda: { entries: [entry], starred: [] } };
    expect(said(mine).slice(3, 6)).toEqual(['12:30 free', '12:45 own', '13:15 free']);
  });

  it('holds her own quarter of an hour of a one-to-one', () => {
    const mine = { ...nothing, seats: [{ ...seat('36', 'in'), place: 3 }] };
    expect(said(mine, '2027-04-14')).toContain('14:30 ride 36');
    const all = sessionsOf(demoProgramme, []);
    const at = (start: string, end: string) => [{ ...byNumber('34'), start, end }];
    expect(inTheWay(all, mine, at('14:35', '14:40'))?.id).toBe('demo-00-36');
    expect(inTheWay(all, mine, at('14:00', '14:30'))).toBeUndefined();
  });

  it('tells an offer that has ended from one that has not', () => {
    const offered = { ...seat('03', 'in'), state: 'offered' as const, offeredUntil: '2027-04-12T10:00' };
    expect(standsNow(offered, '2027-04-12T09:59')).toBe('offered');
    expect(standsNow(offered, '2027-04-12T10:00')).toBe('out');
  });

  it('knows an unlisted circle only from its own record', () => {
    expect(sessionsOf(demoProgramme, []).some(({ unlisted }) => unlisted)).toBe(false);
    expect(said({ ...nothing, circles: demoCircle.sessions }, '2027-04-13')).toContain('16:00 ride 25');
    const leaked = { ...demoProgramme, sessions: [...demoProgramme.sessions, ...demoCircle.sessions] };
    expect(sessionsOf(leaked, []).some(({ unlisted }) => unlisted)).toBe(false);
  });
});

describe('wishes', () => {
  const none = blankContent('choices');
  const two = withPick(demoProgramme, withPick(demoProgramme, none, byNumber('08')), byNumber('17'));

  it('keep a series under its first part, once', () => {
    expect(two.picks.map(({ session, rank }) => [session, rank])).toEqual([
      ['demo-00-03', 1],
      ['demo-00-17', 2],
    ]);
    expect(wishesOf(demoProgramme, two)[0]?.parts.map(({ id }) => id)).toEqual(['demo-00-03', 'demo-00-08']);
    expect(wishOf(demoProgramme, { ...nothing, choices: two }, byNumber('08'))).toBe(1);
    expect(choosable(demoProgramme, two).some(({ id }) => ['demo-00-03', 'demo-00-08'].includes(id))).toBe(false);
  });

  it('move and go, and the ranks stay whole', () => {
    expect(moved(two, 1, -1).picks.map(({ session }) => session)).toEqual(['demo-00-17', 'demo-00-03']);
    expect(moved(two, 0, -1)).toEqual(two);
    expect(withoutPick(demoProgramme, two, byNumber('08')).picks).toEqual([
      expect.objectContaining({ session: 'demo-00-17', rank: 1 }),
    ]);
  });

  it('never offer a circle, a one-to-one or what is for everyone', () => {
    const offered = choosable(demoProgramme, none);
    expect(offered.every(({ kind, sensitive, open }) => kind === 'workshop' && !sensitive && !open)).toBe(true);
  });

  it('are sealed without what is gone from the programme', () => {
    const picks = [...two.picks, { session: 'gone', rank: 3, interpretation: '', headset: false, need: '' }];
    expect(tidyChoices(demoProgramme, { ...two, picks }).picks).toHaveLength(2);
  });
});

describe('seats', () => {
  it('are not taken where she sits already', () => {
    const mine = { ...nothing, seats: [seat('03', 'in'), seat('08', 'in')] };
    const all = sessionsOf(demoProgramme, []);
    expect(inTheWay(all, mine, partsWith(demoProgramme, byNumber('04')))?.id).toBe('demo-00-03');
    expect(inTheWay(all, mine, partsWith(demoProgramme, byNumber('17')))).toBeUndefined();
  });
});

it('hears a language where it is spoken, interpreted, or none is needed', () => {
  expect(isInOneOf(byNumber('03'), ['ru'])).toBe(true);
  expect(isInOneOf(byNumber('13'), ['my'])).toBe(true);
  expect(isInOneOf(byNumber('04'), ['en'])).toBe(false);
});
