/**
 * What stands inside a record of each kind, once opened (§5; notes/domain.md §6). JSON in UTF-8, one exact shape per
 * kind: parsed strictly both before sealing and after opening, since the server can check neither.
 */
import { fromUtf8, utf8 } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import { limits } from '../core/limits.ts';

interface Field<T> {
  /** Refuses any other type, size or word. */
  parse(value: unknown): T;
  readonly blank: T;
  /** Came later than its kind: a record sealed before then has none, and reads as blank. */
  readonly later?: true;
}
type Shape = Readonly<Record<string, Field<unknown>>>;
type Fields<S extends Shape> = { readonly [K in keyof S]: S[K] extends Field<infer T> ? T : never };

// Bidirectional and other control characters could make a shown name lie about itself.
// oxlint-disable-next-line no-control-regex
const controls = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;

/** One or more lines of text, NFC, at most `max` characters. */
function words(max: number): Field<string> {
  return {
    blank: '',
    parse: (value) => {
      if (typeof value !== 'string' || value.length > max * 4) return refuse('field', 'text expected');
      const normal = value.normalize('NFC');
      if ([...normal].length > max) refuse('too-large', `${[...normal].length} characters, at most ${max}`);
      if (controls.test(normal)) refuse('field', 'control characters');
      return normal;
    },
  };
}

function oneOf<const T extends string>(...choices: readonly T[]): Field<T> {
  return {
    blank: choices[0] as T,
    parse: (value) => (choices.includes(value as T) ? (value as T) : refuse('field', 'not one of the choices')),
  };
}

const yes: Field<boolean> = {
  blank: false,
  parse: (value) => (typeof value === 'boolean' ? value : refuse('field', 'yes or no expected')),
};

function count(max: number): Field<number> {
  return {
    blank: 0,
    parse: (value) =>
      Number.isInteger(value) && (value as number) >= 0 && (value as number) <= max
        ? (value as number)
        : refuse('field', 'number expected'),
  };
}

function many<T>(item: Field<T>, max: number): Field<readonly T[]> {
  return {
    blank: [],
    parse: (value) => {
      if (!Array.isArray(value) || value.length > max) return refuse('field', 'list expected');
      return value.map((element) => item.parse(element));
    },
  };
}

const later = <T>(field: Field<T>): Field<T> => ({ ...field, later: true });

function shaped<S extends Shape>(shape: S): Field<Fields<S>> {
  const names = Object.keys(shape);
  const read = (field: Field<unknown>, value: unknown) =>
    value === undefined && field.later === true ? field.blank : field.parse(value);
  const blank = Object.fromEntries(names.map((name) => [name, (shape[name] as Field<unknown>).blank])) as Fields<S>;
  return {
    blank,
    parse: (value) => {
      if (value === null || typeof value !== 'object' || Array.isArray(value))
        return refuse('field', 'object expected');
      const given = value as Record<string, unknown>;
      const unknown = Object.keys(given).filter((name) => !names.includes(name));
      if (unknown.length > 0) refuse('field', `${unknown.length} unknown fields`);
      return Object.fromEntries(
        names.map((name) => [name, read(shape[name] as Field<unknown>, given[name])]),
      ) as Fields<S>;
    },
  };
}

/** Nothing, or a date YYYY-MM-DD (Gregorian), or a time HH:MM: the form is checked here, the sense in problems.ts. */
const date: Field<string> = {
  blank: '',
  parse: (value) =>
    typeof value === 'string' && /^(|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))$/u.test(value)
      ? value
      : refuse('field', 'date expected'),
};
const time: Field<string> = {
  blank: '',
  parse: (value) =>
    typeof value === 'string' && /^(|([01][0-9]|2[0-3]):[0-5][0-9])$/u.test(value)
      ? value
      : refuse('field', 'time expected'),
};

