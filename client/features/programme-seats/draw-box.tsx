/** Run the draw, once or again, and send the result to everyone at one time. */
import { useState } from 'preact/hooks';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { plainDate } from '../../lib/time.ts';
import { dayKey } from '#domain/schedule/zone-keys.ts';
import { locale, t } from '../../words/words.ts';
import type { Acting } from '../../state/use-act.ts';
import { eventZone } from '../../state/event-time.ts';
import { out } from '../../state/programme-team/programme-draft.ts';
import { announce, draw, ofKind, told } from '../../state/programme-team/sign-ups.ts';

interface DrawBoxProps {
  acting: Acting;
  stillClosed: number;
  onDone: () => Promise<void>;
}

export function DrawBox({ acting, stillClosed, onDone }: DrawBoxProps) {
  const [step, setStep] = useState<{ done: number; total: number }>();
  const drawn = draw.value;
  const programme = out.value?.programme;
  const begin = () =>
    acting.run('draw', async () => {
      if (programme === undefined) return;
      draw.value = await vault.drawChoices(programme);
      told.value = new Set();
    });
  const tell = () =>
    acting.run('tell', async () => {
      await announce((done, total) => setStep({ done, total }));
      setStep(undefined);
      await onDone();
    });
  // Kept beside the draw and not in this box: a person who returns to the page is not asked to announce again.
  const isOver = drawn !== undefined && drawn.members.every(({ member }) => told.value.has(member));
  const until = programme?.choicesUntil ?? '';
  const isEarly = until !== '' && dayKey(Date.now(), eventZone()) <= until && !isOver;
  const seated = drawn?.members.filter(({ seats }) => seats.some(({ state }) => state === 'in')).length ?? 0;
  return (
    <section class="sheet stack-s" aria-labelledby="draw">
      <h2 id="draw">{t('seats-draw')}</h2>
      <p>{t('seats-draw-text')}</p>
      {isEarly && (
        <Notice look="soon" icon="clock" what={t('seats-early', { until: plainDate(until, locale.value) })} />
      )}
      {stillClosed > 0 && <Notice look="soon" icon="warning" what={t('seats-draw-closed', { count: stillClosed })} />}
      {told.value.size === 0 && ofKind('seats').length > 0 && (
        <Notice look="soon" icon="warning" what={t('seats-before')} />
      )}
      {drawn !== undefined && (
        <>
          <p>
            <b>{t('seats-drawn', { seated, people: drawn.members.length })}</b>{' '}
            {!isOver && <b>{t('seats-drawn-untold')}</b>}
          </p>
          <p class="label">
            {t('seats-lot')} <span class="code ltr">{drawn.lot}</span>
          </p>
        </>
      )}
      {step !== undefined && (
        <Progress label={t('seats-telling')} done={step.done} total={step.total} note={t('seats-stay')} />
      )}
      {isOver && <Notice look="fine" what={t('seats-told', { count: told.value.size })} next={t('seats-told-next')} />}
      <div class="row">
        <Button
          kind={drawn === undefined && ofKind('seats').length === 0 ? 'do' : 'plain'}
          disabled={stillClosed > 0 || told.value.size > 0}
          busy={acting.busy === 'draw' && t('working')}
          onClick={() => void begin()}
        >
          {t(drawn === undefined ? 'seats-draw-do' : 'seats-draw-again')}
        </Button>
        {drawn !== undefined && !isOver && (
          <Button
            kind="do"
            icon="envelope-sealed"
            busy={acting.busy === 'tell' && t('sending')}
            onClick={() => void tell()}
          >
            {t('seats-tell', { count: drawn.members.length })}
          </Button>
        )}
      </div>
    </section>
  );
}
