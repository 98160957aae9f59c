// Every part on one page, for looking only; the build does not know this file.
// kit.html?page=parts|signin|file|journey|who|desk|ledger|stop|setup|card|help&lang=ar&theme=dark
import { render, type ComponentChildren } from 'preact';
import { signal } from '@preact/signals';
import { Band, CheckedCard } from './ui/band.tsx';
import { Button, Segments } from './ui/button.tsx';
import { OnlyYou, ProofChip, ReaderChip, StateChip } from './ui/chip.tsx';
import { Dialog, Panel } from './ui/dialog.tsx';
import { Digits } from './ui/digits.tsx';
import { Empty } from './ui/empty.tsx';
import { BigEnvelope, Card, ClosedEnvelope, Facts, StateLine } from './ui/envelope.tsx';
import { watchExit } from './ui/exit.ts';
import { Face, Faces, Seal } from './ui/face.tsx';
import { Choices, DateField, Select, Switch, TextArea, TextField, Tick, TimeField } from './ui/field.tsx';
import { Fingerprint } from './ui/fingerprint.tsx';
import { Icon, Mark, type IconName } from './ui/icon.tsx';
import { Change, Leg, LegRow } from './ui/leg.tsx';
import { CheckList, EventRow, RowList, Tally } from './ui/list.tsx';
import { DeskNav, SideNav, TabBar, type Place } from './ui/nav.tsx';
import { Notice, Refusal } from './ui/notice.tsx';
import { Progress } from './ui/progress.tsx';
import { Qr } from './ui/qr.tsx';
import { RecoveryCard } from './ui/recovery-card.tsx';
import { Say } from './ui/say.tsx';
import { StepCount, Steps } from './ui/steps.tsx';
import { StopPage } from './ui/stop.tsx';
import { DeskTable, KeyBar, SearchBox } from './ui/table.tsx';
import { longDayIn } from './ui/time.ts';
import { HelpLink, LanguageButton, TopBar } from './ui/topbar.tsx';
import { zoneWords } from './ui/when.tsx';
import { loadTeamWords, loadWords } from './words/load.ts';
import { locale, LOCALE_NAMES, t } from './words/words.ts';

const asked = new URLSearchParams(location.search);
const exit = (): void => console.log('exit');
const device = innerWidth > 900 ? 'computer' : 'phone';
const ICONS = [
  'envelope-open',
  'envelope-sealed',
  'envelope-looked',
  'key',
  'key-long',
  'phone',
  'computer',
  'paper',
  'call',
  'exit',
  'globe',
  'home',
  'file',
  'plane',
  'bus',
  'train',
  'ferry',
  'car',
  'walk',
  'calendar',
  'eye',
  'people',
  'more',
  'check',
  'clock',
  'warning',
  'chevron',
  'down',
  'up',
  'search',
  'copy',
  'print',
  'x',
  'plus',
  'list',
  'undo',
  'save',
  'ear',
  'bed',
  'food',
] as const satisfies readonly IconName[];

function places(): readonly Place[] {
  return [
    { href: '#today', label: t('place-today'), icon: 'home' },
    { href: '#file', label: t('place-file'), icon: 'envelope-sealed' },
    { href: '#journey', label: t('place-journey'), icon: 'plane' },
    { href: '#programme', label: t('place-programme'), icon: 'calendar' },
    { href: '#who', label: t('place-who'), icon: 'eye' },
    { href: '#keys', label: t('place-keys'), icon: 'key-long' },
  ];
}

function Phone({ current, children }: { current: string; children: ComponentChildren }) {
  return (
    <>
      <TopBar onExit={exit} home="#today" help="#help" />
      <div class="beside">
        <SideNav places={places()} current={current} />
        <main class="page with-tabs">{children}</main>
      </div>
      <TabBar places={places()} current={current} more={{ href: '#more', label: t('place-more'), icon: 'more' }} />
    </>
  );
}

function Verbs() {
  return (
    <>
      <Button kind="link" href="#change">
        {t('change')}
      </Button>
      <Button kind="link" href="#who">
        {t('file-who')}
      </Button>
    </>
  );
}

