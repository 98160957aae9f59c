/** The chips of a session: languages, parts, level, and her relation to it. */
import { isClosely, tonguesOf } from '#domain/programme/conflicts.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { StateChip } from '../../ui/chip.tsx';
import { PartChain, Tongues } from '../../ui/day-line.tsx';
import { t } from '../../words/words.ts';
import { changedSince, freeSeats, mine, programme, stage } from '../../state/my-programme/my-programme.ts';
import { isSeated, seatOf, standsNow, wishOf } from '../../state/my-programme/my-days.ts';
import { languageWords } from '../../state/my-programme/session-words.ts';
import { stampAt, untilTime } from '../../state/event-time.ts';

export function SessionChips({ session }: { session: Session }) {
  return (
    <span class="row">
      <Tongues spoken={session.language} into={tonguesOf(session)} words={languageWords(session)} />
      {session.parts > 1 && session.part > 0 && <PartChain part={session.part} parts={session.parts} />}
      <Standing session={session} />
      {changedSince.value.has(session.id) && (
        <StateChip look="soon" icon="clock">
          {t('day-changed-short')}
        </StateChip>
      )}
    </span>
  );
}

/** No chip is a colour alone: each has words. */
function Standing({ session }: { session: Session }) {
  const plan = programme.value;
  if (plan === undefined) return null;
  const seat = seatOf(mine.value, session.id);
  const rank = wishOf(plan, mine.value, session);
  const free = freeSeats.value.find((row) => row.session === session.id)?.free;
  if (isSeated(seat))
    return (
      <StateChip look="fine" icon="check">
        {t('day-seat-yours')}
      </StateChip>
    );
  const state = standsNow(seat, stampAt(Date.now()));
  if (state === 'waiting' && seat !== undefined)
    return <StateChip icon="list">{t('day-seat-place', { place: seat.place })}</StateChip>;
  if (state === 'offered' && seat !== undefined)
    return (
      <StateChip look="soon" icon="clock">
        {t('day-seat-offered', { until: untilTime(seat.offeredUntil) })}
      </StateChip>
    );
  if (session.unlisted) return <StateChip icon="envelope-sealed">{t('day-unlisted')}</StateChip>;
  if (session.required) return <StateChip>{t('day-required')}</StateChip>;
  if (session.open) return <StateChip icon="globe">{t('day-open')}</StateChip>;
  if (stage.value === 'announced' && !isClosely(session))
    return free === undefined ? null : <StateChip>{t('day-seats-free', { count: free })}</StateChip>;
  if (seat === undefined && mine.value.choices.asks.some((ask) => ask.session === session.id))
    return <StateChip>{t('day-asked')}</StateChip>;
  return rank === 0 ? null : <StateChip icon="list">{t('day-wish', { rank })}</StateChip>;
}
