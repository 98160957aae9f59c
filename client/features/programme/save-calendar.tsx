/**
 * Her days as a calendar file, made in this page. Its words are neutral unless she wants otherwise. There is no address
 * to subscribe to.
 */
import { useState } from 'preact/hooks';
import type { Content } from '#protocol/records/content.ts';
import { Button } from '../../ui/button.tsx';
import { deviceWord } from '../../ui/device.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Choices } from '../../ui/fields/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import { me } from '../../state/session.ts';
import { calendarText } from '../../state/my-programme/calendar-file.ts';
import { cardOf } from '../../state/my-file.ts';
import { mine } from '../../state/my-programme/my-programme.ts';
import { spotsOf } from '../../state/my-programme/my-days.ts';
import { eventZone } from '../../state/event-time.ts';
import { saveText } from '../../lib/save-text.ts';

interface SaveProps {
  plan: Content<'programme'>;
  days: readonly string[];
  onClose: () => void;
}

export function SaveCalendar({ plan, days, onClose }: SaveProps) {
  const [titles, setTitles] = useState<'neutral' | 'real'>('neutral');
  const save = async (): Promise<void> => {
    const withTitles = titles === 'real';
    const text = await calendarText({
      spots: days.flatMap((day) => spotsOf(plan, mine.value, day)),
      zone: eventZone(),
      agenda: cardOf('agenda')?.record ?? me.value?.member ?? '',
      titleOf: ({ session, entry }) => (withTitles ? (session?.title ?? entry?.title ?? '') : t('day-save-meeting')),
      withPlaces: withTitles,
      madeAt: Date.now(),
    });
    saveText('calendar.ics', 'text/calendar', text);
    onClose();
  };
  const device = deviceWord();
  return (
    <Dialog
      title={t('day-save', { device })}
      onClose={onClose}
      verbs={
        <Button kind="do" icon="save" onClick={() => void save()}>
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
