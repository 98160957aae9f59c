/**
 * Her days as a calendar file, made in this page. Its words are neutral unless she wants otherwise. There is no address
 * to subscribe to.
 */
import { useState } from 'preact/hooks';
import { fromUtf8 } from '#protocol/core/bytes.ts';
import type { Content } from '#protocol/records/content.ts';
import { writeCalendar, type CalendarEvent } from '#domain/schedule/icalendar.ts';
import { Button } from '../../ui/button.tsx';
import { deviceWord } from '../../ui/device.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Choices } from '../../ui/fields/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import { mine } from '../../state/my-programme/my-programme.ts';
import { spotsOf } from '../../state/my-programme/my-days.ts';
import { eventZone } from '../../state/event-time.ts';
import { saveText } from '../../lib/save-text.ts';
import { instantOf } from '#domain/schedule/time-zones.ts';

interface SaveProps {
  plan: Content<'programme'>;
  days: readonly string[];
  onClose: () => void;
}

export function SaveCalendar({ plan, days, onClose }: SaveProps) {
  const [titles, setTitles] = useState<'neutral' | 'real'>('neutral');
  const save = (): void => {
    saveText('calendar.ics', 'text/calendar', calendarText(plan, days, titles === 'real'));
    onClose();
  };
  const device = deviceWord();
  return (
    <Dialog
      title={t('day-save', { device })}
      onClose={onClose}
      verbs={
        <Button kind="do" icon="save" onClick={save}>
          {t('day-save-do')}
        </Button>
      }
    >
      <p>{t('day-save-text')}</p>
      <Choices
        label={t('day-save-what')}
        value={titles}
        onPick={setTitles}
        options={[
          { value: 'neutral', label: t('day-save-neutral'), note: t('day-save-neutral-text') },
          { value: 'real', label: t('day-save-real'), note: t('day-save-real-text') },
        ]}
      />
      <Notice
        look={titles === 'real' ? 'soon' : 'quiet'}
        icon="warning"
        what={t(titles === 'real' ? 'day-save-warn' : 'day-save-know', { device })}
        safe={t('day-save-cloud')}
      />
    </Dialog>
  );
}

/**
 * Return only what is certain: sessions with a seat and her own entries, in UTC, each with an id that no other file
 * has.
 */
function calendarText(plan: Content<'programme'>, days: readonly string[], withTitles: boolean): string {
  const zone = eventZone();
  const events = days
    .flatMap((day) => spotsOf(plan, mine.value, day))
    .filter(({ kind, start, end }) => (kind === 'ride' || kind === 'own') && start < end)
    .map(({ date, start, end, session, entry }): CalendarEvent => ({
      uid: crypto.randomUUID(),
      date,
      start,
      end,
      title: withTitles ? (session?.title ?? entry?.title ?? '') : t('day-save-meeting'),
      place: withTitles ? (session?.room ?? '') : '',
      text: '',
    }));
  const offsetAt = (date: string, time: string) =>
    Math.round((Date.parse(`${date}T${time}:00Z`) - (instantOf(date, time, zone) ?? 0)) / 60_000);
  return fromUtf8(writeCalendar({ events, offsetAt, madeAt: Date.now(), sequence: 0, isPrivate: true }));
}
