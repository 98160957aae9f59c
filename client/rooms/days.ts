/** The members' pages of the programme. */
import styles from '../styles/day.css?inline';
import { wear } from './wear.ts';

export { After } from '../screens/day-after.tsx';
export { Certificate } from '../screens/day-certificate.tsx';
export { Choosing } from '../screens/day-choices.tsx';
export { MyDay } from '../screens/day-mine.tsx';
export { Programme } from '../screens/day-programme.tsx';

wear(styles);
