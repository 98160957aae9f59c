/**
 * P7. Amira saves again, so that what she wrote before cannot be opened any more. The portal does not tell the witness, and
 * shows her a receipt all the same: an older one, one of another record, or one that it signed itself. Her client says
 * "closed" only with the witness's own receipt for this very request.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { signDetached, signKeyPair } from '#protocol/crypto/sodium.ts';
import { receiptCodec, receiptMessage, retireCodec, retireDigest, signedRetire } from '#protocol/records/retire.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import * as real from '../../../tools/demo/person.ts';
import { journeyWish, SmallEvent } from '../../support/attacks/event.ts';
import { secret32 } from '../../support/attacks/insider.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';

type Receipts = Reply<'records/retire'>;
type Asked = Body<'records/retire'>;

let event: SmallEvent;
/** The receipt of a true retire of Amira's, and one of Tomas's. */
let older: Receipts;
let foreign: Receipts;

async function savedBy(handle: 'amira' | 'tomas', client: Client, answer?: (asked: Asked) => Receipts) {
  const person = await event.enter(handle, client);
  if (answer !== undefined) person.wire.bend('records/retire', (_ask, asked) => answer(asked));
  const saved = await person.vault.save('travel', { ...journeyWish, note: String(await event.logSize()) });
  return { saved, receipts: person.wire.lastAnswer('records/retire') as Receipts };
}

/** What the witness would say, by somebody else's key. */
function selfSigned({ items }: Asked): Receipts {
  const pair = signKeyPair(secret32());
  return {
    receipts: items.map(({ retire }) => {
      const { retire: bytes } = signedRetire.parse(fromBase64url(retire));
      const { rootfp, record, lowestLive } = retireCodec.parse(bytes);
      const made = { rootfp, digest: retireDigest(bytes), record, lowestLive, leaf: 1, time: Date.now() };
      const receipt = receiptCodec.encode(made);
      const signature = signDetached(pair.secretKey, receiptMessage(receipt));
      return { leaf: 1, receipt: toBase64url(receipt), signature: toBase64url(signature) };
    }),
  };
}

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira', 'tomas'] });
  ({ receipts: foreign } = await savedBy('tomas', real));
});
afterAll(() => event.stop());

const lies: readonly (readonly [string, (asked: Asked) => Receipts])[] = [
  ['none', () => ({ receipts: [] })],
  ['that of an earlier revision', () => older],
  ['that of another record', () => foreign],
  ['one that the portal signed itself', selfSigned],
];

describe('a revision that was closed', () => {
  it('is called so with the receipt that the witness gave for it', async () => {
    const { saved, receipts } = await savedBy('amira', real);
    expect([saved, receipts.receipts.length]).toEqual([{ closed: true }, 1]);
    older = receipts;
  });

  it.each(lies)('is not called so with %s', async (_, answer) => {
    expect((await savedBy('amira', real, answer)).saved).toEqual({ closed: false });
  });

  it.each(lies.slice(1))('would be called so with %s, where nobody compares', async (_, answer) => {
    expect((await savedBy('amira', mutant('receipt-unchecked'), answer)).saved).toEqual({ closed: true });
  });
});
