/** The threads of a team as a table: with whom, the newest text, state, time. */
import { StateChip } from '../../ui/chip.tsx';
import { Face } from '../../ui/face.tsx';
import { DeskTable, type Column } from '../../ui/table.tsx';
import type { ThreadLine, ThreadsState, ThreadTarget } from '../../vault/threads/view-types.ts';
import { t } from '../../words/words.ts';
import { lineFor } from '../../state/messages/thread-state.ts';
import { newestWords, shortTime, Unread, type ThreadRow } from '../../components/conversation/thread-list.tsx';
import { faceOf, threadName } from '../../state/messages/thread-names.ts';
import { teamName } from '../../state/names.ts';

type GroupName = 'open' | 'done' | 'own' | 'rest';

interface InboxRow extends ThreadRow {
  readonly group: GroupName;
}

interface Group {
  readonly name: GroupName;
  readonly rows: readonly InboxRow[];
}

/** Return one id for one thread, whether it is named by its id or by its desk or person. */
export function idOf(target: ThreadTarget): string {
  return target.type === 'thread' ? target.thread : (lineFor(target)?.thread ?? JSON.stringify(target));
}

function groupOf(line: ThreadLine, mine: ReadonlySet<string>, own: string | undefined): GroupName {
  if (line.kind !== 'desk') return 'rest';
  if (line.owner === own || !mine.has(line.desk)) return 'own';
  return line.open ? 'open' : 'done';
}

export function rowsOf(state: ThreadsState, own: string | undefined): readonly InboxRow[] {
  const mine = new Set(state.desks.filter((one) => one.mine).map(({ desk }) => desk));
  const begun = state.lines.map((line): InboxRow => ({
    target: { type: 'thread', thread: line.thread },
    face: faceOf(line, own),
    name: threadName(line, own),
    line,
    note: undefined,
    group: groupOf(line, mine, own),
  }));
  // Other teams that a member of a team may write to, as every member may.
  const others = state.desks.flatMap(({ desk, mine: isMine, writable, people }): readonly InboxRow[] => {
    const target: ThreadTarget = { type: 'desk', desk };
    if (isMine || !writable || lineFor(target) !== undefined) return [];
    const note = t('people', { count: people });
    return [{ target, face: desk, name: teamName(desk), line: undefined, note, group: 'own' }];
  });
  return [...begun, ...others];
}

const groupNames: readonly GroupName[] = ['open', 'done', 'rest', 'own'];

/** Group the rows. In the group of open threads the one that waits longest is first; in the others the newest is. */
export function groupsOf(rows: readonly InboxRow[]): readonly Group[] {
  const at = (row: InboxRow) => row.line?.newest?.at ?? 0;
  return groupNames
    .map((name) => ({
      name,
      rows: rows
        .filter((row) => row.group === name)
        .toSorted((a, b) => (name === 'open' ? at(a) - at(b) : at(b) - at(a))),
    }))
    .filter((group) => group.rows.length > 0);
}

interface InboxTableProps {
  groups: readonly Group[];
  selected: string | undefined;
  onPick: (target: ThreadTarget) => void;
  keys: Readonly<Record<string, () => void>>;
}

export function ThreadTable({ groups, selected, onPick, keys }: InboxTableProps) {
  const rows = groups.flatMap((group) => group.rows);
  const teams = new Set(rows.filter(({ group }) => group === 'open' || group === 'done').map(({ line }) => line?.desk));
  return (
    <DeskTable
      label={t('place-messages')}
      columns={columns(teams.size > 1)}
      groups={groups.map(({ name, rows: own }) => ({ title: t(`inbox-${name}`), rows: own }))}
      idOf={(row) => idOf(row.target)}
      selected={selected}
      onSelect={(id) => {
        const row = rows.find(({ target }) => idOf(target) === id);
        if (row !== undefined) onPick(row.target);
      }}
      onOpen={() => document.querySelector<HTMLElement>('.composer textarea, .panel h2')?.focus()}
      keys={keys}
    />
  );
}

function columns(several: boolean): readonly Column<InboxRow>[] {
  return [
    { label: t('queue-person'), width: '30%', cell: (row) => <Whose row={row} several={several} /> },
    { label: t('inbox-newest'), cell: (row) => <Newest row={row} /> },
    { label: t('inbox-state'), width: '150px', wideOnly: true, cell: (row) => <State row={row} /> },
    { label: t('inbox-when'), width: '96px', cell: (row) => <When row={row} /> },
  ];
}

function Whose({ row, several }: { row: InboxRow; several: boolean }) {
  const desk = row.line?.kind === 'desk' && several && row.group !== 'own' ? row.line.desk : undefined;
  return (
    <span class="row">
      <Face id={row.face} size={28} />
      <span>
        <b class="name">
          <bdi>{row.name}</bdi>
        </b>
        {desk !== undefined && <span class="note">{teamName(desk)}</span>}
      </span>
    </span>
  );
}

function Newest({ row }: { row: InboxRow }) {
  const words = newestWords(row.line);
  return (
    <span class={`two-lines${(row.line?.unread ?? 0) > 0 ? ' strong' : ''}`} dir="auto">
      {words ?? <span class="dim">{row.note ?? '–'}</span>}
    </span>
  );
}

function State({ row }: { row: InboxRow }) {
  if (row.line?.shut !== undefined)
    return (
      <StateChip look="soon" icon="warning">
        {t(`inbox-shut-${row.line.shut}`)}
      </StateChip>
    );
  if (row.group === 'open')
    return (
      <StateChip look="soon" icon="clock">
        {t('inbox-state-open')}
      </StateChip>
    );
  if (row.group === 'done')
    return (
      <StateChip look="fine" icon="check">
        {t('inbox-state-done')}
      </StateChip>
    );
  return row.line?.muted === true ? <span class="label">{t('msg-mark-muted')}</span> : null;
}

function When({ row }: { row: InboxRow }) {
  return (
    <span class="row">
      {row.line?.newest !== undefined && <span class="label">{shortTime(row.line.newest.at)}</span>}
      {(row.line?.unread ?? 0) > 0 && <Unread count={row.line?.unread ?? 0} />}
    </span>
  );
}
