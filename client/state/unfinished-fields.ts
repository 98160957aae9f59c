/**
 * The unfinished fields of a draft that other parts of the page use all the time. The draft keeps the field's last
 * value; the unfinished text is kept here, by the field's name, until it is a value. Nothing is saved while there is
 * one.
 */
import { effect, signal } from '@preact/signals';
import type { Clock, Day } from '#protocol/records/kinds/fields.ts';
import { me } from './session.ts';
import {
  isUnfinished,
  type Unfinished,
  type UnfinishedList,
  type UnfinishedNumber,
  type TypedDay,
  type TypedTime,
} from '../lib/unfinished.ts';

export class UnfinishedFields {
  readonly #known = signal<ReadonlyMap<string, Unfinished>>(new Map());

  constructor() {
    // As with every draft: forgotten when the page locks.
    effect(() => {
      if (me.value === undefined) this.clear();
    });
  }

  get names(): readonly string[] {
    return [...this.#known.value.keys()];
  }

  /** Return what the field shows: its unfinished text, or else the draft's value. */
  day(name: string, whole: Day): TypedDay {
    const known = this.#known.value.get(name);
    return known?.unfinished === 'day' ? known : whole;
  }

  time(name: string, whole: Clock): TypedTime {
    const known = this.#known.value.get(name);
    return known?.unfinished === 'time' ? known : whole;
  }

  list(name: string, whole: readonly string[]): readonly string[] | UnfinishedList {
    const known = this.#known.value.get(name);
    return known?.unfinished === 'list' ? known : whole;
  }

  number(name: string, whole: number): number | UnfinishedNumber {
    const known = this.#known.value.get(name);
    return known?.unfinished === 'number' ? known : whole;
  }

  take<T>(name: string, typed: T | Unfinished, put: (whole: T) => void): void {
    const known = new Map(this.#known.peek());
    if (isUnfinished(typed)) this.#known.value = known.set(name, typed);
    else {
      if (known.delete(name)) this.#known.value = known;
      put(typed);
    }
  }

  /** Of what is no longer there, such as a session. */
  drop(start: string): void {
    this.#known.value = new Map([...this.#known.peek()].filter(([name]) => !name.startsWith(start)));
  }

  clear(): void {
    this.#known.value = new Map();
  }
}
