/** What needs a second officer: what would happen, who has signed, and the button for her own touch. */
import { useState } from 'preact/hooks';
import { me, vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { StateChip } from '../../ui/chip.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Face, Faces } from '../../ui/face.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { Marked } from '../../ui/say.tsx';
import { dayIn, timeIn } from '../../lib/time.ts';
import type { Envelope } from '../../vault/records/team-records.ts';
import type { Proposal } from '../../vault/roster/approving.ts';
import type { Outcome } from '../../vault/roster/signing.ts';
import { listed } from '../../ui/list-words.ts';
import { locale, t } from '../../words/words.ts';
import { touchWords, useAct, usePoll, type Acting } from '../../state/use-act.ts';
import { useOnce } from '../../state/use-steady.ts';
import { DeskFrame } from '../../components/page-frame.tsx';
import { GuestList } from './guest-list.tsx';
import { aboutWhom, sayMeaning, sayWould } from '../../state/operation-words.ts';
import { guestListsOf, officers } from '../../state/member-list.ts';
import { learnNames, personName } from '../../state/names.ts';

export function Approvals() {
  const acting = useAct();
  const [proposals, setProposals] = useState<readonly Proposal[]>();
  const [outcome, setOutcome] = useState<Outcome>();
  const [lists, setLists] = useState<readonly Envelope[]>([]);
  const load = async (): Promise<void> => setProposals(await vault.proposals());
  // The names are the officers' own guest list, read as under Members: one person has one name on both pages.
  const loadNames = async (): Promise<void> => {
    const queue = await vault.queue(officers);
    learnNames(queue.envelopes);
    setLists(guestListsOf(queue));
  };
  useOnce(() => void acting.run('load', load).then(() => acting.run('load-names', loadNames)));
  usePoll(10_000, acting.busy === undefined, load);
  const approve = (proposal: Proposal) =>
    acting.run(proposal.id, async () => {
      setOutcome(undefined);
      setOutcome(await vault.approve(proposal.id, proposal.hash));
      await load();
    });
  return (
    <DeskFrame current="/approvals">
      <h1>{t('place-approvals')}</h1>
      <p class="dim narrow">{t('approvals-text')}</p>
      {acting.refusal !== undefined && <Refusal code={acting.refusal.code} />}
      {outcome?.state === 'applied' && <Notice look="fine" what={t('approvals-done')} />}
      {outcome?.state === 'waiting' && <Notice look="soon" what={t('approvals-more', { count: outcome.missing })} />}
      {proposals === undefined && acting.busy !== undefined && <p role="status">{t('approvals-loading')}</p>}
      {proposals?.length === 0 && <Empty title={t('approvals-empty')} text={t('approvals-empty-text')} />}
      {proposals !== undefined && proposals.length > 0 && (
        <GuestList envelopes={lists} acting={acting} onOpened={loadNames} />
      )}
      <ul class="stack narrow">
        {proposals?.map((proposal, i) => (
          <ProposalCard
            key={proposal.id}
            proposal={proposal}
            first={proposals.findIndex((one) => !one.mine && one.left !== 'none') === i}
            acting={acting}
            onApprove={() => void approve(proposal)}
          />
        ))}
      </ul>
    </DeskFrame>
  );
}

interface ProposalCardProps {
  proposal: Proposal;
  first: boolean;
  acting: Acting;
  onApprove: () => void;
}

function ProposalCard({ proposal, first, acting, onApprove }: ProposalCardProps) {
  const { operation, signers, missing, mine, expires, left } = proposal;
  const about = aboutWhom(operation);
  const zone = me.value?.event.zone ?? 'UTC';
  return (
    <li class="sheet stack-s">
      <div class="row">
        {about !== undefined && <Face id={about} size={40} />}
        <h2 class="grow">
          <Marked text={sayWould(operation)} />
        </h2>
      </div>
      <p>{sayMeaning(operation)}</p>
      <div class="row">
        <span class="chip">
          <Faces ids={signers} />
          <b>{t('approvals-signed', { names: listed(signers.map(personName)) })}</b>
        </span>
        <StateChip icon="clock">{t('approvals-missing', { count: missing })}</StateChip>
      </div>
      {left === 'none' ? (
        <Notice look="soon" what={t('approvals-over')} next={t('approvals-over-next')} />
      ) : (
        <p class="label">
          {t('approvals-until', {
            when: `${dayIn(expires, zone, locale.value)} ${timeIn(expires, zone, locale.value)}`,
          })}
        </p>
      )}
      {left === 'little' && <Notice look="soon" what={t('approvals-little')} />}
      {left === 'none' ? undefined : mine ? (
        <p class="dim fact">{t('approvals-mine')}</p>
      ) : (
        <div class="row">
          <Button
            kind={first ? 'do' : 'plain'}
            icon="key"
            busy={touchWords(acting.busy === proposal.id)}
            onClick={onApprove}
          >
            {t('approvals-do')}
          </Button>
        </div>
      )}
    </li>
  );
}
