import { me } from '../state/session.ts';
import { Notice } from '../ui/notice.tsx';
import { t } from '../words/words.ts';

/** Staff who was let in and is in no team yet has nothing to open. She is told so where she arrives, and what comes next. */
export function NoTeam() {
  if (me.value?.role !== 'staff' || me.value.desks.length > 0) return null;
  return <Notice look="soon" what={t('keys-no-team')} next={t('keys-no-team-next')} />;
}
