/** A message as it is copied for the officers: people can read it, and officers can find who wrote it. */
import type { MessageView } from './view-types.ts';

/** Whatever a screen may show as the end of a line. */
const lineEnds = /\r\n|[\n\v\f\r\u0085\u2028\u2029]/u;

/** Every line of the text has a mark, so that no text can look like another message or another sender. */
export function copyOf({ alias, sentAt, text, sender, attachment }: MessageView): string {
  const when = `${new Date(sentAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  // Her name is her own words, too: neither line ends nor direction marks are part of one.
  const name = alias.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ').trim();
  const head = [name, when].filter((part) => part !== '').join(', ');
  const said = [text, attachment?.name ?? ''].filter((part) => part !== '').join('\n');
  return [head, ...said.split(lineEnds).map((line) => `> ${line}`), sender].join('\n');
}
