/** Clean what people type into a card so that it can be sealed, and say what is wrong with it. Nothing is lost. */
import type { Content } from '#protocol/records/content.ts';
import { problemsOf, type Problem } from '#domain/my-file/card-problems.ts';
import { settle, settledTime, type Typed } from '../lib/unfinished.ts';
import { latinDigits } from '../lib/typed.ts';
import type { OwnKind } from './my-file.ts';

export interface Wrong {
  readonly field: string;
  readonly code: Problem['code'] | 'unfinished' | 'many';
  /** It may be right all the same: it is asked about, and then sent as it is. */
  readonly odd: boolean;
}

/** Marks of direction come along when a number is copied from a messenger; they could make a name lie. */
// oxlint-disable-next-line no-control-regex
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

export function plain(text: string): string {
  return text.replaceAll('\t', ' ').replaceAll('\r\n', '\n').replaceAll(unseen, '').trim();
}

/** Return a phone number as it is dialled: Latin digits, "00" as "+", no brackets. Other text is returned as typed. */
export function plainNumber(typed: string): string {
  const text = latinDigits(plain(typed));
  if (!/^(\+|00)[0-9 ()./-]+$/u.test(text)) return text;
  return text
    .replace(/^00/u, '+')
    .replaceAll(/[()./-]/gu, ' ')
    .replaceAll(/ +/gu, ' ');
}

/** Return the items of a list: one to a line, or between commas of any script. */
export function splitList(typed: string): readonly string[] {
  return typed
    .split(/[\n,،;؛]/u)
    .map(plain)
    .filter((one) => one !== '');
}

export function cleaned<K extends OwnKind>(kind: K, content: Typed<Content<K>>): Typed<Content<K>> {
  return tidy[kind](content as never) as Typed<Content<K>>;
}

const tidy: { readonly [K in OwnKind]: (content: Typed<Content<K>>) => Typed<Content<K>> } = {
  card: (card) => ({ ...card, alias: plain(card.alias), pronouns: plain(card.pronouns) }),
  // "I will tell you in person" sends nothing else, also not what was typed before the tick.
  reach: (reach) =>
    reach.inPerson
      ? { ...reach, channel: 'in-person', address: '', safeFrom: '', safeTo: '', zone: '', neutralName: '' }
      : {
          ...reach,
          address: reach.channel === 'in-person' ? '' : plainNumber(reach.address),
          safeFrom: settledTime(reach.safeFrom),
          safeTo: settledTime(reach.safeTo),
          neutralName: plain(reach.neutralName),
        },
  travel: (travel) =>
    travel.inPerson
      ? { ...travel, from: '', earliest: '', latestHome: '', never: [], pickUp: 'unsure', bags: 0, note: '' }
      : { ...travel, from: plain(travel.from), never: travel.never.flatMap(splitList), note: plain(travel.note) },
  notes: (notes) => ({ text: plain(notes.text) }),
};

const mostNever = 20;

export type Finished<K extends OwnKind> = {
  readonly content: Content<K> | undefined;
  readonly wrong: readonly Wrong[];
};

/** Return the content that may be sealed, unless a field is unfinished, and everything that is wrong with it. */
export function finished<K extends OwnKind>(kind: K, typed: Typed<Content<K>>): Finished<K> {
  const settled = settle<Content<K>>(cleaned(kind, typed));
  const content = settled.whole ? settled.content : settled.preview;
  const unfinished = settled.whole
    ? []
    : settled.fields.map((field) => ({ field, code: 'unfinished' as const, odd: false }));
  const problems = problemsOf(kind, content).map(({ field, code }) => ({ field, code, odd: code === 'address' }));
  const wrong = [...unfinished, ...problems, ...tooMany(content)];
  return { content: settled.whole ? content : undefined, wrong };
}

/**
 * Return lists that are too long. They are not cut: a cut list could leave out a country that she must never pass
 * through.
 */
function tooMany(content: Content<OwnKind>): readonly Wrong[] {
  return 'never' in content && content.never.length > mostNever ? [{ field: 'never', code: 'many', odd: false }] : [];
}
