/** The two signature algorithms of the software key: ES256 and EdDSA over Ed25519, by their COSE numbers. */
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { encodeCbor, type CborValue } from './cbor.ts';

export type Algorithm = -7 | -8;
export const ES256 = -7;
export const EDDSA = -8;

type Bytes = Uint8Array<ArrayBuffer>;

export type KeyPair = { readonly algorithm: Algorithm; readonly privateKey: KeyObject; readonly publicKey: KeyObject };

export function mintKeyPair(algorithm: Algorithm): KeyPair {
  if (algorithm === EDDSA) return { algorithm, ...generateKeyPairSync('ed25519') };
  return { algorithm, ...generateKeyPairSync('ec', { namedCurve: 'P-256' }) };
}

export function keyPairFromPkcs8(algorithm: Algorithm, pkcs8: Uint8Array): KeyPair {
  const privateKey = createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' });
  return { algorithm, privateKey, publicKey: createPublicKey(privateKey) };
}

export function pkcs8Of(pair: KeyPair): Bytes {
  return new Uint8Array(pair.privateKey.export({ format: 'der', type: 'pkcs8' }));
}

export function spkiOf(pair: KeyPair): Bytes {
  return new Uint8Array(pair.publicKey.export({ format: 'der', type: 'spki' }));
}

/** COSE_Key (RFC 9053 §7): 1 = kty, 3 = alg, -1 = crv, -2 = x, -3 = y. */
export function cosePublicKey(pair: KeyPair): Bytes {
  const jwk = pair.publicKey.export({ format: 'jwk' });
  const x = Buffer.from(jwk.x ?? '', 'base64url');
  if (pair.algorithm === EDDSA)
    return encodeCbor(
      new Map<number, CborValue>([
        [1, 1],
        [3, EDDSA],
        [-1, 6],
        [-2, x],
      ]),
    );
  const y = Buffer.from(jwk.y ?? '', 'base64url');
  return encodeCbor(
    new Map<number, CborValue>([
      [1, 2],
      [3, ES256],
      [-1, 1],
      [-2, x],
      [-3, y],
    ]),
  );
}

/** ES256 signatures are DER, as WebAuthn asks; EdDSA ones are the plain 64 bytes. */
export function signWith(pair: KeyPair, message: Uint8Array): Bytes {
  return new Uint8Array(sign(pair.algorithm === ES256 ? 'sha256' : null, message, pair.privateKey));
}
