/** A defender's messages: the teams she may write to, what was announced, her groups, and people whom she met. */
import { useLocation } from 'preact-iso';
import { me } from '../session.ts';
import { Button } from '../ui/button.tsx';
import { Empty } from '../ui/empty.tsx';
import { RowList } from '../ui/list.tsx';
import { Refusal } from '../ui/notice.tsx';
import { Progress } from '../ui/progress.tsx';
import type { ThreadLine, ThreadsState, ThreadWish } from '../vault/threads/shown.ts';
import { t } from '../words/words.ts';
import { Frame } from './frame.tsx';
import { lineFor, openThreads, pick, threads, threadsCode, waiting } from './messages-data.ts';
import { ThreadRows, type ThreadRow } from './messages-list.tsx';
import { faceOf, threadName } from './messages-names.ts';
import { streamRead } from './messages-progress.ts';
import { teamName } from './saying.ts';
import { Waiting } from './talk.tsx';

/** Fewer are read before a bar could be seen. */
const longStream = 200;

export function Messages() {
  const { route } = useLocation();
  const state = threads.value;
  const go = (wanted: ThreadWish): void => {
    void pick(wanted);
    route('/messages/thread');
  };
  return (
    <Frame current="/messages">
      <h1>{t('place-messages')}</h1>
      {!waitsOffline() && <Trouble />}
      <Waiting />
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

/** That messages wait for the network says already that there is none. */
const waitsOffline = (): boolean => threadsCode.value === 'offline' && waiting.value > 0;

/** Being opened, or what kept them from it. */
export function Trouble() {
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

function rowOf(line: ThreadLine): ThreadRow {
  const own = me.value?.member;
  return {
    wish: { type: 'thread', thread: line.thread },
    face: faceOf(line, own),
    name: threadName(line, own),
    line,
    note: undefined,
  };
}

/** Teams first: they are there before anything was written. */
function teamRows(state: ThreadsState): readonly ThreadRow[] {
  return state.desks.flatMap(({ desk, writable, people }) => {
    const wanted: ThreadWish = { type: 'desk', desk };
    const line = lineFor(wanted);
    if (!writable && line === undefined) return [];
    return [
      {
        wish: wanted,
        face: desk,
        name: teamName(desk),
        line,
        note: writable ? t('people', { count: people }) : t('msg-team-not-yet'),
      },
    ];
  });
}

function Lists({ state, onGo }: { state: ThreadsState; onGo: (wanted: ThreadWish) => void }) {
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
