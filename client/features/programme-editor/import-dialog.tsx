/**
 * Import a schedule.json: show what it contains and which sessions would go, then put it into the draft. Undo brings the
 * old draft back.
 */
import { useState } from 'preact/hooks';
import type { Session } from '#protocol/records/kinds/session.ts';
import type { Imported, NoSchedule } from '#domain/schedule/read-schedule.ts';
import { TextFile } from '../../components/text-file.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import { adopted, type Merged } from '../../state/programme-team/merge-schedule.ts';
import { changeDraft, draft } from '../../state/programme-team/programme-draft.ts';
import { dayWords } from '../../state/programme-team/programme-words.ts';
import { scheduleIn } from '../../state/programme-team/schedule-file.ts';

export function ImportDialog({ onClose }: { onClose: () => void }) {
  const [found, setFound] = useState<Imported>();
  const [refused, setRefused] = useState<NoSchedule>();
  const read = (text: string | undefined): void => {
    const answer = text === undefined ? undefined : scheduleIn(text);
    setFound(answer === undefined || 'refused' in answer ? undefined : answer);
    setRefused(answer !== undefined && 'refused' in answer ? answer.refused : undefined);
  };
  const merged = found === undefined ? undefined : adopted(found.programme, draft.value);
  const take = (): void => {
    if (merged !== undefined) changeDraft(merged.programme);
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
      <TextFile label={t('prog-import-file')} accept=".json,application/json" onText={read} />
      {refused !== undefined && (
        <Notice look="soon" icon="warning" what={t(`prog-import-no-${refused}`)} next={t('prog-import-no-next')} />
      )}
      {found !== undefined && merged !== undefined && <Found found={found} merged={merged} />}
    </Dialog>
  );
}

function Found({ found: { programme, leftOut }, merged }: { found: Imported; merged: Merged }) {
  const days = new Set(programme.sessions.map(({ date }) => date)).size;
  return (
    <>
      <Notice
        look="fine"
        what={t('prog-import-found', { count: programme.sessions.length })}
        next={t('prog-import-found-next', { rooms: programme.rooms.length, days })}
      />
      <Sessions
        title={t('prog-import-lost', { count: merged.lost.length })}
        next={t('prog-import-lost-next')}
        sessions={merged.lost}
      />
      <Sessions
        title={t('prog-import-over', { count: merged.over.length })}
        next={t('prog-import-over-next')}
        sessions={merged.over}
      />
      <Sessions
        title={t('prog-import-shut', { count: merged.closed.length })}
        next={t('prog-import-shut-next')}
        sessions={merged.closed}
      />
      <p class="dim fact">{t('prog-import-closed')}</p>
      {leftOut.length > 0 && (
        <section>
          <h3>{t('prog-import-left', { count: leftOut.length })}</h3>
          <ul class="plainlist">
            {leftOut.map((one, i) => (
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

/** Sessions by name, before anything happens to them. */
function Sessions({ title, next, sessions }: { title: string; next: string; sessions: readonly Session[] }) {
  if (sessions.length === 0) return null;
  return (
    <>
      <Notice look="now" icon="warning" what={title} next={next} />
      <ul class="plainlist">
        {sessions.map((session) => (
          <li key={session.id}>
            <bdi>{session.title || t('prog-untitled')}</bdi>{' '}
            <span class="dim">
              {session.date !== '' && dayWords(session.date)} <span class="ltr">{session.start}</span>
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
