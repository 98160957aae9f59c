// What other people's programs read: against the published schema, the published XSD and a real calendar parser.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import fc from 'fast-check';
import ICAL from 'ical.js';
import { beforeEach, describe, expect, it } from 'vitest';
import { fromUtf8 } from '#protocol/core/bytes.ts';
import { dateOfDay, dayNumber, stampOfMs, utcStamp, weekdayOf } from '#domain/schedule/civil-time.ts';
import { contents } from '#protocol/records/content.ts';
import { conflictsOf } from '#domain/programme/conflicts.ts';
import { writeCalendar, type CalendarEvent } from '#domain/schedule/icalendar.ts';
import { readSchedule, type Imported } from '#domain/schedule/read-schedule.ts';
import { writeScheduleJson } from '#domain/schedule/schedule-json.ts';
import { writeScheduleXml } from '#domain/schedule/schedule-xml.ts';
import { eventOf, uuidFrom, type Schedule, type ScheduleEvent } from '#domain/schedule/schedule.ts';
import { demoOffset } from '../../../tools/demo/dates.ts';
import { vectorFile } from '../../../tools/vectors/list.ts';
import { demoProgramme } from '../../support/processes/april.ts';
import { provideOrSkip } from '../../support/processes/packages.ts';
import { describeWith, foreignVectors } from '../../support/protocol/published-vectors.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { siteFiles } from '../../support/public/site.ts';

const published = foreignVectors<Record<string, unknown>>('c3voc/schema.json');
const xsdFile = vectorFile('c3voc/schedule.xml.xsd');

function fileOf(path: string): string {
  return fromUtf8(siteFiles().find((file) => file.path === path)?.bytes ?? new Uint8Array(0));
}

const randomness = new Randomness('guids');
const whole: Schedule = {
  title: 'Everything, for the desk',
  acronym: 'days2027',
  version: '14',
  zone: 'Europe/Stockholm',
  offsetAt: demoOffset,
  url: '',
  events: demoProgramme.sessions.map((session) => eventOf(session, uuidFrom(randomness.bytes(16)))),
};

const nasty = fc.string({
  unit: fc.constantFrom(
    'a',
    '<',
    '&',
    '"',
    "'",
    ']',
    '>',
    '\n',
    '\r',
    '\u0001',
    '\ufffe',
    'å',
    'ع',
    '🪶',
    ';',
    ',',
    '\\',
    ' ',
  ),
  maxLength: 120,
});
const anyEvent: fc.Arbitrary<Omit<ScheduleEvent, 'guid'>> = fc.record({
  title: nasty,
  abstract: nasty,
  date: fc.constantFrom('2027-03-27', '2027-03-28', '2027-03-30'),
  start: fc.constantFrom('09:00', '00:00'),
  end: fc.constantFrom('10:30', '23:59'),
  room: nasty,
  language: nasty,
  track: nasty,
  type: nasty,
  persons: fc.array(nasty, { maxLength: 3 }),
  noRecording: fc.boolean(),
});
const anySchedule = fc
  .record({ title: nasty, events: fc.array(anyEvent, { minLength: 1, maxLength: 5 }) })
  .map(({ title, events }): Schedule => ({
    ...whole,
    title,
    events: events.map((event, at) => ({ ...event, guid: uuidFrom(new Randomness(`g${at}`).bytes(16)) })),
  }));

