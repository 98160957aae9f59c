// Counts that may be told to those who must not learn who: alone, added up, and told twice.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aggregates, asSpoken, otherTongue, toTell, withHeadset } from '#domain/programme/group-counts.ts';
import { fewest, hideSmall, mayFollow } from '#domain/programme/small-counts.ts';
import { demoProgramme } from '../../support/processes/april.ts';
import { asker, pick } from '../../support/protocol/programme.ts';

describe('counts of people', () => {
  it('show nothing under five, and nothing that subtraction would', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(30), { minLength: 1, maxLength: 6 }), (cells) => {
        const { total, cells: shown } = hideSmall(cells);
        const sum = cells.reduce((all, count) => all + count, 0);
        expect(total).toBe(sum < fewest ? undefined : sum);
        shown.forEach((count, at) => {
          if (count === undefined) return;
          expect(count).toBe(cells[at]);
          expect(count).toBeGreaterThanOrEqual(fewest);
        });
        const hidden = cells.filter((_, at) => shown[at] === undefined);
        if (total !== undefined) expect(hidden.length).not.toBe(1);
        if (total === undefined) expect(shown.every((count) => count === undefined)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  // Everyone who knows the rule, the total and what is shown, and tries all possibilities.
  it.each([2, 3, 4])('leave a reader who knows the rule in doubt about every hidden one of %d', (width) => {
    const most = width === 4 ? 11 : 16;
    const seen = new Map<string, Set<number>[]>();
    const walk = (cells: number[]) => {
      if (cells.length < width) {
        for (let count = 0; count <= most; count++) walk([...cells, count]);
        return;
      }
      const { total, cells: shown } = hideSmall(cells);
      if (total === undefined) return;
      const key = JSON.stringify([total, shown.map((count) => count ?? null)]);
      const possible = seen.get(key) ?? cells.map(() => new Set<number>());
      cells.forEach((count, at) => possible[at]?.add(count));
      seen.set(key, possible);
    };
    walk([]);
    let narrowest = Infinity;
    for (const [key, possible] of seen) {
      const shown = (JSON.parse(key) as [number, (number | null)[]])[1];
      // At the edge of what is tried the other possibilities lie outside.
      const total = (JSON.parse(key) as [number])[0];
      const known = shown.reduce<number>((sum, count) => sum + (count ?? 0), 0);
      if (total - known > most) continue;
      possible.forEach((values, at) => {
        if (shown[at] === null) narrowest = Math.min(narrowest, values.size);
      });
    }
    expect(narrowest).toBeGreaterThanOrEqual(2);
  });
});

describe('told twice', () => {
  /** Each person is in one cell; some of them leave, come or change their mind. */
  const groups = fc
    .record({
      before: fc.array(fc.nat(3), { maxLength: 40 }),
      changes: fc.array(fc.record({ who: fc.nat(39), to: fc.integer({ min: -1, max: 3 }) }), { maxLength: fewest - 1 }),
      come: fc.array(fc.nat(3), { maxLength: 2 }),
    })
    .filter(({ changes, come }) => changes.length + come.length < fewest);
  const cells = (people: readonly number[]) => [0, 1, 2, 3].map((cell) => people.filter((one) => one === cell).length);

  it('no number shows fewer than five people', () => {
    let shown = 0;
    fc.assert(
      fc.property(groups, ({ before, changes, come }) => {
        const after = [...before];
        for (const { who, to } of changes) if (who < after.length) after[who] = to;
        const [first, second] = [hideSmall(cells(before)), hideSmall(cells([...after, ...come]))];
        if (first.total !== undefined) shown += 1;
        if (mayFollow(first, second)) expect(second).toEqual(first);
      }),
      { numRuns: 3000 },
    );
    expect(shown).toBeGreaterThan(500);
  });

  it('what is told anew differs by five or more wherever both are shown, and in what both hide together', () => {
    const many = fc.array(fc.nat(40), { minLength: 4, maxLength: 4 });
    let followed = 0;
    const rest = ({ total, cells: all }: ReturnType<typeof hideSmall>) =>
      (total ?? 0) - all.reduce<number>((sum, count) => sum + (count ?? 0), 0);
    fc.assert(
      fc.property(many, many, (a, b) => {
        const [first, second] = [hideSmall(a), hideSmall(b)];
        if (!mayFollow(first, second)) return;
        followed += 1;
        const far = (one: number | undefined, other: number | undefined) =>
          one === undefined || other === undefined || one === other || Math.abs(one - other) >= fewest;
        expect(far(first.total, second.total)).toBe(true);
        first.cells.forEach((count, at) => expect(far(count, second.cells[at])).toBe(true));
        const hidden = (counts: typeof first) => counts.cells.map((count) => count === undefined).join();
        if (hidden(first) === hidden(second)) expect(far(rest(first), rest(second))).toBe(true);
      }),
      { numRuns: 3000 },
    );
    expect(followed).toBeGreaterThan(300);
  });
});

describe('the numbers of a group', () => {
  const crowd = (prefix: string, count: number, rest: Parameters<typeof pick>[1] = {}) =>
    Array.from({ length: count }, (_, at) => asker(`${prefix}${at}`, pick('demo-00-03', rest)));
  const of = (people: ReturnType<typeof crowd>, id = 'demo-00-03') =>
    aggregates(demoProgramme, people).find(({ session }) => session === id)!;

  it('are the same for all parts of a series, and absent for what is closed', () => {
    const people = [
      ...crowd('a', 7, { interpretation: 'ru' }),
      ...Array.from({ length: 6 }, (_, at) => asker(`b${at}`, pick('demo-00-08'), pick('demo-00-24'))),
      asker('c', pick('demo-00-17', { interpretation: 'fr', headset: true, need: 'x' })),
    ];
    const counts = aggregates(demoProgramme, people);
    expect(of(people).ways.total).toBe(13);
    expect({ ...of(people, 'demo-00-08'), session: '' }).toEqual({ ...of(people), session: '' });
    // Nobody asked for another language, and that must not be told either.
    expect(of(people).languages).toEqual([asSpoken, withHeadset, 'ru', otherTongue]);
    expect(of(people).ways.cells).toEqual([undefined, undefined, 7, undefined]);
    expect(of(people, 'demo-00-17')).toMatchObject({ headsets: undefined, needs: undefined });
    expect(of(people, 'demo-00-17').ways.total).toBeUndefined();
    expect(
      counts.some(({ session }) => ['demo-00-24', 'demo-00-36', 'demo-00-40', 'demo-00-32'].includes(session)),
    ).toBe(false);
  });

  it('have no headsets that the languages could be subtracted from', () => {
    // Two hear it as it is spoken, with a headset: headsets minus Russian would be those two.
    const people = [
      ...crowd('a', 12),
      ...crowd('b', 8, { interpretation: 'ru', headset: true }),
      ...crowd('c', 2, { headset: true }),
    ];
    const { headsets, ways } = of(people);
    expect(ways).toEqual({ total: 22, cells: [12, undefined, undefined, undefined] });
    expect(headsets).toBe(10);
    const known = ways.cells.reduce<number>((sum, count) => sum + (count ?? 0), 0);
    expect((ways.total ?? 0) - known).toBeGreaterThanOrEqual(fewest);
  });

  it('stay as they were told until five people are the difference', () => {
    const first = toTell(of(crowd('a', 20)), undefined);
    expect(first.asked).toBe(20);
    expect(toTell(of(crowd('a', 21)), first)).toEqual(first);
    expect(toTell(of(crowd('a', 24)), first)).toEqual(first);
    expect(toTell(of(crowd('a', 25)), first).asked).toBe(25);
    // Under five again: that, too, would be a number.
    expect(toTell(of(crowd('a', 4)), toTell(of(crowd('a', 6)), undefined)).asked).toBe(6);
  });
});
