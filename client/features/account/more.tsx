/** The places that are not in the bar. */
import { me, signOut } from '../../state/session.ts';
import { RowList, type RowLink } from '../../ui/list.tsx';
import { t } from '../../words/words.ts';
import { Frame, LanguageSwitch } from '../../components/page-frame.tsx';
import { ownPlaces, workPlaces } from '../../components/navigation.ts';

const barred: readonly string[] = ['/', '/file', '/programme', '/messages'];

export function More() {
  const who = me.value;
  const own = who?.role === 'participant';
  const places = ownPlaces().filter((place) => !barred.includes(place.href) && (own || place.href !== '/opened'));
  const work = who === undefined || own ? [] : workPlaces(who);
  const rows: RowLink[] = [
    ...work.map((place) => ({ title: place.label, icon: place.icon, href: place.href })),
    ...places.map((place) => ({ title: place.label, icon: place.icon, href: place.href })),
    { title: t('place-help'), text: t('signin-help-text'), icon: 'call', href: '/help' },
    { title: t('keys-out'), text: t('more-out-text'), icon: 'exit', onClick: () => void signOut() },
  ];
  return (
    <Frame current="/more">
      <h1>{t('place-more')}</h1>
      <div class={own ? 'narrow-only' : undefined}>
        <LanguageSwitch />
      </div>
      <RowList rows={rows} />
      <p class="dim fact">{t('signin-limits')}</p>
    </Frame>
  );
}
