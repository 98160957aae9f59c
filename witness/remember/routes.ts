/** POST /remember (protocol §7.9): a note that this witness cosigned and has forgotten. */
import { refuse } from '#protocol/core/errors.ts';
import { verifyCheckpoint, verifyCosignature } from '#protocol/log/checkpoint.ts';
import { RememberBody } from '#protocol/wire/witness.ts';
import { raiseFloor } from '../floor.ts';
import type { App } from '../http.ts';
import { inTransaction } from '../state.ts';
import type { Witness } from '../witness.ts';

export function rememberRoutes(app: App, { db, log, keys }: Witness): void {
  app.post('/remember', { schema: { body: RememberBody } }, async ({ body }) => {
    const { genesis } = log.newestRoster ?? refuse('root-mismatch', 'no log is known here yet');
    const parsed = verifyCheckpoint(body.note, genesis.log);
    verifyCosignature(parsed, { name: keys.card.name, cosignKey: keys.cosign.publicKey });
    const { size } = parsed.checkpoint;
    if (size > log.cosigned.size) inTransaction(db, () => raiseFloor(db, size));
    return {};
  });
}
