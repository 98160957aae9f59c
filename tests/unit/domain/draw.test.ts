import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folded, isClosely, overlap, seatsIn, seriesOf, tonguesOf } from '#domain/programme/conflicts.ts';
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { drawSeats, isOrdinary, type Asker, type Draw } from '#domain/programme/draw.ts';
import { demoProgramme } from '../../support/processes/april.ts';
import { asker, crowds, pick, plain, programmeOf, programmes } from '../../support/protocol/programme.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';

const random = fc.uint8Array({ minLength: 32, maxLength: 32 });
const scene = programmes.chain((programme) => fc.tuple(fc.constant(programme), crowds(programme), random));
const one = new Uint8Array(32).fill(1);

const byId = (programme: Content<'programme'>) => new Map(programme.sessions.map((session) => [session.id, session]));

function seated(draw: Draw, programme: Content<'programme'>) {
  const sessions = byId(programme);
  return draw.members.map(({ member, seats }) => ({
    member,
    sessions: seats.filter(({ state }) => state === 'in').map(({ session }) => sessions.get(session) as Session),
  }));
}

function law(name: string, check: (draw: Draw, programme: Content<'programme'>, people: readonly Asker[]) => void) {
  it(name, () => {
    fc.assert(
      fc.property(scene, ([programme, people, randomness]) =>
        check(drawSeats(programme, people, randomness), programme, people),
      ),
      { numRuns: 250 },
    );
  });
}

