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
import type { Publisher } from './publish.ts';

type Signed = Static<typeof SignedHead>;

export class Heads {
  readonly #witness: Witness;
  readonly #rosterCache: RosterCache;
  readonly #journal: Journal;
  readonly #publisher: Publisher;
  #newest: { readonly signed: Signed; readonly head: Head } | undefined;

  constructor(witness: Witness, rosterCache: RosterCache, journal: Journal, publisher: Publisher) {
    [this.#witness, this.#rosterCache, this.#journal, this.#publisher] = [witness, rosterCache, journal, publisher];
  }

  async ask(nonce: string): Promise<{ signed: Signed; head: Head }> {
    // A round may end while the question is under way.
    const least = this.#publisher.cosigned;
    const signed = await this.#witness.head(nonce);
    const head = headCodec.parse(fromBase64url(signed.head));
    this.#publisher.heard(head.size);
    if (head.size < least) this.#refuseOlder(head.size, least);
    this.#requireSameState(head);
    // A clock that was ahead once must not keep what it signed in the place of everything later.
    const held = this.#newest?.head.time ?? -Infinity;
    if (head.time >= held || held > now() + limits.openingSkewMsMax) this.#newest = { signed, head };
    return { signed, head };
  }

  /** One that says less than what people hold already would look like a log that shrank: the witness was restored. */
  #refuseOlder(size: number, cosigned: number): never {
    this.#journal.error({ size, cosigned }, 'the witness is behind what it cosigned');
    this.#publisher.schedulePublish();
    throw new Refusal('witness-away');
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
    if (newest === undefined) return undefined;
    const age = now() - newest.head.time;
    return age <= limits.headAgeMsMax && age >= -limits.openingSkewMsMax ? newest : undefined;
  }
}
