import { count, date, later, many, oneOf, shaped, time, words, yes } from './fields.ts';

/** One session of a programme, in the order of its fields. */
export const session = shaped({
  /** Random, 10 characters: names the session in choices and seats. */
  id: words(10),
  title: words(120),
  abstract: words(600),
  kind: oneOf('workshop', 'joint', 'circle', 'one-to-one', 'drop-in', 'social', 'break'),
  track: words(40),
  room: words(40),
  date,
  start: time,
  end: time,
  trainers: many(words(40), 6),
  language: words(24),
  /** Languages it is interpreted into; needs a booth in the room and headsets. */
  interpretation: many(words(24), 6),
  level: oneOf('any', 'beginner', 'advanced'),
  /** Long workshops: part n of m of one series. Nobody attends part 2 without part 1. */
  series: words(10),
  part: count(9),
  parts: count(9),
  /** Of a one-to-one: its slots, one person each (one-to-one-slots.ts). */
  capacity: count(500),
  noPhones: yes,
  noRecording: yes,
  /** Only its own people know of it: it is never in the members' programme (see kind `circle`). */
  unlisted: yes,
  /** Never has a row on the server: request and answer are sealed. */
  sensitive: yes,
  required: yes,
  /** Part of the open session: the only sessions that can ever be published. */
  open: yes,
  /** By which other programs know the session, from their file or in ours: the same over import and export. */
  guid: later(words(36)),
});
export type Session = ReturnType<(typeof session)['parse']>;
