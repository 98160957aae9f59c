/** Turns the text of one field into paragraphs. */
import { markup, type Inside } from './markup.ts';

/** Returns one line, whatever was written. */
export function line(text: string): string {
  return text.replaceAll(/\s+/gu, ' ').trim();
}

const blocks = (text: string) => text.split(/\n\s*\n/u).filter((block) => block.trim() !== '');

function broken(block: string): Inside {
  return block
    .trim()
    .split('\n')
    .map((part, at) => (at === 0 ? part : [markup`<br>`, part]));
}

export function prose(text: string): Inside {
  if (text.trim() === '') return '';
  return markup`<div class="text">${blocks(text).map((block) => markup`<p>${broken(block)}</p>`)}</div>`;
}

/** One rule a block: the first line says what to do, the others say why. */
export function ruled(text: string): Inside {
  const items = blocks(text).map((block) => {
    const [head, ...rest] = block.trim().split('\n');
    return markup`<p><b>${head ?? ''}</b>${rest.length === 0 ? '' : [markup`<br>`, rest.join(' ')]}</p>`;
  });
  return markup`<div class="three">${items}</div>`;
}
