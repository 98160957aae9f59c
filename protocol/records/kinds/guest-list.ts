import { anyMember, many, shaped, words } from './fields.ts';

/** The names of the invited, for officers only. */
export const guestList = shaped({
  rows: many(shaped({ member: anyMember, name: words(80), note: words(200), role: words(16) }), 500),
});