function SignInPage() {
  return (
    <>
      <TopBar onExit={exit} slot={<LanguageButton name={LOCALE_NAMES[locale.value]} onClick={() => undefined} />} />
      <main class="page stack">
        <BigEnvelope seal="signin-5" />
        <div class="centre">
          <h1>{t('signin-title')}</h1>
          <p class="dim">{t('signin-text', { device })}</p>
        </div>
        <Button kind="do" icon="key" wide id="first">
          {t('signin-open')}
        </Button>
        <section class="stack-s">
          <h2 class="over">{t('signin-other')}</h2>
          <RowList
            rows={[
              { title: t('way-phone'), text: t('way-phone-text', { device }), icon: 'phone', href: '#phone' },
              { title: t('way-paper'), text: t('way-paper-text'), icon: 'paper', href: '#paper' },
            ]}
          />
        </section>
        <div>
          <a class="aside" href="#try">
            <Icon name="check" size={22} />
            <b>{t('signin-try')}</b>
            <span class="note">{t('signin-try-text')}</span>
          </a>
          <a class="aside act" href="#help">
            <Icon name="call" size={22} />
            <b>{t('help-now')}</b>
            <span class="note">{t('signin-help-text')}</span>
          </a>
        </div>
        <hr class="rule" />
        <p class="dim fact">{t('signin-limits')}</p>
      </main>
    </>
  );
}

function FilePage() {
  const chip = (face: readonly string[], team: string, people: number) => (
    <ReaderChip faces={face} team={team} people={people} />
  );
  return (
    <Phone current="#file">
      <div class="stack">
        <div class="row">
          <Face id="kingfisher-2" size={56} />
          <div>
            <h1>{t('file-title')}</h1>
            <p class="dim">Kingfisher</p>
          </div>
        </div>
        <Tally
          items={[
            { icon: 'envelope-open', count: 1, label: t('file-tally-open', { device }) },
            { icon: 'envelope-sealed', count: 3, label: t('file-tally-sealed') },
            { icon: 'envelope-looked', count: 2, label: t('file-tally-opened') },
          ]}
        />
        <p class="dim fact">{t('file-dates')}</p>
        <div class="cards">
          <Card
            state="open"
            title={t('kind-food')}
            sentence={t('file-open', { device })}
            seal="food"
            facts={[
              { label: t('fact-readers'), value: chip(['k1', 'k2'], t('team-catering'), 2) },
              { label: t('fact-why'), value: t('kind-food-why') },
              { label: t('fact-until'), value: '16 Apr 2027' },
            ]}
            verbs={
              <Button kind="do" icon="envelope-sealed" wide>
                {t('lock-and-send')}
              </Button>
            }
          />
          <Card
            state="opened"
            title={t('kind-legal')}
            sentence={t('file-opened', {
              team: t('team-visa'),
              when: 'yesterday 14:20',
              why: t('person-reason-letter'),
            })}
            seal="passport"
            facts={[
              { label: t('fact-readers'), value: chip(['visa1', 'visa2'], t('team-visa'), 2) },
              { label: t('fact-why'), value: t('kind-legal-why') },
              { label: t('fact-until'), value: '15 May 2027' },
            ]}
            verbs={<Verbs />}
          />
          <Card
            state="sealed"
            fresh
            title={t('kind-care')}
            sentence={t('file-sealed')}
            seal="health"
            facts={[
              { label: t('fact-readers'), value: chip(['care'], t('team-care'), 1) },
              { label: t('fact-why'), value: t('kind-care-why') },
              { label: t('fact-until'), value: '22 Apr 2027' },
            ]}
            verbs={<Verbs />}
          />
          <Card
            state="sealed"
            title={t('kind-reach')}
            sentence={t('file-sealed')}
            seal="reach-4"
            facts={[
              {
                label: t('fact-readers'),
                value: (
                  <>
                    <ReaderChip faces={['visa1', 'visa2']} team={t('team-visa')} people={2} short />
                    <ReaderChip faces={['tra1', 'tra2']} team={t('team-travel')} people={3} short />
                    <ReaderChip faces={['off1', 'off2']} team={t('team-officers')} people={2} short />
                  </>
                ),
              },
              { label: t('fact-why'), value: t('kind-reach-why') },
              { label: t('fact-until'), value: '14 Jun 2027' },
            ]}
            verbs={<Verbs />}
          />
          <Card
            state="sealed"
            title={t('kind-notes')}
            sentence={t('file-sealed-own')}
            seal="notes-1"
            facts={[
              { label: t('fact-readers'), value: <OnlyYou face="kingfisher-2" /> },
              { label: t('fact-why'), value: t('kind-notes-why') },
              { label: t('fact-until'), value: t('you-decide') },
            ]}
            verbs={
              <Button kind="link" href="#c">
                {t('change')}
              </Button>
            }
          />
        </div>
      </div>
    </Phone>
  );
}

