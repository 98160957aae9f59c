/**
 * One officer's part in a founding (§3): what the founder and the co-founders have in common. The tab stays open from
 * the first touch to the last.
 */
import { verifyAssertion } from '#protocol/crypto/assertion.ts';
import { toBase64url, fromBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { Draft } from '#protocol/members/founding.ts';
import { genesisCodec, genesisMessage, signatureCodec, type Genesis } from '#protocol/members/genesis.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import {
  differencesFromShipped,
  requireFoundingPolicy,
  type PolicyDifference,
} from '#protocol/members/policy-differences.ts';
import type { EventFacts } from '#protocol/members/policy.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import { witnessCard, type WitnessCard } from '#protocol/members/witness-card.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { Newcomer, type EnrolActs } from './enrol.ts';
import type { Ports } from '../session/ports.ts';
import { Refused } from '../session/refusal.ts';
import { touchFor } from '../session/touch.ts';

/** The invite of a co-founder, or null for the founder, and the proof that the link is known. */
export interface Pass {
  readonly invite: string | null;
  readonly redeem: string;
}

export type Look = Reply<'founding/look'>;

export interface Drafted {
  readonly bytes: Uint8Array;
  readonly draft: Draft;
  readonly id: Uint8Array;
}

export interface FoundingSeen {
  readonly origin: string;
  readonly witness: string;
  readonly founder: boolean;
  readonly event: EventFacts | undefined;
  readonly officers: number;
  readonly founded: boolean;
  /** Whether keys were already handed in with this co-founder's link. Their secrets were in the page that made them, and nowhere else. */
  readonly used: boolean;
  /** How the event's rules differ from those that this version ships. None for the founder, whose draft is made of those. */
  readonly rules: readonly PolicyDifference[];
}

export abstract class FoundingPart {
  protected readonly ports: Ports;
  protected readonly pass: Pass;
  protected readonly look: Look;
  protected savedDraft: Drafted | undefined;
  protected genesis: { bytes: Uint8Array; rootfp: Uint8Array } | undefined;
  #newcomer: Newcomer | undefined;

  constructor(ports: Ports, pass: Pass, look: Look) {
    this.ports = ports;
    this.pass = pass;
    this.look = look;
  }

  protected abstract readonly isFounder: boolean;
  /** Returns the member id that the draft gives this officer. */
  protected abstract ownMember(draft: Draft): MemberId;

  seen(): FoundingSeen {
    const draft = this.savedDraft?.draft;
    return {
      origin: this.look.origin,
      witness: draft?.witness.name ?? requireCard(this.look).name,
      founder: this.isFounder,
      event: draft?.policy.event,
      officers: draft === undefined ? 0 : draft.cofounders.length + 1,
      founded: this.look.founded,
      used: this.look.joins.some(({ invite }) => invite === this.pass.invite),
      rules: draft === undefined ? [] : differencesFromShipped(draft.policy),
    };
  }

  get newcomer(): Newcomer {
    const { draft } = this.drafted();
    this.#newcomer ??= new Newcomer(this.ports, {
      member: this.ownMember(draft),
      role: 'officer',
      origin: draft.origin,
      rpId: draft.rpId,
    });
    return this.#newcomer;
  }

  /** Requires that she may sign these rules: refuses before anything of hers is given for them. */
  protected requireAgreed({ policy, officers }: Pick<Genesis, 'policy' | 'officers'>): void {
    requireFoundingPolicy(policy, officers.length);
  }

  protected drafted(): Drafted {
    return this.savedDraft ?? refuse('founding-mismatch', 'no draft yet');
  }

  async enrolKey(): Promise<number> {
    const { id } = this.drafted();
    const newcomer = this.newcomer;
    const common = { ...this.pass, member: newcomer.member, draft: toBase64url(id) };
    const acts: EnrolActs = {
      root: id,
      begin: () => this.ports.call('founding/enrol-begin', common),
      finish: (challenge, registration) =>
        this.ports.call('founding/enrol-finish', { ...common, challenge, registration }),
    };
    return newcomer.enrolKey(acts, 'hardware');
  }

  /** Sign genesis with key and touch, after the digits were compared. Slots and card are made under the root. */
  async sign(): Promise<{ founded: boolean }> {
    const { bytes, rootfp } = this.genesis ?? refuse('founding-mismatch', 'no genesis yet');
    const genesis = genesisCodec.parse(bytes);
    this.requireAgreed(genesis);
    const { newcomer } = this;
    const place = { rootfp, origin: genesis.origin, rpId: genesis.rpId, member: newcomer.member };
    const allow = newcomer.enrolled.map((key) => key.credential.id);
    const { assertion } = await touchFor(this.ports, place, 'roster', rootfp, allow, 'none');
    verifyAssertion(assertion, {
      ...place,
      purpose: 'roster',
      data: rootfp,
      nonce: assertion.nonce,
      credentials: newcomer.enrolled.map((key) => key.credential),
    });
    const signature = signDetached(newcomer.keys.sign.secretKey, genesisMessage(rootfp));
    const kit = newcomer.kit(rootfp);
    return this.ports.call('founding/sign', {
      ...this.pass,
      signature: toBase64url(signatureCodec.encode({ member: newcomer.member, signature, assertion })),
      sealKey: toBase64url(newcomer.keys.seal.publicKey),
      openKey: toBase64url(newcomer.deskKeys?.pair.publicKey ?? refuse('roster-rule', 'no second key')),
      ...kit,
    });
  }

  /** Ask what the portal has now. Refuses another draft than this page's: the founder began again elsewhere. */
  protected async lookAgain(): Promise<Look> {
    const look = await this.ports.call('founding/look', this.pass);
    if (look.draft !== toBase64url(this.drafted().bytes)) throw new Refused('invite-unknown');
    return look;
  }

  async state(): Promise<{ signed: number; of: number; founded: boolean }> {
    const look = await this.lookAgain();
    return { signed: look.signed.length, of: this.drafted().draft.cofounders.length + 1, founded: look.founded };
  }
}

/** Return the witness's card. Its hash was compared with the link's when the founding was begun. */
export function requireCard(look: Look): WitnessCard {
  return witnessCard.parse(fromBase64url(look.witnessCard));
}
