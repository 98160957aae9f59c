/** The co-founders' links, each for one person, and the wait until all have set up their keys. */
import { useState } from 'preact/hooks';
import { place, vault } from '../../state/session.ts';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { Progress } from '../../ui/progress.tsx';
import type { CofounderLink } from '../../vault/joining/founder.ts';
import { t } from '../../words/words.ts';
import { LinkCard } from '../../components/link-card.tsx';
import { useFoundingLook } from './use-founding-look.ts';

export function CoFounderLinks({
  links,
  onJoined,
}: {
  links: readonly CofounderLink[];
  onJoined: (digits: string) => void;
}) {
  const [joined, setJoined] = useState(0);
  const refused = useFoundingLook(true, async () => {
    const state = await vault.foundingAssemble();
    setJoined(state.joined);
    if (state.digits !== undefined) onJoined(state.digits);
  });
  return (
    <>
      <h1>{t('founding-links-title')}</h1>
      <p>{t('founding-links-text')}</p>
      <Notice look="soon" what={t('links-once')} next={t('founding-links-safe')} />
      <ul class="links">
        {links.map((link, i) => (
          <LinkCard
            key={link.member}
            title={t('founding-officer-nth', { number: i + 2 })}
            text={t('founding-officer-text')}
            url={`${place.origin}/found#${link.link}`}
            withCode
          />
        ))}
      </ul>
      <Progress label={t('founding-joined')} done={joined} total={links.length} note={t('founding-joined-text')} />
      {refused !== undefined && <Refusal code={refused} />}
      <p class="dim">{t('founding-again')}</p>
    </>
  );
}
