/** The team's own note about a person: state, due day, assignee, next step. It contains no identity. */
import { useRef, useState } from 'preact/hooks';
import { taskStates, type Task } from '#protocol/records/kinds/case.ts';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { me, vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/fields/choice.tsx';
import { DateField } from '../../ui/fields/date-field.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import { focusWrong } from '../../ui/fields/unfinished-words.ts';
import { overBy } from '../../lib/typed.ts';
import { settle, type Typed } from '../../lib/unfinished.ts';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import type { Acting } from '../../state/use-act.ts';
import { caseOf, tasksWith } from '../../state/team-cases.ts';
import type { PersonFile } from '../../state/team-rows.ts';
import { personName } from '../../state/names.ts';
import { keepNote, noteDraft, sendNote } from '../../state/unsent-notes.ts';

const nobody = 'nobody';
const mostWhat = 120;

interface CaseEditorProps {
  desk: DeskId;
  file: PersonFile;
  colleagues: readonly MemberId[];
  acting: Acting;
  onSaved: () => Promise<boolean>;
}

export function CaseEditor({ desk, file, colleagues, acting, onSaved }: CaseEditorProps) {
  const stored = caseOf(file);
  const about = `${desk} ${file.person}`;
  // Only what was changed: what a key or a colleague changes meanwhile stays.
  const [draft, setDraft] = useState(() => noteDraft(about));
  const [saved, setSaved] = useState(false);
  const form = useRef<HTMLElement>(null);
  const refusal = acting.refusal !== undefined && acting.refused === 'case' && <Refusal code={acting.refusal.code} />;
  if (file.caseClosed) return <>{refusal}</>;
  const current: Typed<Task> = { ...stored, ...draft };
  const change = (next: typeof draft): void => {
    setSaved(false);
    setDraft(next);
    keepNote(about, next);
  };
  const set = (part: Partial<Typed<Task>>) => change({ ...draft, ...part });
  const save = (): void => {
    const settled = settle<Task>(current);
    if (!settled.whole || overBy(settled.content.what, mostWhat) > 0) return focusWrong(form.current);
    void acting.run('case', async () => {
      setSaved(false);
      await sendNote(about, () => vault.saveCase(desk, file.person, tasksWith(file, settled.content)));
      await onSaved();
      setDraft(undefined);
      setSaved(true);
    });
  };
  return (
    <section class="case" ref={form}>
      <h3>{t('case-title')}</h3>
      <p class="label">{t('case-note')}</p>
      <div class="two">
        <Select
          label={t('case-state')}
          value={current.state}
          onPick={(state) => set({ state })}
          options={taskStates.map((value) => ({ value, label: t(`case-state-${value}`) }))}
        />
        <Select
          label={t('queue-with')}
          value={current.assignee === '' ? nobody : current.assignee}
          onPick={(assignee) => set({ assignee: assignee === nobody ? '' : assignee })}
          options={assignees(colleagues, current.assignee)}
        />
      </div>
      <TextField label={t('queue-what')} value={current.what} maxLength={mostWhat} onInput={(what) => set({ what })} />
      <DateField label={t('queue-due')} value={current.due} onInput={(due) => set({ due })} />
      {refusal}
      {saved && draft === undefined && <Notice look="fine" what={t('case-saved')} />}
      {draft !== undefined && (
        <div class="row">
          <Button busy={acting.busy === 'case' && t('sending')} onClick={save}>
            {t('case-save')}
          </Button>
          <Button kind="link" onClick={() => change(undefined)}>
            {t('undo')}
          </Button>
        </div>
      )}
    </section>
  );
}

function assignees(colleagues: readonly MemberId[], current: string) {
  const own = me.value?.member ?? '';
  const others = [...new Set([...colleagues, current])].filter((member) => member !== own && member !== '');
  return [
    { value: nobody, label: t('nobody-yet') },
    { value: own as string, label: t('you') },
    ...others.map((value) => ({ value: value as string, label: personName(value) })),
  ];
}