const kept = signal(false);

function JourneyPage() {
  const sthlm = zoneWords('Europe/Stockholm');
  return (
    <>
      <TopBar onExit={exit} home="#" help="#help" />
      <main class="page stack">
        <div>
          <p class="dim fact">{longDayIn('2027-04-11T08:00:00Z', 'Europe/Stockholm', locale.value)}</p>
          <h1>{t('journey-title-to', { place: 'Stockholm' })}</h1>
        </div>
        <section class="next-card">
          <p class="head">
            <Icon name="clock" size={20} />
            {t('journey-next')}
          </p>
          <p>
            <span class="one ltr">09:50</span> <span class="fact">{sthlm}</span>
          </p>
          <p>
            When you sit on the second plane. If we hear nothing by 10:35, we call your first contact, as you chose.
          </p>
          <Button kind="next" wide>
            {t('journey-checkin')}
          </Button>
        </section>
        <Leg
          mode="air"
          line="X9 418"
          day="Sun 11 Apr"
          from={{ code: 'IST', place: 'Istanbul', time: '06:55', zone: zoneWords('Europe/Istanbul') }}
          to={{ code: 'CPH', place: 'Copenhagen', time: '09:10', zone: t('journey-same-zone') }}
          stub={[
            { label: t('journey-seat'), value: '14 A' },
            { label: t('journey-bags'), value: '1' },
            { label: t('journey-booking'), value: 'K7Q2ZD' },
          ]}
        />
        <Change>
          <Say id="journey-change" args={{ time: '1 h 10 min', what: 'Passport control is here: show your visa.' }} />
        </Change>
        <Leg
          mode="bus"
          line="Bus 2"
          day="Sun 11 Apr"
          from={{ code: 'Arlanda', place: 'Terminal 5, door 3', time: '12:15', zone: sthlm }}
          to={{ code: 'House', place: 'Conference house', time: '13:20', zone: sthlm }}
          stub={[
            { label: t('journey-seat'), value: t('journey-any') },
            { label: t('journey-rides'), value: 'Greeter 4' },
          ]}
        />
        <Switch
          label={t('journey-keep', { device })}
          note={t('journey-keep-text')}
          checked={kept.value}
          onChange={(on) => (kept.value = on)}
        />
      </main>
    </>
  );
}

function WhoPage() {
  return (
    <Phone current="#who">
      <div class="stack">
        <h1>{t('who-title')}</h1>
        <CheckedCard
          state="whole"
          title={t('who-whole')}
          text={t('who-whole-one-text', { count: 41, device })}
          seed="band-2"
        />
        <h2>{t('who-today')}</h2>
        <ul class="events">
          <EventRow
            face={<Face id="tra1" size={44} />}
            text="To book your flight from Istanbul."
            when={`09:05 ${zoneWords('Europe/Stockholm')}`}
            extra={
              <div class="notice">
                <div class="stack-s">
                  <CheckList
                    items={[
                      <Say id="who-proof-place" args={{ place: 48213 }} />,
                      t('who-proof-added'),
                      t('who-proof-witness'),
                      t('who-proof-key', { team: t('team-travel') }),
                    ]}
                  />
                  <p class="label">{t('who-fingerprint')}</p>
                  <Fingerprint hex="a17c90e25b0d4f3386f29c1e7d55ab08" />
                  <Button kind="link">{t('who-save-proof')}</Button>
                </div>
              </div>
            }
          >
            <Say id="who-looked" args={{ team: t('team-travel'), kind: t('kind-travel') }} />
          </EventRow>
          <EventRow
            face={<Faces ids={['off1', 'off2']} size={30} />}
            text="You missed a check-in, and this is the step you chose."
            when="02:14 Stockholm time"
            extra={
              <span>
                <StateChip look="soon" icon="clock">
                  {t('who-outside-hours')}
                </StateChip>
              </span>
            }
          >
            <Say id="who-officers" args={{ kind: t('kind-contacts') }} />
          </EventRow>
        </ul>
        <StateLine state="sealed">
          <Say id="who-nobody-kinds" args={{ kinds: t('kind-care') }} />
        </StateLine>
        <Button wide>{t('who-ask')}</Button>
      </div>
    </Phone>
  );
}

