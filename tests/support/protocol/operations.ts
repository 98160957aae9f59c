/** What people bring to the roster, made once: a join, an `add`, a desk's key, a month's key. Nothing here sends it. */
import { officersDesk, type DeskId, type MemberId } from '#protocol/core/ids.ts';
import { sealKeyPair, signDetached, type Key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import type { Wrap, WrapContext } from '#protocol/crypto/wrap.ts';
import type { InviteLink } from '#protocol/members/invite-link.ts';
import { endorseMessage, type Join, type Offer } from '#protocol/members/invite.ts';
import type { VerifiedJoin } from '#protocol/members/invite.ts';
import { cardKeyHash, sealingKeyHash, type MemberCard, type MemberKeys, type Role } from '#protocol/members/keys.ts';
import { deskSeedContext, monthSeedContext, sealSeed, seedWrapHash } from '#protocol/openings/desk-seed.ts';
import { holdersOf } from '#protocol/roster/holders.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { currentEpoch, keyHolders, type Roster } from '#protocol/roster/roster-state.ts';
import { hourMs } from './record-input.ts';

interface Keyholder {
  readonly member: MemberId;
  readonly keys: MemberKeys;
  readonly open: KeyPair | undefined;
}

type Named<Type extends Operation['type']> = Extract<Operation, { type: Type }>;

export function cardOf(
  person: Keyholder,
  role: Role,
  credentials: MemberCard['credentials'],
  recovery: KeyPair,
): MemberCard {
  const { member, keys, open } = person;
  return {
    member,
    role,
    way: 'hardware',
    signKey: keys.sign.publicKey,
    sealKeyHash: sealingKeyHash(keys.seal.publicKey),
    dhKey: keys.dh.publicKey,
    openKeyHash: open === undefined ? undefined : sealingKeyHash(open.publicKey),
    credentials,
    cardKeyHash: cardKeyHash(member, recovery.publicKey),
  };
}

export function joinBy(person: Keyholder & { readonly card: MemberCard }, link: InviteLink, expires: number): Join {
  const { card, keys, open } = person;
  const { rootfp, invite, inviter } = link;
  return { rootfp, invite, inviter, expires, card, sealKey: keys.seal.publicKey, openKey: open?.publicKey };
}

/** What a co-founder is invited to. */
export function cofounderTerms(link: InviteLink, member: MemberId, draftedAt: number): Offer {
  const { invite, inviter } = link;
  return { invite, inviter, member, role: 'officer', expires: draftedAt + hourMs };
}

/** Compared by voice and endorsed by the inviter. */
export function addBy(inviter: Keyholder, { rootfp, invite }: InviteLink, { join, hash }: VerifiedJoin): Named<'add'> {
  const message = endorseMessage(rootfp, invite, hash, 'voice');
  return {
    type: 'add',
    card: join.card,
    invite,
    joinHash: hash,
    endorser: inviter.member,
    compared: 'voice',
    endorsement: signDetached(inviter.keys.sign.secretKey, message),
  };
}

/** The same by somebody else. */
export function endorse(by: Keyholder, rootfp: Uint8Array, { invite, joinHash, compared }: Named<'add'>) {
  const message = endorseMessage(rootfp, invite, joinHash, compared);
  return { endorser: by.member, endorsement: signDetached(by.keys.sign.secretKey, message) };
}

export interface NewKey<Type extends Operation['type']> {
  readonly operation: Named<Type>;
  readonly pair: KeyPair;
  /** The seed, sealed to each holder. */
  readonly wraps: ReadonlyMap<MemberId, Wrap>;
}

/** The full open keys of members: from the people themselves, or as the portal answers them. */
type OpenKeys = ReadonlyMap<MemberId, Uint8Array>;

const sealTo = (members: readonly MemberId[], openKeys: OpenKeys, seed: Key32, context: WrapContext) =>
  new Map(members.map((member) => [member, sealSeed(openKeys.get(member) as Uint8Array, seed, context)] as const));

export function newDeskKey(roster: Roster, desk: DeskId, seed: Key32, openKeys: OpenKeys): NewKey<'desk-epoch'> {
  const members = keyHolders(roster, desk);
  const epoch = (currentEpoch(roster, desk)?.epoch ?? 0) + 1;
  const pair = sealKeyPair(seed);
  const wraps = sealTo(members, openKeys, seed, deskSeedContext(roster.rootfp, desk, epoch));
  const keyHash = sealingKeyHash(pair.publicKey);
  return { operation: { type: 'desk-epoch', desk, epoch, keyHash, holders: holdersOf(desk, members) }, pair, wraps };
}

export function newMonthKey(roster: Roster, month: string, seed: Key32, openKeys: OpenKeys): NewKey<'month-key'> {
  const pair = sealKeyPair(seed);
  const number = [...roster.months.values()].filter((key) => key.month === month).length + 1;
  const context = monthSeedContext(roster.rootfp, month, number);
  const wraps = sealTo(keyHolders(roster, officersDesk), openKeys, seed, context);
  const seeds = [...wraps].map(([officer, sealed]) => ({ officer, wrapHash: seedWrapHash(sealed) }));
  const keyHash = sealingKeyHash(pair.publicKey);
  return { operation: { type: 'month-key', month, number, keyHash, seeds }, pair, wraps };
}
