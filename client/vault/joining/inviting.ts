/** Inviting (§4): officers mint links, accept exactly one join, reveal, compare, endorse, add. */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import { toId, type DeskId, type InviteId, type MemberId } from '#protocol/core/ids.ts';
import { deriveInviteKeys, formatLink, redeemHash } from '#protocol/members/invite-link.ts';
import {
  comparisonDigits,
  endorseMessage,
  openCopy,
  revealMessage,
  sealCopy,
  sealTerms,
  verifyJoin,
  type InviteTerms,
  type VerifiedJoin,
} from '#protocol/members/invite.ts';
import type { Role } from '#protocol/members/keys.ts';
import { seenHash } from '#protocol/members/seen.ts';
import { seenOf } from '#protocol/roster/inviter.ts';
import { limits } from '#protocol/core/limits.ts';
import type { comparedWays } from '#protocol/roster/operations.ts';
import { findCard } from '#protocol/roster/roster-state.ts';
import { key32, signatureHolds, signDetached, type Key32 } from '#protocol/crypto/sodium.ts';
import type { RefusalCode } from '#protocol/wire/codes.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { factsOf } from '../session/refusal.ts';
import { listGuests, type GuestRow } from './guest-list.ts';
import { proposeOperation, type Outcome } from '../roster/signing.ts';

export interface InviteInput {
  readonly role: Role;
  readonly desks: readonly DeskId[];
  /** For the guest list, which only the officers' desk can open. */
  readonly name: string;
  readonly note: string;
}

export interface MintedLink {
  readonly invite: InviteId;
  readonly member: MemberId;
  readonly name: string;
  /** The fragment; the screen puts the portal's address before it. */
  readonly fragment: string;
  readonly expires: number;
  /** What is, or will be, on the guest list. */
  readonly row: GuestRow;
  /** Why the name is not on the guest list yet, as a code. Empty if it is. */
  readonly unlisted: RefusalCode | '';
}

/**
 * Make one invite or many. The names go into the sealed guest list and nowhere else. The links do not wait for it: without
 * this month's key, or with a list that does not open, the page keeps the names until somebody can write them.
 */
export async function mintInvites(
  vault: UnlockedVault,
  inputs: readonly InviteInput[],
): Promise<readonly MintedLink[]> {
  const { roster, head } = await vault.fresh();
  const { member: inviter, secrets } = vault.open;
  const expires = head.time + limits.inviteAgeMsMax;
  const seen = seenOf(roster);
  const minted = inputs.map((input) => {
    const link = {
      invite: toId<InviteId>(vault.ports.random(16)),
      secret: key32(vault.ports.random(32)),
      rootfp: roster.rootfp,
      inviter,
      seen: seenHash(seen),
    };
    const member = toId<MemberId>(vault.ports.random(16));
    const { role, desks } = input;
    const terms: InviteTerms = { invite: link.invite, inviter, member, role, desks, expires, seen };
    const keys = deriveInviteKeys(link);
    return {
      input,
      member,
      link,
      sent: {
        invite: link.invite,
        redeemHash: toBase64url(redeemHash(keys.redeem)),
        box: toBase64url(sealTerms(keys, roster.rootfp, terms)),
        copy: toBase64url(sealCopy(secrets.account, link, terms)),
        expires,
      },
    };
  });
  await vault.ports.call('invites/mint', { invites: minted.map(({ sent }) => sent) });
  const links = minted.map(({ input: { name, note, role }, member, link }) => ({
    invite: link.invite,
    member,
    name,
    fragment: formatLink(link),
    expires,
    row: { member, name, note, role },
  }));
  // From here on the links are out, and whatever happens they are shown.
  const unlisted = await listGuests(
    vault,
    links.map(({ row }) => row),
  ).then(
    () => '' as const,
    (error: unknown) => factsOf(error).code,
  );
  return links.map((link) => ({ ...link, unlisted }));
}

