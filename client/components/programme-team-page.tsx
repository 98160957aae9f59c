/** The page around the programme team's screens: who may be here, the team's key, and the key of all members. */
import type { ComponentChildren } from 'preact';
import { useCallback, useEffect, useState } from 'preact/hooks';
import type { DeskId } from '#protocol/core/ids.ts';
import { leftOut, noteLeftOut } from '../state/left-out.ts';
import { me, vault } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { Notice, Refusal } from '../ui/notice.tsx';
import type { DeskLine } from '../vault/roster/end-membership.ts';
import type { MembersKeyState } from '../vault/programme/closed-programme.ts';
import { t } from '../words/words.ts';
import type { Acting } from '../state/use-act.ts';
import { TeamKey } from './team-key.tsx';
import { DeskFrame } from './page-frame.tsx';
import { teamName } from '../state/names.ts';

interface TeamPageProps {
  desk: DeskId;
  here: string;
  title: string;
  acting: Acting;
  /** True if the page also shows the members key. */
  withMembersKey?: boolean | undefined;
  onKey?: (() => Promise<void>) | undefined;
  verbs?: ComponentChildren;
  slot?: ComponentChildren;
  panel?: ComponentChildren;
  foot?: ComponentChildren;
  children: ComponentChildren;
}

export function TeamPage(props: TeamPageProps) {
  const { desk, here, title, acting, verbs, slot, panel, foot, children, withMembersKey = false } = props;
  if (me.value?.desks.includes(desk) !== true)
    return (
      <DeskFrame current={here}>
        <h1>{title}</h1>
        <Notice what={t('queue-not-yours')} next={t('queue-not-yours-next')} />
      </DeskFrame>
    );
  return (
    <DeskFrame current={here} team={teamName(desk)} slot={slot} panel={panel} foot={foot}>
      <div class="row between">
        <h1>{title}</h1>
        {verbs !== undefined && verbs !== false && <div class="row">{verbs}</div>}
      </div>
      {acting.refusal !== undefined && <Refusal code={acting.refusal.code} />}
      <Keys desk={desk} acting={acting} withMembersKey={withMembersKey} onKey={props.onKey} />
      {children}
    </DeskFrame>
  );
}

interface KeysProps {
  desk: DeskId;
  acting: Acting;
  withMembersKey: boolean;
  onKey: (() => Promise<void>) | undefined;
}

function Keys({ desk, acting, withMembersKey, onKey }: KeysProps) {
  const [line, setLine] = useState<DeskLine>();
  const [key, setKey] = useState<MembersKeyState>();
  const { run } = acting;
  const load = useCallback(async (): Promise<boolean> => {
    setLine((await vault.members()).desks.find((one) => one.desk === desk));
    if (withMembersKey) setKey(await vault.membersKey());
    return true;
  }, [desk, withMembersKey]);
  useEffect(() => void run('keys', load), [run, load]);
  const after = async (): Promise<boolean> => {
    await onKey?.();
    return load();
  };
  return (
    <>
      <TeamKey desk={desk} line={line} acting={acting} onMade={after} />
      {key !== undefined && <MembersKey state={key} acting={acting} onMade={after} />}
    </>
  );
}

interface MembersKeyProps {
  state: MembersKeyState;
  acting: Acting;
  onMade: () => Promise<boolean>;
}

/** The key of all members. It is made before the first version, and again after somebody has left. */
function MembersKey({ state, acting, onMade }: MembersKeyProps) {
  const { epoch, sound } = state;
  // To whom no key can be given waits for something else, and is named beside this.
  const waiting = state.waiting.filter((member) => !leftOut.value.includes(member));
  const run = (name: string, act: () => Promise<unknown>) => () =>
    void acting.run(name, async () => {
      await act();
      await onMade();
    });
  if (!sound)
    return (
      <Notice
        look="soon"
        icon="key-long"
        what={t(epoch === 0 ? 'prog-key-first' : 'prog-key-again')}
        next={t(epoch === 0 ? 'prog-key-first-text' : 'prog-key-again-text')}
        action={
          <Button
            kind="do"
            icon="key"
            busy={acting.busy === 'mint' && t('touch-key-now')}
            onClick={run('mint', () => noteLeftOut(vault.mintMembersKey()))}
          >
            {t('prog-key-make')}
          </Button>
        }
      />
    );
  if (waiting.length === 0) return null;
  return (
    <Notice
      look="soon"
      icon="people"
      what={t('prog-key-waiting', { count: waiting.length })}
      next={t('prog-key-waiting-text')}
      action={
        <Button
          busy={acting.busy === 'admit' && t('working')}
          onClick={run('admit', () => noteLeftOut(vault.admitToProgramme()))}
        >
          {t('prog-key-give')}
        </Button>
      }
    />
  );
}
