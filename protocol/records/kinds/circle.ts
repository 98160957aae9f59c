import { count, later, many, shaped, words } from './fields.ts';
import { session } from './session.ts';

/** What a trainer is told about a group (small-counts.ts). 0: fewer than five, or hidden with them. */
const group = shaped({
  session: words(10),
  asked: count(500),
  needs: count(500),
  ways: many(shaped({ language: words(24), people: count(500) }), 9),
});

/** What the programme team tells one person alone: her unlisted sessions, and counts of groups that she leads. */
export const circle = shaped({ sessions: many(session, 12), groups: later(many(group, 24)) });
