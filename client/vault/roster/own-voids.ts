/** Voids that she signed herself: told at her next unlock, so that none of her acts is lost in silence (§3). */
import { toBase64url } from '#protocol/core/bytes.ts';
import { entryHash, isCounted } from '#protocol/roster/roster.ts';
import { isFinal } from '#protocol/roster/void-final.ts';
import { readVoid } from '#protocol/roster/void-signers.ts';
import type { Unlocked } from '../session/unlocked-vault.ts';

export interface OwnVoid {
  readonly leaf: number;
  /** True if it can come into force no more. Until then somebody who held it back can bring it in. */
  readonly final: boolean;
  readonly until: number;
}

const toldMs = 14 * 24 * 3600 * 1000;

type Held = Pick<Unlocked, 'member' | 'roster' | 'entries' | 'head' | 'signed'>;

/** Each act once, however often it was put into the log, and none that came into force after all. */
export function ownVoids({ member, roster, entries, head, signed }: Held): readonly OwnVoid[] {
  // Without a head of her own nothing new is believed.
  if (head === undefined) return [];
  const time = Math.max(head.time, roster.verdicts.time);
  const found = new Map<string, OwnVoid>();
  for (const { leaf, body: served, odd, code, time: judged } of entries) {
    // The portal has lost it, or keeps it back: her own copy says that it was hers.
    const body = served ?? signed.at(odd);
    if (code === '' || body === undefined || judged < time - toldMs) continue;
    const read = readVoid(roster, body, leaf);
    if (read === undefined || !read.signers.includes(member) || isCounted(roster, read.bytes)) continue;
    const until = read.entry.expires;
    found.set(toBase64url(entryHash(read.bytes)), { leaf, until, final: isFinal(roster, read, time) });
  }
  return [...found.values()];
}
