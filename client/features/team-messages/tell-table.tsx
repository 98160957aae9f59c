/** The people to tell: where to reach them, and since when something waits. */
import { Face } from '../../ui/face.tsx';
import { Icon } from '../../ui/icon.tsx';
import { DeskTable, type Column } from '../../ui/table.tsx';
import { t } from '../../words/words.ts';
import type { Told } from './tell-line.ts';
import { shortTime } from '../../components/conversation/thread-list.tsx';
import { memberName } from '../../state/messages/thread-names.ts';
import { reachWords } from './tell-reach.ts';

interface TellTableProps {
  rows: readonly Told[];
  selected: string | undefined;
  onSelect: (thread: string) => void;
  keys: Readonly<Record<string, () => void>>;
}

/** Sort: people who were told come last; among the others, the one who waits longest comes first. */
function inOrder(rows: readonly Told[]): readonly { title: string; rows: readonly Told[] }[] {
  const since = (a: Told, b: Told) => a.line.since - b.line.since;
  const groups = [
    { title: t('tell-to-tell'), rows: rows.filter(({ line }) => line.toldAt === undefined).toSorted(since) },
    { title: t('tell-told'), rows: rows.filter(({ line }) => line.toldAt !== undefined).toSorted(since) },
  ];
  return groups.filter((group) => group.rows.length > 0);
}

export function TellTable({ rows, selected, onSelect, keys }: TellTableProps) {
  return (
    <DeskTable
      label={t('inbox-view-tell')}
      columns={columns()}
      groups={inOrder(rows)}
      idOf={({ line }) => line.thread}
      selected={selected}
      onSelect={onSelect}
      onOpen={() => document.querySelector<HTMLElement>('.panel h2')?.focus()}
      keys={keys}
    />
  );
}

function columns(): readonly Column<Told>[] {
  return [
    {
      label: t('queue-person'),
      width: '30%',
      cell: ({ line }) => (
        <span class="row">
          <Face id={line.owner} size={28} />
          <b class="name">
            <bdi>{memberName(line.owner)}</bdi>
          </b>
        </span>
      ),
    },
    {
      label: t('tell-waits'),
      cell: ({ line }) => (
        <>
          {t('tell-count', { count: line.messages })}
          <span class="note">{t('tell-since', { when: shortTime(line.since) })}</span>
        </>
      ),
    },
    { label: t('tell-reach'), wideOnly: true, cell: (row) => <Reach row={row} /> },
    {
      label: t('tell-told'),
      width: '120px',
      wideOnly: true,
      cell: ({ line }) =>
        line.toldAt === undefined ? (
          <span class="dim">–</span>
        ) : (
          <span class="row">
            <Icon name="check" size={18} />
            {shortTime(line.toldAt)}
          </span>
        ),
    },
  ];
}

function Reach({ row: { file } }: { row: Told }) {
  const words = reachWords(file);
  return words === undefined ? (
    <span class="row dim">
      <Icon name="envelope-sealed" size={18} />
      {t(file?.envelopes.some(({ kind }) => kind === 'reach') === true ? 'queue-sealed' : 'tell-no-reach')}
    </span>
  ) : (
    <bdi>{words}</bdi>
  );
}