function HelpPage() {
  return (
    <>
      <TopBar onExit={exit} home="#" />
      <main class="page stack">
        <div>
          <h1>{t('help-title')}</h1>
          <p class="dim">{t('help-text')}</p>
        </div>
        <a class="duty" href="tel:+46701740601">
          <Icon name="call" size={36} />
          <span>
            {t('help-call')}
            <b class="ltr">+46 70 174 06 01</b>
          </span>
        </a>
        <section class="sheet stack-s">
          <p class="dim fact">{t('help-say')}</p>
          <p class="said">{t('help-say-met', { alias: 'Kingfisher', place: 'Arlanda' })}</p>
          <div class="row">
            <Button small>{t('help-change-words')}</Button>
            <Button small>{t('help-in-swedish')}</Button>
          </div>
        </section>
        <h2>{t('help-quiet')}</h2>
        <RowList
          rows={[
            { title: t('help-code'), text: t('help-code-text'), icon: 'paper' },
            { title: t('help-come'), text: t('help-come-text'), icon: 'people' },
          ]}
        />
        <h2>{t('help-other')}</h2>
        <RowList
          rows={[
            { title: t('help-tell'), text: t('help-tell-text'), icon: 'warning' },
            { title: t('help-sos'), text: '112', icon: 'call' },
          ]}
        />
      </main>
    </>
  );
}

const picked = signal<string | undefined>('r1');
const view = signal<'mine' | 'team' | 'done'>('mine');
const rows = [
  {
    id: 'r1',
    due: 'late',
    who: 'Sandpiper',
    what: 'Book the way home',
    more: 'Nothing after 15 April. Fare hold is gone.',
    env: 'opened',
    with: 'You',
  },
  {
    id: 'r2',
    due: '12:00',
    who: 'Kingfisher',
    what: 'Confirm the fare',
    more: 'Hold ends at noon. X9 418 and X9 1411.',
    env: 'opened',
    with: 'You',
  },
  {
    id: 'r3',
    due: '16:00',
    who: 'Juniper',
    what: 'Change of planes too short',
    more: '38 min at CPH. Needs 45 or more.',
    env: 'sealed',
    with: 'You',
  },
  {
    id: 'r4',
    due: '18:00',
    who: 'Alder',
    what: 'Route crosses a country they ruled out',
    more: 'Find another way, then tell Alder.',
    env: 'sealed',
    with: 'Nobody yet',
  },
  {
    id: 'r5',
    due: 'Tue 23',
    who: 'Heron',
    what: 'First leg is missing',
    more: 'Asked twice. Next gentle reminder on Thursday.',
    env: 'sealed',
    with: 'You',
  },
  {
    id: 'r6',
    due: 'Wed 24',
    who: 'Bilberry',
    what: 'Seat on bus 2',
    more: 'Bus 2 is full. Bus 3 leaves at 14:00.',
    env: 'sealed',
    with: 'Guillemot',
  },
] as const;

