/**
 * What a member signed, as she sent it, and which join she took first for an invite. The server may lose an entry's body, and
 * then nobody can read from the leaf who signed it: she recognises the leaf by her own copy. It may hide her own reveal, and
 * show another join. Both are kept in the page, and with the archive for her next visits.
 */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { entryCodec, signedEntry } from '#protocol/roster/roster.ts';

/** As long as voids are told. */
const keptMs = 14 * 24 * 3600 * 1000;
/** The newest; an entry has up to 128 kB, and most have 2. */
const keptMax = 40;
/** An invite lives three days. */
const joinsMax = 500;

export interface KeptActs {
  readonly signed: readonly string[];
  /** Hash of the join by invite. */
  readonly joins: Readonly<Record<string, string>>;
}

export class SignedHere {
  /** Signed entries by their leaf. */
  readonly #bodies = new Map<string, Uint8Array>();

  readonly #joins = new Map<string, string>();

  add(body: Uint8Array): void {
    this.#bodies.set(toBase64url(encodeLeaf(rosterLeaf(body))), body);
  }

  /** The entry behind a leaf that came without one. */
  at(leaf: Uint8Array | undefined): Uint8Array | undefined {
    return leaf === undefined ? undefined : this.#bodies.get(toBase64url(leaf));
  }

  /** False for a second join of one invite. */
  isFirstJoin(invite: string, joinHash: Uint8Array): boolean {
    const text = toBase64url(joinHash);
    const first = this.#joins.get(invite) ?? text;
    this.#joins.set(invite, first);
    return first === text;
  }

  /** From the archive: what does not parse was not written by this client. */
  takeIn({ signed, joins }: KeptActs): void {
    for (const text of signed) {
      const body = fromBase64url(text);
      if (endOf(body) !== undefined) this.add(body);
    }
    for (const [invite, join] of Object.entries(joins)) this.#joins.set(invite, join);
  }

  /** For the archive: entries whose end is not long ago, and the newest joins. */
  toKeep(now: number): KeptActs {
    const young = [...this.#bodies.values()].filter((body) => (endOf(body) ?? 0) > now - keptMs);
    const joins = Object.fromEntries([...this.#joins].slice(-joinsMax));
    return { signed: young.slice(-keptMax).map(toBase64url), joins };
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
