/** What was pasted: a whole link, or only its code. It is sent nowhere before it is known to belong to this address. */
import { clean } from '#domain/input/clean.ts';

export interface Pasted {
  readonly code: string;
  /** Why it is refused: an error code, whose words say where the link belongs. */
  readonly refused: 'other-address' | 'founding-link' | undefined;
}

/** Return the link's code without the line breaks, spaces and unseen marks that come from messengers and paper. */
export function pasted(typed: string): Pasted {
  const bare = clean(typed).replaceAll(/[\s\u200c\u200d]/gu, '');
  const cut = bare.indexOf('#');
  const code = bare.slice(cut + 1);
  const address = cut < 0 && !bare.includes('://') ? '' : bare.slice(0, cut < 0 ? undefined : cut);
  if (elsewhere(address)) return { code, refused: 'other-address' };
  return { code, refused: /^[cf]1\./u.test(code) ? 'founding-link' : undefined };
}

function elsewhere(address: string): boolean {
  if (address === '' || address.startsWith('/')) return false;
  const whole = address.includes('://') ? address : `${location.protocol}//${address}`;
  return !URL.canParse(whole) || new URL(whole).host !== location.host;
}
