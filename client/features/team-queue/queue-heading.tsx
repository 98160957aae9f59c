/** The queue's title, its three views, and the sentence for an empty view. */
import { me } from '../../state/session.ts';
import { Segments } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { longDayIn, timeIn } from '../../lib/time.ts';
import { zoneWords } from '../../words/zone-words.ts';
import { locale, t } from '../../words/words.ts';
import { matches, type PersonFile } from '../../state/team-rows.ts';

export type View = 'mine' | 'team' | 'done';
const isDone = (file: PersonFile) => file.case?.state === 'done';
const isMine = (file: PersonFile) => !isDone(file) && file.case?.assignee === me.value?.member;

export function chosen(files: readonly PersonFile[], view: View, search: string): readonly PersonFile[] {
  const inView = { mine: isMine, done: isDone, team: (file: PersonFile) => !isDone(file) }[view];
  return files.filter((file) => inView(file) && matches(file, search));
}

interface HeadingProps {
  files: readonly PersonFile[];
  view: View;
  onView: (view: View) => void;
  time: number | undefined;
}

export function QueueHeading({ files, view, onView, time }: HeadingProps) {
  const zone = me.value?.event.zone ?? 'UTC';
  return (
    <div class="row between">
      <div>
        <h1>{t('queue-title')}</h1>
        {time !== undefined && (
          <p class="dim">
            {t('when', {
              day: longDayIn(time, zone, locale.value),
              time: timeIn(time, zone, locale.value),
              zone: zoneWords(zone),
            })}
          </p>
        )}
      </div>
      <Segments
        label={t('queue-title')}
        value={view}
        onPick={onView}
        options={[
          { value: 'mine', label: t('queue-mine'), count: files.filter(isMine).length },
          { value: 'team', label: t('queue-team'), count: files.filter((file) => !isDone(file)).length },
          { value: 'done', label: t('queue-done') },
        ]}
      />
    </div>
  );
}

export function Nothing({ files, view, search }: { files: readonly PersonFile[]; view: View; search: string }) {
  if (search.trim() !== '') return <Empty title={t('queue-not-found')} text={t('queue-not-found-text')} />;
  if (files.length === 0) return <Empty title={t('queue-nobody')} text={t('queue-nobody-text')} />;
  if (view === 'mine') return <Empty title={t('queue-mine-empty')} text={t('queue-mine-empty-text')} />;
  return <Empty title={t('queue-empty')} text={t('queue-empty-text')} />;
}
