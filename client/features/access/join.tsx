/** Set up by an invitation: nothing is spent until keys and card are made and both are sent together. */
import { useState } from 'preact/hooks';
import { noticed, vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Digits } from '../../ui/digits.tsx';
import { Facts } from '../../ui/envelope.tsx';
import { Face } from '../../ui/face.tsx';
import { TextArea } from '../../ui/fields/field.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { StepCount, Steps } from '../../ui/steps.tsx';
import { plainDate } from '../../lib/time.ts';
import { When } from '../../ui/when.tsx';
import type { InviteSeen } from '../../vault/joining/joining.ts';
import { locale, t } from '../../words/words.ts';
import { useAct, usePoll, useStay } from '../../state/use-act.ts';
import { useOnce } from '../../state/use-steady.ts';
import { Frame } from '../../components/page-frame.tsx';
import { CallLink } from '../../components/help-words.tsx';
import { NewCard, NewKeys } from '../../components/new-keys.tsx';
import { pasted } from '../../lib/pasted-link.ts';
import { roleName } from '../../state/names.ts';
import { teamName } from '../../state/names.ts';
import { DeviceTrouble, deviceTrouble, warmVault } from './sign-in.tsx';

type Step = 'look' | 'keys' | 'card' | 'send' | 'wait';
const steps = 4;
const pollMs = 4000;

/** The secret leaves the address bar before anything else happens; history keeps only "/join". */
function takeFragment(): string {
  const fragment = location.hash.replace(/^#/u, '');
  if (fragment !== '') history.replaceState(history.state, '', location.pathname);
  return fragment;
}

export function Join() {
  const [code, setCode] = useState(takeFragment);
  const [seen, setSeen] = useState<InviteSeen | undefined>();
  const [step, setStep] = useState<Step>('look');
  const [underway, setUnderway] = useState(false);
  const [wrong, setWrong] = useState<string | undefined>();
  const act = useAct();
  useStay(underway);
  const begin = (typed: string): void => {
    const { code: bare, refused } = pasted(typed);
    setWrong(refused);
    act.clear();
    if (refused === undefined) void act.run('begin', () => vault.joiningBegin(bare)).then((invite) => setSeen(invite));
    else setSeen(undefined);
  };
  useOnce(() => {
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
  });
  if (seen === undefined)
    return (
      <Frame over>
        <TypeCode code={code} busy={act.busy !== undefined} onInput={setCode} onGo={() => begin(code)} />
        {wrong !== undefined && <Refusal code={wrong} />}
        {act.refusal !== undefined && <NotOpened code={act.refusal.code} />}
      </Frame>
    );
  return (
    <Frame step={step} over keep={underway} duty={seen.event.dutyPhone}>
      {step === 'look' && <Invitation seen={seen} onGo={() => setStep('keys')} />}
      {step === 'keys' && (
        <NewKeys
          step={1}
          total={steps}
          needed={seen.keysNeeded}
          phoneAllowed={seen.phoneAllowed}
          enrol={async (way) => {
            const count = await vault.joiningKey(way);
            setUnderway(true);
            return count;
          }}
          onDone={() => setStep('card')}
        />
      )}
      {step === 'card' && <NewCard step={2} total={steps} onDone={() => setStep('send')} />}
      {step === 'send' && <Send onDone={() => setStep('wait')} />}
      {step === 'wait' && <Wait seen={seen} onAdded={() => setUnderway(false)} />}
    </Frame>
  );
}

/** A used invitation is most often one's own: the way on is the key. */
const usedCodes: readonly string[] = ['invite-used', 'invite-spent'];

function NotOpened({ code }: { code: string }) {
  const signIn = (
    <Button small href="/">
      {t('setup-sign-in')}
    </Button>
  );
  return <Refusal code={code} action={usedCodes.includes(code) ? signIn : undefined} />;
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
        if (pasted(code).code !== '' && !busy) onGo();
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
      <Button kind="do" wide type="submit" busy={busy && t('checking')} disabled={pasted(code).code === ''}>
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
      {event.dutyPhone !== '' && <CallLink number={event.dutyPhone} label={t('help-call')} quiet />}
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
  useOnce(send);
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

function Wait({ seen, onAdded }: { seen: InviteSeen; onAdded: () => void }) {
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
        <StepCount step={4} total={steps} />
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
      {!stopped && seen.role !== 'participant' && <p class="dim">{t('setup-wait-second')}</p>}
      {!stopped && code !== undefined && <Refusal code={code} />}
    </>
  );
}
