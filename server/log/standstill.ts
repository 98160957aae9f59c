/**
 * Why this portal signs nothing any more, or gives no heads: its log is not the one that was signed. And what is kept outside
 * of the database to find that out.
 */
import type { Static } from 'typebox';
import type { Head } from '#protocol/log/head.ts';
import type { SignedHead } from '#protocol/wire/ceremonies.ts';
import type { log } from '#protocol/wire/log.ts';
import { placeOf, type Journal } from '../logger.ts';
import type { Standing } from './reader.ts';
import type { Contradiction, Remembered } from './remembered.ts';

type Seen = Static<(typeof log)['log/seen']['body']>;

export class Standstill {
  readonly #remembered: Remembered;
  readonly #journal: Journal;
  /** Set for good when our log is not the one the witness knows: then we sign nothing any more. */
  #differs = false;
  /** More was signed than the database and the witness have now. */
  #wentBack = false;
  /** A member holds what the witness alone has signed of another log. */
  #isDoubted = false;

  constructor(remembered: Remembered, journal: Journal) {
    [this.#remembered, this.#journal] = [remembered, journal];
  }

  /** A note under our own key proves that the database here is another. Then clients find it too, and are right. */
  get differs(): boolean {
    return this.#differs;
  }

  /** It signs nothing, and nobody is told that anything is checked. */
  get hasGoneBack(): boolean {
    return this.#wentBack;
  }

  get isDoubted(): boolean {
    return this.#isDoubted;
  }

  stopFor({ why, wentBack }: Contradiction): void {
    if (wentBack) this.stopGoneBack(why);
    else this.stopForked(why);
  }

  /** Two logs, and both can be shown. */
  stopForked(why: string): void {
    this.#differs = true;
    this.#journal.fatal({ why }, 'the log differs: nothing is signed');
  }

  stopGoneBack(why: string, evidence: object = {}): void {
    [this.#differs, this.#wentBack] = [true, true];
    this.#journal.fatal({ why, ...evidence }, 'the log went back: nothing is signed');
  }

  /**
   * A member's page was shown more than now. A checkpoint under both keys ends this log for good, if it cannot be its
   * beginning. A head alone is the witness's word: nobody is told that anything is checked, until the portal is started anew.
   */
  seen({ note, ...signed }: Seen, standing: Standing): void {
    const why = note === null ? undefined : this.#remembered.whyNotNote(note, standing);
    if (note !== null && why !== undefined) {
      // It ends even where the folder cannot be written.
      this.stopGoneBack(why, { note });
      this.#written(() => this.#remembered.keepSeen(note));
      return;
    }
    const doubt = this.#remembered.whyBeyond(signed, standing);
    if (doubt === undefined || this.#isDoubted) return;
    this.#isDoubted = true;
    this.#journal.fatal({ why: doubt, ...signed }, 'a head of the witness contradicts this log: no heads are given');
  }

  /** What a member's page held, and could not be kept. */
  keepAgain(): void {
    this.#written(() => this.#remembered.keepAgain());
  }

  /** Of a head that was compared with our own log and roster. */
  keepHead(head: Head, signed: Static<typeof SignedHead>): void {
    if (!this.#differs) this.#written(() => this.#remembered.keepHead(head, signed));
  }

  keepNote(note: string): void {
    this.#written(() => this.#remembered.keep(note));
  }

  /** The log goes on, or has stopped, all the same. */
  #written(write: () => void): void {
    try {
      write();
    } catch (error) {
      this.#journal.error(placeOf(error), 'what was signed is not in its file');
    }
  }
}
