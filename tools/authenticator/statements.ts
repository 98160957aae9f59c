/** The byte strings that an authenticator and a browser state at a ceremony (WebAuthn Level 3, §5.8.1 and §6.1). */
import { createHash } from 'node:crypto';
import { encodeCbor, type CborMap, type CborValue } from './cbor.ts';

type Bytes = Uint8Array<ArrayBuffer>;

const FLAG = {
  userPresent: 0x01,
  userVerified: 0x04,
  backupEligible: 0x08,
  backedUp: 0x10,
  attested: 0x40,
  extensions: 0x80,
};

export type Attested = {
  readonly aaguid: Uint8Array;
  readonly credentialId: Uint8Array;
  readonly cosePublicKey: Uint8Array;
};

export type AuthenticatorStatement = {
  readonly rpId: string;
  readonly userVerified: boolean;
  readonly backupEligible: boolean;
  readonly backedUp: boolean;
  readonly counter: number;
  readonly attested?: Attested | undefined;
  readonly extensions?: CborMap | undefined;
};

export function authenticatorData(statement: AuthenticatorStatement): Bytes {
  const counter = Buffer.alloc(4);
  counter.writeUInt32BE(statement.counter);
  return joined([
    createHash('sha256').update(statement.rpId).digest(),
    Uint8Array.of(flagsOf(statement)),
    counter,
    statement.attested ? attestedCredentialData(statement.attested) : new Uint8Array(),
    statement.extensions ? encodeCbor(statement.extensions) : new Uint8Array(),
  ]);
}

function flagsOf(statement: AuthenticatorStatement): number {
  return (
    FLAG.userPresent |
    (statement.userVerified ? FLAG.userVerified : 0) |
    (statement.backupEligible ? FLAG.backupEligible : 0) |
    (statement.backedUp ? FLAG.backedUp : 0) |
    (statement.attested ? FLAG.attested : 0) |
    (statement.extensions ? FLAG.extensions : 0)
  );
}

function attestedCredentialData(attested: Attested): Bytes {
  const length = Buffer.alloc(2);
  length.writeUInt16BE(attested.credentialId.length);
  return joined([attested.aaguid, length, attested.credentialId, attested.cosePublicKey]);
}

/** Attestation statement format "none": the statement is empty and nobody vouches for the key. */
export function attestationObjectNone(authData: Uint8Array): Bytes {
  return encodeCbor(
    new Map<string, CborValue>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ]),
  );
}

/** The order of the members is part of the format: verifiers may compare bytes (§5.8.1.1). */
export function clientDataJSON(type: 'webauthn.create' | 'webauthn.get', challenge: Uint8Array, origin: string): Bytes {
  const text = JSON.stringify({
    type,
    challenge: Buffer.from(challenge).toString('base64url'),
    origin,
    crossOrigin: false,
  });
  return new Uint8Array(Buffer.from(text, 'utf8'));
}

/** What an assertion signs: the authenticator's words, then the hash of the browser's. */
export function signedMessage(authData: Uint8Array, clientData: Uint8Array): Bytes {
  return joined([authData, createHash('sha256').update(clientData).digest()]);
}

function joined(parts: readonly Uint8Array[]): Bytes {
  return new Uint8Array(Buffer.concat(parts));
}
