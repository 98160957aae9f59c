/** The only file in which text becomes HTML or XML. What `markup` has not made is escaped when it is inserted. */

/** Finished markup. Only `markup` below makes it, from templates of this program and escaped text. */
export class Markup {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type Inside = string | number | Markup | readonly Inside[];

// Characters that XML 1.0 or a careful reader of HTML refuses.
// oxlint-disable-next-line no-control-regex
const unfit = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/gu;
const named: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
  // Answer pages have placeholders written {{so}}: no text of a person may look like one.
  '{': '&#123;',
  '}': '&#125;',
};

/** Escapes text for element content and for attributes in double quotes. */
export function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(unfit, '\ufffd')
    .replaceAll(/[&<>"'{}]/gu, (character) => named[character] as string);
}

function textOf(value: Inside): string {
  if (value instanceof Markup) return value.text;
  if (typeof value === 'string') return escaped(value);
  return typeof value === 'number' ? String(value) : value.map(textOf).join('');
}

export function markup(parts: TemplateStringsArray, ...values: readonly Inside[]): Markup {
  return new Markup(
    parts.map((part, at) => (at < values.length ? part + textOf(values[at] as Inside) : part)).join(''),
  );
}
