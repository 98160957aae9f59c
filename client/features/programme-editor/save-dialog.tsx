/** Save the next version: its changes in words, and one button that seals it for every member. */
import { conflictsOf } from '#domain/programme/conflicts.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea } from '../../ui/fields/field.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import type { Acting } from '../../state/use-act.ts';
import { titleOf } from '../../state/programme-team/programme-words.ts';
import { changed, draft, out, saveDraft } from '../../state/programme-team/programme-draft.ts';
import { newsOf } from '../../state/programme-team/programme-news.ts';

interface SaveProps {
  acting: Acting;
  /** Kept if the dialog is closed and opened again. */
  notice: string;
  onNotice: (notice: string) => void;
  onClose: () => void;
  onSaved: (version: number) => void;
}

export function SaveDialog({ acting, notice, onNotice, onClose, onSaved }: SaveProps) {
  const before = out.value?.programme;
  const version = (before?.version ?? 0) + 1;
  const hasKey = out.value?.hasKey === true;
  const programme = draft.value;
  const open = conflictsOf(programme).length;
  const unlisted = programme.sessions.filter((session) => session.unlisted).length;
  const isGone = (id: string) => !programme.sessions.some((session) => session.id === id);
  const save = () =>
    acting.run('save', async () => {
      await saveDraft(notice);
      onSaved(version);
    });
  return (
    <Dialog
      title={t('prog-save-title', { version })}
      onClose={onClose}
      verbs={
        <Button
          kind="do"
          icon="envelope-sealed"
          disabled={!hasKey}
          busy={acting.busy === 'save' && t('sending')}
          onClick={() => void save()}
        >
          {t('prog-save-do')}
        </Button>
      }
    >
      <p>{t('prog-save-text')}</p>
      {changed.value.length > 0 && before !== undefined && (
        <section>
          <h3>{t('prog-changed', { count: changed.value.length })}</h3>
          <ul class="plainlist">
            {changed.value.slice(0, 8).map((id) => {
              const gone = isGone(id);
              return (
                <li key={id}>
                  <bdi>{titleOf(gone ? before : programme, id)}</bdi>
                  {gone && <span class="dim"> {t('prog-gone')}</span>}
                </li>
              );
            })}
          </ul>
        </section>
      )}
      <TextArea
        label={t('prog-notice')}
        note={t('prog-notice-note')}
        optional={t('optional')}
        rows={3}
        maxLength={600}
        value={notice}
        onInput={onNotice}
      />
      {before !== undefined && changed.value.length > 0 && notice.trim() === '' && (
        <>
          {changed.value.some(isGone) && <Notice look="soon" icon="warning" what={t('prog-notice-gone')} />}
          <Button small onClick={() => onNotice(newsOf(changed.value, before, programme))}>
            {t('prog-notice-propose')}
          </Button>
        </>
      )}
      {open > 0 && <Notice look="soon" icon="warning" what={t('prog-save-open', { count: open })} />}
      {unlisted > 0 && <Notice look="soon" icon="people" what={t('prog-save-unlisted', { count: unlisted })} />}
      {!hasKey && <Notice look="soon" icon="key-long" what={t('prog-save-no-key')} next={t('prog-save-no-key-next')} />}
      {acting.refusal !== undefined && <Refusal code={acting.refusal.code} />}
    </Dialog>
  );
}
