import { count, date, later, many, shaped, words } from './fields.ts';
import { session } from './session.ts';

const room = shaped({ name: words(40), seats: count(2000), booths: count(9) });

/** Teams of interpreters for one language: in how many sessions at once it can be interpreted. */
const interpreters = shaped({ language: words(24), teams: count(99) });

/** What every member reads: rooms, tracks, sessions, and the two dates of the sign-up. */
export const programme = shaped({
  version: count(100_000),
  /** What changed, for people who read the version before. */
  notice: words(600),
  rooms: many(room, 24),
  tracks: many(words(40), 16),
  headsets: count(2000),
  /** Choices close at; seats are announced at (date and time in the event's zone). */
  choicesUntil: date,
  announcedAt: date,
  sessions: many(session, 120),
  interpreters: later(many(interpreters, 24)),
});
