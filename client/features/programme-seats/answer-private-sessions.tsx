/**
 * Listed circles and one-to-ones: people ask for them in sealed choices, and the team answers with a sealed seat. The
 * server has no row of it.
 */
import { useState } from 'preact/hooks';
import type { Session } from '#protocol/records/kinds/session.ts';
import { askedClosely, type BookLine } from '#domain/programme/seat-book.ts';
import { slotsOf } from '#domain/programme/one-to-one-slots.ts';
import { Button } from '../../ui/button.tsx';
import { StateChip } from '../../ui/chip.tsx';
import { Face } from '../../ui/face.tsx';
import { Select } from '../../ui/fields/choice.tsx';
import { t } from '../../words/words.ts';
import type { Acting } from '../../state/use-act.ts';
import { whenWords } from '../../state/my-programme/session-words.ts';
import { stampAt } from '../../state/event-time.ts';
import type { Programme } from '../../state/programme-team/programme-draft.ts';
import { setSeat } from '../../state/programme-team/seating.ts';
import { holders } from '../../state/programme-team/sign-ups.ts';
import { personName } from '../../state/names.ts';

export function AnswerPrivateSessions({ programme, acting }: { programme: Programme; acting: Acting }) {
  const asked = askedClosely(programme, holders());
  if (asked.length === 0) return null;
  return (
    <section class="stack" aria-labelledby="asks">
      <h2 id="asks">{t('asks-title')}</h2>
      <p class="dim narrow">{t('asks-text')}</p>
      {asked.map(({ session, lines }) => (
        <article key={session.id} class="sheet stack-s">
          <h3>
            <bdi>{session.title}</bdi>
            <span class="note">{whenWords(session)}</span>
          </h3>
          <ul class="rowlines">
            {lines.map((line) => (
              <Ask key={line.member} session={session} line={line} lines={lines} acting={acting} />
            ))}
          </ul>
        </article>
      ))}
    </section>
  );
}

interface AskProps {
  session: Session;
  line: BookLine;
  /** Everyone who asked for it. A slot is given once. */
  lines: readonly BookLine[];
  acting: Acting;
}

const sits = ({ seat }: BookLine) => seat?.state === 'in';

function Ask({ session, line, lines, acting }: AskProps) {
  const { member, seat, answer, words } = line;
  const slots = slotsOf(session);
  const taken = new Set(lines.filter((one) => sits(one) && one.member !== member).map((one) => one.seat?.place));
  const free = slots.filter(({ place }) => !taken.has(place));
  const [slot, setSlot] = useState('');
  const name = `ask ${member} ${session.id}`;
  const busy = acting.busy === name && t('sending');
  const set = (state: 'in' | 'out', place: number) => () =>
    void acting.run(name, () => setSeat([session], member, { state, place, offeredUntil: stampAt(Date.now()) }));
  const own = slots.find(({ place }) => place === seat?.place);
  const state = seat?.state === 'in' ? 'in' : seat === undefined ? 'asked' : 'out';
  return (
    <li>
      <Face id={member} size={32} />
      <span class="grow">
        <b>{personName(member)}</b>
        {words !== '' && (
          <span class="note">
            <bdi>{words}</bdi>
          </span>
        )}
      </span>
      {answer === 'back' ? (
        <StateChip look="soon">{t('waiting-says-back')}</StateChip>
      ) : (
        <StateChip look={state === 'in' ? 'fine' : state === 'asked' ? 'soon' : 'quiet'}>
          {t(`asks-${state}`)} {state === 'in' && own !== undefined && <bdi class="ltr">{own.start}</bdi>}
        </StateChip>
      )}
      <span class="row">
        {state !== 'in' && slots.length > 0 && (
          <Select
            label={t('asks-slot')}
            value={slot}
            empty={t(free.length === 0 ? 'asks-slot-none' : 'asks-slot-pick')}
            onPick={setSlot}
            options={free.map(({ place, start, end }) => ({ value: String(place), label: `${start}–${end}` }))}
          />
        )}
        {state !== 'in' && (
          <Button
            small
            disabled={slots.length > 0 && !free.some(({ place }) => String(place) === slot)}
            busy={busy}
            onClick={set('in', Number(slot))}
          >
            {t(slots.length > 0 ? 'asks-give-slot' : 'waiting-give')}
          </Button>
        )}
        {state === 'asked' && (
          <Button small busy={busy} onClick={set('out', 0)}>
            {t('asks-not')}
          </Button>
        )}
        {state === 'in' && (
          <Button small busy={busy} onClick={set('out', 0)}>
            {t('waiting-back')}
          </Button>
        )}
      </span>
    </li>
  );
}
