/** Today: what comes next, who meets me, and one calm line about the state. */
import { useLocation } from 'preact-iso';
import { useEffect } from 'preact/hooks';
import type { Content } from '#protocol/records/content.ts';
import type { Leg } from '#protocol/records/kinds/itinerary.ts';
import { me, ownName } from '../../state/session.ts';
import { Button } from '../../ui/button.tsx';
import { StateLine } from '../../ui/envelope.tsx';
import { Face } from '../../ui/face.tsx';
import { Icon } from '../../ui/icon.tsx';
import { RowList, Tally } from '../../ui/list.tsx';
import { Notice } from '../../ui/notice.tsx';
import { longDayIn } from '../../lib/time.ts';
import { zoneWords } from '../../words/zone-words.ts';
import { locale, t } from '../../words/words.ts';
import { loadProgramme, mine, openOffers, programme } from '../../state/my-programme/my-programme.ts';
import { nextStop, startOf as beginOf } from '../../state/my-programme/next-stop.ts';
import type { Spot } from '../../state/my-programme/my-days.ts';
import { useSteady } from '../../state/use-steady.ts';
import { isWhole, stateOf, toFill } from '../../state/card-state.ts';
import { FileTrouble } from '../../components/file-trouble.tsx';
import { Frame } from '../../components/page-frame.tsx';
import { WhoMeetsMe } from '../../components/who-meets-me.tsx';
import { clockTime, eventZone, untilTime } from '../../state/event-time.ts';
import { fileCards, itinerary, loadFile, loadTrace, ownTrace } from '../../state/my-file.ts';
import { ruleNews } from '../../state/rule-news.ts';
import { startOf } from '../../components/navigation.ts';
import { instantOf } from '#domain/schedule/time-zones.ts';

export function Home() {
  const { route, path } = useLocation();
  const who = me.value;
  const start = who === undefined ? '/' : startOf(who);
  // Only a change of who is in leads away: a path that changes is somebody going elsewhere.
  const lead = useSteady((to: string): void => {
    if (to !== '/') route(to, true);
    else if (path !== '/') route('/', true);
  });
  useEffect(() => lead(start), [start, lead]);
  return who === undefined || start !== '/' ? <Frame current="/">{t('working')}</Frame> : <Today />;
}

function Today() {
  useEffect(() => {
    void loadFile();
    // Read while there is a network: the programme stays readable without one.
    void loadProgramme();
    if (ownTrace.peek() === undefined) void loadTrace();
  }, []);
  const who = me.value;
  const cards = fileCards.value;
  const trace = ownTrace.value;
  const now = Date.now();
  const plan = itinerary.value;
  const leg = plan === undefined ? undefined : nextLeg(plan, now);
  const stop = nextSoon(now);
  const stopFirst = stop !== undefined && (leg === undefined || beginOf(stop) < departureOf(leg));
  const next = stopFirst ? stop : leg;
  const blank = toFill(cards ?? []);
  // Something is to be done: to look at the rules.
  const mustRead = (ruleNews.value?.rules ?? []).length > 0;
  const count = (state: string) => (cards ?? []).filter((card) => stateOf(card, trace) === state).length;
  return (
    <Frame current="/">
      <div class="row">
        <Face id={who?.member ?? ''} size={56} />
        <div class="grow">
          <p class="dim fact">{longDayIn(now, eventZone(), locale.value)}</p>
          <h1>{ownName.value === '' ? t('today-welcome') : t('today-hello', { alias: ownName.value })}</h1>
        </div>
      </div>
      <FileTrouble />
      {cards === undefined && <p role="status">{t('file-opening')}</p>}
      <Offers />
      <Changed />
      {stopFirst && <NextStop stop={stop} />}
      {!stopFirst && leg !== undefined && <NextLeg leg={leg} />}
      {cards !== undefined && next === undefined && blank.length > 0 && (
        <section class="next-card">
          <p class="head">
            <Icon name="envelope-open" size={20} />
            {t('today-next')}
          </p>
          <h2>{t('today-fill')}</h2>
          <p>{t('today-fill-text', { count: blank.length })}</p>
          <Button kind="next" wide href={`/file/${blank[0] ?? 'card'}`}>
            {t('file-fill-in')}
          </Button>
        </section>
      )}
      {cards !== undefined && next === undefined && blank.length === 0 && !mustRead && (
        <section class="sheet stack-s">
          <h2>{t('today-nothing')}</h2>
          <p class="dim">{t(plan === undefined ? 'today-wait-text' : 'today-nothing-text')}</p>
        </section>
      )}
      {plan !== undefined && <WhoMeetsMe meet={plan.meet} />}
      {cards !== undefined && cards.length > 0 && (
        <section class="stack-s">
          <h2>{t('file-title')}</h2>
          <Tally
            items={[
              { icon: 'envelope-open', count: blank.length, label: t('file-tally-blank') },
              { icon: 'envelope-sealed', count: count('sealed'), label: t('file-tally-sealed') },
              { icon: 'envelope-looked', count: count('opened'), label: t('file-tally-opened') },
              ...(count('counted') === 0
                ? []
                : [{ icon: 'warning' as const, count: count('counted'), label: t('file-tally-counted') }]),
            ]}
          />
          {who?.checked === true && <Checked now={now} />}
        </section>
      )}
      <RowList
        rows={[
          { title: t('place-file'), text: t('today-file-text'), icon: 'envelope-sealed', href: '/file' },
          ...(plan === undefined
            ? []
            : [{ title: t('place-journey'), text: t('today-journey-text'), icon: 'plane' as const, href: '/journey' }]),
          { title: t('place-day'), text: t('today-day-text'), icon: 'calendar', href: '/programme/mine' },
          { title: t('place-who'), text: t('today-who-text'), icon: 'eye', href: '/opened' },
        ]}
      />
    </Frame>
  );
}