function DeskPage() {
  return (
    <div class="deskpage">
      <TopBar
        onExit={exit}
        home="#"
        team={t('team-travel')}
        you={t('queue-you-are', { alias: 'Puffin' })}
        slot={<SearchBox value="" onInput={() => undefined} />}
      >
        <DeskNav
          current="#q"
          places={[
            { href: '#q', label: t('place-queue') },
            { href: '#j', label: t('place-journeys') },
            { href: '#a', label: t('place-arrivals') },
          ]}
        />
      </TopBar>
      <div class="work">
        <main class="stack">
          <div class="row between">
            <div>
              <h1>{t('queue-title')}</h1>
              <p class="dim">Monday 22 March 2027, 10:14 {zoneWords('Europe/Stockholm')}</p>
            </div>
            <Segments
              label={t('queue-title')}
              value={view.value}
              onPick={(value) => (view.value = value)}
              options={[
                { value: 'mine', label: t('queue-mine'), count: 5 },
                { value: 'team', label: t('queue-team'), count: 23 },
                { value: 'done', label: t('queue-done') },
              ]}
            />
          </div>
          <DeskTable
            label={t('queue-title')}
            selected={picked.value}
            onSelect={(id) => (picked.value = id)}
            idOf={(row) => row.id}
            columns={[
              {
                label: t('queue-due'),
                width: '120px',
                cell: (row) =>
                  row.due === 'late' ? (
                    <span class="late">
                      <Icon name="warning" size={18} />
                      {t('queue-yesterday')}
                    </span>
                  ) : (
                    row.due
                  ),
              },
              {
                label: t('queue-person'),
                cell: (row) => (
                  <span class="row">
                    <Face id={row.who} size={28} />
                    <b class="name">{row.who}</b>
                  </span>
                ),
              },
              {
                label: t('queue-what'),
                cell: (row) => (
                  <>
                    <b class="name">{row.what}</b>
                    <span class="note">{row.more}</span>
                  </>
                ),
              },
              {
                label: t('queue-envelope'),
                wideOnly: true,
                cell: (row) => (
                  <span class="row">
                    <Icon name={row.env === 'opened' ? 'envelope-looked' : 'envelope-sealed'} size={20} />
                    {t(row.env === 'opened' ? 'queue-looked' : 'queue-sealed')}
                  </span>
                ),
              },
              { label: t('queue-with'), wideOnly: true, cell: (row) => <span class="label">{row.with}</span> },
            ]}
            groups={[
              { title: t('queue-late'), rows: rows.slice(0, 1) },
              { title: t('queue-today'), rows: rows.slice(1, 4) },
              { title: t('queue-week'), rows: rows.slice(4) },
            ]}
          />
        </main>
        <Panel title="Sandpiper" face="Sandpiper" text="English, French. Reach by voice, 16:00–20:00 Stockholm time.">
          <Notice
            icon="envelope-looked"
            what="You opened Travel at 10:02 to book the way home."
            next="Sandpiper can see that."
          />
          <section>
            <h3>{t('person-journey')}</h3>
            <div>
              <LegRow
                mode="air"
                day="Sun 11 Apr"
                line="X9 224"
                from={{ code: 'LIS', time: '07:40' }}
                to={{ code: 'ARN', time: '12:55' }}
              />
              <LegRow
                mode="bus"
                day="Sun 11 Apr"
                line="Bus 3"
                from={{ code: 'Arlanda', time: '14:00' }}
                to={{ code: 'House', time: '15:05' }}
              />
              <LegRow day="Thu 15 Apr" line="after 15:00">
                {t('journey-way-home')} <span class="dim">{t('journey-not-booked')}</span>
              </LegRow>
            </div>
          </section>
          <Facts
            rows={[
              { label: t('person-never-through'), value: 'Ardovia, Nahrin' },
              {
                label: t('person-pickup'),
                value: (
                  <span>
                    Moon over three waves. They say <span class="spoken">juniper</span>.
                  </span>
                ),
              },
            ]}
          />
          <div class="row">
            <Button kind="do">{t('person-book-home')}</Button>
            <Button>{t('person-add-leg')}</Button>
          </div>
          <section>
            <h3>{t('person-sealed-others')}</h3>
            <div class="row">
              {['kind-legal', 'kind-care', 'kind-safety', 'kind-contacts', 'kind-money'].map((id) => (
                <ClosedEnvelope key={id} label={t(id)} />
              ))}
            </div>
            <p class="label">{t('person-not-yours')}</p>
          </section>
        </Panel>
      </div>
      <KeyBar
        keys={[
          { keys: ['j', 'k'], label: t('queue-keys-move') },
          { keys: ['Enter'], label: t('queue-keys-open') },
          { keys: ['a'], label: t('queue-take') },
          { keys: ['e'], label: t('queue-mark-done') },
          { keys: ['/'], label: t('queue-keys-search') },
        ]}
      />
    </div>
  );
}

