/** Import a schedule.json: show what it contains, then put it into the draft. Undo brings the old draft back. */
import { useId, useState } from 'preact/hooks';
import type { Imported } from '#domain/schedule/schedule-json.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { FileInput } from '../../ui/fields/input.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import { adopted } from '../../state/programme-team/merge-schedule.ts';
import { changeDraft, draft } from '../../state/programme-team/programme-draft.ts';
import { readSchedule } from '../../state/programme-team/schedule-file.ts';

export function ImportDialog({ onClose }: { onClose: () => void }) {
  const id = useId();
  const [found, setFound] = useState<Imported>();
  const [refusal, setRefusal] = useState<string>();
  const read = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const answer = await readSchedule(file);
    setFound('refusal' in answer ? undefined : answer);
    setRefusal('refusal' in answer ? answer.refusal : undefined);
  };
  const take = (): void => {
    if (found !== undefined) changeDraft(adopted(found.programme, draft.value));
    onClose();
  };
  return (
    <Dialog
      title={t('prog-import')}
      onClose={onClose}
      verbs={
        found !== undefined && (
          <Button kind="do" onClick={take}>
            {t('prog-import-do', { count: found.programme.sessions.length })}
          </Button>
        )
      }
    >
      <p>{t('prog-import-text')}</p>
      <div class="field">
        <label for={id}>{t('prog-import-file')}</label>
        <FileInput id={id} class="input" accept=".json,application/json" onFile={(file) => void read(file)} />
      </div>
      {refusal !== undefined && <Refusal code={refusal} />}
      {found !== undefined && <Found found={found} />}
    </Dialog>
  );
}

function Found({ found: { programme, leftOut } }: { found: Imported }) {
  const days = new Set(programme.sessions.map(({ date }) => date)).size;
  return (
    <>
      <Notice
        look="fine"
        what={t('prog-import-found', { count: programme.sessions.length })}
        next={t('prog-import-found-next', { rooms: programme.rooms.length, days })}
      />
      <p class="dim fact">{t('prog-import-closed')}</p>
      {leftOut.length > 0 && (
        <section>
          <h3>{t('prog-import-left', { count: leftOut.length })}</h3>
          <ul class="plainlist">
            {leftOut.slice(0, 30).map((one, i) => (
              <li key={i}>
                {t(`prog-left-${one.what}`)}: <bdi>{one.title}</bdi>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
