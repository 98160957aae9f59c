/** The founding of an event: once. */
export { Found } from '../screens/found.tsx';