function LedgerPage() {
  const entries = [
    {
      id: 'a',
      time: '14:20',
      who: 'Razorbill',
      what: t('ledger-opened', { kind: t('kind-legal'), alias: 'Kingfisher' }),
      last: 'waiting',
    },
    {
      id: 'b',
      time: '10:02',
      who: 'Puffin',
      what: t('ledger-opened', { kind: t('kind-travel'), alias: 'Sandpiper' }),
      last: 'done',
    },
    { id: 'c', time: '09:41', who: 'Eider', what: t('ledger-roster'), last: 'failed' },
  ] as const;
  return (
    <div class="deskpage">
      <TopBar
        onExit={exit}
        home="#"
        team={t('role-officer')}
        you={t('queue-you-are', { alias: 'Cormorant' })}
        slot={<Button icon="save">{t('ledger-save')}</Button>}
      >
        <DeskNav
          current="#l"
          places={[
            { href: '#w', label: t('place-watch') },
            { href: '#l', label: t('place-ledger') },
            { href: '#m', label: t('place-members') },
          ]}
        />
      </TopBar>
      <>
        <Band
          state="whole"
          seed="band-7"
          title={t('ledger-whole')}
          text={t('ledger-whole-text', { when: 'yesterday 18:04' })}
          facts={[
            { label: t('ledger-entries'), value: '48 213' },
            { label: t('ledger-browser'), value: '14:32' },
            { label: t('ledger-witness'), value: '14:31' },
          ]}
        />
        <Band
          state="checking"
          seed="x"
          title={t('ledger-checking', { done: 3, total: 5 })}
          text={t('ledger-checking-text')}
        />
        <div class="work">
          <main class="stack">
            <DeskTable
              label={t('ledger-title')}
              selected="b"
              onSelect={() => undefined}
              idOf={(row) => row.id}
              groups={[{ title: 'Today, Monday 22 March', rows: entries }]}
              columns={[
                { label: t('ledger-time'), width: '80px', cell: (row) => row.time },
                {
                  label: t('ledger-who'),
                  cell: (row) => (
                    <span class="row">
                      <Face id={row.who} size={28} />
                      <b class="name">{row.who}</b>
                    </span>
                  ),
                },
                { label: t('ledger-what'), cell: (row) => row.what.replaceAll('**', '') },
                {
                  label: t('ledger-proof'),
                  cell: (row) => (
                    <span class="row">
                      <ProofChip state="done">{t('ledger-proof-log')}</ProofChip>
                      <ProofChip state="done">{t('ledger-proof-key')}</ProofChip>
                      <ProofChip state={row.last}>{t('ledger-proof-count', { done: 1, total: 2 })}</ProofChip>
                    </span>
                  ),
                },
              ]}
            />
          </main>
          <Panel
            title="Two officers opened Contacts of Kingfisher at night"
            over={t('ledger-entry', { number: '48 107' })}
            onClose={() => undefined}
          >
            <CheckList
              items={[t('ledger-check-in'), t('ledger-check-added'), t('ledger-check-witness'), t('ledger-check-keys')]}
            />
            <Fingerprint hex="5be0417cd92a66f318e07a4b90c3d1ff" />
            <div class="row">
              <Button kind="do">{t('ledger-understood')}</Button>
              <Button>{t('ledger-ask')}</Button>
            </div>
          </Panel>
        </div>
      </>
    </div>
  );
}

