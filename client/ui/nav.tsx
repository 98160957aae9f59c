import { t } from '../words/words.ts';
import { Icon, type IconName } from './icon.tsx';

export interface Place {
  href: string;
  label: string;
  icon: IconName;
  count?: number | undefined;
  /** True if something there is new: a dot, and one word for people who do not see it. */
  fresh?: boolean | undefined;
}

function Dot({ on }: { on: boolean | undefined }) {
  return on === true ? (
    <i class="dot-new">
      <span class="sr"> {t('nav-new')}</span>
    </i>
  ) : null;
}

interface NavProps {
  places: readonly Place[];
  /** The href of where one is. */
  current: string;
}

/** On a phone: the first four places and, if there are more, a way to the rest. */
export function TabBar({ places, current, more }: NavProps & { more?: Place | undefined }) {
  const tabs = more === undefined ? places : [...places.slice(0, 4), more];
  const elsewhere = more !== undefined && !places.slice(0, 4).some((place) => place.href === current);
  return (
    <nav class="tabs" aria-label={t('nav')}>
      {tabs.map((place) => {
        const here = place.href === current || (elsewhere && place === more);
        return (
          <a key={place.href} href={place.href} aria-current={here ? 'page' : undefined}>
            <Icon name={place.icon} />
            <span>{place.label}</span>
            <Dot on={place.fresh} />
          </a>
        );
      })}
    </nav>
  );
}

/** On a wide window: every place, beside the page. */
export function SideNav({ places, current }: NavProps) {
  return (
    <nav class="side" aria-label={t('nav')}>
      {places.map((place) => (
        <a key={place.href} href={place.href} aria-current={place.href === current ? 'page' : undefined}>
          <Icon name={place.icon} size={22} />
          <span>{place.label}</span>
          <Dot on={place.fresh} />
        </a>
      ))}
    </nav>
  );
}

/** At a desk: in the top bar, words only. */
export function DeskNav({ places, current }: { places: readonly Omit<Place, 'icon'>[]; current: string }) {
  return (
    <nav class="desknav" aria-label={t('nav')}>
      {places.map((place) => (
        <a key={place.href} href={place.href} aria-current={place.href === current ? 'page' : undefined}>
          {place.label}
          {place.count !== undefined && <b> {place.count}</b>}
          <Dot on={place.fresh} />
        </a>
      ))}
    </nav>
  );
}
