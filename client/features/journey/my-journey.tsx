/** The journey as the travel team wrote it: a ticket for each leg, what happens between, who meets me. */
import { Fragment } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Leg as LegContent } from '#protocol/records/kinds/itinerary.ts';
import { Empty } from '../../ui/empty.tsx';
import { Change, Leg, type Stop } from '../../ui/leg.tsx';
import { Say } from '../../ui/say.tsx';
import { dayIn } from '../../lib/time.ts';
import { zoneWords } from '../../words/zone-words.ts';
import { locale, t } from '../../words/words.ts';
import { Readers } from '../../components/readers.tsx';
import { LegStandings } from '../../components/leg-standings.tsx';
import { FileTrouble } from '../../components/file-trouble.tsx';
import { Frame } from '../../components/page-frame.tsx';
import { WhoMeetsMe } from '../../components/who-meets-me.tsx';
import { fileCode, itinerary, itineraryCard, loadFile, ownCards } from '../../state/my-file.ts';
import { instantOf } from '#domain/schedule/time-zones.ts';

export function Journey() {
  useEffect(() => void loadFile(), []);
  const plan = itinerary.value;
  const card = itineraryCard.value;
  const legs = plan?.legs ?? [];
  return (
    <Frame current="/journey">
      <h1>{t('journey-title')}</h1>
      <FileTrouble />
      {ownCards.value === undefined && fileCode.value === undefined && <p role="status">{t('file-opening')}</p>}
      {ownCards.value !== undefined && plan === undefined && (
        <Empty title={t('journey-empty')} text={t('journey-empty-text')} />
      )}
      {legs.map((leg, at) => (
        <Fragment key={at}>
          {at > 0 && <Between before={legs[at - 1] as LegContent} after={leg} />}
          <OneLeg leg={leg} />
        </Fragment>
      ))}
      <LegStandings legs={legs} />
      {plan !== undefined && <WhoMeetsMe meet={plan.meet} />}
      {plan !== undefined && plan.note.trim() !== '' && (
        <section class="sheet stack-s">
          <h2>{t('journey-note')}</h2>
          <p class="kept">
            <bdi>{plan.note}</bdi>
          </p>
        </section>
      )}
      {card !== undefined && (
        <div class="stack-s">
          <p class="dim fact">{t('journey-readers')}</p>
          <div class="row">
            <Readers readers={card.readers} />
          </div>
        </div>
      )}
    </Frame>
  );
}

/** A clock is named only beside a time: while there is none, nothing stands there. */
function stopOf(code: string, time: string, zone: string): Stop {
  return { code, time, zone: time === '' ? '' : zoneWords(zone) };
}

function OneLeg({ leg }: { leg: LegContent }) {
  const day = dayIn(`${leg.departDate}T12:00:00Z`, 'UTC', locale.value);
  const named = leg.carrier === '' ? t(`mode-${leg.mode}`) : leg.carrier;
  const line = [named, leg.number].filter((part) => part !== '').join(' ');
  const overnight = leg.arriveDate !== leg.departDate && leg.arriveDate !== '';
  const arrival = overnight ? dayIn(`${leg.arriveDate}T12:00:00Z`, 'UTC', locale.value) : undefined;
  const to = stopOf(leg.to, leg.arriveTime, leg.arriveZone);
  const stub = [
    { label: t('journey-seat'), value: leg.seat === '' ? t('journey-any') : leg.seat },
    { label: t('journey-bags'), value: String(leg.bags) },
    ...(leg.booking === '' ? [] : [{ label: t('journey-booking'), value: leg.booking }]),
  ];
  return (
    <Leg
      mode={leg.mode}
      line={line}
      day={day}
      from={stopOf(leg.from, leg.departTime, leg.departZone)}
      to={
        arrival === undefined
          ? to
          : { ...to, zone: t('journey-arrives-day', { zone: zoneWords(leg.arriveZone), day: arrival }) }
      }
      stub={stub}
    />
  );
}

/** Between two legs: how much time there is, and whether the place changes. Empty if the times do not tell. */
function Between({ before, after }: { before: LegContent; after: LegContent }) {
  const from = instantOf(before.arriveDate, before.arriveTime, before.arriveZone);
  const until = instantOf(after.departDate, after.departTime, after.departZone);
  if (from === undefined || until === undefined || until < from) return null;
  const minutes = Math.round((until - from) / 60_000);
  if (minutes > 24 * 60) return null;
  const time = t('edit-minutes', { hours: Math.floor(minutes / 60), minutes: minutes % 60 });
  const what =
    before.to === after.from
      ? t('journey-change-at', { place: after.from })
      : t('journey-change-go', { place: after.from });
  return (
    <Change>
      <Say id="journey-change" args={{ time, what }} />
    </Change>
  );
}
