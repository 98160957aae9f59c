// Normalise what people type before any rule looks at it.

import { clean, typedCode } from '#domain/input/clean.ts';

/** Return "950", "9.50" and "٠٩:٥٠" as 09:50. A text that is no time of day is returned unchanged. */
export function tidyTime(typed: string): string {
  const found = /^(\d{1,2})[:.h ]?(\d{2})$/.exec(typedCode(typed));
  const hour = found?.[1] ?? '';
  const minute = found?.[2] ?? '';
  if (found === null || Number(hour) > 23 || Number(minute) > 59) return typed;
  return `${hour.padStart(2, '0')}:${minute}`;
}

/** Return a part of a number, a day or a code as it is typed, in plain characters. */
export const typedPart = typedCode;

/** Return by how many characters a text is longer than its field, once it is clean; 0 or less if it fits. */
export function overBy(value: string, most: number): number {
  return value.length <= most / 3 ? 0 : [...clean(value)].length - most;
}

export interface DayParts {
  y: string;
  m: string;
  d: string;
}

export function splitDay(day: string): DayParts {
  const [y = '', m = '', d = ''] = day.split('-');
  return { y, m: m.replace(/^0/, ''), d: d.replace(/^0/, '') };
}

/** Return the day as YYYY-MM-DD if the calendar has it, and an empty text otherwise. */
export function joinDay({ y, m, d }: DayParts): string {
  if (!/^\d{4}$/.test(y) || !/^\d{1,2}$/.test(m) || !/^\d{1,2}$/.test(d)) return '';
  const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? '' : day;
}
