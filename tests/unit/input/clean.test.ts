// One clean-up and one folding for every text: what cannot be seen goes, what can be seen stays.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clean, cleanContent, cleanLine, typedCode } from '#domain/input/clean.ts';
import { faultsOf } from '#domain/input/faults.ts';
import { fold, found } from '#domain/input/fold.ts';
import { blankContent, contents, type Content, type ContentKind } from '#protocol/records/content.ts';
import { task } from '#protocol/records/kinds/case.ts';
import { leg } from '#protocol/records/kinds/itinerary.ts';
import { session } from '#protocol/records/kinds/session.ts';
import { hostile } from '../../support/input/hostile.ts';
import { readNumber, readTime, settledTime } from '../../../client/lib/unfinished.ts';

describe('a text', () => {
  it.each([
    [' \u202eone\ttwo\r\nمی\u200cشود ', 'one two\nمی\u200cشود'],
    ['\u200fأمل\u200f', 'أمل'],
    ['\u202a+46\u202c', '+46'],
    ['a\u00a0b\u202fc\u3000d', 'a b c d'],
    ['a\u2028b', 'a\nb'],
    ['so\u00adft', 'soft'],
    ['Zoe\u0308', 'Zoë'],
    ['👩\u200d👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👩\u200d👧 🏴󠁧󠁢󠁥󠁮󠁧󠁿'],
    ['hi\u{e0048}\u{e0049}', 'hi'],
    ['half \ud83d', 'half'],
    ['\u200b', ''],
    [' \u200d\ufe0f\u2800 ', ''],
    ['\u3164', ''],
    ['०१ ٤٦', '०१ ٤٦'],
  ])('%j becomes %j', (typed, kept) => expect(clean(typed)).toBe(kept));

  it('is clean once and for all, and every kind takes it', () => {
    fc.assert(
      fc.property(hostile, (typed) => {
        const kept = clean(typed);
        expect(clean(kept)).toBe(kept);
        expect(kept.isWellFormed()).toBe(true);
        expect(faultsOf('notes', { text: kept })).toEqual([]);
        expect(cleanLine(typed)).not.toMatch(/\n/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('of every field of every kind can be sealed, or the field is named', () => {
    for (const kind of typed)
      fc.assert(
        fc.property(fc.infiniteStream(hostile), (stream) => {
          const content = cleanContent(filled(full(kind), () => stream.next().value as string));
          const faults = faultsOf(kind, content as Content<typeof kind>);
          // Short codes may be too long, and nobody types an id; nothing else can be wrong with a clean text.
          const isId = ({ field }: { field: string }) => /(?:^|\.)(?:member|assignee)$/u.test(field);
          expect(faults.filter((fault) => fault.code !== 'too-large' && !isId(fault))).toEqual([]);
        }),
        { numRuns: 60 },
      );
  });

  it('that was not cleaned is refused: the control', () => {
    expect(faultsOf('notes', { text: 'a\u200eb' })).toEqual([{ field: 'text', code: 'field' }]);
    const itinerary = { ...blankContent('itinerary'), note: '\t' };
    expect(
      faultsOf('itinerary', { ...itinerary, meet: { ...itinerary.meet, place: '\u200f' } }).map(({ field }) => field),
    ).toEqual(['meet.place', 'note']);
  });
});

/** Nobody types secrets. Of the kinds with one for each desk, only cases are typed. */
const typed: readonly ContentKind[] = [
  ...(Object.keys(contents) as (keyof typeof contents)[]).filter((kind) => kind !== 'inbox' && kind !== 'reserved'),
  'case-travel',
];

/** The kind's content with at least one item in each of its lists. */
function full(kind: ContentKind): unknown {
  const one: Readonly<Record<string, unknown>> = {
    programme: {
      sessions: [{ ...session.blank, trainers: [''], interpretation: [''] }],
      rooms: [{ name: '', seats: 0, booths: 0 }],
      tracks: [''],
    },
    circle: { sessions: [{ ...session.blank, trainers: [''], interpretation: [''] }] },
    choices: {
      picks: [{ session: '', rank: 0, interpretation: '', headset: false, need: '' }],
      asks: [{ session: '', note: '' }],
    },
    agenda: { entries: [{ id: '', date: '', start: '', end: '', title: '' }], starred: [''] },
    feedback: { sessions: [{ session: '', useful: 0, note: '' }] },
    card: { languages: [''] },
    travel: { never: [''] },
    'guest-list': { rows: [{ member: '', name: '', note: '', role: '' }] },
    itinerary: { legs: [leg.blank] },
    'case-travel': { tasks: [task.blank] },
  };
  return { ...(blankContent(kind) as object), ...(one[kind] as object | undefined) };
}

/** Choices, days and times have fields of their own, which take no free text. */
const notTyped =
  /^(mode|kind|level|photo|channel|pickUp|state|date|start|end|from|safeFrom|safeTo|due|told|earliest|latestHome|choicesUntil|announcedAt|keepUntil|.*Date|.*Time)$/u;

function filled(value: unknown, text: () => string, name = ''): unknown {
  if (typeof value === 'string') return notTyped.test(name) ? value : text();
  if (Array.isArray(value)) return value.map((one) => filled(one, text, name));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, text, key)]));
}

describe('numbers and times', () => {
  it.each([
    ['৪৬ ৭', '46 7'],
    ['４６：７', '46:7'],
    ['٤٫٥', '4.5'],
    ['𝟜𝟞', '46'],
    ['4\u20116', '4-6'],
  ])('%s is %s', (typed, plain) => expect(typedCode(typed)).toBe(plain));

  it('are read in every script', () => {
    expect(settledTime(readTime('९:३०'))).toBe('09:30');
    expect(settledTime(readTime('９：３０'))).toBe('09:30');
    expect(settledTime(readTime('\u200f٩:٣٠'))).toBe('09:30');
    expect(readNumber('১২\u00a0', 0, 20)).toBe(12);
    expect(readTime('\u200e')).toBe('');
  });
});

describe('searching', () => {
  it.each([
    ['Åsa', 'A\u030asa'],
    ['asa', 'Åsa'],
    ['istanbul', 'İstanbul'],
    ['ISTANBUL', 'ıstanbul'],
    ['strasse', 'Straße'],
    ['STRASSE', 'straße'],
    ['محمد', 'مُحَمَّد'],
    ['احمد', 'أحمد'],
    ['علی', 'علي'],
    ['فاطمة', 'فاطمه'],
    ['kørner', 'korner'],
    ['Łukasz', 'lukasz'],
    ['елена', 'ЁЛЕНА'.replace('Л', 'л')],
    ['room 4', 'Room ٤'],
    ['o brien', 'O\u2011Brien'],
    ['OBrien', 'O’Brien'],
    ['سلام', 'ســـلام'],
    ['οδοσ', 'ΟΔΟΣ'],
    ['می شود', 'می\u200cشود'.replace('\u200c', ' ')],
  ])('%s finds %s', (search, text) => expect(found(search, text)).toBe(true));

  it('tells other names apart', () => {
    expect(fold('ဂါနာ')).not.toBe(fold('ဂီနီ'));
    expect(found('oman', 'Rome')).toBe(false);
    expect(found('tern heron', 'Heron', undefined, 'a tern')).toBe(true);
    expect(found('tern owl', 'Heron', 'a tern')).toBe(false);
  });

  it('folds once and for all', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 1000 },
    );
  });
});