describe('a draw', () => {
  law('never fills a session beyond its seats, and its free seats add up', (draw, programme) => {
    const taken = new Map<string, number>();
    for (const { sessions } of seated(draw, programme))
      for (const { id } of sessions) taken.set(id, (taken.get(id) ?? 0) + 1);
    for (const session of programme.sessions)
      expect(taken.get(session.id) ?? 0).toBeLessThanOrEqual(seatsIn(session, programme));
    for (const { session, free } of draw.sessions) {
      const places = seatsIn(byId(programme).get(session) as Session, programme);
      if (free > 0) expect(free).toBe(places - (taken.get(session) ?? 0));
    }
  });

  law('seats nobody in one part of a series without the others, nor in parts out of order', (draw, programme) => {
    const groups = seriesOf(programme).filter((group) => group.length > 1);
    for (const { sessions } of seated(draw, programme))
      for (const group of groups) {
        const inside = group.filter((part) => sessions.includes(part));
        if (inside.length === 0) continue;
        expect(inside).toEqual(group);
        expect(group.map(({ part }) => part)).toEqual(group.map((_, at) => at + 1));
        for (let at = 1; at < group.length; at++) {
          const [before, after] = [group[at - 1] as Session, group[at] as Session];
          expect(`${before.date} ${before.end}` <= `${after.date} ${after.start}`).toBe(true);
        }
      }
  });

  law('puts nobody in two places at once, nor beside a required session', (draw, programme) => {
    const required = programme.sessions.filter((session) => session.required);
    for (const { sessions } of seated(draw, programme))
      sessions.forEach((a, at) => {
        for (const b of [...sessions.slice(at + 1), ...required]) expect(overlap(a, b)).toBe(false);
      });
  });

  law('never draws a closed, open or required session', (draw, programme) => {
    const sessions = byId(programme);
    const touched = [...draw.sessions, ...draw.members.flatMap(({ seats }) => seats)].map(({ session }) => session);
    for (const id of touched) {
      const session = sessions.get(id) as Session;
      expect(isOrdinary(session)).toBe(true);
      expect(isClosely(session) || session.open || session.required).toBe(false);
    }
  });

  law(
    'gives a seat only where the language is heard, and no more headsets than there are',
    (draw, programme, people) => {
      const inUse = new Map<string, number>();
      for (const { member, sessions } of seated(draw, programme)) {
        const picks = people.find((person) => person.member === member)?.choices.picks ?? [];
        for (const session of sessions) {
          const ids =
            seriesOf(programme)
              .find((group) => group.includes(session))
              ?.map(({ id }) => id) ?? [];
          const own = picks.filter((each) => ids.includes(each.session)).toSorted((a, b) => a.rank - b.rank);
          expect(own.length).toBeGreaterThan(0);
          const wanted = folded(own.find(({ interpretation }) => interpretation !== '')?.interpretation ?? '');
          expect(['', session.language, ...tonguesOf(session)]).toContain(wanted);
          if (own.some(({ headset }) => headset) || (wanted !== '' && wanted !== session.language))
            inUse.set(session.id, (inUse.get(session.id) ?? 0) + 1);
        }
      }
      for (const { date, start } of programme.sessions) {
        const running = programme.sessions.filter((s) => s.date === date && s.start <= start && start < s.end);
        const out = running.reduce((sum, { id }) => sum + (inUse.get(id) ?? 0), 0);
        expect(out).toBeLessThanOrEqual(programme.headsets);
      }
    },
  );

  law('numbers every waiting list from 1 without a gap, needs first', (draw, programme, people) => {
    const groups = seriesOf(programme);
    for (const { session, waiting } of draw.sessions) {
      const ids = groups.find((group) => group.some(({ id }) => id === session))?.map(({ id }) => id) ?? [];
      const list = draw.members
        .flatMap(({ member, seats }) =>
          seats
            .filter((seat) => seat.session === session && seat.state === 'waiting')
            .map(({ place }) => ({ member, place })),
        )
        .toSorted((a, b) => a.place - b.place);
      expect(list.map(({ place }) => place)).toEqual(list.map((_, at) => at + 1));
      expect(list.length).toBe(waiting);
      const needs = list.map(({ member }) =>
        (people.find((person) => person.member === member)?.choices.picks ?? []).some(
          (each) => ids.includes(each.session) && each.need.trim() !== '',
        ),
      );
      expect(needs).toEqual(needs.toSorted((a, b) => Number(b) - Number(a)));
    }
  });

  it('is the same for the same randomness, in any order of the people, and differs for other randomness', () => {
    fc.assert(
      fc.property(scene, ([programme, people, randomness]) => {
        const names = (draw: Draw) => draw.members.toSorted((a, b) => (a.member < b.member ? -1 : 1));
        const first = drawSeats(programme, people, randomness);
        const again = drawSeats(programme, people.toReversed(), randomness);
        expect(names(again)).toEqual(names(first));
        expect(again.sessions).toEqual(first.sessions);
      }),
      { numRuns: 150 },
    );
    const small = programmeOf([{ ...plain, id: 'a', capacity: 1 }]);
    const people = Array.from({ length: 30 }, (_, at) => asker(`m${at}`, pick('a')));
    const winners = Array.from({ length: 12 }, (_, at) =>
      drawSeats(small, people, new Uint8Array(32).fill(at + 1)).members.findIndex(
        ({ seats }) => seats[0]?.state === 'in',
      ),
    );
    expect(new Set(winners).size).toBeGreaterThan(4);
  });

  law('gives nobody a third seat while somebody has none and could sit in it', (draw, programme, people) => {
    const all = seated(draw, programme);
    for (const { member, sessions } of all) {
      if (sessions.length > 0) continue;
      const picks = people.find((person) => person.member === member)?.choices.picks ?? [];
      for (const { session: id } of picks) {
        const wanted = programme.sessions.find((session) => session.id === id);
        // Whole, ordinary, understood, without a headset: the plain case, in which only seats can be missing.
        if (wanted === undefined || !isOrdinary(wanted) || wanted.series !== '') continue;
        const own = picks.filter((each) => each.session === id);
        if (own.some(({ interpretation, headset }) => interpretation !== '' || headset)) continue;
        if (wanted.end <= wanted.start || seatsIn(wanted, programme) === 0) continue;
        if (programme.sessions.some((other) => other.required && overlap(other, wanted))) continue;
        const inside = all.filter((other) => other.sessions.includes(wanted)).length;
        expect(inside).toBe(seatsIn(wanted, programme));
      }
    }
  });

  it('gives everyone a first seat before anyone a second', () => {
    const sessions = ['09:00', '11:00', '13:00'].map((start, at) => ({
      ...plain,
      id: `s${at}`,
      start,
      end: `${start.slice(0, 2)}:45`,
      capacity: 2,
    }));
    const people = ['a', 'b', 'c', 'd', 'e', 'f'].map((name) =>
      asker(name, pick('s0', { rank: 1 }), pick('s1', { rank: 2 }), pick('s2', { rank: 3 })),
    );
    for (let randomness = 1; randomness < 20; randomness++) {
      const draw = drawSeats(programmeOf(sessions), people, new Uint8Array(32).fill(randomness));
      expect(draw.members.map(({ seats }) => seats.filter(({ state }) => state === 'in').length)).toEqual([
        1, 1, 1, 1, 1, 1,
      ]);
      expect(draw.sessions.map(({ free }) => free)).toEqual([0, 0, 0]);
    }
  });

  it('puts need before rank and rank before chance', () => {
    const programme = programmeOf([
      { ...plain, id: 'a', capacity: 1 },
      { ...plain, id: 'b', capacity: 5 },
    ]);
    const wants = (rankA: number, need = '') => [pick('a', { rank: rankA, need }), pick('b', { rank: 2 })] as const;
    for (let randomness = 1; randomness < 10; randomness++) {
      const draw = drawSeats(
        programme,
        [asker('late', ...wants(3, 'lip reading')), asker('first', ...wants(1)), asker('second', ...wants(3))],
        new Uint8Array(32).fill(randomness),
      );
      const seatOf = (name: string) => draw.members.find(({ member }) => member === name)?.seats;
      expect(seatOf('late')).toContainEqual({ session: 'a', state: 'in', place: 0 });
      expect(seatOf('first')).toEqual([
        { session: 'a', state: 'waiting', place: 1 },
        { session: 'b', state: 'in', place: 0 },
      ]);
      // She has what she wanted more at that time, so she does not wait for the other.
      expect(seatOf('second')).toEqual([{ session: 'b', state: 'in', place: 0 }]);
    }
  });

  it('takes a choice of part 2 as a choice of the whole series', () => {
    const { members } = drawSeats(demoProgramme, [asker('a', pick('demo-00-08'))], one);
    expect(members[0]?.seats.map(({ session }) => session)).toEqual(['demo-00-03', 'demo-00-08']);
    expect(
      drawSeats(demoProgramme, [asker('a', pick('demo-00-24'), pick('demo-00-36'))], one).members[0]?.seats,
    ).toEqual([]);
  });

  it('refuses a person twice, and too few random bytes', () => {
    expect(refusalOf(() => drawSeats(demoProgramme, [asker('a'), asker('a')], one))).toBe('field');
    expect(refusalOf(() => drawSeats(demoProgramme, [], one.slice(1)))).toBe('weak-secret');
  });

  it('draws 400 people over the sample programme, each of them once', () => {
    const ordinary = demoProgramme.sessions.filter(isOrdinary).map(({ id }) => id);
    const people = Array.from({ length: 400 }, (_, at) =>
      asker(
        `m${at}`,
        ...ordinary.map((id, rank) => pick(id, { rank: (rank * 7 + at) % 30, need: at % 9 === 0 ? 'x' : '' })),
      ),
    );
    const draw = drawSeats(demoProgramme, people, one);
    expect(new Set(draw.members.map(({ member }) => member)).size).toBe(400);
    expect(draw.members).toHaveLength(400);
  });
});
