/** The kind `site`: the texts of the public site, in both languages. The programme desk writes it. */
import { count, date, many, shaped, words } from './fields.ts';

/** A text in both languages of the open part. */
const bothTongues = shaped({ en: words(2_000), sv: words(2_000) });

/** The open part's own texts. The programme's open sessions are added when it is published. */
export const site = shaped({
  title: bothTongues,
  intro: bothTongues,
  award: shaped({
    heading: bothTongues,
    citation: bothTongues,
    recipient: words(120),
    past: many(shaped({ year: count(2100), recipient: words(120), reason: bothTongues }), 40),
  }),
  rules: bothTongues,
  access: bothTongues,
  press: bothTongues,
  contact: bothTongues,
  /** Seats for the public, and places for the press; 0 closes that form. */
  seats: count(5000),
  pressPlaces: count(2000),
  /** The day on which everything that the public wrote is deleted. The forms say it. */
  keepUntil: date,
  /** The address of the public site, as the team writes it. Nothing that the portal says counts here. */
  address: words(200),
  /** A random id. The chart on the public pages is drawn from it, the same at every edition. */
  chart: words(36),
  /** A random UUID for each open session, the same at every edition. Other programs know the session by it. */
  guids: many(shaped({ session: words(10), guid: words(36) }), 120),
});
