/** The last step of joining: eight digits are compared, then the newcomer waits until she is a member. */
import { useState } from 'preact/hooks';
import { noticed, vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Digits } from '../../ui/digits.tsx';
import { Face } from '../../ui/face.tsx';
import { Refusal } from '../../ui/notice.tsx';
import { StepCount } from '../../ui/steps.tsx';
import type { InviteSeen } from '../../vault/joining/awaited-join.ts';
import { t } from '../../words/words.ts';
import { usePoll } from '../../state/use-act.ts';
import { useOnce } from '../../state/use-steady.ts';
import { CallLink } from '../../components/help-words.tsx';

const pollMs = 4000;

/** The codes after which she must not wait longer: somebody may have altered what was sent. */
const stopCodes: readonly string[] = ['reveal-signature', 'join-changed', 'own-entry', 'invite-inviter', 'invite-over'];

export function Wait({ total, seen, onAdded }: { total: number; seen: InviteSeen; onAdded: () => void }) {
  const [digits, setDigits] = useState<string | undefined>();
  const [added, setAdded] = useState(false);
  const [code, setCode] = useState<string | undefined>();
  const stopped = code !== undefined && stopCodes.includes(code);
  const ask = async (): Promise<void> => {
    try {
      const now = await vault.joiningAwait();
      setCode(undefined);
      if (now.digits !== undefined) setDigits(now.digits);
      setAdded(now.added);
      if (now.added) onAdded();
    } catch (error) {
      setCode(noticed(error).code);
    }
  };
  useOnce(() => void ask());
  usePoll(pollMs, !added && !stopped, ask);
  if (added)
    return (
      <>
        <StepCount step={4} total={total} />
        <h1>{t('setup-finished')}</h1>
        <p>{t(seen.role === 'participant' ? 'setup-finished-text' : 'setup-finished-staff')}</p>
        <Button kind="do" icon="key" wide href="/">
          {t('setup-sign-in')}
        </Button>
        {seen.event.dutyPhone !== '' && <CallLink number={seen.event.dutyPhone} label={t('setup-keep-number')} quiet />}
      </>
    );
  return (
    <>
      <StepCount step={3} total={total} />
      <h1>{t('setup-compare-title')}</h1>
      {stopped && <Refusal code={code ?? ''} />}
      {!stopped && digits === undefined && (
        <>
          <div class="row">
            <Face id={seen.inviter} size={56} />
            <p class="grow">{t('setup-wait-call')}</p>
          </div>
          <p role="status" class="dim">
            {t('setup-wait-digits')}
          </p>
        </>
      )}
      {!stopped && digits !== undefined && (
        <>
          <p>{t('setup-compare-read')}</p>
          <Digits value={digits} label={t('setup-compare-say')} />
          <p class="dim fact">{t('setup-compare-warning')}</p>
          <p role="status">{t('setup-wait-added')}</p>
        </>
      )}
      {!stopped && seen.role !== 'participant' && <p class="dim">{t('setup-wait-second')}</p>}
      {!stopped && code !== undefined && <Refusal code={code} />}
    </>
  );
}
