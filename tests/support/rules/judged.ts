/** What became of an altered rule. */
import type { Alteration } from './alterations.ts';

/**
 * `refused`: a vector says something else. `broke`: a vector ends with an error that is no refusal, or never. `survived`: every
 * vector that comes by says the same. `unmet`: none comes by.
 */
export type Fate = 'refused' | 'broke' | 'survived' | 'unmet';

export interface Judged extends Alteration {
  readonly fate: Fate;
  /** Vectors that were asked. */
  readonly asked: number;
  /** The vector that found it. */
  readonly by: string;
}
