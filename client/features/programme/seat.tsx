/** A seat after the announcement: her own, a place on the list, an offer, or a free one, first come, first served. */
import { useState } from 'preact/hooks';
import { isClosely } from '#domain/programme/conflicts.ts';
import type { Content } from '#protocol/records/content.ts';
import type { Session } from '#protocol/records/kinds/session.ts';
import { isOrdinary } from '#domain/programme/draw.ts';
import { slotsOf } from '#domain/programme/one-to-one-slots.ts';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { answer, Ask, List, Offer } from './seat-answer.tsx';
import type { Said, SeatProps } from './seat-props.ts';
import { freeSeats, loadSeats, mine, programme, saidAbout, stage } from '../../state/my-programme/my-programme.ts';
import { inTheWay, isSeated, partsWith, seatOf, sessionsOf, standsNow } from '../../state/my-programme/my-days.ts';
import { stampAt } from '../../state/event-time.ts';

export function SeatPart({ session }: { session: Session }) {
  const act = useAct();
  const [said, setSaid] = useState<Said>();
  const closely = isClosely(session);
  if (programme.value === undefined || (stage.value !== 'announced' && !closely)) return null;
  const seat = seatOf(mine.value, session.id);
  const state = standsNow(seat, stampAt(Date.now()));
  const props = { session, parts: partsWith(programme.value, session), seat, act, onSaid: setSaid };
  const pending = saidAbout(props.parts[0]?.id ?? session.id, seat);
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
      {pending !== undefined && <p class="dim">{t(`day-said-${pending}`)}</p>}
      {state === 'waiting' && <p>{t('day-waiting-text')}</p>}
      {state === 'offered' && pending === undefined && <Offer {...props} />}
      {seat?.state === 'offered' && state === 'out' && pending === undefined && <p>{t('day-offer-ended')}</p>}
      {isSeated(seat) && <Own {...props} told={pending === 'back'} />}
      {!isSeated(seat) && state !== 'offered' && (closely ? <Ask {...props} /> : <Free {...props} />)}
    </section>
  );
}

/** Take all parts or none. If a part of a series cannot be taken, the others are returned at once. */
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

function Free(props: SeatProps) {
  const { session, parts, act, onSaid } = props;
  const rows = parts.map((part) => freeSeats.value.find((row) => row.session === part.id));
  const [first = session] = parts;
  if (!isOrdinary(session)) return null;
  if (first.id !== session.id) return <p>{t('day-with-first')}</p>;
  const free = rows.some((row) => row === undefined) ? 0 : Math.min(...rows.map((row) => row?.free ?? 0));
  const all = sessionsOf(programme.value as Content<'programme'>, mine.value.circles);
  const busy = inTheWay(all, mine.value, parts);
  if (free === 0) return <List {...props} />;
  if (busy !== undefined) return <p>{t('day-in-the-way', { title: busy.title })}</p>;
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

function Own({ told, ...props }: SeatProps & { told: boolean }) {
  const { session, parts, seat, act, onSaid } = props;
  const own = parts.filter((part) => mine.value.taken.has(part.id));
  const slot = slotsOf(session).find(({ place }) => place === seat?.place);
  const back = () =>
    act.run('back', async () => {
      if (own.length === 0) await answer(props, 'back');
      for (const part of own) await vault.returnSeat(part.id);
      onSaid(own.length === 0 ? 'told' : 'back');
      await loadSeats();
    });
  return (
    <>
      {told ? null : slot === undefined ? (
        <p>{t(parts.length > 1 ? 'day-yours-parts' : 'day-yours')}</p>
      ) : (
        <p>
          {t('day-yours-slot')} <b class="ltr">{`${slot.start}–${slot.end}`}</b>
        </p>
      )}
      {!told && (
        <Button busy={act.busy === 'back' && t('working')} onClick={() => void back()}>
          {t('day-give-back')}
        </Button>
      )}
    </>
  );
}
