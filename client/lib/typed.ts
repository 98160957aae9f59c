// Normalise what people type before any rule looks at it.

const ZEROES = [0x0660, 0x06f0, 0x1040] as const;

/** Return the text with Arabic, Persian and Burmese digits as Latin ones. Everything else stays. */
export function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669\u06f0-\u06f9\u1040-\u1049]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = ZEROES.find((start) => code >= start && code < start + 10) ?? 0x30;
    return String(code - zero);
  });
}

/** Return "950", "9.50" and "٠٩:٥٠" as 09:50. A text that is no time of day is returned unchanged. */
export function tidyTime(typed: string): string {
  const found = /^(\d{1,2})[:.h ]?(\d{2})$/.exec(latinDigits(typed.trim()));
  const hour = found?.[1] ?? '';
  const minute = found?.[2] ?? '';
  if (found === null || Number(hour) > 23 || Number(minute) > 59) return typed;
  return `${hour.padStart(2, '0')}:${minute}`;
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
