import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { parseId, type MemberId } from '#protocol/core/ids.ts';
import type { founding } from '#protocol/wire/founding.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import type { Acts } from '../acts.ts';
import { beginEnrolment, finishEnrolment } from '../ceremonies/enrol.ts';
import type { Portal } from '../portal.ts';
import { foundingGround, takeDraft, takeGenesis, takeHold, takeJoin } from './draft.ts';
import { memberOf, requireOpenFounding, requireSpeaker, type Speaker } from './founding-caller.ts';
import { takeSignature } from './sign.ts';
import { readInvites, readSignatures } from './store.ts';

const orNull = (bytes: Uint8Array | null) => (bytes === null ? null : toBase64url(bytes));

async function look(portal: Portal, { state }: Speaker): Promise<Reply<'founding/look'>> {
  const { config, logKey, witness, rosterCache, publisher, db } = portal;
  const invites = await readInvites(db);
  const joined = invites.filter((row) => row.join_bytes !== null);
  if (rosterCache.founded) publisher.schedulePublish();
  return {
    origin: config.origin,
    rpId: config.rpId,
    log: { origin: logKey.origin, publicKey: toBase64url(logKey.pair.publicKey) },
    witnessCard: (await witness.card()).card,
    draft: orNull(state.draft),
    joins: joined.map((row) => ({ invite: row.invite, join: toBase64url(row.join_bytes ?? new Uint8Array(0)) })),
    genesis: orNull(state.genesis),
    r: orNull(state.r),
    macs: invites.flatMap(({ invite, genesis_mac: mac }) => (mac === null ? [] : [{ invite, mac: toBase64url(mac) }])),
    holds: invites.flatMap(({ invite, hold_mac: mac }) => (mac === null ? [] : [{ invite, mac: toBase64url(mac) }])),
    signed: (await readSignatures(db)).map((row) => row.member),
    founded: rosterCache.founded && publisher.cosigned > 0,
  };
}

/** An enrolment names its member and draft itself: the founder makes her keys before or after she sends the draft. */
function placeOf(speaker: Speaker, body: Body<'founding/enrol-begin'>): { member: MemberId; root: Uint8Array } {
  const member = parseId<MemberId>(body.member);
  const root = fromBase64url(body.draft);
  const { state, invite } = speaker;
  const current = state.draft_id !== null && equal(state.draft_id, root);
  if (invite !== undefined && (!current || invite.member !== member))
    refuse('founding-mismatch', 'another draft or officer than the link names');
  if (current && memberOf(speaker) !== member) refuse('founding-mismatch', 'not the officer of this link');
  return { member, root };
}

export function foundingActs(portal: Portal): Acts<keyof typeof founding> {
  return {
    'founding/look': async (body) => look(portal, await requireSpeaker(portal, body)),
    'founding/enrol-begin': async (body) => {
      const speaker = await requireOpenFounding(portal, body);
      const { member } = placeOf(speaker, body);
      return beginEnrolment(portal, foundingGround(member), speaker.invite?.user_handle ?? speaker.state.user_handle);
    },
    'founding/enrol-finish': async (body) => {
      const { member, root } = placeOf(await requireOpenFounding(portal, body), body);
      return finishEnrolment(portal, foundingGround(member), body, { member, root });
    },
    'founding/draft': async (body) => {
      await takeDraft(portal, await requireOpenFounding(portal, body), body);
      return {};
    },
    'founding/join': async (body) => {
      await takeJoin(portal, await requireOpenFounding(portal, body), body);
      return {};
    },
    'founding/publish': async (body) => {
      await takeGenesis(portal, await requireOpenFounding(portal, body), body);
      return {};
    },
    'founding/hold': async (body) => {
      await takeHold(portal, await requireOpenFounding(portal, body), body);
      return {};
    },
    'founding/sign': async (body) => ({
      founded: await takeSignature(portal, await requireOpenFounding(portal, body), body),
    }),
  };
}
