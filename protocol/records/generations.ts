/**
 * Which secrets of an inbox, or of a desk's keys, count (5.8). A revision brings the secret of its own number. What it says of
 * a lower one is only heard, and numbers that no revision has mean nothing: so nobody takes a number before its time.
 */
import { fromBase64url } from '../core/bytes.ts';
import { limits } from '../core/limits.ts';
import { key32, type Key32 } from '../crypto/sodium.ts';
import type { Content } from './content.ts';

/** Leaves between two, without both. */
export interface Span {
  readonly above: number;
  readonly below: number;
}

/** A tag key, and the leaves where it is valid; without them everywhere. */
export interface PlaceKey {
  readonly tagKey: Key32;
  readonly spans?: readonly Span[];
}

export const isValidAt = ({ spans }: PlaceKey, at: number): boolean =>
  spans === undefined || spans.some(({ above, below }) => above < at && at < below);

/** A revision that counts, in the order of the log; `says` is undefined where it does not open. */
export interface SaidAt {
  readonly at: number;
  readonly number: number;
  readonly says: Content<'inbox'>['generations'] | undefined;
}

export interface Generation {
  readonly number: number;
  readonly secret: Key32;
  /** Between the revisions of its number and those that follow them. Of an inbox it means nothing. */
  readonly spans: readonly Span[];
}

export interface Generations {
  /** In the order of the last revisions of their numbers. */
  readonly all: readonly Generation[];
  /** What the last revision that opens brings. */
  readonly newest: Generation | undefined;
  /** The last revision opens, and brings one. */
  readonly whole: boolean;
  /** The number for the next revision. */
  readonly next: number;
}

/** Returns what these revisions, all that count, bring and repeat. */
export function generationsOf(revisions: readonly SaidAt[]): Generations {
  const spansOf = (number: number): readonly Span[] =>
    revisions.flatMap((one, i) =>
      one.number === number ? [{ above: one.at, below: revisions[i + 1]?.at ?? Infinity }] : [],
    );
  const numbers = [...new Set(revisions.toReversed().map(({ number }) => number))].toReversed();
  const all = numbers.flatMap((number) => {
    const brought = revisions.filter((one) => one.number === number && one.says !== undefined);
    const heard = brought.length > 0 ? brought : revisions.filter((one) => one.number > number);
    const said = heard.flatMap(({ says = [] }) => says.filter((one) => one.number === number));
    const secrets = [...new Set(said.map(({ secret }) => secret))];
    return secrets.map((secret) => ({ number, secret: key32(fromBase64url(secret)), spans: spansOf(number) }));
  });
  const isBrought = (one: SaidAt | undefined) => one?.says?.find(({ number }) => number === one.number);
  const brought = isBrought(revisions.findLast(({ says }) => says !== undefined));
  return {
    all,
    newest: brought && {
      number: brought.number,
      secret: key32(fromBase64url(brought.secret)),
      spans: spansOf(brought.number),
    },
    whole: isBrought(revisions.at(-1)) !== undefined,
    next: Math.max(0, ...numbers) + 1,
  };
}

/** Returns what the next revision says: its own secret, and the newest that its author knows, as many as fit. */
export function nextGenerations(
  { all }: Pick<Generations, 'all'>,
  own: Pick<Generation, 'number' | 'secret'>,
  write: (secret: Key32) => string,
): Content<'inbox'> {
  const said = [...all.slice(1 - limits.generations), own].map(({ number, secret }) => ({
    number,
    secret: write(secret),
  }));
  return {
    generations: said.toSorted((a, b) => a.number - b.number || (a.secret < b.secret ? -1 : 1)),
  };
}
