/** The chunk for people who come for the first time, or without a key. */
export { Join } from '../features/access/join.tsx';
export { Recover } from '../features/access/recover.tsx';
export { ReplaceCard } from '../features/access/replace-card.tsx';
export { TryDevice } from '../features/access/try-device.tsx';
