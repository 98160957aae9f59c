/** Why nothing may be deleted by time now, and what the journal says about it. */
const orSay =
  'or, if portal and database show the right time, write the date of today, as 2027-05-10, into DATA_DIR/key-shares/today';

const sentences = {
  'not-founded': 'there is no event yet',
  'database-away': 'the database does not tell its time',
  'witness-away': `the witness does not tell its time: bring it back, ${orSay}`,
  'witness-unproved': `the time is not signed by the witness of this event: see who answers in its place, ${orSay}`,
  'clocks-differ': 'the clocks differ by more than ten minutes: set them right',
  'time-jumped': `the clocks were compared last more than three days away from now: set them right, ${orSay}`,
  'time-unknown': `it is not known when the clocks were compared last: set them right, ${orSay}`,
  'not-written': 'the folder key-shares takes no change: see that its disk is not full and that its files are files',
} as const;

export type WhyNot = keyof typeof sentences;

/** The reason in numbers: how many seconds another clock is ahead of this one, how many days a jump is. */
type Facts = Readonly<Record<string, number>>;

export class NotAgreed extends Error {
  readonly why: WhyNot;
  readonly facts: Facts;

  constructor(why: WhyNot, facts: Facts = {}, cause?: unknown) {
    super(`nothing is deleted by time: ${sentences[why]}`, { cause });
    [this.why, this.facts] = [why, facts];
  }
}