/** One calm line. While a check is pending, the notice above says everything. */
function Checked({ now }: { now: number }) {
  const trace = ownTrace.value;
  if (trace === undefined) return <StateLine state="sealed">{t('today-checking')}</StateLine>;
  const when = clockTime(Math.min(trace.checkedAt, now));
  if (isWhole(trace)) return <StateLine state="sealed">{t('today-checked', { when })}</StateLine>;
  return (
    <StateLine state="opened" sign="warning">
      {t('today-checked-not-whole', { when })} <a href="/opened">{t('place-who')}</a>
    </StateLine>
  );
}

function nextLeg(plan: Content<'itinerary'>, now: number): Leg | undefined {
  return plan.legs.find((leg) => (instantOf(leg.arriveDate, leg.arriveTime, leg.arriveZone) ?? 0) > now);
}

const departureOf = (leg: Leg) => instantOf(leg.departDate, leg.departTime, leg.departZone) ?? 0;

const SOON_MS = 18 * 3_600_000;

/** Show her next session or entry once it is near; weeks before, other things come first. */
function nextSoon(now: number): Spot | undefined {
  const plan = programme.value;
  const stop = plan === undefined ? undefined : nextStop(plan, mine.value, now);
  return stop !== undefined && beginOf(stop) - now < SOON_MS ? stop : undefined;
}

/** A kept seat has a deadline, so it is the first thing shown after the unlock. */
function Offers() {
  return openOffers().map(({ session, until }) => (
    <Notice
      key={session.id}
      look="soon"
      icon="clock"
      what={t('today-offer', { title: session.title })}
      next={t('today-offer-until', { until: untilTime(until) })}
      action={
        <Button small href="/programme/mine">
          {t('today-stop-open')}
        </Button>
      }
    />
  ));
}

/** What the programme team wrote with its last version. */
function Changed() {
  const notice = programme.value?.notice.trim() ?? '';
  if (notice === '') return null;
  return (
    <Notice
      look="soon"
      what={t(programme.value?.version === 1 ? 'today-first' : 'today-changed')}
      safe={<bdi>{notice}</bdi>}
      action={
        <Button small href="/programme/mine">
          {t('today-stop-open')}
        </Button>
      }
    />
  );
}

function NextStop({ stop }: { stop: Spot }) {
  const { session, entry, date, start } = stop;
  return (
    <section class="next-card">
      <p class="head">
        <Icon name="calendar" size={20} />
        {t('today-stop')}
      </p>
      <p class="dim">{longDayIn(`${date}T12:00:00Z`, 'UTC', locale.value)}</p>
      <p>
        <span class="one ltr">{start}</span> <span class="fact">{zoneWords(eventZone())}</span>
      </p>
      <h2>
        <bdi>{session?.title ?? entry?.title}</bdi>
      </h2>
      {session !== undefined && session.room !== '' && (
        <p>
          <bdi>{session.room}</bdi>
        </p>
      )}
      <Button kind="next" wide href="/programme/mine">
        {t('today-stop-open')}
      </Button>
    </section>
  );
}

function NextLeg({ leg }: { leg: Leg }) {
  const day = longDayIn(`${leg.departDate}T12:00:00Z`, 'UTC', locale.value);
  return (
    <section class="next-card">
      <p class="head">
        <Icon name="clock" size={20} />
        {t('today-leg')}
      </p>
      <p class="dim">{day}</p>
      <p>
        <span class="one ltr">{leg.departTime}</span> <span class="fact">{zoneWords(leg.departZone)}</span>
      </p>
      <p>{t('today-leg-way', { mode: t(`mode-${leg.mode}`), from: leg.from, to: leg.to })}</p>
      <Button kind="next" wide href="/journey">
        {t('today-leg-open')}
      </Button>
    </section>
  );
}
