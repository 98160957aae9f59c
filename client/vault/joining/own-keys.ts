/**
 * Her own hardware keys (3.4, `credential`): which they are, one more, one less. The list is the one of the verified roster,
 * never the portal's. A new key has its slots before the entry that names it is sent, and they travel together.
 */
import { equal, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { Credential } from '#protocol/crypto/assertion.ts';
import { wipe } from '#protocol/crypto/sodium.ts';
import { wayRuleOf } from '#protocol/members/policy.ts';
import { slotCodec, type Slot } from '#protocol/members/slot.ts';
import { ownerOfEntry, requireOwnEntries } from '#protocol/roster/own-entries.ts';
import type { OperationOf } from '#protocol/roster/operations.ts';
import { entryTime, judgingTime, readEntry, requireComplete, signedEntry } from '#protocol/roster/roster.ts';
import { currentCard, type Roster } from '#protocol/roster/roster-state.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { openDeskSlot } from '../records/team-keys.ts';
import { nextEntry, offer, requireStanding, signEntry } from '../roster/signing.ts';
import type { Got } from '../session/ports.ts';
import { Refused } from '../session/refusal.ts';
import { placeOf } from '../session/touch.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { enrolOne, provenSlot, type EnrolActs, type EnrolledKey } from './enrol.ts';

export interface OwnKeys {
  /** Ids in base64url, in the order of her card. */
  readonly keys: readonly string[];
  /** How many the policy asks of her role. */
  readonly needed: number;
  /** The key that she is signed in with; undefined after a card. */
  readonly here: string | undefined;
}

export function ownKeys(vault: UnlockedVault): OwnKeys {
  const { roster, member, way, holder } = vault.open;
  const { credentials, role } = currentCard(roster, member);
  return {
    keys: credentials.map(({ id }) => toBase64url(id)),
    needed: wayRuleOf(roster.policy, role).credentials,
    here: way === 'key' ? toBase64url(holder) : undefined,
  };
}

const isKey =
  (id: string) =>
  (credential: Credential): boolean =>
    toBase64url(credential.id) === id;

const operationOf = (
  vault: UnlockedVault,
  credentials: readonly Credential[],
  hash?: Uint8Array,
): OperationOf<'credential'> => ({
  type: 'credential',
  member: vault.open.member,
  credentials: [...credentials],
  cardKeyHash: hash,
});

/** Before she is asked for a touch: so many changes a day, and no more. */
function requireNotOften(vault: UnlockedVault, roster: Roster, now: number): void {
  const { member } = vault.open;
  const op = operationOf(vault, currentCard(roster, member).credentials);
  requireOwnEntries(roster, ownerOfEntry(roster, op, [member]), entryTime(roster, op, member, now));
}

/** Keys that stay; the entry is touched with one of them, so that none of them is a key that is lost already. */
interface Change {
  readonly kept: readonly Credential[];
  readonly fresh: readonly Credential[];
  readonly slots: (got: Got) => readonly Slot[];
  /** A new recovery card: what her member card names of it, and what the portal keeps. */
  readonly paper?: { readonly hash: Uint8Array; readonly card: Body<'roster/credential'>['card'] };
}

/** One own entry, touched by a key that stays; the answer counts only once a head of the witness names it. */
export async function changeOwn(vault: UnlockedVault, { kept, fresh, slots, paper }: Change): Promise<void> {
  const { roster, head } = await vault.fresh();
  const { member } = vault.open;
  const card = currentCard(roster, member);
  const { credentials: needed } = wayRuleOf(roster.policy, card.role);
  const after = [...kept, ...fresh];
  if (after.length < Math.min(needed, card.credentials.length)) refuse('roster-rule', 'fewer keys than her role needs');
  const entry = nextEntry(roster, member, head.time, operationOf(vault, after, paper?.hash));
  const salts = fresh.length > 0 && card.openKeyHash !== undefined ? 'open' : 'none';
  const allow = kept.map(({ id }) => id);
  const { signature, touched } = await signEntry(vault, roster, entry, salts, allow);
  const sealed = slots(touched.got);
  const bytes = signedEntry.encode({ entry, signatures: [signature], card: undefined });
  vault.open.signed.add(bytes);
  requireComplete(readEntry(roster, bytes, judgingTime(roster, head.time)));
  await offer(
    vault.ports.call('roster/credential', {
      entry: toBase64url(bytes),
      slots: sealed.map((slot) => toBase64url(slotCodec.encode(slot))),
      card: paper?.card ?? null,
    }),
  );
  await requireStanding(vault, entry);
}

/** One key ends: it signs in nowhere, and what it unlocked is deleted at the portal. */
export async function endKey(vault: UnlockedVault, id: string): Promise<OwnKeys> {
  const { roster, head } = await vault.fresh();
  const { credentials } = currentCard(roster, vault.open.member);
  // Ended before, and the answer was lost.
  if (!credentials.some(isKey(id))) return ownKeys(vault);
  requireNotOften(vault, roster, head.time);
  const kept = credentials.filter((credential) => !isKey(id)(credential));
  await changeOwn(vault, { kept, fresh: [], slots: () => [] });
  return ownKeys(vault);
}

/** One more key: set up first, and made hers with a touch of a key that she has. */
export class KeyChange {
  #vault: UnlockedVault;
  #enrolled: EnrolledKey | undefined;
  #slots: readonly Slot[] = [];

  constructor(vault: UnlockedVault) {
    this.#vault = vault;
  }

  /** Two touches of the new key. Nothing has changed yet. */
  async enrol(): Promise<boolean> {
    const { ports } = this.#vault;
    const { roster, head } = await this.#vault.fresh();
    const { member } = this.#vault.open;
    requireNotOften(this.#vault, roster, head.time);
    const card = currentCard(roster, member);
    const acts: EnrolActs = {
      root: roster.rootfp,
      begin: () => ports.call('me/enrol-begin', {}),
      finish: (challenge, registration) => ports.call('me/enrol-finish', { challenge, registration }),
    };
    const exclude = card.credentials.map(({ id }) => id);
    const isStaff = card.openKeyHash !== undefined;
    const key = await enrolOne(ports, placeOf(roster, member), acts, { way: 'hardware', exclude, isStaff });
    // Asked of the entry as well; here before she reaches for her other key.
    if (key.credential.backupEligible && !wayRuleOf(roster.policy, card.role).backupAllowed)
      throw new Refused('assertion-backup', 'a key that can be copied');
    this.close();
    this.#enrolled = key;
    return true;
  }

  /** One touch of a key that stays. `instead`: the id of a key that ends with the same touch. */
  async finish(instead: string | undefined): Promise<OwnKeys> {
    const enrolled = this.#enrolled;
    if (enrolled === undefined) throw new Refused('vault-locked', 'no new key in this tab');
    const { credential } = enrolled;
    const { roster } = await this.#vault.fresh();
    const { credentials } = currentCard(roster, this.#vault.open.member);
    // It is among hers already where an answer was lost.
    if (!credentials.some(({ id }) => equal(id, credential.id))) {
      const kept = instead === undefined ? credentials : credentials.filter((key) => !isKey(instead)(key));
      await changeOwn(this.#vault, { kept, fresh: [credential], slots: (got) => this.#seal(enrolled, got) });
    }
    this.#vault.open.openSlots.push(...this.#slots.filter(({ purpose }) => purpose === 'open'));
    this.close();
    return ownKeys(this.#vault);
  }

  #seal({ credential, unlock, open }: EnrolledKey, got: Got): readonly Slot[] {
    const { ports } = this.#vault;
    const { roster, member, secrets } = this.#vault.open;
    const opened = { rootfp: roster.rootfp, signKey: secrets.keys.sign.publicKey };
    const at = (purpose: Slot['purpose']) => ({ purpose, member, holder: credential.id });
    const previous = secrets.earlier.map(({ account }) => account);
    const slots = [provenSlot(ports, unlock, at('unlock'), { ...opened, secret: secrets.account, previous })];
    if (open !== undefined) {
      const secret = openDeskSlot(this.#vault, got);
      slots.push(provenSlot(ports, open, at('open'), { ...opened, secret, previous: [] }));
      wipe(secret);
    }
    this.#slots = slots;
    return slots;
  }

  /** Overwrites what the new key gave. */
  close(): void {
    const { unlock, open } = this.#enrolled ?? {};
    for (const key of [unlock, open]) if (key !== undefined) wipe(key);
    this.#enrolled = undefined;
    this.#slots = [];
  }
}
