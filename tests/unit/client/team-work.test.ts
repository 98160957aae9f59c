// What the teams' pages compute: whose turn it is, what is wrong in a journey, what the log says.
import { describe, expect, it } from 'vitest';
import { blankContent, type Content } from '#protocol/records/content.ts';
import { task, type Task } from '#protocol/records/kinds/case.ts';
import type { Leg } from '#protocol/records/kinds/itinerary.ts';
import type { DeskId, MemberId, RecordId } from '#protocol/core/ids.ts';
import { filesOf, groupOf, matches, toOpen } from '../../../client/state/team-rows.ts';
import { journeyProblems } from '../../../domain/travel/journey-checks.ts';
import {
  asked,
  everything,
  folded,
  hours,
  isWorkingHour,
  namelessOf,
  proofsOf,
  timed,
  voidReason,
} from '../../../client/features/ledger/ledger-lines.ts';
import { plainCell } from '../../../client/lib/plain-cell.ts';
import { countries } from '../../../client/lib/input/country-table.ts';
import { unchecked } from '../../../domain/travel/never-through.ts';
import { dayAfter, instantOf, isZone } from '../../../domain/schedule/time-zones.ts';
import type { Envelope, Queue } from '../../../client/vault/records/team-records.ts';
import { voidCodes } from '#protocol/roster/verdict.ts';
import type { LedgerLine } from '../../../client/vault/log/ledger.ts';

const noLine: LedgerLine = {
  leaf: 0,
  type: 'record',
  time: undefined,
  who: [],
  operation: undefined,
  notInForce: undefined,
  canStill: undefined,
  opening: undefined,
  state: undefined,
  code: '',
  again: false,
  proofs: { log: true, body: undefined, desk: undefined },
};

describe('clocks', () => {
  it('turns a wall clock into an instant, on both sides of a change', () => {
    expect(instantOf('2027-04-11', '07:40', 'Europe/Lisbon')).toBe(Date.parse('2027-04-11T06:40:00Z'));
    expect(instantOf('2027-01-11', '07:40', 'Europe/Stockholm')).toBe(Date.parse('2027-01-11T06:40:00Z'));
    expect(instantOf('2027-03-28', '03:30', 'Europe/Stockholm')).toBe(Date.parse('2027-03-28T01:30:00Z'));
    expect(instantOf('2027-01-11', '07:40', 'Asia/Kathmandu')).toBe(Date.parse('2027-01-11T01:55:00Z'));
  });

  it('takes no day, no time and no zone that nobody has', () => {
    expect(instantOf('', '07:40', 'UTC')).toBeUndefined();
    expect(instantOf('2027-01-11', '', 'UTC')).toBeUndefined();
    expect(instantOf('2027-01-11', '07:40', 'Nowhere/At all')).toBeUndefined();
    expect(isZone('Europe/Stockholm')).toBe(true);
    expect(dayAfter('2027-02-28', 1)).toBe('2027-03-01');
  });
});

const leg = (part: Partial<Leg>): Leg => ({
  mode: 'air',
  carrier: 'X9',
  number: '418',
  from: 'LIS',
  to: 'ARN',
  departDate: '2027-04-11',
  departTime: '07:40',
  departZone: 'Europe/Lisbon',
  arriveDate: '2027-04-11',
  arriveTime: '12:55',
  arriveZone: 'Europe/Stockholm',
  seat: '',
  bags: 1,
  booking: '',
  ...part,
});
const journey = (...legs: Leg[]): Content<'itinerary'> => ({ ...blankContent('itinerary'), legs });
const codes = (itinerary: Content<'itinerary'>, never: readonly string[] = []) =>
  journeyProblems(itinerary, never, countries).map(({ code, field }) => `${code} ${field}`);

