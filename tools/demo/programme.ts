/**
 * The fictional programme: four days, 42 sessions, two of them open. Conflict-free as it is. The unlisted circle
 * is separate, as in the product: only its own people's document names it.
 */
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { demoDay } from './dates.ts';

const [hall, moja, grinda, uto, runmaro, studio, quiet, press] = [
  'Archipelago Hall',
  'Möja',
  'Grinda',
  'Utö',
  'Runmarö',
  'Studio',
  'Quiet room',
  'Press zone',
] as const;

const rooms: Content<'programme'>['rooms'] = [
  { name: hall, seats: 260, booths: 5 },
  { name: moja, seats: 40, booths: 2 },
  { name: grinda, seats: 30, booths: 2 },
  { name: uto, seats: 24, booths: 1 },
  { name: runmaro, seats: 20, booths: 1 },
  { name: studio, seats: 12, booths: 1 },
  { name: quiet, seats: 12, booths: 0 },
  { name: 'Prayer room', seats: 12, booths: 0 },
  { name: press, seats: 30, booths: 0 },
];

const tracks = ['Together', 'Digital safety', 'Care', 'Law and advocacy', 'Telling the story', 'Circles'] as const;
const [together, digital, care, law, story, circles] = tracks;
const everyone = ['ru', 'ar', 'es', 'fr'] as const;

const [mon, tue, wed, thu] = [demoDay(0), demoDay(1), demoDay(2), demoDay(3)] as const;
const nine = ['09:00', '10:30'] as const;
const eleven = ['11:00', '12:30'] as const;
const two = ['14:00', '15:30'] as const;
const four = ['16:00', '17:30'] as const;
const evening = ['19:00', '21:00'] as const;

type Rest = Partial<Omit<Session, 'id' | 'title' | 'date' | 'start' | 'end' | 'room' | 'language' | 'interpretation'>>;

function session(
  number: number,
  title: string,
  date: string,
  [start, end]: readonly [string, string],
  room: string,
  [language = '', ...interpretation]: readonly string[],
  rest: Rest = {},
): Session {
  return {
    id: `demo-00-${String(number).padStart(2, '0')}`,
    title,
    abstract: '',
    kind: 'workshop',
    track: together,
    room,
    date,
    start,
    end,
    trainers: [],
    language,
    interpretation,
    level: 'any',
    series: '',
    part: 0,
    parts: 0,
    capacity: rooms.find(({ name }) => name === room)?.seats ?? 0,
    noPhones: false,
    noRecording: true,
    unlisted: false,
    sensitive: false,
    required: false,
    open: false,
    guid: '',
    ...rest,
  };
}

/** Part 1 at two o'clock, part 2 at four, or wherever the second slot says. */
function inTwoParts(
  numbers: readonly [number, number],
  title: string,
  date: string,
  slots: readonly [readonly [string, string], readonly [string, string]],
  room: string,
  languages: readonly string[],
  rest: Rest,
): readonly Session[] {
  return numbers.map((number, at) =>
    session(number, title, date, slots[at] ?? slots[0], room, languages, {
      ...rest,
      series: `series-${String(numbers[0]).padStart(2, '0')}`,
      part: at + 1,
      parts: 2,
    }),
  );
}

const joint: Rest = { kind: 'joint' };

const monday: readonly Session[] = [
  session(1, 'Welcome and house rules', mon, nine, hall, ['en', ...everyone], { ...joint, required: true }),
  session(2, 'The state of defenders: joint session', mon, eleven, hall, ['en', ...everyone], joint),
  ...inTwoParts([3, 8], 'Phone hygiene before you fly', mon, [two, four], moja, ['en', 'ru'], {
    track: digital,
    trainers: ['Tern'],
    abstract: 'What to carry, what to leave, what to say when somebody asks for the code. Bring the phone you use.',
  }),
  ...inTwoParts([4, 9], 'Stress and being questioned', mon, [two, four], grinda, ['ru'], {
    track: care,
    trainers: ['Curlew'],
    noPhones: true,
  }),
  ...inTwoParts([5, 10], 'Holistic security plan', mon, [two, four], uto, ['es'], {
    track: digital,
    trainers: ['Alder'],
  }),
  ...inTwoParts([6, 11], 'Strategic litigation clinic', mon, [two, four], runmaro, ['en', 'fr'], {
    track: law,
    trainers: ['Rowan'],
    level: 'advanced',
  }),
  ...inTwoParts([7, 12], 'Filming testimony safely', mon, [two, four], studio, ['ar'], {
    track: story,
    trainers: ['Wagtail'],
  }),
  session(13, 'Evening: long tables', mon, evening, hall, [], { kind: 'social', noPhones: true }),
];

