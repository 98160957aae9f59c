/** The demo's open part, rendered. */
import type { SiteParts } from '#domain/public-pages/public-page.ts';
import { renderSite } from '#domain/public-pages/public-site.ts';
import { demoOffset } from '../../../tools/demo/dates.ts';
import { demoGuids } from '../../../tools/demo/site.ts';
import { demoProgramme, demoSite } from '../processes/april.ts';

export const siteParts: SiteParts = {
  event: {
    zone: 'Europe/Stockholm',
    offsetAt: demoOffset,
    chart: 'q7Vd0mZ3Yx5oKc2rT8uWbA',
    edition: 3,
    madeAt: 1_800_000_000_000,
  },
  site: { ...demoSite, address: 'https://open.example.org' },
  programme: demoProgramme,
  guids: demoGuids,
  languages: ['en', 'sv'],
};

export const siteFiles = (changes: Partial<SiteParts> = {}) => renderSite({ ...siteParts, ...changes });

/** The same with other places to ask for. */
export const withPlaces = (seats: number, pressPlaces: number) =>
  siteFiles({ site: { ...siteParts.site, seats, pressPlaces } });
