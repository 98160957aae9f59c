/** Recovery with the recovery card: new keys, a new card, the same file. Nothing changes before the last step. */
import { useState } from 'preact/hooks';
import { call, me, place, vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { CheckList } from '../../ui/list.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { StepCount } from '../../ui/steps.tsx';
import type { RefusalFacts } from '../../vault/session/refusal.ts';
import type { Me } from '../../vault/session/unlock.ts';
import { t } from '../../words/words.ts';
import { useAct, useStay } from '../../state/use-act.ts';
import { bareRow, CardRows, noRows } from '../../components/recovery-card-rows.tsx';
import { Frame } from '../../components/page-frame.tsx';
import { NewCard, NewKeys } from '../../components/new-keys.tsx';
import { DeviceTrouble, deviceTrouble } from './sign-in.tsx';

type Step = 'keys' | 'card' | 'finish' | 'done';
const steps = 4;

export function Recover() {
  const [who, setWho] = useState<Me | undefined>();
  const [step, setStep] = useState<Step>('keys');
  const [underway, setUnderway] = useState(false);
  useStay(underway);
  const enter = (entered: Me): void => {
    me.value = entered;
    setWho(entered);
  };
  const staff = who !== undefined && who.role !== 'participant';
  return (
    <Frame step={who === undefined ? 'rows' : step} over keep={underway}>
      {who === undefined && <Enter onIn={enter} />}
      {staff && <Notice look="soon" icon="warning" what={t('recover-staff')} next={t('recover-staff-next')} />}
      {who !== undefined && !staff && step === 'keys' && (
        <NewKeys
          step={2}
          total={steps}
          needed={1}
          phoneAllowed
          enrol={async (way) => {
            const count = await vault.recoveryKey(way);
            setUnderway(true);
            return count;
          }}
          onDone={() => setStep('card')}
        />
      )}
      {who !== undefined && step === 'card' && <NewCard step={3} total={steps} onDone={() => setStep('finish')} />}
      {who !== undefined && step === 'finish' && (
        <Finish
          onDone={() => {
            setUnderway(false);
            setStep('done');
          }}
        />
      )}
      {who !== undefined && step === 'done' && (
        <>
          <h1>{t('recover-done')}</h1>
          <p>{t('recover-done-text')}</p>
          <Button kind="do" icon="key" wide href="/">
            {t('recover-sign-in')}
          </Button>
        </>
      )}
    </Frame>
  );
}

function Enter({ onIn }: { onIn: (who: Me) => void }) {
  const [rows, setRows] = useState(noRows);
  const [short, setShort] = useState<readonly number[]>([]);
  const act = useAct();
  const trouble = deviceTrouble();
  const enter = async (): Promise<void> => {
    const bare = rows.map(bareRow);
    const missing = bare.flatMap((row, at) => (row.length === 9 ? [] : [at]));
    setShort(missing);
    act.clear();
    if (missing.length > 0) return;
    const entered = await act.run('enter', async () => {
      const who = await vault.enterWithCard(place, bare);
      await vault.recoveryBegin();
      return who;
    });
    if (entered !== undefined) onIn(entered);
  };
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <StepCount step={1} total={steps} />
      <h1>{t('recover-title')}</h1>
      <p>{t('recover-text')}</p>
      {trouble !== undefined && <DeviceTrouble trouble={trouble} />}
      <CheckList items={[t('recover-fact-file'), t('recover-fact-old'), t('recover-fact-log')]} />
      <p class="dim fact">{t('recover-rows')}</p>
      <CardRows rows={rows} wrong={[...short, ...wrongRows(act.refusal)]} onInput={setRows} />
      {act.refusal !== undefined && <NotIn code={act.refusal.code} />}
      <Button kind="do" wide type="submit" busy={act.busy !== undefined && t('checking')}>
        {t('recover-enter')}
      </Button>
    </form>
  );
}

/** A person who types a card has lost her keys, so she is not sent to the card again. */
function NotIn({ code }: { code: string }) {
  if (code !== 'login-unknown') return <Refusal code={code} />;
  return <Notice what={t('error-login-unknown')} next={t('recover-unknown-next')} />;
}

/** Return the wrong rows: the vault names the first row that does not add up, by its number. */
function wrongRows(refusal: RefusalFacts | undefined): readonly number[] {
  return refusal?.code === 'card-mistyped' && /^[0-3]$/u.test(refusal.detail) ? [Number(refusal.detail)] : [];
}

function Finish({ onDone }: { onDone: () => void }) {
  const act = useAct();
  const finish = (): void =>
    void act.run('finish', async () => {
      await vault.recoveryFinish();
      me.value = undefined;
      await call('session/end', {}).catch(() => undefined);
      onDone();
    });
  return (
    <>
      <StepCount step={4} total={steps} />
      <h1>{t('recover-last')}</h1>
      <p>{t('recover-last-text')}</p>
      <Notice look="soon" icon="warning" what={t('recover-last-warning')} />
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
      <Button kind="do" icon="key" wide busy={act.busy !== undefined && t('touch-key-now')} onClick={finish}>
        {t('recover-finish')}
      </Button>
    </>
  );
}
