/** Founding an event (§3), for the first officer and for co-founders. The tab stays open from first touch to last. */
import { verifyAssertion } from '#protocol/crypto/assertion.ts';
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
  requireGenesisOfDraft,
  requireRevealed,
  requireWitnessCard,
  type Draft,
} from '#protocol/members/founding.ts';
import {
  genesisCodec,
  genesisMessage,
  requireSoundGenesis,
  rootFingerprint,
  signatureCodec,
} from '#protocol/members/genesis.ts';
import { toId, type EventId, type InviteId, type MemberId } from '#protocol/core/ids.ts';
import {
  deriveInviteKeys,
  formatFoundingLink,
  parseFounderLink,
  parseFoundingLink,
  redeemHash,
  sendJoin,
  verifyJoin,
  type InviteLink,
  type Join,
} from '#protocol/members/invite.ts';
import { limits } from '#protocol/core/limits.ts';
import { defaultPolicy, wayRuleOf, type EventFacts } from '#protocol/members/policy.ts';
import { derive, key32, signDetached, sodiumReady } from '#protocol/crypto/sodium.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { witnessCard, type WitnessCard } from '#protocol/members/witness-card.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { Newcomer, type EnrolDesk } from './enrol.ts';
import type { Ports } from '../session/ports.ts';
import { touchFor } from '../session/touch.ts';

interface Pass {
  readonly invite: string | null;
  readonly redeem: string;
}

export interface FoundingSeen {
  readonly origin: string;
  readonly witness: string;
  readonly founder: boolean;
  readonly event: EventFacts | undefined;
  readonly officers: number;
  readonly founded: boolean;
}

export interface CofounderLink {
  readonly member: MemberId;
  readonly link: string;
}

/** One person's part in one founding. */
export class Founding {
  #ports: Ports;
  #pass: Pass;
  #link: InviteLink | undefined;
  #look: Reply<'founding/look'>;
  #draft: { bytes: Uint8Array; draft: Draft; id: Uint8Array } | undefined;
  #r: Uint8Array | undefined;
  #cofounders: readonly InviteLink[] = [];
  #newcomer: Newcomer | undefined;
  #genesis: { bytes: Uint8Array; rootfp: Uint8Array } | undefined;

  private constructor(ports: Ports, pass: Pass, link: InviteLink | undefined, look: Reply<'founding/look'>) {
    this.#ports = ports;
    this.#pass = pass;
    this.#link = link;
    this.#look = look;
  }

  /** A founding link (f1) or a co-founder's (c1). The witness is believed only by the hash in the link or the draft. */
  static async begin(ports: Ports, fragment: string): Promise<Founding> {
    await sodiumReady;
    const bare = fragment.trim().replace(/^#/u, '');
    if (bare.startsWith('f1.')) {
      const { secret, cardHash } = parseFounderLink(bare);
      const redeem = derive(key32(secret), tuple('dd1/founding/redeem'), 32);
      const pass = { invite: null, redeem: toBase64url(redeem) };
      const look = await ports.call('founding/look', pass);
      requireWitnessCard(fromBase64url(look.witnessCard), cardHash);
      return new Founding(ports, pass, undefined, look);
    }
    const link = parseFoundingLink(bare);
    const pass = { invite: link.invite, redeem: toBase64url(deriveInviteKeys(link).redeem) };
    const look = await ports.call('founding/look', pass);
    const founding = new Founding(ports, pass, link, look);
    const bytes = fromBase64url(look.draft ?? refuse('founding-mismatch', 'there is no draft'));
    if (!equal(draftId(bytes), link.rootfp)) refuse('founding-mismatch', 'another draft than the link names');
    founding.#draft = { bytes, draft: draftCodec.parse(bytes), id: link.rootfp };
    return founding;
  }

  seen(): FoundingSeen {
    const draft = this.#draft?.draft;
    return {
      origin: this.#look.origin,
      witness: this.#draft?.draft.witness.name ?? requireCard(this.#look).name,
      founder: this.#link === undefined,
      event: draft?.policy.event,
      officers: draft === undefined ? 0 : draft.cofounders.length + 1,
      founded: this.#look.founded,
    };
  }

  /** The founder fixes event, policy, log, witness and the co-founders' places; answers their links. */
  async draft(event: EventFacts, cofounders: number): Promise<readonly CofounderLink[]> {
    if (this.#link !== undefined) refuse('roster-right', 'only the founder drafts');
    const random = (length: number) => this.#ports.random(length);
    const r = random(32);
    const places = Array.from({ length: cofounders }, () => ({
      invite: toId<InviteId>(random(16)),
      member: toId<MemberId>(random(16)),
      secret: key32(random(32)),
    }));
    const draft: Draft = {
      event: toId<EventId>(random(16)),
      origin: this.#look.origin,
      rpId: this.#look.rpId,
      draftedAt: this.#ports.now(),
      founder: toId<MemberId>(random(16)),
      cofounders: places.map(({ invite, member }) => ({ invite, member })),
      policy: defaultPolicy(event),
      log: { origin: this.#look.log.origin, publicKey: fromBase64url(this.#look.log.publicKey) },
      witness: requireCard(this.#look),
      commitment: foundingCommitment(r),
    };
    const bytes = draftCodec.encode(draft);
    const id = draftId(bytes);
    const links = places.map(({ invite, secret }) => ({ invite, secret, rootfp: id }));
    await this.#ports.call('founding/draft', {
      ...this.#pass,
      draft: toBase64url(bytes),
      cofounders: links.map((link) => ({
        invite: link.invite,
        redeemHash: toBase64url(redeemHash(deriveInviteKeys(link).redeem)),
      })),
    });
    this.#draft = { bytes, draft, id };
    this.#r = r;
    this.#cofounders = links;
    return links.map((link, i) => ({
      member: (places[i] as (typeof places)[number]).member,
      link: formatFoundingLink(link),
    }));
  }

  get newcomer(): Newcomer {
    const { draft } = this.#drafted();
    this.#newcomer ??= new Newcomer(this.#ports, {
      member: this.#ownMember(draft),
      role: 'officer',
      origin: draft.origin,
      rpId: draft.rpId,
    });
    return this.#newcomer;
  }

