/** What the programme team can do with the whole draft. */
import { Button } from '../../ui/button.tsx';
import { t } from '../../words/words.ts';
import { canRedo, canUndo, changeDraft, draft, redo, undo } from '../../state/programme-team/programme-draft.ts';
import { exportSchedule, withGuids } from '../../state/programme-team/schedule-file.ts';

interface VerbsProps {
  onImport: () => void;
  onSettings: () => void;
  onAdd: () => void;
}

export function EditorActions({ onImport, onSettings, onAdd }: VerbsProps) {
  return (
    <>
      <Button icon="undo" small disabled={!canUndo.value} onClick={undo}>
        {t('undo')}
      </Button>
      <Button small disabled={!canRedo.value} onClick={redo}>
        {t('prog-redo')}
      </Button>
      <Button icon="plus" small onClick={onAdd}>
        {t('prog-add')}
      </Button>
      <Button small onClick={onSettings}>
        {t('prog-settings')}
      </Button>
      <Button small onClick={onImport}>
        {t('prog-import')}
      </Button>
      <Button
        small
        icon="save"
        disabled={draft.value.sessions.length === 0}
        onClick={() => {
          const whole = withGuids(draft.value);
          if (whole !== draft.value) changeDraft(whole);
          exportSchedule(whole);
        }}
      >
        {t('prog-export')}
      </Button>
    </>
  );
}

export function Start({ onImport, onSettings }: Omit<VerbsProps, 'onAdd'>) {
  return (
    <div class="row">
      <Button kind="do" onClick={onImport}>
        {t('prog-import')}
      </Button>
      <Button onClick={onSettings}>{t('prog-start-rooms')}</Button>
    </div>
  );
}
