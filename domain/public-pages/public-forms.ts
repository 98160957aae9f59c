/** The forms, the sentences beside them, and the pages that answer them. */
import { Markup, markup } from './markup.ts';
import { homePath, pathOf, sheet, type Page } from './public-page.ts';
import { prose } from './public-text.ts';
import { longDate } from './public-words.ts';
import type { AnswerName } from './public-words-shape.ts';
import { requestTextMax, type RequestKind } from '#protocol/publication/request-form.ts';

/** The placeholders that the listener fills: the ticket's code, and the same as a picture. */
export const holes = { ticket: '{{ticket}}', picture: '{{picture}}' } as const;

/** Where each kind of request is sent. */
export const requestPath: Readonly<Record<RequestKind, string>> = { seat: '/seats', press: '/press' };

/**
 * What is typed here is sealed, so the browser may not send it to its maker for spelling or completion. The client's fields
 * say the same.
 */
const untold = markup`autocomplete="off" autocapitalize="off" autocorrect="off" spellcheck="false" writingsuggestions="false"`;

interface Question {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
}

/**
 * Without scripts a form goes to the listener as it is, and is sealed there. With scripts, `/form.js` seals it before it is
 * sent, and only then shows the sentence that says so. Both sentences are on the page, one of them hidden.
 */
function form({ tongue, words, parts }: Page, kind: RequestKind, questions: readonly Question[], send: string): Markup {
  const action = requestPath[kind];
  const fields = questions.map(({ name, label, hint }) => {
    const id = `${kind}-${name}`;
    const rest = markup`id="${id}" name="${name}" maxlength="${requestTextMax}" ${untold} aria-describedby="${id}-hint"`;
    const input = name === 'needs' ? markup`<textarea ${rest} rows="3"></textarea>` : markup`<input ${rest}>`;
    return markup`
<div><label for="${id}">${label}</label>
<p class="hint" id="${id}-hint">${hint}</p>
${input}</div>`;
  });
  const free = kind === 'seat' ? words.promiseSeat : words.promisePress;
  const kept = words.keptUntil(longDate(parts.site.keepUntil, words));
  return markup`<form method="post" action="${action}" accept-charset="utf-8" data-kind="${kind}" data-wait="${words.sealing}">
<div class="note" role="status"><p data-sealed="there">${words.promise}</p><p data-sealed="here" hidden="">${words.promiseHere}</p>
<p>${free} ${kept} <a href="${pathOf(tongue, 'requests')}">${words.promiseMore}</a></p></div>${fields}
<p class="note" role="alert" hidden="">${words.unsent}</p>
<p><input type="hidden" name="language" value="${tongue}"><button class="button" type="submit">${send}</button></p>
</form>
<script type="module" src="/form.js"></script>`;
}

const shut = ({ words }: Page) => markup`<p class="note">${words.closed}</p>`;

export function seatForm(page: Page): Markup {
  const { words, parts } = page;
  if (parts.site.seats === 0) return shut(page);
  const questions = [
    { name: 'name', label: words.nameLabel, hint: words.nameHint },
    { name: 'contact', label: words.contactLabel, hint: words.contactHint },
    { name: 'needs', label: words.needsLabel, hint: words.needsHint },
  ];
  return form(page, 'seat', questions, words.seat);
}

export function seatPage(page: Page): Markup {
  const { words } = page;
  return markup`<div class="two">
<div><p>${words.seatIntro}</p>
<p class="small">${words.reads}</p></div>
${seatForm(page)}
</div>`;
}

export function pressPage(page: Page): Markup {
  const { words, parts, tongue } = page;
  const questions = [
    { name: 'name', label: words.nameLabel, hint: words.pressNameHint },
    { name: 'outlet', label: words.outletLabel, hint: words.outletHint },
    { name: 'contact', label: words.contactLabel, hint: words.contactHint },
    { name: 'needs', label: words.needsLabel, hint: words.needsHint },
  ];
  return markup`${prose(parts.site.press[tongue])}
<div class="two">
<div><h2>${words.pressSend}</h2>
<p>${words.pressIntro}</p>
<p class="small">${words.reads}</p></div>
${parts.site.pressPlaces === 0 ? shut(page) : form(page, 'press', questions, words.pressSend)}
</div>`;
}

export function treatment({ words, parts }: Page): Markup {
  const { keepUntil } = parts.site;
  const kept = keepUntil === '' ? [] : [[words.keptTitle, words.keptText(longDate(keepUntil, words))] as const];
  return markup`<div class="text">${[...words.treatment, ...kept].map(
    ([title, text]) => markup`
<p><b>${title}</b><br>
${text}</p>`,
  )}
</div>`;
}

/** The listener's answer pages. Their only placeholders are the ticket's; they never repeat what somebody wrote. */
export function answer(page: Page, name: AnswerName): Markup {
  const { words, tongue } = page;
  const [title, text] = words.answers[name];
  const isTicket = name === 'seat' || name === 'press';
  const ticket = markup`<section class="ticket notranslate" translate="no" aria-label="${words.ticket}">
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
