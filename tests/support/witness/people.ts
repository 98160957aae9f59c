/** Members with keys made by the protocol's own code and hardware keys in software. */
import { randomBytes } from 'node:crypto';
import { assertion, verifyAssertion, type Assertion, type Credential } from '#protocol/crypto/assertion.ts';
import { challengeFor, type Purpose } from '#protocol/crypto/challenge.ts';
import { toId, type MemberId } from '#protocol/core/ids.ts';
import {
  cardKeyHash,
  deriveMemberKeys,
  deriveOpenKeys,
  sealingKeyHash,
  type MemberCard,
  type MemberKeys,
  type Role,
} from '#protocol/members/keys.ts';
import { key32, signKeyPair, type Key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';

export const origin = 'http://localhost:8080';
export const rpId = 'localhost';

export const bytes = (length: number): Uint8Array => new Uint8Array(randomBytes(length));

export interface Person {
  readonly card: MemberCard;
  readonly accountSecret: Key32;
  readonly keys: MemberKeys;
  readonly open: KeyPair;
  /** Login key of the recovery card. */
  readonly recovery: KeyPair;
  readonly hardware: readonly SoftwareKey[];
}

/** The credential inside authenticatorData (WebAuthn L3 §6.5.1); both key forms have a fixed length. */
function credentialOf(authenticatorData: Uint8Array): Credential {
  const idLength = ((authenticatorData[53] as number) << 8) | (authenticatorData[54] as number);
  const at = 55 + idLength;
  return {
    id: authenticatorData.slice(55, at),
    publicKey: authenticatorData.slice(at, at + (authenticatorData[at] === 0xa5 ? 77 : 42)),
    aaguid: authenticatorData.slice(37, 53),
    backupEligible: false,
  };
}

export async function makePerson(role: Role, id: MemberId = toId<MemberId>(bytes(16))): Promise<Person> {
  const accountSecret = key32(bytes(32));
  const keys = deriveMemberKeys(accountSecret);
  const open = deriveOpenKeys(key32(bytes(32)));
  const recovery = signKeyPair(key32(bytes(32)));
  const hardware = [new SoftwareKey(), new SoftwareKey()];
  const credentials = [];
  for (const [i, key] of hardware.entries()) {
    const made = await key.create(
      {
        rp: { id: rpId },
        user: { id: bytes(32), name: 'key' },
        challenge: bytes(32),
        pubKeyCredParams: [{ alg: i === 0 ? -7 : -8 }],
        extensions: { prf: {} },
      },
      origin,
    );
    credentials.push(credentialOf(made.authenticatorData));
  }
  const card: MemberCard = {
    member: id,
    role,
    way: 'hardware',
    signKey: keys.sign.publicKey,
    sealKeyHash: sealingKeyHash(keys.seal.publicKey),
    dhKey: keys.dh.publicKey,
    openKeyHash: role === 'participant' ? undefined : sealingKeyHash(open.publicKey),
    credentials,
    cardKeyHash: cardKeyHash(id, recovery.publicKey),
  };
  return { card, accountSecret, keys, open, recovery, hardware };
}

/** One touch of the person's n-th key. */
export async function touch(
  person: Person,
  rootfp: Uint8Array,
  purpose: Purpose,
  data: Uint8Array,
  key = 0,
): Promise<Assertion> {
  const nonce = bytes(32);
  const parts = { purpose, rootfp, origin, member: person.card.member, data, nonce };
  const credential = person.card.credentials[key] as Credential;
  const made = await (person.hardware[key] as SoftwareKey).get(
    { rpId, challenge: challengeFor(parts), allowCredentials: [{ id: credential.id }] },
    origin,
  );
  const given = {
    credentialId: made.id,
    authenticatorData: made.authenticatorData,
    clientDataJSON: made.clientDataJSON,
    signature: made.signature,
    nonce,
  };
  verifyAssertion(given, { ...parts, rpId, credentials: person.card.credentials });
  return assertion.parse(assertion.encode(given));
}
