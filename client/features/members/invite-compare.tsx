/** Compare eight digits with the invited person, by voice or in person. Only then is she let in, with a touch. */
import { useState } from 'preact/hooks';
import { vault } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Panel } from '../../ui/dialog.tsx';
import { Digits } from '../../ui/digits.tsx';
import { Facts } from '../../ui/envelope.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import type { InviteLine } from '../../vault/joining/inviting.ts';
import type { Outcome } from '../../vault/roster/signing.ts';
import { listed } from '../../ui/list-words.ts';
import { t } from '../../words/words.ts';
import { touchWords, type Acting } from '../../state/use-act.ts';
import { inviteName } from './invite-table.tsx';
import { roleName } from '../../state/names.ts';
import { teamName } from '../../state/names.ts';

interface CompareProps {
  invite: InviteLine;
  acting: Acting;
  onRevealed: () => Promise<void>;
  onAdmitted: (outcome: Outcome, name: string) => void;
  onClose: () => void;
}

export function InviteCompare({ invite, acting, onRevealed, onAdmitted, onClose }: CompareProps) {
  const [revealed, setRevealed] = useState(invite.digits);
  const [differ, setDiffer] = useState(false);
  const name = inviteName(invite);
  const digits = invite.digits ?? revealed;
  const reveal = () =>
    acting.run('reveal', async () => {
      setRevealed(await vault.reveal(invite.invite));
      await onRevealed();
    });
  const admit = (compared: 'voice' | 'in-person') =>
    void acting
      .run(compared, () => vault.admit(invite.invite, compared))
      .then((outcome) => outcome !== undefined && onAdmitted(outcome, name));
  return (
    <Panel title={name} face={invite.member ?? invite.invite} text={aboutJoin(invite)} onClose={onClose}>
      {acting.refusal !== undefined && <Refusal code={acting.refusal.code} />}
      {invite.state === 'refused' && <Notice look="now" what={t('compare-refused')} next={t('compare-refused-next')} />}
      {invite.state !== 'refused' && digits === undefined && (
        <section>
          <h3>{t('invite-compare', { alias: name })}</h3>
          <p>{t('compare-call')}</p>
          <Button kind="do" busy={acting.busy === 'reveal' && t('working')} onClick={() => void reveal()}>
            {t('invites-show-digits')}
          </Button>
        </section>
      )}
      {digits !== undefined && !differ && (
        <section class="stack">
          <h3>{t('invite-compare', { alias: name })}</h3>
          <p>{t('compare-say', { alias: name })}</p>
          <Digits value={digits} label={t('setup-compare-say')} />
          <Button kind="do" wide busy={touchWords(acting.busy === 'voice')} onClick={() => admit('voice')}>
            {t('compare-voice')}
          </Button>
          <Button wide busy={touchWords(acting.busy === 'in-person')} onClick={() => admit('in-person')}>
            {t('compare-in-person')}
          </Button>
          <Button kind="link" onClick={() => setDiffer(true)}>
            {t('compare-differ')}
          </Button>
          <p class="label">{t('invite-compare-text')}</p>
        </section>
      )}
      {differ && (
        <Notice
          look="now"
          what={t('compare-stop')}
          next={t('compare-stop-next')}
          action={
            <Button small onClick={() => setDiffer(false)}>
              {t('compare-again')}
            </Button>
          }
        />
      )}
      <Facts
        rows={[
          { label: t('members-role'), value: invite.role === undefined ? '–' : roleName(invite.role) },
          teams(invite),
        ]}
      />
    </Panel>
  );
}

function teams(invite: InviteLine) {
  return { label: t('members-teams'), value: listed(invite.desks.map(teamName)) || '–' };
}

function aboutJoin(invite: InviteLine): string {
  if (invite.way === undefined) return t(`invites-${invite.state}`);
  return t('compare-keys', { count: invite.keys, way: t(`way-${invite.way}`) });
}
