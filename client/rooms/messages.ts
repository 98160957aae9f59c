/** What people write to each other; and the look at the stream that everyone takes who is in. */
import styles from '../styles/messages.css?inline';
import { wear } from './wear.ts';

export { startClock } from '../screens/messages-clock.ts';
export { Compare } from '../screens/messages-compare.tsx';
export { People } from '../screens/messages-people.tsx';
export { Search } from '../screens/messages-search.tsx';
export { Thread } from '../screens/messages-thread.tsx';
export { Messages } from '../screens/messages.tsx';

wear(styles);