  #drafted() {
    return this.#draft ?? refuse('founding-mismatch', 'no draft yet');
  }

  #ownMember(draft: Draft): MemberId {
    if (this.#link === undefined) return draft.founder;
    const place = draft.cofounders.find((candidate) => candidate.invite === this.#link?.invite);
    return place?.member ?? refuse('founding-mismatch', 'the draft has no place for this link');
  }

  async enrolKey(): Promise<number> {
    const { id } = this.#drafted();
    const newcomer = this.newcomer;
    const common = { ...this.#pass, member: newcomer.member, draft: toBase64url(id) };
    const desk: EnrolDesk = {
      root: id,
      begin: () => this.#ports.call('founding/enrol-begin', common),
      finish: (challenge, registration) =>
        this.#ports.call('founding/enrol-finish', { ...common, challenge, registration }),
    };
    return newcomer.enrolKey(desk, 'hardware');
  }

  /** A co-founder hands in her keys, MACed by her link. */
  async join(): Promise<void> {
    const { id } = this.#drafted();
    const link = this.#link ?? refuse('roster-right', 'the founder joins by drafting');
    const join: Join = {
      rootfp: id,
      invite: link.invite,
      expires: this.#drafted().draft.draftedAt + limits.inviteAgeMsMax,
      card: this.newcomer.card('hardware'),
      sealKey: this.newcomer.keys.seal.publicKey,
      openKey: this.newcomer.desk?.pair.publicKey,
    };
    const sent = sendJoin(deriveInviteKeys(link), join, this.newcomer.keys.sign.secretKey);
    await this.#ports.call('founding/join', { ...this.#pass, join: toBase64url(sent) });
  }

  /** How many co-founders have handed in their keys; the founder publishes genesis once all have. */
  async assemble(): Promise<{ joined: number; of: number; digits: string | undefined }> {
    const { draft, id } = this.#drafted();
    const look = await this.#ports.call('founding/look', this.#pass);
    const cards = this.#cofounders.map((link, i) => {
      const sent = look.joins.find((join) => join.invite === link.invite);
      const place = draft.cofounders[i] as Draft['cofounders'][number];
      if (sent === undefined) return undefined;
      const terms = {
        invite: link.invite,
        inviter: draft.founder,
        member: place.member,
        role: 'officer' as const,
        desks: [],
        expires: draft.draftedAt + limits.inviteAgeMsMax,
      };
      return verifyJoin(deriveInviteKeys(link), id, terms, fromBase64url(sent.join)).join.card;
    });
    const joined = cards.filter((card) => card !== undefined);
    if (joined.length < cards.length) return { joined: joined.length, of: cards.length, digits: undefined };
    const genesis = assembleGenesis(draft, [this.newcomer.card('hardware'), ...joined]);
    requireSoundGenesis(genesis);
    const bytes = genesisCodec.encode(genesis);
    const r = this.#r ?? refuse('founding-mismatch', 'this tab did not make the draft');
    const rootfp = rootFingerprint(bytes);
    const macs = this.#cofounders.map((link) => ({
      invite: link.invite,
      mac: toBase64url(genesisMac(deriveInviteKeys(link), bytes)),
    }));
    const offer = { ...this.#pass, genesis: toBase64url(bytes), macs };
    // Genesis is fixed once it was shown: another join after that is a mismatch, not another genesis.
    if (this.#genesis !== undefined && !equal(this.#genesis.rootfp, rootfp))
      refuse('founding-mismatch', 'a join changed after genesis was made');
    if (this.#genesis === undefined) await this.#ports.call('founding/publish', { ...offer, r: null });
    this.#genesis = { bytes, rootfp };
    // r stays here until every co-founder holds this very genesis: nobody can search for matching digits.
    if (!this.#allHold(rootfp, look.holds)) return { joined: cards.length, of: cards.length, digits: undefined };
    if (look.r === null) await this.#ports.call('founding/publish', { ...offer, r: toBase64url(r) });
    return { joined: cards.length, of: cards.length, digits: foundingDigits(rootfp, r) };
  }

  #allHold(rootfp: Uint8Array, holds: Reply<'founding/look'>['holds']): boolean {
    return this.#cofounders.every((link) => {
      const hold = holds.find((hold) => hold.invite === link.invite);
      return hold !== undefined && equal(fromBase64url(hold.mac), holdMac(deriveInviteKeys(link), rootfp));
    });
  }

  /** A co-founder waits for genesis; her own card must stand in it verbatim before digits are shown. */
  async awaitGenesis(): Promise<{ digits: string | undefined }> {
    const look = await this.#ports.call('founding/look', this.#pass);
    const link = this.#link ?? refuse('roster-right', 'the founder assembles');
    if (look.genesis === null) return { digits: undefined };
    const bytes = fromBase64url(look.genesis);
    const { draft, bytes: draftBytes } = this.#drafted();
    const { genesis, rootfp } = requireGenesisOfDraft(draftBytes, bytes, this.newcomer.card('hardware'));
    requireSoundGenesis(genesis);
    const keys = deriveInviteKeys(link);
    const mac = look.macs.find((entry) => entry.invite === link.invite)?.mac ?? '';
    if (!equal(fromBase64url(mac), genesisMac(keys, bytes)))
      refuse('founding-mismatch', 'not the genesis of the founder');
    if (this.#genesis !== undefined && !equal(this.#genesis.rootfp, rootfp))
      refuse('founding-mismatch', 'a second genesis');
    if (this.#genesis === undefined)
      await this.#ports.call('founding/hold', { ...this.#pass, mac: toBase64url(holdMac(keys, rootfp)) });
    this.#genesis = { bytes, rootfp };
    if (look.r === null) return { digits: undefined };
    const r = fromBase64url(look.r);
    requireRevealed(draft.commitment, r);
    return { digits: foundingDigits(rootfp, r) };
  }

  /** After the digits were compared: signs genesis with key and touch; slots and card are made under the root. */
  async sign(): Promise<{ founded: boolean }> {
    const { bytes, rootfp } = this.#genesis ?? refuse('founding-mismatch', 'no genesis yet');
    const genesis = genesisCodec.parse(bytes);
    const { newcomer } = this;
    const place = { rootfp, origin: genesis.origin, rpId: genesis.rpId, member: newcomer.member };
    const allow = newcomer.enrolled.map((key) => key.credential.id);
    const { assertion } = await touchFor(this.#ports, place, 'roster', rootfp, allow, 'none');
    verifyAssertion(assertion, {
      ...place,
      purpose: 'roster',
      data: rootfp,
      nonce: assertion.nonce,
      credentials: newcomer.enrolled.map((key) => key.credential),
      backupAllowed: wayRuleOf(genesis.policy, 'officer').backupAllowed,
    });
    const signature = signDetached(newcomer.keys.sign.secretKey, genesisMessage(rootfp));
    const kit = newcomer.kit(rootfp);
    return this.#ports.call('founding/sign', {
      ...this.#pass,
      signature: toBase64url(signatureCodec.encode({ member: newcomer.member, signature, assertion })),
      sealKey: toBase64url(newcomer.keys.seal.publicKey),
      openKey: toBase64url(newcomer.desk?.pair.publicKey ?? refuse('roster-rule', 'no second key')),
      ...kit,
    });
  }

  async state(): Promise<{ signed: number; of: number; founded: boolean }> {
    const look = await this.#ports.call('founding/look', this.#pass);
    return { signed: look.signed.length, of: this.#drafted().draft.cofounders.length + 1, founded: look.founded };
  }
}

/** Its hash was compared with the link's in begin(). */
function requireCard(look: Reply<'founding/look'>): WitnessCard {
  return witnessCard.parse(fromBase64url(look.witnessCard));
}
