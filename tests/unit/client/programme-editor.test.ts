// The programme team's editor without its screens: the grid of a day, moves in it, and the picture of a page.
import { describe, expect, it } from 'vitest';
import { conflictsOf } from '#domain/programme/conflicts.ts';
import { fromUtf8 } from '#protocol/core/bytes.ts';
import { renderSite } from '#domain/public-pages/public-site.ts';
import {
  daysIn,
  gridOf,
  missingPart,
  moved,
  newSession,
  unplaced,
  withPart,
} from '../../../client/state/programme-team/programme-grid.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { adopted } from '../../../client/state/programme-team/merge-schedule.ts';
import { pictureOf } from '../../../client/features/public-site/preview-picture.ts';
import { demoOffset } from '../../../tools/demo/dates.ts';
import { demoGuids } from '../../../tools/demo/site.ts';
import { demoCircle, demoProgramme, demoSite } from '../../support/processes/april.ts';

const [monday, thursday] = ['2027-04-12', '2027-04-15'] as const;
const find = (programme: typeof demoProgramme, id: string) => programme.sessions.find((session) => session.id === id);

describe('the grid', () => {
  it('has every session of a day once, in its room, at its time', () => {
    for (const day of daysIn(demoProgramme, monday, thursday)) {
      const shown = gridOf(demoProgramme, day).flatMap(({ cells }) => cells.flat());
      const there = demoProgramme.sessions.filter(({ date }) => date === day);
      expect(shown.map(({ id }) => id).toSorted()).toEqual(there.map(({ id }) => id).toSorted());
    }
  });

  it('names what has no place yet', () => {
    const loose = newSession(monday, 'nowhere');
    expect(unplaced({ ...demoProgramme, sessions: [...demoProgramme.sessions, loose] })).toEqual([loose]);
  });
});

describe('moving', () => {
  it('goes to the next room, and a conflict there is reported', () => {
    const after = moved(demoProgramme, 'demo-00-05', 1, 0);
    expect(find(after, 'demo-00-05')?.room).toBe('Runmarö');
    expect(conflictsOf(after).map(({ code }) => code)).toContain('room-twice');
    expect(moved(after, 'demo-00-05', -1, 0)).toEqual(demoProgramme);
  });

  it('stays as long as it was in another row, and stops at the last room', () => {
    const after = find(moved(demoProgramme, 'demo-00-05', 0, 1), 'demo-00-05');
    expect([after?.start, after?.end]).toEqual(['16:00', '17:30']);
    expect(moved(demoProgramme, 'demo-00-01', -1, 0)).toBe(demoProgramme);
  });
});

describe('another part', () => {
  const alone = find(demoProgramme, 'demo-00-30') as (typeof demoProgramme.sessions)[number];

  it('makes a series of two from a single session: half an hour after it, and not public', () => {
    const open = { ...alone, open: true };
    const after = withPart({ ...demoProgramme, sessions: [open] }, open, 'part-two-0');
    const [first, second] = after.sessions;
    expect([first?.part, first?.parts, second?.part, second?.parts]).toEqual([1, 2, 2, 2]);
    expect(second).toMatchObject({
      id: 'part-two-0',
      title: alone.title,
      room: alone.room,
      start: '13:00',
      end: '14:30',
    });
    expect(second?.series).toBe(first?.series);
    expect([first?.series.length, first?.open, second?.open]).toEqual([10, true, false]);
  });

  it('is the one that is missing, and then nothing is left to solve', () => {
    const without = { ...demoProgramme, sessions: demoProgramme.sessions.filter(({ id }) => id !== 'demo-00-08') };
    expect(conflictsOf(without).map(({ code }) => code)).toEqual(['part-missing']);
    const first = find(without, 'demo-00-03') as typeof alone;
    expect(missingPart(without, first)).toBe(2);
    const after = withPart(without, first, 'part-two-0');
    expect(conflictsOf(after)).toEqual([]);
    expect(missingPart(after, first)).toBe(3);
  });

  it('is none of a circle, nor of what has no time', () => {
    expect(missingPart(demoProgramme, { ...alone, kind: 'circle' })).toBeUndefined();
    expect(missingPart(demoProgramme, { ...alone, start: '' })).toBeUndefined();
  });
});

