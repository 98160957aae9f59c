/** One line of the tell list, with the open records of the person. */
import type { PersonFile } from '../../state/team-rows.ts';
import type { TellLine } from '../../vault/threads/view-types.ts';

export interface Told {
  readonly line: TellLine;
  readonly file: PersonFile | undefined;
}
