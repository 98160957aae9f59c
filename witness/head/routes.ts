/** POST /head: where the log and the roster are, signed over the caller's own nonce (protocol §3). */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { headCodec, headMessage } from '#protocol/log/head.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import { stateOf } from '#protocol/roster/state.ts';
import { HeadBody } from '#protocol/wire/witness.ts';
import { agedSize } from '../release/aged.ts';
import { countOutcomes } from '../release/store.ts';
import type { Witness } from '../witness.ts';
import { now } from '../clock.ts';
import type { App } from '../http.ts';

export function headRoutes(app: App, { db, log, keys }: Witness): void {
  app.post('/head', { schema: { body: HeadBody } }, async ({ body }) => {
    const { roster, cosigned } = log;
    const at = now();
    const head = headCodec.encode({
      rootfp: roster.rootfp,
      origin: roster.genesis.log.origin,
      size: cosigned.size,
      root: cosigned.root,
      rosterSeq: roster.seq,
      rosterHead: roster.head,
      state: stateOf(roster),
      aged: agedSize(db, at),
      outcomes: countOutcomes(db),
      // This version takes no direct acts.
      held: [],
      nonce: fromBase64url(body.nonce),
      time: at,
    });
    return { head: toBase64url(head), signature: toBase64url(signDetached(keys.cosign.secretKey, headMessage(head))) };
  });
}
