/** Who meets me: where, from when, and the two words that are said aloud. */
import type { Content } from '#protocol/records/content.ts';
import { zoneWords } from '../words/zone-words.ts';
import { t } from '../words/words.ts';
import { eventZone } from '../state/event-time.ts';

export function WhoMeetsMe({ meet }: { meet: Content<'itinerary'>['meet'] }) {
  if (meet.place.trim() === '' && meet.theySay.trim() === '') return null;
  return (
    <section class="sheet stack-s">
      <h2>{t('journey-meets')}</h2>
      <p class="dim">
        <bdi>{meet.place}</bdi>
        {meet.from !== '' && <> {t('journey-meets-from', { time: meet.from, zone: zoneWords(eventZone()) })}</>}
      </p>
      {meet.show !== '' && <p>{t('journey-meets-show', { what: meet.show })}</p>}
      <dl class="words">
        <Word label={t('journey-meets-say')} word={meet.theySay} />
        <Word label={t('journey-you-answer')} word={meet.youAnswer} />
      </dl>
      <p>
        <b>{t('journey-wrong')}</b>
      </p>
    </section>
  );
}

function Word({ label, word }: { label: string; word: string }) {
  if (word.trim() === '') return null;
  return (
    <div>
      <dt>{label}</dt>
      <dd class="said">
        <bdi>{word}</bdi>
      </dd>
    </div>
  );
}
