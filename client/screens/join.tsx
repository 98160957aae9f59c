/** Set up by an invitation: nothing is spent until keys and card are made and both are sent together. */
import { useEffect, useState } from 'preact/hooks';
import { noticed, vault } from '../session.ts';
import { Button } from '../ui/button.tsx';
import { Digits } from '../ui/digits.tsx';
import { Facts } from '../ui/envelope.tsx';
import { Face } from '../ui/face.tsx';
import { TextArea } from '../ui/field.tsx';
import { Notice, Refusal } from '../ui/notice.tsx';
import { StepCount, Steps } from '../ui/steps.tsx';
import { plainDate } from '../ui/time.ts';
import { When } from '../ui/when.tsx';
import type { InviteSeen } from '../vault/joining.ts';
import { locale, t } from '../words/words.ts';
import { useAct, usePoll } from './acting.ts';
import { Frame } from './frame.tsx';
import { NewCard, NewKeys } from './new-keys.tsx';
import { roleName } from './places.ts';
import { teamName } from './saying.ts';
import { DeviceTrouble, deviceTrouble, warmVault } from './sign-in.tsx';

type Step = 'look' | 'keys' | 'card' | 'send' | 'wait';
const steps = 4;
const pollMs = 4000;

/** The secret leaves the address bar before anything else happens; history keeps only "/join". */
export function takeFragment(): string {
  const fragment = location.hash.replace(/^#/u, '');
  if (fragment !== '') history.replaceState(history.state, '', location.pathname);
  return fragment;
}

export function Join() {
  const [code, setCode] = useState(takeFragment);
  const [seen, setSeen] = useState<InviteSeen | undefined>();
  const [step, setStep] = useState<Step>('look');
  const act = useAct();
  const begin = (fragment: string): void =>
    void act.run('begin', () => vault.joiningBegin(bareCode(fragment))).then((invite) => setSeen(invite));
  useEffect(() => {
    warmVault();
    if (code !== '') begin(code);
    const again = (): void => {
      const fragment = takeFragment();
      if (fragment === '') return;
      setCode(fragment);
      setStep('look');
      begin(fragment);
    };
    addEventListener('hashchange', again);
    return () => removeEventListener('hashchange', again);
  }, []);
  if (seen === undefined)
    return (
      <Frame>
        <TypeCode code={code} busy={act.busy !== undefined} onInput={setCode} onGo={() => begin(code)} />
        {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
      </Frame>
    );
  return (
    <Frame step={step}>
      {step === 'look' && <Invitation seen={seen} onGo={() => setStep('keys')} />}
      {step === 'keys' && (
        <NewKeys
          step={1}
          total={steps}
          needed={seen.keysNeeded}
          phoneAllowed={seen.phoneAllowed}
          enrol={(way) => vault.joiningKey(way)}
          onDone={() => setStep('card')}
        />
      )}
      {step === 'card' && <NewCard step={2} total={steps} onDone={() => setStep('send')} />}
      {step === 'send' && <Send onDone={() => setStep('wait')} />}
      {step === 'wait' && <Wait seen={seen} />}
    </Frame>
  );
}

/** A whole link, or only its code; line breaks and spaces come from messengers and from paper. */
function bareCode(typed: string): string {
  const bare = typed.replaceAll(/\s/gu, '');
  return bare.includes('#') ? bare.slice(bare.indexOf('#') + 1) : bare;
}

interface TypeCodeProps {
  code: string;
  busy: boolean;
  onInput: (code: string) => void;
  onGo: () => void;
}

function TypeCode({ code, busy, onInput, onGo }: TypeCodeProps) {
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault();
        if (bareCode(code) !== '' && !busy) onGo();
      }}
    >
      <h1>{t('setup-invited')}</h1>
      <p class="dim">{t('setup-invited-text')}</p>
      <TextArea
        code
        rows={4}
        label={t('setup-invite-code')}
        note={t('setup-invite-paste')}
        value={code}
        onInput={onInput}
        maxLength={600}
      />
      <Button kind="do" wide type="submit" busy={busy && t('checking')} disabled={bareCode(code) === ''}>
        {t('setup-invite-open')}
      </Button>
    </form>
  );
}

function Invitation({ seen, onGo }: { seen: InviteSeen; onGo: () => void }) {
  const { event } = seen;
  const trouble = deviceTrouble();
  const day = (date: string) => plainDate(date, locale.value);
  return (
    <>
      <h1>{t('setup-welcome')}</h1>
      <section class="sheet stack-s">
        <h2>{event.name}</h2>
        <p class="dim">
          <bdi>{event.place}</bdi>
          <br />
          {t('setup-days', { from: day(event.startsOn), until: day(event.endsOn) })}
        </p>
        <Facts
          rows={[
            { label: t('setup-as'), value: roleName(seen.role) },
            ...(seen.desks.length === 0
              ? []
              : [{ label: t('setup-team'), value: seen.desks.map(teamName).join(', ') }]),
            { label: t('setup-ends'), value: <When at={seen.expires} zone={event.zone} /> },
          ]}
        />
        <div class="row">
          <Face id={seen.inviter} size={44} />
          <p class="grow dim fact">{t('setup-inviter')}</p>
        </div>
        <div class="row">
          <Face id={seen.member} size={44} />
          <p class="grow dim fact">{t('setup-your-face')}</p>
        </div>
      </section>
      {seen.joined ? (
        <Notice
          look="soon"
          icon="warning"
          what={t('setup-joined')}
          next={t('setup-joined-next')}
          action={
            <Button small href="/">
              {t('setup-sign-in')}
            </Button>
          }
        />
      ) : (
        <>
          <h2>{t('setup-what')}</h2>
          <Steps
            steps={[
              { title: t('setup-step-key'), text: t('setup-needs', { count: seen.keysNeeded }), state: 'now' },
              { title: t('setup-step-card'), text: t('setup-needs-card'), state: 'later' },
              { title: t('setup-step-compare'), text: t('setup-needs-call'), state: 'later' },
              { title: t('setup-step-in'), state: 'later' },
            ]}
          />
          {trouble === undefined ? (
            <Button kind="do" wide onClick={onGo}>
              {t('setup-begin')}
            </Button>
          ) : (
            <DeviceTrouble trouble={trouble} />
          )}
          <p class="dim fact">{t('setup-nothing-spent')}</p>
        </>
      )}
    </>
  );
}

/** Keys, card and name tag go together; until they have gone, nothing is used up. */
function Send({ onDone }: { onDone: () => void }) {
  const act = useAct();
  const send = (): void =>
    void act.run('send', async () => {
      await vault.joiningSend();
      onDone();
    });
  useEffect(send, []);
  return (
    <>
      <StepCount step={3} total={steps} />
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

/** Codes after which waiting longer would be wrong: somebody may stand between. */
const stopCodes: readonly string[] = ['reveal-signature', 'join-changed', 'own-entry'];

function Wait({ seen }: { seen: InviteSeen }) {
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
    } catch (error) {
      setCode(noticed(error).code);
    }
  };
  useEffect(() => void ask(), []);
  usePoll(pollMs, !added && !stopped, ask);
  if (added)
    return (
      <>
        <StepCount step={4} total={steps} />
        <h1>{t('setup-finished')}</h1>
        <p>{t(seen.role === 'participant' ? 'setup-finished-text' : 'setup-finished-staff')}</p>
        <Button kind="do" icon="key" wide href="/">
          {t('setup-sign-in')}
        </Button>
      </>
    );
  return (
    <>
      <StepCount step={3} total={steps} />
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
      {!stopped && code !== undefined && <Refusal code={code} />}
    </>
  );
}
