/** One credential on the key, and its form in a file. */
import { keyPairFromPkcs8, pkcs8Of, type Algorithm, type KeyPair } from './keypair.ts';

type Bytes = Uint8Array<ArrayBuffer>;

/** Byte strings are base64url. */
export type CredentialState = {
  readonly id: string;
  readonly rpId: string;
  readonly userHandle: string;
  readonly algorithm: Algorithm;
  readonly privateKey: string;
  readonly credRandom: string | null;
  readonly counter: number;
  /** false: it is used only where its id is named. Missing in files of before. */
  readonly discoverable?: boolean;
};

export type Credential = {
  readonly id: Bytes;
  readonly rpId: string;
  readonly userHandle: Bytes;
  readonly pair: KeyPair;
  /** The hmac-secret of uses with user verification; null when create() did not ask for it, or the key has none. */
  readonly credRandom: Bytes | null;
  counter: number;
  readonly discoverable: boolean;
};

export function credentialToState(credential: Credential): CredentialState {
  return {
    id: text(credential.id),
    rpId: credential.rpId,
    userHandle: text(credential.userHandle),
    algorithm: credential.pair.algorithm,
    privateKey: text(pkcs8Of(credential.pair)),
    credRandom: credential.credRandom && text(credential.credRandom),
    counter: credential.counter,
    discoverable: credential.discoverable,
  };
}

export function credentialFromState(state: CredentialState): Credential {
  return {
    id: bytes(state.id),
    rpId: state.rpId,
    userHandle: bytes(state.userHandle),
    pair: keyPairFromPkcs8(state.algorithm, bytes(state.privateKey)),
    credRandom: state.credRandom === null ? null : bytes(state.credRandom),
    counter: state.counter,
    discoverable: state.discoverable ?? true,
  };
}

export function same(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}

function text(value: Uint8Array): string {
  return Buffer.from(value).toString('base64url');
}

function bytes(value: string): Bytes {
  return new Uint8Array(Buffer.from(value, 'base64url'));
}
