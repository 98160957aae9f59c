/**
 * The public site: every file, as the bytes that the programme desk previews, signs and publishes. Pure, so that everybody
 * with the same open sessions gets the same bytes. It works without JavaScript. The one script belongs to the listener and
 * seals a form before it is sent (public/form).
 *
 * Nothing of the closed programme can get in here. Pages are made from `openPart`, which takes open sessions and, of these,
 * neither trainers (an alias is a name for use inside) nor tracks nor the closed programme's version.
 */
import { utf8 } from '#protocol/core/bytes.ts';
import { isDate } from '#protocol/records/kinds/calendar.ts';
import { hasTime, isClosely, tonguesOf } from '../programme/conflicts.ts';
import { refuse } from '#protocol/core/errors.ts';
import { writeCalendar } from '../schedule/icalendar.ts';
import type { Markup } from './markup.ts';
import { publicAddress } from './public-address.ts';
import { iconArt } from './public-art.ts';
import { answer, pressPage, seatPage, treatment } from './public-forms.ts';
import { awardHeading, awardPage, front } from './public-front.ts';
import { answerPath, frame, homePath, pathOf, sheet, type Page, type SiteParts, type Talk } from './public-page.ts';
import { publicStyle } from './public-style.ts';
import { line } from './public-text.ts';
import { wordsOf } from './public-words.ts';
import { answerNames } from './public-words-shape.ts';
import type { PublicFile } from '#protocol/publication/publication.ts';
import { writeScheduleJson } from '../schedule/schedule-json.ts';
import { writeScheduleXml } from '../schedule/schedule-xml.ts';
import { publicEventOf, type Schedule } from '../schedule/schedule.ts';

/** A page and its style sheet together. */
export const pageBytesMax = 30 * 1024;

export function renderSite(parts: SiteParts): readonly PublicFile[] {
  requireTerms(parts);
  const talks = openPart(parts);
  const html = parts.languages.flatMap((tongue) => pagesIn({ parts, tongue, words: wordsOf[tongue], talks }));
  const style = utf8(publicStyle);
  const pages = html.map(([path, page]) => ({
    path,
    type: 'text/html; charset=utf-8' as const,
    bytes: utf8(page.text),
  }));
  for (const { path, bytes } of pages)
    if (bytes.length + style.length > pageBytesMax)
      refuse('too-large', `${path} has ${bytes.length + style.length} bytes, at most ${pageBytesMax}`);
  return [
    ...pages,
    { path: '/style.css', type: 'text/css; charset=utf-8', bytes: style },
    { path: '/icon.svg', type: 'image/svg+xml', bytes: utf8(iconArt().text) },
    { path: '/robots.txt', type: 'text/plain; charset=utf-8', bytes: utf8('User-agent: *\nAllow: /\n') },
    ...feeds(parts, talks),
  ];
}

function pagesIn(page: Page): readonly (readonly [path: string, html: Markup])[] {
  const { tongue, words, parts } = page;
  return [
    [homePath(tongue), frame(page, '', line(parts.site.title[tongue]) || words.open, front(page))],
    [pathOf(tongue, 'seats'), sheet(page, 'seats', words.seat, seatPage(page))],
    [pathOf(tongue, 'press'), sheet(page, 'press', words.press, pressPage(page))],
    [pathOf(tongue, 'award'), sheet(page, 'award', awardHeading(page), awardPage(page))],
    [pathOf(tongue, 'requests'), sheet(page, 'requests', words.treat, treatment(page))],
    ...answerNames.map((name) => [answerPath(tongue, name), answer(page, name)] as const),
  ];
}

/** Requires a day of deletion where requests are taken, not before the tickets have been shown. */
function requireTerms({ site, programme }: SiteParts): void {
  if (site.address !== '' && publicAddress(site.address) === undefined) refuse('field', 'no address of a public site');
  if (site.seats === 0 && site.pressPlaces === 0) return;
  if (!isDate(site.keepUntil)) refuse('field', 'requests without a day on which they are deleted');
  if (programme.sessions.some(({ open, date }) => open && date >= site.keepUntil))
    refuse('field', 'requests would be deleted before the open session');
}

/** Returns the open sessions in order of time. Refuses one that is also unlisted, sensitive or a circle. */
function openPart({ programme, guids }: SiteParts): readonly Talk[] {
  const open = programme.sessions.filter((session) => session.open);
  if (open.some(isClosely)) refuse('field', 'an open session is marked as closed, too');
  return open
    .map((session) => {
      if (!hasTime(session)) return refuse('field', 'an open session has no time');
      const guid = guids[session.id] ?? refuse('field', 'an open session has no guid');
      const bare = publicEventOf(session, guid);
      return { ...bare, tongues: tonguesOf(session), noPhones: session.noPhones };
    })
    .toSorted((a, b) => (`${a.date} ${a.start}` < `${b.date} ${b.start}` ? -1 : 1));
}

function feeds({ event, site }: SiteParts, talks: readonly Talk[]): readonly PublicFile[] {
  if (talks.length === 0) return [];
  const schedule: Schedule = {
    title: line(site.title.en) || wordsOf.en.open,
    acronym: `open${talks[0]?.date.slice(0, 4) ?? ''}`,
    version: String(event.edition),
    zone: event.zone,
    offsetAt: event.offsetAt,
    url: site.address,
    events: talks,
  };
  const calendar = writeCalendar({
    events: talks.map((talk) => ({ ...talk, uid: talk.guid, place: talk.room, text: talk.abstract })),
    offsetAt: event.offsetAt,
    madeAt: event.madeAt,
    sequence: event.edition,
    isPrivate: false,
  });
  return [
    { path: '/schedule.json', type: 'application/json', bytes: writeScheduleJson(schedule) },
    { path: '/schedule.xml', type: 'application/xml', bytes: writeScheduleXml(schedule) },
    { path: '/open-session.ics', type: 'text/calendar; charset=utf-8', bytes: calendar },
  ];
}
