/** First on the officers' first page: whose access is stopped, by whom, until when, and what another officer can do now. */
import type { MemberId } from '#protocol/core/ids.ts';
import { personName } from '../../state/names.ts';
import { Button } from '../../ui/button.tsx';
import { Face } from '../../ui/face.tsx';
import type { MemberLine } from '../../vault/roster/end-membership.ts';
import type { Proposal } from '../../vault/roster/approving.ts';
import { t } from '../../words/words.ts';
import { sayStop } from './stop-member.tsx';

interface StoppedProps {
  members: readonly MemberLine[];
  proposals: readonly Proposal[];
  onPick: (member: MemberId) => void;
}

export function StoppedPeople({ members, proposals, onPick }: StoppedProps) {
  const stopped = members.flatMap(({ member, stop }) => (stop === undefined ? [] : [{ member, stop }]));
  // A stop that needs a second officer before it counts at all.
  const waiting = proposals.flatMap(({ operation, mine }) =>
    operation.type === 'freeze' && operation.until !== undefined && !mine ? [operation.member] : [],
  );
  if (stopped.length + waiting.length === 0) return null;
  return (
    <section class="sheet stack" aria-labelledby="stopped">
      <h2 id="stopped">{t('stopped-title')}</h2>
      <ul class="stack">
        {stopped.map(({ member, stop }) => (
          <li key={member} class="stack-s">
            <p class="row">
              <Face id={member} size={40} />
              <b class="grow">
                <bdi>{personName(member)}</bdi>
              </b>
            </p>
            <p>{sayStop(stop)}</p>
            <div class="row">
              <Button onClick={() => onPick(member)}>{t('stopped-decide')}</Button>
            </div>
          </li>
        ))}
        {waiting.map((member) => (
          <li key={`waits ${member}`} class="stack-s">
            <p>{t('stopped-waits', { alias: personName(member) })}</p>
            <div class="row">
              <Button href="/approvals">{t('place-approvals')}</Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
