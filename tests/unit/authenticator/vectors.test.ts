/**
 * The published test vectors of WebAuthn Level 3, against the parts of the software key.
 */
import { createECDH, createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import {
  EDDSA,
  ES256,
  cosePublicKey,
  keyPairFromPkcs8,
  signWith,
  type KeyPair,
} from '../../../tools/authenticator/keypair.ts';
import { hashedSalt, prfOutputs } from '../../../tools/authenticator/prf.ts';
import {
  attestationObjectNone,
  authenticatorData,
  clientDataJSON,
  signedMessage,
  type AuthenticatorStatement,
} from '../../../tools/authenticator/statements.ts';
import { describeWith, foreignVectors } from '../../support/protocol/published-vectors.ts';

type Values = Readonly<Record<string, string>>;
type Vector = { section: string; blocks: { ceremony: string | null; values: Values }[] };
type Published = { rpId: string; origin: string; vectors: Vector[] };

const published = foreignVectors<Published>('webauthn/webauthn-level3.json');

describeWith(published)('W3C WebAuthn Level 3', () => {
  const { rpId, origin, vectors } = published ?? { rpId: '', origin: '', vectors: [] };

  test('ES256 credential, attestation none', () => {
    const { registration, authentication } = ceremonies(vectors, 'sctn-test-vectors-none-es256');
    const pair = p256(bytes(registration, 'credential_private_key'));

    const made = authenticatorData(registrationStatement(rpId, registration, pair));
    expect(hex(attestationObjectNone(made))).toBe(registration.attestationObject);

    expectAssertion(rpId, origin, authentication);
    const message = signedMessage(bytes(authentication, 'authenticatorData'), bytes(authentication, 'clientDataJSON'));
    expect(verify('sha256', message, pair.publicKey, bytes(authentication, 'signature'))).toBe(true);
    expect(verify('sha256', message, pair.publicKey, signWith(pair, message))).toBe(true);
  });

  test('ES256 credential with the longest credential id', () => {
    const { registration } = ceremonies(vectors, 'sctn-test-vectors-none-es256-long-credential-id');
    const pair = p256(bytes(registration, 'credential_private_key'));
    const made = authenticatorData(registrationStatement(rpId, registration, pair));
    expect(hex(attestationObjectNone(made))).toBe(registration.attestationObject);
  });

  // The publication has Ed25519 with a packed attestation only; the statement inside is ours to rebuild all the same.
  test('Ed25519 credential: attested data, authenticator data and signature to the byte', () => {
    const { registration, authentication } = ceremonies(vectors, 'sctn-test-vectors-packed-eddsa');
    const pair = ed25519(bytes(registration, 'private_key'));

    const made = authenticatorData(registrationStatement(rpId, registration, pair));
    expect(registration.attestationObject).toContain(hex(made));

    expectAssertion(rpId, origin, authentication);
    const message = signedMessage(bytes(authentication, 'authenticatorData'), bytes(authentication, 'clientDataJSON'));
    expect(hex(signWith(pair, message))).toBe(authentication.signature);
  });

  test('PRF: the salts are hashed and the outputs made as published', () => {
    const blocks = vectors.find(({ section }) => section === 'test-vectors-extensions-prf-ctap')!.blocks;
    const credRandom = bytes(blocks[0]!.values, 'authenticator_cred_random');
    const cases = blocks.slice(1).map(({ values }) => values);
    expect(cases).toHaveLength(3);
    for (const values of cases) {
      const first = bytes(values, 'prf_eval_first');
      const second = values.prf_eval_second === undefined ? undefined : bytes(values, 'prf_eval_second');
      expect(hex(hashedSalt(first))).toBe(values.salt1);
      if (second) expect(hex(hashedSalt(second))).toBe(values.salt2);
      const outputs = prfOutputs(credRandom, { first, second });
      expect(hex(outputs.first)).toBe(values.prf_results_first);
      expect(outputs.second && hex(outputs.second)).toBe(values.prf_results_second);
    }
  });
});

function ceremonies(vectors: Vector[], section: string): { registration: Values; authentication: Values } {
  const { blocks } = vectors.find((vector) => vector.section === section)!;
  const valuesOf = (ceremony: string) => blocks.find((block) => block.ceremony === ceremony)!.values;
  return { registration: valuesOf('registration'), authentication: valuesOf('authentication') };
}

/** What the vectors decide by chance (flags, counter) is read from them; the rest is ours. */
function statement(rpId: string, flags: number): AuthenticatorStatement {
  const has = (bit: number) => (flags & bit) !== 0;
  return { rpId, userVerified: has(0x04), backupEligible: has(0x08), backedUp: has(0x10), counter: 0 };
}

function registrationStatement(rpId: string, registration: Values, pair: KeyPair): AuthenticatorStatement {
  const credentialId = bytes(registration, 'credential_id');
  const aaguid = bytes(registration, 'aaguid');
  const attestation = Buffer.from(bytes(registration, 'attestationObject'));
  const flags = attestation[attestation.indexOf(aaguid) - 5]!;
  return { ...statement(rpId, flags), attested: { aaguid, credentialId, cosePublicKey: cosePublicKey(pair) } };
}

function expectAssertion(rpId: string, origin: string, authentication: Values): void {
  const flags = bytes(authentication, 'authenticatorData')[32]!;
  expect(hex(authenticatorData(statement(rpId, flags)))).toBe(authentication.authenticatorData);
  expect(authentication.extraData_random).toBeUndefined();
  const clientData = clientDataJSON('webauthn.get', bytes(authentication, 'challenge'), origin);
  expect(hex(clientData)).toBe(authentication.clientDataJSON);
}

function p256(scalar: Uint8Array): KeyPair {
  const ecdh = createECDH('prime256v1');
  ecdh.setPrivateKey(scalar);
  const point = ecdh.getPublicKey();
  const key = {
    kty: 'EC',
    crv: 'P-256',
    d: Buffer.from(scalar).toString('base64url'),
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  };
  const privateKey = createPrivateKey({ key, format: 'jwk' });
  return { algorithm: ES256, privateKey, publicKey: createPublicKey(privateKey) };
}

function ed25519(seed: Uint8Array): KeyPair {
  const prefix = Buffer.from('302e020100300506032b657004220420', 'hex');
  return keyPairFromPkcs8(EDDSA, Buffer.concat([prefix, seed]));
}

function bytes(values: Values, name: string): Uint8Array {
  return new Uint8Array(Buffer.from(values[name]!, 'hex'));
}

function hex(value: Uint8Array): string {
  return Buffer.from(value).toString('hex');
}
