/**
 * The half-typed fields of a draft that other parts of the page look at all the time. The draft keeps what the field had
 * before; what is typed stands here, by the field's name, until it is whole. Nothing is saved while something stands here.
 */
import { effect, signal } from '@preact/signals';
import type { Clock, Day } from '#protocol/records/kinds/fields.ts';
import { me } from './session.ts';
import { isHalf, type Half, type HalfList, type HalfNumber, type TypedDay, type TypedTime } from '../lib/unfinished.ts';

export class Halves {
  readonly #known = signal<ReadonlyMap<string, Half>>(new Map());

  constructor() {
    // As with every draft: forgotten when the page locks.
    effect(() => {
      if (me.value === undefined) this.clear();
    });
  }

  get names(): readonly string[] {
    return [...this.#known.value.keys()];
  }

  /** What a field shows: what is half typed in it, or else the draft's value. */
  day(name: string, whole: Day): TypedDay {
    const half = this.#known.value.get(name);
    return half?.half === 'day' ? half : whole;
  }

  time(name: string, whole: Clock): TypedTime {
    const half = this.#known.value.get(name);
    return half?.half === 'time' ? half : whole;
  }

  list(name: string, whole: readonly string[]): readonly string[] | HalfList {
    const half = this.#known.value.get(name);
    return half?.half === 'list' ? half : whole;
  }

  number(name: string, whole: number): number | HalfNumber {
    const half = this.#known.value.get(name);
    return half?.half === 'number' ? half : whole;
  }

  take<T>(name: string, typed: T | Half, put: (whole: T) => void): void {
    const known = new Map(this.#known.peek());
    if (isHalf(typed)) this.#known.value = known.set(name, typed);
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
