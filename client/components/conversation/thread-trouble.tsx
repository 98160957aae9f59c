import { acceptThreads, openThreads, threads, threadsCode } from '../../state/messages/thread-state.ts';
import { streamRead } from '../../state/messages/sending-progress.ts';
import { Button } from '../../ui/button.tsx';
import { vault } from '../../state/session.ts';
import { useAct } from '../../state/use-act.ts';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import type { ThreadsState } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';

/** Shorter streams are read before a bar could be seen. */
const longStream = 200;

/** Show that the threads are being opened, what stopped that, or what of them does not open. */
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
  if (threads.value !== undefined) return <Kept kept={threads.value.kept} />;
  const read = streamRead.value;
  if (read !== undefined && read.total > longStream)
    return <Progress label={t('msg-reading')} done={read.done} total={read.total} note={t('you-can-leave')} />;
  return <p role="status">{t('msg-opening')}</p>;
}

/** What she kept and what does not open. It stays as it is; a new state is begun only after she has read this. */
function Kept({ kept: { chunksShut, stateShut, weeksShut } }: Pick<ThreadsState, 'kept'>) {
  const act = useAct();
  const parts = chunksShut + weeksShut - (stateShut ? 1 : 0);
  return (
    <>
      {stateShut && (
        <Notice
          look="now"
          what={t('msg-note')}
          safe={t('msg-note-safe')}
          next={t('msg-note-next')}
          action={
            <Button
              small
              busy={act.busy === 'begin' && t('checking')}
              onClick={() => void act.run('begin', async () => acceptThreads(await vault.threadsBeginState()))}
            >
              {t('msg-note-begin')}
            </Button>
          }
        />
      )}
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
      {parts > 0 && (
        <Notice
          look="soon"
          icon="warning"
          what={t('msg-unopened', { count: parts })}
          safe={t('msg-unopened-safe')}
          next={t('msg-unopened-next')}
        />
      )}
    </>
  );
}