describeWith(published)('schedule.json', () => {
  function validator() {
    const { $schema: _, ...schema } = published!;
    const ajv = new Ajv({ strict: false, allErrors: true });
    ajv.addFormat('uri', /^[a-z][a-z0-9+.-]*:[^\s]+$/u);
    ajv.addFormat('uuid', /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/u);
    ajv.addFormat('date', /^\d{4}-\d{2}-\d{2}$/u);
    ajv.addFormat('date-time', /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2})$/u);
    ajv.addFormat('color', true);
    const validate = ajv.compile(schema);
    return (text: string) => {
      validate(JSON.parse(text));
      return validate.errors ?? [];
    };
  }

  it('of the public site keeps to the c3voc schema', () => {
    const text = fileOf('/schedule.json');
    expect(validator()(text)).toEqual([]);
    const { conference } = (
      JSON.parse(text) as {
        schedule: { conference: { days: { rooms: Record<string, { date: string; persons: [] }[]> }[] } };
      }
    ).schedule;
    const events = conference.days.flatMap(({ rooms }) => Object.values(rooms).flat());
    expect(events.map(({ date }) => date)).toEqual(['2027-04-15T10:00:00+02:00', '2027-04-15T11:30:00+02:00']);
    expect(events.every(({ persons }) => persons.length === 0)).toBe(true);
  });

  it('of the whole programme does, and of any other', () => {
    const errors = validator();
    expect(errors(fromUtf8(writeScheduleJson(whole)))).toEqual([]);
    fc.assert(
      fc.property(anySchedule, (schedule) => {
        expect(errors(fromUtf8(writeScheduleJson(schedule)))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });
});

describeWith(xsdFile)('schedule.xml', () => {
  let xmllint = '';
  beforeEach((context) => {
    [xmllint = ''] = provideOrSkip(context, 'xmllint');
  });

  function complaints(files: readonly string[]): string {
    const folder = mkdtempSync(join(tmpdir(), 'dd-xml-'));
    try {
      const names = files.map((text, at) => {
        writeFileSync(join(folder, `${at}.xml`), text);
        return `${at}.xml`;
      });
      const { status, stderr } = spawnSync(xmllint, ['--noout', '--nonet', '--schema', xsdFile!, ...names], {
        cwd: folder,
        encoding: 'utf8',
      });
      return status === 0 ? '' : stderr;
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  it('of the public site keeps to the XSD', () => {
    expect(complaints([fileOf('/schedule.xml')])).toBe('');
  });

  it('of the whole programme does, and of any other', () => {
    const others = fc.sample(anySchedule, 40).map((schedule) => fromUtf8(writeScheduleXml(schedule)));
    expect(complaints([fromUtf8(writeScheduleXml(whole)), ...others])).toBe('');
  });

  it('is really looked at', () => {
    expect(complaints([fileOf('/schedule.xml').replace('<duration>', '<duration>x')])).toContain('duration');
  });
});

describe('iCalendar', () => {
  const read = (bytes: Uint8Array) =>
    new ICAL.Component(ICAL.parse(fromUtf8(bytes)) as [])
      .getAllSubcomponents('vevent')
      .map((component) => new ICAL.Event(component));

  it('of the public site is read by a calendar, in UTC', () => {
    const events = read(new TextEncoder().encode(fileOf('/open-session.ics')));
    expect(events.map(({ summary }) => summary)).toEqual(['Defenders’ voices', 'The award: Defender of the Year']);
    expect(events.map(({ startDate, endDate }) => `${startDate.toICALString()} ${endDate.toICALString()}`)).toEqual([
      '20270415T080000Z 20270415T091500Z',
      '20270415T093000Z 20270415T103000Z',
    ]);
    expect(events.every(({ location }) => location === 'Archipelago Hall')).toBe(true);
  });

  it('survives any text: lines of at most 75 octets, whole characters, the same text read back', () => {
    const calendarText = fc.string({
      unit: fc.constantFrom('a', 'å', 'ع', '🪶', ';', ',', '\\', '\n', ' ', ':', 'x'),
      maxLength: 200,
    });
    fc.assert(
      fc.property(calendarText, calendarText, fc.boolean(), (title, text, isPrivate) => {
        const event: CalendarEvent = {
          uid: 'u',
          date: '2027-04-15',
          start: '10:00',
          end: '11:00',
          title,
          place: '',
          text,
        };
        const bytes = writeCalendar({ events: [event], offsetAt: demoOffset, madeAt: 0, sequence: 1, isPrivate });
        const file = fromUtf8(bytes);
        expect(file.endsWith('\r\n')).toBe(true);
        const lines = file.split('\r\n');
        for (const line of lines) {
          expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
          expect(line).not.toMatch(/[\n\r]/u);
        }
        const [back] = read(bytes);
        expect(back?.summary).toBe(title);
        if (text !== '') expect(back?.description).toBe(text);
        expect(file).toContain(isPrivate ? 'CLASS:PRIVATE' : 'CLASS:PUBLIC');
        expect(file).not.toMatch(/VTIMEZONE|TZID|ORGANIZER|ATTENDEE|URL:/u);
      }),
    );
  });

  it('writes instants as the clock of the world does', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 4_102_444_800_000 }), fc.integer({ min: -720, max: 840 }), (ms, offset) => {
        const iso = new Date(ms).toISOString();
        expect(stampOfMs(ms)).toBe(`${iso.slice(0, 19).replaceAll(/[:-]/gu, '')}Z`);
        const date = iso.slice(0, 10);
        expect(dateOfDay(dayNumber(date))).toBe(date);
        expect(weekdayOf(date)).toBe((new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7);
        const utc = new Date(Date.parse(`${iso.slice(0, 16)}:00Z`) - offset * 60_000).toISOString();
        expect(utcStamp(date, iso.slice(11, 16), () => offset)).toBe(`${utc.slice(0, 19).replaceAll(/[:-]/gu, '')}Z`);
      }),
    );
  });
});

