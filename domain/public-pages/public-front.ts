/** The front page: date, programme, award, seats, rules. And the page of earlier recipients of the award. */
import { weekdayOf } from '../schedule/civil-time.ts';
import { folded } from '../programme/conflicts.ts';
import { markup, type Inside, type Markup } from './markup.ts';
import { discArt, heroArt } from './public-art.ts';
import { seatForm } from './public-forms.ts';
import { pathOf, type Page, type Talk } from './public-page.ts';
import { line, prose, ruled } from './public-text.ts';
import { wordsOf } from './public-words.ts';
import type { Words } from './public-words-shape.ts';

export function front(page: Page): Markup {
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
${seatForm(page)}
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
${site.seats > 0 ? markup`<p><a class="button" href="#seat">${words.seat}</a></p>` : ''}</div>
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

/** Titles are in the language of the programme, which the markup tells screen readers. */
function session(talk: Talk, words: Words): Markup {
  const short = (name: string) => (name.length <= 3 ? name.toUpperCase() : name);
  const spoken = markup`<li class="dark"><span class="unseen">${words.spoken}: </span>${short(folded(talk.language))}</li>`;
  const chips = [
    ...(talk.language === '' ? [] : [spoken]),
    ...talk.tongues.map((tongue) => markup`<li>${words.interpreted} ${short(tongue)}</li>`),
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

export const awardHeading = ({ parts, tongue, words }: Page) => line(parts.site.award.heading[tongue]) || words.award;

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

/** Serif type is for words that are spoken aloud. */
function quoted(citation: string, words: Words): Inside {
  if (citation.trim() === '') return '';
  const marked = words === wordsOf.sv ? `”${citation.trim()}”` : `“${citation.trim()}”`;
  return markup`<blockquote><p>${marked}</p></blockquote>
<p class="small">${words.jury}</p>`;
}

export function awardPage(page: Page): Markup {
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
