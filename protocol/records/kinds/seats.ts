import { count, many, oneOf, shaped, words } from './fields.ts';

/** What the draw gave a member. */
export const seats = shaped({
  seats: many(
    shaped({
      session: words(10),
      state: oneOf('held', 'waiting', 'offered', 'in', 'out'),
      /** On the waiting list, from 1; of a one-to-one, its slot. */
      place: count(500),
      /** The end of an offer; of any other seat, when it was given. Answers name the seat by this. */
      offeredUntil: words(16),
    }),
    80,
  ),
});