describe('journeys', () => {
  it('has nothing to say about one that works', () => {
    expect(codes(journey(leg({})))).toEqual([]);
  });

  it('sees an arrival before the start, by the clocks of both places', () => {
    expect(codes(journey(leg({ arriveTime: '08:30' })))).toEqual(['order legs.0.arriveTime']);
    expect(codes(journey(leg({ arriveTime: '08:50' })))).toEqual([]);
  });

  it('sees changes that are too short, or gone', () => {
    const bus = (departTime: string) =>
      leg({ mode: 'bus', from: 'ARN', to: 'TestEnv', departZone: 'Europe/Stockholm', departTime, arriveTime: '15:00' });
    expect(codes(journey(leg({}), bus('13:10')))).toEqual(['short-connection legs.1.departTime']);
    expect(codes(journey(leg({}), bus('12:00')))).toEqual(['order legs.1.departTime']);
    expect(codes(journey(leg({}), bus('13:40')))).toEqual([]);
  });

  it('sees a country that was ruled out, where the place names it', () => {
    const through = journey(leg({ mode: 'rail', to: 'Port of Ardovia' }));
    expect(codes(through, ['ardovia', ''])).toEqual(['never-country legs.0.to']);
  });

  it('sees it by the clock of the place too, once a place is written', () => {
    const through = leg({ to: 'IST', arriveZone: 'Europe/Istanbul' });
    for (const never of ['Istanbul', 'Türkiye'])
      expect(codes(journey(through), [never])).toEqual(['never-country legs.0.to']);
    expect(codes(journey({ ...through, to: '' }), ['Istanbul'])).not.toContain('never-country legs.0.to');
    expect(codes(journey(through), ['Ardovia', 'us'])).toEqual([]);
  });

  it.each([
    ['Turkey', 'IST', 'Europe/Istanbul'],
    ['تركيا', 'IST', 'Europe/Istanbul'],
    ['UAE', 'DXB', 'Asia/Dubai'],
    ['the Emirates', 'Dubai', 'UTC'],
    ['USA', 'EWR', 'America/New_York'],
    ['UK', 'LHR', 'Europe/London'],
    ['Burma', 'RGN', 'Asia/Rangoon'],
    ['Ivory Coast', 'ABJ', 'Africa/Abidjan'],
    ['Iran, Iraq'.split(',')[0] ?? '', 'IKA', 'Asia/Tehran'],
    ['Rumänien', 'Bucharest, Romania', 'UTC'],
    ['Congo', 'Kinshasa, DRC', 'UTC'],
    ['China', 'Hong Kong', 'Asia/Hong_Kong'],
    ['China', 'MFM', 'Asia/Macau'],
    ['China (Hong Kong)', 'Hong Kong', 'UTC'],
    ['China (Tibet)', 'Lhasa', 'Asia/Shanghai'],
    ['Hong Kong', 'Shenzhen, China', 'UTC'],
    ['China', 'Taipei', 'Asia/Taipei'],
    ['United Kingdom (Gibraltar)', 'Gibraltar', 'Europe/Gibraltar'],
    ['Denmark (Greenland)', 'Nuuk', 'America/Nuuk'],
    ['Greenland', 'Kangerlussuaq, Denmark', 'UTC'],
    ['Serbia (Kosovo)', 'Pristina', 'UTC'],
    ['Serbia', 'Kosovo', 'UTC'],
    ['Morocco (Western Sahara)', 'Laayoune', 'Africa/El_Aaiun'],
    ['Western Sahara', 'Villa Cisneros, Morocco', 'UTC'],
    ['Morocco', 'EUN', 'Africa/El_Aaiun'],
    ['Israel (West Bank)', 'Ramallah', 'Asia/Hebron'],
    ['Israel', 'Allenby Bridge', 'Asia/Hebron'],
    ['Russia', 'Simferopol', 'Europe/Simferopol'],
    ['Russia', 'SIP', 'Europe/Simferopol'],
    ['Ukraine', 'Simferopol', 'Europe/Moscow'],
    ['Russia', 'Sukhumi', 'Asia/Tbilisi'],
    ['Russia', 'Tiraspol', 'Europe/Chisinau'],
    ['Turkey', 'Nicosia', 'Asia/Famagusta'],
    ['Cyprus (North)', 'Ercan', 'UTC'],
    ['USA', 'San Juan', 'America/Puerto_Rico'],
    ['USA', 'Guam', 'UTC'],
    ['France', 'Cayenne', 'America/Cayenne'],
    ['Turkey (only in an emergency)', 'IST', 'Europe/Istanbul'],
    ['Jordan, not Israel', 'AMM', 'Asia/Amman'],
  ])('sees that %s is ruled out, at %s', (never, to, arriveZone) => {
    expect(codes(journey(leg({ to, arriveZone })), [never])).toContain('never-country legs.0.to');
  });

  it.each([
    ['Oman', 'Bucharest, Romania', 'Europe/Bucharest'],
    ['Mali', 'Mogadishu, Somalia', 'Africa/Mogadishu'],
    ['Niger', 'Lagos, Nigeria', 'Africa/Lagos'],
    ['Guinea', 'Malabo, Equatorial Guinea', 'Africa/Malabo'],
    ['India', 'Indiana', 'UTC'],
    ['Jersey', 'EWR', 'America/New_York'],
    ['Puerto Rico', 'Guam', 'UTC'],
    ['Finland', 'ARN', 'Europe/Stockholm'],
  ])('does not take %s for a part of another name: %s', (never, to, arriveZone) => {
    expect(codes(journey(leg({ mode: 'rail', to, arriveZone })), [never])).toEqual([]);
  });

  it('says which names it could not check, and all of them while the table is not here', () => {
    const partly = ['Turkey (only in an emergency)', 'Jordan, not Israel', 'Istanbul (Turkey)'];
    expect(unchecked(['Turkey', 'Narnia', ' \u200f', 'the Schengen area', ...partly], countries)).toEqual([
      'Narnia',
      'the Schengen area',
      ...partly,
    ]);
    expect(unchecked(['China (Hong Kong)', 'Korea (North)'], countries)).toEqual([]);
    expect(unchecked(['Turkey', 'Narnia'], undefined)).toEqual(['Turkey', 'Narnia']);
  });
});

