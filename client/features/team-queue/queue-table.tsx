/** The queue as a table: due, person, task, envelope, who does it. */
import type { DeskId } from '#protocol/core/ids.ts';
import { me } from '../../state/session.ts';
import { Face } from '../../ui/face.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import type { KeyMap } from '../../ui/keys.ts';
import { DeskTable, type Column } from '../../ui/table.tsx';
import { dayIn } from '../../lib/time.ts';
import { locale, t } from '../../words/words.ts';
import { byDue, groupNames, groupOf, journeySent, type PersonFile } from '../../state/team-rows.ts';
import { personName } from '../../state/names.ts';
import { dayAfter } from '#domain/schedule/time-zones.ts';

interface QueueTableProps {
  files: readonly PersonFile[];
  desk: DeskId;
  today: string;
  selected: string | undefined;
  onSelect: (person: string) => void;
  keys: KeyMap;
}

export function QueueTable({ files, desk, today, selected, onSelect, keys }: QueueTableProps) {
  const groups = groupNames
    .map((name) => ({
      title: t(`queue-${name}`),
      rows: files.filter((file) => groupOf(file, today) === name).toSorted(byDue),
    }))
    .filter((group) => group.rows.length > 0);
  return (
    <DeskTable
      label={t('queue-title')}
      columns={columns(desk, today)}
      groups={groups}
      idOf={(file) => file.person}
      selected={selected}
      onSelect={onSelect}
      onOpen={() => document.querySelector<HTMLElement>('.panel h2')?.focus()}
      keys={keys}
    />
  );
}

function columns(desk: DeskId, today: string): readonly Column<PersonFile>[] {
  return [
    { label: t('queue-due'), width: '112px', cell: (file) => <Due file={file} today={today} /> },
    { label: t('queue-person'), cell: (file) => <Person file={file} /> },
    { label: t('queue-what'), width: '38%', cell: (file) => <What file={file} desk={desk} /> },
    { label: t('queue-envelope'), wideOnly: true, cell: (file) => <EnvelopeCell file={file} /> },
    { label: t('queue-with'), wideOnly: true, cell: (file) => <span class="label">{withWhom(file)}</span> },
  ];
}

function Due({ file, today }: { file: PersonFile; today: string }) {
  const due = file.case?.due ?? '';
  if (due === '') return <span class="dim">–</span>;
  if (due === today) return <>{t('queue-today')}</>;
  const day = dayIn(`${due}T12:00:00Z`, 'UTC', locale.value);
  if (due > today || file.case?.state === 'done') return <>{day}</>;
  return (
    <span class="late">
      <Icon name="warning" size={18} />
      {due === dayAfter(today, -1) ? t('queue-yesterday') : day}
    </span>
  );
}

function Person({ file }: { file: PersonFile }) {
  return (
    <span class="row">
      <Face id={file.person} size={28} />
      <b class="name">
        <bdi>{personName(file.person)}</bdi>
      </b>
    </span>
  );
}

function What({ file, desk }: { file: PersonFile; desk: DeskId }) {
  const written = file.case?.what ?? '';
  const [what, more] = suggestion(file, desk);
  const sent = journeySent(file) && written !== '' && file.case?.state === 'new';
  const state = file.case === undefined ? undefined : t(sent ? 'queue-sent' : `case-state-${file.case.state}`);
  return (
    <>
      <b class="name">
        <bdi>{written === '' ? what : written}</bdi>
      </b>
      <span class="note">{[state, more].filter((part) => part !== undefined).join(' · ')}</span>
    </>
  );
}

/** What is next, worked out from what is open, and one more line. */
function suggestion(file: PersonFile, desk: DeskId): readonly [string, string | undefined] {
  if (file.state === 'none') return [t('person-no-file'), undefined];
  if (file.state === 'closed') return [t('queue-closed-what'), undefined];
  if ((desk as string) !== 'travel') return [t('queue-answer'), undefined];
  if (file.itineraryClosed || (file.travel === undefined && file.itinerary === undefined))
    return [t('queue-closed-part'), undefined];
  if (file.travel?.inPerson === true && file.itinerary === undefined) return [t('queue-ask-person'), undefined];
  if ((file.itinerary?.legs.length ?? 0) === 0) return [t('queue-book-journey'), fromWords(file)];
  if (file.problems.length > 0) return [t('queue-check-journey'), t('queue-problems', { count: file.problems.length })];
  return [t('queue-sent'), undefined];
}

function fromWords(file: PersonFile): string | undefined {
  return file.travel === undefined || file.travel.from === ''
    ? undefined
    : t('queue-from', { place: file.travel.from });
}

const ENVELOPE: Record<PersonFile['state'], IconName> = {
  none: 'envelope-sealed',
  closed: 'envelope-sealed',
  open: 'envelope-open',
};

function EnvelopeCell({ file }: { file: PersonFile }) {
  if (file.state === 'none') return <span class="dim">{t('queue-no-envelope')}</span>;
  return (
    <span class="row">
      <Icon name={ENVELOPE[file.state]} size={20} />
      {t(file.state === 'open' ? 'queue-open' : 'queue-sealed')}
    </span>
  );
}

function withWhom(file: PersonFile): string {
  const assignee = file.case?.assignee ?? '';
  if (assignee === '') return file.caseClosed ? '–' : t('nobody-yet');
  return assignee === me.value?.member ? t('you') : personName(assignee);
}
