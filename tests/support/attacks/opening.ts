/** Openings as an attacker makes them, without a client: bodies, entries, and the request that a portal would send. */
import { assertion as assertionCodec, type Assertion } from '#protocol/crypto/assertion.ts';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { parseContent } from '#protocol/records/content.ts';
import type { DeskId } from '#protocol/core/ids.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { encodeLeaf, type Leaf } from '#protocol/log/leaf.ts';
import {
  batchHash,
  openingCodec,
  openingHash,
  openingLeaf,
  openRelease,
  viewCodec,
  viewOf,
  type Opening,
} from '#protocol/openings/opening.ts';
import { openContent } from '#protocol/records/unwrap.ts';
import { currentMonth, type Roster } from '#protocol/roster/roster-state.ts';
import { sealKeyPair, type KeyPair } from '#protocol/crypto/sodium.ts';
import type { ReleaseRequest } from '#protocol/wire/witness.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import type { SmallEvent } from './event.ts';
import { randomness, secret32, touch, type Insider, type Share } from './insider.ts';

interface Crafted {
  readonly share: Share;
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
  readonly salts: { readonly body: Uint8Array; readonly view: Uint8Array };
  readonly leaf: Leaf;
}

export interface Batch {
  readonly roster: Roster;
  readonly ephemeral: KeyPair;
  readonly items: readonly Crafted[];
}

/** One body per record, in the requester's name. Who crafts it holds the desk's shares, so the entry's tag is right. */
export function craft(
  roster: Roster,
  requester: Insider['member'],
  desk: DeskId,
  wanted: readonly Share[],
  changes: Partial<Opening> = {},
  ephemeral: KeyPair = sealKeyPair(secret32()),
): Batch {
  const time = Date.now();
  const items = wanted.map((share) => {
    const { header, headerHash, digest } = share.verified;
    const opening: Opening = {
      rootfp: roster.rootfp,
      requester,
      desk,
      record: header.record,
      digest,
      headerHash,
      ephemeralHash: sealingKeyHash(ephemeral.publicKey),
      reason: 'booking',
      justification: new Uint8Array(32),
      time,
      until: time + 3_600_000,
      ...changes,
    };
    const bytes = openingCodec.encode(opening);
    const salts = { body: randomness(32), view: randomness(32) };
    const view = viewCodec.encode(viewOf(opening, header));
    return {
      share,
      bytes,
      salts,
      hash: openingHash(bytes),
      leaf: openingLeaf(bytes, view, salts, share.shares.tagKey, roster.rootfp),
    };
  });
  return { roster, ephemeral, items };
}

/** The requester's touch over the batch, as it has to be. */
export function touchOver(insider: Insider, { roster, items }: Batch): Promise<Assertion> {
  const data = batchHash(
    roster.rootfp,
    items.map((item) => item.hash),
  );
  return touch(insider, roster.rootfp, 'opening', data);
}

export const leavesOf = (batch: Batch): readonly Uint8Array[] => batch.items.map((item) => encodeLeaf(item.leaf));

/** What her client would send to the portal. */
export function askOf(batch: Batch, given: Assertion): Body<'openings/ask'> {
  return {
    bodies: batch.items.map((item) => toBase64url(item.bytes)),
    ephemeralKey: toBase64url(batch.ephemeral.publicKey),
    assertion: toBase64url(assertionCodec.encode(given)),
    items: batch.items.map(({ salts, leaf }) => ({
      bodySalt: toBase64url(salts.body),
      viewSalt: toBase64url(salts.view),
      tag: toBase64url(leaf.tag),
    })),
  };
}

/** What the portal would send to the witness. `leaf` is the index that it gives for the first entry. */
export async function releaseOf(
  event: SmallEvent,
  batch: Batch,
  given: Assertion,
  leaf: number,
): Promise<ReleaseRequest> {
  const month = currentMonth(batch.roster)?.month ?? '';
  const [key] = await event.sql<{ public_key: Buffer }>('select public_key from month_key where month = $1', [month]);
  const owners = await event.sql<{ member: string; seal_key: Buffer }>('select member, seal_key from member');
  return {
    bodies: batch.items.map((item) => toBase64url(item.bytes)),
    ephemeralKey: toBase64url(batch.ephemeral.publicKey),
    assertion: toBase64url(assertionCodec.encode(given)),
    items: batch.items.map(({ salts, share }, i) => ({
      leaf: leaf + i,
      bodySalt: toBase64url(salts.body),
      viewSalt: toBase64url(salts.view),
      record: toBase64url(share.bytes),
      recordLeaf: share.verified.leaf,
    })),
    month: key === undefined ? null : { month, publicKey: toBase64url(key.public_key) },
    owners: owners.map((row) => ({ member: row.member, sealKey: toBase64url(row.seal_key) })),
  };
}

/** The witness's answer for each item, as the holder of the ephemeral key reads it; `released` where a share came. */
export function outcomes(batch: Batch, box: string): readonly string[] {
  const asked = batch.items.map((item) => item.hash);
  const answers = openRelease(batch.roster, batch.ephemeral, wrapCodec.parse(fromBase64url(box)), asked);
  return answers.map((answer) => (answer.share === undefined ? answer.refusal : 'released'));
}

/** The contents: share of the desk, share of the witness, ciphertext from the database. */
export async function readAll(event: SmallEvent, batch: Batch, box: string): Promise<readonly unknown[]> {
  const asked = batch.items.map((item) => item.hash);
  const answers = openRelease(batch.roster, batch.ephemeral, wrapCodec.parse(fromBase64url(box)), asked);
  const read: unknown[] = [];
  for (const [i, { share }] of batch.items.entries()) {
    const { header, digest } = share.verified;
    const [row] = await event.sql<{ content: Buffer }>('select content from record where digest = $1', [
      Buffer.from(digest),
    ]);
    const witnessShare = answers[i]?.share;
    if (row === undefined || witnessShare === undefined) throw new Error('no share, no content');
    const plain = openContent(share.verified, new Uint8Array(row.content), share.shares.deskShare, witnessShare);
    read.push(parseContent(header.kind as unknown as 'travel', plain));
  }
  return read;
}
