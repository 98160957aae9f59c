/** A participant's screens: fetched as soon as she is in. */
import styles from '../styles/file.css?inline';
import { wear } from './wear.ts';

export { EditCard } from '../screens/edit-card.tsx';
export { File } from '../screens/file.tsx';
export { Home } from '../screens/home.tsx';
export { Journey } from '../screens/journey.tsx';
export { Keys } from '../screens/keys.tsx';
export { More } from '../screens/more.tsx';
export { Opened } from '../screens/opened.tsx';
export { Seen } from '../screens/seen.tsx';

wear(styles);
