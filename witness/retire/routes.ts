/** POST /retire: closes older revisions and answers with a receipt (protocol §5). */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { digestLeaf, parseLeaf, requireSameLeaf } from '#protocol/log/leaf.ts';
import { receiptCodec, receiptMessage, verifyRetire } from '#protocol/records/retire.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import { RetireBody } from '#protocol/wire/witness.ts';
import type { Witness } from '../witness.ts';
import { now } from '../clock.ts';
import type { App } from '../http.ts';
import { keepRetire } from './store.ts';

export function retireRoutes(app: App, { db, log, keys }: Witness): void {
  app.post('/retire', { schema: { body: RetireBody } }, async ({ body }) => {
    const { retire, digest } = verifyRetire(log.roster, fromBase64url(body.retire), body.leaf);
    const found = parseLeaf(log.cosignedLeaf(body.leaf, 'leaf-missing'));
    // The record's tag key is not known here before a release, so the tag is taken as it is.
    requireSameLeaf(found, digestLeaf('retire', digest, found.tag));
    keepRetire(db, retire, digest, body.leaf);
    const { rootfp, record, lowestLive } = retire;
    const receipt = receiptCodec.encode({ rootfp, digest, record, lowestLive, leaf: body.leaf, time: now() });
    const signature = signDetached(keys.cosign.secretKey, receiptMessage(receipt));
    return { receipt: toBase64url(receipt), signature: toBase64url(signature) };
  });
}
