/** New revisions: verified at the leaf that they will have, stored and logged in one transaction, all or none. */
import { setImmediate as turn } from 'node:timers/promises';
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { digestLeaf, leafTag, type Leaf } from '#protocol/log/leaf.ts';
import { leafTypeOf, publicTagKey, whoseOf } from '#protocol/records/place.ts';
import { contentHash, deskWrapCodec } from '#protocol/records/record.ts';
import { verifyDeskWrap, verifyRecord, type VerifiedRecord } from '#protocol/records/verify.ts';
import { currentEpoch, isSoundEpoch, type Roster } from '#protocol/roster/roster-state.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import type { Trx } from '../db.ts';
import { deny, isDuplicate, Refusal } from '../errors.ts';
import type { Portal } from '../portal.ts';
import type { Writer } from '../quota.ts';
import { placeOf } from '../logger.ts';
import { lastRetire, receipts, storeRetire } from './retire.ts';
import { rowsOf, storeRevision } from './store.ts';

type Item = Body<'records/put'>['items'][number];

interface Read {
  readonly item: Item;
  readonly bytes: Uint8Array;
  readonly content: Uint8Array;
  readonly verified: VerifiedRecord;
  readonly wraps: readonly { digest: Uint8Array; desk: string; epoch: number; signer: string; bytes: Uint8Array }[];
  /** The rosters under which it was verified. */
  readonly under: readonly Roster[];
}

/** Refuses a wrap to a desk that somebody left since: she has that key. New records wait for the next key (§6). */
export function requireSoundKey(roster: Roster, desk: DeskId, epoch: number): void {
  if (epoch !== currentEpoch(roster, desk)?.epoch) refuse('desk-key', 'an earlier key');
  if (!isSoundEpoch(roster, desk)) refuse('desk-waiting', 'the key must be made anew first');
}

/** Who writes what others read wraps it for each team that has a key: otherwise one member could close it for her colleagues. */
function requireReadable(roster: Roster, { header }: VerifiedRecord, wrapped: readonly DeskId[]): void {
  if (header.author === header.owner) return;
  const lacking = header.readers.find((desk) => isSoundEpoch(roster, desk) && !wrapped.includes(desk));
  if (lacking !== undefined) refuse('desk-key', `no wrap for ${lacking}`);
}

/** Verifies signature, right, policy and wraps against the roster at this very place in the log. */
function readItem(roster: Roster, author: MemberId, item: Item, leaf: number): Omit<Read, 'under'> {
  const bytes = fromBase64url(item.record);
  const content = fromBase64url(item.content);
  const verified = verifyRecord(roster, bytes, leaf, {});
  if (verified.header.author !== author) refuse('record-author', 'signed by somebody else');
  requirePublicTag(roster.rootfp, verified, fromBase64url(item.tag));
  if (!equal(contentHash(content), verified.contentHash)) refuse('record-signature', 'content is not the signed one');
  const wraps = item.deskWraps.map((text) => {
    const wrap = fromBase64url(text);
    const { desk, epoch } = verifyDeskWrap(roster, verified, wrap);
    requireSoundKey(roster, desk, epoch);
    return { digest: verified.digest, desk, epoch, signer: deskWrapCodec.parse(wrap).signer, bytes: wrap };
  });
  requireReadable(
    roster,
    verified,
    wraps.map(({ desk }) => desk),
  );
  return { item, bytes, content, verified, wraps };
}

/** What everybody can compute the tag key of stands under that tag, and under no other. */
function requirePublicTag(rootfp: Uint8Array, { header, digest }: VerifiedRecord, tag: Uint8Array): void {
  const key = publicTagKey(rootfp, header.kind, whoseOf(header));
  if (key !== undefined && !equal(tag, leafTag(key, rootfp, digest.slice(0, 16))))
    refuse('record-tag', 'another tag than everybody looks under');
}

/** Requires that its author had seen what is in its place. Numbers are not compared: the order of the log decides. */
async function requireSeen({ shelf, rosterCache }: Portal, trx: Trx, { header }: VerifiedRecord): Promise<void> {
  const last = await shelf.newest(trx, header.record);
  const closed = await lastRetire(trx, rosterCache.roster, header);
  if (header.seen <= Math.max(last?.leaf ?? -1, closed)) deny('record-conflict');
}

