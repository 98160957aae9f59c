/** The verified roster in memory, replayed at start with the same function that clients and the witness use. */
import { signedGenesis as signedGenesisCodec, rootFingerprint } from '#protocol/members/genesis.ts';
import { parseId, type MemberId } from '#protocol/core/ids.ts';
import { applyEntry, entryCodec, openRoster, signedEntry } from '#protocol/roster/roster.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { toBase64url } from '#protocol/core/bytes.ts';
import type { Database } from './db.ts';
import { deny } from './errors.ts';

interface Kept {
  readonly seq: number;
  readonly leaf: number;
  readonly bytes: Uint8Array;
}

export class RosterCache {
  #roster: Roster | undefined;
  #kept: Kept[] = [];

  /** Also after a commit whose outcome is unknown: the database knows. */
  async load(db: Database): Promise<void> {
    const rows = await db.selectFrom('roster_entry').selectAll().orderBy('seq').execute();
    this.#roster = undefined;
    this.#kept = [];
    for (const row of rows) this.apply(row.bytes, row.leaf);
  }

  get founded(): boolean {
    return this.#roster !== undefined;
  }

  get roster(): Roster {
    return this.#roster ?? deny('not-founded');
  }

  get signedGenesis(): Uint8Array {
    return this.#kept[0]?.bytes ?? deny('not-founded');
  }

  /** Genesis first, then every entry at its leaf. */
  apply(bytes: Uint8Array, leaf: number): void {
    const next =
      this.#roster === undefined
        ? openRoster(bytes, rootFingerprint(signedGenesisCodec.parse(bytes).genesis))
        : applyEntry(this.#roster, bytes, leaf);
    this.#roster = next;
    this.#kept.push({ seq: next.seq, leaf, bytes });
  }

  /** Where and when an invite's holder was added; undefined while she was not. */
  addOf(invite: string): { readonly leaf: number; readonly time: number } | undefined {
    for (const { seq, leaf, bytes } of this.#kept) {
      if (seq === 0) continue;
      const { time, operation } = entryCodec.parse(signedEntry.parse(bytes).entry);
      if (operation.type === 'add' && operation.invite === invite) return { leaf, time };
    }
    return undefined;
  }

  /** Entries after `seq`, genesis not among them, as the wire carries them. */
  entries(after: number, keep: (entry: Kept) => boolean): { bytes: string; leaf: number }[] {
    return this.#kept
      .filter((entry) => entry.seq > Math.max(0, after) && keep(entry))
      .map((entry) => ({ bytes: toBase64url(entry.bytes), leaf: entry.leaf }));
  }
}

/** An id from the wire or the database, checked for its form. */
export function asMember(text: string): MemberId {
  return parseId<MemberId>(text);
}
