/**
 * Founding (§3). The first officer's draft fixes everything except the officers' keys. Co-founders join under its hash.
 * Genesis is assembled and eight digits are compared; only then does anybody sign.
 */
import { equal } from '../core/bytes.ts';
import { fixed, list, object, text, uint64, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { genesisCodec, logKey, requireSoundGenesis, rootFingerprint, type Genesis } from './genesis.ts';
import { eventId, inviteId, memberId } from '../core/ids.ts';
import type { InviteKeys } from './invite-link.ts';
import { eightDigits } from './invite.ts';
import { memberCard, type MemberCard } from './keys.ts';
import { limits } from '../core/limits.ts';
import { policyCodec } from './policy.ts';
import { derive, hash, sizes } from '../crypto/sodium.ts';
import { tuple } from '../core/tuple.ts';
import { witnessCard, witnessCardHash } from './witness-card.ts';

export const draftInvite = object('dd1/draft-invite', { invite: inviteId, member: memberId });

export const draftCodec = object('dd1/draft', {
  event: eventId,
  origin: text(limits.wordBytes * 4),
  rpId: text(limits.wordBytes * 4),
  draftedAt: uint64,
  founder: memberId,
  cofounders: list(draftInvite, limits.officers),
  policy: policyCodec,
  log: logKey,
  witness: witnessCard,
  /** H(r). The founder reveals r only after genesis is fixed, so nobody can search for matching digits. */
  commitment: fixed(sizes.hash),
});
export type Draft = Of<typeof draftCodec>;

/** The draft id. It is used for rootfp in the founders' enrol challenges and in the co-founders' joins. */
export function draftId(draftBytes: Uint8Array): Uint8Array {
  return hash(tuple('dd1/draft', draftBytes));
}

export function foundingCommitment(r: Uint8Array): Uint8Array {
  return hash(tuple('dd1/founding/commit', r));
}

export function assembleGenesis(draft: Draft, officers: readonly MemberCard[]): Genesis {
  return {
    event: draft.event,
    origin: draft.origin,
    rpId: draft.rpId,
    foundedAt: draft.draftedAt,
    officers,
    quorum: Math.min(2, officers.length),
    policy: draft.policy,
    log: draft.log,
    witnesses: [draft.witness],
    releaseKeys: [],
  };
}

/** Requires, before a co-founder signs, that genesis is the draft's and has her own card byte for byte. */
export function requireGenesisOfDraft(
  draftBytes: Uint8Array,
  genesisBytes: Uint8Array,
  own: MemberCard,
): { genesis: Genesis; rootfp: Uint8Array } {
  const draft = draftCodec.parse(draftBytes);
  const genesis = genesisCodec.parse(genesisBytes);
  const again = genesisCodec.encode(assembleGenesis(draft, genesis.officers));
  if (!equal(again, genesisBytes)) refuse('founding-mismatch', 'genesis differs from the draft');
  const expected = [draft.founder, ...draft.cofounders.map((cofounder) => cofounder.member)];
  if (genesis.officers.length !== expected.length || genesis.officers.some((card, i) => card.member !== expected[i]))
    refuse('founding-mismatch', 'other officers than those invited');
  const mine = genesis.officers.find((card) => card.member === own.member);
  if (mine === undefined || !equal(memberCard.encode(mine), memberCard.encode(own)))
    refuse('own-entry', 'genesis holds other keys for this officer');
  requireSoundGenesis(genesis);
  return { genesis, rootfp: rootFingerprint(genesisBytes) };
}

/** The founder's MAC under each co-founder's link: only a holder of that link could offer her another genesis. */
export function genesisMac(link: InviteKeys, genesisBytes: Uint8Array): Uint8Array {
  return derive(link.mac, tuple('dd1/founding/mac', genesisBytes), 32);
}

/** A co-founder's MAC: she has this genesis. The founder reveals r only once all of them have it. */
export function holdMac(link: InviteKeys, rootfp: Uint8Array): Uint8Array {
  return derive(link.mac, tuple('dd1/founding/hold', rootfp), 32);
}

/** Requires the r that the draft promised before anybody joined. */
export function requireRevealed(commitment: Uint8Array, r: Uint8Array): void {
  if (!equal(foundingCommitment(r), commitment)) refuse('founding-mismatch', 'another r than the one promised');
}

/** Returns the eight digits over the whole founding. */
export function foundingDigits(rootfp: Uint8Array, r: Uint8Array): string {
  return eightDigits(hash(tuple('dd1/founding/sas', rootfp, r)));
}

/** Requires the witness whose card hash is in the founding link. The founding client accepts no other. */
export function requireWitnessCard(cardBytes: Uint8Array, cardHash: Uint8Array) {
  const card = witnessCard.parse(cardBytes);
  if (!equal(witnessCardHash(card), cardHash)) refuse('founding-mismatch', 'another witness than the link names');
  return card;
}
