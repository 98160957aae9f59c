/** A recovery card on its way to paper: it becomes a way back only once its digits were typed back. */
import { deriveCardKeys, mintCard, parseCard, type CardKeys } from '#protocol/members/recovery-card.ts';
import type { Ports } from '../session/ports.ts';
import { Refused } from '../session/refusal.ts';

export class WrittenCard {
  #rows: readonly string[] | undefined;
  #digits: string | undefined;

  /** Returns digits to print or write down, in rows. */
  mint({ random }: Pick<Ports, 'random'>): readonly string[] {
    this.#rows = mintCard(random(96));
    this.#digits = undefined;
    return this.#rows;
  }

  /** Typed back from paper: the same digits, or a refusal that names the row. */
  prove(typed: readonly string[]): void {
    const digits = parseCard(typed);
    if (this.#rows === undefined || digits !== parseCard(this.#rows)) throw new Refused('card-mistyped', 'other');
    this.#digits = digits;
  }

  get isProven(): boolean {
    return this.#digits !== undefined;
  }

  keys(rpId: string): CardKeys {
    if (this.#digits === undefined) throw new Refused('card-mistyped', 'card was not proven');
    return deriveCardKeys(rpId, this.#digits);
  }
}
