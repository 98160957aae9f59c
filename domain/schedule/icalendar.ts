/**
 * iCalendar (RFC 5545) for the open session, and for a member's own file, which her browser makes. Times are in UTC only:
 * phones read a zone name without its table in different ways. There is never an address to subscribe to.
 */
import { utf8 } from '#protocol/core/bytes.ts';
import { stampOfMs, utcStamp, type OffsetAt } from './civil-time.ts';

export interface CalendarEvent {
  /** Random. */
  readonly uid: string;
  readonly date: string;
  readonly start: string;
  readonly end: string;
  readonly title: string;
  readonly place: string;
  readonly text: string;
}

export interface Calendar {
  readonly events: readonly CalendarEvent[];
  readonly offsetAt: OffsetAt;
  /** When the file was made, milliseconds since 1970. */
  readonly madeAt: number;
  /** Grows with every edition, so that a calendar replaces what it has. */
  readonly sequence: number;
  /** Her own file asks calendars not to share it. */
  readonly isPrivate: boolean;
}

export function writeCalendar(calendar: Calendar): Uint8Array {
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//programme//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'];
  for (const event of calendar.events) lines.push(...eventLines(event, calendar));
  return utf8([...lines, 'END:VCALENDAR'].map((line) => `${folded(line)}\r\n`).join(''));
}

function eventLines(event: CalendarEvent, { offsetAt, madeAt, sequence, isPrivate }: Calendar): string[] {
  return [
    'BEGIN:VEVENT',
    `UID:${value(event.uid)}`,
    `DTSTAMP:${stampOfMs(madeAt)}`,
    `SEQUENCE:${sequence}`,
    `DTSTART:${utcStamp(event.date, event.start, offsetAt)}`,
    `DTEND:${utcStamp(event.date, event.end, offsetAt)}`,
    `SUMMARY:${value(event.title)}`,
    ...(event.place === '' ? [] : [`LOCATION:${value(event.place)}`]),
    ...(event.text === '' ? [] : [`DESCRIPTION:${value(event.text)}`]),
    `CLASS:${isPrivate ? 'PRIVATE' : 'PUBLIC'}`,
    'TRANSP:OPAQUE',
    'END:VEVENT',
  ];
}

/** Escapes TEXT (RFC 5545 §3.3.11). It has no control characters except the newline. */
function value(text: string): string {
  return (
    text
      .toWellFormed()
      .replaceAll(/\r\n?/gu, '\n')
      // oxlint-disable-next-line no-control-regex
      .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/gu, ' ')
      .replaceAll(/[\\;,]/gu, (character) => `\\${character}`)
      .replaceAll('\n', '\\n')
  );
}

/** Folds at 75 octets a line, between characters and never inside one (§3.1). */
function folded(line: string): string {
  let out = '';
  let room = 75;
  for (const character of line) {
    const octets = utf8(character).length;
    if (octets > room) {
      out += '\r\n ';
      room = 74;
    }
    out += character;
    room -= octets;
  }
  return out;
}
