import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { equal, u32 } from '#protocol/core/bytes.ts';
import {
  checkDigit,
  deriveCardKeys,
  mintCard,
  normaliseDigits,
  parseCard,
  signCardLogin,
} from '#protocol/members/recovery-card.ts';
import { foundingDigits } from '#protocol/members/founding.ts';
import { comparisonDigits } from '#protocol/members/invite.ts';
import { signatureHolds, sodiumReady } from '#protocol/crypto/sodium.ts';
import { cardLoginMessage } from '#protocol/members/recovery-card.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';

beforeAll(async () => sodiumReady);

const root = new Uint8Array(32);

describe('the eight digits', () => {
  it.each([
    ['of a join', comparisonDigits as (rootfp: Uint8Array, join: Uint8Array, r: Uint8Array) => string],
    ['of a founding', (_: Uint8Array, join: Uint8Array, r: Uint8Array) => foundingDigits(join, r)],
  ])('%s are spread evenly, in every digit and over every small divisor', (_, digits) => {
    const seen = Array.from({ length: 8000 }, (__, at) => digits(root, root, u32(at)));
    for (const each of seen) if (!/^[0-9]{8}$/u.test(each)) expect.fail(each);
    for (let place = 0; place < 8; place++) {
      const counts = Array.from(
        { length: 10 },
        (__, digit) => seen.filter((each) => each[place] === String(digit)).length,
      );
      // 800 expected, standard deviation 27: six of them either way.
      for (const count of counts) expect(Math.abs(count - 800)).toBeLessThan(162);
    }
    for (const divisor of [2, 4, 5, 8, 16]) {
      const multiples = seen.filter((each) => Number(each) % divisor === 0).length;
      expect(Math.abs(multiples - 8000 / divisor)).toBeLessThan(6 * Math.sqrt(8000 / divisor));
    }
  });

  it('depend on root, join and r', () => {
    const one = u32(1);
    const all = [
      comparisonDigits(root, root, one),
      comparisonDigits(one, root, one),
      comparisonDigits(root, one, one),
      comparisonDigits(root, root, root),
      foundingDigits(root, one),
      foundingDigits(one, one),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});

const row = fc.integer({ min: 0, max: 99_999_999 }).map((value) => String(value).padStart(8, '0'));
const withCheck = (digits: string) => `${digits}${checkDigit(digits)}`;
const adds = (line: string) => refusalOf(() => parseCard([line, line, line, line])) === 'accepted';

describe('the recovery card', () => {
  it('knows the worked example of ISO/IEC 7064: 0794 has the check digit 5', () => {
    expect(checkDigit('0794')).toBe(5);
  });

  it('notices every single wrong digit, the check digit included', () => {
    fc.assert(
      fc.property(row, (digits) => {
        const line = withCheck(digits);
        expect(adds(line)).toBe(true);
        for (let at = 0; at < 9; at++) {
          for (let digit = 0; digit < 10; digit++) {
            if (String(digit) === line[at]) continue;
            expect(adds(`${line.slice(0, at)}${digit}${line.slice(at + 1)}`)).toBe(false);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('notices 44 of 45 swaps of unequal neighbours', () => {
    const randomness = new Randomness('swaps');
    let [all, missed] = [0, 0];
    for (let round = 0; round < 3000; round++) {
      const line = withCheck(Array.from(randomness.bytes(8), (byte) => byte % 10).join(''));
      for (let at = 0; at < 8; at++) {
        const [a, b] = [line[at] as string, line[at + 1] as string];
        if (a === b) continue;
        all += 1;
        if (adds(`${line.slice(0, at)}${b}${a}${line.slice(at + 2)}`)) missed += 1;
      }
    }
    expect(missed / all).toBeGreaterThan(1 / 55);
    expect(missed / all).toBeLessThan(1 / 37);
  });

  it('is read from its rows, in the digits of four scripts and with any spacing, and names the first wrong row', () => {
    const rows = mintCard(new Randomness('card').bytes(64));
    const plain = parseCard(rows);
    expect(plain).toMatch(/^[0-9]{32}$/u);
    const written = (zero: number) =>
      rows.map((line) => line.replace(/[0-9]/gu, (digit) => String.fromCharCode(zero + Number(digit))));
    for (const zero of [0x660, 0x6f0, 0x1040]) expect(parseCard(written(zero))).toBe(plain);
    expect(parseCard(rows.map((line) => ` ${line.slice(0, 4)} ${line.slice(4)}\u00a0-`))).toBe(plain);
    const wrong = rows.map((line, at) =>
      at === 2 ? withCheck(String((Number(line.slice(0, 8)) + 1) % 1e8).padStart(8, '0')).slice(0, 8) + line[8]! : line,
    );
    expect(() => parseCard(wrong)).toThrow(/^card-mistyped: 2$/u);
    expect(refusalOf(() => parseCard(rows.slice(1)))).toBe('card-mistyped');
    expect(refusalOf(() => parseCard([...rows.slice(1), '12345678a']))).toBe('card-mistyped');
    expect(normaliseDigits('١٢٣')).toBe('123');
  });

  it('is drawn evenly: bytes that would favour small digits are skipped', () => {
    const skipped = new Uint8Array(64).fill(255);
    expect(refusalOf(() => mintCard(skipped))).toBe('wrong-length');
    const mixed = Uint8Array.from([...new Uint8Array(30).fill(250), ...new Uint8Array(32).fill(249)]);
    expect(mintCard(mixed)).toEqual(Array.from({ length: 4 }, () => withCheck('99999999')));
  });

  it('gives keys that belong to one host, and a login that belongs to one origin and nonce', () => {
    const digits = parseCard(mintCard(new Randomness('keys').bytes(64)));
    const [here, there] = [deriveCardKeys('portal.example', digits), deriveCardKeys('portal.test', digits)];
    for (const part of ['id', 'slot'] as const) expect(equal(here[part], there[part])).toBe(false);
    expect(equal(here.login.publicKey, there.login.publicKey)).toBe(false);
    const nonce = new Randomness('nonce').bytes(32);
    const signature = signCardLogin(here, 'https://portal.example', nonce);
    const holds = (origin: string, id: Uint8Array, n: Uint8Array) =>
      signatureHolds(here.login.publicKey, cardLoginMessage(origin, id, n), signature);
    expect(holds('https://portal.example', here.id, nonce)).toBe(true);
    expect(holds('https://portal.test', here.id, nonce)).toBe(false);
    expect(holds('https://portal.example', there.id, nonce)).toBe(false);
    expect(holds('https://portal.example', here.id, root)).toBe(false);
  });
});
