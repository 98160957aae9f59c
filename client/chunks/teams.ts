/** The chunk of staff's and officers' screens. */
import styles from '../styles/base/teams.css?inline';
import { adoptStyles } from './adopt-styles.ts';

export { Approvals } from '../features/members/approvals.tsx';
export { TeamQueue } from '../features/team-queue/queue-page.tsx';
export { Announce } from '../features/team-messages/announce.tsx';
export { Groups } from '../features/team-messages/groups.tsx';
export { TellList } from '../features/team-messages/tell-list.tsx';
export { Inbox } from '../features/team-messages/inbox-page.tsx';
export { Ledger } from '../features/ledger/ledger-page.tsx';
export { Members } from '../features/members/members-page.tsx';
export { ProgrammeFeedback } from '../features/programme-seats/feedback-page.tsx';
export { ProgrammeOpen } from '../features/public-site/public-site-page.tsx';
export { Requests } from '../features/public-site/public-requests.tsx';
export { ProgrammeSeats } from '../features/programme-seats/seats-page.tsx';
export { ProgrammeTeam } from '../features/programme-editor/editor-page.tsx';

adoptStyles(styles);
