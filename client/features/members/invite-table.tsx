/** Open invites: who has opened the link, who waits for the digits, who waits for a second officer. */
import { Button } from '../../ui/button.tsx';
import { StateChip, type StateLook } from '../../ui/chip.tsx';
import { Face } from '../../ui/face.tsx';
import type { IconName } from '../../ui/icon.tsx';
import type { InviteLine, InviteState } from '../../vault/joining/inviting.ts';
import { locale, t } from '../../words/words.ts';
import { dayIn, timeIn } from '../../lib/time.ts';
import { me } from '../../state/session.ts';
import { roleName } from '../../state/names.ts';
import { personName, shortId, teamName } from '../../state/names.ts';

const LOOK: Record<InviteState, readonly [StateLook, IconName | undefined]> = {
  sent: ['quiet', 'clock'],
  crowded: ['now', 'warning'],
  joined: ['soon', 'key'],
  comparing: ['soon', 'call'],
  endorsed: ['quiet', 'clock'],
  added: ['fine', 'check'],
  over: ['quiet', undefined],
  refused: ['now', 'warning'],
  unreadable: ['quiet', undefined],
};

/** Who needs somebody first. */
const ORDER: readonly InviteState[] = [
  'refused',
  'comparing',
  'crowded',
  'joined',
  'endorsed',
  'sent',
  'over',
  'unreadable',
  'added',
];

interface InviteTableProps {
  invites: readonly InviteLine[];
  onPick: (invite: InviteLine) => void;
  onLink: (invite: InviteLine) => void;
}

/** While the person may still need her link: also to come back to a page that closed. */
const needsLink: readonly InviteState[] = ['sent', 'crowded', 'joined', 'comparing'];

export function InviteTable({ invites, onPick, onLink }: InviteTableProps) {
  const pending = invites
    .filter((invite) => invite.state !== 'added')
    .toSorted((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.expires - b.expires);
  if (pending.length === 0) return null;
  return (
    <section class="stack-s" aria-labelledby="invites">
      <h2 id="invites">{t('invites-title')}</h2>
      <ul class="rowlines">
        {pending.map((invite) => (
          <InviteRow key={invite.invite} invite={invite} onPick={() => onPick(invite)} onLink={() => onLink(invite)} />
        ))}
      </ul>
    </section>
  );
}

export const inviteName = (invite: InviteLine): string =>
  invite.member === undefined ? t('invite-unnamed', { code: shortId(invite.invite) }) : personName(invite.member);

interface InviteRowProps {
  invite: InviteLine;
  onPick: () => void;
  onLink: () => void;
}

function InviteRow({ invite, onPick, onLink }: InviteRowProps) {
  const [look, icon] = LOOK[invite.state];
  const waits =
    invite.mine && (invite.state === 'joined' || invite.state === 'comparing' || invite.state === 'refused');
  return (
    <li>
      <Face id={invite.member ?? invite.invite} size={32} />
      <div class="grow">
        <b class="name">
          <bdi>{inviteName(invite)}</bdi>
        </b>
        <span class="note">{aboutInvite(invite)}</span>
      </div>
      <StateChip look={look} icon={icon}>
        {t(`invites-${invite.state}`)}
      </StateChip>
      {invite.mine && needsLink.includes(invite.state) && (
        <Button small icon="copy" onClick={onLink}>
          {t('invites-link')}
        </Button>
      )}
      {waits && (
        <Button small onClick={onPick}>
          {t(invite.state === 'joined' ? 'invites-show-digits' : 'invites-go-on')}
        </Button>
      )}
    </li>
  );
}

function aboutInvite(invite: InviteLine): string {
  if (!invite.mine) return t('invites-other');
  const zone = me.value?.event.zone ?? 'UTC';
  const role = invite.role === undefined ? undefined : roleName(invite.role);
  const ends =
    invite.state === 'sent' || invite.state === 'joined'
      ? t('invites-ends', {
          when: `${dayIn(invite.expires, zone, locale.value)} ${timeIn(invite.expires, zone, locale.value)}`,
        })
      : undefined;
  return [role, ...invite.desks.map(teamName), ends].filter((part) => part !== undefined).join(' · ');
}
