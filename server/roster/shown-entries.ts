/**
 * Which entries the witness is shown. What it is shown, everybody is given with the list of members, for ever. Bytes that
 * nobody signed, or that stood in the log before, come from somebody who writes into the database: of those only so much.
 * The leaf of what is not shown is void, and the log goes on.
 */
import { toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import { hash } from '#protocol/crypto/sodium.ts';
import { reasonAgainst } from '#protocol/roster/judge.ts';
import { judgingTime, signedEntry } from '#protocol/roster/roster.ts';
import { readVoid } from '#protocol/roster/void-signers.ts';
import { now } from '../clock.ts';
import type { RosterCache } from '../roster-cache.ts';

/** Of all void entries that are shown although nothing speaks for them. */
const idleBytesMax = 1024 * 1024;

interface AtLeaf {
  readonly leaf: number;
  readonly bytes: Uint8Array;
}

export function shownEntries(rosterCache: RosterCache, given: readonly AtLeaf[]): readonly AtLeaf[] {
  const lines = new Map(rosterCache.judged.map((line) => [line.leaf, line]));
  let idle = rosterCache.judged.reduce((sum, { code, body }) => sum + (code === '' ? 0 : (body?.length ?? 0)), 0);
  /** Signed parts of all that is shown; made only where it is asked for. */
  let before: Set<string> | undefined;
  return given.filter(({ leaf, bytes }) => {
    // Genesis is shown always, and what was committed here is what somebody just signed.
    if (leaf === 0 || rosterCache.isOwn(leaf)) return true;
    const line = lines.get(leaf);
    // As it was judged.
    if (line !== undefined) return line.body !== undefined;
    if (idle + bytes.length <= idleBytesMax) {
      idle += bytes.length;
      return true;
    }
    before ??= new Set(rosterCache.judged.flatMap(({ body }) => (body && signedPart(body)) ?? []));
    return speaksForItself(rosterCache, leaf, bytes, before);
  });
}

/** In force by our own judgement, or signed by somebody who was a member there and not in the log before. */
function speaksForItself({ roster }: RosterCache, leaf: number, body: Uint8Array, before: Set<string>): boolean {
  const part = signedPart(body);
  if (part === undefined) return false;
  if (reasonAgainst(roster, body, judgingTime(roster, now()), leaf) === '') return true;
  const isSigned = (readVoid(roster, body, leaf)?.signers.length ?? 0) > 0;
  const isNew = !before.has(part);
  before.add(part);
  return isSigned && isNew;
}

/** Without signatures: one entry can be signed in any number of ways. */
function signedPart(body: Uint8Array): string | undefined {
  try {
    return toBase64url(hash(signedEntry.parse(body).entry));
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
