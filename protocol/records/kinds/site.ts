import { count, date, many, shaped, words } from './fields.ts';

/** Both languages of the open part. */
const bothTongues = shaped({ en: words(2_000), sv: words(2_000) });

/** The open part's own words. The programme's open sessions join it when it is published. */
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
  /** The day on which whatever the public wrote is deleted; the forms say it. */
  keepUntil: date,
  /** Where the public site is, as the team knows it. Nothing that the portal says counts here. */
  address: words(200),
  /** A random id: the chart on the public pages is drawn from it, at every edition the same. */
  chart: words(36),
  /** A random UUID for each open session, the same at every edition: what other programs know it by. */
  guids: many(shaped({ session: words(10), guid: words(36) }), 120),
});
