/** What staff and officers work with. */
import styles from '../styles/base/teams.css?inline';
import { adoptStyles } from './adopt-styles.ts';

export { Approvals } from '../features/members/approvals.tsx';
export { Desk } from '../features/team-queue/team-queue.tsx';
export { Announce } from '../features/team-messages/inbox-announce.tsx';
export { Groups } from '../features/team-messages/inbox-groups.tsx';
export { TellList } from '../features/team-messages/tell-list.tsx';
export { Inbox } from '../features/team-messages/inbox.tsx';
export { Ledger } from '../features/ledger/ledger-page.tsx';
export { Members } from '../features/members/members-page.tsx';
export { ProgrammeFeedback } from '../features/programme-seats/programme-feedback.tsx';
export { ProgrammeOpen } from '../features/public-site/programme-open.tsx';
export { Requests } from '../features/public-site/public-requests.tsx';
export { ProgrammeSeats } from '../features/programme-seats/programme-seats.tsx';
export { ProgrammeTeam } from '../features/programme-editor/programme-team.tsx';

adoptStyles(styles);
