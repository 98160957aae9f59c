/** The step of joining that sends keys, card and name tag. */
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Refusal } from '../../ui/notice.tsx';
import { StepCount } from '../../ui/steps.tsx';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { useOnce } from '../../state/use-steady.ts';

/** Send keys, card and name tag in one act. The invitation is not used up before that act has succeeded. */
export function Send({ total, onDone }: { total: number; onDone: () => void }) {
  const act = useAct();
  const send = (): void =>
    void act.run('send', async () => {
      await vault.joiningSend();
      onDone();
    });
  useOnce(send);
  return (
    <>
      <StepCount step={3} total={total} />
      <h1>{t('setup-sending')}</h1>
      {act.refusal === undefined ? (
        <p role="status">{t('sending')}</p>
      ) : (
        <Refusal
          code={act.refusal.code}
          action={
            <Button small onClick={send}>
              {t('try-again')}
            </Button>
          }
        />
      )}
    </>
  );
}
