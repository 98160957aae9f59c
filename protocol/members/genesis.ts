/**
 * Genesis (§3): the root to which every key, role and recipient must chain. rootfp is its hash; it is leaf 0 of the log.
 */
import { equal } from '../core/bytes.ts';
import { blob, fixed, list, object, text, uint32, uint64, type Of } from '../core/codec.ts';
import { assertion, verifyAssertion } from '../crypto/assertion.ts';
import { refuse } from '../core/errors.ts';
import { eventId, memberId } from '../core/ids.ts';
import { memberCard } from './keys.ts';
import { limits } from '../core/limits.ts';
import { policyCodec, requireCardRule, requireOtherKeys, requireSoundPolicy } from './policy.ts';
import { hash, signatureHolds, sizes } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';
import { witnessCard } from './witness-card.ts';

export const logKey = object('dd1/log-key', {
  origin: text(limits.wordBytes * 2),
  publicKey: fixed(sizes.signPublicKey),
});

export const genesisCodec = object('dd1/genesis', {
  event: eventId,
  origin: text(limits.wordBytes * 4),
  rpId: text(limits.wordBytes * 4),
  foundedAt: uint64,
  officers: list(memberCard, limits.officers),
  quorum: uint32,
  policy: policyCodec,
  log: logKey,
  witnesses: list(witnessCard, limits.witnesses),
  releaseKeys: list(fixed(sizes.signPublicKey), limits.officers),
});
export type Genesis = Of<typeof genesisCodec>;

/** One signer's statement over a genesis or a roster entry: Ed25519 by her account key, and a touch of a hardware key. */
export const signatureCodec = object('dd1/signature', {
  member: memberId,
  signature: fixed(sizes.signature),
  assertion,
});
export type Signature = Of<typeof signatureCodec>;

export const signedGenesis = object('dd1/signed-genesis', {
  genesis: blob(limits.genesisBytes),
  signatures: list(signatureCodec, limits.officers),
});

export function rootFingerprint(genesisBytes: Uint8Array): Uint8Array {
  return hash(tuple('dd1/genesis', genesisBytes));
}

/** Returns what each founding officer signs. The data of her assertion is rootfp itself. */
export function genesisMessage(rootfp: Uint8Array): Uint8Array {
  return tuple('dd1/sig/genesis', rootfp);
}

export interface Root {
  readonly rootfp: Uint8Array;
  readonly genesis: Genesis;
}

/**
 * Verifies a genesis under the fingerprint that the invite pins or that is in the slot. Every officer must have signed it.
 */
export function verifyGenesis(signedBytes: Uint8Array, pinned: Uint8Array): Root {
  const signed = signedGenesis.parse(signedBytes);
  const rootfp = rootFingerprint(signed.genesis);
  if (!equal(rootfp, pinned)) refuse('root-mismatch', 'another event than the one pinned');
  const genesis = genesisCodec.parse(signed.genesis);
  requireSoundGenesis(genesis);
  if (signed.signatures.length !== genesis.officers.length)
    refuse('genesis-signature', `${signed.signatures.length} signatures of ${genesis.officers.length} officers`);
  for (const officer of genesis.officers) {
    const signature = signed.signatures.find((candidate) => candidate.member === officer.member);
    if (signature === undefined) return refuse('genesis-signature', 'an officer has not signed');
    if (!signatureHolds(officer.signKey, genesisMessage(rootfp), signature.signature))
      refuse('genesis-signature', "an officer's signature does not hold");
    verifyAssertion(signature.assertion, {
      purpose: 'roster',
      rootfp,
      origin: genesis.origin,
      rpId: genesis.rpId,
      member: officer.member,
      data: rootfp,
      nonce: signature.assertion.nonce,
      credentials: officer.credentials,
    });
  }
  return { rootfp, genesis };
}

/** Requires quorum = min(2, officers), different officers with both key pairs, and exactly one witness in version 1. */
export function requireSoundGenesis(genesis: Genesis): void {
  const officers = genesis.officers;
  requireSoundPolicy(genesis.policy, genesis.foundedAt);
  if (officers.length < 1) refuse('roster-rule', 'no officer');
  if (genesis.quorum !== Math.min(2, officers.length)) refuse('roster-rule', 'quorum is not min(2, officers)');
  if (genesis.witnesses.length !== 1) refuse('roster-rule', `${genesis.witnesses.length} witnesses`);
  if (new Set(officers.map((officer) => officer.member)).size !== officers.length)
    refuse('roster-rule', 'an officer twice');
  for (const [at, officer] of officers.entries()) {
    if (officer.role !== 'officer') refuse('roster-rule', 'not an officer card');
    requireCardRule(genesis.policy, officer);
    for (const other of officers.slice(0, at)) requireOtherKeys(officer, other);
  }
}
