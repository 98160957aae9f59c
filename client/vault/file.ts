/** My file: the member's own records, read with her own key, sealed by her, with the readers counted from the wraps. */
import { equal, fromBase64url, toBase64url } from '#protocol/bytes.ts';
import { isContentKind, parseContent, type Content, type ContentKind } from '#protocol/content.ts';
import { ProtocolError, refuse } from '#protocol/errors.ts';
import type { DeskId, KindId, MemberId, RecordId } from '#protocol/ids.ts';
import { deriveOwnRecord, deriveTagKey, sealingKeyHash } from '#protocol/keys.ts';
import { leafTag, parseLeaf } from '#protocol/leaf.ts';
import { ownKinds } from '#protocol/policy.ts';
import {
  bodyCodec,
  headerCodec,
  openContent,
  requireWrapsTo,
  sealedRecord,
  unwrapAsOwner,
  verifyDeskWrap,
  verifyRecord,
  type Header,
  type VerifiedRecord,
} from '#protocol/record.ts';
import { signRetire, verifyReceipt, retireDigest, signedRetire } from '#protocol/retire.ts';
import { currentEpoch, deskMembers, type Roster } from '#protocol/roster-state.ts';
import type { Key32 } from '#protocol/sodium.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import type { OpenedRecord, Room } from './room.ts';
import { scanLog } from './scan.ts';
import { blankWish, sealAll, type SealWish } from './sealing.ts';
import { epochIsCurrent } from './signing.ts';

/** A reader chip: computed from the verified wraps, not from a text. */
export interface Reader {
  readonly desk: DeskId;
  readonly people: readonly MemberId[];
  /** False: named in the header, but without a wrap to the desk's present key: it cannot open this yet. */
  readonly canOpen: boolean;
}

export interface FileCard<K extends ContentKind = ContentKind> {
  readonly kind: K;
  readonly record: RecordId;
  readonly revision: number;
  readonly content: Content<K>;
  /** Sealed but never filled in. */
  readonly blank: boolean;
  readonly readers: readonly Reader[];
  readonly until: number;
  readonly author: MemberId;
  readonly mine: boolean;
  readonly leaf: number;
  readonly bytes: number;
}

export async function readFile(room: Room): Promise<readonly FileCard[]> {
  const answer = await room.ports.call('records/mine', {});
  const { damaged, member } = room.open;
  damaged.clear();
  return answer.records.flatMap((given) => {
    try {
      return readCard(room, given) ?? [];
    } catch (error) {
      // What somebody else wrote for her, badly, must not keep her from the rest (§0.5). Her own must be whole.
      // A record of another person is no such thing: the portal put it there.
      const claimed = claimedHeader(given.record);
      if (!(error instanceof ProtocolError) || claimed?.owner !== member || claimed.author === member) throw error;
      damaged.set(given.record, error.code);
      return [];
    }
  });
}

/** What a record says of itself, unverified: only for sorting what cannot be opened. */
function claimedHeader(record: string): Header | undefined {
  try {
    return headerCodec.parse(bodyCodec.parse(sealedRecord.parse(fromBase64url(record)).body).header);
  } catch {
    return undefined;
  }
}

function readCard(room: Room, given: Reply<'records/mine'>['records'][number]): FileCard | undefined {
  const held = room.open;
  const { roster } = held;
  const verified = verifyRecord(roster, fromBase64url(given.record), given.leaf, { owner: held.member });
  const { header } = verified;
  if (!isContentKind(header.kind)) return undefined;
  const pairs = [held.secrets.keys.seal, ...held.secrets.earlier.map((earlier) => earlier.keys.seal)];
  const secrets = unwrapAsOwner(verified, pairs);
  requireWrapsTo(verified, secrets, roster.genesis.witnesses[0]?.sealKey);
  const ciphertext = fromBase64url(given.content ?? refuse('record-expected', 'own content is missing'));
  const plain = openContent(verified, ciphertext, secrets.deskShare, secrets.witnessShare);
  held.opened.set(header.record, { verified, tagKey: secrets.tagKey, content: plain, secrets });
  const content = parseContent(header.kind, plain);
  return {
    kind: header.kind,
    record: header.record,
    revision: header.revision,
    content,
    blank: header.revision === 1 && header.author === held.member && isBlank(header.kind, content),
    readers: readersOf(roster, verified, given.deskWraps),
    until: header.purgeAfter,
    author: header.author,
    mine: header.author === held.member,
    leaf: given.leaf,
    bytes: ciphertext.length,
  };
}

function isBlank(kind: ContentKind, content: unknown): boolean {
  return JSON.stringify(content) === JSON.stringify(blankWish(kind, '' as RecordId, new Uint8Array(32) as Key32, '' as MemberId).content);
}

function readersOf(roster: Roster, verified: VerifiedRecord, wraps: readonly string[]): readonly Reader[] {
  const proven = wraps.map((wrap) => verifyDeskWrap(roster, verified, fromBase64url(wrap)));
  return verified.header.readers.map((desk) => {
    const epoch = currentEpoch(roster, desk);
    const canOpen = epoch !== undefined && proven.some((wrap) => wrap.desk === desk && wrap.epoch === epoch.epoch);
    // Who can open is who holds that epoch's seed; a newcomer to the team waits for its next key.
    return { desk, people: canOpen ? epoch.members : deskMembers(roster, desk), canOpen };
  });
}

/**
 * After an unlock: her file is created whole, one revision of every kind she writes, so presence tells nothing (§5);
 * and what a desk cannot open yet, or was sealed under her earlier key, is sealed anew.
 */
