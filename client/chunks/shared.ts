/** The chunk of components that most screens use (client/ui, except what the first page needs), and their styles. */
import styles from '../styles/base/shared.css?inline';
import { adoptStyles } from './adopt-styles.ts';

// Newcomers, co-founders and members tick the same rules.
export { RuleTicks, useTicks } from '../components/rule-ticks.tsx';

adoptStyles(styles);
