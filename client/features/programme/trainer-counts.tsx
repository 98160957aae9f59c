/** For a trainer: how many come and what they need, never who. A number under five is not shown. */
import type { Session } from '#protocol/records/kinds/session.ts';
import { Facts } from '../../ui/envelope.tsx';
import { t } from '../../words/words.ts';
import { mine } from '../../state/my-programme/my-programme.ts';
import { languageName } from '../../state/names.ts';

const few = (count: number): string => (count === 0 ? t('day-group-few') : String(count));

export function TrainerCounts({ session }: { session: Session }) {
  const group = mine.value.groups.find((one) => one.session === session.id);
  if (group === undefined) return null;
  const wayName = (language: string): string => {
    if (language === '') return t('day-group-spoken');
    if (language === 'headset') return t('day-group-headset');
    return language === 'other' ? t('day-group-other') : languageName(language);
  };
  return (
    <section class="stack-s">
      <h3>{t('day-group-title')}</h3>
      <Facts
        rows={[
          { label: t('day-group-asked'), value: few(group.asked) },
          { label: t('day-group-needs'), value: few(group.needs) },
          ...group.ways.map(({ language, people }) => ({ label: wayName(language), value: few(people) })),
        ]}
      />
      <p class="dim fact">{t('day-group-text')}</p>
    </section>
  );
}
