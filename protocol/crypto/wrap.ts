/**
 * Wraps: contents sealed to one X-Wing key, for one role and one binding (§5). Context = rootfp, role, recipient key, KEM
 * ciphertext, binding (a header hash for records). The key commitment tells a wrong key from the right one.
 */
import { equal } from '../core/bytes.ts';
import { blob, fixed, object, type Codec, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { limits } from '../core/limits.ts';
import { sealingKeyHash } from '../members/keys.ts';
import {
  aeadOpen,
  aeadSeal,
  decapsulate,
  derive,
  deriveCommitted,
  encapsulate,
  hash,
  key32,
  sizes,
  type KeyPair,
} from './sodium.ts';
import { tuple } from '../core/tuple.ts';
import { utf8 } from '../core/bytes.ts';

const wrapRoles = [
  'owner',
  'inbox',
  'witness',
  'desk',
  'desk-seed',
  'month-seed',
  'members-seed',
  'release',
  'log-body',
  'log-view',
  'justification',
  'public-request',
] as const;
export type WrapRole = (typeof wrapRoles)[number];

const withBox = (box: Codec<Uint8Array>) =>
  object('dd1/wrap', { ciphertext: fixed(sizes.sealCiphertext), commitment: fixed(32), box });

/** A box is large enough for a release of a whole batch. */
export const wrapCodec = withBox(blob(limits.bodyBytes));
export type Wrap = Of<typeof wrapCodec>;

/** A wrap whose box has one of these sizes, in bytes; else `wrong-length`. */
export function wrapWith(boxBytes: readonly number[]): typeof wrapCodec {
  const check = (box: Uint8Array): Uint8Array => {
    if (!boxBytes.includes(box.length)) refuse('wrong-length', `a box of ${box.length} bytes`);
    return box;
  };
  return withBox({ encode: (box) => box, parse: check });
}

export interface WrapContext {
  readonly rootfp: Uint8Array;
  readonly role: WrapRole;
  /** What the wrap belongs to: a header hash, an epoch, a batch. */
  readonly binding: Uint8Array;
}

function contextBytes(context: WrapContext, publicKey: Uint8Array, ciphertext: Uint8Array): Uint8Array {
  return tuple(
    'dd1/wrap-context',
    context.rootfp,
    utf8(context.role),
    sealingKeyHash(publicKey),
    hash(tuple('dd1/wrap-encapsulation', ciphertext)),
    context.binding,
  );
}

/**
 * Seals with the caller's 64 random bytes, or without any. Without, the seed comes from the contents, which must have at
 * least one random secret of 32 bytes; then everybody who opens the wrap can prove to which key it was made (§5).
 */
export function wrap(publicKey: Uint8Array, contents: Uint8Array, context: WrapContext, random64?: Uint8Array): Wrap {
  const { ciphertext, shared } = encapsulate(publicKey, random64 ?? contentSeed(publicKey, contents, context));
  const bytes = contextBytes(context, publicKey, ciphertext);
  const { once, commitment } = deriveCommitted(shared, bytes);
  return { ciphertext, commitment, box: aeadSeal(once, contents, bytes) };
}

function contentSeed(publicKey: Uint8Array, contents: Uint8Array, context: WrapContext): Uint8Array {
  const key = key32(hash(tuple('dd1/wrap-contents', contents)));
  return derive(
    key,
    tuple('dd1/wrap-seed', context.rootfp, utf8(context.role), sealingKeyHash(publicKey), context.binding),
    64,
  );
}

/** Opens a wrap. Every alteration gets the same refusal: a wrong key and a flipped byte look alike. */
export function unwrap(pair: KeyPair, sealed: Wrap, context: WrapContext): Uint8Array {
  const shared = decapsulate(pair.secretKey, sealed.ciphertext);
  const bytes = contextBytes(context, pair.publicKey, sealed.ciphertext);
  const { once, commitment } = deriveCommitted(shared, bytes);
  if (!equal(commitment, sealed.commitment)) refuse('wrong-key', 'does not open with this key here');
  return aeadOpen(once, sealed.box, bytes);
}

/**
 * Requires that a derandomised wrap was made to `publicKey` and to no other, from its contents. Refuses with
 * `wrap-recipient`.
 */
export function requireWrapTo(publicKey: Uint8Array, contents: Uint8Array, sealed: Wrap, context: WrapContext): void {
  const again = wrap(publicKey, contents, context);
  if (!equal(wrapCodec.encode(again), wrapCodec.encode(sealed)))
    refuse('wrap-recipient', 'not made to the key it names');
}
