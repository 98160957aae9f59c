/** The draw, once or again, and telling it to everyone at one time. */
import { useState } from 'preact/hooks';
import { vault } from '../session.ts';
import { Button } from '../ui/button.tsx';
import { Notice } from '../ui/notice.tsx';
import { Progress } from '../ui/progress.tsx';
import { t } from '../words/words.ts';
import type { Acting } from './acting.ts';
import { out } from './programme-draft.ts';
import { announce, draw, ofKind, told } from './programme-signups.ts';

interface DrawBoxProps {
  acting: Acting;
  stillClosed: number;
  onDone: () => Promise<void>;
}

export function DrawBox({ acting, stillClosed, onDone }: DrawBoxProps) {
  const [step, setStep] = useState<{ done: number; total: number }>();
  const [over, setOver] = useState(false);
  const drawn = draw.value;
  const programme = out.value?.programme;
  const begin = () =>
    acting.run('draw', async () => {
      if (programme === undefined) return;
      draw.value = await vault.drawChoices(programme);
      told.value = new Set();
      setOver(false);
    });
  const tell = () =>
    acting.run('tell', async () => {
      await announce((done, total) => setStep({ done, total }));
      setStep(undefined);
      setOver(true);
      await onDone();
    });
  const seated = drawn?.members.filter(({ seats }) => seats.some(({ state }) => state === 'in')).length ?? 0;
  return (
    <section class="sheet stack-s" aria-labelledby="draw">
      <h2 id="draw">{t('seats-draw')}</h2>
      <p>{t('seats-draw-text')}</p>
      {stillClosed > 0 && <Notice look="soon" icon="warning" what={t('seats-draw-closed', { count: stillClosed })} />}
      {told.value.size === 0 && ofKind('seats').length > 0 && (
        <Notice look="soon" icon="warning" what={t('seats-before')} />
      )}
      {drawn !== undefined && (
        <>
          <p>
            <b>{t('seats-drawn', { seated, people: drawn.members.length })}</b>
          </p>
          <p class="label">
            {t('seats-lot')} <span class="code ltr">{drawn.lot}</span>
          </p>
        </>
      )}
      {step !== undefined && (
        <Progress label={t('seats-telling')} done={step.done} total={step.total} note={t('seats-stay')} />
      )}
      {over && <Notice look="fine" what={t('seats-told', { count: told.value.size })} next={t('seats-told-next')} />}
      <div class="row">
        <Button
          kind={drawn === undefined && ofKind('seats').length === 0 ? 'do' : 'plain'}
          disabled={stillClosed > 0 || told.value.size > 0}
          busy={acting.busy === 'draw' && t('working')}
          onClick={() => void begin()}
        >
          {t(drawn === undefined ? 'seats-draw-do' : 'seats-draw-again')}
        </Button>
        {drawn !== undefined && !over && (
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