describe('a newer file', () => {
  const imported = {
    ...demoProgramme,
    sessions: demoProgramme.sessions.map((session) => ({
      ...session,
      id: `n${session.id}`.slice(0, 10),
      interpretation: [],
      capacity: 0,
      noPhones: false,
    })),
  };
  const later = imported.sessions.map((session) =>
    session.title === 'Account takeover drill' ? { ...session, room: 'Moja' } : session,
  );

  it('keeps the id of a known session, so that choices and seats stay, and fields that no file has', () => {
    const { programme: after, lost } = adopted({ ...imported, sessions: later }, demoProgramme);
    expect(lost).toEqual([]);
    expect(after.sessions.map(({ id }) => id)).toEqual(demoProgramme.sessions.map(({ id }) => id));
    const drill = find(after, 'demo-00-30');
    expect(drill).toEqual({ ...find(demoProgramme, 'demo-00-30'), room: 'Moja' });
    expect(find(after, 'demo-00-03')).toEqual(find(demoProgramme, 'demo-00-03'));
  });

  it('takes out what it no longer has, but never an unlisted session', () => {
    const before = { ...demoProgramme, sessions: [...demoProgramme.sessions, ...demoCircle.sessions] };
    const { programme: after, lost } = adopted({ ...imported, sessions: later.slice(1) }, before);
    expect(lost.map(({ id }) => id)).toEqual(['demo-00-01']);
    expect(find(after, 'demo-00-01')).toBeUndefined();
    expect(find(after, 'demo-00-25')).toEqual(demoCircle.sessions[0]);
  });

  const plain = demoProgramme.sessions[0] as Session;
  const hour = (id: string, rest: Partial<Session> = {}): Session => ({
    ...plain,
    title: 'Open hour',
    id,
    part: 0,
    parts: 0,
    series: '',
    ...rest,
  });
  const plan = (...sessions: Session[]) => ({ ...demoProgramme, sessions });
  const idsOf = (file: readonly Session[], before: readonly Session[]) => {
    const { programme, lost } = adopted(plan(...file), plan(...before));
    return { ids: programme.sessions.map(({ id }) => id), lost: lost.map(({ id }) => id) };
  };
  const days = ['2027-04-12', '2027-04-13', '2027-04-14'] as const;

  it('tells sessions of one title apart by day, start and room, whatever their order', () => {
    const before = days.map((date, at) => hour(`old${at}`, { date, capacity: at + 1 }));
    const file = days.map((date, at) => hour(`new${at}`, { date, capacity: 0 })).toReversed();
    expect(idsOf(file, before)).toEqual({ ids: ['old2', 'old1', 'old0'], lost: [] });
    expect(adopted(plan(...file), plan(...before)).programme.sessions.map(({ capacity }) => capacity)).toEqual([
      3, 2, 1,
    ]);
  });

  it('gives nobody the seats of another where two could be meant, and names what goes', () => {
    const before = days.map((date, at) => hour(`old${at}`, { date }));
    const file = [hour('new0', { date: days[0], start: '20:00', end: '21:00' }), hour('new1', { date: days[1] })];
    expect(idsOf(file, before)).toEqual({ ids: ['new0', 'old1'], lost: ['old0', 'old2'] });
  });

  it('knows a session by the id that its file gave it, also under a new title, day and room', () => {
    const before = [hour('old0', { guid: 'a-1' }), hour('old1', { guid: 'a-2', start: '11:00' })];
    const file = [
      hour('new0', { guid: 'A-2' }),
      hour('new1', { guid: 'a-1', title: 'Open hours', date: days[2], room: 'Utö' }),
    ];
    expect(idsOf(file, before)).toEqual({ ids: ['old1', 'old0'], lost: [] });
    // Another id says that it is another session, unless it is at the same place.
    expect(idsOf([hour('new0', { guid: 'b', date: days[2] })], [hour('old0', { guid: 'a' })])).toEqual({
      ids: ['new0'],
      lost: ['old0'],
    });
    expect(adopted(plan(hour('new0', { guid: 'b' })), plan(hour('old0'))).programme.sessions[0]).toMatchObject({
      id: 'old0',
      guid: 'b',
    });
  });

  it('closes an open session of which the file says something else, and names it', () => {
    const before = [
      hour('old0', { guid: 'a', open: true, title: 'Open hours' }),
      hour('old1', { guid: 'b', open: true, start: '11:00', end: '12:00' }),
      hour('old2', { guid: 'c', title: 'Closed', start: '13:00' }),
    ];
    const file = [
      hour('new0', { guid: 'a', title: 'Safe ways out of Ardovia', trainers: ['Heron'] }),
      hour('new1', { guid: 'b', start: '11:00', end: '12:00' }),
      hour('new2', { guid: 'c', title: 'Closed', start: '13:00', open: true }),
    ];
    const { programme, closed } = adopted(plan(...file), plan(...before));
    expect(programme.sessions.map(({ id, open }) => [id, open])).toEqual([
      ['old0', false],
      ['old1', true],
      ['old2', false],
    ]);
    expect(closed.map(({ id, title }) => [id, title])).toEqual([['old0', 'Safe ways out of Ardovia']]);
    for (const change of [{ abstract: 'x' }, { room: 'Utö' }, { end: '23:00' }, { track: 'x' }, { language: 'x' }])
      expect(
        adopted(plan(hour('n', { guid: 'a', ...change })), plan(hour('o', { guid: 'a', open: true }))).closed,
      ).toHaveLength(1);
  });

  it('never takes an unlisted session for one of a file', () => {
    const secret = hour('secret', { unlisted: true, kind: 'circle', guid: 'a', room: 'Quiet room' });
    const { programme } = adopted(plan(hour('new0', { guid: 'a' })), plan(secret));
    expect(programme.sessions.map(({ id }) => id)).toEqual(['new0', 'secret']);
    expect(programme.sessions[0]?.unlisted).toBe(false);
    expect(programme.sessions[1]).toEqual(secret);
  });

  it('takes rooms that differ in case and spaces for one, and keeps the rooms of unlisted sessions', () => {
    const before = { ...plan(hour('old0', { room: 'Möja' })), rooms: [{ name: 'Möja', seats: 40, booths: 2 }] };
    const file = { ...plan(hour('new0', { room: 'mo\u0308ja  ' })), rooms: [{ name: 'MÖJA', seats: 0, booths: 0 }] };
    const { programme } = adopted(file, before);
    expect([programme.rooms, programme.sessions[0]?.room]).toEqual([before.rooms, 'Möja']);
    const quiet = { ...before, sessions: [hour('s', { room: 'Möja', unlisted: true })] };
    expect(adopted({ ...plan(), rooms: [] }, quiet).programme.rooms).toEqual(before.rooms);
  });

  it('names what has no place beside the unlisted ones', () => {
    const file = Array.from({ length: 120 }, (_, at) => hour(`new${at}`, { title: `T${at}` }));
    const { programme, over, lost } = adopted(
      plan(...file),
      plan(hour('secret', { unlisted: true }), hour('old', { title: 'T119' })),
    );
    expect([programme.sessions.length, over.map(({ title }) => title), lost.map(({ id }) => id)]).toEqual([
      120,
      ['T119'],
      ['old'],
    ]);
  });
});

