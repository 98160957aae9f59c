/**
 * Make a member: account secrets, hardware keys, recovery card. Founding, joining and recovery share it; they differ
 * only in the acts that they call and in the root.
 */
import type { Credential } from '#protocol/crypto/assertion.ts';
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import type { CardKeys } from '#protocol/members/recovery-card.ts';
import { challengeFor } from '#protocol/crypto/challenge.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import {
  cardKeyHash,
  deriveMemberKeys,
  deriveOpenKeys,
  sealingKeyHash,
  type MemberCard,
  type MemberKeys,
  type Role,
} from '#protocol/members/keys.ts';
import { makeSlot, openSlot, prfKey, slotCodec, type Slot, type SlotSecret } from '#protocol/members/slot.ts';
import { key32, type Key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import type { Ports } from '../session/ports.ts';
import { Refused } from '../session/refusal.ts';
import { WrittenCard } from './written-card.ts';

/** One enrolled key, with the PRF outputs that will make its slots. */
export interface EnrolledKey {
  readonly credential: Credential;
  readonly unlock: Key32;
  readonly open: Key32 | undefined;
}

type Registration = Body<'invites/enrol-finish'>['registration'];
type CredentialReply = Reply<'invites/enrol-finish'>;

/** The acts of an enrolment: of an invite, of the founding link, or of a card session. */
export interface EnrolActs {
  readonly root: Uint8Array;
  begin(): Promise<{ challenge: string; nonce: string; userHandle: string }>;
  finish(challenge: string, registration: Registration): Promise<CredentialReply>;
}

export class Newcomer {
  readonly member: MemberId;
  readonly role: Role;
  readonly origin: string;
  readonly rpId: string;
  readonly account: Key32;
  readonly keys: MemberKeys;
  /** Staff and officers only. */
  readonly deskKeys: { readonly secret: Key32; readonly pair: KeyPair } | undefined;
  readonly enrolled: EnrolledKey[] = [];
  #ports: Ports;
  readonly paper = new WrittenCard();

  constructor(ports: Ports, who: { member: MemberId; role: Role; origin: string; rpId: string }) {
    this.#ports = ports;
    this.member = who.member;
    this.role = who.role;
    this.origin = who.origin;
    this.rpId = who.rpId;
    this.account = key32(ports.random(32));
    this.keys = deriveMemberKeys(this.account);
    if (who.role !== 'participant') {
      const secret = key32(ports.random(32));
      this.deskKeys = { secret, pair: deriveOpenKeys(secret) };
    }
  }

  async enrolKey(acts: EnrolActs, way: 'hardware' | 'phone'): Promise<number> {
    const exclude = this.enrolled.map((key) => key.credential.id);
    const isStaff = this.deskKeys !== undefined;
    this.enrolled.push(await enrolOne(this.#ports, this, acts, { way, exclude, isStaff }));
    return this.enrolled.length;
  }

  get cardProven(): boolean {
    return this.paper.isProven;
  }

  /** Of the recovery card that was proven: her member card names it, so it comes first. */
  #cardKeys(): CardKeys {
    return this.paper.keys(this.rpId);
  }

  card(way: MemberCard['way']): MemberCard {
    return {
      member: this.member,
      role: this.role,
      way,
      signKey: this.keys.sign.publicKey,
      sealKeyHash: sealingKeyHash(this.keys.seal.publicKey),
      dhKey: this.keys.dh.publicKey,
      openKeyHash: this.deskKeys === undefined ? undefined : sealingKeyHash(this.deskKeys.pair.publicKey),
      credentials: this.enrolled.map((key) => key.credential),
      cardKeyHash: cardKeyHash(this.member, this.#cardKeys().login.publicKey),
    };
  }

  /** Return slots for every key and for the card. Each was opened once before it is used (§2). */
  kit(rootfp: Uint8Array, previous: readonly Key32[] = []): { slots: string[]; card: Body<'invites/join'>['card'] } {
    const cardKeys = this.#cardKeys();
    const slots = this.enrolled.flatMap((key) => {
      const slot = [this.#slot(key.unlock, 'unlock', key.credential.id, rootfp, this.account, previous)];
      if (key.open !== undefined && this.deskKeys !== undefined)
        slot.push(this.#slot(key.open, 'open', key.credential.id, rootfp, this.deskKeys.secret, []));
      return slot;
    });
    const cardSlot = this.#slot(cardKeys.slot, 'unlock', cardKeys.id, rootfp, this.account, previous);
    return {
      slots: slots.map((slot) => toBase64url(slotCodec.encode(slot))),
      card: {
        id: toBase64url(cardKeys.id),
        loginKey: toBase64url(cardKeys.login.publicKey),
        slot: toBase64url(slotCodec.encode(cardSlot)),
      },
    };
  }

  #slot(
    key: Key32,
    purpose: 'unlock' | 'open',
    holder: Uint8Array,
    rootfp: Uint8Array,
    secret: Key32,
    previous: readonly Key32[],
  ): Slot {
    const opened = { secret, rootfp, signKey: this.keys.sign.publicKey, previous };
    return provenSlot(this.#ports, key, { purpose, member: this.member, holder }, opened);
  }
}

/** A slot that was opened once before it is used (§2). */
export function provenSlot(
  ports: Ports,
  key: Key32,
  place: Pick<Slot, 'purpose' | 'member' | 'holder'>,
  opened: Omit<SlotSecret, 'member'>,
): Slot {
  const slot = makeSlot(key, place, opened, ports.random(32));
  const again = openSlot(key, slotCodec.parse(slotCodec.encode(slot)), place);
  if (!equal(again.secret, opened.secret)) throw new Refused('vault-broken', 'a new slot did not open');
  return slot;
}

interface Enrolling {
  readonly way: 'hardware' | 'phone';
  /** Credentials that the key must not hold yet. */
  readonly exclude: readonly Uint8Array[];
  readonly isStaff: boolean;
}

/** Run create(), then a get() for the PRF output. What a key says at create() is not believed. */
export async function enrolOne(
  ports: Ports,
  { member, origin, rpId }: { readonly member: MemberId; readonly origin: string; readonly rpId: string },
  acts: EnrolActs,
  { way, exclude, isStaff }: Enrolling,
): Promise<EnrolledKey> {
  const begun = await acts.begin();
  const nonce = fromBase64url(begun.nonce);
  const challenge = challengeFor({ purpose: 'enrol', origin, rootfp: acts.root, member, nonce });
  const userHandle = fromBase64url(begun.userHandle);
  const created = await ports.create({ kind: 'create', challenge, rpId, userHandle, exclude, way });
  // A second touch, before the portal stores anything: a key whose get() gives no PRF output must not be used. Some keys
  // and browsers say of PRF only here, so what create() said is not asked.
  const got = await ports.get({
    kind: 'get',
    challenge: ports.random(32),
    rpId,
    allow: [created.id],
    salts: isStaff ? 'both' : 'unlock',
  });
  if (got.prf.first === undefined) throw new Refused('key-without-prf', 'the key gave no value');
  const unlock = prfKey(got.prf.first);
  const open = isStaff ? prfKey(got.prf.second ?? new Uint8Array(0)) : undefined;
  const taken = await acts.finish(begun.challenge, {
    id: toBase64url(created.id),
    clientDataJSON: toBase64url(created.clientDataJSON),
    attestationObject: toBase64url(created.attestationObject),
    transports: [...created.transports],
  });
  const credential = {
    id: fromBase64url(taken.id),
    publicKey: fromBase64url(taken.publicKey),
    aaguid: fromBase64url(taken.aaguid),
    backupEligible: taken.backupEligible,
  };
  // From the server: the key that it says it stored must be the one that was just made.
  if (!equal(credential.id, created.id) || !contains(created.attestationObject, credential.publicKey))
    throw new Refused('ceremony-refused', 'the portal named another key');
  return { credential, unlock, open };
}

function contains(haystack: Uint8Array, needle: Uint8Array): boolean {
  for (let at = 0; at + needle.length <= haystack.length; at++) {
    if (equal(haystack.subarray(at, at + needle.length), needle)) return true;
  }
  return false;
}