export async function tidyFile(room: Room): Promise<number> {
  const cards = await readFile(room);
  const { roster } = await room.fresh();
  const own = new Map(cards.filter((card) => card.mine).map((card) => [card.kind as string, card]));
  const missing = ownKinds(roster.policy).flatMap((rule) =>
    isContentKind(rule.kind) && !own.has(rule.kind) ? [newWish(room, rule.kind)] : [],
  );
  if (missing.length > 0) requireNeverSealed(room, (await scanLog(room)).leaves, missing);
  const stale = [...own.values()].filter((card) => needsSealing(room, roster, card)).map((card) => nextWish(room, card.kind, card.content, card.record));
  const made = await sealAll(room, [...missing, ...stale]);
  await retireBefore(room, made.filter(({ wish }) => wish.before !== undefined).map(({ wish }) => wish.record));
  return made.length;
}

function needsSealing(room: Room, roster: Roster, card: FileCard): boolean {
  const { verified } = room.open.opened.get(card.record) ?? refuse('record-expected', 'not read');
  const ownKey = sealingKeyHash(room.open.secrets.keys.seal.publicKey);
  const oldKey = verified.header.ownerKeyHash === undefined || !equal(verified.header.ownerKeyHash, ownKey);
  return oldKey || card.readers.some((reader) => !reader.canOpen && epochIsCurrent(roster, reader.desk));
}

/** Id and tag key of her record of a kind, from her first account secret: the same before and after a rekey. */
export function ownRecord(room: Room, kind: ContentKind): { readonly record: RecordId; readonly tagKey: Key32 } {
  const { secrets, roster } = room.open;
  const first = secrets.earlier.at(-1)?.account ?? secrets.account;
  const record = deriveOwnRecord(first, roster.rootfp, kind as unknown as KindId);
  return { record, tagKey: deriveTagKey(first, roster.rootfp, record) };
}

function newWish(room: Room, kind: ContentKind): SealWish {
  const { record, tagKey } = ownRecord(room, kind);
  return blankWish(kind, record, tagKey, room.open.member);
}

/** The log knows a record that the portal did not hand over: it is held back, not missing. */
export function requireNeverSealed(
  room: Room,
  leaves: readonly Uint8Array[],
  absent: readonly { readonly kind: ContentKind; readonly tagKey: Key32 }[],
): void {
  const { rootfp } = room.open.roster;
  // From the end, so that the newest is named.
  for (let at = leaves.length - 1; at >= 0; at -= 1) {
    const leaf = parseLeaf(leaves[at] as Uint8Array);
    if (leaf.type !== 'record') continue;
    for (const { kind, tagKey } of absent) {
      if (equal(leaf.tag, leafTag(tagKey, rootfp, leaf.nonce)))
        refuse('record-old', `your ${kind} is in the log and was not handed over`, { served: 'nothing', newest: at });
    }
  }
}

/** The next revision of an own record: fresh shares, the same tag key, chained to the one before. */
function nextWish(room: Room, kind: ContentKind, content: Content<ContentKind>, record: RecordId): SealWish {
  const before = room.open.opened.get(record) ?? refuse('record-expected', 'open it first');
  return {
    kind,
    record,
    content,
    tagKey: before.tagKey,
    before: before.verified,
    owner: room.open.member,
    desk: undefined,
    about: undefined,
  };
}

export interface SaveResult {
  /** True only with the witness's receipt that older revisions are closed. */
  readonly closed: boolean;
}

/** Her newest revision of a kind. None only if the log knows none either. */
async function writtenBefore(room: Room, kind: ContentKind): Promise<OpenedRecord | undefined> {
  const held = room.open;
  const find = () =>
    [...held.opened.values()].find(
      ({ verified: { header } }) =>
        header.owner === held.member && header.author === held.member && (header.kind as string) === kind,
    );
  if (find() === undefined) await readFile(room);
  const before = find();
  if (before === undefined) requireNeverSealed(room, (await scanLog(room)).leaves, [newWish(room, kind)]);
  return before;
}

/** "Lock and send". Seals the next revision and closes the older ones. */
export async function saveCard<K extends ContentKind>(room: Room, kind: K, content: Content<K>): Promise<SaveResult> {
  const before = await writtenBefore(room, kind);
  const wish =
    before === undefined
      ? { ...newWish(room, kind), content }
      : nextWish(room, kind, content, before.verified.header.record);
  await sealAll(room, [wish]);
  if (before === undefined) return { closed: true };
  return { closed: await retireBefore(room, [wish.record]) };
}

/** Closes every revision before the newest. A missing receipt is not a failure of the sealing, so it only says false. */
async function retireBefore(room: Room, records: readonly RecordId[]): Promise<boolean> {
  if (records.length === 0) return true;
  const held = room.open;
  const { roster, head } = await room.fresh();
  const made = records.map((record) => {
    const { verified, tagKey } = held.opened.get(record) ?? refuse('record-expected', 'not read');
    const retire = {
      rootfp: roster.rootfp,
      record,
      lowestLive: verified.header.revision,
      signer: held.member,
      time: head.time,
    };
    const signed = signRetire(retire, held.secrets.keys.sign.secretKey, tagKey);
    return { retire, signed, digest: retireDigest(signedRetire.parse(signed.bytes).retire) };
  });
  try {
    const answer = await room.ports.call('records/retire', {
      items: made.map(({ signed }) => ({ retire: toBase64url(signed.bytes), tag: toBase64url(signed.leaf.tag) })),
    });
    made.forEach(({ retire, digest }, i) => {
      const receipt = answer.receipts[i] ?? refuse('record-retired', 'no receipt');
      verifyReceipt(roster, fromBase64url(receipt.receipt), fromBase64url(receipt.signature), { ...retire, digest });
    });
    return true;
  } catch {
    return false;
  }
}