describe('the picture of a public page', () => {
  const event = {
    zone: 'Europe/Stockholm',
    offsetAt: demoOffset,
    chart: demoSite.chart,
    edition: 1,
    madeAt: 0,
  };
  const parts = { event, site: demoSite, programme: demoProgramme, guids: demoGuids, languages: ['en', 'sv'] as const };
  const files = renderSite(parts);
  const style = fromUtf8(files.find(({ path }) => path === '/style.css')?.bytes ?? new Uint8Array(0));
  const pages = files.filter(({ type }) => type.startsWith('text/html'));

  it.each(pages.map(({ path, bytes }) => [path, fromUtf8(bytes)] as const))(
    '%s is well-formed, and asks for nothing',
    (_, page) => {
      const svg = decodeURIComponent(pictureOf(page, style, 360, 100).replace(/^data:[^,]*,/u, ''));
      const open: string[] = [];
      for (const [, close, name = '', , self] of svg.matchAll(
        /<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/gu,
      )) {
        if (close === '/') expect(open.pop()).toBe(name);
        else if (self !== '/') open.push(name);
      }
      expect(open).toEqual([]);
      expect(svg.replaceAll(/<style>[\s\S]*?<\/style>/gu, '').split('<').length - 1).toBe(
        [
          ...svg
            .replaceAll(/<style>[\s\S]*?<\/style>/gu, '')
            .matchAll(/<(\/?)([a-zA-Z][\w:-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/gu),
        ].length,
      );
      expect(svg).not.toMatch(/<script|<link|<iframe|\ssrc=|url\(/u);
    },
  );
});
