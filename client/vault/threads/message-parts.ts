/** A long text goes out as several messages and is shown as one. */
import { utf8 } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { limits } from '#protocol/core/limits.ts';

/** Returns the text in parts that fit, cut between characters. Refuses with `too-large`. */
export function partsOf(text: string): readonly string[] {
  const parts: string[] = [];
  let part = '';
  for (const character of text) {
    if (utf8(part + character).length > limits.messageTextBytes) {
      parts.push(part);
      part = '';
    }
    part += character;
  }
  parts.push(part);
  if (parts.length > limits.messageParts) refuse('too-large', `${parts.length} parts`);
  return parts;
}
