/** Checks draft, joins and genesis against this portal's own facts, so that a client with other facts is stopped early. */
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { draftCodec, draftId, requireGenesisOfDraft, requireRevealed, type Draft } from '#protocol/members/founding.ts';
import { genesisCodec } from '#protocol/members/genesis.ts';
import { joinCodec, joinHash, sentJoin, type Join } from '#protocol/members/invite.ts';
import { memberCard, type MemberCard } from '#protocol/members/keys.ts';
import { requireSoundPolicy } from '#protocol/members/policy.ts';
import { requireFoundingPolicy } from '#protocol/members/policy-differences.ts';
import { signatureHolds } from '#protocol/crypto/sodium.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { witnessCard } from '#protocol/members/witness-card.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { requireEnrolled } from '../ceremonies/enrol.ts';
import { requireNewKeys } from '../ceremonies/slots-and-card.ts';
import { deny } from '../errors.ts';
import type { Portal } from '../portal.ts';
import { draftOf, type Speaker } from './founding-caller.ts';
import { keepGenesis, keepHold, keepJoin, readInvites, replaceDraft } from './store.ts';

export const foundingGround = (member: string) => ({ ground: 'founding', holder: member }) as const;

async function requireOurs(portal: Portal, draft: Draft): Promise<void> {
  const { config, logKey } = portal;
  const card = fromBase64url((await portal.witness.card()).card);
  const ours =
    draft.origin === config.origin &&
    draft.rpId === config.rpId &&
    draft.log.origin === logKey.origin &&
    equal(draft.log.publicKey, logKey.pair.publicKey) &&
    equal(witnessCard.encode(draft.witness), card);
  if (!ours) refuse('founding-mismatch', 'draft for another portal, log or witness');
}

export async function takeDraft(portal: Portal, speaker: Speaker, body: Body<'founding/draft'>): Promise<void> {
  if (speaker.invite !== undefined) deny('forbidden');
  const bytes = fromBase64url(body.draft);
  const draft = draftCodec.parse(bytes);
  await requireOurs(portal, draft);
  requireSoundPolicy(draft.policy, draft.draftedAt);
  requireFoundingPolicy(draft.policy, draft.cofounders.length + 1);
  // No attestation roots are configured, so no key could satisfy such a rule.
  if (draft.policy.ways.some((rule) => rule.attestation === 'required')) refuse('not-yet', 'required attestation');
  const invites = draft.cofounders.map(({ invite, member }) => {
    const sent = body.cofounders.find((candidate) => candidate.invite === invite);
    if (sent === undefined) return refuse('founding-mismatch', 'a co-founder without a link');
    return { invite, member, redeem_hash: fromBase64url(sent.redeemHash) };
  });
  if (invites.length !== body.cofounders.length) refuse('founding-mismatch', 'a link without a co-founder');
  if (!(await replaceDraft(portal.db, { bytes, id: draftId(bytes) }, invites))) deny('founding-over');
}

/** Checks form, keys and proof of possession. The founder checks the MAC: the portal does not know the link's secret. */
function readJoin(bytes: Uint8Array, draft: Uint8Array, invite: string, member: string): Join {
  const sent = sentJoin.parse(bytes);
  const join = joinCodec.parse(sent.join);
  if (!equal(join.rootfp, draft) || join.invite !== invite) refuse('root-mismatch', 'join under another draft');
  if (join.card.member !== member || join.card.role !== 'officer') refuse('join-changed', 'joins as somebody else');
  requireNewKeys(join.card, join.sealKey, join.openKey);
  if (!signatureHolds(join.card.signKey, tuple('dd1/join/proof', joinHash(sent.join)), sent.proof))
    refuse('join-proof', 'the joining key has not signed');
  return join;
}

export async function takeJoin(portal: Portal, speaker: Speaker, body: Body<'founding/join'>): Promise<void> {
  const { invite, state } = speaker;
  if (invite === undefined) return deny('forbidden');
  const { id } = draftOf(state);
  const bytes = fromBase64url(body.join);
  const { card } = readJoin(bytes, id, invite.invite, invite.member);
  await requireEnrolled(portal.db, foundingGround(card.member), card, id);
  if (!(await keepJoin(portal.db, invite.invite, bytes))) deny('invite-spent');
}

/** Requires that genesis is what draft and joins result in, and nothing else. */
export async function takeGenesis(portal: Portal, speaker: Speaker, body: Body<'founding/publish'>): Promise<void> {
  if (speaker.invite !== undefined) deny('forbidden');
  const { bytes: draftBytes, id, draft } = draftOf(speaker.state);
  const bytes = fromBase64url(body.genesis);
  const genesis = genesisCodec.parse(bytes);
  const founder = genesis.officers.find((card) => card.member === draft.founder);
  if (founder === undefined) return refuse('founding-mismatch', 'the founder is missing');
  requireGenesisOfDraft(draftBytes, bytes, founder);
  requireFoundingPolicy(genesis.policy, genesis.officers.length);
  const r = body.r === null ? null : fromBase64url(body.r);
  if (r !== null) requireRevealed(draft.commitment, r);
  const joined = await joinedCards(portal, id);
  for (const card of genesis.officers) {
    if (card.member !== draft.founder) requireJoined(joined, card);
    await requireEnrolled(portal.db, foundingGround(card.member), card, id);
  }
  const macs = body.macs.map(({ invite, mac }) => ({ invite, mac: fromBase64url(mac) }));
  if (!(await keepGenesis(portal.db, { draft: id, genesis: bytes, r, macs }))) deny('founding-over');
}

/**
 * Checks the form of a co-founder's statement that she has the genesis. The founder checks its MAC: the portal does not
 * know the link's secret.
 */
export async function takeHold(portal: Portal, speaker: Speaker, body: Body<'founding/hold'>): Promise<void> {
  if (speaker.invite === undefined || speaker.state.genesis === null) return deny('forbidden');
  await keepHold(portal.db, speaker.invite.invite, fromBase64url(body.mac));
}

async function joinedCards(portal: Portal, draft: Uint8Array): Promise<MemberCard[]> {
  const rows = await readInvites(portal.db);
  return rows.flatMap((row) =>
    row.join_bytes === null ? [] : [readJoin(row.join_bytes, draft, row.invite, row.member).card],
  );
}

function requireJoined(joined: readonly MemberCard[], card: MemberCard): void {
  const bytes = memberCard.encode(card);
  if (!joined.some((candidate) => equal(memberCard.encode(candidate), bytes)))
    refuse('founding-mismatch', 'an officer with other keys than she joined with');
}
