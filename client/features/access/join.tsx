/** Joining by an invitation. The invitation is not used up until keys and card are made and both are sent together. */
import { useRef, useState } from 'preact/hooks';
import { place, vault } from '../../state/session.ts';
import { Refusal } from '../../ui/notice.tsx';
import type { InviteSeen } from '../../vault/joining/awaited-join.ts';
import { useAct, useStay } from '../../state/use-act.ts';
import { useOnce } from '../../state/use-steady.ts';
import { Frame } from '../../components/page-frame.tsx';
import { NewCard, NewKeys } from '../../components/new-keys.tsx';
import { pasted } from '../../lib/pasted-link.ts';
import { NotOpened, Resume, TypeCode } from './join-code.tsx';
import { Invitation } from './join-invitation.tsx';
import { Send } from './join-send.tsx';
import { Wait } from './join-wait.tsx';
import { warmVault } from './sign-in.tsx';

type Step = 'look' | 'keys' | 'card' | 'send' | 'wait';
const steps = 4;

/** Take the secret out of the address bar before anything else happens; the history keeps only "/join". */
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
  // Each link counts its own answers: what a link before it brings is shown nowhere.
  const links = useRef(0);
  const begin = (typed: string): void => {
    const { code: bare, refused } = pasted(typed);
    const mine = (links.current += 1);
    setWrong(refused);
    setSeen(undefined);
    act.clear();
    if (refused !== undefined) return;
    const show = (invite: InviteSeen | undefined): void => (mine === links.current ? setSeen(invite) : undefined);
    void act.run(`begin-${mine}`, () => vault.joiningBegin(bare)).then(show);
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
  const confirm = (ticked: readonly string[]): void =>
    void act.run('rules', async () => {
      await vault.joiningConfirm(ticked);
      setStep('keys');
    });
  const resume = (): void => {
    const mine = links.current;
    void act.run('resume', async () => {
      await vault.joiningResume(place);
      if (mine !== links.current) return;
      setUnderway(true);
      setStep('wait');
    });
  };
  if (seen === undefined)
    return (
      <Frame over>
        <TypeCode
          code={code}
          busy={act.busy?.startsWith('begin') === true}
          onInput={setCode}
          onGo={() => begin(code)}
        />
        {wrong !== undefined && <Refusal code={wrong} />}
        {act.refusal !== undefined && <NotOpened code={act.refusal.code} />}
        <Resume />
      </Frame>
    );
  return (
    <Frame step={step} over keep={underway} duty={seen.event.dutyPhone}>
      {step === 'look' && (
        <>
          <Invitation seen={seen} busy={act.busy === 'resume'} onGo={confirm} onResume={resume} />
          {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
        </>
      )}
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
      {step === 'send' && <Send total={steps} onDone={() => setStep('wait')} />}
      {step === 'wait' && <Wait total={steps} seen={seen} onAdded={() => setUnderway(false)} />}
    </Frame>
  );
}