export type InviteState =
  | 'sent'
  | 'crowded'
  | 'joined'
  | 'comparing'
  | 'endorsed'
  | 'added'
  | 'over'
  | 'refused'
  | 'unreadable';

export interface InviteLine {
  readonly invite: InviteId;
  readonly mine: boolean;
  readonly member: MemberId | undefined;
  readonly role: Role | undefined;
  readonly desks: readonly DeskId[];
  readonly expires: number;
  readonly state: InviteState;
  readonly digits: string | undefined;
  readonly keys: number;
  readonly way: string | undefined;
  readonly refusal: string | undefined;
}

type Listed = Reply<'invites/list'>['invites'][number];

export async function listInvites(vault: UnlockedVault): Promise<readonly InviteLine[]> {
  const { head } = await vault.fresh();
  return (await allInvites(vault)).map((stored) => lineOf(vault, stored, head.time));
}

/** Page by page, to the end. A page that brings nothing new is the last, whatever the portal says. */
async function allInvites(vault: UnlockedVault): Promise<readonly Listed[]> {
  const all = new Map<string, Listed>();
  for (let after: string | null = null; ;) {
    const before = all.size;
    const { invites }: Reply<'invites/list'> = await vault.ports.call('invites/list', { after, invite: null });
    for (const stored of invites) all.set(stored.invite, stored);
    after = invites.at(-1)?.invite ?? null;
    if (invites.length < limits.invitesPerPage || all.size === before) return [...all.values()];
  }
}

/**
 * Return the line of an invite. The inviter reads her own copy and verifies the join; others see only that there is an
 * invite.
 */
function lineOf(vault: UnlockedVault, stored: Listed, now: number): InviteLine {
  const open = vault.open;
  const base = {
    invite: stored.invite as InviteId,
    expires: stored.expires,
    digits: undefined,
    keys: 0,
    way: undefined,
    refusal: undefined,
  };
  if (stored.inviter !== open.member) {
    const state: InviteState = open.roster.invites.has(base.invite)
      ? 'added'
      : stored.join === null
        ? 'sent'
        : 'joined';
    return { ...base, mine: false, member: undefined, role: undefined, desks: [], state };
  }
  const terms = ownTerms(vault, stored);
  if (terms === undefined)
    return { ...base, mine: true, member: undefined, role: undefined, desks: [], state: 'unreadable' };
  const own = { ...base, mine: true, member: terms.member, role: terms.role, desks: terms.desks };
  if (findCard(open.roster, terms.member) !== undefined) return { ...own, state: 'added' };
  if (stored.join === null && now > terms.expires) return { ...own, state: 'over' };
  // More keys than one person may have: the link is in several hands. Only the portal says so.
  if (stored.join === null) return { ...own, state: stored.tried > limits.credentialsPerMember ? 'crowded' : 'sent' };
  try {
    const verified = heldJoin(vault, stored);
    const r = ownReveal(vault, stored, verified.hash);
    const digits = r === undefined ? undefined : comparisonDigits(open.roster.rootfp, verified.hash, r);
    const state: InviteState = stored.endorsement !== null ? 'endorsed' : digits === undefined ? 'joined' : 'comparing';
    return { ...own, state, digits, keys: verified.join.card.credentials.length, way: verified.join.card.way };
  } catch (error) {
    return { ...own, state: 'refused', refusal: error instanceof Error ? error.message : 'unknown' };
  }
}

/** What the inviter sealed for herself, also under an earlier account secret. */
function ownCopy(vault: UnlockedVault, { invite, copy }: Listed): ReturnType<typeof openCopy> {
  const { secrets, roster } = vault.open;
  const open = (account: Key32) => openCopy(account, roster.rootfp, invite as InviteId, fromBase64url(copy));
  for (const { account } of secrets.earlier) {
    try {
      return open(account);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
    }
  }
  return open(secrets.account);
}

/** A row that somebody wrote in her name opens nothing, and costs her no other line. */
function ownTerms(vault: UnlockedVault, stored: Listed): InviteTerms | undefined {
  try {
    return ownCopy(vault, stored).terms;
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return undefined;
  }
}

