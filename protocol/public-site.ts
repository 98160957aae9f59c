/**
 * The public site: every file of it, as the bytes that the programme desk previews, signs and publishes. Pure, so that
 * anybody who holds the same open sessions gets the same bytes. It works without JavaScript because there is none.
 *
 * Of the closed programme nothing can get in here: pages are made from `openPart`, which takes open sessions and, of
 * these, neither trainers (an alias is what a person is called inside) nor tracks nor the closed programme's version.
 */
import { utf8 } from './bytes.ts';
import { weekdayOf, type OffsetAt } from './civil.ts';
import { folded, hasTime, isClosely, tonguesOf } from './conflicts.ts';
import type { Content } from './content.ts';
import { refuse } from './errors.ts';
import { writeCalendar } from './icalendar.ts';
import { markup, Markup, type Inside } from './markup.ts';
import { discArt, heroArt, iconArt } from './public-art.ts';
import { publicStyle } from './public-style.ts';
import { answerNames, wordsOf, type AnswerName, type Tongue, type Words } from './public-words.ts';
import type { PublicFile } from './publication.ts';
import { writeScheduleJson } from './schedule-json.ts';
import { writeScheduleXml } from './schedule-xml.ts';
import { eventOf, type Schedule, type ScheduleEvent } from './schedule.ts';

interface PublicEvent {
  readonly zone: string;
  readonly offsetAt: OffsetAt;
  /** Address of the public site without a slash at the end; '' where none is known yet. */
  readonly url: string;
  /** A random id to draw the chart from; the same one keeps the same chart. */
  readonly chart: string;
  /** The publication's number: what the schedule files call their version. */
  readonly edition: number;
  /** When the files are made, milliseconds since 1970. */
  readonly madeAt: number;
}

export interface SiteParts {
  readonly event: PublicEvent;
  readonly site: Content<'site'>;
  readonly programme: Content<'programme'>;
  /** A random UUID for each open session, by its id: the same at every edition, made from nothing. */
  readonly guids: Readonly<Record<string, string>>;
  readonly languages: readonly Tongue[];
  readonly seatsOpen: boolean;
}

/** A page and its style sheet together. */
export const pageBytesMax = 30 * 1024;
export const answerPath = (tongue: Tongue, name: AnswerName) => `/answers/${tongue}/${name}`;
/** What the listener fills in: the ticket's code, and the same as a picture. */
export const holes = { ticket: '{{ticket}}', picture: '{{picture}}' } as const;

interface Talk extends ScheduleEvent {
  readonly tongues: readonly string[];
  readonly noPhones: boolean;
}

interface Page {
  readonly parts: SiteParts;
  readonly tongue: Tongue;
  readonly words: Words;
  readonly talks: readonly Talk[];
}

