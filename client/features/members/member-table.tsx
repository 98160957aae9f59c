import { found as finds } from '#domain/input/fold.ts';
import { me } from '../../state/session.ts';
import { Face } from '../../ui/face.tsx';
import { DeskTable } from '../../ui/table.tsx';
import type { MemberLine } from '../../vault/roster/end-membership.ts';
import { listed } from '../../ui/list-words.ts';
import { t } from '../../words/words.ts';
import { roleName } from '../../state/names.ts';
import { plainCell } from '../../lib/plain-cell.ts';
import { guests, personName, teamName } from '../../state/names.ts';

interface MemberTableProps {
  members: readonly MemberLine[];
  search: string;
  selected: string | undefined;
  onSelect: (member: MemberLine['member']) => void;
}

const groups = [
  ['officer', 'members-officers'],
  ['staff', 'members-staff'],
  ['participant', 'members-participants'],
] as const;

export function MemberTable({ members, search, selected, onSelect }: MemberTableProps) {
  const matching = members.filter((line) => finds(search, ...spoken(line)));
  return (
    <section class="stack-s" aria-labelledby="members">
      <h2 id="members">{t('members-in')}</h2>
      <DeskTable
        label={t('members-title')}
        idOf={(line) => line.member}
        selected={selected}
        onSelect={(id) => {
          const line = members.find((one) => one.member === id);
          if (line !== undefined) onSelect(line.member);
        }}
        onOpen={() => document.querySelector<HTMLElement>('.panel h2')?.focus()}
        groups={groups
          .map(([role, words]) => ({ title: t(words), rows: matching.filter((line) => line.role === role) }))
          .filter((group) => group.rows.length > 0)}
        columns={[
          { label: t('queue-person'), width: '42%', cell: (line) => <Person line={line} /> },
          {
            label: t('members-teams'),
            cell: (line) => listed(line.desks.filter((desk) => (desk as string) !== 'officers').map(teamName)),
          },
          { label: t('members-ways'), cell: (line) => t(`way-${line.way}`) },
          { label: t('members-keys'), wideOnly: true, cell: (line) => line.keys },
        ]}
      />
    </section>
  );
}

function spoken(line: MemberLine): readonly (string | undefined)[] {
  return [
    personName(line.member),
    roleName(line.role),
    ...line.desks.map(teamName),
    guests.value.get(line.member)?.note,
  ];
}

function Person({ line }: { line: MemberLine }) {
  const note = guests.value.get(line.member)?.note ?? '';
  return (
    <span class="row">
      <Face id={line.member} size={28} />
      <span>
        <b class="name">
          <bdi>{personName(line.member)}</bdi>
        </b>
        {line.member === me.value?.member && <span class="sr"> ({t('you')})</span>}
        {line.stop !== undefined && <span class="note">{t('freeze-title-running')}</span>}
        {note !== '' && (
          <span class="note">
            <bdi>{plainCell(note)}</bdi>
          </span>
        )}
      </span>
    </span>
  );
}
