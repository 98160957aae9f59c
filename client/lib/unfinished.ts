/**
 * What is in a field and is no value yet: a day without its year, 31 April, a time without minutes. A form keeps it as
 * it was typed (`Typed`). The sealed content cannot contain it, so no form can send it as an empty value (`settle`).
 */
import { isDate, isTime } from '#protocol/records/kinds/calendar.ts';
import type { Clock, Day } from '#protocol/records/kinds/fields.ts';
import { typedCode } from '#domain/input/clean.ts';
import { joinDay, tidyTime, type DayParts } from './typed.ts';

export type UnfinishedDay = { readonly unfinished: 'day'; readonly typed: DayParts };
type UnfinishedTime = { readonly unfinished: 'time'; readonly typed: string };
export type UnfinishedList = {
  readonly unfinished: 'list';
  readonly typed: string;
  readonly most: number;
  readonly length: number;
};
/** No whole number, or one that is out of range. */
export type UnfinishedNumber = {
  readonly unfinished: 'number';
  readonly typed: string;
  readonly least: number;
  readonly most: number;
};
export type Unfinished = UnfinishedDay | UnfinishedTime | UnfinishedList | UnfinishedNumber;

export type TypedDay = Day | UnfinishedDay;
export type TypedTime = Clock | UnfinishedTime;

/** The same content while it is typed: each of its days and times may be unfinished. */
export type Typed<T> = '$day' extends keyof T
  ? T | UnfinishedDay
  : '$clock' extends keyof T
    ? T | UnfinishedTime
    : T extends readonly (infer E)[]
      ? readonly Typed<E>[]
      : T extends object
        ? { readonly [K in keyof T]: Typed<T[K]> }
        : T;

export type DayFault = 'unfinished' | 'impossible' | 'far';

/** Days outside of these years are refused: such a year has two digits or a typing mistake. */
const [firstYear, lastYear] = [2000, 2100] as const;

export function readDay(parts: DayParts): TypedDay {
  if (parts.y === '' && parts.m === '' && parts.d === '') return '';
  const day: UnfinishedDay = { unfinished: 'day', typed: parts };
  return dayFault(day) === undefined ? joinDay(parts) : day;
}

export function dayFault({ typed }: UnfinishedDay): DayFault | undefined {
  if (typed.m === '' || typed.d === '' || !/^[0-9]{4}$/u.test(typed.y)) return 'unfinished';
  const year = Number(typed.y);
  if (year < firstYear || year > lastYear) return 'far';
  return isDate(joinDay(typed)) ? undefined : 'impossible';
}

/** Return the time as it is typed, unchanged: "950" may become "9500" as well as 09:50. */
export function readTime(typed: string): TypedTime {
  if (typedCode(typed) === '') return '';
  return isTime(typed) ? typed : { unfinished: 'time', typed };
}

/** Return the time as it is when its field is left or sent. */
export function settledTime(typed: TypedTime): TypedTime {
  return isUnfinished(typed) ? readTime(tidyTime(typed.typed)) : typed;
}

/** Read a whole number: 1200, 1 200 and 1,200 are one number; 1.5 and 1,5 are none. Empty is 0. */
export function readNumber(typed: string, least: number, most: number): number | UnfinishedNumber {
  const text = typedCode(typed);
  const isWhole = /^([0-9]*|[0-9]{1,3}([ ,.'\u00a0\u202f][0-9]{3})+)$/u.test(text);
  const number = Number(text.replaceAll(/[^0-9]/gu, ''));
  const isTaken = isWhole && (number === 0 || number >= least) && number <= most;
  return isTaken ? number : { unfinished: 'number', typed, least, most };
}

export function isUnfinished(value: unknown): value is Unfinished {
  return typeof value === 'object' && value !== null && 'unfinished' in value;
}

export type Settled<T> =
  | { readonly whole: true; readonly content: T }
  /** `preview`: the content with unfinished fields left empty. It may be looked at and is never sealed. */
  | { readonly whole: false; readonly fields: readonly string[]; readonly preview: T };

/** Return the content that was typed, or the fields that are not finished, as `legs.0.departDate`. */
export function settle<T>(typed: Typed<T>): Settled<T> {
  const fields: string[] = [];
  const preview = read(typed, '', fields) as T;
  return fields.length === 0 ? { whole: true, content: preview } : { whole: false, fields, preview };
}

function read(value: unknown, at: string, fields: string[]): unknown {
  const settled = isUnfinished(value) && value.unfinished === 'time' ? settledTime(value) : value;
  if (isUnfinished(settled)) {
    fields.push(at);
    return '';
  }
  const inside = (name: string | number) => (at === '' ? String(name) : `${at}.${name}`);
  if (Array.isArray(settled)) return settled.map((one, i) => read(one, inside(i), fields));
  if (typeof settled !== 'object' || settled === null) return settled;
  return Object.fromEntries(Object.entries(settled).map(([name, one]) => [name, read(one, inside(name), fields)]));
}
