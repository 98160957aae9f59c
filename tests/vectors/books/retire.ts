/** The frozen cases of §5: retire. Called by make.ts alone. */
import type { RecordId } from '#protocol/core/ids.ts';
import { receiptCodec, receiptMessage, retireDigest, signRetire, signedRetire } from '#protocol/records/retire.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import { Book, last } from '../book.ts';
import { event, amal, bijan } from '../frozen-world.ts';

export function retireBook(): void {
  const book = new Book();
  const { randomness, rootfp } = event;
  const retire = { rootfp, record: randomness.id<RecordId>(), lowestLive: 3, signer: amal.member, time: event.now };
  const made = signRetire(retire, amal.keys.sign.secretKey, randomness.key());
  const leaf = event.leaves.length;
  book.accept('verify retire', { retire: made.bytes, leaf });
  book.reject('verify retire', 'record-author', { retire: made.bytes, leaf: 1 }, 'before her keys counted');
  book.reject('verify retire', 'record-signature', { retire: last(made.bytes), leaf });
  const foreign = signRetire({ ...retire, rootfp: randomness.bytes(32) }, amal.keys.sign.secretKey, randomness.key());
  book.reject('verify retire', 'root-mismatch', { retire: foreign.bytes, leaf });
  const byBijan = signRetire(retire, bijan.keys.sign.secretKey, randomness.key());
  book.reject('verify retire', 'record-signature', { retire: byBijan.bytes, leaf }, 'signed by another');
  const { record, lowestLive } = retire;
  const bytes = made.bytes;
  const digest = retireDigest(signedRetire.parse(bytes).retire);
  const receipt = { rootfp, digest, record, lowestLive, leaf, time: event.now };
  const signed = (change: Partial<typeof receipt>) => {
    const encoded = receiptCodec.encode({ ...receipt, ...change });
    return {
      retire: bytes,
      leaf,
      receipt: encoded,
      signature: signDetached(event.witness.cosign.secretKey, receiptMessage(encoded)),
    };
  };
  book.accept('verify receipt', signed({}));
  book.reject('verify receipt', 'head-signature', { ...signed({}), signature: randomness.bytes(64) });
  book.reject('verify receipt', 'record-retired', signed({ lowestLive: 2 }), 'closes less');
  book.reject('verify receipt', 'record-retired', signed({ record: randomness.id() }), 'another record');
  book.reject('verify receipt', 'record-retired', signed({ digest: randomness.bytes(32) }), 'another retire');
  book.reject('verify receipt', 'record-retired', signed({ rootfp: randomness.bytes(32) }), 'another event');
  book.write('retire');
}
