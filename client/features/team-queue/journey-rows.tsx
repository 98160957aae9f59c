/** The journey in rows, and the button that changes it. */
import { Button } from '../../ui/button.tsx';
import { LegRow } from '../../ui/leg.tsx';
import { Notice } from '../../ui/notice.tsx';
import { dayIn, plainDate } from '../../lib/time.ts';
import { locale, t } from '../../words/words.ts';
import { LegStandings } from '../../components/leg-standings.tsx';
import { Unchecked } from './person-facts.tsx';
import type { PersonFile } from '../../state/team-rows.ts';

export function JourneyRows({ file, onEdit }: { file: PersonFile; onEdit: () => void }) {
  const legs = file.itinerary?.legs ?? [];
  const closed = file.itineraryClosed;
  const earliest = file.travel?.earliest ?? '';
  return (
    <section>
      <h3>{t('person-journey')}</h3>
      <div>
        {legs.map((leg, i) => (
          <LegRow
            key={i}
            mode={leg.mode}
            day={leg.departDate === '' ? '–' : dayIn(`${leg.departDate}T12:00:00Z`, 'UTC', locale.value)}
            line={`${leg.carrier} ${leg.number}`.trim() || t(`mode-${leg.mode}`)}
            from={{ code: leg.from || '?', time: leg.departTime }}
            to={{ code: leg.to || '?', time: leg.arriveTime }}
          />
        ))}
        {legs.length === 0 && !closed && (
          <LegRow
            day={earliest === '' ? '' : plainDate(earliest, locale.value)}
            line={earliest === '' ? '' : t('person-not-before')}
          >
            {t('person-journey')} <span class="dim">{t('journey-not-booked')}</span>
          </LegRow>
        )}
      </div>
      {closed && <p class="dim fact">{t('person-journey-closed')}</p>}
      {file.problems.length > 0 && (
        <Notice look="soon" icon="warning" what={t('queue-problems', { count: file.problems.length })} />
      )}
      <LegStandings legs={legs} />
      <Unchecked file={file} />
      {!closed && (
        <div class="row">
          <Button kind={file.state === 'open' ? 'do' : 'plain'} onClick={onEdit}>
            {t(legs.length === 0 ? 'queue-book-journey' : 'person-change-journey')}
          </Button>
        </div>
      )}
    </section>
  );
}
