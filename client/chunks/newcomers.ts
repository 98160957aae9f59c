/** For whoever comes for the first time, or without her key. */
export { Join } from '../features/access/join.tsx';
export { Recover } from '../features/access/recover.tsx';
export { TryDevice } from '../features/access/try-device.tsx';
