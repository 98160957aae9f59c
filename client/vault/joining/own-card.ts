/** A new recovery card in the place of the old one (3.4, `credential`): written down, typed back, and then signed for. */
import { equal, toBase64url } from '#protocol/core/bytes.ts';
import { cardKeyHash } from '#protocol/members/keys.ts';
import { slotCodec } from '#protocol/members/slot.ts';
import { currentCard } from '#protocol/roster/roster-state.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { provenSlot } from './enrol.ts';
import { changeOwn } from './own-keys.ts';
import { WrittenCard } from './written-card.ts';

export class CardChange {
  #vault: UnlockedVault;
  readonly paper = new WrittenCard();

  constructor(vault: UnlockedVault) {
    this.#vault = vault;
  }

  /** One touch of a key that she has. With it the old card opens nothing here any more. */
  async finish(): Promise<void> {
    const { ports } = this.#vault;
    const { roster } = await this.#vault.fresh();
    const { member, secrets } = this.#vault.open;
    const keys = this.paper.keys(roster.genesis.rpId);
    const hash = cardKeyHash(member, keys.login.publicKey);
    const { credentials, cardKeyHash: now } = currentCard(roster, member);
    // Hers already where an answer was lost.
    if (equal(hash, now)) return;
    const previous = secrets.earlier.map(({ account }) => account);
    const opened = {
      secret: secrets.account,
      rootfp: roster.rootfp,
      signKey: secrets.keys.sign.publicKey,
      previous,
    };
    const slot = provenSlot(ports, keys.slot, { purpose: 'unlock', member, holder: keys.id }, opened);
    const card = {
      id: toBase64url(keys.id),
      loginKey: toBase64url(keys.login.publicKey),
      slot: toBase64url(slotCodec.encode(slot)),
    };
    await changeOwn(this.#vault, { kept: credentials, fresh: [], slots: () => [], paper: { hash, card } });
  }
}
