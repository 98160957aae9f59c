/** What people type into a card, made fit to be sealed, and what is still wrong with it. Nothing is lost on the way. */
import type { Content } from '#protocol/records/content.ts';
import type { Problem } from '#domain/my-file/card-problems.ts';
import { latinDigits, tidyTime } from '../lib/typed.ts';
import type { OwnKind } from './my-file.ts';

export interface Wrong {
  readonly field: string;
  readonly code: Problem['code'] | 'time';
  /** It may be right all the same: it is asked about, and then sent as it is. */
  readonly odd: boolean;
}

/** Marks of direction come along when a number is copied from a messenger; they could make a name lie. */
// oxlint-disable-next-line no-control-regex
const unseen = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

export function plain(text: string): string {
  return text.replaceAll('\t', ' ').replaceAll('\r\n', '\n').replaceAll(unseen, '').trim();
}

/** A phone number as it is dialled: Latin digits, "00" as "+", no brackets. Anything else stays as typed. */
export function plainNumber(typed: string): string {
  const text = latinDigits(plain(typed));
  if (!/^(\+|00)[0-9 ()./-]+$/u.test(text)) return text;
  return text
    .replace(/^00/u, '+')
    .replaceAll(/[()./-]/gu, ' ')
    .replaceAll(/ +/gu, ' ');
}

/** One to a line, or between commas of any script. */
export function splitList(typed: string): readonly string[] {
  return typed
    .split(/[\n,،;؛]/u)
    .map(plain)
    .filter((one) => one !== '')
    .slice(0, 20);
}

export function cleaned<K extends OwnKind>(kind: K, content: Content<K>): Content<K> {
  return tidy[kind](content as never) as Content<K>;
}

const tidy: { readonly [K in OwnKind]: (content: Content<K>) => Content<K> } = {
  card: (card) => ({ ...card, alias: plain(card.alias), pronouns: plain(card.pronouns) }),
  // "I will tell you in person" sends nothing else, also not what was typed before the tick.
  reach: (reach) =>
    reach.inPerson
      ? { ...reach, channel: 'in-person', address: '', safeFrom: '', safeTo: '', zone: '', neutralName: '' }
      : {
          ...reach,
          address: reach.channel === 'in-person' ? '' : plainNumber(reach.address),
          safeFrom: tidyTime(reach.safeFrom),
          safeTo: tidyTime(reach.safeTo),
          neutralName: plain(reach.neutralName),
        },
  travel: (travel) =>
    travel.inPerson
      ? { ...travel, from: '', earliest: '', latestHome: '', never: [], pickUp: 'unsure', bags: 0, note: '' }
      : { ...travel, from: plain(travel.from), never: travel.never.flatMap(splitList), note: plain(travel.note) },
  notes: (notes) => ({ text: plain(notes.text) }),
};

const clock = /^(|([01][0-9]|2[0-3]):[0-5][0-9])$/u;

export function clockProblems(content: Content<OwnKind>): readonly Wrong[] {
  if (!('safeFrom' in content)) return [];
  return (['safeFrom', 'safeTo'] as const).flatMap((field) =>
    clock.test(content[field]) ? [] : [{ field, code: 'time' as const, odd: false }],
  );
}
