import { OutcomesBody, ReleaseBody } from '#protocol/wire/witness.ts';
import type { Witness } from '../witness.ts';
import { now } from '../clock.ts';
import type { App } from '../http.ts';
import { outcomes } from './outcomes.ts';
import { release } from './release.ts';
import { parseAsked } from './request.ts';

export function releaseRoutes(app: App, witness: Witness): void {
  app.post('/release', { schema: { body: ReleaseBody } }, async ({ body }) =>
    release(witness, parseAsked(body), now()),
  );

  app.post('/outcomes', { schema: { body: OutcomesBody } }, async ({ body }) => ({
    items: outcomes(witness, body.leaves, now()),
  }));
}
