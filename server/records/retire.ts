/** Closes older revisions: logged, cosigned, and answered with the witness's receipt. */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { digestLeaf, type Leaf } from '#protocol/log/leaf.ts';
import { leafTypeOf } from '#protocol/records/place.ts';
import { verifyRetire, type Retire } from '#protocol/records/retire.ts';
import { mayRetire as mayClose } from '#protocol/records/newest.ts';
import { isDeskMember, type Roster } from '#protocol/roster/roster-state.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import type { Trx } from '../db.ts';
import type { Portal } from '../portal.ts';
import type { Writer } from '../quota.ts';
import { retiresOf } from './store.ts';

type Item = Body<'records/retire'>['items'][number];

interface Retiring {
  readonly member: MemberId;
  readonly item: Item;
  readonly leaf: number;
}

/** Requires her own record, or one of a desk that she is in, and one that can be closed at all. */
async function requireMayRetire(portal: Portal, trx: Trx, { member }: Retiring, retire: Retire): Promise<void> {
  const { record, lowestLive } = retire;
  const newest = await portal.shelf.newest(trx, record);
  const own = newest?.owner === member;
  const ofDesk = newest?.desk !== undefined && mayRetire(portal, newest.desk, member);
  // What is not there and what is not hers get one answer.
  if (newest === undefined || (!own && !ofDesk)) return refuse('record-author', 'neither owner nor of the desk');
  if (leafTypeOf(newest.kind) !== 'record') refuse('record-expected', 'a kind that is not closed');
  if (lowestLive > newest.revision) refuse('record-expected', 'would close the newest revision');
}

/** Where this record was closed last, by somebody who may; -1 for nowhere. */
export async function lastRetire(trx: Trx, roster: Roster, place: Parameters<typeof mayClose>[1]): Promise<number> {
  for (const { leaf, bytes } of await retiresOf(trx, place.record))
    if (isLawful(roster, place, bytes, leaf)) return leaf;
  return -1;
}

function isLawful(roster: Roster, place: Parameters<typeof mayClose>[1], bytes: Uint8Array, leaf: number): boolean {
  try {
    return mayClose(roster, place, verifyRetire(roster, bytes, leaf).retire, leaf);
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}

/** Also if the entry that waits for its verdict comes into force. */
function mayRetire({ rosterCache }: Portal, desk: DeskId, signer: MemberId): boolean {
  let may = true;
  rosterCache.standing((roster) => (may &&= isDeskMember(roster, desk, signer)));
  return may;
}

export async function storeRetire(portal: Portal, trx: Trx, retiring: Retiring): Promise<Leaf> {
  const { member, item, leaf } = retiring;
  const bytes = fromBase64url(item.retire);
  const { retire, digest } = portal.rosterCache.standing((roster) => verifyRetire(roster, bytes, leaf));
  if (retire.signer !== member) refuse('record-author', 'signed by somebody else');
  await requireMayRetire(portal, trx, retiring, retire);
  const logged = digestLeaf('retire', digest, fromBase64url(item.tag));
  const { commitment } = logged;
  const row = { leaf, record: retire.record, lowest_live: retire.lowestLive, signer: member, bytes, commitment };
  await trx.insertInto('retired').values(row).execute();
  return logged;
}

export async function retireRecords(
  portal: Portal,
  writer: Writer,
  items: readonly Item[],
): Promise<Reply<'records/retire'>> {
  if (items.length === 0) return { receipts: [] };
  await portal.publisher.requireWitness();
  const store = async (trx: Trx, at: number) => {
    const leaves: Leaf[] = [];
    const { member } = writer;
    for (const [i, item] of items.entries())
      leaves.push(await storeRetire(portal, trx, { member, item, leaf: at + i }));
    return leaves;
  };
  const { first } = await portal.threads.quota.spend(writer, 'statements', items.length, () =>
    portal.commits.commit(store, (leaves) => leaves, { by: writer.member }),
  );
  await portal.publisher.published(first + items.length - 1);
  return { receipts: await receipts(portal, items, first) };
}

/** Of closings that are cosigned. */
export async function receipts(
  portal: Portal,
  items: readonly Item[],
  first: number,
): Promise<Reply<'records/retire'>['receipts']> {
  const answers = [];
  for (const [i, item] of items.entries()) {
    const { receipt, signature } = await portal.receipts.bring(first + i, fromBase64url(item.retire));
    answers.push({ leaf: first + i, receipt: toBase64url(receipt), signature: toBase64url(signature) });
  }
  return answers;
}
