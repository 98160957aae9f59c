/** Says whom a message did not reach, because nothing can be sealed to her keys. */
import type { MemberId } from '#protocol/core/ids.ts';
import { Notice } from '../ui/notice.tsx';
import { personName } from '../state/names.ts';
import { locale, t } from '../words/words.ts';

export function NotReached({ members }: { members: readonly MemberId[] }) {
  if (members.length === 0) return null;
  const people = new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(members.map(personName));
  return (
    <Notice
      look="soon"
      icon="warning"
      what={t('msg-not-reached', { people, count: members.length })}
      next={t('msg-not-reached-next')}
    />
  );
}
