/** What every route of the witness is given: its state and its log. */
import type { Log } from './log.ts';
import type { State } from './state.ts';

export interface Witness extends State {
  readonly log: Log;
}
