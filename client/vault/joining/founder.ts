/** The founder's part (§3): she drafts the event, collects the co-founders' keys, and makes genesis of them. */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import {
  assembleGenesis,
  draftCodec,
  draftId,
  foundingCommitment,
  foundingDigits,
  genesisMac,
  holdMac,
  type Draft,
} from '#protocol/members/founding.ts';
import { genesisCodec, requireSoundGenesis, rootFingerprint } from '#protocol/members/genesis.ts';
import { toId, type EventId, type InviteId, type MemberId } from '#protocol/core/ids.ts';
import { deriveInviteKeys, formatFoundingLink, redeemHash, type InviteLink } from '#protocol/members/invite-link.ts';
import { verifyJoin } from '#protocol/members/invite.ts';
import { limits } from '#protocol/core/limits.ts';
import { defaultPolicy } from '#protocol/members/default-policy.ts';
import type { EventFacts } from '#protocol/members/policy.ts';
import { key32 } from '#protocol/crypto/sodium.ts';
import { FoundingPart, requireCard, type Look } from './founding-part.ts';

export interface CofounderLink {
  readonly member: MemberId;
  readonly link: string;
}

export class Founder extends FoundingPart {
  protected readonly isFounder = true;
  #r: Uint8Array | undefined;
  #cofounders: readonly InviteLink[] = [];

  protected ownMember(draft: Draft): MemberId {
    return draft.founder;
  }

  /** Fix event, policy, log, witness and the co-founders' places. Returns the co-founders' links. */
  async draft(event: EventFacts, cofounders: number): Promise<readonly CofounderLink[]> {
    const random = (length: number) => this.ports.random(length);
    const r = random(32);
    const places = Array.from({ length: cofounders }, () => ({
      invite: toId<InviteId>(random(16)),
      member: toId<MemberId>(random(16)),
      secret: key32(random(32)),
    }));
    const draft: Draft = {
      event: toId<EventId>(random(16)),
      origin: this.look.origin,
      rpId: this.look.rpId,
      draftedAt: this.ports.now(),
      founder: toId<MemberId>(random(16)),
      cofounders: places.map(({ invite, member }) => ({ invite, member })),
      policy: defaultPolicy(event),
      log: { origin: this.look.log.origin, publicKey: fromBase64url(this.look.log.publicKey) },
      witness: requireCard(this.look),
      commitment: foundingCommitment(r),
    };
    const bytes = draftCodec.encode(draft);
    const id = draftId(bytes);
    const links = places.map(({ invite, secret }) => ({
      invite,
      secret,
      rootfp: id,
      inviter: draft.founder,
      seen: new Uint8Array(0),
    }));
    await this.ports.call('founding/draft', {
      ...this.pass,
      draft: toBase64url(bytes),
      cofounders: links.map((link) => ({
        invite: link.invite,
        redeemHash: toBase64url(redeemHash(deriveInviteKeys(link).redeem)),
      })),
    });
    this.savedDraft = { bytes, draft, id };
    this.#r = r;
    this.#cofounders = links;
    return links.map((link, i) => ({
      member: (places[i] as (typeof places)[number]).member,
      link: formatFoundingLink(link),
    }));
  }

  /**
   * Publish genesis once all co-founders have sent their keys. Returns how many have, and the digits once all of them
   * hold this genesis. Refuses a join that changed after genesis was made.
   */
  async assemble(): Promise<{ joined: number; of: number; digits: string | undefined }> {
    const { draft, id } = this.drafted();
    const look = await this.lookAgain();
    const cards = this.#cofounders.map((link, i) => {
      const sent = look.joins.find((join) => join.invite === link.invite);
      const place = draft.cofounders[i] as Draft['cofounders'][number];
      if (sent === undefined) return undefined;
      const terms = {
        invite: link.invite,
        inviter: draft.founder,
        member: place.member,
        role: 'officer' as const,
        expires: draft.draftedAt + limits.inviteAgeMsMax,
      };
      return verifyJoin(deriveInviteKeys(link), id, terms, fromBase64url(sent.join)).join.card;
    });
    const joined = cards.filter((card) => card !== undefined);
    if (joined.length < cards.length) return { joined: joined.length, of: cards.length, digits: undefined };
    const genesis = assembleGenesis(draft, [this.newcomer.card('hardware'), ...joined]);
    requireSoundGenesis(genesis);
    this.requireAgreed(genesis);
    const bytes = genesisCodec.encode(genesis);
    const r = this.#r ?? refuse('founding-mismatch', 'no r');
    const rootfp = rootFingerprint(bytes);
    const macs = this.#cofounders.map((link) => ({
      invite: link.invite,
      mac: toBase64url(genesisMac(deriveInviteKeys(link), bytes)),
    }));
    const offer = { ...this.pass, genesis: toBase64url(bytes), macs };
    // Genesis is fixed once it was shown: another join after that is a mismatch, not another genesis.
    if (this.genesis !== undefined && !equal(this.genesis.rootfp, rootfp))
      refuse('founding-mismatch', 'a second genesis');
    if (this.genesis === undefined) await this.ports.call('founding/publish', { ...offer, r: null });
    this.genesis = { bytes, rootfp };
    // r stays here until every co-founder holds this very genesis: nobody can search for matching digits.
    if (!this.#allHold(rootfp, look.holds)) return { joined: cards.length, of: cards.length, digits: undefined };
    if (look.r === null) await this.ports.call('founding/publish', { ...offer, r: toBase64url(r) });
    return { joined: cards.length, of: cards.length, digits: foundingDigits(rootfp, r) };
  }

  #allHold(rootfp: Uint8Array, holds: Look['holds']): boolean {
    return this.#cofounders.every((link) => {
      const hold = holds.find(({ invite }) => invite === link.invite);
      return hold !== undefined && equal(fromBase64url(hold.mac), holdMac(deriveInviteKeys(link), rootfp));
    });
  }
}
