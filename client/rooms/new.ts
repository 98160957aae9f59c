/** For whoever comes for the first time, or without her key. */
export { Join } from '../screens/join.tsx';
export { Recover } from '../screens/recover.tsx';
export { TryDevice } from '../screens/try-device.tsx';
