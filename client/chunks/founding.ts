/** The founding of an event: once. */
export { Found } from '../features/founding/found.tsx';
