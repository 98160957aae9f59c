/**
 * Show the links once. They are secrets: they are sent outside the portal, end after 72 hours, and are never shown here
 * again.
 */
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

interface InviteLinksProps {
  links: readonly MintedLink[];
  onDone: () => void;
}

export function InviteLinks({ links, onDone }: InviteLinksProps) {
  const zone = me.value?.event.zone ?? 'Europe/Stockholm';
  const end = links[0]?.expires ?? 0;
  const when = t('when', {
    day: dateIn(end, zone, locale.value),
    time: timeIn(end, zone, locale.value),
    zone: zoneWords(zone),
  });
  return (
    <section class="stack" aria-labelledby="links">
      <LeaveGuard />
      <h2 id="links" tabIndex={-1}>
        {t('links-title', { count: links.length })}
      </h2>
      <Notice look="soon" what={t('links-once')} next={t('links-send', { when })} />
      <UnlistedNames />
      <div class="row">
        <Button icon="print" onClick={() => print()}>
          {t('links-print')}
        </Button>
        <Button kind="do" onClick={onDone}>
          {t('links-done')}
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
