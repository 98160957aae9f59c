/**
 * schedule.json of the c3voc family, written for the public site and for the desk's own copy.
 */
import { zonedStamp } from './civil-time.ts';
import { utf8 } from '#protocol/core/bytes.ts';
import { daysOf, durationOf, numbersOf, slugOf, zoneName, type Schedule, type ScheduleEvent } from './schedule.ts';

export function writeScheduleJson(schedule: Schedule): Uint8Array {
  const days = daysOf(schedule.events);
  const numbers = numbersOf(schedule.events);
  const { offsetAt } = schedule;
  const event = (one: ScheduleEvent) => ({
    guid: one.guid,
    id: numbers.get(one),
    date: zonedStamp(one.date, one.start, offsetAt),
    start: one.start,
    end: zonedStamp(one.date, one.end, offsetAt),
    duration: durationOf(one),
    room: one.room,
    slug: slugOf(schedule, numbers.get(one) ?? 0),
    url: schedule.url === '' ? `urn:uuid:${one.guid}` : `${schedule.url}/#programme`,
    title: one.title,
    subtitle: '',
    track: one.track === '' ? null : one.track,
    type: one.type,
    language: one.language === '' ? null : one.language,
    abstract: one.abstract,
    persons: one.persons.map((name) => ({ name })),
    links: [],
    do_not_record: one.noRecording,
  });
  const zone = zoneName(schedule.zone);
  const file = {
    $schema: 'https://c3voc.de/schedule/schema.json',
    schedule: {
      version: schedule.version,
      conference: {
        acronym: schedule.acronym,
        title: schedule.title,
        start: days[0]?.date ?? '',
        end: days.at(-1)?.date ?? '',
        daysCount: days.at(-1)?.index ?? 0,
        timeslot_duration: '00:15',
        ...(zone === undefined ? {} : { time_zone_name: zone }),
        ...(schedule.url === '' ? {} : { url: `${schedule.url}/` }),
        days: days.map(({ index, date, rooms }) => ({
          index,
          date,
          day_start: zonedStamp(date, '00:00', offsetAt),
          day_end: zonedStamp(date, '23:59', offsetAt),
          rooms: Object.fromEntries(rooms.map(({ name, events }) => [name, events.map(event)])),
        })),
      },
    },
  };
  return utf8(`${JSON.stringify(file, null, 1)}\n`);
}
