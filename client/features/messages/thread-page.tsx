/** One thread as a page. */
import { useLocation } from 'preact-iso';
import { useEffect, useState } from 'preact/hooks';
import { me } from '../../state/session.ts';
import { IconButton } from '../../ui/button.tsx';
import { Face } from '../../ui/face.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { ThreadView } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';
import { Frame } from '../../components/page-frame.tsx';
import { useSteady } from '../../state/use-steady.ts';
import { openView, target } from '../../state/messages/thread-state.ts';
import { faceOf, threadName } from '../../state/messages/thread-names.ts';
import { teamName } from '../../state/names.ts';
import { AboutThread } from '../../components/conversation/about-thread.tsx';
import { Conversation } from '../../components/conversation/conversation.tsx';

export function Thread() {
  const go = useSteady(useLocation().route);
  const wanted = target.value;
  const [about, setAbout] = useState(false);
  // Which thread it was is known to this page's memory alone: after a lock there is none.
  useEffect(() => {
    if (wanted === undefined) go('/messages', true);
  }, [wanted, go]);
  const view = openView.value;
  return (
    <Frame current="/messages" step={JSON.stringify(wanted)}>
      <header class="talk-head">
        <a class="btn bare" href="/messages" aria-label={t('msg-back')}>
          <Icon name="chevron" />
        </a>
        {view !== undefined && <Face id={faceOf(view.line, me.value?.member)} size={36} />}
        <div class="grow">
          <h1 class="one-line">
            <bdi>{title(view)}</bdi>
          </h1>
          {view !== undefined && (
            <button type="button" class="under label" onClick={() => setAbout(true)}>
              {under(view)}
            </button>
          )}
        </div>
        {view !== undefined && <IconButton icon="more" label={t('msg-about')} onClick={() => setAbout(true)} />}
      </header>
      <Conversation key={JSON.stringify(wanted)} onLed={() => undefined} />
      {about && view !== undefined && <AboutThread view={view} onClose={() => setAbout(false)} />}
    </Frame>
  );
}

function title(view: ThreadView | undefined): string {
  if (view !== undefined) return threadName(view.line, me.value?.member);
  const wanted = target.value;
  return wanted?.type === 'desk' ? teamName(wanted.desk) : t('place-messages');
}

function under({ line }: ThreadView): string {
  if (line.kind === 'announcement') return t('msg-under-announcement');
  if (line.kind === 'direct') return t('msg-under-direct');
  return t('msg-who-reads', { count: line.members.length });
}
