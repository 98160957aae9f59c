/**
 * One table from path to screen. What a path shows depends on who is in. Without a login session every path shows the
 * sign-in.
 */
import { effect } from '@preact/signals';
import { LocationProvider, Route, Router } from 'preact-iso';
import { chunk } from './chunks/chunk.tsx';
import { fork, me } from './state/session.ts';
import { ForkStop } from './features/stopped/fork-stop.tsx';
import { Help } from './features/help/help-now.tsx';
import { SignIn } from './features/access/sign-in.tsx';

// Help now and the sign-in come with the page; every other screen comes with its chunk.
const shared = chunk({ screens: () => import('./chunks/shared.ts') });
const own = chunk({ screens: () => import('./chunks/member.ts'), words: ['own', 'rules'], on: [shared] });
const days = chunk({ screens: () => import('./chunks/programme.ts'), words: ['programme'], on: [own] });
const newcomers = chunk({ screens: () => import('./chunks/newcomers.ts'), words: ['new', 'rules'], on: [shared] });
const messages = chunk({ screens: () => import('./chunks/messages.ts'), words: ['messages'], on: [own] });
const teams = chunk({ screens: () => import('./chunks/teams.ts'), words: ['teams'], on: [days, messages] });
const founding = chunk({ screens: () => import('./chunks/founding.ts'), on: [newcomers, teams] });

const Home = own.screen(({ Home }) => Home);
const File = own.screen(({ File }) => File);
const EditCard = own.screen(({ EditCard }) => EditCard);
const Journey = own.screen(({ Journey }) => Journey);
const ChangedRules = own.screen(({ ChangedRules }) => ChangedRules);
const Opened = own.screen(({ Opened }) => Opened);
const Keys = own.screen(({ Keys }) => Keys);
const Seen = own.screen(({ Seen }) => Seen);
const More = own.screen(({ More }) => More);
const Programme = days.screen(({ Programme }) => Programme);
const MyDay = days.screen(({ MyDay }) => MyDay);
const Choosing = days.screen(({ Choosing }) => Choosing);
const After = days.screen(({ After }) => After);
const Certificate = days.screen(({ Certificate }) => Certificate);
const Messages = messages.screen(({ Messages }) => Messages);
const Thread = messages.screen(({ Thread }) => Thread);
const People = messages.screen(({ ContactCodes }) => ContactCodes);
const Compare = messages.screen(({ SafetyNumber }) => SafetyNumber);
const Search = messages.screen(({ Search }) => Search);
const TryDevice = newcomers.screen(({ TryDevice }) => TryDevice);
const Join = newcomers.screen(({ Join }) => Join);
const ReplaceCard = newcomers.screen(({ ReplaceCard }) => ReplaceCard);
const Recover = newcomers.screen(({ Recover }) => Recover);
const Found = founding.screen(({ Found }) => Found);
const Desk = teams.screen(({ TeamQueue }) => TeamQueue);
const Members = teams.screen(({ Members }) => Members);
const Approvals = teams.screen(({ Approvals }) => Approvals);
const ProgrammeTeam = teams.screen(({ ProgrammeTeam }) => ProgrammeTeam);
const ProgrammeOpen = teams.screen(({ ProgrammeOpen }) => ProgrammeOpen);
const ProgrammeSeats = teams.screen(({ ProgrammeSeats }) => ProgrammeSeats);
const ProgrammeFeedback = teams.screen(({ ProgrammeFeedback }) => ProgrammeFeedback);
const Inbox = teams.screen(({ Inbox }) => Inbox);
const TellList = teams.screen(({ TellList }) => TellList);
const Announce = teams.screen(({ Announce }) => Announce);
const Groups = teams.screen(({ Groups }) => Groups);
const Requests = teams.screen(({ Requests }) => Requests);
const Ledger = teams.screen(({ Ledger }) => Ledger);

/** Fetch the screens as soon as the member is in: a later loss of the network then takes no screen away. */
effect(() => {
  if (me.value?.role === 'participant') void days.bring().catch(() => undefined);
});

/** Look for new messages on every page while somebody is in. */
effect(() => {
  if (me.value === undefined) return;
  void messages
    .bring()
    .then(({ startClock }) => startClock())
    .catch(() => undefined);
});

/** The screens that need no login session. */
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
      <Route path="/messages" component={me.value?.role === 'participant' ? Messages : Inbox} />
      <Route path="/messages/thread" component={Thread} />
      <Route path="/messages/people" component={People} />
      <Route path="/messages/compare" component={Compare} />
      <Route path="/messages/search" component={Search} />
      <Route path="/messages/tell" component={TellList} />
      <Route path="/messages/announce" component={Announce} />
      <Route path="/messages/groups" component={Groups} />
      <Route path="/rules" component={ChangedRules} />
      <Route path="/opened" component={Opened} />
      <Route path="/keys" component={Keys} />
      <Route path="/keys/card" component={ReplaceCard} />
      <Route path="/seen" component={Seen} />
      <Route path="/more" component={More} />
      <Route path="/desk/:desk" component={Desk} />
      <Route path="/members" component={Members} />
      <Route path="/approvals" component={Approvals} />
      <Route path="/ledger" component={Ledger} />
      <Route path="/programme-team" component={ProgrammeTeam} />
      <Route path="/programme-team/open" component={ProgrammeOpen} />
      <Route path="/programme-team/seats" component={ProgrammeSeats} />
      <Route path="/programme-team/feedback" component={ProgrammeFeedback} />
      <Route path="/requests" component={Requests} />
      <Route default component={Home} />
    </Router>
  );
}

export function App() {
  if (fork.value !== undefined && location.pathname !== '/help') return <ForkStop facts={fork.value} />;
  return <LocationProvider>{me.value === undefined || me.value.byCard ? <Outside /> : <Inside />}</LocationProvider>;
}
