import { many, oneOf, shaped, words } from './fields.ts';

/** How a member wants to be called, and in which languages. */
export const card = shaped({
  alias: words(40),
  pronouns: words(20),
  languages: many(words(24), 12),
  photo: oneOf('none', 'ask', 'ok'),
});
