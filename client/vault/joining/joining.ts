/** Joining by an invite link (§4). Opening the link uses nothing up; joining does. */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import {
  comparisonDigits,
  deriveInviteKeys,
  joinCodec,
  joinHash,
  openTerms,
  parseLink,
  requireInviter,
  revealMessage,
  sendJoin,
  type InviteKeys,
  type InviteLink,
  type InviteTerms,
  type Join,
} from '#protocol/members/invite.ts';
import { memberCard, type Role } from '#protocol/members/keys.ts';
import { wayRuleOf, type EventFacts } from '#protocol/members/policy.ts';
import { follow, openJudged, type JudgedAt } from '#protocol/roster/replay.ts';
import { currentCard, findCard, type Roster } from '#protocol/roster/roster-state.ts';
import { signatureHolds, sodiumReady } from '#protocol/crypto/sodium.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { readLines } from '../roster/verdict-lines.ts';
import { Newcomer, type EnrolActs } from './enrol.ts';
import type { Ports } from '../session/ports.ts';

export interface InviteSeen {
  readonly event: EventFacts;
  readonly role: Role;
  readonly desks: readonly DeskId[];
  readonly expires: number;
  readonly inviter: MemberId;
  readonly member: MemberId;
  /** How many keys this role needs, and whether a phone may be one. */
  readonly keysNeeded: number;
  readonly phoneAllowed: boolean;
  readonly joined: boolean;
}

export class Joining {
  #ports: Ports;
  #link: InviteLink;
  #keys: InviteKeys;
  #terms: InviteTerms;
  #roster: Roster;
  #joined: boolean;
  #way: 'hardware' | 'phone' = 'hardware';
  #join: Uint8Array | undefined;
  #sent: Body<'invites/join'> | undefined;
  readonly newcomer: Newcomer;

  private constructor(ports: Ports, link: InviteLink, terms: InviteTerms, roster: Roster, joined: boolean) {
    this.#ports = ports;
    this.#link = link;
    this.#keys = deriveInviteKeys(link);
    this.#terms = terms;
    this.#roster = roster;
    this.#joined = joined;
    this.newcomer = new Newcomer(ports, {
      member: terms.member,
      role: terms.role,
      origin: roster.genesis.origin,
      rpId: roster.genesis.rpId,
    });
  }

  /**
   * Begin joining. Genesis is checked against the root in the link before anything else is believed, also who the
   * inviter is.
   */
  static async begin(ports: Ports, fragment: string): Promise<Joining> {
    await sodiumReady;
    const link = parseLink(fragment);
    const keys = deriveInviteKeys(link);
    const answer = await ports.call('invites/open', { invite: link.invite, redeem: toBase64url(keys.redeem) });
    const [genesis, ...others] = readLines(answer.entries);
    const roster = replay(openJudged(fromBase64url(answer.signedGenesis), link.rootfp, genesis), others);
    const terms = openTerms(keys, link, fromBase64url(answer.box), ports.now());
    requireInviter(roster.genesis, terms);
    return new Joining(ports, link, terms, roster, answer.joined);
  }

  seen(): InviteSeen {
    const rule = wayRuleOf(this.#roster.policy, this.#terms.role);
    const { role, desks, expires, inviter, member } = this.#terms;
    return {
      event: this.#roster.policy.event,
      role,
      desks,
      expires,
      inviter,
      member,
      keysNeeded: rule.credentials,
      phoneAllowed: rule.ways.includes('phone'),
      joined: this.#joined,
    };
  }

  async enrolKey(way: 'hardware' | 'phone'): Promise<number> {
    const pass = { invite: this.#link.invite, redeem: toBase64url(this.#keys.redeem) };
    const acts: EnrolActs = {
      root: this.#link.rootfp,
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
    const { newcomer } = this;
    const join: Join = {
      rootfp: this.#link.rootfp,
      invite: this.#link.invite,
      expires: this.#terms.expires,
      card: newcomer.card(this.#way),
      sealKey: newcomer.keys.seal.publicKey,
      openKey: newcomer.deskKeys?.pair.publicKey,
    };
    // Made once: if the answer is lost, the same bytes are sent again, and the portal takes them as the same join.
    this.#sent ??= {
      invite: this.#link.invite,
      redeem: toBase64url(this.#keys.redeem),
      join: toBase64url(sendJoin(this.#keys, join, newcomer.keys.sign.secretKey)),
      ...newcomer.kit(this.#link.rootfp),
    };
    await this.#ports.call('invites/join', this.#sent);
    this.#join = joinHash(joinCodec.encode(join));
  }

  /** Return the digits once the inviter has revealed r, and whether the roster contains her with her own keys. */
  async awaitAdd(): Promise<{ digits: string | undefined; added: boolean }> {
    const join = this.#join ?? refuse('join-changed', 'nothing was sent from this tab');
    const answer = await this.#ports.call('invites/await', {
      invite: this.#link.invite,
      redeem: toBase64url(this.#keys.redeem),
    });
    this.#roster = replay(this.#roster, readLines(answer.entries));
    const digits = answer.reveal === null ? undefined : this.#digits(join, answer.reveal);
    const card = findCard(this.#roster, this.#terms.member);
    if (card === undefined) return { digits, added: false };
    if (!equal(memberCard.encode(card), memberCard.encode(this.newcomer.card(this.#way))))
      refuse('own-entry', 'somebody else was added in your place', { member: this.#terms.member });
    return { digits, added: true };
  }

  #digits(join: Uint8Array, reveal: NonNullable<Reply<'invites/await'>['reveal']>): string {
    if (reveal.inviter !== this.#terms.inviter) refuse('reveal-signature', 'by another person than the box names');
    const inviter = currentCard(this.#roster, this.#terms.inviter);
    const r = fromBase64url(reveal.r);
    const message = revealMessage(this.#link.rootfp, this.#link.invite, join, r);
    if (!signatureHolds(inviter.signKey, message, fromBase64url(reveal.signature)))
      refuse('reveal-signature', 'not signed by the person who invited');
    return comparisonDigits(this.#link.rootfp, join, r);
  }
}

function replay(roster: Roster, lines: readonly JudgedAt[]): Roster {
  return lines.filter(({ leaf }) => leaf > roster.verdicts.leaf).reduce(follow, roster);
}
