/** The places that a member with this role and these teams can go to. */
import { t } from '../words/words.ts';
import type { Place } from '../ui/nav.tsx';
import type { Me } from '../vault/session/unlock.ts';
import { teamName } from '../state/names.ts';
import { unread } from '../state/unread.ts';

const messages = (): Place => ({
  href: '/messages',
  label: t('place-messages'),
  icon: 'talk',
  fresh: unread.value > 0,
});

/** Return a participant's places. On a phone the first four are in the tab bar, the rest are under More. */
export function ownPlaces(): readonly Place[] {
  return [
    { href: '/', label: t('place-today'), icon: 'home' },
    { href: '/file', label: t('place-file'), icon: 'envelope-sealed' },
    { href: '/programme', label: t('place-programme'), icon: 'calendar' },
    messages(),
    { href: '/journey', label: t('place-journey'), icon: 'plane' },
    { href: '/opened', label: t('place-who'), icon: 'eye' },
    { href: '/keys', label: t('place-keys'), icon: 'key-long' },
    { href: '/seen', label: t('place-sees'), icon: 'computer' },
  ];
}

/** Return the places of staff and officers: one queue for each team, then what only officers do. */
export function workPlaces(who: Me): readonly Place[] {
  const teams = who.desks.filter((desk) => desk !== 'officers');
  const queues = teams.flatMap((desk): readonly Place[] => {
    if (desk === 'programme') return programmePlaces();
    if (desk === 'communications') return [{ href: '/requests', label: t('place-requests'), icon: 'people' }];
    return [{ href: `/desk/${desk}`, label: teams.length === 1 ? t('place-queue') : teamName(desk), icon: 'list' }];
  });
  if (who.role !== 'officer') return [...queues, messages()];
  return [
    { href: '/members', label: t('place-members'), icon: 'people' },
    { href: '/approvals', label: t('place-approvals'), icon: 'check' },
    { href: '/ledger', label: t('place-ledger'), icon: 'eye' },
    ...queues,
    messages(),
  ];
}

function programmePlaces(): readonly Place[] {
  return [
    { href: '/programme-team', label: t('place-editor'), icon: 'calendar' },
    { href: '/programme-team/open', label: t('place-open-part'), icon: 'globe' },
    { href: '/programme-team/seats', label: t('place-sign-ups'), icon: 'people' },
  ];
}

/** Return where somebody starts after signing in. */
export function startOf(who: Me): string {
  return who.role === 'participant' ? '/' : (workPlaces(who)[0]?.href ?? '/keys');
}