const leg = shaped({
  mode: oneOf('air', 'rail', 'bus', 'ferry', 'car'),
  carrier: words(8),
  number: words(8),
  from: words(60),
  to: words(60),
  departDate: date,
  departTime: time,
  departZone: words(40),
  arriveDate: date,
  arriveTime: time,
  arriveZone: words(40),
  seat: words(8),
  bags: count(9),
  booking: words(16),
});
export type Leg = ReturnType<(typeof leg)['parse']>;

/** Always an answer to any question: "I will tell you in person". */
const inPerson = yes;

/** Both languages of the open part. */
const bothTongues = shaped({ en: words(2_000), sv: words(2_000) });

const session = shaped({
  /** Random, 10 characters: names the session in choices and seats. */
  id: words(10),
  title: words(120),
  abstract: words(600),
  kind: oneOf('workshop', 'joint', 'circle', 'one-to-one', 'drop-in', 'social', 'break'),
  track: words(40),
  room: words(40),
  date,
  start: time,
  end: time,
  trainers: many(words(40), 6),
  language: words(24),
  /** Languages it is interpreted into; needs a booth in the room and headsets. */
  interpretation: many(words(24), 6),
  level: oneOf('any', 'beginner', 'advanced'),
  /** Long workshops: part n of m of one series; nobody sits in part 2 without part 1. */
  series: words(10),
  part: count(9),
  parts: count(9),
  /** Of a one-to-one: its slots, one person each (slots.ts). */
  capacity: count(500),
  noPhones: yes,
  noRecording: yes,
  /** Only its own people know of it: it never stands in the members' document (see kind `circle`). */
  unlisted: yes,
  /** Never a row on the server: request and answer are sealed. */
  sensitive: yes,
  required: yes,
  /** Part of the open session: the only sessions that can ever be published. */
  open: yes,
});
export type Session = ReturnType<(typeof session)['parse']>;

const room = shaped({ name: words(40), seats: count(2000), booths: count(9) });

/** Teams of interpreters for one language: in how many sessions at once it can be heard. */
const interpreters = shaped({ language: words(24), teams: count(99) });

/** What a trainer is told of a group (small-counts.ts). 0: fewer than five, or hidden with them. */
const group = shaped({
  session: words(10),
  asked: count(500),
  needs: count(500),
  ways: many(shaped({ language: words(24), people: count(500) }), 9),
});

const programme = shaped({
  version: count(100_000),
  /** What changed, for people who read the version before. */
  notice: words(600),
  rooms: many(room, 24),
  tracks: many(words(40), 16),
  headsets: count(2000),
  /** Choices close at; seats are announced at (date and time in the event's zone). */
  choicesUntil: date,
  announcedAt: date,
  sessions: many(session, 120),
  interpreters: later(many(interpreters, 24)),
});

const site = shaped({
  title: bothTongues,
  intro: bothTongues,
  award: shaped({
    heading: bothTongues,
    citation: bothTongues,
    recipient: words(120),
    past: many(shaped({ year: count(2100), recipient: words(120), reason: bothTongues }), 40),
  }),
  rules: bothTongues,
  access: bothTongues,
  press: bothTongues,
  contact: bothTongues,
  /** Seats for the public, and places for the press; 0 closes that form. */
  seats: count(5000),
  pressPlaces: count(2000),
  /** The day on which whatever the public wrote is deleted; the forms say it. */
  keepUntil: date,
  /** Where the public site is, as the team knows it. Nothing that the portal says counts here. */
  address: words(200),
  /** A random id: the chart on the public pages is drawn from it, at every edition the same. */
  chart: words(36),
  /** A random UUID for each open session, the same at every edition: what other programs know it by. */
  guids: many(shaped({ session: words(10), guid: words(36) }), 120),
});

