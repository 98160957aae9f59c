/** Eight digits, compared by voice or in person with the one who was invited; only then is she let in, with a touch. */
import { useState } from 'preact/hooks';
import { vault } from '../session.ts';
import { Button } from '../ui/button.tsx';
import { Panel } from '../ui/dialog.tsx';
import { Digits } from '../ui/digits.tsx';
import { Facts } from '../ui/envelope.tsx';
import { Notice, Refusal } from '../ui/notice.tsx';
import type { InviteLine } from '../vault/inviting.ts';
import type { Outcome } from '../vault/signing.ts';
import { t } from '../words/words.ts';
import type { Acting } from './acting.ts';
import { inviteName } from './invite-table.tsx';
import { roleName } from './places.ts';
import { teamName } from './saying.ts';

interface CompareProps {
  invite: InviteLine;
  acting: Acting;
  onChanged: () => Promise<void>;
  onClose: () => void;
}

export function InviteCompare({ invite, acting, onChanged, onClose }: CompareProps) {
  const [shown, setShown] = useState(invite.digits);
  const [differ, setDiffer] = useState(false);
  const [outcome, setOutcome] = useState<Outcome>();
  const name = inviteName(invite);
  const digits = invite.digits ?? shown;
  const reveal = () =>
    acting.run('reveal', async () => {
      setShown(await vault.reveal(invite.invite));
      await onChanged();
    });
  const admit = (compared: 'voice' | 'in-person') =>
    acting.run(compared, async () => {
      setOutcome(await vault.admit(invite.invite, compared));
      await onChanged();
    });
  return (
    <Panel title={name} face={invite.member ?? invite.invite} text={aboutJoin(invite)} onClose={onClose}>
      {acting.refusal !== undefined && <Refusal code={acting.refusal.code} />}
      {outcome !== undefined && <Result outcome={outcome} name={name} />}
      {invite.state === 'refused' && <Notice look="now" what={t('compare-refused')} next={t('compare-refused-next')} />}
      {outcome === undefined && invite.state !== 'refused' && digits === undefined && (
        <section>
          <h3>{t('invite-compare', { alias: name })}</h3>
          <p>{t('compare-call')}</p>
          <Button kind="do" busy={acting.busy === 'reveal' && t('working')} onClick={() => void reveal()}>
            {t('invites-show-digits')}
          </Button>
        </section>
      )}
      {outcome === undefined && digits !== undefined && !differ && (
        <section class="stack">
          <h3>{t('invite-compare', { alias: name })}</h3>
          <p>{t('compare-say', { alias: name })}</p>
          <Digits value={digits} label={t('setup-compare-say')} />
          <Button
            kind="do"
            wide
            busy={acting.busy === 'voice' && t('touch-key-now')}
            onClick={() => void admit('voice')}
          >
            {t('compare-voice')}
          </Button>
          <Button wide busy={acting.busy === 'in-person' && t('touch-key-now')} onClick={() => void admit('in-person')}>
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
  return { label: t('members-teams'), value: invite.desks.map(teamName).join(', ') || '–' };
}

function aboutJoin(invite: InviteLine): string {
  if (invite.way === undefined) return t(`invites-${invite.state}`);
  return t('compare-keys', { count: invite.keys, way: t(`way-${invite.way}`) });
}

function Result({ outcome, name }: { outcome: Outcome; name: string }) {
  if (outcome.state === 'applied') return <Notice look="fine" what={t('compare-in', { alias: name })} />;
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
