import { date, oneOf, shaped, words } from './fields.ts';

/** A desk's task about one member, without identity. */
export const caseContent = shaped({
  state: oneOf('new', 'asked', 'waiting', 'held', 'booked', 'told', 'done'),
  due: date,
  assignee: words(22),
  /** What to do next; no identity. */
  what: words(120),
  told: date,
});
