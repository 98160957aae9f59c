/**
 * The recovery card (§2): 32 random digits in four rows of eight, each row with an ISO 7064 MOD 11,10 check digit. The
 * digits become 32 bytes; the card's id, its login key and the key of its slot come from those.
 */
import { utf8 } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import {
  derive,
  deriveKey,
  hash,
  key32,
  signDetached,
  signKeyPair,
  type Key32,
  type KeyPair,
} from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';

const rowDigits = 8;
const rows = 4;

/**
 * Returns the check digit of ISO/IEC 7064 MOD 11,10. It finds every single wrong digit and 44 of 45 swaps of unequal
 * neighbours.
 */
export function checkDigit(digits: string): number {
  let product = 10;
  for (const digit of digits) {
    const sum = (Number(digit) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return (11 - product) % 10;
}

/**
 * Returns four rows of nine digits from random bytes. Bytes of 250 and more are skipped, so that every digit is equally
 * likely.
 */
export function mintCard(random: Uint8Array): readonly string[] {
  const digits = [...random].filter((byte) => byte < 250).map((byte) => byte % 10);
  if (digits.length < rows * rowDigits) refuse('wrong-length', `${random.length} random bytes for a card`);
  return Array.from({ length: rows }, (_, row) => {
    const body = digits.slice(row * rowDigits, (row + 1) * rowDigits).join('');
    return `${body}${checkDigit(body)}`;
  });
}

/** Returns digits as ASCII from Arabic-Indic, Persian or Burmese ones, as keyboards type them. Drops spaces and dashes. */
export function normaliseDigits(typed: string): string {
  return typed
    .replace(/[\u0660-\u0669]/gu, (d) => String(d.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/gu, (d) => String(d.charCodeAt(0) - 0x6f0))
    .replace(/[\u1040-\u1049]/gu, (d) => String(d.charCodeAt(0) - 0x1040))
    .replace(/[\s\-–·.]/gu, '');
}

/** Returns the 32 digits of what was typed. Refuses a wrong check digit; `detail` names the first such row (0 to 3). */
export function parseCard(typedRows: readonly string[]): string {
  const lines = typedRows.map(normaliseDigits);
  if (lines.length !== rows) refuse('card-mistyped', `${lines.length} rows`);
  for (const [row, line] of lines.entries()) {
    if (!/^[0-9]{9}$/u.test(line) || checkDigit(line.slice(0, rowDigits)) !== Number(line[rowDigits]))
      refuse('card-mistyped', String(row));
  }
  return lines.map((line) => line.slice(0, rowDigits)).join('');
}

export interface CardKeys {
  /** Names the card on the server; tells nothing about the digits. */
  readonly id: Uint8Array;
  readonly login: KeyPair;
  readonly slot: Key32;
}

export function deriveCardKeys(rpId: string, digits: string): CardKeys {
  const code = key32(hash(tuple('dd1/card', utf8(rpId), utf8(digits))));
  return {
    id: derive(code, tuple('dd1/card/id'), 16),
    login: signKeyPair(deriveKey(code, tuple('dd1/card/login'))),
    slot: deriveKey(code, tuple('dd1/card/slot')),
  };
}

export function cardLoginMessage(origin: string, cardId: Uint8Array, nonce: Uint8Array): Uint8Array {
  return tuple('dd1/card-login', utf8(origin), cardId, nonce);
}

export function signCardLogin(keys: CardKeys, origin: string, nonce: Uint8Array): Uint8Array {
  return signDetached(keys.login.secretKey, cardLoginMessage(origin, keys.id, nonce));
}
