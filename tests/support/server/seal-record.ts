/** Records and openings through the acts, sealed and opened with the protocol's own code. */
import { assertion } from '#protocol/crypto/assertion.ts';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import type { DeskId, KindId, MemberId, RecordId } from '#protocol/core/ids.ts';
import { toId } from '#protocol/core/ids.ts';
import { deriveTagKey, sealingKeyHash } from '#protocol/members/keys.ts';
import { leafTag } from '#protocol/log/leaf.ts';
import { batchHash, openingCodec, openingHash, openRelease, type Opening } from '#protocol/openings/opening.ts';
import { ruleOf } from '#protocol/members/policy.ts';
import type { RecordSecrets } from '#protocol/records/record.ts';
import { sealRecord, type Sealed, type SealInput } from '#protocol/records/seal.ts';
import { openContent, unwrapAsDesk } from '#protocol/records/unwrap.ts';
import { verifyDeskWrap, verifyRecord } from '#protocol/records/verify.ts';
import { signRetire } from '#protocol/records/retire.ts';
import { currentEpoch, findCard } from '#protocol/roster/roster-state.ts';
import { key32, sealKeyPair, type KeyPair } from '#protocol/crypto/sodium.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { bytes, type Person } from './person.ts';
import type { World } from './world.ts';

export const kind = (name: string) => name as KindId;
export const desk = (name: string) => name as DeskId;
const dayMs = 24 * 3_600_000;

export interface Filing {
  readonly kind: KindId;
  readonly author: Person;
  readonly owner?: Person;
  readonly desk?: DeskId;
  readonly about?: Person;
  readonly content: Uint8Array;
  readonly before?: Filed;
  readonly header?: Partial<SealInput['header']>;
}

export interface Filed {
  readonly record: RecordId;
  readonly kind: KindId;
  readonly input: SealInput;
  readonly sealed: Sealed;
  readonly tag: Uint8Array;
  leaf: number;
}

export type PutItem = Body<'records/put'>['items'][number];

/** Sealed as the author's vault would, not sent. */
export function seal(world: World, filing: Filing): Filed {
  const { roster, rootfp } = world;
  const rule = ruleOf(roster.policy, filing.kind);
  const record = filing.before?.record ?? toId<RecordId>(bytes(16));
  const readers = filing.desk === undefined ? rule.readers : [filing.desk];
  const owner: MemberId | undefined = filing.owner?.member;
  const own =
    filing.author === filing.owner ? deriveTagKey(filing.author.accountSecret, rootfp, record) : key32(bytes(32));
  const secrets: RecordSecrets = {
    deskShare: key32(bytes(32)),
    witnessShare: key32(bytes(32)),
    tagKey: filing.before?.input.secrets.tagKey ?? own,
  };
  const time = Date.now();
  const header: SealInput['header'] = {
    rootfp,
    kind: filing.kind,
    record,
    owner,
    ownerKeyHash: owner === undefined ? undefined : findCard(roster, owner)?.sealKeyHash,
    desk: filing.desk,
    about: filing.about?.member,
    revision: (filing.before?.input.header.revision ?? 0) + 1,
    prev: filing.before?.sealed.digest ?? new Uint8Array(32),
    author: filing.author.member,
    rosterSeq: roster.seq,
    rosterHead: roster.head,
    readers,
    gated: rule.gated,
    opensAt: time - dayMs,
    closesAt: time + 90 * dayMs,
    purgeAfter: time + 120 * dayMs,
    ...filing.header,
  };
  const input: SealInput = {
    header,
    content: filing.content,
    secrets,
    ownerKey: header.ownerKeyHash === undefined ? undefined : filing.owner?.keys.seal.publicKey,
    witnessKey: rule.gated ? world.witness.sealKey : undefined,
    deskKeys: header.readers.flatMap((each) => {
      const epoch = currentEpoch(roster, each);
      const held = world.desks.get(each);
      return epoch === undefined || held === undefined
        ? []
        : [{ desk: each, epoch: epoch.epoch, publicKey: held.pair.publicKey }];
    }),
    signSecretKey: filing.author.keys.sign.secretKey,
  };
  const sealed = sealRecord(input);
  return { record, kind: filing.kind, input, sealed, tag: sealed.leaf.tag, leaf: -1 };
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
  return filed;
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
  const time = Date.now();
  const bodies = filed.map((each) => {
    const verified = verifyRecord(roster, each.sealed.record, each.leaf < 0 ? roster.leaf + 1 : each.leaf, {});
    return openingCodec.encode({
      rootfp,
      requester: requester.member,
      desk: as,
      record: each.record,
      digest: verified.digest,
      headerHash: verified.headerHash,
      ephemeralHash: sealingKeyHash(ephemeral.publicKey),
      reason: 'booking',
      justification: new Uint8Array(32),
      time,
      until: time + 3_600_000,
      ...change,
    });
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
  return receipts[0] as (typeof receipts)[number];
}
