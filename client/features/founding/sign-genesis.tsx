/** Sign with a touch, and wait until every officer has signed. */
import { useState } from 'preact/hooks';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { BigEnvelope } from '../../ui/envelope.tsx';
import { Refusal } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { t } from '../../words/words.ts';
import { useAct, useStepFocus } from '../../state/use-act.ts';
import { useFoundingLook } from './use-founding-look.ts';

type At = 'ask' | 'wait' | 'done';

export function SignGenesis({ founder }: { founder: boolean }) {
  const acting = useAct();
  const [at, setAt] = useState<At>('ask');
  const [count, setCount] = useState({ signed: 1, of: 1 });
  const look = async (): Promise<void> => {
    const { signed, of, founded } = await vault.foundingState();
    setCount({ signed, of });
    setAt(founded ? 'done' : 'wait');
  };
  useStepFocus(at);
  const refused = useFoundingLook(at === 'wait', look);
  const sign = () =>
    acting.run('sign', async () => {
      const { founded } = await vault.foundingSign();
      if (founded) setAt('done');
      else await look();
    });
  if (at === 'done')
    return (
      <>
        <BigEnvelope seal="founded" />
        <div class="centre">
          <h1>{t('founding-done')}</h1>
          <p class="dim">{t('founding-done-next')}</p>
        </div>
        <Button kind="do" icon="key" wide href="/">
          {t('founding-sign-in')}
        </Button>
      </>
    );
  if (at === 'wait')
    return (
      <>
        <h1>{t('founding-signed')}</h1>
        <Progress
          label={t('founding-signatures')}
          done={count.signed}
          total={count.of}
          note={t('founding-signed-text')}
        />
        {refused !== undefined && <Refusal code={refused} />}
        {count.of > 1 && <p class="dim">{t(founder ? 'founding-again' : 'founding-again-ask')}</p>}
      </>
    );
  return (
    <>
      <h1>{t('founding-sign')}</h1>
      <p>{t('founding-sign-means')}</p>
      {acting.refusal !== undefined && <Refusal code={acting.refusal.code} />}
      <Button
        kind="do"
        icon="key"
        wide
        busy={acting.busy !== undefined && t('touch-key-now')}
        onClick={() => void sign()}
      >
        {t('founding-sign-do')}
      </Button>
    </>
  );
}
