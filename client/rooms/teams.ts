/** What staff and officers work with. */
export { Approvals } from '../screens/approvals.tsx';
export { Desk } from '../screens/desk.tsx';
export { Ledger } from '../screens/ledger.tsx';
export { Members } from '../screens/members.tsx';
export { ProgrammeOpen } from '../screens/programme-open.tsx';
export { Requests } from '../screens/programme-requests.tsx';
export { ProgrammeSeats } from '../screens/programme-seats.tsx';
export { ProgrammeTeam } from '../screens/programme-team.tsx';
