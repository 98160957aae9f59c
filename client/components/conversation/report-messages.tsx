/** "Tell the officer": send the ticked messages, as this page shows them, and nothing else. */
import { useState } from 'preact/hooks';
import type { MessageId } from '#protocol/core/ids.ts';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Tick } from '../../ui/fields/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Refusal } from '../../ui/notice.tsx';
import type { MessageView, ThreadView } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { pick } from '../../state/messages/thread-state.ts';
import { senderName } from '../../state/messages/thread-names.ts';

const around = 5;

interface ReportProps {
  view: ThreadView;
  first: MessageView;
  onClose: () => void;
  /** Called when the page shows her thread with the officers. */
  onLed: () => void;
}

export function ReportMessages({ view, first, onClose, onLed }: ReportProps) {
  const act = useAct();
  const [ticked, setTicked] = useState<ReadonlySet<MessageId>>(new Set([first.id]));
  const written = view.messages.filter(({ type }) => type === 'text');
  const at = written.findIndex(({ id }) => id === first.id);
  const near = written.slice(Math.max(0, at - around), at + around + 1);
  const tick = (id: MessageId, on: boolean): void => {
    const next = new Set(ticked);
    if (on) next.add(id);
    else next.delete(id);
    setTicked(next);
  };
  const report = () =>
    act.run('report', async () => {
      const report = await vault.threadReport(view.line.thread, [...ticked]);
      onClose();
      await pick({ type: 'thread', thread: report.line.thread });
      onLed();
    });
  return (
    <Dialog
      title={t('msg-report')}
      onClose={onClose}
      verbs={
        <Button
          kind="do"
          disabled={ticked.size === 0}
          busy={act.busy !== undefined && t('sending')}
          onClick={() => void report()}
        >
          {t('msg-report-send', { count: ticked.size })}
        </Button>
      }
    >
      <p>{t('msg-report-what')}</p>
      <fieldset class="field">
        <legend>{t('msg-report-which')}</legend>
        {near.map((message) => (
          <Tick
            key={message.id}
            checked={ticked.has(message.id)}
            onChange={(on) => tick(message.id, on)}
            label={<b>{senderName(message)}</b>}
            note={<span dir="auto">{message.text || message.attachment?.name}</span>}
          />
        ))}
      </fieldset>
      <p class="dim fact">{t('msg-report-after')}</p>
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
    </Dialog>
  );
}