/** Return the fragment of a link that she made, once more: who has lost it cannot come back to a page that closed. */
export async function linkAgain(vault: UnlockedVault, invite: InviteId): Promise<string> {
  return formatLink(ownCopy(vault, await listed(vault, invite)).link);
}

function heldJoin(vault: UnlockedVault, stored: Listed): VerifiedJoin {
  const { roster } = vault.open;
  const invite = stored.invite as InviteId;
  const copy = ownCopy(vault, stored);
  const sent = fromBase64url(stored.join ?? refuse('join-changed', 'no join yet'));
  const verified = verifyJoin(deriveInviteKeys(copy.link), roster.rootfp, copy.terms, sent);
  // In this page, and before as far as her archive has it. Another one for the same invite is refused (§4).
  if (!vault.open.signed.isFirstJoin(invite, verified.hash)) refuse('join-changed', 'a second join for one invite');
  return verified;
}

/**
 * Return the r that this officer published, over this very join. A session forgets which join it had; her signature
 * does not. So neither a join that came after r was known nor an r that the portal chose can be given digits that
 * match.
 */
function ownReveal(vault: UnlockedVault, stored: Listed, join: Uint8Array): Uint8Array | undefined {
  if (stored.reveal === null) return undefined;
  const { roster, secrets } = vault.open;
  const r = fromBase64url(stored.reveal.r);
  const message = revealMessage(roster.rootfp, stored.invite as InviteId, join, r);
  if (!signatureHolds(secrets.keys.sign.publicKey, message, fromBase64url(stored.reveal.signature)))
    refuse('reveal-signature', 'the digits were shown over another join');
  return r;
}

async function listed(vault: UnlockedVault, invite: InviteId): Promise<Listed> {
  const answer = await vault.ports.call('invites/list', { after: null, invite });
  return answer.invites.find((stored) => stored.invite === invite) ?? refuse('invite-box', 'no such invite');
}

/** Publish r once a join is accepted. From then on both screens show the same eight digits. */
export async function reveal(vault: UnlockedVault, invite: InviteId): Promise<string> {
  const { roster, head } = await vault.fresh();
  const stored = await listed(vault, invite);
  const { join, hash } = heldJoin(vault, stored);
  const before = ownReveal(vault, stored, hash);
  if (before !== undefined) return comparisonDigits(roster.rootfp, hash, before);
  // Digits begin only before the invite expires (join.expires is the copy's). A join held back until later is refused
  // (§4).
  if (head.time > join.expires) refuse('invite-expired', 'joined too late');
  const r = vault.ports.random(32);
  const signature = signDetached(vault.open.secrets.keys.sign.secretKey, revealMessage(roster.rootfp, invite, hash, r));
  await vault.ports.call('invites/reveal', { invite, r: toBase64url(r), signature: toBase64url(signature) });
  return comparisonDigits(roster.rootfp, hash, r);
}

/**
 * Endorse, then offer `add`, after the digits were compared with the person. Staff and officers need a second officer.
 */
export async function admit(
  vault: UnlockedVault,
  invite: InviteId,
  compared: (typeof comparedWays)[number],
): Promise<Outcome> {
  const { roster } = await vault.fresh();
  const stored = await listed(vault, invite);
  const { join, hash } = heldJoin(vault, stored);
  if (ownReveal(vault, stored, hash) === undefined) refuse('reveal-signature', 'no digits were shown over this join');
  const endorsement = signDetached(
    vault.open.secrets.keys.sign.secretKey,
    endorseMessage(roster.rootfp, invite, hash, compared),
  );
  await vault.ports.call('invites/endorse', { invite, compared, signature: toBase64url(endorsement) });
  return proposeOperation(vault, {
    type: 'add',
    card: join.card,
    invite,
    joinHash: hash,
    endorser: vault.open.member,
    compared,
    endorsement,
  });
}
