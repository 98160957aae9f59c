/** Groups: a workshop, a wave of travellers. Its people see each other; nobody else learns that it exists. */
import { useState } from 'preact/hooks';
import { me } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Face } from '../../ui/face.tsx';
import { KeyBar } from '../../ui/table.tsx';
import { DeskTable, type Column } from '../../ui/table.tsx';
import type { ThreadLine } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';
import { GroupPanel } from './group-panel.tsx';
import { InboxFrame } from './inbox-frame.tsx';
import { threads } from '../../state/messages/thread-state.ts';
import { shortTime } from '../../components/conversation/thread-list.tsx';
import { threadName } from '../../state/messages/thread-names.ts';

const fresh = 'new';

export function Groups() {
  const [picked, setPicked] = useState<string>();
  const [created, setMade] = useState<string>();
  const groups = (threads.value?.lines ?? []).filter(({ kind }) => kind === 'group');
  const line = groups.find(({ thread }) => thread === picked);
  const panel =
    picked === undefined ? undefined : (
      <GroupPanel
        key={picked}
        line={picked === fresh ? undefined : line}
        isNew={created === picked}
        onMade={(thread) => {
          setMade(thread);
          setPicked(thread);
        }}
        onClose={() => setPicked(undefined)}
      />
    );
  return (
    <InboxFrame
      view="/messages/groups"
      title={t('inbox-view-groups')}
      foot={<KeyBar keys={[{ keys: ['j', 'k'], label: t('queue-keys-move') }]} />}
      panel={panel}
    >
      {() => (
        <>
          <div class="row between">
            <p class="dim">{t('group-text')}</p>
            <Button icon="plus" onClick={() => setPicked(fresh)}>
              {t('group-new')}
            </Button>
          </div>
          {groups.length === 0 ? (
            <Empty title={t('group-none')} text={t('group-none-text')} />
          ) : (
            <DeskTable
              label={t('inbox-view-groups')}
              columns={columns()}
              groups={[{ rows: groups }]}
              idOf={({ thread }) => thread}
              selected={picked}
              onSelect={setPicked}
              keys={{ Escape: () => setPicked(undefined) }}
            />
          )}
        </>
      )}
    </InboxFrame>
  );
}

function columns(): readonly Column<ThreadLine>[] {
  return [
    {
      label: t('group-name'),
      cell: (line) => (
        <span class="row">
          <Face id={line.thread} size={28} />
          <b class="name">
            <bdi>{threadName(line, me.value?.member)}</bdi>
          </b>
        </span>
      ),
    },
    { label: t('group-people'), width: '120px', cell: ({ members }) => t('people', { count: members.length }) },
    {
      label: t('group-by'),
      width: '160px',
      wideOnly: true,
      cell: ({ owner }) => <span class="label">{owner === me.value?.member ? t('you') : t('group-by-other')}</span>,
    },
    {
      label: t('inbox-when'),
      width: '110px',
      wideOnly: true,
      cell: ({ newest }) => <span class="label">{newest === undefined ? '–' : shortTime(newest.at)}</span>,
    },
  ];
}
