/** Her inbox as it was read (5.8): its secrets, from every revision that the log knows and that opens with a key of hers. */
import { witnessAt } from '#protocol/roster/by-leaf.ts';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import type { KindId } from '#protocol/core/ids.ts';
import { inboxKind } from '#protocol/members/standing.ts';
import { parseContent, type Content } from '#protocol/records/content.ts';
import { openContent, requireWrapsTo, unwrapAsOwner } from '#protocol/records/unwrap.ts';
import { verifyRecord, type VerifiedRecord } from '#protocol/records/verify.ts';
import { revisionsOf, type Revision } from '../log/newer.ts';
import { forPerson, inboxOf, placeOfRecord, tagKeysOf, takeGenerations } from '../records/tag-keys.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { ownPairs } from './read-own-records.ts';

/** Her newest revision of a standing kind, open or not; undefined if nothing was served. */
export function standingOf(vault: UnlockedVault, kind: KindId): VerifiedRecord | undefined {
  const { record } = placeOfRecord(vault, kind, forPerson(vault.open.member));
  return vault.open.opened.get(record)?.verified ?? vault.open.broken.get(record);
}

/** What her newest revision of a standing kind says; undefined if it does not open. */
export function contentOf<K extends 'inbox' | `tags-${string}`>(vault: UnlockedVault, kind: K): Content<K> | undefined {
  const { record } = placeOfRecord(vault, kind as unknown as KindId, forPerson(vault.open.member));
  const opened = vault.open.opened.get(record);
  return opened === undefined ? undefined : parseContent(kind, opened.content);
}

/**
 * Take the secrets of her inbox, after her file was read. Of the newest revision alone if it has them all: it repeats what
 * its author knew.
 */
export async function readInbox(vault: UnlockedVault, leaves: readonly Uint8Array[]): Promise<void> {
  const newest = standingOf(vault, inboxKind);
  const inbox = inboxOf(vault);
  if (newest === undefined) return;
  const content = contentOf(vault, 'inbox');
  const numbers = new Set(content?.generations.map(({ number }) => number));
  const whole = Array.from({ length: newest.header.revision }, (_, at) => at + 1).every((number) =>
    numbers.has(number),
  );
  if (content === undefined || !whole) {
    const whom = forPerson(vault.open.member);
    const place = placeOfRecord(vault, inboxKind, whom);
    for (const revision of await revisionsOf(vault, leaves, place, tagKeysOf(vault, inboxKind, whom)))
      takeRevision(vault, revision);
  }
  if (content !== undefined) takeGenerations(inbox, content, newest.leaf);
  inbox.leaf = newest.leaf;
}

/** One that does not open keeps its secrets to itself. */
function takeRevision(vault: UnlockedVault, { at, object, content }: Revision): void {
  if (content === null) return;
  const { roster } = vault.open;
  try {
    const verified = verifyRecord(roster, fromBase64url(object), at, { kind: inboxKind });
    const secrets = unwrapAsOwner(verified, ownPairs(vault));
    requireWrapsTo(verified, secrets, witnessAt(roster, at).sealKey);
    const plain = openContent(verified, fromBase64url(content), secrets.deskShare, secrets.witnessShare);
    takeGenerations(inboxOf(vault), parseContent('inbox', plain), at);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
  }
}
