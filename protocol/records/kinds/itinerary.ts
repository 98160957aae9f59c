import { limits } from '../../core/limits.ts';
import { count, date, many, oneOf, shaped, time, words } from './fields.ts';

/** One part of a journey: one vehicle, from one place to another. */
export const leg = shaped({
  mode: oneOf('air', 'rail', 'bus', 'ferry', 'car'),
  carrier: words(8),
  number: words(8),
  from: words(60),
  to: words(60),
  departDate: date,
  departTime: time,
  departZone: words(40),
  arriveDate: date,
  arriveTime: time,
  arriveZone: words(40),
  seat: words(8),
  bags: count(9),
  booking: words(16),
});
export type Leg = ReturnType<(typeof leg)['parse']>;

/** A journey, as the travel team arranged it. */
export const itinerary = shaped({
  legs: many(leg, 12),
  meet: shaped({
    place: words(120),
    from: time,
    show: words(60),
    theySay: words(30),
    youAnswer: words(30),
  }),
  note: words(limits.textBytes),
});
