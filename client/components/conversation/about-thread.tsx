/** About a thread: who is in it, what to keep quiet, how to leave. */
import { useState } from 'preact/hooks';
import { me, vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Tick } from '../../ui/fields/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Face } from '../../ui/face.tsx';
import { RowList } from '../../ui/list.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import type { ThreadView } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';
import { useAct } from '../../state/use-act.ts';
import { readView } from '../../state/messages/thread-state.ts';
import { plainName } from '../../state/messages/thread-names.ts';
import { personName, teamName } from '../../state/names.ts';

/** Return the names that people gave themselves in this thread. */
function namesIn({ messages }: ThreadView): ReadonlyMap<string, string> {
  return new Map(
    messages.flatMap(({ sender, alias }) => (plainName(alias) === '' ? [] : [[sender, plainName(alias)]])),
  );
}

export function AboutThread({ view, onClose }: { view: ThreadView; onClose: () => void }) {
  const act = useAct();
  const [leaving, setLeaving] = useState(false);
  const { line } = view;
  const names = namesIn(view);
  const nameOf = (member: string) =>
    member === me.value?.member ? t('you') : (names.get(member) ?? personName(member));
  const mute = (muted: boolean) =>
    act.run('mute', async () => {
      await vault.threadMute(line.thread, muted);
      await readView();
    });
  const leave = () =>
    act.run('leave', async () => {
      await vault.threadLeave(line.thread);
      await readView();
      onClose();
    });
  const leavable = (line.kind === 'group' || line.kind === 'direct') && !line.left;
  return (
    <Dialog title={t('msg-about')} onClose={onClose}>
      {line.kind === 'announcement' ? (
        <p>{t('msg-about-announcement', { team: teamName(line.desk) })}</p>
      ) : (
        <section class="stack-s">
          <h3>{t('msg-who-reads', { count: line.members.length })}</h3>
          <ul class="stack-s">
            {line.members.map((member) => (
              <li key={member} class="row">
                <Face id={member} size={26} />
                <span>
                  <bdi>{nameOf(member)}</bdi>
                  {line.kind === 'desk' && member !== line.owner && <span class="dim"> {teamName(line.desk)}</span>}
                </span>
              </li>
            ))}
          </ul>
          <p class="dim fact">{t(`msg-until-${line.kind === 'desk' ? 'desk' : 'short'}`)}</p>
        </section>
      )}
      <Tick
        label={t('msg-mute')}
        note={t('msg-mute-text')}
        checked={line.muted}
        onChange={(muted) => void mute(muted)}
      />
      <RowList
        rows={[
          ...(line.kind === 'direct'
            ? [{ title: t('msg-compare'), text: t('msg-compare-why'), icon: 'eye' as const, href: '/messages/compare' }]
            : []),
          { title: t('msg-sees'), text: t('msg-sees-text'), icon: 'computer', href: '/seen' },
          ...(leavable
            ? [
                {
                  title: t('msg-leave'),
                  text: t('msg-leave-text'),
                  icon: 'exit' as const,
                  onClick: () => setLeaving(true),
                },
              ]
            : []),
        ]}
      />
      {leaving && (
        <Notice
          look="soon"
          what={t('msg-leave-sure')}
          next={t('msg-leave-sure-next')}
          action={
            <>
              <Button small kind="do" busy={act.busy === 'leave' && t('working')} onClick={() => void leave()}>
                {t('msg-leave')}
              </Button>
              <Button small onClick={() => setLeaving(false)}>
                {t('msg-stay')}
              </Button>
            </>
          }
        />
      )}
      {act.refusal !== undefined && <Refusal code={act.refusal.code} />}
    </Dialog>
  );
}
