/** Entries that the portal itself writes about a member; no more honest than the portal. */
import type { MemberId } from '#protocol/core/ids.ts';
import type { Leaf } from '#protocol/log/leaf.ts';
import { noticeCodec, noticeLeaf, type Notice } from '#protocol/log/notice.ts';
import { key32 } from '#protocol/crypto/sodium.ts';
import { now } from '../clock.ts';
import { random } from '../random.ts';
import type { Trx } from '../db.ts';

export interface WrittenNotice {
  readonly bytes: Uint8Array;
  readonly leaf: Leaf;
}

export function makeNotice(
  rootfp: Uint8Array,
  member: MemberId,
  what: Notice['what'],
  tagKey: Uint8Array,
): WrittenNotice {
  const bytes = noticeCodec.encode({ rootfp, member, what, salt: random(32), time: now() });
  return { bytes, leaf: noticeLeaf(bytes, rootfp, key32(tagKey)) };
}

export async function storeNotice(trx: Trx, leaf: number, member: MemberId, notice: WrittenNotice): Promise<void> {
  await trx.insertInto('notice').values({ leaf, member, bytes: notice.bytes }).execute();
}