let nextLeaf = 1;
function envelope(person: string, kind: Envelope['kind'], content?: unknown): Envelope {
  nextLeaf += 1;
  return {
    record: `r${nextLeaf}` as RecordId,
    kind,
    person: person as MemberId,
    revision: 1,
    until: 0,
    gated: !kind.startsWith('case-'),
    broken: false,
    author: '' as MemberId,
    canOpen: true,
    content: content as Envelope['content'],
    leaf: nextLeaf,
  };
}
const queue = (people: readonly string[], envelopes: readonly Envelope[]): Queue => ({
  desk: 'travel' as DeskId,
  people: people as readonly MemberId[],
  envelopes,
  setAside: 0,
  deskReady: true,
  time: 0,
  states: [{ desk: 'visa' as DeskId, member: 'a' as MemberId, state: 'waiting' }],
  aside: [],
});
const note = (part: Partial<Task>): Content<'case-'> => ({ tasks: [{ ...task.blank, ...part }] });

describe('the queue', () => {
  it('shows everyone, also who has sent nothing, and groups by the day it is due', () => {
    const files = filesOf(
      queue(
        ['a', 'b', 'c', 'd', 'e'],
        [
          envelope('b', 'case-travel', note({ due: '2027-03-21' })),
          envelope('c', 'case-travel', note({ due: '2027-03-29' })),
          envelope('d', 'card'),
          envelope('e', 'case-travel', note({ due: '2027-03-22' })),
        ],
      ),
    );
    const groups = Object.fromEntries(files.map((file) => [file.person, groupOf(file, '2027-03-22')]));
    expect(groups).toEqual({ a: 'undated', b: 'late', c: 'week', d: 'closed', e: 'today' });
  });

  it('says that a journey was sent where the team has no note', () => {
    const files = filesOf(queue(['a'], [envelope('a', 'itinerary', journey(leg({})))]));
    expect(files.map((file) => groupOf(file, '2027-03-22'))).toEqual(['sent']);
  });

  it('reads the case, and knows what is closed', () => {
    const [file] = filesOf(queue(['a'], [envelope('a', 'case-travel', note({ what: 'new' }))]));
    expect(file?.case?.what).toBe('new');
    expect(file?.elsewhere).toMatchObject([{ desk: 'visa', state: 'waiting' }]);
    const [closed] = filesOf(queue(['a'], [envelope('a', 'case-travel'), envelope('a', 'itinerary')]));
    expect([closed?.caseClosed, closed?.itineraryClosed]).toEqual([true, true]);
  });

  it('opens at most one batch, only what is closed and can be opened', () => {
    const many = Array.from({ length: 230 }, (_, i) => envelope(`p${i}`, 'card'));
    expect(toOpen(filesOf(queue([], many))).records).toHaveLength(200);
    const mixed = [
      envelope('a', 'card', { alias: 'Heron' }),
      { ...envelope('a', 'reach'), canOpen: false },
      envelope('a', 'travel'),
      envelope('a', 'case-travel'),
    ];
    const { records, people, cases } = toOpen(filesOf(queue(['a'], mixed)));
    expect([records.length, people, cases]).toEqual([1, 1, 1]);
  });

  it('finds by what is open here, and by nothing else', () => {
    const [file] = filesOf(queue(['a'], [envelope('a', 'card', { ...blankContent('card'), alias: 'Heron' })]));
    expect(file !== undefined && matches(file, 'her')).toBe(true);
    expect(file !== undefined && matches(file, 'a')).toBe(false);
  });
});

