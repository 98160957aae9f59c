/** Verdicts as the portal hands them over. Nothing of it is believed before protocol/roster/replay.ts has followed it. */
import { fromBase64url } from '#protocol/core/bytes.ts';
import type { JudgedAt } from '#protocol/roster/replay.ts';
import type { Reply } from '#protocol/wire/wire.ts';

export function readLines(entries: Reply<'roster/read'>['entries']): readonly JudgedAt[] {
  const read = (text: string | null) => (text === null ? undefined : fromBase64url(text));
  return entries.map(({ leaf, bytes, odd, code, time, signature }) => ({
    leaf,
    body: read(bytes),
    odd: read(odd),
    code,
    time,
    signature: fromBase64url(signature),
  }));
}

/** Those that a head over so many leaves covers. */
export function upTo(size: number, lines: readonly JudgedAt[]): readonly JudgedAt[] {
  return lines.filter(({ leaf }) => leaf < size);
}
