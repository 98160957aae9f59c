/** Clean what people type into a card so that it can be sealed, and say what is wrong with it. Nothing is lost. */
import type { Content } from '#protocol/records/content.ts';
import { clean, cleanContent, typedCode } from '#domain/input/clean.ts';
import { faultsOf } from '#domain/input/faults.ts';
import { problemsOf, type Problem } from '#domain/my-file/card-problems.ts';
import { settle, settledTime, type Typed } from '../lib/unfinished.ts';
import type { OwnKind } from './my-file.ts';
import { phoneOf } from './phone-numbers.ts';

export interface Wrong {
  readonly field: string;
  readonly code: Problem['code'] | 'unfinished' | 'many' | 'phone' | 'field' | 'too-large';
  /** It may be right all the same: it is asked about, and then sent as it is. */
  readonly odd: boolean;
}

/** Return the items of a list: one to a line, or between commas of any script. */
export function splitList(typed: string): readonly string[] {
  return typed
    .split(/[\n,،;؛、，]/u)
    .map(clean)
    .filter((one) => one !== '');
}

/** A number as it is dialled; a user name or an address without spaces around it. */
function plainAddress(channel: Content<'reach'>['channel'], typed: string): string {
  const phone = channel === 'email' ? undefined : phoneOf(typed);
  if (phone?.state === 'read') return phone.reading.number;
  return typedCode(typed).replace(/^mailto:/iu, '');
}

export function cleaned<K extends OwnKind>(kind: K, content: Typed<Content<K>>): Typed<Content<K>> {
  return tidy[kind](cleanContent(content) as never) as Typed<Content<K>>;
}

const tidy: { readonly [K in OwnKind]: (content: Typed<Content<K>>) => Typed<Content<K>> } = {
  card: (card) => card,
  // "I will tell you in person" sends nothing else, also not what was typed before the tick.
  reach: (reach) =>
    reach.inPerson
      ? { ...reach, channel: 'in-person', address: '', safeFrom: '', safeTo: '', zone: '', neutralName: '' }
      : {
          ...reach,
          address: reach.channel === 'in-person' ? '' : plainAddress(reach.channel, reach.address),
          safeFrom: settledTime(reach.safeFrom),
          safeTo: settledTime(reach.safeTo),
        },
  travel: (travel) =>
    travel.inPerson
      ? { ...travel, from: '', earliest: '', latestHome: '', never: [], pickUp: 'unsure', bags: 0, note: '' }
      : { ...travel, never: travel.never.flatMap(splitList) },
  notes: (notes) => notes,
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
  const faults = faultsOf(kind, content)
    .filter(({ field }) => field !== 'never')
    .map((fault) => ({ ...fault, odd: false }));
  const wrong = [...unfinished, ...numberProblems(content, problems), ...tooMany(content), ...faults];
  return { content: settled.whole ? content : undefined, wrong };
}

/**
 * Return lists that are too long. They are not cut: a cut list could leave out a country that she must never pass
 * through.
 */
function tooMany(content: Content<OwnKind>): readonly Wrong[] {
  return 'never' in content && content.never.length > mostNever ? [{ field: 'never', code: 'many', odd: false }] : [];
}

/** A number that was read is right; one that was not is asked about, whatever its form. */
function numberProblems(content: Content<OwnKind>, problems: readonly Wrong[]): readonly Wrong[] {
  if (!('address' in content) || content.inPerson || content.channel === 'email') return problems;
  const phone = phoneOf(content.address);
  if (phone === undefined || phone.state === 'empty' || isUserName(content)) return problems;
  const others = problems.filter(({ code }) => code !== 'address');
  if (phone.state === 'read' && !phone.reading.isOdd) return others;
  return [...others, { field: 'address', code: 'phone', odd: true }];
}

/** A user name of Signal, such as "auk.42", is no number and needs none. */
const isUserName = ({ channel, address }: { channel: string; address: string }): boolean =>
  channel === 'signal' && /^[a-z_][a-z0-9_]{2,31}\.[0-9]{2,}$/iu.test(typedCode(address));
