/** The members' pages of the programme. */
export { After } from '../screens/day-after.tsx';
export { Certificate } from '../screens/day-certificate.tsx';
export { Choosing } from '../screens/day-choices.tsx';
export { MyDay } from '../screens/day-mine.tsx';
export { Programme } from '../screens/day-programme.tsx';
