/** The frozen cases of §3: heads. Called by make.ts alone. */
import { headCodec, headMessage, type Head } from '#protocol/log/head.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import { signedHead } from '../../support/protocol/event.ts';
import { Book, last } from '../book.ts';
import { event } from '../frozen-world.ts';

export function headsBook(): void {
  const book = new Book();
  const nonce = event.randomness.bytes(32);
  const { head, signature } = signedHead(event, nonce);
  const act = 'verify head';
  book.accept(act, { head, signature, nonce });
  const again = (change: Partial<Head>) => {
    const changed = headCodec.encode({ ...headCodec.parse(head), ...change });
    return { head: changed, signature: signDetached(event.witness.cosign.secretKey, headMessage(changed)), nonce };
  };
  book.reject(act, 'head-signature', { head, signature: last(signature), nonce });
  book.reject(act, 'head-signature', { head: again({ size: 1 }).head, signature, nonce }, 'another size');
  book.reject(act, 'head-nonce', { head, signature, nonce: event.randomness.bytes(32) });
  book.reject(act, 'root-mismatch', again({ rootfp: event.randomness.bytes(32) }));
  book.reject(act, 'root-mismatch', again({ origin: 'another.example/log' }), 'another log');
  book.reject(act, 'head-behind', again({ rosterSeq: event.roster.seq - 1 }), 'a shorter roster');
  book.reject(act, 'head-behind', again({ rosterSeq: event.roster.seq + 1 }), 'a longer roster');
  book.reject(act, 'head-behind', again({ rosterHead: event.rootfp }), 'another roster');
  book.reject(act, 'state-differs', again({ state: event.randomness.bytes(32) }), 'another state');
  book.write('heads');
}
