/**
 * What stands in a field and is no value yet: a day without its year, 31 April, a time without minutes. A form holds it as
 * it was typed (`Typed`); what is sealed has no place for it, so that no form can send it as nothing (`settle`).
 */
import { isDate, isTime } from '#protocol/records/kinds/calendar.ts';
import type { Clock, Day } from '#protocol/records/kinds/fields.ts';
import { joinDay, latinDigits, tidyTime, type DayParts } from './typed.ts';

export type HalfDay = { readonly half: 'day'; readonly typed: DayParts };
type HalfTime = { readonly half: 'time'; readonly typed: string };
export type HalfList = {
  readonly half: 'list';
  readonly typed: string;
  readonly most: number;
  readonly length: number;
};
/** No whole number, or one that is not asked for here. */
export type HalfNumber = {
  readonly half: 'number';
  readonly typed: string;
  readonly least: number;
  readonly most: number;
};
export type Half = HalfDay | HalfTime | HalfList | HalfNumber;

export type TypedDay = Day | HalfDay;
export type TypedTime = Clock | HalfTime;

/** The same content while it is typed: each of its days and times may be half there. */
export type Typed<T> = '$day' extends keyof T
  ? T | HalfDay
  : '$clock' extends keyof T
    ? T | HalfTime
    : T extends readonly (infer E)[]
      ? readonly Typed<E>[]
      : T extends object
        ? { readonly [K in keyof T]: Typed<T[K]> }
        : T;

export type DayFault = 'unfinished' | 'impossible' | 'far';

/** No day that is asked for here is further away; a year of two digits or with a slip is. */
const [firstYear, lastYear] = [2000, 2100] as const;

export function readDay(parts: DayParts): TypedDay {
  if (parts.y === '' && parts.m === '' && parts.d === '') return '';
  const half: HalfDay = { half: 'day', typed: parts };
  return dayFault(half) === undefined ? joinDay(parts) : half;
}

export function dayFault({ typed }: HalfDay): DayFault | undefined {
  if (typed.m === '' || typed.d === '' || !/^[0-9]{4}$/u.test(typed.y)) return 'unfinished';
  const year = Number(typed.y);
  if (year < firstYear || year > lastYear) return 'far';
  return isDate(joinDay(typed)) ? undefined : 'impossible';
}

/** While it is typed nothing is changed in it: "950" may become "9500" as well as 09:50. */
export function readTime(typed: string): TypedTime {
  if (typed.trim() === '') return '';
  return isTime(typed) ? typed : { half: 'time', typed };
}

/** When one leaves the field, or sends it. */
export function settledTime(given: TypedTime): TypedTime {
  return isHalf(given) ? readTime(tidyTime(given.typed)) : given;
}

/** 1200, 1 200 and 1,200 are one number; 1.5 and 1,5 are none. Nothing is 0. */
export function readNumber(typed: string, least: number, most: number): number | HalfNumber {
  const text = latinDigits(typed.trim());
  const isWhole = /^([0-9]*|[0-9]{1,3}([ ,.'\u00a0\u202f][0-9]{3})+)$/u.test(text);
  const number = Number(text.replaceAll(/[^0-9]/gu, ''));
  const isTaken = isWhole && (number === 0 || number >= least) && number <= most;
  return isTaken ? number : { half: 'number', typed, least, most };
}

export function isHalf(value: unknown): value is Half {
  return typeof value === 'object' && value !== null && 'half' in value;
}

export type NewestFile<T> =
  | { readonly whole: true; readonly content: T }
  /** `shown`: with nothing in the place of each half, to look at, never to seal. */
  | { readonly whole: false; readonly fields: readonly string[]; readonly shown: T };

/** The content that was typed, or the fields that are not finished, as `legs.0.departDate`. */
export function settle<T>(typed: Typed<T>): NewestFile<T> {
  const fields: string[] = [];
  const shown = read(typed, '', fields) as T;
  return fields.length === 0 ? { whole: true, content: shown } : { whole: false, fields, shown };
}

function read(value: unknown, at: string, fields: string[]): unknown {
  const settled = isHalf(value) && value.half === 'time' ? settledTime(value) : value;
  if (isHalf(settled)) {
    fields.push(at);
    return '';
  }
  const inside = (name: string | number) => (at === '' ? String(name) : `${at}.${name}`);
  if (Array.isArray(settled)) return settled.map((one, i) => read(one, inside(i), fields));
  if (typeof settled !== 'object' || settled === null) return settled;
  return Object.fromEntries(Object.entries(settled).map(([name, one]) => [name, read(one, inside(name), fields)]));
}
