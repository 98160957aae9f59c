import { limits } from '../../core/limits.ts';
import { count, date, inPerson, many, oneOf, shaped, words } from './fields.ts';

/** What a journey must respect. */
export const travel = shaped({
  from: words(60),
  earliest: date,
  latestHome: date,
  /** Countries never to pass through. */
  never: many(words(60), 20),
  pickUp: oneOf('yes', 'no', 'unsure'),
  bags: count(9),
  note: words(limits.textBytes),
  inPerson,
});