/** Where these very revisions are already: who had no answer asks again. undefined if one of them does not. */
async function loggedBefore({ db }: Portal, reads: readonly Read[]): Promise<readonly number[] | undefined> {
  const rows = await rowsOf(
    db,
    reads.map(({ verified }) => verified.digest),
  );
  const leaves = reads.flatMap(({ bytes }) => rows.find((row) => equal(row.bytes, bytes))?.leaf ?? []);
  return leaves.length === reads.length ? leaves : undefined;
}

async function storeItem(portal: Portal, trx: Trx, read: Read): Promise<Leaf> {
  const { header, digest, leaf } = read.verified;
  await requireSeen(portal, trx, read.verified);
  const logged = digestLeaf(leafTypeOf(header.kind), digest, fromBase64url(read.item.tag));
  const row = {
    record: header.record,
    revision: header.revision,
    kind: header.kind,
    owner: header.owner ?? null,
    desk: header.desk ?? null,
    about: header.about ?? null,
    author: header.author,
    gated: header.gated,
    readers: [...header.readers],
    digest,
    bytes: read.bytes,
    content: read.content,
    leaf,
    commitment: logged.commitment,
  };
  await storeRevision(trx, row, read.wraps);
  return logged;
}

/** What of it is stored, in bytes. */
const bytesOf = ({ bytes, content, wraps }: Read) =>
  wraps.reduce((sum, wrap) => sum + wrap.bytes.length, bytes.length + content.length);

/** Whether these are the rosters that are asked now. */
function isUnder(rosterCache: Portal['rosterCache'], under: readonly Roster[]): boolean {
  const now: Roster[] = [];
  rosterCache.standing((roster) => now.push(roster));
  return now.length === under.length && now.every((roster, i) => roster === under[i]);
}

export async function putRecords(
  portal: Portal,
  writer: Writer,
  { items, retires = [] }: Body<'records/put'>,
): Promise<Reply<'records/put'>> {
  if (items.length === 0) return { leaves: [], receipts: [] };
  const { rosterCache } = portal;
  const readAt = (item: Item, leaf: number): Read => {
    const under: Roster[] = [];
    const read = rosterCache.standing((roster) => {
      under.push(roster);
      return readItem(roster, writer.member, item, Math.max(leaf, roster.verdicts.leaf + 1));
    });
    return { ...read, under };
  };
  // Once outside the transaction, so that a bad item costs no lock. The leaf is at least the present length of the log.
  const reads: Read[] = [];
  for (const item of items) {
    reads.push(readAt(item, portal.publisher.tree.size));
    // Others come between.
    await turn();
  }
  const before = await loggedBefore(portal, reads);
  if (before !== undefined)
    return { leaves: [...before], receipts: await receiptsOf(portal, retires, (before.at(-1) ?? 0) + 1) };
  const store = async (trx: Trx, at: number) => {
    const leaves: Leaf[] = [];
    for (const [i, read] of reads.entries()) {
      const isStill = isUnder(rosterCache, read.under);
      // Under the same roster the same holds at every later leaf.
      const now = isStill ? { ...read, verified: { ...read.verified, leaf: at + i } } : readAt(read.item, at + i);
      leaves.push(await storeItem(portal, trx, now));
    }
    for (const [i, item] of retires.entries())
      leaves.push(await storeRetire(portal, trx, { member: writer.member, item, leaf: at + items.length + i }));
    return leaves;
  };
  const { quota } = portal.threads;
  const bytes = reads.reduce((sum, read) => sum + bytesOf(read), 0);
  const commit = () => portal.commits.commit(store, (leaves) => leaves, { by: writer.member, bytes });
  const spent = { revisions: items.length, statements: retires.length, written: bytes };
  try {
    const { first } = await quota.spendAll(writer, spent, commit);
    portal.publisher.schedulePublish();
    const leaves = items.map((_, i) => first + i);
    return { leaves, receipts: await receiptsOf(portal, retires, first + items.length) };
  } catch (error) {
    if (isDuplicate(error)) throw new Refusal('record-conflict', { cause: error });
    throw error;
  }
}

/** What was put is in the log whether or not the witness answers now: what it has not heard of is brought to it later. */
async function receiptsOf(
  portal: Portal,
  retires: Body<'records/retire'>['items'],
  first: number,
): Promise<Reply<'records/put'>['receipts']> {
  if (retires.length === 0) return [];
  try {
    await portal.publisher.published(first + retires.length - 1);
    return await receipts(portal, retires, first);
  } catch (error) {
    portal.journal.warn(placeOf(error), 'closings wait for the witness');
    return retires.map(() => null);
  }
}
