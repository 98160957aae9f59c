import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { endorseMessage, revealMessage } from '#protocol/members/invite.ts';
import { parseId, type InviteId, type MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { comparedWays } from '#protocol/roster/operations.ts';
import { currentCard, findCard } from '#protocol/roster/roster-state.ts';
import { signatureHolds } from '#protocol/crypto/sodium.ts';
import type { invites } from '#protocol/wire/invites.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import type { Acts } from '../acts.ts';
import { beginEnrolment, finishEnrolment } from '../ceremonies/enrol.ts';
import { now } from '../clock.ts';
import { deny, isDuplicate } from '../errors.ts';
import type { Portal } from '../portal.ts';
import { random } from '../random.ts';
import { inviteGround, readJoin, takeJoin } from './join.ts';
import { isOver, requireLink, requireLiveLink, requireUnusedLink } from './require-link.ts';
import { resume } from './resume.ts';
import { findInvite, keepEndorsement, keepReveal, listInvites, storeInvites, type InviteRow } from './store.ts';

/**
 * How long a link still answers. A page that waits for its member to be added asks every few seconds; later than this, the
 * link answers nothing.
 */
const learnMs = 30 * 60_000;

/** By how much the clocks of client and server may differ. */
const skewMs = 10 * 60_000;

/** Genesis and roster up to a head over the caller's own nonce. Without the witness there is no answer. */
async function rosterAt({ heads, rosterCache }: Portal, nonce: string) {
  const { signed, head } = await heads.ask(nonce);
  return {
    signedGenesis: toBase64url(rosterCache.signedGenesis),
    entries: rosterCache.entries(0, ({ leaf }) => leaf < head.size),
    head: signed,
  };
}

async function mint(portal: Portal, inviter: MemberId, body: Body<'invites/mint'>): Promise<void> {
  const latest = now() + limits.inviteAgeMsMax + skewMs;
  const rows = body.invites.map((sent) => {
    if (sent.expires > latest) refuse('invite-expired', 'lives longer than it may');
    return {
      invite: parseId<InviteId>(sent.invite),
      inviter,
      redeem_hash: fromBase64url(sent.redeemHash),
      box: fromBase64url(sent.box),
      copy: fromBase64url(sent.copy),
      expires: sent.expires,
      user_handle: random(32),
    };
  });
  try {
    await storeInvites(portal.db, inviter, rows);
  } catch (error) {
    if (isDuplicate(error)) return refuse('invite-used', 'invite id occurs twice');
    throw error;
  }
}

const revealOf = ({ reveal_r: r, reveal_signature: signature }: InviteRow) =>
  r === null || signature === null ? null : { r: toBase64url(r), signature: toBase64url(signature) };

const listed = (row: InviteRow & { readonly tried: number }): Reply<'invites/list'>['invites'][number] => ({
  invite: row.invite,
  inviter: row.inviter,
  copy: toBase64url(row.copy),
  expires: row.expires,
  tried: row.tried,
  join: row.join_bytes === null ? null : toBase64url(row.join_bytes),
  reveal: revealOf(row),
  endorsement:
    row.endorser === null || row.compared === null || row.endorsement === null
      ? null
      : { endorser: row.endorser, compared: row.compared, signature: toBase64url(row.endorsement) },
});

/** The invite with its stored join. */
async function joined(portal: Portal, invite: string): Promise<{ row: InviteRow; joinHash: Uint8Array }> {
  const row = await findInvite(portal.db, parseId(invite));
  if (row === undefined) return deny('invite-unknown');
  if (row.spent) deny('invite-spent');
  if (row.join_bytes === null) return refuse('join-changed', 'nobody has joined yet');
  return { row, joinHash: readJoin(row.join_bytes).hash };
}

async function reveal(portal: Portal, member: MemberId, body: Body<'invites/reveal'>): Promise<void> {
  const { row, joinHash } = await joined(portal, body.invite);
  if (row.inviter !== member) deny('forbidden');
  const [r, signature] = [fromBase64url(body.r), fromBase64url(body.signature)];
  const { roster } = portal.rosterCache;
  const message = revealMessage(roster.rootfp, parseId(row.invite), joinHash, r);
  if (!signatureHolds(currentCard(roster, member).signKey, message, signature))
    refuse('reveal-signature', 'not signed by the inviter over this join');
  if (!(await keepReveal(portal.db, row.invite, { reveal_r: r, reveal_signature: signature }))) deny('invite-spent');
}

async function endorse(portal: Portal, member: MemberId, body: Body<'invites/endorse'>): Promise<void> {
  const { row, joinHash } = await joined(portal, body.invite);
  if (!(comparedWays as readonly string[]).includes(body.compared)) refuse('malformed', 'unknown way of comparing');
  if (row.reveal_r === null) refuse('reveal-signature', 'the digits were not shown yet');
  const { roster } = portal.rosterCache;
  const signature = fromBase64url(body.signature);
  const message = endorseMessage(roster.rootfp, parseId(row.invite), joinHash, body.compared);
  if (!signatureHolds(currentCard(roster, member).signKey, message, signature))
    refuse('roster-signature', 'endorsement does not hold');
  await keepEndorsement(portal.db, row.invite, { endorser: member, compared: body.compared, endorsement: signature });
}

export function inviteActs(portal: Portal): Acts<keyof typeof invites> {
  const { rosterCache } = portal;
  return {
    'invites/open': async (body) => {
      const row = await requireLiveLink(portal, body);
      return {
        box: toBase64url(row.box),
        ...(await rosterAt(portal, body.headNonce)),
        joined:
          row.join_bytes === null
            ? []
            : readJoin(row.join_bytes).join.card.credentials.map(({ id }) => toBase64url(id)),
      };
    },
    'invites/resume': async (body) => resume(portal, body),
    'invites/enrol-begin': async (body) => {
      const row = await requireUnusedLink(portal, body);
      return beginEnrolment(portal, inviteGround(row.invite), row.user_handle);
    },
    'invites/enrol-finish': async (body) => {
      const row = await requireUnusedLink(portal, body);
      const bound = { member: parseId<MemberId>(body.member), root: rosterCache.roster.rootfp };
      return finishEnrolment(portal, inviteGround(row.invite), body, bound);
    },
    'invites/join': async (body) => {
      await takeJoin(portal, body);
      return {};
    },
    // Also shortly after she was added: this is how her page learns of it. Up to her own entry, and no further.
    'invites/await': async (body) => {
      const row = await requireLink(portal, body);
      // Her link ends with her membership.
      if (row.spent && findCard(rosterCache.roster, row.member as MemberId) === undefined) deny('invite-spent');
      if (!row.spent && isOver(row)) deny('invite-over');
      const added = row.spent ? rosterCache.addOf(row.invite) : undefined;
      if (added !== undefined && now() > added.time + learnMs) deny('invite-over');
      const answer = added === undefined ? await portal.heads.askIfThere(body.headNonce) : null;
      const end = added === undefined ? (answer?.head.size ?? 0) : added.leaf + 1;
      return {
        reveal: revealOf(row),
        entries: rosterCache.entries(0, ({ leaf }) => leaf > body.after && leaf < end),
        head: answer?.signed ?? null,
      };
    },
    'invites/mint': async (body, { session }) => {
      await mint(portal, session.member, body);
      return {};
    },
    'invites/list': async (body) => ({ invites: (await listInvites(portal.db, body)).map(listed) }),
    'invites/reveal': async (body, { session }) => {
      await reveal(portal, session.member, body);
      return {};
    },
    'invites/endorse': async (body, { session }) => {
      await endorse(portal, session.member, body);
      return {};
    },
  };
}
