/**
 * What a member signed, as she sent it. The server may lose an entry's body, and then nobody can read from the leaf who
 * signed it: she recognises the leaf by her own copy. It is kept in the page, and with the archive for her next visits.
 */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { entryCodec, signedEntry } from '#protocol/roster/roster.ts';

/** As long as voids are told. */
const keptMs = 14 * 24 * 3600 * 1000;
/** The newest; an entry has up to 128 kB, and most have 2. */
const keptMax = 40;

export class SignedHere {
  /** Signed entries by their leaf. */
  readonly #bodies = new Map<string, Uint8Array>();

  add(body: Uint8Array): void {
    this.#bodies.set(toBase64url(encodeLeaf(rosterLeaf(body))), body);
  }

  /** The entry behind a leaf that came without one. */
  at(leaf: Uint8Array | undefined): Uint8Array | undefined {
    return leaf === undefined ? undefined : this.#bodies.get(toBase64url(leaf));
  }

  /** From the archive: what does not parse was not written by this client. */
  takeIn(kept: readonly string[]): void {
    for (const text of kept) {
      const body = fromBase64url(text);
      if (endOf(body) !== undefined) this.add(body);
    }
  }

  /** For the archive: those whose end is not long ago. */
  toKeep(now: number): readonly string[] {
    const young = [...this.#bodies.values()].filter((body) => (endOf(body) ?? 0) > now - keptMs);
    return young.slice(-keptMax).map(toBase64url);
  }
}

function endOf(body: Uint8Array): number | undefined {
  try {
    return entryCodec.parse(signedEntry.parse(body).entry).expires;
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