describe('import', () => {
  let drawn = 0;
  const newId = () => `imp${String(drawn++).padStart(7, '0')}`;

  const parseSchedule = (text: string, zone = 'Europe/Stockholm'): Imported => {
    const found = readSchedule(text, newId, zone);
    if ('refused' in found) throw new Error(found.refused);
    return found;
  };

  it('brings back what was exported, all of it closed', () => {
    const { programme, leftOut } = parseSchedule(fromUtf8(writeScheduleJson(whole)));
    expect(leftOut).toEqual([]);
    expect(programme.sessions).toHaveLength(demoProgramme.sessions.length);
    expect(programme.sessions.some(({ open }) => open)).toBe(false);
    const told = (sessions: typeof programme.sessions) =>
      sessions.map(({ title, date, start, end, room, track, trainers, language, abstract }) =>
        JSON.stringify([title, date, start, end, room, track, trainers, language, abstract]),
      );
    expect(told(programme.sessions).toSorted()).toEqual(told(demoProgramme.sessions).toSorted());
    expect(new Set(programme.sessions.map(({ id }) => id)).size).toBe(programme.sessions.length);
    expect(() => contents.programme.parse(programme)).not.toThrow();
  });

  const event = (rest: Record<string, unknown>) => ({
    title: 'Talk',
    date: '2027-04-12T09:00:00+02:00',
    start: '09:00',
    duration: '01:30',
    type: 'Workshop',
    persons: [{ code: 'AB12', name: 'Tern', avatar: null }],
    ...rest,
  });
  const file = (events: readonly unknown[], rest: Record<string, unknown> = {}) =>
    JSON.stringify({
      schedule: {
        conference: {
          days: [{ date: '2027-04-12', rooms: { Hall: events } }],
          rooms: [{ name: 'Hall', capacity: 90 }],
          ...rest,
        },
      },
    });

  it('reads parts of a series, rooms with seats, people under either name', () => {
    const { programme } = parseSchedule(
      file([
        event({ title: 'Phone hygiene 1(2)' }),
        event({
          title: 'Phone hygiene (2/2)',
          start: '11:00',
          date: '2027-04-12T11:00:00+02:00',
          persons: [{ id: 1, public_name: 'Curlew' }],
        }),
        event({
          title: 'Lunch',
          type: 'Break',
          start: '12:30',
          date: '2027-04-12T12:30:00+02:00',
          do_not_record: true,
        }),
      ]),
    );
    const [first, second, third] = programme.sessions;
    expect(first).toMatchObject({ title: 'Phone hygiene', part: 1, parts: 2, trainers: ['Tern'], end: '10:30' });
    expect(second).toMatchObject({
      title: 'Phone hygiene',
      part: 2,
      parts: 2,
      trainers: ['Curlew'],
      series: first?.series,
    });
    expect(third).toMatchObject({ kind: 'break', noRecording: true, series: '', part: 0 });
    expect(programme.rooms).toEqual([{ name: 'Hall', seats: 90, booths: 0 }]);
    expect(conflictsOf(programme)).toEqual([]);
  });

  it('reads what may never have a row as that, whatever else its type says', () => {
    const types = ['circle', 'Circle talk', 'one-to-one', 'One to one', '1:1 panel', 'workshop', 'talk'];
    const { programme } = parseSchedule(file(types.map((type, at) => event({ title: `T${at}`, type }))));
    expect(programme.sessions.map(({ kind }) => kind)).toEqual([
      'circle',
      'circle',
      'one-to-one',
      'one-to-one',
      'one-to-one',
      'workshop',
      'joint',
    ]);
  });

  it('names what it leaves out or shortens', () => {
    const many = Array.from({ length: 130 }, (_, at) => event({ title: `T${at}` }));
    expect(parseSchedule(file(many)).leftOut.filter(({ what }) => what === 'event')).toHaveLength(10);
    const { programme, leftOut } = parseSchedule(
      file([
        event({ title: 'x'.repeat(200) }),
        event({ duration: 'long' }),
        event({ start: '23:00', date: '2027-04-12T23:00:00+02:00', duration: '03:00' }),
      ]),
    );
    expect(leftOut.map(({ what }) => what)).toEqual(['text', 'time', 'time']);
    expect(programme.sessions.map(({ end }) => end)).toEqual(['10:30', '', '23:59']);
  });

  it('reads titles quickly that were made to be slow to read', () => {
    const title = `${'-'.repeat(9_000)}1(2`;
    const many = Array.from({ length: 120 }, () => event({ title }));
    const { programme, leftOut } = parseSchedule(file(many));
    expect(leftOut.filter(({ what }) => what === 'text')).toHaveLength(120);
    expect(programme.sessions.every(({ part }) => part === 0)).toBe(true);
  });

  it('takes nothing foreign on trust', () => {
    for (const text of ['', '[]', '{}', '{"schedule":{}}', '{"schedule":{"conference":{"days":1}}}', 'null'])
      expect(readSchedule(text, newId, 'UTC')).toEqual({ refused: text === '' ? 'other' : 'shape' });
    expect(readSchedule(' '.repeat(4_000_001), newId, 'UTC')).toEqual({ refused: 'large' });
    const { programme } = parseSchedule(
      file([
        event({
          title: 'a\u202eb\u0000c',
          open: true,
          room: 7,
          persons: [null, 'x', { name: 9 }],
          track: { de: 'x' },
          duration: null,
        }),
      ]),
    );
    expect(programme.sessions[0]).toMatchObject({ title: 'abc', open: false, trainers: [], track: 'x', end: '' });
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.jsonValue({ maxDepth: 3 }), (days, rooms) => {
        const found = readSchedule(
          JSON.stringify({ schedule: { conference: { days: [days, { rooms: { x: [days, rooms] } }], rooms } } }),
          newId,
          'Europe/Stockholm',
        );
        if (!('refused' in found)) contents.programme.parse(found.programme);
      }),
    );
  });

  it.each([
    ['<?xml version="1.0"?><schedule/>', 'xml'],
    ['<!doctype html><html>', 'xml'],
    ['BEGIN:VCALENDAR\r\n', 'calendar'],
    ['name,note\nHeron,x', 'other'],
    ['{"talks":[],"rooms":[]}', 'shape'],
    ['{"schedule":{"conference":{"days":[]}}}', 'empty'],
    ['{"schedule":{"conference":{"days":[{"date":"2027-04-12","rooms":{"Hall":[]}}],"events":[]}}}', 'empty'],
  ])('refuses %s in words: %s', (text, refused) => expect(readSchedule(text, newId, 'UTC')).toEqual({ refused }));

  it('reads a list of events (Schedule 2.0), with their ids', () => {
    const guid = '270FA44C-821A-477F-8CA3-33E8D4A8C2A7';
    const conference = {
      days: [{ index: 1, date: '2027-04-12' }],
      rooms: [{ name: 'Hall' }],
      events: [
        {
          guid,
          title: { en: 'Opening' },
          start: '2027-04-12T10:30:00+02:00',
          end: '2027-04-12T11:00:00+02:00',
          duration: '00:30',
          room: 'Hall',
          track: { name: 'Together' },
        },
        {
          guid,
          title: 'In the other room',
          start: '2027-04-12T10:30:00+02:00',
          duration: 'PT1H30M',
          room: { name: ' hall ' },
        },
      ],
    };
    const { programme, leftOut } = parseSchedule(JSON.stringify({ schedule: { conference } }));
    expect(leftOut).toEqual([]);
    expect(programme.rooms.map(({ name }) => name)).toEqual(['Hall']);
    expect(
      programme.sessions.map(({ title, date, start, end, room, track, guid: id }) => [
        title,
        date,
        start,
        end,
        room,
        track,
        id,
      ]),
    ).toEqual([
      ['Opening', '2027-04-12', '10:30', '11:00', 'Hall', 'Together', guid.toLowerCase()],
      ['In the other room', '2027-04-12', '10:30', '12:00', 'Hall', '', ''],
    ]);
  });

  it.each([
    [{ date: '2027-04-12T07:00:00Z', start: undefined, duration: '01:00' }, '2027-04-12 09:00 10:00', true],
    [{ date: '2027-04-12T07:00:00Z', start: '09:00', duration: 60 }, '2027-04-12 09:00 10:00', true],
    [{ date: '2027-04-12T07:00:00Z', start: '07:00', duration: '60' }, '2027-04-12 09:00 10:00', false],
    [{ date: '2027-04-11T23:30:00Z', start: undefined, duration: '01:00' }, '2027-04-12 01:30 02:30', true],
    [{ date: '2027-04-12T09:00:00', start: '9:00', duration: '01:00' }, '2027-04-12 09:00 10:00', true],
    [{ date: '2027-04-12 12:30:00 +0530', start: undefined, duration: '01:00' }, '2027-04-12 09:00 10:00', true],
    [{ date: '2027-04-13', start: '09:00', end: '10:15', duration: undefined }, '2027-04-13 09:00 10:15', true],
    [{ date: undefined, start: '09:00', duration: '00:45' }, '2027-04-12 09:00 09:45', true],
    [{ date: undefined, start: '25:00', duration: '00:45' }, '2027-04-12  ', false],
    [{ date: '2027-04-12T09:00:00+02:00', start: '09:00', duration: '00:00' }, '2027-04-12 09:00 ', false],
  ])('takes a stamp with an offset for that moment: %j', (when, told, isSure) => {
    const { programme, leftOut } = parseSchedule(file([event(when)]));
    const [{ date, start, end }] = programme.sessions as [(typeof programme.sessions)[0]];
    expect([`${date} ${start} ${end}`, leftOut.length === 0]).toEqual([told, isSure]);
  });

  it.each([
    [{ description: 'The long text', abstract: '' }, 'The long text', []],
    [{ subtitle: 'S', abstract: 'A', description: 'D' }, 'S\n\nA\n\nD', []],
    [{ subtitle: '', abstract: 'The same', description: 'The same' }, 'The same', []],
    [{ description: 'x'.repeat(700) }, 'x'.repeat(600), ['text']],
    [{ links: [{ url: 'https://example.org', title: 'x' }] }, '', ['links']],
  ])('takes in every text, or names it: %j', (texts, abstract, left) => {
    const { programme, leftOut } = parseSchedule(file([event(texts)]));
    expect([programme.sessions[0]?.abstract, leftOut.map(({ what }) => what)]).toEqual([abstract, left]);
  });

  it.each([
    [{ do_not_record: true }, true],
    [{ do_not_record: 'true' }, true],
    [{ do_not_record: 1 }, true],
    [{ do_not_record: 'please' }, true],
    [{ recording: { license: '', optout: true } }, true],
    [{ recording: { optout: 'true' } }, true],
    [{ recording_optout: 'yes' }, true],
    [{ recording: false }, true],
    [{ allow_recording: 'no' }, true],
    [{ do_not_stream: true }, true],
    [{ do_not_record: false, recording: { license: 'CC0', optout: false } }, false],
    [{ do_not_record: 'false', recording: { optout: 'no' } }, false],
    [{ recording_license: '' }, false],
  ])('hears every way to forbid a recording: %j', (flags, noRecording) => {
    expect(parseSchedule(file([event(flags)])).programme.sessions[0]?.noRecording).toBe(noRecording);
  });
});
