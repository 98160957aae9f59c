/** Said to everybody, on every page: the portal keeps somebody out for longer than an officer signed (3.9). */
import { me } from '../state/session.ts';
import { personName } from '../state/names.ts';
import { Notice } from '../ui/notice.tsx';
import { locale, t } from '../words/words.ts';

export function OverdueStops() {
  const overdue = me.value?.overdue ?? [];
  if (overdue.length === 0) return null;
  const people = new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(overdue.map(personName));
  return <Notice look="now" what={t('freeze-overdue', { people })} next={t('freeze-overdue-next')} />;
}
