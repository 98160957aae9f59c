/**
 * A FIDO2 security key in software, for tests, benches and the demo. It plays the key and the part of the browser
 * between a site and a key: it checks the RP ID, writes clientDataJSON, hashes PRF salts. It vouches for nothing
 * (attestation "none", AAGUID zero), so a portal whose policy asks for attestation refuses it.
 */
import { randomBytes } from 'node:crypto';
import type { CborMap } from './cbor.ts';
import type { Assertion, CreationOptions, Registration, RequestOptions } from './ceremony.ts';
import { credentialFromState, credentialToState, same, type Credential, type CredentialState } from './credential.ts';
import { EDDSA, ES256, cosePublicKey, mintKeyPair, signWith, spkiOf, type Algorithm } from './keypair.ts';
import { prfOutputs, requirePrfAtCreate, requirePrfAtGet, saltsFor, type PrfInputs, type PrfOutputs } from './prf.ts';
import { refuse } from './refusal.ts';
import {
  attestationObjectNone,
  authenticatorData,
  clientDataJSON,
  signedMessage,
  type Attested,
} from './statements.ts';

type Bytes = Uint8Array<ArrayBuffer>;

export type KeyOptions = {
  /** false: a key without hmac-secret; it signs in but cannot unlock. */
  readonly prf?: boolean;
  /** true: the PRF value comes with create() already; false (as most hardware keys): create() says `enabled` only. */
  readonly prfAtCreate?: boolean;
  /** false: a key that answers without having verified the user; the browser does not stop it, the server must. */
  readonly uv?: boolean;
  /** true: a passkey that may be copied to a cloud account (flag BE). */
  readonly backupEligible?: boolean;
  /** true: one that has been copied (flag BS). */
  readonly backedUp?: boolean;
};

/** Everything that the key knows, its secrets included. To have this is to have the key. Byte strings are base64url. */
export type KeyState = { readonly options: KeyOptions; readonly credentials: readonly CredentialState[] };

const AAGUID_ZERO = new Uint8Array(16);

export class SoftwareKey {
  readonly options: KeyOptions;
  /** Oldest first. */
  readonly #credentials: Credential[];

  constructor(options: KeyOptions = {}, credentials: Credential[] = []) {
    this.options = options;
    this.#credentials = credentials;
  }

  static fromState(state: KeyState): SoftwareKey {
    return new SoftwareKey(state.options, state.credentials.map(credentialFromState));
  }

  toState(): KeyState {
    return { options: this.options, credentials: this.#credentials.map(credentialToState) };
  }

  async create(options: CreationOptions, origin: string): Promise<Registration> {
    const rpId = requireRpId(options.rp.id, origin);
    requireUserHandle(options.user.id);
    const prf = options.extensions?.prf;
    requirePrfAtCreate(prf);
    const algorithm = requireAlgorithm(options.pubKeyCredParams);
    if (options.authenticatorSelection?.authenticatorAttachment === 'platform') {
      refuse('NotAllowedError', 'this key is not a part of the computer');
    }
    if ((options.excludeCredentials ?? []).some(({ id }) => this.#find(rpId, id))) {
      refuse('InvalidStateError', 'this key is registered already');
    }

    const discoverable = isDiscoverable(options.authenticatorSelection);
    const credential = this.#mint(rpId, options.user.id, algorithm, prf !== undefined, discoverable);
    const attested = {
      aaguid: AAGUID_ZERO,
      credentialId: credential.id,
      cosePublicKey: cosePublicKey(credential.pair),
    };
    const extensions: CborMap | undefined = credential.credRandom ? new Map([['hmac-secret', true]]) : undefined;
    const authData = this.#authenticatorData(credential, attested, extensions);
    return {
      id: credential.id,
      clientDataJSON: clientDataJSON('webauthn.create', options.challenge, origin),
      attestationObject: attestationObjectNone(authData),
      authenticatorData: authData,
      publicKey: spkiOf(credential.pair),
      publicKeyAlgorithm: algorithm,
      transports: ['usb'],
      clientExtensionResults: {
        ...(prf && { prf: this.#prfAtCreate(credential, prf) }),
        ...(options.extensions?.credProps && { credProps: { rk: discoverable } }),
      },
    };
  }

  async get(options: RequestOptions, origin: string): Promise<Assertion> {
    const rpId = requireRpId(options.rpId, origin);
    const allowed = (options.allowCredentials ?? []).map(({ id }) => id);
    const prf = options.extensions?.prf;
    requirePrfAtGet(prf, allowed);
    const credential = this.#choose(rpId, allowed);

    credential.counter += 1;
    const results = this.#prfResults(credential, prf);
    const authData = this.#authenticatorData(credential, undefined, this.#sealedOutputs(results));
    const clientData = clientDataJSON('webauthn.get', options.challenge, origin);
    return {
      id: credential.id,
      clientDataJSON: clientData,
      authenticatorData: authData,
      signature: signWith(credential.pair, signedMessage(authData, clientData)),
      userHandle: credential.userHandle,
      clientExtensionResults: prf ? { prf: results ? { results } : {} } : {},
    };
  }

  /** As CTAP2 asks, a new discoverable credential for the same account takes the place of the older one. */
  #mint(
    rpId: string,
    userHandle: Uint8Array,
    algorithm: Algorithm,
    wantsPrf: boolean,
    discoverable: boolean,
  ): Credential {
    const older = this.#credentials.findIndex(
      (held) => held.discoverable && held.rpId === rpId && same(held.userHandle, userHandle),
    );
    if (discoverable && older >= 0) this.#credentials.splice(older, 1);
    const credential: Credential = {
      id: new Uint8Array(randomBytes(32)),
      rpId,
      userHandle: new Uint8Array(userHandle),
      pair: mintKeyPair(algorithm),
      credRandom: wantsPrf && this.options.prf !== false ? new Uint8Array(randomBytes(32)) : null,
      counter: 1,
      discoverable,
    };
    this.#credentials.push(credential);
    return credential;
  }

  #choose(rpId: string, allowed: readonly Uint8Array[]): Credential {
    const chosen =
      allowed.length === 0
        ? this.#credentials.findLast((held) => held.discoverable && held.rpId === rpId)
        : allowed.map((id) => this.#find(rpId, id)).find((held) => held !== undefined);
    return chosen ?? refuse('NotAllowedError', 'this key holds no credential that fits');
  }

  #find(rpId: string, id: Uint8Array): Credential | undefined {
    return this.#credentials.find((held) => held.rpId === rpId && same(held.id, id));
  }

  #authenticatorData(credential: Credential, attested: Attested | undefined, extensions: CborMap | undefined): Bytes {
    return authenticatorData({
      rpId: credential.rpId,
      userVerified: this.options.uv !== false,
      backupEligible: this.options.backupEligible === true,
      backedUp: this.options.backedUp === true,
      counter: credential.counter,
      attested,
      extensions,
    });
  }

