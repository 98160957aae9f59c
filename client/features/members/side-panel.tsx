/** The panel beside the members: an invite whose digits are compared, or a member. */
import type { ComponentChildren } from 'preact';
import type { InviteId, MemberId } from '#protocol/core/ids.ts';
import { me } from '../../state/session.ts';
import type { Outcome } from '../../vault/roster/signing.ts';
import type { Acting } from '../../state/use-act.ts';
import { InviteCompare } from './invite-compare.tsx';
import { MemberPanel } from './member-panel.tsx';
import type { MemberData } from '../../state/member-list.ts';

export type Picked = { readonly invite: InviteId } | { readonly member: MemberId } | undefined;

interface SideProps {
  data: MemberData | undefined;
  picked: Picked;
  acting: Acting;
  load: () => Promise<void>;
  onDone: (outcome: Outcome, name?: string) => void;
  /** Says that a second officer must sign. It is shown where the button was pressed. */
  waiting: ComponentChildren;
  onClose: () => void;
}

export function SidePanel({ data, picked, acting, load, onDone, waiting, onClose }: SideProps) {
  if (data === undefined || picked === undefined || me.value === undefined) return null;
  if ('invite' in picked) {
    const invite = data.invites.find((one) => one.invite === picked.invite);
    if (invite === undefined) return null;
    return (
      <InviteCompare
        key={invite.invite}
        invite={invite}
        acting={acting}
        onRevealed={load}
        onAdmitted={onDone}
        onClose={onClose}
      />
    );
  }
  const line = data.members.members.find((one) => one.member === picked.member);
  if (line === undefined) return null;
  return (
    <MemberPanel
      key={line.member}
      line={line}
      desks={data.members.desks}
      proposals={data.proposals}
      acting={acting}
      onDone={onDone}
      waiting={waiting}
      onClose={onClose}
    />
  );
}
