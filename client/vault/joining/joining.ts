/** Joining by an invite link (§4). Opening the link uses nothing up; joining does. */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { limits } from '#protocol/core/limits.ts';
import { deriveInviteKeys, parseLink, type InviteKeys } from '#protocol/members/invite-link.ts';
import { joinCodec, openTerms, sendJoin, type InviteTerms, type Join } from '#protocol/members/invite.ts';
import { sealPendingJoin } from '#protocol/members/pending-join.ts';
import { requireConfirmed } from '#protocol/members/policy-differences.ts';
import { requireInviter } from '#protocol/roster/inviter.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import type { Body } from '#protocol/wire/wire.ts';
import type { Ports } from '../session/ports.ts';
import { AwaitedJoin, looseRules, seenOfInvite, type AwaitedNow, type InviteSeen } from './awaited-join.ts';
import { Newcomer, type EnrolActs } from './enrol.ts';
import { followTo, startAt } from './invite-roster.ts';
import type { CardPlace } from './recovery.ts';
import { resumedJoin } from './resumed-join.ts';

export class Joining {
  readonly #ports: Ports;
  readonly #keys: InviteKeys;
  readonly #terms: InviteTerms;
  readonly #roster: Roster;
  /** The ids of the keys of a join that was sent for this link; none if nobody has joined. */
  readonly #joined: readonly Uint8Array[];
  #way: 'hardware' | 'phone' = 'hardware';
  #confirmed: ReadonlySet<string> = new Set();
  #sent: { readonly body: Body<'invites/join'>; readonly join: Join } | undefined;
  #awaited: AwaitedJoin | undefined;
  readonly newcomer: Newcomer;

  private constructor(
    ports: Ports,
    keys: InviteKeys,
    terms: InviteTerms,
    roster: Roster,
    joined: readonly Uint8Array[],
  ) {
    [this.#ports, this.#keys, this.#terms, this.#roster, this.#joined] = [ports, keys, terms, roster, joined];
    this.newcomer = new Newcomer(ports, {
      member: terms.member,
      role: terms.role,
      origin: roster.genesis.origin,
      rpId: roster.genesis.rpId,
    });
  }

  /**
   * Begin joining. Genesis is checked against the root in the link before anything else is believed. The inviter whom the
   * link names must be an officer at a head over our own nonce, and what she knew must be in the roster's past.
   */
  static async begin(ports: Ports, fragment: string): Promise<Joining> {
    await sodiumReady;
    const link = parseLink(fragment);
    const keys = deriveInviteKeys(link);
    const nonce = ports.random(32);
    const { invite } = link;
    const asked = { invite, redeem: toBase64url(keys.redeem), headNonce: toBase64url(nonce) };
    const answer = await ports.call('invites/open', asked);
    const start = startAt(answer, link.rootfp, nonce);
    // As long as she may still be added, a link with a join brings her page back.
    const late = answer.joined.length === 0 ? 0 : limits.admissionMsMax;
    const terms = openTerms(keys, link, fromBase64url(answer.box), start.head.time - late);
    const roster = followTo(start, terms.seen);
    requireInviter(roster, link);
    return new Joining(ports, keys, terms, roster, answer.joined.map(fromBase64url));
  }

  seen(): InviteSeen {
    return seenOfInvite(this.#roster, this.#terms, this.#joined.length > 0);
  }

  /** Take what she has ticked: the key of each difference that she was shown. */
  confirm(differences: readonly string[]): void {
    this.#confirmed = new Set(differences);
  }

  /** Refuses with `policy-unconfirmed` while a rule that loosens is unseen: no key of hers is asked for. */
  async enrolKey(way: 'hardware' | 'phone'): Promise<number> {
    if (this.#joined.length > 0) refuse('invite-used', 'somebody has joined with this link');
    requireConfirmed(looseRules(this.#roster.policy), this.#confirmed);
    const pass = { invite: this.#terms.invite, redeem: toBase64url(this.#keys.redeem) };
    const acts: EnrolActs = {
      root: this.#roster.rootfp,
      begin: () => this.#ports.call('invites/enrol-begin', pass),
      finish: (challenge, registration) =>
        this.#ports.call('invites/enrol-finish', { ...pass, challenge, member: this.#terms.member, registration }),
    };
    const count = await this.newcomer.enrolKey(acts, way);
    // For a mixed set the card names the weaker way: a person who can unlock the phone can come in.
    if (way === 'phone') this.#way = 'phone';
    return count;
  }

  /** Send keys, slots and card in one act: one key alone is incomplete, and the card was typed back before this. */
  async join(): Promise<void> {
    // Made once: if the answer is lost, the same bytes are sent again, and the portal takes them as the same join.
    this.#sent ??= this.#made();
    await this.#ports.call('invites/join', this.#sent.body);
    this.#awaited ??= new AwaitedJoin(this.#ports, this.#sent.join, this.#keys.redeem, this.#roster);
  }

  /** Bring back a join that was sent from a tab that died (§4.6). */
  async resume(place: CardPlace): Promise<void> {
    const [keys, terms, roster] = [this.#keys, this.#terms, this.#roster];
    const of = { rootfp: roster.rootfp, keys, terms, allow: this.#joined };
    const join = await resumedJoin(this.#ports, place, of);
    this.#awaited ??= new AwaitedJoin(this.#ports, join, keys.redeem, roster);
  }

  #made(): { readonly body: Body<'invites/join'>; readonly join: Join } {
    const { newcomer } = this;
    const { invite, inviter, expires } = this.#terms;
    const { rootfp } = this.#roster;
    const join: Join = {
      rootfp,
      invite,
      inviter,
      expires,
      card: newcomer.card(this.#way),
      sealKey: newcomer.keys.seal.publicKey,
      openKey: newcomer.deskKeys?.pair.publicKey,
    };
    const { redeem } = this.#keys;
    const pending = { join: joinCodec.encode(join), redeem };
    return {
      join,
      body: {
        invite,
        redeem: toBase64url(redeem),
        join: toBase64url(sendJoin(this.#keys, join, newcomer.keys.sign.secretKey)),
        pending: toBase64url(sealPendingJoin(newcomer.account, pending, this.#ports.random(32))),
        ...newcomer.kit(rootfp),
      },
    };
  }

  async awaitAdd(): Promise<AwaitedNow> {
    return (this.#awaited ?? refuse('join-changed', 'nothing was sent from this tab')).look();
  }
}
