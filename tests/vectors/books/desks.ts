/** The frozen cases of §6: desks. Called by make.ts alone. */
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { key32 } from '#protocol/crypto/sodium.ts';
import { sealNeeds } from '#protocol/roster/needs.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import { travel, visa } from '../../support/protocol/event.ts';
import { Book } from '../book.ts';
import { event, tess, tomas, amal } from '../frozen-world.ts';

export function desksBook(): void {
  const book = new Book();
  const { rootfp } = event;
  const minted = event.epochs.get(travel)!;
  const sealed = wrapCodec.encode(minted.wraps.get(tess.member)!);
  const keyHash = sealingKeyHash(minted.pair.publicKey);
  const base = { seed: tess.open!.secretKey, wrap: sealed, rootfp, desk: travel, epoch: minted.number, keyHash };
  book.accept('open seed', base);
  book.accept('hash of a wrapped seed', { wrap: sealed });
  book.reject('open seed', 'wrong-key', { ...base, seed: tomas.open!.secretKey }, 'another holder');
  book.reject('open seed', 'wrong-key', { ...base, epoch: 2 }, 'another epoch');
  book.reject('open seed', 'wrong-key', { ...base, desk: visa }, 'another desk');
  book.reject('open seed', 'desk-key', { ...base, keyHash: event.randomness.bytes(32) }, 'not the roster’s key');
  book.accept('require key', { publicKey: minted.pair.publicKey, keyHash });
  book.reject('require key', 'desk-key', { publicKey: amal.keys.seal.publicKey, keyHash });
  const [restoreKey, salt] = [key32(event.randomness.bytes(32)), event.randomness.bytes(32)];
  const entryHash = event.randomness.bytes(32);
  const sealedNeeds = sealNeeds(restoreKey, rootfp, entryHash, event.randomness.bytes(40), salt);
  const needs = { restoreKey, rootfp, entryHash, sealed: sealedNeeds };
  book.accept('open needs', needs);
  book.reject('open needs', 'wrong-key', { ...needs, restoreKey: tess.open!.secretKey }, 'another key');
  book.reject('open needs', 'wrong-key', { ...needs, entryHash: rootfp }, 'of another entry');
  book.reject('open needs', 'wrong-key', { ...needs, rootfp: entryHash }, 'of another event');
  book.reject(
    'open needs',
    'wrong-length',
    { ...needs, sealed: sealedNeeds.slice(0, 79) },
    'shorter than an empty one',
  );
  book.write('desks');
}
