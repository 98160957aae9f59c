/** Records and openings through the acts, sealed and opened with the protocol's own code. */
import { setTimeout as pause } from 'node:timers/promises';
import { assertion } from '#protocol/crypto/assertion.ts';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import type { DeskId, KindId, RecordId } from '#protocol/core/ids.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { leafTag } from '#protocol/log/leaf.ts';
import { batchHash, openingCodec, openingHash, openRelease, type Opening } from '#protocol/openings/opening.ts';
import { sealRecord, type Sealed, type SealInput } from '#protocol/records/seal.ts';
import { openContent, unwrapAsDesk } from '#protocol/records/unwrap.ts';
import { verifyDeskWrap, verifyRecord } from '#protocol/records/verify.ts';
import { signRetire } from '#protocol/records/retire.ts';
import { key32, sealKeyPair, type KeyPair } from '#protocol/crypto/sodium.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { dayMs, openingOf, recordInput, type Filing as RecordFiling } from '../protocol/record-input.ts';
import { bytes, type Person } from './person.ts';
import type { World } from './world.ts';

export const kind = (name: string) => name as KindId;
export const desk = (name: string) => name as DeskId;

export type Filing = RecordFiling<Person, Filed>;

export interface Filed {
  readonly record: RecordId;
  readonly kind: KindId;
  readonly input: SealInput;
  readonly sealed: Sealed;
  readonly tag: Uint8Array;
  leaf: number;
}

export type PutItem = Body<'records/put'>['items'][number];

/** What was filed last in each place: the next one there follows it. */
const newest = new WeakMap<World, Map<RecordId, Filed>>();
/** Where it was closed last. */
const closed = new WeakMap<World, Map<RecordId, number>>();

/** Sealed as the author's vault would, not sent. */
export function seal(world: World, filing: Filing): Filed {
  const now = Date.now();
  const place = {
    roster: world.roster,
    now,
    opensAt: now - dayMs,
    witnessKey: world.witness.sealKey,
    bytes,
    deskKeyOf: (each: DeskId) => world.desks.get(each)?.pair.publicKey,
  };
  const first = recordInput(place, filing);
  const before = filing.before ?? newest.get(world)?.get(first.header.record);
  const at = closed.get(world)?.get(first.header.record) ?? -1;
  const header = before === undefined || before.leaf > at ? filing.header : { seen: at + 1, ...filing.header };
  const input =
    before === undefined
      ? first
      : recordInput(place, { ...filing, before, ...(header === undefined ? {} : { header }) });
  const sealed = sealRecord(input);
  return { record: input.header.record, kind: filing.kind, input, sealed, tag: sealed.leaf.tag, leaf: -1 };
}

export function itemOf({ sealed, tag }: Filed): PutItem {
  return {
    record: toBase64url(sealed.record),
    content: toBase64url(sealed.content),
    deskWraps: sealed.deskWraps.map((wrap) => toBase64url(wrap)),
    tag: toBase64url(tag),
  };
}

export async function file(world: World, filing: Filing): Promise<Filed> {
  const filed = seal(world, filing);
  const { leaves } = await filing.author.browser.call('records/put', { items: [itemOf(filed)] });
  filed.leaf = leaves[0] as number;
  const known = newest.get(world) ?? new Map<RecordId, Filed>();
  newest.set(world, known.set(filed.record, filed));
  await seenBy(filing.author, filed.leaf);
  return filed;
}

/** An author follows what the log shows: a moment later, or not at all while the witness is away. */
export async function seenBy({ browser }: Person, leaf: number): Promise<void> {
  for (let look = 0; look < 40; look += 1) {
    const size = await browser.call('log/checkpoint', {}).then(
      ({ note }) => Number(note.split('\n')[1]),
      () => 0,
    );
    if (size > leaf) return;
    await pause(50);
  }
}

export interface Asked {
  readonly body: Body<'openings/ask'>;
  readonly ephemeral: KeyPair;
  readonly hashes: readonly Uint8Array[];
}

/** One touch for a batch; `change` says something else than an honest client would. */
export async function prepareOpening(
  world: World,
  requester: Person,
  as: DeskId,
  filed: readonly Filed[],
  change: Partial<Opening> = {},
): Promise<Asked> {
  const { rootfp, roster } = world;
  const ephemeral = sealKeyPair(key32(bytes(32)));
  const ephemeralHash = sealingKeyHash(ephemeral.publicKey);
  const said = { requester: requester.member, desk: as, ephemeralHash, time: Date.now() };
  const bodies = filed.map((each) => {
    const verified = verifyRecord(roster, each.sealed.record, each.leaf < 0 ? roster.leaf + 1 : each.leaf, {});
    return openingCodec.encode(openingOf({ record: verified, rootfp }, said, change));
  });
  const hashes = bodies.map(openingHash);
  const touch = await requester.touch(rootfp, 'opening', batchHash(rootfp, hashes));
  const items = filed.map((each, i) => ({
    bodySalt: toBase64url(bytes(32)),
    viewSalt: toBase64url(bytes(32)),
    tag: toBase64url(leafTag(each.input.secrets.tagKey, rootfp, (hashes[i] as Uint8Array).slice(0, 16))),
  }));
  return {
    ephemeral,
    hashes,
    body: {
      bodies: bodies.map((body) => toBase64url(body)),
      ephemeralKey: toBase64url(ephemeral.publicKey),
      assertion: toBase64url(assertion.encode(touch)),
      items,
    },
  };
}

/** What the desk reads: plain contents, or the refusal of each item. */
function readOpening(
  world: World,
  as: DeskId,
  filed: readonly Filed[],
  asked: Asked,
  reply: Reply<'openings/ask'>,
): (Uint8Array | string)[] {
  const { roster } = world;
  const shares = openRelease(roster, asked.ephemeral, wrapCodec.parse(fromBase64url(reply.box)), asked.hashes);
  const pair = world.desks.get(as)?.pair as KeyPair;
  return filed.map((each, i) => {
    const { share, refusal } = shares[i] as (typeof shares)[number];
    const content = reply.items[i]?.content ?? null;
    if (share === undefined || content === null) return refusal;
    const verified = verifyRecord(roster, each.sealed.record, each.leaf, { record: each.record });
    const wrap = each.sealed.deskWraps
      .map((wrapped) => verifyDeskWrap(roster, verified, wrapped))
      .find((given) => given.desk === as);
    if (wrap === undefined) return 'no wrap';
    const held = unwrapAsDesk(verified, wrap, pair);
    return openContent(verified, fromBase64url(content), held.deskShare, share);
  });
}

export async function open(world: World, requester: Person, as: DeskId, filed: readonly Filed[]) {
  const asked = await prepareOpening(world, requester, as, filed);
  const reply = await requester.browser.call('openings/ask', asked.body);
  return { reply, contents: readOpening(world, as, filed, asked, reply) };
}

export async function retire(world: World, signer: Person, filed: Filed, lowestLive: number) {
  const { rootfp } = world;
  const statement = { rootfp, record: filed.record, lowestLive, signer: signer.member, time: Date.now() };
  const made = signRetire(statement, signer.keys.sign.secretKey, filed.input.secrets.tagKey);
  const { receipts } = await signer.browser.call('records/retire', {
    items: [{ retire: toBase64url(made.bytes), tag: toBase64url(made.leaf.tag) }],
  });
  const receipt = receipts[0] as (typeof receipts)[number];
  const known = closed.get(world) ?? new Map<RecordId, number>();
  closed.set(world, known.set(filed.record, receipt.leaf));
  return receipt;
}