function SetupPage() {
  return (
    <>
      <TopBar onExit={exit} />
      <main class="page stack">
        <StepCount step={2} total={4} />
        <h1>{t('setup-title')}</h1>
        <Steps
          steps={[
            { title: t('setup-step-language'), text: 'English', state: 'done' },
            { title: t('setup-step-key'), text: t('setup-key-text'), state: 'now' },
            { title: t('setup-step-card'), text: t('setup-card-text'), state: 'later' },
            { title: t('setup-step-compare'), state: 'later' },
          ]}
        />
        <h2>{t('setup-compare-title')}</h2>
        <p>{t('setup-compare-text')}</p>
        <Digits value="40718826" label={t('setup-compare-say')} />
        <Button kind="do" wide>
          {t('setup-compare-same')}
        </Button>
        <Button wide>{t('setup-compare-different')}</Button>
        <p class="dim fact">{t('setup-compare-warning')}</p>
        <Qr
          label={t('setup-qr')}
          matrix={Array.from({ length: 29 }, (_, y) =>
            Array.from({ length: 29 }, (_, x) => (x * y + x + y * 3) % 5 < 2),
          )}
        />
      </main>
    </>
  );
}

const text = signal('L898902C3');
const choice = signal<'none' | 'ask' | 'ok'>('ask');
const dialog = signal(asked.has('dialog'));

function PartsPage() {
  return (
    <>
      <TopBar onExit={exit} help="#help" />
      <main class="page wide kit">
        <section class="stack">
          <h1>One envelope, one accent, one chart</h1>
          <div class="row faces-list">
            {Array.from({ length: 24 }, (_, i) => (
              <Face key={i} id={`face-${i}`} size={52} />
            ))}
          </div>
          <div class="row">
            <Seal id="a1" />
            <Seal id="a1" broken />
            <Seal id="b2" size={60} />
            <Seal id="b2" broken size={60} />
            <Mark />
            <Mark size={64} />
          </div>
          <div class="row">
            <ReaderChip faces={['visa1', 'visa2']} team={t('team-visa')} people={2} />
            <OnlyYou face="kingfisher" />
            <ReaderChip faces={[]} team={t('team-care')} people={1} />
          </div>
          <div class="row">
            <StateChip look="solid">EN · RU</StateChip>
            <StateChip look="fine" icon="check">
              Your seat
            </StateChip>
            <StateChip look="soon" icon="clock">
              {t('who-outside-hours')}
            </StateChip>
            <StateChip look="now" icon="warning">
              Overdue 25 min
            </StateChip>
            <StateChip icon="envelope-sealed">Closed</StateChip>
            <ProofChip state="waiting">1 of 2</ProofChip>
            <kbd>j</kbd>
          </div>
          <div class="row">
            <Button kind="do">{t('lock-and-send')}</Button>
            <Button>{t('change')}</Button>
            <Button kind="next">{t('journey-checkin')}</Button>
            <Button kind="act" icon="call">
              {t('help-now')}
            </Button>
            <Button kind="link">{t('file-who')}</Button>
            <Button kind="do" busy={t('touch-key-now')}>
              x
            </Button>
            <Button small onClick={() => (dialog.value = true)}>
              Dialog
            </Button>
            <HelpLink href="#" />
          </div>
          <div class="row icons">
            {ICONS.map((name) => (
              <span key={name} title={name}>
                <Icon name={name} />
              </span>
            ))}
          </div>
          <Empty title="No messages yet" text="You can write to any team first." />
          <Progress label="Locking your scan" done={3} total={8} note={t('you-can-leave')} />
          <Notice
            what="The network went away."
            safe="Your answers are safe on this page."
            next="We try again in 20 seconds."
            action={<Button small>{t('try-now')}</Button>}
          />
          <Notice look="fine" what="Your key is set up." />
          <Notice look="soon" what="Last checked at 09:10." safe="What is yours can be read." />
          <Notice look="now" what="Not seen for 35 minutes." next="Call Greeter 2." />
          <Refusal code="roster-chain" action={<Button small>{t('try-again')}</Button>} />
          <Refusal code="never-heard-of" />
        </section>
        <section class="stack">
          <TextField
            label="Passport number"
            note="As printed. Visa team, until 15 May."
            value={text.value}
            onInput={(v) => (text.value = v)}
          />
          <TextField
            label="Line 2 of the passport"
            code
            error="Group 3 does not add up. Look at “740812”. What you typed is kept."
            value="L898902C36UTO7408122F"
            onInput={() => undefined}
          />
          <TextArea
            label={t('field-notes')}
            note={t('field-notes-note')}
            value=""
            onInput={() => undefined}
            optional={t('optional')}
          />
          <Select
            label={t('field-channel')}
            note={t('field-address-note')}
            value="signal"
            onPick={() => undefined}
            options={[
              { value: 'signal', label: t('field-channel-signal') },
              { value: 'phone', label: t('field-channel-phone') },
            ]}
          />
          <Choices
            label={t('field-photo')}
            value={choice.value}
            onPick={(v) => (choice.value = v)}
            options={[
              { value: 'none', label: t('field-photo-none') },
              { value: 'ask', label: t('field-photo-ask'), note: 'We ask before each one.' },
              { value: 'ok', label: t('field-photo-ok') },
            ]}
          />
          <Tick label={t('in-person')} checked onChange={() => undefined} />
          <Switch
            label={t('journey-keep', { device })}
            note={t('journey-keep-text')}
            checked={kept.value}
            onChange={(v) => (kept.value = v)}
          />
          <div class="row">
            <DateField label={t('edit-day')} value="2027-04-11" onInput={() => undefined} />
            <TimeField
              label={t('edit-leaves')}
              note={zoneWords('Europe/Stockholm')}
              value="09:50"
              onInput={() => undefined}
            />
          </div>
          <CheckedCard state="stale" title={t('who-stale', { when: '09:10' })} text={t('who-stale-text')} seed="s" />
        </section>
        {dialog.value && (
          <Dialog
            title={t('person-open', { kind: t('kind-travel') })}
            onClose={() => (dialog.value = false)}
            verbs={<Button kind="do">{t('person-touch')}</Button>}
          >
            <TextField
              label={t('person-open-why')}
              note={t('person-open-why-note', { alias: 'Kingfisher' })}
              value=""
              onInput={() => undefined}
            />
          </Dialog>
        )}
      </main>
    </>
  );
}