export const contents = {
  programme,
  /** The open part's own words. The programme's open sessions join it when it is published. */
  site,
  /** What the programme team tells one person alone: unlisted sessions that are hers, counts of groups that she leads. */
  circle: shaped({ sessions: many(session, 12), groups: later(many(group, 24)) }),
  choices: shaped({
    picks: many(
      shaped({ session: words(10), rank: count(60), interpretation: words(24), headset: yes, need: words(200) }),
      60,
    ),
    /** Asks for circles and one-to-ones, which never have rows; and answers about seats (seat-book.ts). */
    asks: many(shaped({ session: words(10), note: words(400) }), 20),
  }),
  seats: shaped({
    seats: many(
      shaped({
        session: words(10),
        state: oneOf('held', 'waiting', 'offered', 'in', 'out'),
        /** On the waiting list, from 1; of a one-to-one, its slot. */
        place: count(500),
        /** The end of an offer; of any other seat when it was given. Answers name the seat by it. */
        offeredUntil: words(16),
      }),
      80,
    ),
  }),
  agenda: shaped({
    entries: many(shaped({ id: words(10), date, start: time, end: time, title: words(80) }), 60),
    starred: many(words(10), 120),
  }),
  feedback: shaped({ sessions: many(shaped({ session: words(10), useful: count(5), note: words(600) }), 60) }),
  card: shaped({
    alias: words(40),
    pronouns: words(20),
    languages: many(words(24), 12),
    photo: oneOf('none', 'ask', 'ok'),
  }),
  reach: shaped({
    channel: oneOf('signal', 'phone', 'sms', 'email', 'in-person'),
    address: words(100),
    safeFrom: time,
    safeTo: time,
    zone: words(40),
    /** A name and a reason that may be shown on her phone without telling anything. */
    neutralName: words(40),
    inPerson,
  }),
  travel: shaped({
    from: words(60),
    earliest: date,
    latestHome: date,
    /** Countries never to pass through. */
    never: many(words(60), 20),
    pickUp: oneOf('yes', 'no', 'unsure'),
    bags: count(9),
    note: words(limits.textBytes),
    inPerson,
  }),
  notes: shaped({ text: words(limits.textBytes) }),
  itinerary: shaped({
    legs: many(leg, 12),
    meet: shaped({
      place: words(120),
      from: time,
      show: words(60),
      theySay: words(30),
      youAnswer: words(30),
    }),
    note: words(limits.textBytes),
  }),
  case: shaped({
    state: oneOf('new', 'asked', 'waiting', 'held', 'booked', 'told', 'done'),
    due: date,
    assignee: words(22),
    /** What to do next; no identity. */
    what: words(120),
    told: date,
  }),
  'guest-list': shaped({
    rows: many(shaped({ member: words(22), name: words(80), note: words(200), role: words(16) }), 500),
  }),
} as const;

export type ContentKind = keyof typeof contents;
export type Content<K extends ContentKind> = ReturnType<(typeof contents)[K]['parse']>;

export function isContentKind(kind: string): kind is ContentKind {
  return Object.hasOwn(contents, kind);
}

/** An empty record of this kind: her file is created whole, so that presence tells nothing. */
export function blankContent<K extends ContentKind>(kind: K): Content<K> {
  return contents[kind].blank as Content<K>;
}

export function encodeContent<K extends ContentKind>(kind: K, content: Content<K>): Uint8Array {
  return utf8(JSON.stringify({ v: 1, kind, content: contents[kind].parse(content) }));
}

export function parseContent<K extends ContentKind>(kind: K, bytes: Uint8Array): Content<K> {
  let value: unknown;
  try {
    value = JSON.parse(fromUtf8(bytes));
  } catch {
    return refuse('field', 'not JSON');
  }
  const outer = value as { v?: unknown; kind?: unknown; content?: unknown };
  if (outer === null || typeof outer !== 'object' || outer.v !== 1 || outer.kind !== kind)
    return refuse('field', 'other kind or version than the header says');
  return contents[kind].parse(outer.content) as Content<K>;
}
