import { ReleaseBody } from '#protocol/wire/witness.ts';
import type { Witness } from '../witness.ts';
import { now } from '../clock.ts';
import type { App } from '../http.ts';
import { release } from './release.ts';
import { parseAsked } from './request.ts';
import { countsByLeaf } from './store.ts';

export function releaseRoutes(app: App, witness: Witness): void {
  app.post('/release', { schema: { body: ReleaseBody } }, async ({ body }) =>
    release(witness, parseAsked(body), now()),
  );

  /** How often each entry's share was given out: officers compare with the entries. */
  app.get('/releases', async () => ({ releases: countsByLeaf(witness.db) }));
}
