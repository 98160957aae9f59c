/** Show links, new ones or one again. They are secrets: they are sent outside the portal, and end after 72 hours. */
import { me, place } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { dateIn, timeIn } from '../../lib/time.ts';
import { zoneWords } from '../../words/zone-words.ts';
import type { MintedLink } from '../../vault/joining/inviting.ts';
import { locale, t } from '../../words/words.ts';
import { LeaveGuard } from '../../components/leave-guard.tsx';
import { LinkCard } from '../../components/link-card.tsx';
import { UnlistedNames } from './unlisted-names.tsx';

export type ShownLink = Pick<MintedLink, 'invite' | 'name' | 'fragment' | 'expires'>;

interface InviteLinksProps {
  links: readonly ShownLink[];
  /** One that was shown before: nothing is lost by leaving. */
  again: boolean;
  onDone: () => void;
}

export function InviteLinks({ links, again, onDone }: InviteLinksProps) {
  const zone = me.value?.event.zone ?? 'Europe/Stockholm';
  const end = links[0]?.expires ?? 0;
  const when = t('when', {
    day: dateIn(end, zone, locale.value),
    time: timeIn(end, zone, locale.value),
    zone: zoneWords(zone),
  });
  return (
    <section class="stack" aria-labelledby="links">
      {!again && <LeaveGuard />}
      <h2 id="links" tabIndex={-1}>
        {t('links-title', { count: links.length })}
      </h2>
      <Notice look="soon" what={t('links-secret')} next={t('links-send', { when })} />
      <UnlistedNames />
      <div class="row">
        <Button icon="print" onClick={() => print()}>
          {t('links-print')}
        </Button>
        <Button kind="do" onClick={onDone}>
          {t(again ? 'back' : 'links-done')}
        </Button>
      </div>
      <ul class="links">
        {links.map((link) => (
          <LinkCard
            key={link.invite}
            title={link.name}
            text={t('links-until', { when })}
            url={`${place.origin}/join#${link.fragment}`}
            withCode={links.length === 1}
          />
        ))}
      </ul>
    </section>
  );
}
