/** Heads: the witness's answers to clients' nonces, relayed. The newest is kept a day, for reading one's own file. */
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { headCodec, type Head } from '#protocol/log/head.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Static } from 'typebox';
import type { SignedHead } from '#protocol/wire/ceremonies.ts';
import { now } from '../clock.ts';
import { Refusal } from '../errors.ts';
import { stateOf } from '#protocol/roster/state.ts';
import type { Journal } from '../logger.ts';
import type { RosterCache } from '../roster-cache.ts';
import type { Witness } from '../witness.ts';

type Signed = Static<typeof SignedHead>;

export class Heads {
  readonly #witness: Witness;
  readonly #rosterCache: RosterCache;
  readonly #journal: Journal;
  readonly #heard: (size: number) => void;
  #newest: { readonly signed: Signed; readonly head: Head } | undefined;

  /** `heard` is told how far each head goes. */
  constructor(witness: Witness, rosterCache: RosterCache, journal: Journal, heard: (size: number) => void) {
    [this.#witness, this.#rosterCache, this.#journal] = [witness, rosterCache, journal];
    this.#heard = heard;
  }

  async ask(nonce: string): Promise<{ signed: Signed; head: Head }> {
    const signed = await this.#witness.head(nonce);
    const head = headCodec.parse(fromBase64url(signed.head));
    this.#heard(head.size);
    this.#requireSameState(head);
    if (this.#newest === undefined || head.time >= this.#newest.head.time) this.#newest = { signed, head };
    return { signed, head };
  }

  /** A head whose state is not the one that our own verdicts give is handed to nobody. */
  #requireSameState(head: Head): void {
    const { roster } = this.#rosterCache;
    // A verdict that is not cosigned yet is ours already, and not yet in the head.
    if (roster.verdicts.leaf >= head.size || equal(stateOf(roster), head.state)) return;
    this.#journal.fatal({ size: head.size, verdicts: roster.verdicts.size }, 'the witness names another state');
    throw new Refusal('witness-away');
  }

  /** Null while the witness is away: people still read what is theirs. */
  async askIfThere(nonce: string): Promise<{ signed: Signed; head: Head } | null> {
    try {
      return await this.ask(nonce);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'witness-away') return null;
      throw error;
    }
  }

  get cached(): { readonly signed: Signed; readonly head: Head } | undefined {
    const newest = this.#newest;
    return newest !== undefined && now() - newest.head.time <= limits.headAgeMsMax ? newest : undefined;
  }
}
