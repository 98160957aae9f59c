/** Her answer about a seat is part of her sealed choices: yes or no to an offer, return the seat, stay on the list. */
import { useState } from 'preact/hooks';
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { answerNote, type Answer } from '#domain/programme/seat-book.ts';
import { Button } from '../../ui/button.tsx';
import { deviceWord } from '../../ui/device.ts';
import { TextArea } from '../../ui/fields/field.tsx';
import { t } from '../../words/words.ts';
import { mine, programme, saveOwn, sentChoices, stage } from '../../state/my-programme/my-programme.ts';
import { inTheWay, isAskable, sessionsOf } from '../../state/my-programme/my-days.ts';
import type { SeatProps } from './seat-props.ts';
import { untilTime } from '../../state/event-time.ts';
import { clean } from '#domain/input/clean.ts';

/** Answer for all parts of a series, under the id of the first part. */
export async function answer({ parts, seat }: Pick<SeatProps, 'parts' | 'seat'>, what: Answer): Promise<void> {
  await write(parts, answerNote(what, seat));
}

async function write(parts: readonly Session[], note: string): Promise<void> {
  const plan = programme.peek();
  const choices = sentChoices.peek();
  const ids = parts.map(({ id }) => id);
  // Twenty at most: answers about sessions that are no longer in the programme are removed.
  const known = new Set((plan?.sessions ?? []).map(({ id }) => id));
  const others = choices.asks.filter(({ session }) => known.has(session) && !ids.includes(session));
  await saveOwn('choices', { ...choices, asks: [...others, { session: ids[0] ?? '', note }] });
}

export function Offer(props: SeatProps) {
  const { parts, seat, act, onSaid } = props;
  const all = sessionsOf(programme.value as Content<'programme'>, mine.value.circles);
  const busy = inTheWay(all, mine.value, parts);
  const say = (what: Answer) => () =>
    void act.run(what, async () => {
      await answer(props, what);
      onSaid('told');
    });
  return (
    <>
      <p>{t('day-offer-text', { until: untilTime(seat?.offeredUntil ?? '') })}</p>
      {busy !== undefined && <p>{t('day-offer-beside', { title: busy.title })}</p>}
      <div class="row">
        <Button kind="do" busy={act.busy === 'yes' && t('locking', { device: deviceWord() })} onClick={say('yes')}>
          {t('day-offer-yes')}
        </Button>
        <Button busy={act.busy === 'no' && t('locking', { device: deviceWord() })} onClick={say('no')}>
          {t('day-offer-no')}
        </Button>
      </div>
    </>
  );
}

/** Nothing is free. A person who waits already needs no other button. */
export function List(props: SeatProps) {
  const { session, seat, act, onSaid } = props;
  const waits = seat?.state === 'waiting';
  const asked = sentChoices.value.asks.some(
    (ask) => ask.session === session.id && ask.note === answerNote('wait', seat),
  );
  const wait = () =>
    act.run('wait', async () => {
      await answer(props, 'wait');
      onSaid('told');
    });
  return (
    <>
      <p>{t('day-full')}</p>
      {!waits && !asked && (
        <Button busy={act.busy === 'wait' && t('locking', { device: deviceWord() })} onClick={() => void wait()}>
          {t('day-list-ask')}
        </Button>
      )}
    </>
  );
}

/** Ask for a circle or a one-to-one after the choices have closed: at any time, in sealed choices. */
export function Ask(props: SeatProps) {
  const { session, parts, seat, act, onSaid } = props;
  const [words, setWords] = useState('');
  const asked = sentChoices.value.asks.some((ask) => ask.session === session.id);
  if (!isAskable(session) || stage.value === 'choosing') return null;
  if (seat?.state === 'out') return <p>{t('day-ask-no')}</p>;
  if (asked) return <p>{t('day-asked-text')}</p>;
  const ask = () =>
    act.run('ask', async () => {
      await write(parts, clean(words));
      onSaid('told');
    });
  return (
    <>
      <p>{t('day-ask-text')}</p>
      <TextArea
        label={t('day-ask-note')}
        optional={t('optional')}
        rows={2}
        maxLength={400}
        value={words}
        onInput={setWords}
      />
      <Button kind="do" busy={act.busy === 'ask' && t('locking', { device: deviceWord() })} onClick={() => void ask()}>
        {t('day-ask')}
      </Button>
    </>
  );
}
