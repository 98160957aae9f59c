/** schedule.xml of the c3voc family, for the programs on people's phones that read it. */
import { utf8 } from '#protocol/core/bytes.ts';
import { zonedStamp } from './civil-time.ts';
import { markup, type Markup } from '../public-pages/markup.ts';
import { daysOf, durationOf, numbersOf, slugOf, zoneName, type Schedule, type ScheduleEvent } from './schedule.ts';

export function writeScheduleXml(schedule: Schedule): Uint8Array {
  const days = daysOf(schedule.events);
  const numbers = numbersOf(schedule.events);
  const { offsetAt } = schedule;
  const zone = zoneName(schedule.zone);
  const ordered = days.map(
    ({ index, date, rooms }) => markup`
 <day index="${index}" date="${date}" start="${zonedStamp(date, '00:00', offsetAt)}" end="${zonedStamp(date, '23:59', offsetAt)}">${rooms.map(
   ({ name, events }) => markup`
  <room name="${name}">${events.map((event) => eventXml(schedule, event, numbers.get(event) ?? 0))}
  </room>`,
 )}
 </day>`,
  );
  const file = markup`<?xml version="1.0" encoding="utf-8"?>
<schedule>${
    schedule.url === ''
      ? ''
      : markup`
 <url>${schedule.url}/schedule.xml</url>`
  }
 <version>${schedule.version}</version>
 <conference>
  <title>${schedule.title}</title>
  <acronym>${schedule.acronym}</acronym>
  <start>${days[0]?.date ?? ''}</start>
  <end>${days.at(-1)?.date ?? ''}</end>
  <days>${days.at(-1)?.index ?? 0}</days>
  <timeslot_duration>00:15</timeslot_duration>${
    zone === undefined
      ? ''
      : markup`
  <time_zone_name>${zone}</time_zone_name>`
  }
 </conference>${ordered}
</schedule>
`;
  return utf8(file.text);
}

function eventXml(schedule: Schedule, event: ScheduleEvent, number: number): Markup {
  const persons = event.persons.map((name) => markup`<person>${name}</person>`);
  return markup`
   <event guid="${event.guid}" id="${number}">
    <room>${event.room}</room>
    <title>${event.title}</title>
    <subtitle></subtitle>
    <type>${event.type}</type>
    <date>${zonedStamp(event.date, event.start, schedule.offsetAt)}</date>
    <start>${event.start}</start>
    <duration>${durationOf(event)}</duration>
    <abstract>${event.abstract}</abstract>
    <slug>${slugOf(schedule, number)}</slug>
    <track>${event.track}</track>
    <persons>${persons}</persons>
    <language>${event.language}</language>
    <recording>
     <license></license>
     <optout>${event.noRecording ? 'true' : 'false'}</optout>
    </recording>
   </event>`;
}
