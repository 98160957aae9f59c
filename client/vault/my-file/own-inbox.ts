/** Her inbox as it was read (5.8): its secrets, from every revision that counts and that opens with a key of hers. */
import { witnessAt } from '#protocol/roster/by-leaf.ts';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import type { KindId } from '#protocol/core/ids.ts';
import { inboxKind } from '#protocol/members/standing.ts';
import { parseContent, type Content } from '#protocol/records/content.ts';
import { openContent, requireWrapsTo, unwrapAsOwner } from '#protocol/records/unwrap.ts';
import type { VerifiedRecord } from '#protocol/records/verify.ts';
import type { Counting } from '../log/newer.ts';
import { forPerson, inboxOf, placeOfRecord, readLine, takeSays } from '../records/tag-keys.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { ownPairs } from './read-own-records.ts';

/** Her newest revision of a standing kind, open or not; undefined if nothing was served. */
export function standingOf(vault: UnlockedVault, kind: KindId): VerifiedRecord | undefined {
  if (kind === inboxKind) return inboxOf(vault).revisions.at(-1);
  const { record } = placeOfRecord(vault, kind, forPerson(vault.open.member));
  return vault.open.opened.get(record)?.verified ?? vault.open.broken.get(record);
}

/** What her newest tag keys for a desk say; undefined if they do not open. */
export function tagsOf(vault: UnlockedVault, kind: KindId): Content<'tags-'> | undefined {
  const { record } = placeOfRecord(vault, kind, forPerson(vault.open.member));
  const opened = vault.open.opened.get(record);
  return opened === undefined ? undefined : parseContent(kind as unknown as 'tags-', opened.content);
}

/** Take the secrets of her inbox: each revision brings one, and is opened once in a session. */
export async function readInbox(vault: UnlockedVault, leaves: readonly Uint8Array[]): Promise<void> {
  const all = await readLine(vault, leaves, inboxKind, forPerson(vault.open.member));
  const { says } = inboxOf(vault);
  for (const one of all) if (!says.has(one.verified.leaf)) takeSays(vault, one.verified, plainOf(vault, one));
}

/** One that does not open keeps its secrets to itself. */
function plainOf(vault: UnlockedVault, { verified, answer: { content } }: Counting): Uint8Array | undefined {
  if (content === null) return undefined;
  try {
    const secrets = unwrapAsOwner(verified, ownPairs(vault.open));
    requireWrapsTo(verified, secrets, witnessAt(vault.open.roster, verified.leaf).sealKey);
    return openContent(verified, fromBase64url(content), secrets.deskShare, secrets.witnessShare);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return undefined;
  }
}
