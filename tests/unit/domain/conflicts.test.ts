import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { conflictsOf, type Conflict } from '#domain/programme/conflicts.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { demoProgramme } from '../../support/processes/april.ts';
import { plain, programmeOf, programmes } from '../../support/protocol/programme.ts';

const codes = (found: readonly Conflict[]) => found.map(({ code }) => code);
const of = (code: Conflict['code'], found: readonly Conflict[]) =>
  found.filter((one) => one.code === code).map(({ sessions }) => sessions.join(' '));
const one = (id: string, rest: Partial<Session> = {}): Session => ({ ...plain, id, ...rest });
const hall = { name: 'Hall', seats: 40, booths: 1 };

describe('conflicts', () => {
  it('finds none in the sample programme', () => {
    expect(conflictsOf(demoProgramme)).toEqual([]);
    expect(conflictsOf(programmeOf([]))).toEqual([]);
  });

  it('names a room with two sessions at once, and not one with two sessions after each other', () => {
    const a = one('a', { room: 'Hall' });
    expect(codes(conflictsOf(programmeOf([a, one('b', { room: ' hall', start: '10:15', end: '11:00' })])))).toEqual([
      'room-twice',
    ]);
    for (const other of [
      { start: '10:30', end: '11:00' },
      { date: '2027-04-13' },
      { room: 'Attic' },
      { start: '', end: '' },
    ])
      expect(conflictsOf(programmeOf([a, one('b', { room: 'Hall', ...other })]))).toEqual([]);
  });

  it('names a trainer who would be in two places, once, however often she is listed', () => {
    const found = conflictsOf(
      programmeOf([one('a', { trainers: ['Tern', 'tern '] }), one('b', { trainers: ['TERN', 'Curlew'] })]),
    );
    expect(found).toEqual([
      { code: 'trainer-twice', sessions: ['a', 'b'], about: 'tern ', needs: 0, has: 0, grave: false },
    ]);
  });

  it('counts booths by languages other than the spoken one', () => {
    const heard = (interpretation: string[]) =>
      codes(conflictsOf(programmeOf([one('a', { room: 'Hall', interpretation })], { rooms: [hall] })));
    expect(heard(['ru'])).toEqual([]);
    expect(heard(['ru', 'RU', 'en'])).toEqual([]);
    expect(heard(['ru', 'ar'])).toEqual(['no-booth']);
  });

  it('counts teams of interpreters over everything that is heard in a language at one moment', () => {
    const heard = (id: string, interpretation: string[]) => ({ ...plain, id, room: '', interpretation });
    const two = [heard('s0', ['ru']), heard('s1', [' RU ', 'ar'])];
    const teams = (ru: number) => programmeOf(two, { interpreters: [{ language: 'ru', teams: ru }] });
    expect(codes(conflictsOf(teams(2)))).toEqual([]);
    const [found] = conflictsOf(teams(1));
    expect(found).toMatchObject({ code: 'interpreters', sessions: ['s0', 's1'], about: 'ru', needs: 2, has: 1 });
    expect(codes(conflictsOf(programmeOf(two)))).toEqual([]);
  });

  it('counts headsets over everything interpreted at one moment', () => {
    const two = ['Hall', 'Attic'].map((room, at) =>
      one(`s${at}`, { room, interpretation: ['ru'], capacity: 30, start: at === 0 ? '09:00' : '10:00', end: '11:00' }),
    );
    const rooms = [hall, { ...hall, name: 'Attic' }];
    expect(codes(conflictsOf(programmeOf(two, { rooms, headsets: 60 })))).toEqual([]);
    const [found] = conflictsOf(programmeOf(two, { rooms, headsets: 59 }));
    expect(found).toMatchObject({ code: 'headsets', sessions: ['s0', 's1'], needs: 60, has: 59 });
  });

  it('wants every part once and in order', () => {
    const part = (id: string, n: number, rest: Partial<Session> = {}) =>
      one(id, {
        series: 'x',
        part: n,
        parts: 2,
        start: n === 1 ? '09:00' : '11:00',
        end: n === 1 ? '10:30' : '12:30',
        ...rest,
      });
    expect(conflictsOf(programmeOf([part('b', 2), part('a', 1)]))).toEqual([]);
    expect(codes(conflictsOf(programmeOf([part('b', 2)])))).toEqual(['part-missing']);
    expect(codes(conflictsOf(programmeOf([part('a', 1)])))).toEqual(['part-missing']);
    expect(codes(conflictsOf(programmeOf([one('a', { part: 2, parts: 2 })])))).toEqual(['part-missing']);
    expect(codes(conflictsOf(programmeOf([part('a', 1), part('c', 1), part('b', 2)])))).toEqual(['part-twice']);
    expect(of('part-order', conflictsOf(programmeOf([part('a', 1, { date: '2027-04-13' }), part('b', 2)])))).toEqual([
      'a b',
    ]);
    expect(codes(conflictsOf(programmeOf([part('a', 1), part('b', 2, { start: '10:00', end: '12:00' })])))).toEqual([
      'part-order',
    ]);
  });

  it('stops publishing for two things only: an end before a start, an open session that is closed too', () => {
    const found = conflictsOf(
      programmeOf([
        one('a', { start: '11:00', end: '10:00' }),
        one('b', { open: true, unlisted: true }),
        one('c', { open: true, sensitive: true }),
        one('d', { open: true, kind: 'circle' }),
        one('e', { open: true, date: '2027-04-14' }),
      ]),
    );
    expect(found.map(({ code, sessions, grave }) => `${code} ${sessions.join(' ')} ${grave}`)).toEqual([
      'end-before-start a true',
      'open-closed b true',
      'open-closed c true',
      'open-closed d true',
    ]);
  });

  it('says too many for the room, whatever was asked for', () => {
    const found = conflictsOf(programmeOf([one('a', { room: 'Hall', capacity: 41 })], { rooms: [hall] }));
    expect(found).toEqual([{ code: 'too-many', sessions: ['a'], about: 'Hall', needs: 41, has: 40, grave: false }]);
  });

  it('agrees with a look at every quarter of an hour', () => {
    const quarters = Array.from(
      { length: 96 },
      (_, at) => `${String(at >> 2).padStart(2, '0')}:${['00', '15', '30', '45'][at & 3]}`,
    );
    fc.assert(
      fc.property(programmes, (programme) => {
        const runs = (session: Session, date: string, at: string) =>
          session.date === date && session.start <= at && at < session.end;
        const expected = new Set<string>();
        for (const date of ['2027-04-12', '2027-04-13'])
          for (const at of quarters) {
            const now = programme.sessions.filter((session) => runs(session, date, at));
            for (const a of now)
              for (const b of now)
                if (a.id < b.id && a.room !== '' && a.room === b.room) expected.add(`${a.id} ${b.id}`);
          }
        const found = conflictsOf(programme);
        expect(new Set(of('room-twice', found))).toEqual(expected);
        const ids = new Set(programme.sessions.map(({ id }) => id));
        for (const { sessions } of found) for (const id of sessions) expect(ids.has(id)).toBe(true);
        expect(new Set(found.map((each) => JSON.stringify(each))).size).toBe(found.length);
      }),
      { numRuns: 150 },
    );
  });

  it('does not depend on the order of the list', () => {
    const told = (found: readonly Conflict[]) =>
      found
        .map(({ code, sessions, needs, has }) => [code, sessions.toSorted().join(' '), needs, has].join('|'))
        .toSorted();
    fc.assert(
      fc.property(programmes, (programme) => {
        const turned = { ...programme, sessions: programme.sessions.toReversed() };
        expect(told(conflictsOf(turned))).toEqual(told(conflictsOf(programme)));
      }),
      { numRuns: 150 },
    );
  });
});
