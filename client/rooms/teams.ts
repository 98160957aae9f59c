/** What staff and officers work with. */
import styles from '../styles/teams.css?inline';
import { wear } from './wear.ts';

export { Approvals } from '../screens/approvals.tsx';
export { Desk } from '../screens/desk.tsx';
export { Announce } from '../screens/inbox-announce.tsx';
export { Groups } from '../screens/inbox-groups.tsx';
export { TellList } from '../screens/inbox-tell.tsx';
export { Inbox } from '../screens/inbox.tsx';
export { Ledger } from '../screens/ledger.tsx';
export { Members } from '../screens/members.tsx';
export { ProgrammeFeedback } from '../screens/programme-feedback.tsx';
export { ProgrammeOpen } from '../screens/programme-open.tsx';
export { Requests } from '../screens/programme-requests.tsx';
export { ProgrammeSeats } from '../screens/programme-seats.tsx';
export { ProgrammeTeam } from '../screens/programme-team.tsx';

wear(styles);
