/**
 * A team's threads: what waits for an answer, what was taken care of, and other threads. It is made for the keyboard.
 */
import { useState } from 'preact/hooks';
import { me } from '../../state/session.ts';
import { Button, Segments } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Refusal } from '../../ui/notice.tsx';
import { KeyBar, SearchBox } from '../../ui/table.tsx';
import type { ThreadTarget } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';
import { InboxFrame } from './inbox-frame.tsx';
import { ThreadPanel } from './thread-panel.tsx';
import { groupsOf, idOf, ThreadTable, rowsOf } from './thread-table.tsx';
import { NewThread } from './new-thread.tsx';
import { close, pick, threads, target } from '../../state/messages/thread-state.ts';
import { AfterRecovery } from '../../components/conversation/after-recovery.tsx';
import { FoundRows, useFound, type Found } from '../../components/conversation/search.tsx';
import { teamName } from '../../state/names.ts';

const all = 'all';

export function Inbox() {
  const [team, setTeam] = useState<string>(all);
  const [words, setWords] = useState('');
  const [writing, setWriting] = useState(false);
  const [caring, setCaring] = useState(false);
  const { found, refusal } = useFound(words);
  const wanted = target.value;
  const keys = {
    r: () => document.querySelector<HTMLElement>('.composer textarea')?.focus(),
    e: () => setCaring(wanted !== undefined),
    w: () => setWriting(true),
    Escape: close,
  };
  const go = ({ thread, message }: Found): void => void pick({ type: 'thread', thread }, message.id);
  return (
    <InboxFrame
      view="/messages"
      title={t('place-messages')}
      slot={<SearchBox value={words} onInput={setWords} />}
      foot={<KeyBar keys={barKeys()} />}
      panel={
        wanted === undefined ? undefined : (
          <ThreadPanel key={JSON.stringify(wanted)} caring={caring} onCaring={setCaring} onClose={close} />
        )
      }
    >
      {() => (
        <>
          <div class="row between">
            <Teams team={team} onTeam={setTeam} />
            <Button icon="plus" onClick={() => setWriting(true)}>
              {t('inbox-write')}
            </Button>
          </div>
          <AfterRecovery />
          {refusal !== undefined && <Refusal code={refusal.code} />}
          {found === undefined ? (
            <Lists team={team} keys={keys} onPick={(next) => void pick(next)} />
          ) : found.length === 0 ? (
            <Empty title={t('msg-found-none')} text={t('msg-found-none-text')} />
          ) : (
            <FoundRows found={found} onGo={go} />
          )}
          {writing && <NewThread onClose={() => setWriting(false)} onPick={(next) => void pick(next)} />}
        </>
      )}
    </InboxFrame>
  );
}

/** Shown only to people of more than one team. */
function Teams({ team, onTeam }: { team: string; onTeam: (team: string) => void }) {
  const mine = (threads.value?.desks ?? []).filter((one) => one.mine);
  if (mine.length < 2) return <span />;
  const options = [
    { value: all, label: t('inbox-all-teams') },
    ...mine.map(({ desk }) => ({ value: desk, label: teamName(desk) })),
  ];
  return <Segments label={t('inbox-team')} value={team} onPick={onTeam} options={options} />;
}

interface ListsProps {
  team: string;
  keys: Readonly<Record<string, () => void>>;
  onPick: (target: ThreadTarget) => void;
}

function Lists({ team, keys, onPick }: ListsProps) {
  const state = threads.value;
  if (state === undefined) return null;
  const rows = rowsOf(state, me.value?.member).filter((row) => team === all || row.line?.desk === team);
  if (rows.length === 0) return <Empty title={t('inbox-nothing')} text={t('inbox-nothing-text')} />;
  const chosen = target.value;
  return (
    <ThreadTable
      groups={groupsOf(rows)}
      selected={chosen === undefined ? undefined : idOf(chosen)}
      onPick={onPick}
      keys={keys}
    />
  );
}

function barKeys() {
  return [
    { keys: ['j', 'k'], label: t('queue-keys-move') },
    { keys: ['r'], label: t('inbox-key-write') },
    { keys: ['Ctrl', 'Enter'], label: t('msg-send') },
    { keys: ['e'], label: t('msg-done') },
    { keys: ['w'], label: t('inbox-write') },
    { keys: ['/'], label: t('queue-keys-search') },
  ];
}
