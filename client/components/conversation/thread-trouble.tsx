import { openThreads, threads, threadsCode } from '../../state/messages/thread-state.ts';
import { streamRead } from '../../state/messages/sending-progress.ts';
import { Button } from '../../ui/button.tsx';
import { Refusal } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import { t } from '../../words/words.ts';

/** Shorter streams are read before a bar could be seen. */
const longStream = 200;

/** Show that the threads are being opened, or what stopped that. */
export function ThreadTrouble() {
  const code = threadsCode.value;
  if (code !== undefined)
    return (
      <Refusal
        code={code}
        action={
          <Button small onClick={() => void openThreads()}>
            {t('try-again')}
          </Button>
        }
      />
    );
  if (threads.value !== undefined) return null;
  const read = streamRead.value;
  if (read !== undefined && read.total > longStream)
    return <Progress label={t('msg-reading')} done={read.done} total={read.total} note={t('you-can-leave')} />;
  return <p role="status">{t('msg-opening')}</p>;
}
