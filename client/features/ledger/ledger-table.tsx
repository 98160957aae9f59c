import { Face, Faces } from '../../ui/face.tsx';
import { Icon } from '../../ui/icon.tsx';
import type { KeyMap } from '../../ui/keys.ts';
import { Marked } from '../../ui/say.tsx';
import { DeskTable } from '../../ui/table.tsx';
import { longDayIn, timeIn } from '../../lib/time.ts';
import { dayKey } from '#domain/schedule/zone-keys.ts';
import { locale, t } from '../../words/words.ts';
import { byDay, namelessOf, type Timed } from './ledger-lines.ts';
import { Proofs, ProofSum, sayReason, sayRow } from './ledger-words.tsx';
import { personName } from '../../state/names.ts';

interface LedgerTableProps {
  lines: readonly Timed[];
  zone: string;
  now: number;
  selected: string | undefined;
  onSelect: (leaf: string) => void;
  keys: KeyMap;
}

/** By day, newest first: when, who, what, what for, and how far each is proved. */
export function LedgerTable({ lines, zone, now, selected, onSelect, keys }: LedgerTableProps) {
  const today = dayKey(now, zone);
  return (
    <DeskTable
      label={t('ledger-title')}
      idOf={({ line }) => String(line.leaf)}
      selected={selected}
      onSelect={onSelect}
      onOpen={() => document.querySelector<HTMLElement>('.panel h2')?.focus()}
      keys={keys}
      groups={byDay(lines, zone).map(({ day, lines: rows }) => ({
        title: `${day === today ? `${t('queue-today')}, ` : ''}${longDayIn(`${day}T12:00:00Z`, 'UTC', locale.value)}`,
        rows,
      }))}
      columns={[
        { label: t('ledger-time'), width: '92px', cell: (row) => <Time row={row} zone={zone} /> },
        { label: t('ledger-who'), width: '24%', cell: (row) => <Who row={row} /> },
        { label: t('ledger-what'), cell: (row) => <Marked text={sayRow(row)} /> },
        { label: t('ledger-why'), wideOnly: true, cell: ({ line }) => <span class="label">{sayReason(line)}</span> },
        {
          label: t('ledger-proof'),
          wideOnly: true,
          cell: ({ line }) => (selected === undefined ? <Proofs line={line} /> : <ProofSum line={line} />),
        },
      ]}
    />
  );
}

function Time({ row, zone }: { row: Timed; zone: string }) {
  const time = timeIn(row.time, zone, locale.value);
  return row.after ? <span class="label">{t('ledger-after', { time })}</span> : <>{time}</>;
}

const namelessIcons = { closed: 'envelope-sealed', unknown: 'warning', nobody: 'more', unnamed: 'more' } as const;

function Who({ row: { line } }: { row: Timed }) {
  const [first] = line.who;
  if (first === undefined) {
    const why = namelessOf(line);
    return (
      <span class="row dim">
        <Icon name={namelessIcons[why]} size={22} />
        {t(`ledger-who-${why}`)}
      </span>
    );
  }
  return (
    <span class="row">
      {line.who.length > 1 ? <Faces ids={line.who} size={28} /> : <Face id={first} size={28} />}
      <b class="name">
        <bdi>{line.who.length > 1 ? t('ledger-together', { count: line.who.length }) : personName(first)}</bdi>
      </b>
    </span>
  );
}
