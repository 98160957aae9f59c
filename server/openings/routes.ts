import type { openings } from '#protocol/wire/openings.ts';
import type { Acts } from '../acts.ts';
import type { Portal } from '../portal.ts';
import { askOpening } from './ask.ts';

export function openingActs(portal: Portal): Acts<keyof typeof openings> {
  return {
    'openings/ask': async (body, { session }) => askOpening(portal, session, body),
  };
}
