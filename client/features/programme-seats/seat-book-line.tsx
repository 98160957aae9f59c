/** One person in the seat book: her state, her answer, and what the team can do. */
import type { BookLine, BookPage } from '#domain/programme/seat-book.ts';
import { Button } from '../../ui/button.tsx';
import { StateChip } from '../../ui/chip.tsx';
import { Face } from '../../ui/face.tsx';
import { t } from '../../words/words.ts';
import type { Acting } from '../../state/use-act.ts';
import { untilTime } from '../../state/event-time.ts';
import { give, hasRoom, offer, putOnList, takeAway } from '../../state/programme-team/seating.ts';
import { personName } from '../../state/names.ts';

interface LineProps {
  line: BookLine;
  page: BookPage;
  hours: number;
  acting: Acting;
}

export function SeatBookLine({ line, page, hours, acting }: LineProps) {
  const { member, words } = line;
  return (
    <li>
      <Face id={member} size={32} />
      <span class="grow">
        <b>{personName(member)}</b>
        {words !== '' && (
          <span class="note">
            <bdi>{t('waiting-wrote', { note: words })}</bdi>
          </span>
        )}
      </span>
      <Standing line={line} />
      <Verbs line={line} page={page} hours={hours} acting={acting} />
    </li>
  );
}

function Standing({ line: { seat, answer, ended } }: { line: BookLine }) {
  if (answer !== undefined)
    return <StateChip look={answer === 'no' ? 'quiet' : 'soon'}>{t(`waiting-says-${answer}`)}</StateChip>;
  if (ended) return <StateChip>{t('waiting-ended', { until: untilTime(seat?.offeredUntil ?? '') })}</StateChip>;
  const state = seat?.state ?? 'out';
  return (
    <StateChip look={state === 'offered' ? 'soon' : state === 'in' ? 'fine' : 'quiet'}>
      {t(`waiting-${state}`, { place: seat?.place ?? 0, until: untilTime(seat?.offeredUntil ?? '') })}
    </StateChip>
  );
}

function Verbs({ line, page, hours, acting }: LineProps) {
  const { member, seat, answer, ended } = line;
  const name = `seat ${member} ${page.sessions[0]?.id}`;
  const verb = (id: string, act: () => Promise<void>, on = true) => (
    <Button small disabled={!on} busy={acting.busy === name && t('sending')} onClick={() => void acting.run(name, act)}>
      {t(id)}
    </Button>
  );
  const state = seat?.state ?? 'out';
  const isKept = state === 'offered' && !ended;
  const room = hasRoom(page);
  return (
    <span class="row">
      {answer === 'wait' && verb('waiting-list', () => putOnList(page, member))}
      {answer === 'back' && verb('waiting-back', () => takeAway(page, member))}
      {(state === 'waiting' || ended) &&
        answer !== 'no' &&
        verb('waiting-offer', () => offer(page, member, hours), room)}
      {(state === 'waiting' || state === 'offered') &&
        answer !== 'no' &&
        verb('waiting-give', () => give(page, member, isKept), isKept || room)}
      {(state === 'waiting' || state === 'offered') && verb('waiting-end', () => takeAway(page, member))}
    </span>
  );
}
