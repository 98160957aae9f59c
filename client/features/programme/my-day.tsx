/** My day: sessions with a seat, sessions that she waits for, free time, and entries that only she can read. */
import { useState } from 'preact/hooks';
import type { Content } from '#protocol/records/content.ts';
import { Button } from '../../ui/button.tsx';
import { StateChip } from '../../ui/chip.tsx';
import { DayPicker, FreeTime, MetroLine, Station } from '../../ui/day-line.tsx';
import { deviceWord } from '../../ui/device.ts';
import { Empty } from '../../ui/empty.tsx';
import { t } from '../../words/words.ts';
import { SaveCalendar } from './save-calendar.tsx';
import { SessionChips } from './session-chips.tsx';
import { mine, programme } from '../../state/my-programme/my-programme.ts';
import { EntryForm } from './own-entry.tsx';
import { ProgrammeFrame } from './programme-frame.tsx';
import { daysOf, seatOf, sessionsOf, spotsOf, type Spot } from '../../state/my-programme/my-days.ts';
import { endOf, isStop, nextStop, startOf } from '../../state/my-programme/next-stop.ts';
import { firstDay } from './programme-page.tsx';
import { SessionSheet } from './session-sheet.tsx';
import { longDay, minutesBetween, minutesWords, placeWords } from '../../state/my-programme/session-words.ts';

export function MyDay() {
  return (
    <ProgrammeFrame view="/programme/mine" title={t('place-day')}>
      {() => <Days plan={programme.value as Content<'programme'>} />}
    </ProgrammeFrame>
  );
}

function Days({ plan }: { plan: Content<'programme'> }) {
  const [picked, setPicked] = useState<string>();
  const [open, setOpen] = useState<string>();
  const [entry, setEntry] = useState<string>();
  const [saving, setSaving] = useState(false);
  const all = sessionsOf(plan, mine.value.circles);
  const days = daysOf([...all, ...mine.value.agenda.entries.filter(({ date }) => date !== '')]);
  const day = picked ?? firstDay(days);
  const spots = spotsOf(plan, mine.value, day);
  const now = Date.now();
  const next = nextStop(plan, mine.value, now);
  const isNext = (spot: Spot) =>
    isStop(spot) &&
    spot.date === next?.date &&
    spot.start === next.start &&
    spot.end === next.end &&
    nameOf(spot) === nameOf(next);
  const sheet = all.find(({ id }) => id === open);
  return (
    <>
      <DayPicker label={t('day-days')} days={days} value={day} onPick={setPicked} />
      {spots.length === 0 && <Empty title={t('day-mine-empty')} text={t('day-mine-empty-text')} />}
      <MetroLine label={longDay(day)}>
        {spots.map((spot) =>
          spot.kind === 'free' ? (
            <FreeTime key={`free ${spot.start}`} start={spot.start}>
              {t('day-free', { long: minutesWords(minutesBetween(spot.start, spot.end)) })}
            </FreeTime>
          ) : (
            <OneStop
              key={`${spot.start} ${spot.session?.id ?? spot.entry?.id}`}
              spot={spot}
              next={isNext(spot)}
              past={endOf(spot) <= now}
              onOpen={() => (spot.session === undefined ? setEntry(spot.entry?.id) : setOpen(spot.session.id))}
            />
          ),
        )}
      </MetroLine>
      <Button icon="plus" wide onClick={() => setEntry('')}>
        {t('day-entry-add')}
      </Button>
      <Button icon="save" wide onClick={() => setSaving(true)}>
        {t('day-save', { device: deviceWord() })}
      </Button>
      {sheet !== undefined && <SessionSheet session={sheet} onPick={setOpen} onClose={() => setOpen(undefined)} />}
      {entry !== undefined && <EntryForm id={entry} day={day} days={days} onClose={() => setEntry(undefined)} />}
      {saving && <SaveCalendar plan={plan} days={days} onClose={() => setSaving(false)} />}
    </>
  );
}

const nameOf = (spot: Spot): string => spot.session?.title ?? spot.entry?.title ?? '';

interface StopProps {
  spot: Spot;
  next: boolean;
  past: boolean;
  onOpen: () => void;
}

function OneStop({ spot, next, past, onOpen }: StopProps) {
  const { session, kind, start, end } = spot;
  const isWaiting = session !== undefined && seatOf(mine.value, session.id)?.state === 'waiting';
  return (
    <Station look={kind === 'free' ? 'own' : kind} start={start} end={end} next={next} past={past}>
      <div>
        <button type="button" class="name" onClick={onOpen}>
          <bdi>{nameOf(spot)}</bdi>
        </button>
        {session !== undefined && <p class="dim fact">{placeWords(session)}</p>}
      </div>
      {session === undefined ? (
        <span class="row">
          <StateChip icon="envelope-sealed">{t('only-you')}</StateChip>
        </span>
      ) : (
        <SessionChips session={session} />
      )}
      {isWaiting && <p class="dim fact">{t('day-waiting-text')}</p>}
      {next && <p class="soon-words">{nextWords(spot)}</p>}
    </Station>
  );
}

function nextWords(spot: Spot): string {
  const minutes = Math.round((startOf(spot) - Date.now()) / 60_000);
  if (minutes <= 0) return t('day-now');
  return minutes > 12 * 60 ? t('day-next') : t('day-next-in', { long: minutesWords(minutes) });
}
