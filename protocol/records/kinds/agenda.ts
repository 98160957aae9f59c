import { date, many, shaped, time, words } from './fields.ts';

/** A member's own entries and marks in her calendar. */
export const agenda = shaped({
  entries: many(shaped({ id: words(10), date, start: time, end: time, title: words(80) }), 60),
  starred: many(words(10), 120),
});
