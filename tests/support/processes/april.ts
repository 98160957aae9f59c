/**
 * The fictional programme and the public site on fixed days, for tests of pure functions whose expectations are written
 * out. Nothing here is compared with the clock.
 */
import { countedFrom } from '../../../tools/demo/dates.ts';
import * as programme from '../../../tools/demo/programme.ts';
import * as site from '../../../tools/demo/site.ts';

const monday = '2027-04-12';

export const demoProgramme = countedFrom(monday, programme.demoProgramme);
export const demoCircle = countedFrom(monday, programme.demoCircle);
export const demoSite = countedFrom(monday, site.demoSite);
