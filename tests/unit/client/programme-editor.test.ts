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
    const after = adopted({ ...imported, sessions: later }, demoProgramme);
    expect(after.sessions.map(({ id }) => id)).toEqual(demoProgramme.sessions.map(({ id }) => id));
    const drill = find(after, 'demo-00-30');
    expect(drill).toEqual({ ...find(demoProgramme, 'demo-00-30'), room: 'Moja' });
    expect(find(after, 'demo-00-03')).toEqual(find(demoProgramme, 'demo-00-03'));
  });

  it('takes out what it no longer has, but never an unlisted session', () => {
    const before = { ...demoProgramme, sessions: [...demoProgramme.sessions, ...demoCircle.sessions] };
    const after = adopted({ ...imported, sessions: later.slice(1) }, before);
    expect(find(after, 'demo-00-01')).toBeUndefined();
    expect(find(after, 'demo-00-25')).toEqual(demoCircle.sessions[0]);
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