  #prfAtCreate(credential: Credential, prf: PrfInputs): { enabled: boolean; results?: PrfOutputs } {
    const results = this.options.prfAtCreate === true ? this.#prfResults(credential, prf) : undefined;
    return { enabled: credential.credRandom !== null, ...(results && { results }) };
  }

  /** The secret answers only to a verified user; a key that verified nobody has no value to give. */
  #prfResults(credential: Credential, prf: PrfInputs | undefined): PrfOutputs | undefined {
    const salts = saltsFor(prf, credential.id);
    if (!salts || !credential.credRandom || this.options.uv === false) return undefined;
    return prfOutputs(credential.credRandom, salts);
  }

  /**
   * A hardware key returns its outputs to the browser encrypted under a key agreed for this one ceremony, inside
   * authenticatorData (CTAP2 hmac-secret, PIN protocol one). To the server that blob is noise, so noise replaces it:
   * a server must accept the extension flag and the bytes, and learn nothing from them.
   */
  #sealedOutputs(results: PrfOutputs | undefined): CborMap | undefined {
    if (!results || this.options.prfAtCreate === true) return undefined;
    return new Map([['hmac-secret', new Uint8Array(randomBytes(results.second ? 64 : 32))]]);
  }
}

/**
 * The RP ID is the exact host of the origin. Browsers also take a registrable suffix of it; the portal never asks for
 * one, because any subdomain could then ask for the unlock value.
 */
function requireRpId(rpId: string | undefined, origin: string): string {
  const { protocol, hostname } = URL.parse(origin) ?? refuse('SecurityError', 'an opaque origin');
  const local = hostname === 'localhost' || hostname.endsWith('.localhost');
  if (protocol !== 'https:' && !local) refuse('SecurityError', 'not a secure context');
  if (/^[\d.]+$|^\[/.test(hostname)) refuse('SecurityError', 'an address is not a domain');
  if ((rpId ?? hostname) !== hostname) refuse('SecurityError', 'the RP ID is not the host of this origin');
  return hostname;
}

/** This key keeps a credential whenever it may: only `discouraged` makes one that it cannot find by itself. */
function isDiscoverable(selection: CreationOptions['authenticatorSelection']): boolean {
  return selection?.residentKey !== 'discouraged' || selection.requireResidentKey === true;
}

function requireUserHandle(id: Uint8Array): void {
  if (id.length < 1 || id.length > 64) throw new TypeError('user.id must be 1 to 64 bytes long');
}

function requireAlgorithm(offered: CreationOptions['pubKeyCredParams']): Algorithm {
  if (offered.length === 0) return ES256;
  const fits = (alg: number): alg is Algorithm => alg === ES256 || alg === EDDSA;
  return offered.map(({ alg }) => alg).find(fits) ?? refuse('NotSupportedError', 'none of these algorithms is offered');
}
