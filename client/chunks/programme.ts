/** The chunk of the members' pages of the programme. */
import styles from '../styles/features/my-programme.css?inline';
import { adoptStyles } from './adopt-styles.ts';

export { After } from '../features/programme/after-session.tsx';
export { Certificate } from '../features/programme/certificate.tsx';
export { Choosing } from '../features/programme/choices-page.tsx';
export { MyDay } from '../features/programme/my-day.tsx';
export { Programme } from '../features/programme/programme-page.tsx';

adoptStyles(styles);
