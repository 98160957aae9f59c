/** A certificate under the alias, to print. It is stored nowhere. */
import { useEffect, useState } from 'preact/hooks';
import { me, ownName } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { Tick } from '../../ui/fields/choice.tsx';
import { Notice } from '../../ui/notice.tsx';
import { t } from '../../words/words.ts';
import { loadDays, programme } from '../../state/my-programme/my-programme.ts';
import { ridden } from './after-session.tsx';
import { dateWords } from '../../state/my-programme/session-words.ts';
import { Frame } from '../../components/page-frame.tsx';

export function Certificate() {
  const [named, setNamed] = useState(false);
  useEffect(() => {
    if (programme.peek() === undefined) void loadDays();
  }, []);
  const event = me.value?.event;
  const workshops =
    programme.value === undefined ? [] : ridden(programme.value).filter(({ kind }) => kind === 'workshop');
  return (
    <Frame current="/programme">
      <h1>{t('day-cert-title')}</h1>
      <p class="dim">{t('day-cert-text')}</p>
      {ownName.value === '' && <Notice what={t('day-cert-alias')} next={t('day-cert-alias-next')} />}
      {workshops.length > 0 && <Tick label={t('day-cert-name')} checked={named} onChange={setNamed} />}
      <Notice look="soon" icon="warning" what={t('day-cert-warn')} />
      <Button kind="do" icon="print" onClick={() => print()}>
        {t('print')}
      </Button>
      <article class="certificate" aria-label={t('day-cert-title')}>
        <p>{t('day-cert-says')}</p>
        <p class="alias">
          <bdi>{ownName.value === '' ? '…' : ownName.value}</bdi>
        </p>
        {event !== undefined && (
          <>
            <p>{t('day-cert-part', { event: event.name })}</p>
            <p>
              {t('day-cert-when', { from: dateWords(event.startsOn), to: dateWords(event.endsOn), place: event.place })}
            </p>
          </>
        )}
        {named && (
          <ul>
            {workshops.map((session) => (
              <li key={session.id}>
                <bdi>{session.title}</bdi>
              </li>
            ))}
          </ul>
        )}
      </article>
    </Frame>
  );
}