export function renderSite(parts: SiteParts): readonly PublicFile[] {
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

/** Open sessions in order of time. One that is also unlisted, sensitive or a circle stops everything. */
function openPart({ programme, guids }: SiteParts): readonly Talk[] {
  const open = programme.sessions.filter((session) => session.open);
  if (open.some(isClosely)) refuse('field', 'an open session is marked as closed, too');
  return open
    .map((session) => {
      if (!hasTime(session)) return refuse('field', 'an open session has no time');
      const guid = guids[session.id] ?? refuse('field', 'an open session has no guid');
      const bare = { ...eventOf(session, guid), track: '', persons: [] };
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
    url: event.url,
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

// ------------------------------------------------------------------------------------------------------------- pages

export const homePath = (tongue: Tongue) => (tongue === 'en' ? '/' : `/${tongue}/`);
const pathOf = (tongue: Tongue, name: string) => `${homePath(tongue)}${name}`;

function pagesIn(page: Page): readonly (readonly [path: string, html: Markup])[] {
  const { tongue, words, parts } = page;
  return [
    [homePath(tongue), frame(page, '', line(parts.site.title[tongue]) || words.open, front(page))],
    [pathOf(tongue, 'seats'), sheet(page, 'seats', words.seat, seatPage(page))],
    [pathOf(tongue, 'press'), sheet(page, 'press', words.press, pressPage(page))],
    [pathOf(tongue, 'award'), sheet(page, 'award', awardHeading(page), awardPage(page))],
    [pathOf(tongue, 'requests'), sheet(page, 'requests', words.treat, treatment(words))],
    ...answerNames.map((name) => [answerPath(tongue, name), answer(page, name)] as const),
  ];
}

/** `here` is the page's name, so that the other language's link leads to the same page. */
function frame({ tongue, words, parts }: Page, here: string, title: string, content: Markup): Markup {
  const home = homePath(tongue);
  const others = parts.languages.filter((other) => other !== tongue);
  const alternates = others.map(
    (other) => markup`
<link rel="alternate" hreflang="${other}" href="${pathOf(other, here)}">`,
  );
  const brand = title === words.open ? title : `${title} · ${words.open}`;
  return markup`<!doctype html>
<html lang="${tongue}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${brand}</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">${alternates}
</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header class="top">
<b>${here === '' ? words.open : markup`<a href="${home}">${words.open}</a>`}</b>
<nav aria-label="${words.menu}"><ul>
<li><a href="${home}#programme">${words.programme}</a></li>
<li><a href="${pathOf(tongue, 'seats')}">${words.seat}</a></li>
<li><a href="${home}#rules">${words.rules}</a></li>
<li><a href="${pathOf(tongue, 'press')}">${words.press}</a></li>${others.map(
    (other) => markup`
<li><a href="${pathOf(other, here)}" lang="${other}" hreflang="${other}">${wordsOf[other].name}</a></li>`,
  )}
</ul></nav>
</header>
${content}
<footer class="foot">
<p>${words.foot}</p>
<ul>
<li><a href="/schedule.json">${words.data}</a></li>
<li><a href="${pathOf(tongue, 'requests')}">${words.treat}</a></li>
</ul>
</footer>
</body>
</html>
`;
}

function sheet(page: Page, here: string, title: string, content: Inside): Markup {
  return frame(
    page,
    here,
    title,
    markup`<main id="content"><div class="page">
<h1>${title}</h1>
${content}
</div></main>`,
  );
}

function front(page: Page): Markup {
  const { words, tongue, parts } = page;
  const { site } = parts;
  const section = (id: string, title: string, content: Inside) => markup`
<section class="line" aria-labelledby="${id}"><h2 id="${id}">${title}</h2>
${content}
</section>`;
  const texts = [
    section('rules', words.rules, ruled(site.rules[tongue])),
    ...(site.access[tongue] === '' ? [] : [section('access', words.access, prose(site.access[tongue]))]),
    ...(site.contact[tongue] === '' ? [] : [section('contact', words.contact, prose(site.contact[tongue]))]),
  ];
  return markup`<main id="content">
${hero(page)}
<section aria-labelledby="programme"><h2 id="programme">${words.programme}</h2>
${sessions(page)}
</section>${award(page)}
<section class="line" aria-labelledby="seat"><div class="two">
<div><h2 id="seat">${words.seat}</h2>
<p>${words.seatIntro}</p>
<p class="small">${words.reads}</p></div>
${parts.seatsOpen ? seatForm(page) : markup`<p class="note">${words.closed}</p>`}
</div></section>${texts}
</main>`;
}

function hero({ words, tongue, parts, talks }: Page): Markup {
  const { site, event } = parts;
  const [first, ...others] = [...new Set(talks.map(({ date }) => date))];
  const headline = (line(site.title[tongue]) === '' ? [words.open] : site.title[tongue].split('\n')).map((part) =>
    part.trim(),
  );
  const broken = headline.map((part, at) => (at === 0 ? part : [markup`<br>`, part]));
  return markup`<div class="hero">
<div>${first === undefined ? '' : when(first, others, words)}
<h1>${broken}</h1>
<p class="lead">${line(site.intro[tongue])}</p>
${parts.seatsOpen ? markup`<p><a class="button" href="#seat">${words.seat}</a></p>` : ''}</div>
${heroArt(event.chart)}
</div>`;
}

function when(first: string, others: readonly string[], words: Words): Markup {
  const month = words.months[Number(first.slice(5, 7)) - 1] ?? '';
  const last = others.at(-1);
  const days = [first, ...(last === undefined ? [] : [last])];
  const numbers = days.map((date) => String(Number(date.slice(8)))).join('–');
  const names = days.map((date) => words.days[weekdayOf(date)] ?? '').join('–');
  return markup`<p class="when"><b>${numbers}</b> <span>${names}<br>${month} ${first.slice(0, 4)}</span></p>`;
}

function sessions({ words, parts, talks }: Page): Markup {
  if (talks.length === 0) return markup`<p class="note">${words.noSessions}</p>`;
  const dates = [...new Set(talks.map(({ date }) => date))];
  const lists = dates.map((date) => {
    const items = talks.filter((talk) => talk.date === date).map((talk) => session(talk, words));
    const heading = dates.length > 1 ? markup`<h3 class="day">${dayName(date, words)}</h3>` : '';
    return markup`${heading}<ol class="list">${items}
</ol>`;
  });
  const city = (parts.event.zone.split('/').at(-1) ?? '').replaceAll('_', ' ');
  return markup`${lists}
<p class="small">${words.times(city)} <a href="/open-session.ics">${words.calendar}</a></p>`;
}

function dayName(date: string, words: Words): string {
  const month = words.months[Number(date.slice(5, 7)) - 1] ?? '';
  return `${words.days[weekdayOf(date)] ?? ''} ${Number(date.slice(8))} ${month}`;
}

/** Titles stand as the programme has them: in one language, which a screen reader is told. */
function session(talk: Talk, words: Words): Markup {
  const language = (name: string, label: string) =>
    markup`<li class="dark"><span class="unseen">${label}: </span>${name.length <= 3 ? name.toUpperCase() : name}</li>`;
  const chips = [
    ...(talk.language === '' ? [] : [language(folded(talk.language), words.spoken)]),
    ...talk.tongues.map((tongue) => language(tongue, words.interpreted)),
    ...(talk.room === '' ? [] : [markup`<li>${talk.room}</li>`]),
    ...(talk.noRecording ? [markup`<li>${words.noRecording}</li>`] : []),
    ...(talk.noPhones ? [markup`<li>${words.noPhones}</li>`] : []),
  ];
  const foreign = words === wordsOf.en ? '' : markup` lang="en"`;
  return markup`
<li><p class="hour"><b><time datetime="${talk.date}T${talk.start}">${talk.start}</time></b> <span>${talk.end}</span></p>
<div><h3${foreign}>${talk.title}</h3>
${talk.abstract === '' ? '' : markup`<p${foreign}>${talk.abstract}</p>`}${
    chips.length === 0
      ? ''
      : markup`
<ul class="chips">${chips}</ul>`
  }</div></li>`;
}

const awardHeading = ({ parts, tongue, words }: Page) => line(parts.site.award.heading[tongue]) || words.award;

function award(page: Page): Markup {
  const { parts, tongue, words } = page;
  const { recipient, past, citation } = parts.site.award;
  if (line(parts.site.award.heading[tongue]) === '' && recipient === '' && past.length === 0) return markup``;
  const more =
    past.length === 0
      ? ''
      : markup`
<p><a href="${pathOf(tongue, 'award')}">${words.morePast}</a></p>`;
  return markup`
<section aria-labelledby="award"><div class="award">
${discArt(parts.event.chart)}
<div><p class="small">${recipient === '' ? words.award : awardHeading(page)}</p>
<h2 id="award">${recipient === '' ? awardHeading(page) : recipient}</h2>
${recipient === '' ? markup`<p>${words.notYet}</p>` : quoted(citation[tongue], words)}${more}</div>
</div></section>`;
}

/** Serif is for words that are said aloud. */
function quoted(citation: string, words: Words): Inside {
  if (citation.trim() === '') return '';
  const marked = words === wordsOf.sv ? `”${citation.trim()}”` : `“${citation.trim()}”`;
  return markup`<blockquote><p>${marked}</p></blockquote>
<p class="small">${words.jury}</p>`;
}

function awardPage(page: Page): Markup {
  const { parts, tongue, words } = page;
  const { recipient, citation, past } = parts.site.award;
  const before = past
    .toSorted((a, b) => b.year - a.year)
    .map(
      ({ year, recipient: who, reason }) => markup`
<li><p class="year">${year}</p>
<div><h3>${who}</h3>
${prose(reason[tongue])}</div></li>`,
    );
  return markup`<div class="award">${discArt(parts.event.chart)}
<div>${
    recipient === ''
      ? markup`<p>${words.notYet}</p>`
      : markup`<p class="name">${recipient}</p>
${quoted(citation[tongue], words)}`
  }</div></div>${
    before.length === 0
      ? ''
      : markup`
<h2>${words.past}</h2>
<ol class="past">${before}
</ol>`
  }`;
}

// ------------------------------------------------------------------------------------------------------------- forms

interface Question {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly auto: string;
}

function form(
  { tongue, words }: Page,
  action: '/seats' | '/press',
  questions: readonly Question[],
  send: string,
): Markup {
  const fields = questions.map(({ name, label, hint, auto }) => {
    const id = `${action.slice(1)}-${name}`;
    const rest = markup`id="${id}" name="${name}" maxlength="400" autocomplete="${auto}" aria-describedby="${id}-hint"`;
    const input = name === 'needs' ? markup`<textarea ${rest} rows="3"></textarea>` : markup`<input ${rest}>`;
    return markup`
<div><label for="${id}">${label}</label>
<p class="hint" id="${id}-hint">${hint}</p>
${input}</div>`;
  });
  const free = action === '/seats' ? words.promiseSeat : words.promisePress;
  return markup`<form method="post" action="${action}" accept-charset="utf-8">
<div class="note"><p>${words.promise} ${free} <a href="${pathOf(tongue, 'requests')}">${words.promiseMore}</a></p></div>${fields}
<p><input type="hidden" name="language" value="${tongue}"><button class="button" type="submit">${send}</button></p>
</form>`;
}

function seatForm(page: Page): Markup {
  const { words } = page;
  const questions = [
    { name: 'name', label: words.nameLabel, hint: words.nameHint, auto: 'off' },
    { name: 'contact', label: words.contactLabel, hint: words.contactHint, auto: 'off' },
    { name: 'needs', label: words.needsLabel, hint: words.needsHint, auto: 'off' },
  ];
  return form(page, '/seats', questions, words.seat);
}

function seatPage(page: Page): Markup {
  const { words, parts } = page;
  return markup`<div class="two">
<div><p>${words.seatIntro}</p>
<p class="small">${words.reads}</p></div>
${parts.seatsOpen ? seatForm(page) : markup`<p class="note">${words.closed}</p>`}
</div>`;
}

function pressPage(page: Page): Markup {
  const { words, parts, tongue } = page;
  const questions = [
    { name: 'name', label: words.nameLabel, hint: words.pressNameHint, auto: 'off' },
    { name: 'outlet', label: words.outletLabel, hint: words.outletHint, auto: 'off' },
    { name: 'contact', label: words.contactLabel, hint: words.contactHint, auto: 'off' },
    { name: 'needs', label: words.needsLabel, hint: words.needsHint, auto: 'off' },
  ];
  return markup`${prose(parts.site.press[tongue])}
<div class="two">
<div><h2>${words.pressSend}</h2>
<p>${words.pressIntro}</p>
<p class="small">${words.reads}</p></div>
${parts.seatsOpen ? form(page, '/press', questions, words.pressSend) : markup`<p class="note">${words.closed}</p>`}
</div>`;
}

function treatment(words: Words): Markup {
  return markup`<div class="text">${words.treatment.map(
    ([title, text]) => markup`
<p><b>${title}</b><br>
${text}</p>`,
  )}
</div>`;
}

/** What the listener answers. Its only holes are the ticket's; it never repeats what somebody wrote. */
function answer(page: Page, name: AnswerName): Markup {
  const { words, tongue } = page;
  const [title, text] = words.answers[name];
  const isTicket = name === 'seat' || name === 'press';
  const ticket = markup`<section class="ticket" aria-label="${words.ticket}">
<div role="img" aria-label="${words.ticketCode}">${new Markup(holes.picture)}</div>
<div><p>${words.ticket}</p>
<p class="code">${new Markup(holes.ticket)}</p></div>
</section>`;
  return sheet(
    page,
    '',
    title,
    markup`<p class="text">${text}</p>
${isTicket ? ticket : ''}
<p><a href="${homePath(tongue)}">${words.back}</a></p>`,
  );
}

// -------------------------------------------------------------------------------------------------------------- text

function line(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

const blocks = (text: string) => text.split(/\n\s*\n/u).filter((block) => block.trim() !== '');

function broken(block: string): Inside {
  return block
    .trim()
    .split('\n')
    .map((part, at) => (at === 0 ? part : [markup`<br>`, part]));
}

function prose(text: string): Inside {
  if (text.trim() === '') return '';
  return markup`<div class="text">${blocks(text).map((block) => markup`<p>${broken(block)}</p>`)}</div>`;
}

/** One rule a block: what to do on the first line, why on the others. */
function ruled(text: string): Inside {
  const items = blocks(text).map((block) => {
    const [head, ...rest] = block.trim().split('\n');
    return markup`<p><b>${head ?? ''}</b>${rest.length === 0 ? '' : [markup`<br>`, rest.join(' ')]}</p>`;
  });
  return markup`<div class="three">${items}</div>`;
}
