/** The page around every screen: the bar with Exit, the places, and the notices that may be above any content. */
import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { checkAgain, me, stale, tidying } from '../state/session.ts';
import { Button } from '../ui/button.tsx';
import { watchExit } from '../ui/exit.ts';
import { DeskNav, SideNav, TabBar } from '../ui/nav.tsx';
import { Notice } from '../ui/notice.tsx';
import { LanguageButton, TopBar } from '../ui/topbar.tsx';
import { loadWords } from '../words/load.ts';
import { locale, LOCALE_NAMES, LOCALES, t } from '../words/words.ts';
import type { Me } from '../vault/session/unlock.ts';
import { useAct } from '../state/use-act.ts';
import { RuleNewsLine } from './rule-news-line.tsx';
import { OverdueStops } from './overdue-stops.tsx';
import { SignedVoids } from './signed-voids.tsx';
import { HelpDialog } from './help-words.tsx';
import { exitNow } from '../state/leave-page.ts';
import { ownPlaces, startOf, workPlaces } from './navigation.ts';
import { teamName } from '../state/names.ts';

const exit = (): void => void exitNow();

/**
 * Offer the next language under its own name, so that a person who cannot read this page finds a word that she knows.
 */
export function LanguageSwitch() {
  const at = LOCALES.indexOf(locale.value);
  const other = LOCALES[(at + 1) % LOCALES.length] ?? 'en';
  return <LanguageButton name={LOCALE_NAMES[other]} lang={other} onClick={() => void loadWords(other)} />;
}

/** The language switch in the bar. On a narrow window it is shown only if Exit is alone in the bar. */
function BarLanguage({ alone }: { alone: boolean }) {
  return (
    <span class={alone ? undefined : 'wide-bar'}>
      <LanguageSwitch />
    </span>
  );
}

/** Show the notices that may be on any page at any time, each in one line. */
function Lines() {
  const who = me.value;
  const inside = who !== undefined && !who.byCard;
  return (
    <>
      {stale.value && (
        <Notice
          look="soon"
          what={t('page-stale')}
          next={t('page-stale-next')}
          action={
            <Button small onClick={() => location.reload()}>
              {t('page-reload')}
            </Button>
          }
        />
      )}
      {inside && !who.checked && <Pending />}
      {inside && who.evaluation && who.role === 'officer' && (
        <Notice look="soon" icon="warning" what={t('page-evaluation')} />
      )}
      {inside && <OverdueStops />}
      {inside && <SignedVoids />}
      {inside && <RuleNewsLine />}
      {tidying.value && (
        <p class="dim fact" role="status">
          {t('page-tidying')}
        </p>
      )}
    </>
  );
}

function Pending() {
  const act = useAct();
  return (
    <Notice
      look="soon"
      what={t('page-pending')}
      safe={t('page-pending-safe')}
      next={act.refusal === undefined ? undefined : t('page-pending-still')}
      action={
        <Button small busy={act.busy !== undefined && t('checking')} onClick={() => void act.run('check', checkAgain)}>
          {t('page-pending-check')}
        </Button>
      }
    />
  );
}

let arrivedBefore = false;

/** Focus the title after a change of page. On the first page the focus stays where the browser put it. */
function useArrival(step = '') {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    document.title = 'Portal';
    if (step !== '') scrollTo(0, 0);
    if (arrivedBefore) {
      const target = main.current?.querySelector<HTMLElement>('h1') ?? main.current;
      target?.setAttribute('tabindex', '-1');
      target?.focus({ preventScroll: true });
    }
    arrivedBefore = true;
  }, [step]);
  useEffect(() => watchExit(exit), []);
  return main;
}

function Skip() {
  return (
    <a class="skip" href="#main">
      {t('skip-to-content')}
    </a>
  );
}

interface FrameProps {
  /** The place this page belongs to: '/file'. Without it no place is marked. */
  current?: string | undefined;
  children: ComponentChildren;
  /** The step within the page. When it changes, the title gets the focus and the page begins at its top. */
  step?: string | undefined;
  /** False on Help now itself. */
  help?: boolean | undefined;
  /** Help opens over this page instead of leaving it. */
  over?: boolean | undefined;
  /** True if leaving would destroy what is being made here. The mark is then no link. */
  keep?: boolean | undefined;
  /** The duty number from an invitation, while nobody is in yet. */
  duty?: string | undefined;
}

