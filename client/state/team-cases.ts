/** The team's own note about a person, changed with one key: take it, mark it done, put it back. */
import { useRef } from 'preact/hooks';
import { task, type Task } from '#protocol/records/kinds/case.ts';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { me, vault } from './session.ts';
import type { Acting } from './use-act.ts';
import type { PersonFile } from './team-rows.ts';

export interface Cases {
  take(file: PersonFile): void;
  finish(file: PersonFile): void;
  undo(): void;
}

export const caseOf = (file: PersonFile): Task => file.case ?? task.blank;

/** All of the team's tasks about a person, with this as the first: the one that the page shows. */
export const tasksWith = (file: PersonFile, first: Task) => ({ tasks: [first, ...file.tasks.slice(1)] });

export function useCases(desk: DeskId, acting: Acting, reload: () => Promise<boolean>): Cases {
  const last = useRef<{ person: MemberId; content: Task; file: PersonFile } | undefined>(undefined);
  const put = (file: PersonFile, content: Task) =>
    void acting.run('case', async () => {
      await vault.saveCase(desk, file.person, tasksWith(file, content));
      await reload();
    });
  const change = (file: PersonFile, part: Partial<Task>): void => {
    // A closed note would be written a second time instead of being replaced.
    if (file.caseClosed) return;
    const before = caseOf(file);
    last.current = { person: file.person, content: before, file };
    put(file, { ...before, ...part });
  };
  return {
    take: (file) => change(file, { assignee: me.value?.member ?? '' }),
    finish: (file) => change(file, { state: 'done' }),
    undo: () => {
      const before = last.current;
      last.current = undefined;
      if (before !== undefined) put(before.file, before.content);
    },
  };
}
