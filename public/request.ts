/** A posted form, and the ticket that answers it. */
import { renderSVG } from 'uqr';
import type { Tongue } from '#protocol/public-words.ts';
import type { SeatRequest } from '#protocol/seat-request.ts';

const longest = 400;
const fields = ['name', 'contact', 'outlet', 'needs'] as const;
const known: readonly string[] = [...fields, 'language'];

export type Answers = Pick<SeatRequest, (typeof fields)[number] | 'language'>;

/** Undefined for anything that our own form would not have sent. */
export function readForm(body: string): Answers | undefined {
  const form = new URLSearchParams(body);
  const names = [...form.keys()];
  if (names.length !== new Set(names).size || names.some((name) => !known.includes(name))) return undefined;
  const language = form.get('language') === 'sv' ? 'sv' : 'en';
  const text = (name: string) => (form.get(name) ?? '').replaceAll('\r\n', '\n').trim();
  const answers = { name: text('name'), contact: text('contact'), outlet: text('outlet'), needs: text('needs') };
  return fields.some((name) => answers[name].length > longest) ? undefined : { ...answers, language };
}

export function tongueOf(body: unknown, path: string): Tongue {
  if (typeof body === 'string') return new URLSearchParams(body).get('language') === 'sv' ? 'sv' : 'en';
  return path === '/sv' || path.startsWith('/sv/') ? 'sv' : 'en';
}

// Crockford's: without the letters that are read as digits.
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 80 random bits, to be read aloud at a door: four groups of four. */
export function ticketFrom(random16: Uint8Array): string {
  const letters = Array.from(random16.subarray(0, 16), (byte) => alphabet[byte & 31]).join('');
  return letters.replaceAll(/(.{4})(?!$)/gu, '$1-');
}

export function pictureOf(ticket: string): string {
  return renderSVG(ticket, { ecc: 'M', border: 3 });
}
