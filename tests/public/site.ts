/** The demo's open part, rendered. */
import type { SiteParts } from '#protocol/public-page.ts';
import { renderSite } from '#protocol/public-site.ts';
import { demoGuids, demoOffset, demoProgramme, demoSite } from '../../tools/demo/programme.ts';

export const siteParts: SiteParts = {
  event: {
    zone: 'Europe/Stockholm',
    offsetAt: demoOffset,
    url: 'https://open.example.org',
    chart: 'q7Vd0mZ3Yx5oKc2rT8uWbA',
    edition: 3,
    madeAt: 1_800_000_000_000,
  },
  site: demoSite,
  programme: demoProgramme,
  guids: demoGuids,
  languages: ['en', 'sv'],
  seatsOpen: true,
};

export const siteFiles = (changes: Partial<SiteParts> = {}) => renderSite({ ...siteParts, ...changes });
