/** The forms, what is said beside them, and the pages that answer them. */
import { Markup, markup } from './markup.ts';
import { homePath, pathOf, sheet, type Page } from './public-page.ts';
import { prose } from './public-text.ts';
import type { AnswerName, Words } from './public-words.ts';

/** What the listener fills in: the ticket's code, and the same as a picture. */
export const holes = { ticket: '{{ticket}}', picture: '{{picture}}' } as const;

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

export function seatForm(page: Page): Markup {
  const { words } = page;
  const questions = [
    { name: 'name', label: words.nameLabel, hint: words.nameHint, auto: 'off' },
    { name: 'contact', label: words.contactLabel, hint: words.contactHint, auto: 'off' },
    { name: 'needs', label: words.needsLabel, hint: words.needsHint, auto: 'off' },
  ];
  return form(page, '/seats', questions, words.seat);
}

export function seatPage(page: Page): Markup {
  const { words, parts } = page;
  return markup`<div class="two">
<div><p>${words.seatIntro}</p>
<p class="small">${words.reads}</p></div>
${parts.seatsOpen ? seatForm(page) : markup`<p class="note">${words.closed}</p>`}
</div>`;
}

export function pressPage(page: Page): Markup {
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

export function treatment(words: Words): Markup {
  return markup`<div class="text">${words.treatment.map(
    ([title, text]) => markup`
<p><b>${title}</b><br>
${text}</p>`,
  )}
</div>`;
}

/** What the listener answers. Its only holes are the ticket's; it never repeats what somebody wrote. */
export function answer(page: Page, name: AnswerName): Markup {
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
