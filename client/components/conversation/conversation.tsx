/**
 * One thread: its messages, what is missing, and the form for writing. Participants and teams use the same component.
 */
import { useEffect, useState } from 'preact/hooks';
import { me } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import type { MessageView, ThreadView } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { flush, openView, shownThreads, threads, threadsCode } from '../../state/messages/thread-state.ts';
import { NotReached } from '../not-reached.tsx';
import { UnreadFrom } from './after-recovery.tsx';
import { MessageActions } from './message-actions.tsx';
import { MessageList } from './message-list.tsx';
import { Composer } from './composer.tsx';
import { ReportMessages } from './report-messages.tsx';
import { ClosedThread } from './closed-thread.tsx';

interface TalkProps {
  /** True if a team's member looks at the team's thread. Colleagues' messages are then shown on her side. */
  desk?: boolean | undefined;
  onLed: () => void;
}

export function Conversation({ desk = false, onLed }: TalkProps) {
  const [acting, setActing] = useState<MessageView>();
  const [reporting, setReporting] = useState<MessageView>();
  const [reply, setReply] = useState<MessageView>();
  // A new page begins at its top. The messages are added after that, and the page then scrolls to their end.
  const [arrived, setArrived] = useState(false);
  useEffect(() => {
    setArrived(true);
    shownThreads.value += 1;
    return () => {
      shownThreads.value -= 1;
    };
  }, []);
  const view = arrived ? openView.value : undefined;
  if (view === undefined)
    return threadsCode.value === undefined ? <p role="status">{t('opening')}</p> : <Refusal code={threadsCode.value} />;
  return (
    <div class="talk">
      <Missing view={view} />
      <MessageList view={view} desk={desk} onActs={setActing} />
      <div class="foot">
        <NotReached members={view.unusable} />
        <Waiting short />
        {canWrite(view) ? <Composer view={view} reply={reply} onReply={setReply} /> : <ClosedThread view={view} />}
      </div>
      {acting !== undefined && (
        <MessageActions
          message={acting}
          desk={desk}
          onReply={() => setReply(acting)}
          onReport={() => setReporting(acting)}
          onClose={() => setActing(undefined)}
        />
      )}
      {reporting !== undefined && (
        <ReportMessages view={view} first={reporting} onClose={() => setReporting(undefined)} onLed={onLed} />
      )}
    </div>
  );
}

function canWrite({ line }: ThreadView): boolean {
  if (line.left || line.shut !== undefined) return false;
  return line.kind !== 'announcement';
}

/** Say which messages are missing, at the place where they would be shown. */
function Missing({ view }: { view: ThreadView }) {
  const { earlier, missing, unseen, unreadFrom, unvouched } = view;
  if (!earlier && missing + unseen + unreadFrom.length + unvouched === 0) return null;
  return (
    <div class="above stack-s">
      {view.earlier && <p class="between-lines">{t('msg-earlier')}</p>}
      {view.missing > 0 && (
        <Notice
          look="soon"
          icon="warning"
          what={t('msg-missing', { count: view.missing })}
          next={t('msg-missing-next')}
        />
      )}
      {view.unseen > 0 && (
        <Notice
          look="soon"
          icon="warning"
          what={t('msg-unseen', { count: view.unseen })}
          next={t('msg-unseen-next')}
          action={
            <Button small href="/messages">
              {t('msg-unseen-look')}
            </Button>
          }
        />
      )}
      <UnreadFrom members={view.unreadFrom} />
      {view.unvouched > 0 && (
        <Notice icon="warning" what={t('msg-unvouched', { count: view.unvouched })} next={t('msg-unvouched-next')} />
      )}
    </div>
  );
}

/** Say that a message is written and exists only on this device. In a thread the message itself says so too. */
export function Waiting({ short = false }: { short?: boolean | undefined }) {
  const act = useAct();
  const count = threads.value?.waiting ?? 0;
  if (count === 0 || me.value === undefined) return null;
  const what = t('msg-waiting', { count });
  const again = (
    <Button
      small
      kind={short ? 'link' : 'plain'}
      busy={act.busy !== undefined && t('sending')}
      onClick={() => void act.run('flush', flush)}
    >
      {t('msg-waiting-now')}
    </Button>
  );
  if (!short) return <Notice look="soon" what={what} safe={t('msg-waiting-safe', { count })} action={again} />;
  return (
    <p class="strip fact" role="status">
      <Icon name="clock" size={20} />
      <span class="grow">{what}</span>
      {again}
    </p>
  );
}
