/** Records and openings of an event, and the request a portal makes of them. */
import { currentMonth } from '#protocol/roster/roster-state.ts';
import { assertion } from '#protocol/crypto/assertion.ts';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import type { DeskId, KindId } from '#protocol/core/ids.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import {
  batchHash,
  openingCodec,
  openingHash,
  openingLeaf,
  openRelease,
  viewCodec,
  viewOf,
  type Opening,
  type OpeningSalts,
} from '#protocol/openings/opening.ts';
import { ruleOf } from '#protocol/members/policy.ts';
import { bodyCodec, sealedRecord, type RecordSecrets } from '#protocol/records/record.ts';
import { recordIdOf, whoseOf } from '#protocol/records/place.ts';
import { sealRecord, type Sealed } from '#protocol/records/seal.ts';
import { headerCodec, headerHash, type Header } from '#protocol/records/header.ts';
import { key32, sealKeyPair, type Key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import { demoDay } from '../../../tools/demo/dates.ts';
import { tagKeyOf } from '../protocol/record-input.ts';
import type { Event } from './event.ts';
import { bytes, touch, type Person } from './people.ts';
import type { Answer } from './process.ts';

export interface Filed {
  readonly header: Header;
  readonly sealed: Sealed;
  readonly secrets: RecordSecrets;
  readonly leaf: number;
  readonly owner: Person | undefined;
}

const day = 24 * 3600 * 1000;
const eventEnd = Date.parse(demoDay(5));

type Changes = Partial<Header> & { secrets?: RecordSecrets };

/** One revision, sealed and logged, not yet published. */
export function file(event: Event, kind: string, owner: Person, changes: Changes = {}): Filed {
  const { secrets: given, ...changed } = changes;
  const { rootfp, seq, head, policy } = event.roster;
  const rule = ruleOf(policy, kind as KindId);
  const desk = rule.owned === 'person' ? undefined : rule.writers[0];
  const member = owner.card.member;
  const of = {
    owner: desk === undefined ? member : undefined,
    desk,
    about: rule.owned === 'about' ? member : undefined,
  };
  const record = changed.record ?? recordIdOf(rootfp, kind as KindId, whoseOf(of));
  const tagKey = tagKeyOf(rootfp, kind as KindId, of);
  const secrets = given ?? { deskShare: key32(bytes(32)), witnessShare: key32(bytes(32)), tagKey };
  const header = {
    rootfp,
    kind: kind as KindId,
    record,
    ...of,
    ownerKeyHash: desk === undefined ? owner.card.sealKeyHash : undefined,
    revision: 1,
    seen: 0,
    author: owner.card.member,
    rosterSeq: seq,
    rosterHead: head,
    readers: rule.readers,
    gated: rule.gated,
    opensAt: 0,
    closesAt: eventEnd,
    purgeAfter: eventEnd + 30 * day,
    ...changed,
  };
  const sealed = sealRecord({
    header,
    content: bytes(40),
    secrets,
    ownerKey: desk === undefined ? owner.keys.seal.publicKey : undefined,
    witnessKey: rule.gated ? event.card.sealKey : undefined,
    deskKeys: [],
    signSecretKey: owner.keys.sign.secretKey,
  });
  return {
    header: readHeader(sealed).header,
    sealed,
    secrets,
    leaf: event.append(sealed.leaf),
    owner: desk === undefined ? owner : undefined,
  };
}

function readHeader(sealed: Sealed): { header: Header; hash: Uint8Array } {
  const { header } = bodyCodec.parse(sealedRecord.parse(sealed.record).body);
  return { header: headerCodec.parse(header), hash: headerHash(header) };
}

export interface Batch {
  readonly event: Event;
  readonly ephemeral: KeyPair;
  readonly items: readonly {
    readonly filed: Filed;
    readonly body: Uint8Array;
    readonly salts: OpeningSalts;
    leaf: number;
  }[];
  touch: Uint8Array;
}

type OpeningChanges = Partial<Opening> & { ephemeral?: KeyPair; tagKey?: Key32; unlogged?: boolean; key?: number };

/** Asked by `requester`, touched, logged; not yet published. */
export async function ask(
  event: Event,
  requester: Person,
  desk: DeskId,
  filed: readonly Filed[],
  changes: OpeningChanges = {},
): Promise<Batch> {
  const { ephemeral = sealKeyPair(key32(bytes(32))), tagKey, unlogged, key, ...changed } = changes;
  const time = Date.now();
  const { rootfp } = event.roster;
  const items = filed.map((one) => {
    const opening: Opening = {
      rootfp,
      requester: requester.card.member,
      desk,
      record: one.header.record,
      digest: one.sealed.digest,
      headerHash: readHeader(one.sealed).hash,
      ephemeralHash: sealingKeyHash(ephemeral.publicKey),
      reason: 'booking',
      justification: new Uint8Array(32),
      time,
      until: time + 3_600_000,
      ...changed,
    };
    const body = openingCodec.encode(opening);
    const salts = { body: bytes(32), view: bytes(32) };
    const view = viewCodec.encode(viewOf(opening, one.header));
    const leaf = openingLeaf(body, view, salts, tagKey ?? one.secrets.tagKey, rootfp);
    return { filed: one, body, salts, leaf: unlogged === true ? event.leaves.length - 1 : event.append(leaf) };
  });
  const whole = batchHash(
    rootfp,
    items.map((item) => openingHash(item.body)),
  );
  const given = await touch(requester, rootfp, 'opening', whole, key);
  return { event, ephemeral, items, touch: assertion.encode(given) };
}

/** What a portal sends; tests overwrite parts of it. */
export function requestOf(batch: Batch) {
  const { event, ephemeral, items } = batch;
  const monthKey = event.monthKey;
  const owners = new Map(
    items.flatMap(({ filed }) => (filed.owner === undefined ? [] : [[filed.owner.card.member, filed.owner]])),
  );
  return {
    bodies: items.map((item) => toBase64url(item.body)),
    ephemeralKey: toBase64url(ephemeral.publicKey),
    assertion: toBase64url(batch.touch),
    items: items.map((item) => ({
      leaf: item.leaf,
      bodySalt: toBase64url(item.salts.body),
      viewSalt: toBase64url(item.salts.view),
      record: toBase64url(item.filed.sealed.record),
      recordLeaf: item.filed.leaf,
    })),
    month:
      monthKey === undefined
        ? null
        : { month: currentMonth(event.roster)?.month ?? '', publicKey: toBase64url(monthKey.publicKey) },
    owners: [...owners.values()].map((owner) => ({
      member: (owner as Person).card.member,
      sealKey: toBase64url((owner as Person).keys.seal.publicKey),
    })),
  };
}

export function send(batch: Batch, changes: Partial<ReturnType<typeof requestOf>> = {}): Promise<Answer> {
  return batch.event.witness.call('POST', '/release', { ...requestOf(batch), ...changes });
}

export function openBox(batch: Batch, answer: Answer, pair: KeyPair = batch.ephemeral) {
  const asked = batch.items.map((item) => openingHash(item.body));
  return openRelease(batch.event.roster, pair, wrapCodec.parse(fromBase64url(answer.json.box)), asked);
}

/** The one code, or 'released', of every item. */
export function outcomes(answer: Answer): readonly string[] {
  if (answer.status !== 200) return [answer.json?.code ?? String(answer.status)];
  return answer.json.items.map((item: { word: string; code: string }) => item.code || item.word);
}