const tuesday: readonly Session[] = [
  session(14, 'Transnational repression: what we learned', tue, nine, hall, ['en', ...everyone], joint),
  session(15, 'Digital first aid desk', tue, ['11:00', '15:30'], studio, ['en'], { kind: 'drop-in', track: digital }),
  ...inTwoParts([16, 21], 'Verifying open-source evidence', tue, [eleven, two], moja, ['en', 'ar'], {
    track: story,
    trainers: ['Plover'],
  }),
  session(17, 'UN special procedures in practice', tue, eleven, grinda, ['en', 'ru'], {
    track: law,
    trainers: ['Rowan'],
  }),
  session(18, 'Campaigning with few words', tue, eleven, uto, ['en'], { track: story, trainers: ['Dipper'] }),
  session(19, 'Fundraising under restrictions', tue, eleven, runmaro, ['ru'], { track: law }),
  session(20, 'Care for carers', tue, eleven, quiet, ['fr'], { track: care, capacity: 12, noPhones: true }),
  session(22, 'Advocacy with the EU and the Swedish foreign ministry', tue, two, grinda, ['en', 'es'], { track: law }),
  session(23, 'Border crossings role play', tue, two, uto, ['ru', 'en'], { track: care, trainers: ['Curlew'] }),
  session(24, 'Women defenders circle', tue, four, studio, ['ar', 'en'], {
    kind: 'circle',
    track: circles,
    sensitive: true,
    noPhones: true,
  }),
  session(26, 'Land and indigenous defenders circle', tue, four, moja, ['es', 'en'], {
    kind: 'circle',
    track: circles,
    sensitive: true,
    noPhones: true,
  }),
  session(27, 'Film evening with discussion', tue, evening, hall, ['en'], { kind: 'social', track: story }),
];

const wednesday: readonly Session[] = [
  session(28, 'Innovation fair: ten tools in ten minutes', wed, nine, hall, ['en', ...everyone], joint),
  session(29, 'Secure messaging choices', wed, eleven, moja, ['en', 'fr'], { track: digital, trainers: ['Tern'] }),
  session(30, 'Account takeover drill', wed, eleven, grinda, ['en'], { track: digital, level: 'beginner' }),
  session(31, 'Psychosocial security for teams', wed, eleven, uto, ['en', 'ru'], { track: care, trainers: ['Linden'] }),
  session(32, 'Prison and family support', wed, eleven, runmaro, ['ru'], { track: care, sensitive: true }),
  session(33, 'Podcast from zero', wed, eleven, studio, ['es'], { track: story, level: 'beginner' }),
  session(34, 'Documentation standards', wed, two, moja, ['fr'], { track: law }),
  session(35, 'Regional tables: five rooms', wed, two, hall, ['en'], joint),
  session(36, 'One-to-one slots with lawyers, doctors and donors', wed, ['14:00', '15:45'], quiet, ['en'], {
    kind: 'one-to-one',
    track: care,
    sensitive: true,
    capacity: 7,
  }),
  session(37, 'Our safe return: plan in pairs', wed, four, hall, ['en', ...everyone], { ...joint, required: true }),
  session(38, 'Dinner and thanks', wed, evening, hall, [], { kind: 'social' }),
];

const thursday: readonly Session[] = [
  session(39, 'Press briefing with accreditation', thu, ['09:00', '09:45'], press, ['en'], {
    kind: 'joint',
    noRecording: false,
  }),
  session(40, 'Defenders’ voices', thu, ['10:00', '11:15'], hall, ['en', 'sv'], {
    kind: 'joint',
    open: true,
    abstract: 'Four short talks and a conversation. You may ask questions on paper or aloud.',
    trainers: ['Tern', 'Curlew'],
  }),
  session(41, 'The award: Defender of the Year', thu, ['11:30', '12:30'], hall, ['en', 'sv'], {
    kind: 'joint',
    open: true,
    noRecording: false,
    abstract: 'The prize is handed over, the winner speaks, and there is music.',
  }),
  session(42, 'Closing circle', thu, two, hall, ['en', ...everyone], joint),
];

/** What every member may read. */
export const demoProgramme: Content<'programme'> = {
  version: 14,
  notice: '',
  rooms,
  tracks,
  headsets: 300,
  interpreters: [
    { language: 'ru', teams: 3 },
    { language: 'ar', teams: 2 },
    { language: 'es', teams: 2 },
    { language: 'fr', teams: 2 },
  ],
  choicesUntil: demoDay(-15),
  announcedAt: demoDay(-10),
  sessions: [...monday, ...tuesday, ...wednesday, ...thursday],
};

/** What only its own people may know of. */
export const demoCircle: Content<'circle'> = {
  groups: [],
  sessions: [
    session(25, 'LGBTI+ defenders circle', tue, four, runmaro, ['en'], {
      kind: 'circle',
      track: circles,
      unlisted: true,
      sensitive: true,
      noPhones: true,
    }),
  ],
};

/** Titles that no stranger may ever read. */
export const closedTitles: readonly string[] = [...demoProgramme.sessions, ...demoCircle.sessions]
  .filter(({ open }) => !open)
  .map(({ title }) => title);
