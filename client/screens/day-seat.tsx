/** A seat after the team has told who sits where: hers, a place on the list, an offer, or a free one for who comes first. */
import { useState } from 'preact/hooks';
import type { Content, Session } from '#protocol/content.ts';
import { vault } from '../session.ts';
import { Button } from '../ui/button.tsx';
import { deviceWord } from '../ui/device.ts';
import { Notice, Refusal } from '../ui/notice.tsx';
import { t } from '../words/words.ts';
import { useAct, type Acting } from './acting.ts';
import { freeSeats, loadSeats, mine, programme, saveOwn, sentChoices, stage } from './day-data.ts';
import { inTheWay, partsWith, seatOf, sessionsOf } from './day-plan.ts';
import { untilTime } from './day-words.ts';

export function SeatPart({ session }: { session: Session }) {
  const act = useAct();
  const [said, setSaid] = useState<'taken' | 'gone' | 'back' | 'told'>();
  if (stage.value !== 'announced' || programme.value === undefined) return null;
  const seat = seatOf(mine.value, session.id);
  const props = { session, parts: partsWith(programme.value, session), act, onSaid: setSaid };
  return (
    <section class="stack-s">
      {/* Kind words when somebody else was a moment quicker. */}
      {said === 'gone' && <Notice look="quiet" icon="people" what={t('day-gone')} safe={t('day-gone-text')} />}
      {said === 'taken' && (
        <Notice
          look="fine"
          what={t('day-taken')}
          safe={t(props.parts.length > 1 ? 'day-taken-parts' : 'day-taken-text')}
        />
      )}
      {said === 'back' && <Notice look="fine" what={t('day-given-back')} />}
      {said === 'told' && <Notice look="fine" icon="envelope-sealed" what={t('day-told')} />}
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
      {seat?.state === 'waiting' && <p>{t('day-waiting-text')}</p>}
      {seat?.state === 'offered' && <Offer {...props} until={seat.offeredUntil} />}
      {(seat?.state === 'in' || seat?.state === 'held') && <Back {...props} />}
      {(seat === undefined || seat.state === 'out' || seat.state === 'waiting') && <Free {...props} />}
    </section>
  );
}

interface PartProps {
  session: Session;
  parts: readonly Session[];
  act: Acting;
  onSaid: (said: 'taken' | 'gone' | 'back' | 'told') => void;
}

/** All parts or none: what was taken of a series that is not whole goes back at once. */
async function takeAll(parts: readonly Session[]): Promise<'taken' | 'gone'> {
  const got: Session[] = [];
  for (const part of parts) {
    const { taken } = await vault.takeSeat(part.id);
    if (!taken) {
      for (const one of got) await vault.returnSeat(one.id);
      return 'gone';
    }
    got.push(part);
  }
  return 'taken';
}

function Free({ session, parts, act, onSaid }: PartProps) {
  const rows = parts.map((part) => freeSeats.value.find((row) => row.session === part.id));
  if (rows.some((row) => row === undefined)) return null;
  const free = Math.min(...rows.map((row) => row?.free ?? 0));
  const [first = session] = parts;
  const all = sessionsOf(programme.value as Content<'programme'>, mine.value.circles);
  const busy = inTheWay(all, mine.value, parts);
  if (free === 0) return <p>{t('day-full')}</p>;
  if (busy !== undefined) return <p>{t('day-in-the-way', { title: busy.title })}</p>;
  if (first.id !== session.id) return <p>{t('day-with-first')}</p>;
  const take = () =>
    act.run('take', async () => {
      onSaid(await takeAll(parts));
      await loadSeats();
    });
  return (
    <>
      <p>{t('day-free-text', { count: free })}</p>
      <Button kind="do" icon="check" busy={act.busy === 'take' && t('working')} onClick={() => void take()}>
        {t(parts.length > 1 ? 'day-take-parts' : 'day-take')}
      </Button>
    </>
  );
}

/** Words to the programme team travel in the sealed choices. */
async function tell(session: Session, note: string): Promise<void> {
  const choices = sentChoices.peek();
  const asks = [...choices.asks.filter((ask) => ask.session !== session.id), { session: session.id, note }];
  await saveOwn('choices', { ...choices, asks });
}

function Back({ session, parts, act, onSaid }: PartProps) {
  const own = parts.filter((part) => mine.value.taken.has(part.id));
  const told = sentChoices.value.asks.some((ask) => ask.session === session.id);
  const back = () =>
    act.run('back', async () => {
      if (own.length === 0) await tell(session, t('day-back-note'));
      for (const part of own) await vault.returnSeat(part.id);
      onSaid(own.length === 0 ? 'told' : 'back');
      await loadSeats();
    });
  return (
    <>
      <p>{t(parts.length > 1 ? 'day-yours-parts' : 'day-yours')}</p>
      {!told && (
        <Button busy={act.busy === 'back' && t('working')} onClick={() => void back()}>
          {t('day-give-back')}
        </Button>
      )}
    </>
  );
}

function Offer({ session, until, act, onSaid }: PartProps & { until: string }) {
  const answer = (note: string) =>
    act.run('answer', async () => {
      await tell(session, note);
      onSaid('told');
    });
  return (
    <>
      <p>{t('day-offer-text', { until: untilTime(until) })}</p>
      <div class="row">
        <Button
          kind="do"
          busy={act.busy === 'answer' && t('locking', { device: deviceWord() })}
          onClick={() => void answer(t('day-offer-yes-note'))}
        >
          {t('day-offer-yes')}
        </Button>
        <Button onClick={() => void answer(t('day-offer-no-note'))}>{t('day-offer-no')}</Button>
      </div>
    </>
  );
}
