/** The frame of the programme's pages: its views, what changed, and a calm line if something is missing. */
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { Button } from '../../ui/button.tsx';
import { Empty } from '../../ui/empty.tsx';
import { Notice, Refusal } from '../../ui/notice.tsx';
import { zoneWords } from '../../words/zone-words.ts';
import { t } from '../../words/words.ts';
import { usePoll } from '../../state/use-act.ts';
import { personName } from '../../state/names.ts';
import {
  brokenBy,
  loadDays,
  loadProgramme,
  programme,
  programmeCode,
  readAt,
  waitsForKey,
} from '../../state/my-programme/my-programme.ts';
import { Frame } from '../../components/page-frame.tsx';
import { clockTime, eventZone } from '../../state/event-time.ts';
import { ownCards } from '../../state/my-file.ts';

const views = [
  { href: '/programme', id: 'day-view-all' },
  { href: '/programme/mine', id: 'place-day' },
  { href: '/programme/choices', id: 'day-view-choices' },
  { href: '/programme/after', id: 'day-view-after' },
] as const;

const changesEveryMs = 60_000;

interface DayFrameProps {
  view: (typeof views)[number]['href'];
  title: string;
  children: () => ComponentChildren;
}

export function ProgrammeFrame({ view, title, children }: DayFrameProps) {
  useEffect(() => void loadDays(), []);
  usePoll(changesEveryMs, true, loadProgramme);
  const ready = programme.value !== undefined && ownCards.value !== undefined;
  return (
    <Frame current="/programme" step={view}>
      <div class="row between">
        <h1>{title}</h1>
        <p class="dim fact">{zoneWords(eventZone())}</p>
      </div>
      <nav class="views" aria-label={t('place-programme')}>
        {views.map(({ href, id }) => (
          <a key={href} href={href} aria-current={href === view ? 'page' : undefined}>
            {t(id)}
          </a>
        ))}
      </nav>
      <Missing />
      {ready && children()}
    </Frame>
  );
}

function Missing() {
  const code = programmeCode.value;
  const again = (
    <Button small onClick={() => void loadDays()}>
      {t('try-again')}
    </Button>
  );
  if (programme.value !== undefined) {
    const notice = programme.value.notice.trim();
    return (
      <>
        {notice !== '' && (
          <Notice
            look="soon"
            what={t(programme.value.version === 1 ? 'day-first' : 'day-changed')}
            safe={<bdi>{notice}</bdi>}
          />
        )}
        {brokenBy.value !== undefined && (
          <Notice what={t('prog-broken', { name: personName(brokenBy.value) })} next={t('prog-broken-next')} />
        )}
        {code === 'offline' && (
          <Notice
            what={t('day-offline', { when: clockTime(readAt.value ?? 0) })}
            safe={t('day-offline-safe')}
            action={again}
          />
        )}
        {code !== undefined && code !== 'offline' && <Refusal code={code} action={again} />}
      </>
    );
  }
  if (code !== undefined) return <Refusal code={code} action={again} />;
  if (waitsForKey.value) return <Empty title={t('day-waits')} text={t('day-waits-text')} />;
  if (readAt.value !== undefined) return <Empty title={t('day-none')} text={t('day-none-text')} />;
  return <p role="status">{t('opening')}</p>;
}
