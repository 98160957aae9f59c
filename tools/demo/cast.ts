/** Fictional people and a fictional event (invented countries; phone numbers reserved for fiction in Sweden). */
import type { Content } from '#protocol/records/content.ts';
import type { EventFacts } from '#protocol/members/policy.ts';
import { demoDay, zone } from './dates.ts';

export const demoEvent: EventFacts = {
  name: 'Gathering in the Archipelago',
  startsOn: demoDay(0),
  endsOn: demoDay(3),
  zone,
  place: 'Skärgården Conference TestEnv',
  dutyPhone: '+46 70 174 06 01',
};

export interface Helper {
  readonly handle: string;
  readonly alias: string;
  readonly desk: 'travel' | 'visa' | 'programme' | 'communications';
}

export const officer = { handle: 'ingrid', alias: 'Cormorant' } as const;

export const staff: readonly Helper[] = [
  { handle: 'tove', alias: 'Puffin', desk: 'travel' },
  { handle: 'milan', alias: 'Guillemot', desk: 'travel' },
  { handle: 'sara', alias: 'Razorbill', desk: 'visa' },
  { handle: 'joel', alias: 'Eider', desk: 'visa' },
  { handle: 'elin', alias: 'Goldeneye', desk: 'programme' },
  { handle: 'hugo', alias: 'Dunlin', desk: 'programme' },
  { handle: 'vera', alias: 'Turnstone', desk: 'communications' },
];

export interface Guest {
  readonly handle: string;
  readonly card: Content<'card'>;
  readonly reach: Content<'reach'> | undefined;
  readonly travel: Content<'travel'> | undefined;
}

function guest(
  handle: string,
  alias: string,
  languages: readonly string[],
  travel: Partial<Content<'travel'>> | undefined,
  reach: Partial<Content<'reach'>> | undefined = {},
  photo: Content<'card'>['photo'] = 'none',
): Guest {
  return {
    handle,
    card: { alias, pronouns: '', languages, photo },
    reach:
      reach === undefined
        ? undefined
        : {
            channel: 'signal',
            address: '+46 70 174 06 10',
            safeFrom: '16:00',
            safeTo: '20:00',
            zone: 'Europe/Stockholm',
            neutralName: 'Library',
            inPerson: false,
            ...reach,
          },
    travel:
      travel === undefined
        ? undefined
        : {
            from: '',
            earliest: demoDay(-1),
            latestHome: demoDay(5),
            never: [],
            pickUp: 'yes',
            bags: 1,
            note: '',
            inPerson: false,
            ...travel,
          },
  };
}

export const guests: readonly Guest[] = [
  guest('amira', 'Kingfisher', ['ar', 'en'], { from: 'Sundar Coast', never: ['Ardovia'] }, {}, 'ask'),
  guest('tomas', 'Sandpiper', ['en', 'fr'], { from: 'Belmara', never: ['Ardovia', 'Nahrin'], bags: 2 }),
  guest(
    'leyla',
    'Juniper',
    ['fa', 'en'],
    { from: 'Nahrin', pickUp: 'unsure' },
    { channel: 'in-person', inPerson: true },
  ),
  guest('daniel', 'Alder', ['es'], { from: 'Kestovia', note: 'I cannot fly at night.' }),
  guest(
    'nadia',
    'Heron',
    ['ru', 'en'],
    { from: 'Ardovia', never: ['Belmara'] },
    { safeFrom: '08:00', safeTo: '10:00' },
  ),
  guest('pavel', 'Bilberry', ['ru'], { from: 'Kestovia' }),
  guest('rosa', 'Osprey', ['es', 'en'], { from: 'Belmara' }, {}, 'ok'),
  guest('kofi', 'Lingon', ['en', 'fr'], { from: 'Sundar Coast', bags: 3 }),
  guest('mei', 'Tern', ['my', 'en'], { from: 'Nahrin', never: ['Ardovia'] }),
  guest('yusuf', 'Wheatear', ['ar'], undefined, { channel: 'phone', address: '+46 70 174 06 11' }),
  guest('ana', 'Curlew', ['es'], { inPerson: true }),
  guest('ivan', 'Aspen', ['ru', 'sv'], undefined, undefined),
];

type Itinerary = Content<'itinerary'>;
type Leg = Itinerary['legs'][number];

function leg(
  mode: Leg['mode'],
  line: readonly [string, string],
  from: string,
  to: string,
  at: readonly [string, string, string],
  arrive: readonly [string, string, string],
  more: Partial<Leg> = {},
): Leg {
  return {
    mode,
    carrier: line[0],
    number: line[1],
    from,
    to,
    departDate: at[0],
    departTime: at[1],
    departZone: at[2],
    arriveDate: arrive[0],
    arriveTime: arrive[1],
    arriveZone: arrive[2],
    seat: '',
    bags: 1,
    booking: '',
    ...more,
  };
}

const sthlm = 'Europe/Stockholm';

/** The journey of the design's picture: two flights and a bus. */
export const journey: Itinerary = {
  legs: [
    leg(
      'air',
      ['X9', '418'],
      'IST',
      'CPH',
      [demoDay(-1), '06:55', 'Europe/Istanbul'],
      [demoDay(-1), '09:10', 'Europe/Copenhagen'],
      {
        seat: '14A',
        booking: 'K7Q2ZD',
      },
    ),
    leg(
      'air',
      ['X9', '1411'],
      'CPH',
      'ARN',
      [demoDay(-1), '10:20', 'Europe/Copenhagen'],
      [demoDay(-1), '11:30', sthlm],
      {
        seat: '9F',
        booking: 'K7Q2ZD',
      },
    ),
    leg('bus', ['', '2'], 'Arlanda', 'TestEnv', [demoDay(-1), '12:15', sthlm], [demoDay(-1), '13:20', sthlm]),
  ],
  meet: {
    place: 'Arrivals hall, under the clock. Orange scarf.',
    from: '11:30',
    show: 'A yellow moon over three waves',
    theySay: 'juniper',
    youAnswer: 'lighthouse',
  },
  note: 'Passport control is in Copenhagen: show your visa.',
};
