/**
 * Recovery with the recovery card (§2): card login, old secret, new keys, `rekey`. An interruption at any point loses
 * nothing.
 */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { deriveCardKeys, parseCard, signCardLogin } from '#protocol/members/recovery-card.ts';
import { keptSecrets } from '#protocol/members/slot.ts';
import { refuse } from '#protocol/core/errors.ts';
import { entryHash, entryMessage, judgingTime, readEntry, signedEntry } from '#protocol/roster/roster.ts';
import { cardRekeyMessage, type CardSignature } from '#protocol/roster/card-signature.ts';
import { rekeyProofMessage } from '#protocol/roster/rules/key-rules.ts';
import { currentCard } from '#protocol/roster/roster-state.ts';
import { signDetached, sodiumReady } from '#protocol/crypto/sodium.ts';
import { nextEntry } from '../roster/signing.ts';
import { Newcomer, type EnrolActs } from './enrol.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { placeOf, touchFor } from '../session/touch.ts';
import { unlock, type Me } from '../session/unlock.ts';

export interface CardPlace {
  readonly origin: string;
  readonly rpId: string;
}

export async function enterWithCard(vault: UnlockedVault, place: CardPlace, typed: readonly string[]): Promise<Me> {
  await sodiumReady;
  const keys = deriveCardKeys(place.rpId, parseCard(typed));
  const card = toBase64url(keys.id);
  const begun = await vault.ports.call('login/card-begin', { card });
  const signature = signCardLogin(keys, place.origin, fromBase64url(begun.nonce));
  const headNonce = vault.ports.random(32);
  const welcome = await vault.ports.call('login/card-finish', {
    challenge: begun.challenge,
    card,
    signature: toBase64url(signature),
    headNonce: toBase64url(headNonce),
  });
  return unlock(vault, { welcome, way: 'card', holder: keys.id, key: keys.slot, headNonce, cardLogin: keys.login });
}

/** A recovery: new secret, new keys and new card, under the same member id. */
export class Recovery {
  #vault: UnlockedVault;
  #way: 'hardware' | 'phone' = 'hardware';
  readonly newcomer: Newcomer;

  constructor(vault: UnlockedVault) {
    const { roster, member, way } = vault.open;
    if (way !== 'card') refuse('roster-right', 'only after a card login');
    this.#vault = vault;
    this.newcomer = new Newcomer(vault.ports, {
      member,
      role: currentCard(roster, member).role,
      origin: roster.genesis.origin,
      rpId: roster.genesis.rpId,
    });
  }

  async enrolKey(way: 'hardware' | 'phone'): Promise<number> {
    const { ports } = this.#vault;
    const acts: EnrolActs = {
      root: this.#vault.open.roster.rootfp,
      begin: () => ports.call('login/enrol-begin', {}),
      finish: (challenge, registration) => ports.call('login/enrol-finish', { challenge, registration }),
    };
    const count = await this.newcomer.enrolKey(acts, way);
    if (way === 'phone') this.#way = 'phone';
    return count;
  }

  /** The card that let her in says so of this very entry. */
  #cardSignature(entry: Uint8Array): CardSignature {
    const { roster, member, cardLogin } = this.#vault.open;
    const { publicKey, secretKey } = cardLogin ?? refuse('roster-right', 'only after a card login');
    return { publicKey, signature: signDetached(secretKey, cardRekeyMessage(roster.rootfp, member, entry)) };
  }

  /**
   * Finish the recovery: `rekey` is signed by the old account key and a touch of the new hardware key. The old secret
   * stays sealed under the new one.
   */
  async finish(): Promise<void> {
    const { roster, head } = await this.#vault.fresh();
    const { member, secrets } = this.#vault.open;
    const card = this.newcomer.card(this.#way);
    const proof = signDetached(this.newcomer.keys.sign.secretKey, rekeyProofMessage(roster.rootfp, card));
    const entry = nextEntry(roster, member, head.time, { type: 'rekey', card, proof, cause: 'card', claim: undefined });
    const allow = card.credentials.map((credential) => credential.id);
    const touched = await touchFor(
      this.#vault.ports,
      placeOf(roster, member),
      'roster',
      entryHash(entry),
      allow,
      'none',
    );
    const signature = signDetached(secrets.keys.sign.secretKey, entryMessage(roster.rootfp, entry));
    const bytes = signedEntry.encode({
      entry,
      signatures: [{ member, signature, assertion: touched.assertion }],
      card: this.#cardSignature(entry),
    });
    this.#vault.open.signed.add(bytes);
    readEntry(roster, bytes, judgingTime(roster, head.time));
    const previous = keptSecrets([secrets.account, ...secrets.earlier.map((earlier) => earlier.account)]);
    const kit = this.newcomer.kit(roster.rootfp, previous);
    await this.#vault.ports.call('roster/rekey', {
      entry: toBase64url(bytes),
      sealKey: toBase64url(this.newcomer.keys.seal.publicKey),
      ...kit,
    });
    this.#vault.lock();
  }
}
