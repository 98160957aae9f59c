/**
 * What a leaf stands for, for those who know the tag key that it stands under, and nobody else: so no member can ask
 * through the log for headers that are not hers to read. The tag key is compared and not kept.
 */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { key32 } from '#protocol/crypto/sodium.ts';
import { leafTag, readLeaf, type Leaf } from '#protocol/log/leaf.ts';
import { isDeskMember } from '#protocol/roster/roster-state.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import type { Portal } from '../portal.ts';
import { recordsAt, retiresAt, type RecordRow } from './store.ts';

type Item = Body<'log/object'>['items'][number];
type Answer = Reply<'log/object'>['objects'][number];

/** What everybody can compute the tag key of is for its readers only; of the rest, the key shows that she may ask. */
function mayRead({ rosterCache }: Portal, row: RecordRow, member: MemberId): boolean {
  const desks = [...row.readers, ...(row.desk === null ? [] : [row.desk])] as DeskId[];
  const isIn = (desk: DeskId) => rosterCache.roster.desks.has(desk) && isDeskMember(rosterCache.roster, desk, member);
  return row.owner === member || desks.some(isIn);
}

function answerOf(portal: Portal, row: RecordRow, wraps: readonly Uint8Array[], member: MemberId): Answer {
  const may = mayRead(portal, row, member);
  return {
    object: toBase64url(row.bytes),
    // The content of a gated record leaves for its owner, and otherwise only through an opening.
    content: may && (!row.gated || row.owner === member) ? toBase64url(row.content) : null,
    deskWraps: may ? wraps.map(toBase64url) : [],
  };
}

/** In the order in which it was asked; null where nothing stands, or under another tag. */
export async function objectsAt(portal: Portal, member: MemberId, items: readonly Item[]): Promise<Answer[]> {
  const { db, rosterCache } = portal;
  const { rootfp } = rosterCache.roster;
  const logged = new Map<number, Leaf>();
  const asked = [...new Set(items.map(({ leaf }) => leaf))];
  for (const { idx, leaf } of await db
    .selectFrom('log_entry')
    .select(['idx', 'leaf'])
    .where('idx', 'in', asked.length === 0 ? [-1] : asked)
    .execute()) {
    const read = readLeaf(leaf);
    if (read !== undefined) logged.set(idx, read);
  }
  const known = items.flatMap(({ leaf: at, tagKey }) => {
    const leaf = logged.get(at);
    const key = key32(fromBase64url(tagKey));
    return leaf !== undefined && equal(leaf.tag, leafTag(key, rootfp, leaf.nonce)) ? [at] : [];
  });
  const [all, retires] = [await recordsAt(db, known), await retiresAt(db, known)];
  // Of rows that say that they stand there, the one to which the leaf commits.
  const records = all.filter(({ leaf, commitment }) => equal(commitment, logged.get(leaf)?.commitment ?? commitment));
  const wraps = await portal.shelf.wrapsOf(records);
  const answers = new Map<number, Answer>([
    ...retires.map(({ leaf, bytes }): [number, Answer] => [
      leaf,
      { object: toBase64url(bytes), content: null, deskWraps: [] },
    ]),
    ...records.map((row): [number, Answer] => [row.leaf, answerOf(portal, row, wraps.get(row) ?? [], member)]),
  ]);
  return items.map(({ leaf }) => answers.get(leaf) ?? null);
}
