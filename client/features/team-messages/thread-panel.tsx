/** A thread in the panel beside the list. */
import { useState } from 'preact/hooks';
import { me } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/dialog.tsx';
import type { MessageView, ThreadView } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';
import { openView, threads, target } from '../../state/messages/thread-state.ts';
import { memberName, threadName } from '../../state/messages/thread-names.ts';
import { teamName } from '../../state/names.ts';
import { AboutThread } from '../../components/conversation/about-thread.tsx';
import { TakenCareOf } from '../../components/conversation/message-actions.tsx';
import { Conversation } from '../../components/conversation/conversation.tsx';

interface InboxPanelProps {
  /** True if the key for "taken care of" was pressed. */
  caring: boolean;
  onCaring: (on: boolean) => void;
  onClose: () => void;
}

/** True if the user's own team answers this thread. */
function isOurs({ line }: ThreadView): boolean {
  if (line.kind !== 'desk' || line.owner === me.value?.member) return false;
  return threads.value?.desks.some(({ desk, mine }) => mine && desk === line.desk) === true;
}

/** Return the last message that she wrote and nobody has taken care of. */
function lastOpen({ messages }: ThreadView): MessageView | undefined {
  return messages.findLast(({ type, fromDesk, done }) => type === 'text' && !fromDesk && done === undefined);
}

export function ThreadPanel({ caring, onCaring, onClose }: InboxPanelProps) {
  const [about, setAbout] = useState(false);
  const view = openView.value;
  const ours = view !== undefined && isOurs(view);
  const open = view !== undefined && ours && view.line.open ? lastOpen(view) : undefined;
  return (
    <Panel title={title(view)} text={view === undefined ? undefined : under(view)} onClose={onClose}>
      {view !== undefined && (
        <div class="row">
          {open !== undefined && (
            <Button small icon="check" onClick={() => onCaring(true)}>
              {t('msg-done')}
            </Button>
          )}
          <Button small onClick={() => setAbout(true)}>
            {t('msg-about')}
          </Button>
        </div>
      )}
      <Conversation desk={ours} onLed={() => undefined} />
      {about && view !== undefined && <AboutThread view={view} onClose={() => setAbout(false)} />}
      {caring && open !== undefined && <TakenCareOf message={open} onClose={() => onCaring(false)} />}
    </Panel>
  );
}

function title(view: ThreadView | undefined): string {
  if (view !== undefined) return threadName(view.line, me.value?.member);
  const wanted = target.value;
  if (wanted?.type === 'person') return memberName(wanted.owner);
  return wanted?.type === 'desk' ? teamName(wanted.desk) : t('place-messages');
}

function under({ line }: ThreadView): string {
  const who = t('msg-who-reads', { count: line.members.length });
  return line.kind === 'desk' ? `${teamName(line.desk)} · ${who}` : who;
}
