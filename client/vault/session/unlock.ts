/** From a login's answer to an unlocked vault, in this order (2.2, §3): slot, root, chain, head, own entry. */
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { headCodec, requireRosterAt, verifyHead, type Head } from '#protocol/log/head.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { deriveMemberKeys, sealingKeyHash, type MemberKeys, type Role } from '#protocol/members/keys.ts';
import { limits } from '#protocol/core/limits.ts';
import type { EventFacts } from '#protocol/members/policy.ts';
import { follow, openJudged, type JudgedAt } from '#protocol/roster/replay.ts';
import { currentCard, desksOf, officersOf, type Roster } from '#protocol/roster/roster-state.ts';
import { openSlot, prfKey, slotCodec } from '#protocol/members/slot.ts';
import { key32, sodiumReady, type Key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { ownVoids, type OwnVoid } from '../roster/own-voids.ts';
import { overdueStops } from '../roster/stopping.ts';
import { readLines, upTo } from '../roster/verdict-lines.ts';
import { requireNotFrozen, type UnlockedVault, type Unlocked } from './unlocked-vault.ts';

export interface UnlockGiven {
  readonly welcome: Reply<'login/finish'>;
  /** How this person came, by her own doing; the portal's word for it must agree. */
  readonly way: 'key' | 'card';
  /** The credential just asserted, or the card's id. */
  readonly holder: Uint8Array;
  /** The PRF output for the `unlock` salt, or the card's slot key. */
  readonly key: Uint8Array;
  readonly headNonce: Uint8Array;
  /** Of the card, after a card login. */
  readonly cardLogin?: KeyPair;
}

/** What the screens may know about the person who is in. */
export interface Me {
  readonly member: MemberId;
  readonly role: Role;
  readonly desks: readonly string[];
  readonly event: EventFacts;
  readonly officers: number;
  /** An event with one officer is for evaluation, and every officer screen says so. */
  readonly evaluation: boolean;
  /** False: the witness has not answered; reading one's own file only. */
  readonly checked: boolean;
  readonly time: number;
  readonly byCard: boolean;
  readonly witness: string;
  /** What she signed within two weeks and is not in force. */
  readonly voids: readonly OwnVoid[];
  /** Whose stop should have ended more than an hour ago, and the portal has not ended it. */
  readonly overdue: readonly MemberId[];
}

export async function unlock(vault: UnlockedVault, given: UnlockGiven): Promise<Me> {
  await sodiumReady;
  const { welcome, holder } = given;
  if (welcome.way !== given.way) refuse('slot-foreign', 'welcomed as if she had come another way');
  const slots = welcome.slots.map((slot) => slotCodec.parse(fromBase64url(slot)));
  const slot = slots.find((candidate) => candidate.purpose === 'unlock' && equal(candidate.holder, holder));
  if (slot === undefined) return refuse('slot-foreign', 'no slot for the key that was touched');
  const key = given.way === 'card' ? key32(given.key) : prfKey(given.key);
  const held = openSlot(key, slot, { purpose: 'unlock', member: welcome.member as MemberId, holder });
  const keys = deriveMemberKeys(held.secret);
  const signedGenesis = fromBase64url(welcome.signedGenesis);
  const lines = coveredLines(welcome);
  const [genesis, ...others] = lines;
  const roster = others.reduce(follow, openJudged(signedGenesis, held.rootfp, genesis));
  const unlocked: Unlocked = {
    member: held.member,
    way: given.way,
    holder,
    cardLogin: given.cardLogin,
    secrets: {
      account: held.secret,
      keys,
      earlier: held.previous.map((account) => ({ account, keys: deriveMemberKeys(account) })),
    },
    openSlots: slots.filter((candidate) => candidate.purpose === 'open' && candidate.member === held.member),
    portalTagKey: fromBase64url(welcome.portalTagKey) as Key32,
    roster,
    entries: [...lines],
    signed: vault.signedBy(held.member),
    signedGenesis,
    head: undefined,
    signedHead: undefined,
    opened: new Map(),
    damaged: new Map(),
    broken: new Map(),
    instead: new Map(),
    ownInstead: new Map(),
    starts: new Map(),
    aside: new Map(),
    setAside: 0,
    closers: [],
    scanned: undefined,
  };
  unlocked.head = believedHead(unlocked.roster, welcome, given.headNonce, vault.ports.now());
  if (unlocked.head !== undefined && welcome.head !== null) {
    const { head } = unlocked;
    const signed = welcome.head;
    await vault.inTurn(async () => {
      await vault.requireNewest(head);
      vault.keepNewest(roster.genesis, head, signed);
    });
  }
  requireOwnEntry(unlocked.roster, held.member, keys, held.signKey);
  requireNotFrozen(unlocked);
  vault.enter(unlocked);
  return meOf(unlocked, vault.ports.now());
}

/** As far as the head that came with them goes; without one, all: then only one's own file is read. */
function coveredLines(welcome: Reply<'login/finish'>): readonly JudgedAt[] {
  const given = welcome.head ?? welcome.cachedHead;
  const lines = readLines(welcome.entries);
  return given === null ? lines : upTo(headCodec.parse(fromBase64url(given.head)).size, lines);
}

/**
 * Our own nonce: fresh. Otherwise a head that another client got, at most a day old, still proves a roster to read
 * one's own file by; it is not kept as a head, so nothing is sealed, added or opened on it.
 */
function believedHead(
  roster: Roster,
  welcome: Reply<'login/finish'>,
  nonce: Uint8Array,
  now: number,
): Head | undefined {
  const given = welcome.head ?? welcome.cachedHead;
  if (given === null) return refuse('head-stale', 'nobody has checked the list of members for a day');
  const bytes = fromBase64url(given.head);
  const expected = welcome.head === null ? headCodec.parse(bytes).nonce : nonce;
  const head = verifyHead(roster.genesis, roster.rootfp, bytes, fromBase64url(given.signature), expected);
  requireRosterAt(roster, head, { head: given.head, signature: given.signature });
  if (welcome.head !== null) return head;
  if (now - head.time > limits.headAgeMsMax) refuse('head-stale', 'older than a day');
  return undefined;
}

/** The keys in the slot must be the member's own at the verified head: an old or planted slot stops here. */
function requireOwnEntry(roster: Roster, member: MemberId, keys: MemberKeys, signKey: Uint8Array): void {
  const card = currentCard(roster, member);
  const same =
    equal(card.signKey, keys.sign.publicKey) &&
    equal(card.signKey, signKey) &&
    equal(card.sealKeyHash, sealingKeyHash(keys.seal.publicKey)) &&
    equal(card.dhKey, keys.dh.publicKey);
  if (!same) refuse('own-entry', 'the list of members holds other keys for you');
}

export function meOf(unlocked: Unlocked, now: number): Me {
  const { roster, member } = unlocked;
  const card = currentCard(roster, member);
  return {
    member,
    role: card.role,
    desks: desksOf(roster, member),
    event: roster.policy.event,
    officers: officersOf(roster).length,
    evaluation: roster.quorum < 2,
    checked: unlocked.head !== undefined,
    time: unlocked.head?.time ?? now,
    byCard: unlocked.way === 'card',
    witness: roster.genesis.witnesses[0]?.name ?? '',
    voids: ownVoids(unlocked),
    overdue: overdueStops(roster, unlocked.head),
  };
}
