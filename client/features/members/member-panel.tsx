import type { ComponentChildren } from 'preact';
import type { DeskId } from '#protocol/core/ids.ts';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/dialog.tsx';
import { StateChip } from '../../ui/chip.tsx';
import { Facts } from '../../ui/envelope.tsx';
import { Refusal } from '../../ui/notice.tsx';
import type { DeskLine, MemberLine } from '../../vault/roster/end-membership.ts';
import type { Proposal } from '../../vault/roster/approving.ts';
import type { Outcome } from '../../vault/roster/signing.ts';
import { listed } from '../../ui/list-words.ts';
import { t } from '../../words/words.ts';
import { touchWords, type Acting } from '../../state/use-act.ts';
import { RemoveMember } from './remove-member.tsx';
import { StopMember } from './stop-member.tsx';
import { roleName } from '../../state/names.ts';
import { plainCell } from '../../lib/plain-cell.ts';
import { guests, personName, teamName } from '../../state/names.ts';

interface MemberPanelProps {
  line: MemberLine;
  desks: readonly DeskLine[];
  proposals: readonly Proposal[];
  acting: Acting;
  onDone: (outcome: Outcome) => void;
  waiting: ComponentChildren;
  onClose: () => void;
}

/** What was begun is not offered again: it waits for a second officer under Approvals. */
const joins = (proposals: readonly Proposal[], desk: DeskId, { member }: MemberLine): boolean =>
  proposals.some(({ operation: op }) => op.type === 'desk-join' && op.desk === desk && op.member === member);

/** One member: role, way in, keys, teams; and the verb that puts her into another team. */
export function MemberPanel({ line, desks, proposals, acting, onDone, waiting, onClose }: MemberPanelProps) {
  const open = desks.filter(({ desk }) => (desk as string) !== 'officers' && !line.desks.includes(desk));
  const guest = guests.value.get(line.member);
  const rows = [
    { label: t('members-ways'), value: t(`way-${line.way}`) },
    { label: t('members-keys'), value: String(line.keys) },
    { label: t('members-teams'), value: listed(line.desks.map(teamName)) || '–' },
    ...(guest === undefined || guest.note === ''
      ? []
      : [{ label: t('invite-note'), value: <bdi>{plainCell(guest.note)}</bdi> }]),
  ];
  return (
    <Panel title={personName(line.member)} face={line.member} text={roleName(line.role)} onClose={onClose}>
      {acting.refusal !== undefined && <Refusal code={acting.refusal.code} />}
      <Facts rows={rows} />
      <StopMember line={line} proposals={proposals} acting={acting} onDone={onDone} />
      {waiting}
      {line.role !== 'participant' && line.stop === undefined && open.length > 0 && (
        <section>
          <h3>{t('members-join-title')}</h3>
          <p class="label">{t('members-join-text')}</p>
          {open.map(({ desk }) =>
            joins(proposals, desk, line) ? (
              <StateChip key={desk} icon="clock">
                {t('members-join-waits', { team: teamName(desk) })}
              </StateChip>
            ) : (
              <Button
                key={desk}
                busy={touchWords(acting.busy === `join-${desk}`)}
                onClick={() =>
                  void acting
                    .run(`join-${desk}`, () => vault.joinDesk(desk, line.member))
                    .then((outcome) => outcome !== undefined && onDone(outcome))
                }
              >
                {t('members-join-team', { team: teamName(desk) })}
              </Button>
            ),
          )}
        </section>
      )}
      {line.role === 'participant' && <p class="dim fact">{t('members-no-team')}</p>}
      <RemoveMember line={line} acting={acting} onDone={onDone} />
    </Panel>
  );
}
