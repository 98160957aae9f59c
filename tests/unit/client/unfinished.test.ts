// An unfinished field is a value of its own: no form can take it for an empty one, and none can send it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { blankContent, contents, encodeContent, type Content, type ContentKind } from '#protocol/records/content.ts';
import { task } from '#protocol/records/kinds/case.ts';
import { leg } from '#protocol/records/kinds/itinerary.ts';
import { session } from '#protocol/records/kinds/session.ts';
import { finished } from '../../../client/state/clean-input.ts';
import {
  dayFault,
  isUnfinished,
  readDay,
  readNumber,
  readTime,
  settle,
  settledTime,
  type Unfinished,
  type Typed,
} from '../../../client/lib/unfinished.ts';

describe('a day', () => {
  it.each([
    ['2027', '4', '30', '2027-04-30'],
    ['2028', '2', '29', '2028-02-29'],
    ['2027', '04', '01', '2027-04-01'],
    ['', '', '', ''],
  ])('%s-%s-%s is a value', (y, m, d, value) => {
    expect(readDay({ y, m, d })).toBe(value);
  });

  it.each([
    ['', '4', '30', 'unfinished'],
    ['2027', '', '30', 'unfinished'],
    ['2027', '4', '', 'unfinished'],
    ['', '', '30', 'unfinished'],
    ['27', '4', '30', 'unfinished'],
    ['2027', '4', '31', 'impossible'],
    ['2027', '2', '29', 'impossible'],
    ['2027', '4', '0', 'impossible'],
    ['2027', '4', 'x', 'impossible'],
    ['1927', '4', '30', 'far'],
    ['2207', '4', '30', 'far'],
  ])('%s-%s-%s is none yet: it is kept as it was typed', (y, m, d, fault) => {
    const value = readDay({ y, m, d });
    expect(value).toEqual({ unfinished: 'day', typed: { y, m, d } });
    expect(dayFault(value as Extract<Unfinished, { unfinished: 'day' }>)).toBe(fault);
  });
});

describe('a number', () => {
  it.each([
    ['1200', 1200],
    ['1 200', 1200],
    ['1,200', 1200],
    ['١٢٠٠', 1200],
    ['2000', 2000],
    ['1900', 1900],
    ['', 0],
    ['  ', 0],
  ])('%j is a value', (typed, value) => expect(readNumber(typed, 1000, 2000)).toBe(value));

  it.each(['1.5', '1,5', '12 a', '2001', '999', '20', '-3', '1e3', '1 20'])('%j is none', (typed) => {
    expect(readNumber(typed, 1000, 2000)).toEqual({ unfinished: 'number', typed, least: 1000, most: 2000 });
  });
});

describe('a time', () => {
  it.each([
    ['09:30', '09:30'],
    ['', ''],
    ['  ', ''],
  ])('%j is a value', (typed, value) => expect(readTime(typed)).toBe(value));

  it.each(['9', '25:10', '24:00', '9:30 pm', 'soon'])('%j is none, also when one leaves it', (typed) => {
    expect(isUnfinished(readTime(typed))).toBe(true);
    expect(isUnfinished(settledTime(readTime(typed)))).toBe(true);
  });

  it('of three digits may go on while it is typed, and is a time when one leaves it', () => {
    expect(readTime('950')).toEqual({ unfinished: 'time', typed: '950' });
    expect(settledTime(readTime('950'))).toBe('09:50');
  });
});

/**
 * Where days and times are in a content, found by the content's own rules: a field that refuses "x" and takes
 * "2027-04-30" is a day.
 */
function placesIn(kind: ContentKind, like: string): readonly (readonly (string | number)[])[] {
  const takes = (content: unknown) => {
    try {
      encodeContent(kind, content as never);
      return true;
    } catch {
      return false;
    }
  };
  const whole = filled(kind);
  expect(takes(whole), kind).toBe(true);
  return pathsOf(whole).filter((path) => takes(put(whole, path, like)) && !takes(put(whole, path, 'x')));
}

function pathsOf(value: unknown, at: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] {
  if (typeof value === 'string') return [at];
  if (Array.isArray(value)) return value.flatMap((one, i) => pathsOf(one, [...at, i]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, one]) => pathsOf(one, [...at, name]));
}

function put(value: unknown, [first, ...rest]: readonly (string | number)[], to: unknown): unknown {
  if (first === undefined) return to;
  if (Array.isArray(value)) return value.with(first as number, put(value[first as number], rest, to));
  return { ...(value as object), [first]: put((value as Record<string, unknown>)[first], rest, to) };
}

