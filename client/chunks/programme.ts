/** The members' pages of the programme. */
import styles from '../styles/features/day.css?inline';
import { adoptStyles } from './adopt-styles.ts';

export { After } from '../features/programme/day-after.tsx';
export { Certificate } from '../features/programme/day-certificate.tsx';
export { Choosing } from '../features/programme/day-choices.tsx';
export { MyDay } from '../features/programme/day-mine.tsx';
export { Programme } from '../features/programme/day-programme.tsx';

adoptStyles(styles);
