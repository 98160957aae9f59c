/** The team's own note about a person, changed with one key: take it, mark it done, put it back. */
import { useRef } from 'preact/hooks';
import { blankContent, type Content } from '#protocol/records/content.ts';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { me, vault } from './session.ts';
import type { Acting } from './use-act.ts';
import type { PersonFile } from './team-rows.ts';

type Case = Content<'case'>;

export interface Cases {
  take(file: PersonFile): void;
  finish(file: PersonFile): void;
  undo(): void;
}

export const caseOf = (file: PersonFile): Case => file.case ?? blankContent('case');

export function useCases(desk: DeskId, acting: Acting, reload: () => Promise<boolean>): Cases {
  const last = useRef<{ person: MemberId; content: Case } | undefined>(undefined);
  const put = (person: MemberId, content: Case) =>
    void acting.run('case', async () => {
      await vault.saveCase(desk, person, content);
      await reload();
    });
  const change = (file: PersonFile, part: Partial<Case>): void => {
    // A closed note would be written a second time instead of being replaced.
    if (file.caseClosed) return;
    const before = caseOf(file);
    last.current = { person: file.person, content: before };
    put(file.person, { ...before, ...part });
  };
  return {
    take: (file) => change(file, { assignee: me.value?.member ?? '' }),
    finish: (file) => change(file, { state: 'done' }),
    undo: () => {
      const before = last.current;
      last.current = undefined;
      if (before !== undefined) put(before.person, before.content);
    },
  };
}
