/** The programme: one day at a time, what she can understand, and one session in a sheet. */
import { useState } from 'preact/hooks';
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { DayPicker, MetroLine, Station } from '../../ui/day-line.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Select } from '../../ui/fields/choice.tsx';
import { dayKey } from '#domain/schedule/zone-keys.ts';
import { locale, t } from '../../words/words.ts';
import { SessionChips } from './session-chips.tsx';
import { mine, programme } from '../../state/my-programme/my-programme.ts';
import { ProgrammeFrame } from './programme-frame.tsx';
import { daysOf, isInOneOf, sessionsOf, spotsOf, type Spot } from '../../state/my-programme/my-days.ts';
import { SessionSheet } from './session-sheet.tsx';
import { longDay, placeWords } from '../../state/my-programme/session-words.ts';
import { eventZone } from '../../state/event-time.ts';
import { cardOf } from '../../state/my-file.ts';
import { languageName } from '../../state/names.ts';

export function Programme() {
  return (
    <ProgrammeFrame view="/programme" title={t('day-all-title')}>
      {() => <Listed plan={programme.value as Content<'programme'>} />}
    </ProgrammeFrame>
  );
}

/** Return today during the event, and its first day otherwise. */
export function firstDay(days: readonly string[]): string {
  const today = dayKey(Date.now(), eventZone());
  return days.includes(today) ? today : (days[0] ?? '');
}

function Listed({ plan }: { plan: Content<'programme'> }) {
  const all = sessionsOf(plan, mine.value.circles);
  const days = daysOf(all);
  const [picked, setPicked] = useState<string>();
  const [language, setLanguage] = useState('all');
  const [track, setTrack] = useState('');
  const [open, setOpen] = useState<string>();
  const day = picked ?? firstDay(days);
  const known = language === 'mine' ? ownLanguages() : [language];
  const matching = all.filter(
    (session) =>
      session.date === day &&
      (language === 'all' || isInOneOf(session, known)) &&
      (track === '' || session.track === track),
  );
  const hers = new Map(spotsOf(plan, mine.value, day).map((spot) => [spot.session?.id, spot.kind]));
  const sheet = all.find(({ id }) => id === open);
  const spoken = [...new Set(all.flatMap((session) => [session.language, ...session.interpretation]))].filter(Boolean);
  if (days.length === 0) return <Empty title={t('day-without')} text={t('day-without-text')} />;
  return (
    <>
      <DayPicker label={t('day-days')} days={days} value={day} onPick={setPicked} />
      <div class="pair">
        <Select
          label={t('day-filter-language')}
          value={language}
          onPick={setLanguage}
          options={[
            { value: 'all', label: t('day-filter-any') },
            { value: 'mine', label: t('day-filter-mine') },
            ...spoken.map((value) => ({ value, label: languageName(value) })),
          ]}
        />
        <Select
          label={t('day-filter-track')}
          value={track}
          onPick={setTrack}
          empty={t('day-filter-tracks')}
          options={plan.tracks.map((value) => ({ value, label: value }))}
        />
      </div>
      <h2>{longDay(day)}</h2>
      {matching.length === 0 && <Empty title={t('day-nothing')} text={t('day-nothing-text')} />}
      <MetroLine label={longDay(day)}>
        {matching.map((session) => (
          <Line key={session.id} session={session} kind={hers.get(session.id)} onOpen={() => setOpen(session.id)} />
        ))}
      </MetroLine>
      {sheet !== undefined && <SessionSheet session={sheet} onPick={setOpen} onClose={() => setOpen(undefined)} />}
    </>
  );
}

interface LineProps {
  session: Session;
  /** Its state in her own day, or undefined if it is not in it. */
  kind: Spot['kind'] | undefined;
  onOpen: () => void;
}

function Line({ session, kind, onOpen }: LineProps) {
  return (
    <Station look={kind === 'ride' || kind === 'wait' ? kind : 'halt'} start={session.start} end={session.end}>
      <div>
        <button type="button" class="name" onClick={onOpen}>
          <bdi>{session.title}</bdi>
        </button>
        <p class="dim fact">{placeWords(session)}</p>
      </div>
      <SessionChips session={session} />
    </Station>
  );
}

/** Return her languages from her card, or else the language of the page. */
function ownLanguages(): readonly string[] {
  const languages = cardOf('card')?.content.languages ?? [];
  return languages.length === 0 ? [locale.value] : languages;
}
