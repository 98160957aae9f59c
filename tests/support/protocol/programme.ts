/** Programmes by chance, for the laws of conflicts and draws: small days, so that things collide. */
import fc from 'fast-check';
import { timeOfMinutes } from '#domain/schedule/civil-time.ts';
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import type { Asker } from '#domain/programme/draw.ts';

export const plain: Session = {
  id: '',
  title: '',
  abstract: '',
  kind: 'workshop',
  track: '',
  room: '',
  date: '2027-04-12',
  start: '09:00',
  end: '10:30',
  trainers: [],
  language: 'en',
  interpretation: [],
  level: 'any',
  series: '',
  part: 0,
  parts: 0,
  capacity: 0,
  noPhones: false,
  noRecording: false,
  unlisted: false,
  sensitive: false,
  required: false,
  open: false,
  guid: '',
};

export function programmeOf(
  sessions: readonly Session[],
  rest: Partial<Content<'programme'>> = {},
): Content<'programme'> {
  return {
    version: 1,
    notice: '',
    rooms: [],
    tracks: [],
    headsets: 500,
    choicesUntil: '',
    announcedAt: '',
    sessions,
    interpreters: [],
    ...rest,
  };
}

const rooms = ['Hall', 'Nook', 'Attic'] as const;
const tongues = ['en', 'ru', 'ar'] as const;

const session: fc.Arbitrary<Session> = fc
  .record({
    kind: fc.constantFrom<Session['kind']>(
      'workshop',
      'workshop',
      'workshop',
      'joint',
      'drop-in',
      'circle',
      'one-to-one',
      'break',
    ),
    room: fc.constantFrom(...rooms, ''),
    date: fc.constantFrom('2027-04-12', '2027-04-13'),
    from: fc.integer({ min: 36, max: 46 }),
    long: fc.integer({ min: -1, max: 8 }),
    trainers: fc.array(fc.constantFrom('Tern', 'Curlew', ' tern '), { maxLength: 2 }),
    language: fc.constantFrom(...tongues),
    interpretation: fc.array(fc.constantFrom(...tongues), { maxLength: 2 }),
    capacity: fc.integer({ min: 0, max: 5 }),
    series: fc.constantFrom('', '', 'one', 'two'),
    part: fc.integer({ min: 0, max: 2 }),
    rare: fc.integer({ min: 0, max: 19 }),
  })
  .map(({ from, long, rare, part, ...rest }) => ({
    ...plain,
    ...rest,
    start: timeOfMinutes(from * 15),
    end: timeOfMinutes((from + long) * 15),
    part: rest.series === '' ? 0 : part,
    parts: rest.series === '' ? 0 : 2,
    sensitive: rare === 0,
    unlisted: rare === 1,
    required: rare === 2,
    open: rare === 3,
  }));

export const programmes: fc.Arbitrary<Content<'programme'>> = fc
  .record({
    sessions: fc.array(session, { minLength: 1, maxLength: 14 }),
    headsets: fc.integer({ min: 0, max: 6 }),
    seats: fc.tuple(...rooms.map(() => fc.integer({ min: 0, max: 6 }))),
    booths: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ sessions, headsets, seats, booths }) =>
    programmeOf(
      sessions.map((one, at) => ({ ...one, id: `s${String(at).padStart(9, '0')}` })),
      { headsets, rooms: rooms.map((name, at) => ({ name, seats: seats[at] ?? 0, booths })) },
    ),
  );

export const pick = (session: string, rest: Partial<Content<'choices'>['picks'][number]> = {}) => ({
  session,
  rank: 1,
  interpretation: '',
  headset: false,
  need: '',
  ...rest,
});

export const asker = (member: string, ...picks: readonly ReturnType<typeof pick>[]): Asker => ({
  member,
  choices: { picks, asks: [] },
});

/** People who want some of it, in an order of their own. */
export function crowds(programme: Content<'programme'>): fc.Arbitrary<readonly Asker[]> {
  const wish = fc.record({
    session: fc.constantFrom(...programme.sessions.map(({ id }) => id), 'unknown000'),
    rank: fc.integer({ min: 0, max: 5 }),
    interpretation: fc.constantFrom('', '', 'ru', 'AR'),
    headset: fc.boolean(),
    need: fc.constantFrom('', '', '', ' ', 'first row'),
  });
  return fc
    .array(fc.array(wish, { maxLength: 6 }), { maxLength: 12 })
    .map((all) => all.map((picks, at) => asker(`member-${at}`, ...picks)));
}
