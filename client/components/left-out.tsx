import { leftOut } from '../state/left-out.ts';
import { personName } from '../state/names.ts';
import { Notice } from '../ui/notice.tsx';
import { locale, t } from '../words/words.ts';

/** Say whose key could not be used, and what helps her. */
export function LeftOut() {
  const members = leftOut.value;
  if (members.length === 0) return null;
  const people = new Intl.ListFormat(locale.value, { type: 'conjunction' }).format(members.map(personName));
  return (
    <Notice
      look="soon"
      icon="warning"
      what={t('left-out', { people, count: members.length })}
      safe={t('left-out-safe')}
      next={t('left-out-next')}
    />
  );
}
