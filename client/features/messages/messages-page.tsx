/** A participant's messages: the teams that she may write to, announcements, her groups, and people she has met. */
import { AfterRecovery } from '../../components/conversation/after-recovery.tsx';
import { ThreadTrouble } from '../../components/conversation/thread-trouble.tsx';
import { useLocation } from 'preact-iso';
import { me } from '../../state/session.ts';
import { Empty } from '../../ui/empty.tsx';
import { RowList } from '../../ui/list.tsx';
import type { ThreadLine, ThreadsState, ThreadTarget } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';
import { Frame } from '../../components/page-frame.tsx';
import { lineFor, pick, threads, threadsCode, waiting } from '../../state/messages/thread-state.ts';
import { ThreadRows, type ThreadRow } from '../../components/conversation/thread-list.tsx';
import { faceOf, threadName } from '../../state/messages/thread-names.ts';
import { teamName } from '../../state/names.ts';
import { Waiting } from '../../components/conversation/conversation.tsx';

export function Messages() {
  const { route } = useLocation();
  const state = threads.value;
  const go = (wanted: ThreadTarget): void => {
    void pick(wanted);
    route('/messages/thread');
  };
  return (
    <Frame current="/messages">
      <h1>{t('place-messages')}</h1>
      {!waitsOffline() && <ThreadTrouble />}
      <Waiting />
      <AfterRecovery />
      {state !== undefined && <Lists state={state} onGo={go} />}
      {state !== undefined && (
        <RowList
          rows={[
            { title: t('msg-people'), text: t('msg-people-text'), icon: 'people', href: '/messages/people' },
            { title: t('msg-search'), text: t('msg-search-text'), icon: 'search', href: '/messages/search' },
            { title: t('msg-sees'), text: t('msg-sees-text'), icon: 'computer', href: '/seen' },
          ]}
        />
      )}
    </Frame>
  );
}

/** If messages wait for the network, the page says already that there is none. */
const waitsOffline = (): boolean => threadsCode.value === 'offline' && waiting.value > 0;

function rowOf(line: ThreadLine): ThreadRow {
  const own = me.value?.member;
  return {
    target: { type: 'thread', thread: line.thread },
    face: faceOf(line, own),
    name: threadName(line, own),
    line,
    note: undefined,
  };
}

/** Return the teams first: they are there before anything was written. */
function teamRows(state: ThreadsState): readonly ThreadRow[] {
  return state.desks.flatMap(({ desk, writable, people }) => {
    const wanted: ThreadTarget = { type: 'desk', desk };
    const line = lineFor(wanted);
    if (!writable && line === undefined) return [];
    return [
      {
        target: wanted,
        face: desk,
        name: teamName(desk),
        line,
        note: writable ? t('people', { count: people }) : t('msg-team-not-yet'),
      },
    ];
  });
}

function Lists({ state, onGo }: { state: ThreadsState; onGo: (wanted: ThreadTarget) => void }) {
  const of = (kind: ThreadLine['kind']) => state.lines.filter((line) => line.kind === kind).map(rowOf);
  const teams = teamRows(state);
  const lists = [
    { title: t('msg-teams'), rows: teams },
    { title: t('msg-announcements'), rows: of('announcement') },
    { title: t('msg-groups'), rows: of('group') },
    { title: t('msg-met'), rows: of('direct') },
  ].filter(({ rows }) => rows.length > 0);
  if (lists.length === 0) return <Empty title={t('msg-nothing')} text={t('msg-nothing-text')} />;
  return (
    <>
      {lists.map(({ title, rows }) => (
        <section key={title} class="stack-s">
          <h2>{title}</h2>
          <ThreadRows rows={rows} label={title} onGo={onGo} />
        </section>
      ))}
    </>
  );
}
