/** Heads: the witness's answers to clients' nonces, relayed. The newest is kept a day, for reading one's own file. */
import { fromBase64url } from '#protocol/core/bytes.ts';
import { headCodec, type Head } from '#protocol/log/head.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Static } from 'typebox';
import type { SignedHead } from '#protocol/wire/ceremonies.ts';
import { now } from '../clock.ts';
import { Refusal } from '../errors.ts';
import type { Witness } from '../witness.ts';

type Signed = Static<typeof SignedHead>;

export class Heads {
  readonly #witness: Witness;
  readonly #heard: (size: number) => void;
  #newest: { readonly signed: Signed; readonly head: Head } | undefined;

  /** `heard` is told how far each head goes. */
  constructor(witness: Witness, heard: (size: number) => void) {
    this.#witness = witness;
    this.#heard = heard;
  }

  async ask(nonce: string): Promise<{ signed: Signed; head: Head }> {
    const signed = await this.#witness.head(nonce);
    const head = headCodec.parse(fromBase64url(signed.head));
    this.#heard(head.size);
    if (this.#newest === undefined || head.time >= this.#newest.head.time) this.#newest = { signed, head };
    return { signed, head };
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

  get cached(): Signed | null {
    const newest = this.#newest;
    return newest !== undefined && now() - newest.head.time <= limits.headAgeMsMax ? newest.signed : null;
  }
}
