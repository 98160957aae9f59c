/** A co-founder's part (§3): send her keys, and accept only a genesis that contains them. */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import {
  foundingDigits,
  genesisMac,
  holdMac,
  requireGenesisOfDraft,
  requireRevealed,
  type Draft,
} from '#protocol/members/founding.ts';
import { differencesFromShipped, requireConfirmed } from '#protocol/members/policy-differences.ts';
import type { Genesis } from '#protocol/members/genesis.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { deriveInviteKeys, type InviteLink } from '#protocol/members/invite-link.ts';
import { sendJoin, type Join } from '#protocol/members/invite.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Ports } from '../session/ports.ts';
import { FoundingPart, type Drafted, type Look, type Pass } from './founding-part.ts';

export class CoFounder extends FoundingPart {
  protected readonly isFounder = false;
  readonly #link: InviteLink;
  #confirmed: ReadonlySet<string> = new Set();

  constructor(ports: Ports, pass: Pass, look: Look, link: InviteLink, drafted: Drafted) {
    super(ports, pass, look);
    this.#link = link;
    this.savedDraft = drafted;
  }

  protected ownMember(draft: Draft): MemberId {
    const place = draft.cofounders.find((candidate) => candidate.invite === this.#link.invite);
    return place?.member ?? refuse('founding-mismatch', 'no place');
  }

  /** Take what she has ticked: the key of each difference that she was shown. */
  confirm(differences: readonly string[]): void {
    this.#confirmed = new Set(differences);
  }

  /** Requires also that she ticked every difference, also those that loosen nothing: she signs them. */
  protected override requireAgreed(genesis: Pick<Genesis, 'policy' | 'officers'>): void {
    super.requireAgreed(genesis);
    requireConfirmed(differencesFromShipped(genesis.policy), this.#confirmed);
  }

  /** Send her keys, with a MAC under the secret of her link. */
  async join(): Promise<void> {
    const { id } = this.drafted();
    const link = this.#link;
    const join: Join = {
      rootfp: id,
      invite: link.invite,
      inviter: link.inviter,
      expires: this.drafted().draft.draftedAt + limits.inviteAgeMsMax,
      card: this.newcomer.card('hardware'),
      sealKey: this.newcomer.keys.seal.publicKey,
      openKey: this.newcomer.deskKeys?.pair.publicKey,
    };
    const sent = sendJoin(deriveInviteKeys(link), join, this.newcomer.keys.sign.secretKey);
    await this.ports.call('founding/join', { ...this.pass, join: toBase64url(sent) });
  }

  /**
   * Return the digits once genesis is published and r is revealed. Refuses a genesis without her own card as she sent
   * it, one without the founder's MAC, and a second one.
   */
  async awaitGenesis(): Promise<{ digits: string | undefined }> {
    const look = await this.lookAgain();
    const link = this.#link;
    if (look.genesis === null) return { digits: undefined };
    const bytes = fromBase64url(look.genesis);
    const { draft, bytes: draftBytes } = this.drafted();
    const { rootfp } = requireGenesisOfDraft(draftBytes, bytes, this.newcomer.card('hardware'));
    const keys = deriveInviteKeys(link);
    const mac = look.macs.find((entry) => entry.invite === link.invite)?.mac ?? '';
    if (!equal(fromBase64url(mac), genesisMac(keys, bytes))) refuse('founding-mismatch', 'genesis MAC');
    if (this.genesis !== undefined && !equal(this.genesis.rootfp, rootfp))
      refuse('founding-mismatch', 'a second genesis');
    if (this.genesis === undefined)
      await this.ports.call('founding/hold', { ...this.pass, mac: toBase64url(holdMac(keys, rootfp)) });
    this.genesis = { bytes, rootfp };
    if (look.r === null) return { digits: undefined };
    const r = fromBase64url(look.r);
    requireRevealed(draft.commitment, r);
    return { digits: foundingDigits(rootfp, r) };
  }
}