/** A content with one of each item that a list has, if its items have days or times. */
function filled(kind: ContentKind): unknown {
  const one: { readonly [K in ContentKind]?: object } = {
    itinerary: { legs: [leg.blank] },
    programme: { sessions: [session.blank] },
    circle: { sessions: [session.blank] },
    agenda: { entries: [{ id: '', date: '', start: '', end: '', title: '' }] },
    'case-travel': { tasks: [task.blank] },
  };
  return { ...blankContent(kind), ...one[kind] };
}

/** Nobody types secrets. Of the kinds with one for each desk, only cases are typed. */
const kinds: readonly ContentKind[] = [
  ...(Object.keys(contents) as (keyof typeof contents)[]).filter((kind) => kind !== 'inbox' && kind !== 'reserved'),
  'case-travel',
];
const days = kinds.flatMap((kind) => placesIn(kind, '2027-04-30').map((path) => [kind, path.join('.'), path] as const));
const times: typeof days = kinds.flatMap((kind) =>
  placesIn(kind, '09:30').map((path) => [kind, path.join('.'), path] as const),
);

it('walks every day and time that the kinds are made of', () => {
  // A list whose items have a day or a time, and which `filled` leaves empty, would not be checked.
  const folder = fileURLToPath(new URL('../../../protocol/records/kinds', import.meta.url));
  const source = readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), 'utf8').replaceAll(/^import.*$/gmu, ''))
    .join('\n');
  const written = (word: string) => source.match(new RegExp(`(?<=: |, |^ +)${word},`, 'gmu'))?.length;
  const walked = (found: typeof days) => found.filter(([kind]) => kind !== 'circle').length;
  expect(walked(days)).toBe(written('date'));
  expect(walked(times)).toBe(written('time'));
});

describe('in every kind of record', () => {
  it.each(days)('%s: a day that is none yet is found at %s', (kind, at, path) => {
    for (const value of [readDay({ y: '', m: '4', d: '30' }), readDay({ y: '2027', m: '4', d: '31' })]) {
      const settled = settle<Content<typeof kind>>(put(filled(kind), path, value) as Typed<Content<typeof kind>>);
      expect(settled).toMatchObject({ whole: false, fields: [at] });
      expect('content' in settled).toBe(false);
    }
  });

  it.each(days)('%s: %s takes no day that no calendar has', (kind, _, path) => {
    for (const day of ['2027-04-31', '2027-02-29', '2027-13-01', '0000-01-01', '30-04'])
      expect(() => encodeContent(kind, put(filled(kind), path, day) as never), day).toThrow();
  });

  it.each(times)('%s: a time that is none yet is found at %s, one that is nearly one is mended', (kind, at, path) => {
    const settled = (typed: string) => settle<unknown>(put(filled(kind), path, readTime(typed)));
    expect(settled('25:10')).toMatchObject({ whole: false, fields: [at] });
    expect(settled('930')).toEqual({ whole: true, content: put(filled(kind), path, '09:30') });
  });

  it.each([...days, ...times].filter(([kind]) => ['reach', 'travel'].includes(kind)))(
    '%s: her form refuses it at %s',
    (kind, at, path) => {
      const value =
        path.at(-1) === 'safeFrom' || path.at(-1) === 'safeTo' ? readTime('25:10') : readDay({ y: '', m: '', d: '3' });
      const answer = finished(kind as 'travel', put(blankContent(kind), path, value) as Typed<Content<'travel'>>);
      expect(answer.content).toBeUndefined();
      expect(answer.wrong).toContainEqual({ field: at, code: 'unfinished', odd: false });
    },
  );
});

it('does not compile if an unfinished day would be sealed', () => {
  expectTypeOf<Typed<Content<'travel'>>>().not.toExtend<Content<'travel'>>();
  expectTypeOf<Typed<Content<'reach'>>>().not.toExtend<Content<'reach'>>();
  expectTypeOf<Typed<Content<'itinerary'>>>().not.toExtend<Content<'itinerary'>>();
  expectTypeOf<Typed<Content<'case-'>>>().not.toExtend<Content<'case-'>>();
  expectTypeOf<Content<'travel'>>().toExtend<Typed<Content<'travel'>>>();
});

describe('"I will tell you in person"', () => {
  it('ignores an unfinished field that no longer applies', () => {
    const travel = { ...blankContent('travel'), latestHome: readDay({ y: '', m: '', d: '31' }), inPerson: true };
    expect(finished('travel', travel)).toMatchObject({ content: { latestHome: '' }, wrong: [] });
  });
});

it('no country of a long list is left out: the list is refused', () => {
  const never = Array.from({ length: 21 }, (_, i) => `Country ${i}`).join(', ');
  const typed = { ...blankContent('travel'), from: 'Belmara', never: [never] };
  expect(finished('travel', typed).wrong).toEqual([{ field: 'never', code: 'many', odd: false }]);
});
