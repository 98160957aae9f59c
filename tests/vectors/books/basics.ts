/** The frozen cases of §1: basics. Called by make.ts alone. */
import { concat, u32, utf8 } from '#protocol/core/bytes.ts';
import { labels } from '#protocol/core/labels.ts';
import { limits } from '#protocol/core/limits.ts';
import { pad, sealKeyPair } from '#protocol/crypto/sodium.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { wrap, wrapCodec } from '#protocol/crypto/wrap.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { Book, flipped, last } from '../book.ts';

export function basicsBook(): void {
  const randomness = new Randomness('frozen basics');
  const book = new Book();
  const made = tuple('dd1/list', randomness.bytes(3), new Uint8Array(0));
  book.accept('tuple', { label: 'dd1/list', elements: [randomness.bytes(3), new Uint8Array(0)] });
  book.accept('tuple', { label: 'dd1/entry', elements: [] });
  for (const label of labels) book.accept('tuple', { label, elements: [utf8('a')] });
  book.accept('parse tuple', { label: 'dd1/list', bytes: made });
  book.reject('parse tuple', 'wrong-label', { label: 'dd1/some', bytes: made });
  book.reject(
    'parse tuple',
    'malformed',
    { label: 'dd1/list', bytes: concat(made, randomness.bytes(1)) },
    'trailing byte',
  );
  book.reject('parse tuple', 'wrong-length', { label: 'dd1/list', bytes: made.slice(0, -1) }, 'short');
  book.reject('parse tuple', 'wrong-length', { label: 'dd1/list', bytes: new Uint8Array(0) }, 'empty');
  book.reject('parse tuple', 'malformed', { label: 'dd1/list', bytes: u32(0) }, 'no element');
  book.reject('parse tuple', 'malformed', { label: 'dd1/list', bytes: u32(limits.tupleElements + 1) }, 'too many');
  const marked = concat(new Uint8Array([0xef, 0xbb, 0xbf]), utf8('dd1/list'));
  const bom = concat(u32(1), u32(marked.length), marked);
  book.reject('parse tuple', 'wrong-label', { label: 'dd1/list', bytes: bom }, 'byte order mark');
  const broken = concat(u32(1), u32(2), new Uint8Array([0xc3, 0x28]));
  book.reject('parse tuple', 'malformed', { label: 'dd1/list', bytes: broken }, 'not UTF-8');
  for (const length of [0, 1, 511, 512, 1000, 4096]) book.accept('pad', { plain: randomness.bytes(length) });
  book.reject('pad', 'too-large', { plain: new Uint8Array(limits.recordBytes + 1) });
  book.accept('unpad', { padded: pad(randomness.bytes(600)) });
  book.reject('unpad', 'padding', { padded: new Uint8Array(512) }, 'no mark');
  book.reject('unpad', 'padding', { padded: concat(pad(randomness.bytes(5)), new Uint8Array(88)) }, 'no padded size');
  book.reject('take key', 'weak-secret', { key: new Uint8Array(32) });
  book.reject('take key', 'wrong-length', { key: randomness.bytes(31) });

  const [seed, rootfp, binding, contents] = [
    randomness.key(),
    randomness.bytes(32),
    randomness.bytes(32),
    randomness.bytes(48),
  ];
  const pair = sealKeyPair(seed);
  const { publicKey } = pair;
  const context = { rootfp, role: 'owner', binding } as const;
  book.accept('wrap', { ...context, publicKey, contents, random: randomness.bytes(64) }, 'with given randomness');
  book.accept('wrap', { ...context, publicKey, contents }, 'derandomised');
  book.reject('wrap', 'wrap-recipient', { ...context, publicKey: publicKey.map(() => 255), contents });
  book.reject('wrap', 'wrong-length', { ...context, publicKey: publicKey.slice(1), contents });
  const sealed = wrap(publicKey, contents, context);
  const bytes = wrapCodec.encode(sealed);
  book.accept('unwrap', { ...context, seed, wrap: bytes });
  book.accept('require wrap to', { ...context, publicKey, contents, wrap: bytes });
  const stranger = sealKeyPair(randomness.key()).publicKey;
  book.reject('require wrap to', 'wrap-recipient', { ...context, publicKey: stranger, contents, wrap: bytes });
  book.reject('unwrap', 'wrong-key', { ...context, seed: randomness.key(), wrap: bytes }, 'another key');
  book.reject('unwrap', 'wrong-key', { ...context, role: 'desk', seed, wrap: bytes }, 'another role');
  book.reject('unwrap', 'wrong-key', { ...context, binding: rootfp, seed, wrap: bytes }, 'another binding');
  book.reject('unwrap', 'wrong-key', { ...context, rootfp: binding, seed, wrap: bytes }, 'another root');
  const changed = (change: Partial<typeof sealed>) => wrapCodec.encode({ ...sealed, ...change });
  book.reject('unwrap', 'wrong-key', { ...context, seed, wrap: changed({ box: last(sealed.box) }) }, 'box');
  book.reject('unwrap', 'wrong-key', { ...context, seed, wrap: changed({ commitment: binding }) }, 'commitment');
  book.reject('unwrap', 'wrong-key', {
    ...context,
    seed,
    wrap: changed({ ciphertext: flipped(sealed.ciphertext, 7) }),
  });
  const small = sealed.ciphertext.map((byte, at) => (at < 1088 ? byte : 0));
  book.reject('unwrap', 'wrong-key', { ...context, seed, wrap: changed({ ciphertext: small }) }, 'small order');
  book.write('basics');
}
