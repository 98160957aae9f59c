/** The chunk of a participant's screens, fetched as soon as she is in. */
import styles from '../styles/features/my-file.css?inline';
import { adoptStyles } from './adopt-styles.ts';

export { ChangedRules } from '../features/my-file/changed-rules.tsx';
export { EditCard } from '../features/my-file/edit-card.tsx';
export { File } from '../features/my-file/my-file-page.tsx';
export { Home } from '../features/today/today.tsx';
export { Journey } from '../features/journey/my-journey.tsx';
export { Keys } from '../features/account/keys-and-devices.tsx';
export { More } from '../features/account/more.tsx';
export { Opened } from '../features/who-opened/who-opened.tsx';
export { Seen } from '../features/account/what-others-see.tsx';

adoptStyles(styles);
