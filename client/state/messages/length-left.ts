/** How long a text may be. */
import { limits } from '#protocol/core/limits.ts';

/** A part may end up to three bytes early, so that no sign is cut in two. */
const textBytesMax = limits.messageParts * (limits.messageTextBytes - 3);
const bytesOf = (text: string): number => new TextEncoder().encode(text).length;

/**
 * Return about how many more characters fit, in the script that is being written; undefined if there is plenty of
 * space.
 */
export function lengthLeft(text: string): number | undefined {
  const bytes = bytesOf(text);
  if (bytes < textBytesMax * 0.8) return undefined;
  return Math.floor((textBytesMax - bytes) / (bytes / text.length));
}