/**
 * The frame of a page: without a login session with the language, with one with a participant's places or a team's bar.
 */
export function Frame({
  current = '',
  children,
  step = '',
  help = true,
  over = false,
  keep = false,
  duty,
}: FrameProps) {
  const who = me.value;
  if (who !== undefined && !who.byCard && who.role !== 'participant')
    return (
      <DeskFrame current={current} reading>
        {children}
      </DeskFrame>
    );
  const inside = who !== undefined && !who.byCard;
  const more = { current, help, over, keep, duty, inside, step };
  return <PersonFrame {...more}>{children}</PersonFrame>;
}

interface PersonProps {
  current: string;
  help: boolean;
  over: boolean;
  keep: boolean;
  duty: string | undefined;
  inside: boolean;
  step: string;
  children: ComponentChildren;
}

function PersonFrame({ current, help, over, keep, duty, inside, step, children }: PersonProps) {
  const [helping, setHelping] = useState(false);
  const main = useArrival(step);
  const page = (
    <main id="main" class={`page${inside ? ' with-tabs' : ''}`} ref={main}>
      <div class="stack">
        {/** On a narrow window the bar has no space for a third item besides Help now and Exit. */}
        {!inside && help && (
          <div class="narrow-only">
            <LanguageSwitch />
          </div>
        )}
        <Lines />
        {children}
      </div>
    </main>
  );
  return (
    <>
      <Skip />
      <TopBar
        onExit={exit}
        home={keep ? undefined : '/'}
        help={help ? '/help' : undefined}
        onHelp={over ? () => setHelping(true) : undefined}
        slot={<BarLanguage alone={!help && !inside} />}
      />
      {helping && <HelpDialog duty={duty} onClose={() => setHelping(false)} />}
      {inside ? (
        <>
          <div class="beside">
            <SideNav places={ownPlaces()} current={current} />
            {page}
          </div>
          <TabBar
            places={ownPlaces()}
            current={current}
            more={{ href: '/more', label: t('place-more'), icon: 'more' }}
          />
        </>
      ) : (
        page
      )}
    </>
  );
}

interface DeskFrameProps {
  current: string;
  /** Above the team's name, when it is another than the person's first. */
  team?: string | undefined;
  /** In the bar, before Exit: a search box, a verb. */
  slot?: ComponentChildren;
  /** Beside the list on a wide window, over it on a phone. */
  panel?: ComponentChildren;
  /** The keys of this page. */
  foot?: ComponentChildren;
  /** Text and forms rather than a list: lines stay short. */
  reading?: boolean | undefined;
  /** Between the bar and the list, full width. */
  band?: ComponentChildren;
  children: ComponentChildren;
}

/** The frame of a page for staff and officers: it fills the window. */
export function DeskFrame({ current, reading = false, team, slot, panel, foot, band, children }: DeskFrameProps) {
  const who = me.value;
  const main = useArrival();
  if (who === undefined) return null;
  const places = [...workPlaces(who), { href: '/more', label: t('place-more'), icon: 'more' as const }];
  return (
    <div class="deskpage">
      <Skip />
      <TopBar
        onExit={exit}
        home={startOf(who)}
        help="/help"
        team={team ?? ownTeam(who)}
        you={who.event.name}
        slot={slot}
      >
        <DeskNav places={places} current={current} />
      </TopBar>
      {band}
      <div class="work">
        <main id="main" class={`stack${reading ? ' reading' : ''}`} ref={main}>
          <Lines />
          {children}
        </main>
        {panel}
      </div>
      {foot}
    </div>
  );
}

function ownTeam(who: Me): string {
  const desk = who.desks.find((one) => one !== 'officers');
  if (who.role === 'officer') return teamName('officers');
  return desk === undefined ? t('role-staff') : teamName(desk);
}
