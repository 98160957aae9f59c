/**
 * The chunk of messages: what people write to each other, and the regular look at the stream that every member's page
 * takes.
 */
import styles from '../styles/features/messages.css?inline';
import { adoptStyles } from './adopt-styles.ts';

export { startClock } from '../state/messages/look-clock.ts';
export { SafetyNumber } from '../features/messages/safety-number.tsx';
export { ContactCodes } from '../features/messages/contact-codes.tsx';
export { Search } from '../components/conversation/search.tsx';
export { Thread } from '../features/messages/thread-page.tsx';
export { Messages } from '../features/messages/messages-page.tsx';

adoptStyles(styles);
