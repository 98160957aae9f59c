// Her days saved twice are the same events: a calendar replaces what it has.
import ICAL from 'ical.js';
import { expect, it } from 'vitest';
import { calendarText } from '../../../client/state/my-programme/calendar-file.ts';
import type { Spot } from '../../../client/state/my-programme/my-days.ts';
import { demoProgramme } from '../../support/processes/april.ts';

const rides = demoProgramme.sessions
  .slice(0, 7)
  .map((session): Spot => ({ ...session, kind: 'ride', session, entry: undefined }));
const [first] = rides as [Spot, ...Spot[]];
const own = { id: 'own-000001', date: first.date, start: '07:00', end: '08:00', title: 'Walk' };
const spots: readonly Spot[] = [
  ...rides,
  { ...own, kind: 'own', session: undefined, entry: own },
  { ...first, kind: 'wait' },
];

async function eventsOf(part: Partial<Parameters<typeof calendarText>[0]>) {
  const text = await calendarText({
    spots,
    zone: 'Europe/Stockholm',
    agenda: 'agenda-of-amira',
    withPlaces: false,
    madeAt: Date.parse('2027-04-01T10:00:00Z'),
    titleOf: () => 'Meeting',
    ...part,
  });
  return new ICAL.Component(ICAL.parse(text) as unknown[]).getAllSubcomponents('vevent').map((event) => ({
    uid: String(event.getFirstPropertyValue('uid')),
    sequence: Number(event.getFirstPropertyValue('sequence')),
    start: String(event.getFirstPropertyValue('dtstart')),
  }));
}

it('each event keeps its id, and the later file its place before the earlier', async () => {
  const before = await eventsOf({});
  const moved = spots.map((spot) => ({ ...spot, start: '06:00', end: '06:30' }));
  const after = await eventsOf({
    spots: moved.toReversed(),
    madeAt: Date.parse('2027-04-01T10:05:00Z'),
    titleOf: () => 'Real title',
  });
  expect(before).toHaveLength(8);
  expect(new Set(before.map(({ uid }) => uid)).size).toBe(8);
  expect(after.map(({ uid }) => uid).toSorted()).toEqual(before.map(({ uid }) => uid).toSorted());
  expect(Math.min(...after.map(({ sequence }) => sequence))).toBeGreaterThan(
    Math.max(...before.map(({ sequence }) => sequence)),
  );
});

it('the ids of two people have nothing in common, and are random to look at', async () => {
  const amira = await eventsOf({});
  const tomas = await eventsOf({ agenda: 'agenda-of-tomas' });
  const shared = amira.filter(({ uid }) => tomas.some((other) => other.uid === uid));
  expect(shared).toEqual([]);
  for (const { uid } of amira)
    expect(uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
});