function CardPage() {
  return (
    <main class="page wide">
      <RecoveryCard
        rows={['407188265', '193562049', '551903872', '774291606']}
        made={t('recovery-made', { number: 1, day: '22 Mar 2027' })}
        seed="tint-1"
      />
    </main>
  );
}

function Stopped() {
  return (
    <StopPage
      when={t('stop-when', { time: '14:32', zone: zoneWords('Europe/Stockholm') })}
      title={t('stop-title')}
      text={t('stop-text')}
      safe={t('stop-safe-text')}
      todo={[t('stop-todo-1'), t('stop-todo-2'), t('stop-todo-3'), t('stop-todo-4')]}
      prints={[
        { label: t('stop-print-browser'), hex: '5be0417cd92a66f318e07a4b90c3d1ff' },
        { label: t('stop-print-witness'), hex: '5be0417cd92a66f3c41b02e790c37a08' },
      ]}
      onSave={() => undefined}
      call={{ label: t('stop-call', { number: '+46 70 174 06 02' }), href: 'tel:+46701740602' }}
      help="#help"
      onExit={exit}
    />
  );
}

const PAGES: Record<string, () => ComponentChildren> = {
  parts: PartsPage,
  signin: SignInPage,
  file: FilePage,
  journey: JourneyPage,
  who: WhoPage,
  help: HelpPage,
  desk: DeskPage,
  ledger: LedgerPage,
  stop: Stopped,
  setup: SetupPage,
  card: CardPage,
};

function Kit() {
  const Page = PAGES[asked.get('page') ?? 'parts'] ?? PartsPage;
  return <Page />;
}

void loadWords(asked.get('lang') === 'ar' ? 'ar' : 'en')
  .then(loadTeamWords)
  .then(() => {
    const theme = asked.get('theme');
    if (theme !== null) document.documentElement.dataset['theme'] = theme;
    watchExit(exit);
    const root = document.getElementById('app');
    if (root !== null) render(<Kit />, root);
    if (asked.has('focus')) document.getElementById('first')?.focus();
    document.documentElement.dataset['ready'] = 'yes';
  });
