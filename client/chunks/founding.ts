/** The chunk of founding an event, which happens once. */
export { Found } from '../features/founding/founding-page.tsx';
