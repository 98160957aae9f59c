/** The frame of a team's messages: its views, and what is missing. */
import type { ComponentChildren } from 'preact';
import { t } from '../../words/words.ts';
import { NoTeam } from '../../components/no-team.tsx';
import { DeskFrame } from '../../components/page-frame.tsx';
import { threads } from '../../state/messages/thread-state.ts';
import { ThreadTrouble } from '../../components/conversation/thread-trouble.tsx';
import { Waiting } from '../../components/conversation/conversation.tsx';

type View = '/messages' | '/messages/tell' | '/messages/announce' | '/messages/groups';

interface InboxFrameProps {
  view: View;
  title: string;
  slot?: ComponentChildren;
  panel?: ComponentChildren;
  foot?: ComponentChildren;
  children: () => ComponentChildren;
}

export function InboxFrame({ view, title, slot, panel, foot, children }: InboxFrameProps) {
  const state = threads.value;
  const views = [
    { href: '/messages', id: 'inbox-view' },
    { href: '/messages/tell', id: 'inbox-view-tell' },
    ...((state?.announces.length ?? 0) > 0 ? [{ href: '/messages/announce', id: 'inbox-view-announce' }] : []),
    { href: '/messages/groups', id: 'inbox-view-groups' },
  ];
  return (
    <DeskFrame current="/messages" slot={slot} panel={panel} foot={foot}>
      <h1>{title}</h1>
      <nav class="views" aria-label={t('place-messages')}>
        {views.map(({ href, id }) => (
          <a key={href} href={href} aria-current={href === view ? 'page' : undefined}>
            {t(id)}
          </a>
        ))}
      </nav>
      <NoTeam />
      <ThreadTrouble />
      <Waiting />
      {state !== undefined && children()}
    </DeskFrame>
  );
}
