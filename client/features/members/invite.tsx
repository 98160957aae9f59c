/** Invite one person by a form, or many from a list. Both end in links that are shown once. */
import { useState } from 'preact/hooks';
import type { DeskId } from '#protocol/core/ids.ts';
import { vault } from '../../state/session.ts';
import { Segments } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import type { InviteInput, MintedLink } from '../../vault/joining/inviting.ts';
import { t } from '../../words/words.ts';
import type { Acting } from '../../state/use-act.ts';
import { InviteForm } from './invite-form.tsx';
import { InviteFromList } from './invite-from-list.tsx';

interface InviteProps {
  /** Teams of the event, without the officers. */
  desks: readonly DeskId[];
  /** The guest list is closed, and cannot be opened before this month has a key. */
  namesWait: boolean;
  acting: Acting;
  onMade: (links: readonly MintedLink[]) => void;
}

export function Invite({ desks, namesWait, acting, onMade }: InviteProps) {
  const [how, setHow] = useState<'one' | 'many'>('one');
  const make = (inputs: readonly InviteInput[]) =>
    void acting.run('invite', () => vault.mintInvites(inputs)).then((links) => links !== undefined && onMade(links));
  return (
    <section class="stack narrow">
      {namesWait && (
        <Notice look="soon" icon="warning" what={t('invite-names-wait')} next={t('invite-names-wait-next')} />
      )}
      <Segments
        label={t('invite-title')}
        value={how}
        onPick={setHow}
        options={[
          { value: 'one', label: t('invite-one') },
          { value: 'many', label: t('invite-many') },
        ]}
      />
      {how === 'one' ? (
        <InviteForm desks={desks} busy={acting.busy === 'invite'} onMake={(input) => make([input])} />
      ) : (
        <InviteFromList desks={desks} busy={acting.busy === 'invite'} onMake={make} />
      )}
    </section>
  );
}
