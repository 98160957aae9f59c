/** A new recovery card for somebody who is in. The old one counts until the last touch. */
import { useState } from 'preact/hooks';
import { me, vault } from '../../state/session.ts';
import { touchWords, useAct, useStay } from '../../state/use-act.ts';
import { Button } from '../../ui/button.tsx';
import { CheckList } from '../../ui/list.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { StepCount } from '../../ui/steps.tsx';
import { t } from '../../words/words.ts';
import { Frame } from '../../components/page-frame.tsx';
import { NewCard } from '../../components/new-keys.tsx';

type Step = 'begin' | 'card' | 'touch' | 'done';
const steps = 2;

export function ReplaceCard() {
  const [step, setStep] = useState<Step>('begin');
  const act = useAct();
  useStay(step === 'card' || step === 'touch');
  const begin = (): void =>
    void act.run('begin', () => vault.cardBegin()).then((begun) => begun === true && setStep('card'));
  const finish = (): void =>
    void act.run('finish', () => vault.cardFinish()).then((done) => done === true && setStep('done'));
  return (
    <Frame step={step} over keep={step === 'card' || step === 'touch'}>
      {step === 'begin' && (
        <>
          <h1>{t('newcard-title')}</h1>
          <p>{t('newcard-text')}</p>
          <CheckList items={[t('newcard-does-old'), t('newcard-does-keys'), t('newcard-does-log')]} />
          <Notice
            look="soon"
            icon="warning"
            what={t('newcard-not')}
            next={t(me.value?.role === 'participant' ? 'newcard-not-next' : 'newcard-not-officer')}
          />
          {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
          <Button kind="do" wide busy={act.busy !== undefined && t('working')} onClick={begin}>
            {t('newcard-begin')}
          </Button>
          <Button wide href="/keys">
            {t('back')}
          </Button>
        </>
      )}
      {step === 'card' && <NewCard step={1} total={steps} onDone={() => setStep('touch')} />}
      {step === 'touch' && (
        <>
          <StepCount step={2} total={steps} />
          <h1>{t('newcard-touch')}</h1>
          <p>{t('newcard-touch-text')}</p>
          {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
          <Button kind="do" icon="key" wide busy={touchWords(act.busy !== undefined)} onClick={finish}>
            {t('newcard-touch-do')}
          </Button>
        </>
      )}
      {step === 'done' && (
        <>
          <h1>{t('newcard-done')}</h1>
          <p>{t('newcard-done-text')}</p>
          <Button kind="do" wide href="/keys">
            {t('place-keys')}
          </Button>
        </>
      )}
    </Frame>
  );
}
