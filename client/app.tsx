/** Path to screen, one table. What a path may show depends on who is in; deny by default is "sign in". */
import { effect } from '@preact/signals';
import { lazy, LocationProvider, Route, Router } from 'preact-iso';
import { fork, me } from './session.ts';
import { ForkStop } from './screens/fork.tsx';
import { Help } from './screens/help.tsx';
import { SignIn } from './screens/sign-in.tsx';
import { loadProgrammeWords, loadTeamWords } from './words/load.ts';

/** A team's screen comes with its words. */
async function withWords<M>(screen: Promise<M>): Promise<M> {
  const [module] = await Promise.all([screen, loadTeamWords()]);
  return module;
}

async function withDayWords<M>(screen: Promise<M>): Promise<M> {
  const [module] = await Promise.all([screen, loadProgrammeWords()]);
  return module;
}

const TryDevice = lazy(() => import('./screens/try-device.tsx').then((module) => module.TryDevice));
const Join = lazy(() => import('./screens/join.tsx').then((module) => module.Join));
const Found = lazy(() => withWords(import('./screens/found.tsx')).then((module) => module.Found));
const Recover = lazy(() => import('./screens/recover.tsx').then((module) => module.Recover));
const Home = lazy(() => import('./screens/home.tsx').then((module) => module.Home));
const File = lazy(() => import('./screens/file.tsx').then((module) => module.File));
const EditCard = lazy(() => import('./screens/edit-card.tsx').then((module) => module.EditCard));
const Journey = lazy(() => import('./screens/journey.tsx').then((module) => module.Journey));
const Opened = lazy(() => import('./screens/opened.tsx').then((module) => module.Opened));
const Keys = lazy(() => import('./screens/keys.tsx').then((module) => module.Keys));
const Seen = lazy(() => import('./screens/seen.tsx').then((module) => module.Seen));
const More = lazy(() => import('./screens/more.tsx').then((module) => module.More));
const Programme = lazy(() => withDayWords(import('./screens/day-programme.tsx')).then((module) => module.Programme));
const MyDay = lazy(() => withDayWords(import('./screens/day-mine.tsx')).then((module) => module.MyDay));
const Choosing = lazy(() => withDayWords(import('./screens/day-choices.tsx')).then((module) => module.Choosing));
const After = lazy(() => withDayWords(import('./screens/day-after.tsx')).then((module) => module.After));
const Certificate = lazy(() =>
  withDayWords(import('./screens/day-certificate.tsx')).then((module) => module.Certificate),
);
const Desk = lazy(() => withWords(import('./screens/desk.tsx')).then((module) => module.Desk));
const Members = lazy(() => withWords(import('./screens/members.tsx')).then((module) => module.Members));
const Approvals = lazy(() => withWords(import('./screens/approvals.tsx')).then((module) => module.Approvals));
const ProgrammeTeam = lazy(() =>
  withWords(import('./screens/programme-team.tsx')).then((module) => module.ProgrammeTeam),
);
const ProgrammeOpen = lazy(() =>
  withWords(import('./screens/programme-open.tsx')).then((module) => module.ProgrammeOpen),
);
const ProgrammeSeats = lazy(() =>
  withWords(import('./screens/programme-seats.tsx')).then((module) => module.ProgrammeSeats),
);
const Requests = lazy(() => withWords(import('./screens/programme-requests.tsx')).then((module) => module.Requests));
const Ledger = lazy(() => withWords(import('./screens/ledger.tsx')).then((module) => module.Ledger));

/** Fetched as soon as she is in, so that a network that goes away takes no screen with it. Help now came with the page. */
const days = [Programme, MyDay, Choosing, After, Certificate];
const own = [Home, File, EditCard, Journey, Opened, Keys, Seen, More, ...days];
effect(() => {
  if (me.value?.role === 'participant') for (const screen of own) void screen.preload().catch(() => undefined);
});

/** Reached without an account. */
function Outside() {
  return (
    <Router>
      <Route path="/help" component={Help} />
      <Route path="/try" component={TryDevice} />
      <Route path="/join" component={Join} />
      <Route path="/found" component={Found} />
      <Route path="/card" component={Recover} />
      <Route default component={SignIn} />
    </Router>
  );
}

function Inside() {
  return (
    <Router>
      <Route path="/help" component={Help} />
      <Route path="/" component={Home} />
      <Route path="/file" component={File} />
      <Route path="/file/:kind" component={EditCard} />
      <Route path="/journey" component={Journey} />
      <Route path="/programme" component={Programme} />
      <Route path="/programme/mine" component={MyDay} />
      <Route path="/programme/choices" component={Choosing} />
      <Route path="/programme/after" component={After} />
      <Route path="/programme/certificate" component={Certificate} />
      <Route path="/opened" component={Opened} />
      <Route path="/keys" component={Keys} />
      <Route path="/seen" component={Seen} />
      <Route path="/more" component={More} />
      <Route path="/desk/:desk" component={Desk} />
      <Route path="/members" component={Members} />
      <Route path="/approvals" component={Approvals} />
      <Route path="/ledger" component={Ledger} />
      <Route path="/programme-team" component={ProgrammeTeam} />
      <Route path="/programme-team/open" component={ProgrammeOpen} />
      <Route path="/programme-team/seats" component={ProgrammeSeats} />
      <Route path="/requests" component={Requests} />
      <Route default component={Home} />
    </Router>
  );
}

export function App() {
  if (fork.value !== undefined && location.pathname !== '/help') return <ForkStop facts={fork.value} />;
  return <LocationProvider>{me.value === undefined || me.value.byCard ? <Outside /> : <Inside />}</LocationProvider>;
}
