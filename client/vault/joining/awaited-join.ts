/** A join that was sent: the newcomer waits for the eight digits, and then for her own entry in the roster (§4.5). */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { comparisonDigits, joinHash, revealMessage, joinCodec, type Join } from '#protocol/members/invite.ts';
import { memberCard, type Role } from '#protocol/members/keys.ts';
import { differencesFromShipped, type PolicyDifference } from '#protocol/members/policy-differences.ts';
import { wayRuleOf, type EventFacts, type Policy } from '#protocol/members/policy.ts';
import { requireInviter } from '#protocol/roster/inviter.ts';
import { follow } from '#protocol/roster/replay.ts';
import { currentCard, findCard, type Roster } from '#protocol/roster/roster-state.ts';
import { signatureHolds } from '#protocol/crypto/sodium.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { readLines } from '../roster/verdict-lines.ts';
import type { Ports } from '../session/ports.ts';
import { followTo, readHead } from './invite-roster.ts';

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
  /** Somebody has joined with this link: nothing but coming back is left. */
  readonly joined: boolean;
  /** Where the event's rules are looser than those that this version ships. */
  readonly rules: readonly PolicyDifference[];
}

export function seenOfInvite(
  { policy }: Roster,
  terms: Pick<InviteSeen, 'role' | 'desks' | 'expires' | 'inviter' | 'member'>,
  joined: boolean,
): InviteSeen {
  const rule = wayRuleOf(policy, terms.role);
  const { role, desks, expires, inviter, member } = terms;
  const needs = { keysNeeded: rule.credentials, phoneAllowed: rule.ways.includes('phone') };
  const rules = looseRules(policy);
  return { event: policy.event, role, desks, expires, inviter, member, ...needs, joined, rules };
}

/** What an invitee confirms before she is asked for a key. */
export const looseRules = (policy: Policy): readonly PolicyDifference[] =>
  differencesFromShipped(policy).filter((one) => one.loosens);

export interface AwaitedNow {
  readonly digits: string | undefined;
  readonly added: boolean;
  /** False while the witness does not answer: nothing new is shown. */
  readonly checked: boolean;
}

export class AwaitedJoin {
  readonly #ports: Ports;
  readonly #join: Join;
  readonly #hash: Uint8Array;
  readonly #redeem: Uint8Array;
  #roster: Roster;

  constructor(ports: Ports, join: Join, redeem: Uint8Array, roster: Roster) {
    [this.#ports, this.#join, this.#redeem, this.#roster] = [ports, join, redeem, roster];
    this.#hash = joinHash(joinCodec.encode(join));
  }

  /** The digits once the inviter has revealed r, and whether the roster holds her with her own keys. */
  async look(): Promise<AwaitedNow> {
    const nonce = this.#ports.random(32);
    const answer = await this.#ports.call('invites/await', {
      invite: this.#join.invite,
      redeem: toBase64url(this.#redeem),
      headNonce: toBase64url(nonce),
      after: Math.max(0, this.#roster.verdicts.leaf),
    });
    const lines = readLines(answer.entries);
    // Without a head she learns one thing: that her own entry is in force. The sign-in that follows asks for a head.
    if (answer.head === null)
      return { digits: undefined, added: this.#isAdded(lines.reduce(follow, this.#roster)), checked: false };
    const head = readHead(this.#roster, answer.head, nonce);
    this.#roster = followTo({ roster: this.#roster, lines, head });
    if (this.#isAdded(this.#roster)) return { digits: undefined, added: true, checked: true };
    requireInviter(this.#roster, this.#join);
    return { digits: this.#digits(answer.reveal), added: false, checked: true };
  }

  #isAdded(roster: Roster): boolean {
    const { card } = this.#join;
    const entered = findCard(roster, card.member);
    if (entered !== undefined && !equal(memberCard.encode(entered), memberCard.encode(card)))
      refuse('own-entry', 'somebody else was added in your place', { member: card.member });
    return entered !== undefined;
  }

  #digits(reveal: Reply<'invites/await'>['reveal']): string | undefined {
    if (reveal === null) return undefined;
    const { rootfp, invite, inviter } = this.#join;
    const r = fromBase64url(reveal.r);
    const message = revealMessage(rootfp, invite, this.#hash, r);
    if (!signatureHolds(currentCard(this.#roster, inviter).signKey, message, fromBase64url(reveal.signature)))
      refuse('reveal-signature', 'not signed by the person who invited');
    return comparisonDigits(rootfp, this.#hash, r);
  }
}