describe('lists of people to invite', () => {
  it('shows no cell that a spreadsheet would run', () => {
    expect(['=1+1', '+46', '-2', '@a', 'Heron'].map(plainCell)).toEqual(["'=1+1", "'+46", "'-2", "'@a", 'Heron']);
  });
});

describe('the ledger', () => {
  const at = (iso: string) => Date.parse(iso);
  const newestFirst: readonly LedgerLine[] = [
    { ...noLine, leaf: 5 },
    { ...noLine, leaf: 4, type: 'retire' },
    {
      ...noLine,
      leaf: 3,
      type: 'opening',
      state: 'opened',
      time: at('2027-03-22T01:14:00Z'),
      opening: { kind: 'card' as never, desk: 'travel' as DeskId, person: undefined, reason: 'booking' },
    },
    { ...noLine, leaf: 2 },
    { ...noLine, leaf: 1, type: 'roster', time: at('2027-03-20T10:00:00Z') },
  ];

  it('places what names no time after what does', () => {
    expect(timed(newestFirst).map(({ after, time }) => [after, new Date(time).toISOString().slice(8, 16)])).toEqual([
      [true, '22T01:14'],
      [true, '22T01:14'],
      [false, '22T01:14'],
      [true, '20T10:00'],
      [false, '20T10:00'],
    ]);
  });

  it('tells neighbouring envelopes together', () => {
    expect(folded(timed(newestFirst)).map(({ line, run }) => [line.leaf, run.length])).toEqual([
      [5, 1],
      [3, 0],
      [2, 0],
      [1, 0],
    ]);
  });

  it('filters by sort, team and days', () => {
    const rows = timed(newestFirst);
    const now = at('2027-03-22T12:00:00Z');
    const leaves = (want: Partial<typeof everything>) =>
      asked(rows, { ...everything, ...want }, now).map(({ line }) => line.leaf);
    expect(leaves({ sort: 'openings' })).toEqual([3]);
    expect(leaves({ team: 'travel' })).toEqual([3]);
    expect(leaves({ days: '1' })).toEqual([5, 4, 3]);
    expect(leaves({})).toEqual([5, 4, 3, 2, 1]);
  });

  it('counts openings by weekday and hour of the event', () => {
    const counts = hours(newestFirst, 'Europe/Stockholm');
    expect(counts[0]?.[2]).toBe(1);
    expect(counts.flat().reduce((sum, count) => sum + count, 0)).toBe(1);
    expect([isWorkingHour(0, 2), isWorkingHour(0, 9), isWorkingHour(6, 9)]).toEqual([false, true, false]);
  });
});

describe('an entry that is not in force', () => {
  const at = (notInForce: string, more: Partial<LedgerLine> = {}): LedgerLine => ({
    ...noLine,
    type: 'roster',
    time: 100,
    notInForce,
    ...more,
  });

  it('has one of a few reasons, whatever its code', () => {
    const reasons = ['late', 'moved', 'twice', 'often', 'withheld', 'right', 'broken'];
    expect(voidCodes.filter((code) => !reasons.includes(voidReason(at(code))))).toEqual([]);
    expect(voidReason(at('unsigned'))).toBe('unsigned');
    expect(voidReason(at('assertion-signature'))).toBe('right');
  });

  it.each([
    [99, 'late'],
    [100, 'time'],
  ])('is late only if it was judged after its time was over: at 100, until %i', (until, reason) => {
    expect(voidReason(at('roster-expired', { canStill: { final: false, until } }))).toBe(reason);
  });

  it('names nobody where nobody signed, and claims no signature', () => {
    const planted = at('unsigned', { proofs: { log: true, body: true, desk: undefined } });
    expect([namelessOf(planted), [...proofsOf(planted).keys()]]).toEqual(['nobody', ['log']]);
  });
});

describe('an opening without a name', () => {
  const of = (state: LedgerLine['state']): LedgerLine => ({ ...noLine, type: 'opening', state });

  it.each([
    ['closed', 'closed'],
    ['nothing', 'nobody'],
    ['unknown', 'unknown'],
    ['answering', 'unknown'],
    ['overdue', 'unknown'],
    ['withheld', 'unknown'],
  ] as const)(
    'that is %s has %s in the place of the name: what counts as opened is not called closed',
    (state, word) => {
      expect(namelessOf(of(state))).toBe(word);
    },
  );

  it('waits for no proof once it is settled', () => {
    expect([...proofsOf(of('nothing')).keys()]).toEqual(['log']);
    expect([...proofsOf(of('answering')).keys()]).toEqual(['log', 'words', 'team']);
  });
});
