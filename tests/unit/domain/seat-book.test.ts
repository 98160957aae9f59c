// The desk's book of seats: what is left, who waits, and answers that are about one seat and no other.
import { describe, expect, it } from 'vitest';
import type { Content } from '#protocol/records/content.ts';
import {
  answerNote,
  answerTo,
  askedClosely,
  nextInLine,
  seatBook,
  type Holder,
  type Seat,
} from '#domain/programme/seat-book.ts';
import { atSlot, slotsOf } from '#domain/programme/one-to-one-slots.ts';
import { feedbackOn } from '#domain/programme/feedback-summary.ts';
import { demoProgramme } from '../../support/processes/april.ts';
import { pick, plain, programmeOf } from '../../support/protocol/programme.ts';

const now = '2027-04-12T12:00';
const parts = [1, 2].map((part) => ({
  ...plain,
  id: `part${part}`,
  series: 'two',
  part,
  parts: 2,
  capacity: 3,
  start: part === 1 ? '14:00' : '16:00',
  end: part === 1 ? '15:00' : '17:00',
}));
const programme = programmeOf([...parts, { ...plain, id: 'joint', kind: 'joint' }]);
const seat = (state: Seat['state'], rest: Partial<Seat> = {}): Seat[] =>
  parts.map(({ id }) => ({ session: id, state, place: 0, offeredUntil: '', ...rest }));
const holder = (member: string, seats: readonly Seat[], choices?: Partial<Content<'choices'>>): Holder => ({
  member,
  seats,
  choices: { picks: [], asks: [], ...choices },
});
const says = (note: string) => ({ asks: [{ session: 'part1', note }] });
const rows = (free: number, taken: number) => parts.map(({ id }) => ({ session: id, free, taken }));
const page = (people: readonly Holder[], open = rows(0, 0)) => seatBook(programme, people, open, now)[0]!;

describe('the book', () => {
  it('has one page for all parts of a series, and none for what needs no seats', () => {
    const pages = seatBook(programme, [], [], now);
    expect(pages.map(({ sessions }) => sessions.map(({ id }) => id))).toEqual([['part1', 'part2']]);
  });

  it('subtracts what is given, what offers keep, and every row', () => {
    const people = [holder('a', seat('in')), holder('b', seat('offered', { offeredUntil: '2027-04-12T13:00' }))];
    expect(page(people)).toMatchObject({ seats: 3, given: 1, offered: 1, left: 1 });
    expect(page(people, rows(1, 1))).toMatchObject({ rows: { free: 1, taken: 1 }, left: -1 });
  });

  it('gets a seat back when an offer ends, to the minute', () => {
    const offered = (offeredUntil: string) => page([holder('b', seat('offered', { offeredUntil }))]);
    expect(offered('2027-04-12T12:01')).toMatchObject({ offered: 1, left: 2 });
    expect(offered(now)).toMatchObject({ offered: 0, left: 3, lines: [{ ended: true }] });
  });

  it('lists who waits by place, with her need in her words, and offers to the first of them', () => {
    const waits = (member: string, place: number) =>
      holder(member, seat('waiting', { place }), { picks: [pick('part1', { need: 'Near the client' })] });
    const found = page([waits('late', 2), waits('first', 1), holder('sits', seat('in'))]);
    expect(found.lines.map(({ member, words }) => [member, words])).toEqual([
      ['first', 'Near the client'],
      ['late', 'Near the client'],
    ]);
    expect(nextInLine(found)?.member).toBe('first');
  });

  it('hears a seat given back only while it is that seat', () => {
    const given = seat('in', { offeredUntil: '2027-04-01T09:00' });
    const back = answerNote('back', given[0]);
    expect(page([holder('a', given, says(back))]).lines).toMatchObject([{ answer: 'back' }]);
    // Taken back, and later given anew: her old words are not about this one.
    expect(page([holder('a', seat('out', { offeredUntil: now }), says(back))]).lines).toEqual([]);
    expect(page([holder('a', seat('in', { offeredUntil: now }), says(back))]).lines).toEqual([]);
  });
});

describe('an answer', () => {
  it('to an offer is none to the next one', () => {
    const [first, second] = ['2027-04-10T10:00', '2027-04-11T10:00'].map((offeredUntil) => ({
      ...seat('offered')[0]!,
      offeredUntil,
    })) as [Seat, Seat];
    const yes = answerNote('yes', first);
    expect(answerTo(first, yes)).toBe('yes');
    expect(answerTo(second, yes)).toBeUndefined();
    expect(answerTo({ ...first, state: 'in' }, yes)).toBeUndefined();
  });

  it('is never read from what somebody wrote', () => {
    expect(answerTo(undefined, 'seat: please')).toBeUndefined();
    expect(answerTo(undefined, answerNote('wait', undefined))).toBe('wait');
    expect(answerTo(seat('in')[0], answerNote('no', seat('in')[0]))).toBeUndefined();
  });
});

describe('one-to-ones', () => {
  const session = demoProgramme.sessions.find(({ kind }) => kind === 'one-to-one')!;

  it('have equal slots inside their time', () => {
    const slots = slotsOf(session);
    expect(slots).toHaveLength(7);
    expect(slots.at(0)).toEqual({ place: 1, start: '14:00', end: '14:15' });
    expect(slots.at(-1)?.end).toBe('15:45');
    expect(atSlot(session, 3)).toMatchObject({ start: '14:30', end: '14:45' });
    expect(atSlot(session, 0)).toBe(session);
    expect(slotsOf({ ...session, capacity: 0 })).toEqual([]);
    expect(slotsOf({ ...session, kind: 'workshop' })).toEqual([]);
  });

  it('are on no page of the book, but asked for in sealed words', () => {
    const asked = [holder('a', [], { asks: [{ session: session.id, note: 'A lawyer, please.' }] })];
    expect(seatBook(demoProgramme, asked, [], now).some(({ lines }) => lines.length > 0)).toBe(false);
    expect(askedClosely(demoProgramme, asked)).toMatchObject([
      { session: { id: session.id }, lines: [{ member: 'a', words: 'A lawyer, please.' }] },
    ]);
  });
});

describe('feedback', () => {
  const said = (useful: number, note = '') => ({ sessions: [{ session: 'joint', useful, note }] });

  it('says nothing of fewer than five, and names nobody', () => {
    expect(
      feedbackOn(
        programme,
        Array.from({ length: 4 }, () => said(5, 'Good')),
      ),
    ).toMatchObject([{ answers: undefined, mean: undefined, notes: [] }]);
    const five = [said(5, 'b'), said(4), said(3, 'a'), said(4), said(4)];
    expect(feedbackOn(programme, five)).toMatchObject([{ answers: 5, mean: 4, notes: ['a', 'b'] }]);
    expect(feedbackOn(programme, [])).toEqual([]);
  });
});
