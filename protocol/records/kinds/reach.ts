import { inPerson, oneOf, shaped, time, words } from './fields.ts';

/** How a member can be reached, and when that is safe. */
export const reach = shaped({
  channel: oneOf('signal', 'phone', 'sms', 'email', 'in-person'),
  address: words(100),
  safeFrom: time,
  safeTo: time,
  zone: words(40),
  /** A name and a reason that may be shown on her phone without telling anything. */
  neutralName: words(40),
  inPerson,
});
