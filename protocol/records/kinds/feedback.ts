import { count, many, shaped, words } from './fields.ts';

/** What a member says about the sessions that she attended. */
export const feedback = shaped({
  sessions: many(shaped({ session: words(10), useful: count(5), note: words(600) }), 60),
});
