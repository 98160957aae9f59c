/**
 * The public site's address. The portal may propose one, but it is not believed: the programme desk writes the address into
 * the open part itself, and that one is signed, published and given to the press.
 */
const web = /^https:\/\/(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9](?::[1-9][0-9]{0,4})?$/u;
const onion = /^http:\/\/[a-z2-7]{56}\.onion$/u;
const ownMachine = /^http:\/\/127\.0\.0\.1(?::[1-9][0-9]{0,4})?$/u;

/**
 * Returns scheme and host in lower-case ASCII, without a path. A host in other letters is written in its xn-- form, so that
 * no letter can look like another. Undefined for everything else.
 */
export function publicAddress(text: string): string | undefined {
  const isOne = text.length <= 200 && [web, onion, ownMachine].some((form) => form.test(text));
  return isOne ? text : undefined;
}
