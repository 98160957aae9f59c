/** The founding of an event: once. */
export { Found } from '../features/founding/founding-page.tsx';
