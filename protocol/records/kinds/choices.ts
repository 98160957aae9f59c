import { count, many, shaped, words, yes } from './fields.ts';

/** What a member wants to attend, and her answers about seats. */
export const choices = shaped({
  picks: many(
    shaped({ session: words(10), rank: count(60), interpretation: words(24), headset: yes, need: words(200) }),
    60,
  ),
  /** Requests for circles and one-to-ones, which never have rows, and answers about seats (seat-book.ts). */
  asks: many(shaped({ session: words(10), note: words(400) }), 20),
});
