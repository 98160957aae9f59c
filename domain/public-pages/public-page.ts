/** The frame of every public page: head, links to the other pages and languages, foot. */
import type { OffsetAt } from '../schedule/civil-time.ts';
import type { Content } from '#protocol/records/content.ts';
import { markup, type Inside, type Markup } from './markup.ts';
import { wordsOf, type Tongue } from './public-words.ts';
import type { AnswerName, Words } from './public-words-shape.ts';
import type { ScheduleEvent } from '../schedule/schedule.ts';

interface PublicEvent {
  readonly zone: string;
  readonly offsetAt: OffsetAt;
  /** A random id from which the chart is drawn; the same id gives the same chart. */
  readonly chart: string;
  /** The number of the publication, which is the version in the schedule files. */
  readonly edition: number;
  /** When the files are made, milliseconds since 1970. */
  readonly madeAt: number;
}

export interface SiteParts {
  readonly event: PublicEvent;
  readonly site: Content<'site'>;
  readonly programme: Content<'programme'>;
  /** A random UUID for each open session, by its id: the same at every edition, derived from nothing. */
  readonly guids: Readonly<Record<string, string>>;
  readonly languages: readonly Tongue[];
}

export interface Talk extends ScheduleEvent {
  readonly tongues: readonly string[];
  readonly noPhones: boolean;
}

export interface Page {
  readonly parts: SiteParts;
  readonly tongue: Tongue;
  readonly words: Words;
  readonly talks: readonly Talk[];
}

export const homePath = (tongue: Tongue) => (tongue === 'en' ? '/' : `/${tongue}/`);
export const pathOf = (tongue: Tongue, name: string) => `${homePath(tongue)}${name}`;
export const answerPath = (tongue: Tongue, name: AnswerName) => `/answers/${tongue}/${name}`;

/** `here` is the name of the page, so that the link to the other language leads to the same page. */
export function frame({ tongue, words, parts }: Page, here: string, title: string, content: Markup): Markup {
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

export function sheet(page: Page, here: string, title: string, content: Inside): Markup {
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
