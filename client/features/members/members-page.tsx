/** The officers' first page: what has to be made, who is invited, who is in. */
import { useState } from 'preact/hooks';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { SearchBox } from '../../ui/table.tsx';
import type { InviteLine } from '../../vault/joining/inviting.ts';
import type { Outcome } from '../../vault/roster/signing.ts';
import { t } from '../../words/words.ts';
import { useAct, usePoll, useStepFocus } from '../../state/use-act.ts';
import { useOnce } from '../../state/use-steady.ts';
import { DeskFrame } from '../../components/page-frame.tsx';
import { GuestList } from './guest-list.tsx';
import { InviteLinks, type ShownLink } from './invite-links.tsx';
import { InviteTable, inviteName } from './invite-table.tsx';
import { Invite } from './invite.tsx';
import { MemberTable } from './member-table.tsx';
import { officers, readMembers, type MemberData } from '../../state/member-list.ts';
import { SidePanel, type Picked } from './side-panel.tsx';
import { UnlistedNames } from './unlisted-names.tsx';
import { keepUnlisted } from '../../state/unlisted-names.ts';
import { SetupTasks } from './setup-tasks.tsx';
import { StillActing } from './still-acting.tsx';
import { StoppedPeople } from './stopped-people.tsx';

type View =
  | { readonly at: 'list' | 'invite' }
  | { readonly at: 'links'; readonly links: readonly ShownLink[]; readonly again: boolean };

export function Members() {
  const acting = useAct();
  const [data, setData] = useState<MemberData>();
  const [view, setView] = useState<View>({ at: 'list' });
  const [picked, setPicked] = useState<Picked>();
  const [search, setSearch] = useState('');
  const [said, setSaid] = useState<{
    outcome: Outcome;
    name?: string | undefined;
    beside: boolean;
    before: MemberData | undefined;
  }>();
  const load = async (): Promise<void> => setData(await readMembers());
  useOnce(() => void acting.run('load', load));
  useStepFocus(view.at);
  const underway = (data?.invites ?? []).some(({ state }) => state !== 'added' && state !== 'over');
  // What the others sign changes this page too, so it is read again while anything waits.
  const signing = said?.outcome.state === 'waiting' || (data?.proposals ?? []).length > 0;
  usePoll(8000, (underway || signing) && view.at === 'list' && acting.busy === undefined, load);
  const done = (outcome: Outcome, name?: string, beside = false): void => {
    setSaid({ outcome, name, beside, before: data });
    if (name !== undefined) setPicked(undefined);
    void acting.run('load', load);
  };
  // The list that was read before the act does not know of it yet. A later one without anything of hers: it was signed, or is over.
  const waits = data === said?.before || (data?.proposals ?? []).some(({ mine }) => mine);
  const waiting = said?.outcome.state === 'waiting' && waits ? <Waiting /> : undefined;
  const inPanel = said?.beside === true && picked !== undefined;
  // A message about one person is not shown beside the next.
  const pick = (next: Picked): void => {
    setSaid(undefined);
    setPicked(next);
  };
  const showLink = (line: InviteLine): void =>
    void acting.run('link', async () => {
      const { invite, expires } = line;
      const link = { invite, expires, name: inviteName(line), fragment: await vault.inviteLink(invite) };
      setView({ at: 'links', links: [link], again: true });
    });
  return (
    <DeskFrame
      current="/members"
      slot={view.at === 'list' ? <SearchBox value={search} onInput={setSearch} /> : undefined}
      panel={
        <SidePanel
          data={data}
          picked={picked}
          acting={acting}
          load={load}
          onDone={(outcome, name) => done(outcome, name, true)}
          waiting={inPanel ? waiting : undefined}
          onClose={() => setPicked(undefined)}
        />
      }
    >
      <div class="row between">
        <h1>{t(view.at === 'list' ? 'members-title' : 'invite-title')}</h1>
        {view.at === 'list' && <InviteButton data={data} onClick={() => setView({ at: 'invite' })} />}
        {view.at === 'invite' && <Button onClick={() => setView({ at: 'list' })}>{t('back')}</Button>}
      </div>
      {acting.refusal !== undefined && picked === undefined && <Refusal code={acting.refusal.code} />}
      {data === undefined && acting.busy !== undefined && <p role="status">{t('members-loading')}</p>}
      {!inPanel && view.at === 'list' && waiting}
      {said?.outcome.state === 'applied' && said.name !== undefined && (
        <Notice look="fine" what={t('compare-in', { alias: said.name })} />
      )}
      {data !== undefined && view.at === 'list' && (
        <>
          <StoppedPeople
            members={data.members.members}
            proposals={data.proposals}
            onPick={(member) => pick({ member })}
          />
          <SetupTasks readiness={data.readiness} proposals={data.proposals} acting={acting} onDone={done} />
          <UnlistedNames onWritten={() => void acting.run('load', load)} />
          <GuestList envelopes={data.guestLists} acting={acting} onOpened={load} />
          <InviteTable invites={data.invites} onPick={({ invite }) => pick({ invite })} onLink={showLink} />
          <MemberTable
            members={data.members.members}
            search={search}
            selected={picked !== undefined && 'member' in picked ? picked.member : undefined}
            onSelect={(member) => pick({ member })}
          />
          <StillActing members={data.members} />
        </>
      )}
      {data !== undefined && view.at === 'invite' && (
        <Invite
          namesWait={
            !data.readiness.monthKey && data.guestLists.some(({ content, gated }) => gated && content === undefined)
          }
          desks={data.members.desks.map(({ desk }) => desk).filter((desk) => desk !== officers)}
          acting={acting}
          onMade={(links) => {
            keepUnlisted(links);
            setView({ at: 'links', links, again: false });
            void acting.run('load', load);
          }}
        />
      )}
      {view.at === 'links' && (
        <InviteLinks links={view.links} again={view.again} onDone={() => setView({ at: 'list' })} />
      )}
    </DeskFrame>
  );
}

/** The button is prominent once nothing else has to be made first. The guest list needs the officers' key. */
function InviteButton({ data, onClick }: { data: MemberData | undefined; onClick: () => void }) {
  const ready = data?.readiness.officersKey === true;
  const first = ready && data.readiness.monthKey && data.readiness.desksWithoutKey.length === 0;
  return (
    <Button kind={first ? 'do' : 'plain'} icon="plus" disabled={!ready} onClick={onClick}>
      {t('members-invite')}
    </Button>
  );
}

function Waiting() {
  return (
    <Notice
      look="soon"
      what={t('outcome-waiting')}
      next={t('outcome-waiting-next')}
      action={
        <Button small href="/approvals">
          {t('place-approvals')}
        </Button>
      }
    />
  );
}
