/** What can be done with one message. */
import { useRef, useState } from 'preact/hooks';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextField } from '../../ui/fields/field.tsx';
import { RowList, type RowLink } from '../../ui/list.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import type { MessageView } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { acted, readView, openView } from '../../state/messages/thread-state.ts';
import { actsTitle } from '../../state/messages/thread-names.ts';

interface ActsProps {
  message: MessageView;
  desk: boolean;
  onReply: () => void;
  onReport: () => void;
  onClose: () => void;
}

type Step = 'choose' | 'done' | 'unsend';

export function MessageActions(props: ActsProps) {
  const [step, setStep] = useState<Step>('choose');
  const now = useRef(step);
  now.current = step;
  if (step === 'done') return <TakenCareOf {...props} />;
  if (step === 'unsend') return <TakeBack {...props} />;
  // The first sheet reports its closing only when the next one is already open.
  return <Choose {...props} onStep={setStep} onClose={() => now.current === 'choose' && props.onClose()} />;
}

function Choose({ message, desk, onReply, onReport, onClose, onStep }: ActsProps & { onStep: (step: Step) => void }) {
  const line = openView.value?.line;
  const writable = line !== undefined && line.shut === undefined && !line.left && line.kind !== 'announcement';
  const and = (act: () => void) => () => {
    onClose();
    act();
  };
  const rows: RowLink[] = [
    ...(writable ? [{ title: t('msg-reply'), icon: 'undo' as const, onClick: and(onReply) }] : []),
    ...(desk && !message.fromDesk && writable && message.done === undefined
      ? [{ title: t('msg-done'), text: t('msg-done-text'), icon: 'check' as const, onClick: () => onStep('done') }]
      : []),
    ...(message.mine
      ? [{ title: t('msg-unsend'), text: t('msg-unsend-text'), icon: 'x' as const, onClick: () => onStep('unsend') }]
      : []),
    ...(!message.mine && !(line?.kind === 'desk' && line.desk === 'officers')
      ? [{ title: t('msg-report'), text: t('msg-report-text'), icon: 'warning' as const, onClick: and(onReport) }]
      : []),
  ];
  return (
    <Dialog title={actsTitle(message)} onClose={onClose}>
      <p class="one-line dim" dir="auto">
        {message.text}
      </p>
      <RowList rows={rows} />
    </Dialog>
  );
}

/** Say that the team has done what was asked. The participant sees this at her message. */
export function TakenCareOf({ message, onClose }: Pick<ActsProps, 'message' | 'onClose'>) {
  const act = useAct();
  const [text, setText] = useState('');
  const send = () =>
    act.run('done', async () => {
      const thread = openView.peek()?.line.thread;
      if (thread === undefined) return;
      await acted(() => vault.threadDone(thread, message.id, text.trim()));
      onClose();
    });
  return (
    <Dialog
      title={t('msg-done')}
      onClose={onClose}
      verbs={
        <Button kind="do" busy={act.busy !== undefined && t('sending')} onClick={() => void send()}>
          {t('msg-done-send')}
        </Button>
      }
    >
      <p>{t('msg-done-seen')}</p>
      <TextField label={t('msg-done-say')} optional={t('optional')} value={text} maxLength={200} onInput={setText} />
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
    </Dialog>
  );
}

/** Offer to take a message back, and say what that cannot do. */
function TakeBack({ message, onClose }: ActsProps) {
  const act = useAct();
  const [outcome, setOutcome] = useState<'gone' | 'late'>();
  const unsend = () =>
    act.run('unsend', async () => {
      const thread = openView.peek()?.line.thread;
      if (thread === undefined) return;
      // What was just sent can be named to the portal once it was seen in the stream: a tag first, then its body.
      for (let looks = 0; looks < 2; looks += 1) await vault.threadsLook();
      setOutcome(await vault.threadUnsend(thread, message.id));
      await readView();
    });
  const verbs =
    outcome === undefined ? (
      <Button kind="do" busy={act.busy !== undefined && t('working')} onClick={() => void unsend()}>
        {t('msg-unsend')}
      </Button>
    ) : (
      <Button kind="do" onClick={onClose}>
        {t('close')}
      </Button>
    );
  return (
    <Dialog title={t('msg-unsend')} onClose={onClose} verbs={verbs}>
      <p class="kept" dir="auto">
        {message.text}
      </p>
      {outcome === undefined && <p>{t('msg-unsend-honest')}</p>}
      {outcome !== undefined && (
        <Notice
          look={outcome === 'gone' ? 'fine' : 'quiet'}
          what={t(`msg-unsent-${outcome}`)}
          next={t(`msg-unsent-${outcome}-next`)}
        />
      )}
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
    </Dialog>
  );
}
