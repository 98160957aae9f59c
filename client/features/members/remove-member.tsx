/**
 * End a membership in a team or in the event. The screen says before the signature that what was read cannot be taken
 * back.
 */
import { useState } from 'preact/hooks';
import type { DeskId } from '#protocol/core/ids.ts';
import { me, vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import type { MemberLine } from '../../vault/roster/end-membership.ts';
import type { Outcome } from '../../vault/roster/signing.ts';
import { t } from '../../words/words.ts';
import type { Acting } from '../../state/use-act.ts';
import { personName, teamName } from '../../state/names.ts';

interface LeaveProps {
  line: MemberLine;
  acting: Acting;
  onDone: (outcome: Outcome) => void;
}

type Asked = { readonly desk: DeskId } | 'event' | undefined;

export function RemoveMember({ line, acting, onDone }: LeaveProps) {
  const [asked, setAsked] = useState<Asked>();
  // Nobody removes herself: another officer does.
  if (line.member === me.value?.member) return null;
  return (
    <section>
      <h3>{t('leave-title')}</h3>
      {line.desks.map((desk) => (
        <Button key={desk} onClick={() => setAsked({ desk })}>
          {t('leave-team', { team: teamName(desk) })}
        </Button>
      ))}
      <Button onClick={() => setAsked('event')}>{t('leave-event')}</Button>
      {asked !== undefined && (
        <Confirm line={line} asked={asked} acting={acting} onDone={onDone} onClose={() => setAsked(undefined)} />
      )}
    </section>
  );
}

function Confirm(props: LeaveProps & { asked: NonNullable<Asked>; onClose: () => void }) {
  const { line, asked, acting, onDone, onClose } = props;
  const alias = personName(line.member);
  const whole = asked === 'event';
  const team = whole ? '' : teamName(asked.desk);
  const sign = () =>
    acting
      .run('leave', () => (whole ? vault.removeMember(line.member) : vault.leaveDesk(asked.desk, line.member)))
      .then((outcome) => {
        if (outcome === undefined) return;
        onClose();
        onDone(outcome);
      });
  return (
    <Dialog
      title={t(whole ? 'leave-event-what' : 'leave-team-what', { alias, team })}
      onClose={onClose}
      verbs={
        <>
          <Button
            kind="act"
            icon="key"
            busy={acting.busy === 'leave' && t('touch-key-now')}
            onClick={() => void sign()}
          >
            {t('leave-do')}
          </Button>
          <Button onClick={onClose}>{t('back')}</Button>
        </>
      }
    >
      <Notice look="soon" icon="warning" what={t(whole ? 'leave-event-text' : 'leave-team-text', { alias, team })} />
      {whole && <p>{t('leave-event-next')}</p>}
      <p class="dim fact">{t('leave-second')}</p>
      {acting.refusal !== undefined && <Refusal code={acting.refusal.code} />}
    </Dialog>
  );
}
