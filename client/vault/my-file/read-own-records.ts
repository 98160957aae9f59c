/**
 * My file: the records that a member owns, read with her own key. Readers are counted from the wraps. save-record.ts
 * writes.
 */
import { witnessAt } from '#protocol/roster/by-leaf.ts';
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import {
  blankContent,
  isContentKind,
  parseContent,
  type Content,
  type ContentKind,
} from '#protocol/records/content.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import type { DeskId, MemberId, RecordId } from '#protocol/core/ids.ts';
import { isStanding } from '#protocol/members/standing.ts';
import { parseLeaf } from '#protocol/log/leaf.ts';
import { bodyCodec, contentHash, sealedRecord } from '#protocol/records/record.ts';
import { openContent, requireWrapsTo, unwrapAsOwner } from '#protocol/records/unwrap.ts';
import { requireLogged, verifyRecord, type VerifiedRecord } from '#protocol/records/verify.ts';
import { headerCodec, type Header } from '#protocol/records/header.ts';
import { currentEpoch, deskMembers, type Roster } from '#protocol/roster/roster-state.ts';
import type { KeyPair } from '#protocol/crypto/sodium.ts';
import { wrapsThatHold } from '../records/desk-record.ts';
import type { OwnRow, Unlocked, UnlockedVault } from '../session/unlocked-vault.ts';
import { readToEnd } from '../log/pages.ts';
import { scannedLeaves } from '../log/scan.ts';

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
  /** Nobody but her opens it without an entry in the log. As the record's own header says. */
  readonly gated: boolean;
  readonly readers: readonly Reader[];
  readonly until: number;
  readonly author: MemberId;
  readonly mine: boolean;
  readonly leaf: number;
  readonly bytes: number;
}

export async function readFile(vault: UnlockedVault): Promise<readonly FileCard[]> {
  const pages = await readToEnd((after) => vault.ports.call('records/mine', { after }));
  vault.open.damaged.clear();
  vault.open.setAside = pages.at(-1)?.setAside ?? 0;
  const read = new Set<RecordId>();
  const cards = pages
    .flatMap(({ records }) => records)
    .map((row) => instead(vault, row))
    .flatMap((row) => (row === undefined ? [] : (readStored(vault, row, read) ?? [])));
  // A record that was written again while the pages were read stands on two of them: the later one counts.
  return [...new Map(cards.map((card) => [card.record, card])).values()];
}

const rowName = (leaf: number, record: string) => `${leaf} ${record}`;

/** From now on this is read in place of what was served of a record at a leaf, which is none of its place. */
export function readInstead({ open }: UnlockedVault, { header, leaf }: VerifiedRecord, row: OwnRow | undefined): void {
  open.ownInstead.set(rowName(leaf, header.record), row);
}

function instead({ open: { ownInstead } }: UnlockedVault, row: OwnRow): OwnRow | undefined {
  const name = rowName(row.leaf, claimedHeader(row.record)?.record ?? '');
  return ownInstead.has(name) ? ownInstead.get(name) : row;
}

/** One record of hers as it came; undefined if it is none for a card. `read` takes which ids were read. */
export function readStored(vault: UnlockedVault, stored: OwnRow, read: Set<RecordId>): FileCard | undefined {
  const { damaged, member, opened } = vault.open;
  try {
    return readCard(vault, stored, read);
  } catch (error) {
    // What somebody else wrote for her, badly, must not keep her from the rest; nor what nobody can read at all.
    // Her own must be signed and served whole. A record of another person is no such thing: the portal put it there.
    const claimed = claimedHeader(stored.record);
    const isBad = claimed === undefined || (claimed.owner === member && claimed.author !== member);
    if (!(error instanceof ProtocolError) || !isBad) throw error;
    damaged.set(claimed?.record ?? stored.record, error.code);
    // What names the id of a record takes nothing from the one that was read under it.
    if (claimed !== undefined && !read.has(claimed.record)) opened.delete(claimed.record);
    return undefined;
  }
}

/** Return what a record claims about itself, unverified. It is used only to sort what cannot be opened. */
function claimedHeader(record: string): Header | undefined {
  try {
    return headerCodec.parse(bodyCodec.parse(sealedRecord.parse(fromBase64url(record)).body).header);
  } catch {
    return undefined;
  }
}

/** Her sealing pairs, the present one first. */
export const ownPairs = ({ secrets }: Unlocked): readonly KeyPair[] => [
  secrets.keys.seal,
  ...secrets.earlier.map((earlier) => earlier.keys.seal),
];

function readCard(vault: UnlockedVault, stored: OwnRow, read: Set<RecordId>): FileCard | undefined {
  const open = vault.open;
  const { roster } = open;
  const verified = verifyRecord(roster, fromBase64url(stored.record), stored.leaf, { owner: open.member });
  const { header } = verified;
  if (!isContentKind(header.kind)) return undefined;
  // The portal names the place, and rights are counted from it: once the log was read, it has to be this record's.
  const leaf = scannedLeaves(vault)[verified.leaf];
  if (leaf !== undefined) requireLogged(verified, parseLeaf(leaf));
  const ciphertext = fromBase64url(stored.content ?? refuse('record-expected', 'own content is missing'));
  if (!equal(contentHash(ciphertext), verified.contentHash))
    refuse('record-signature', 'content is not the signed one');
  const opened = openOwn(vault, verified, ciphertext);
  if (opened === undefined) return undefined;
  read.add(header.record);
  const { content } = opened;
  const readers = readersOf(roster, verified, stored.deskWraps);
  if (isStanding(header.kind)) {
    keepReaders(vault, header.record, readers);
    return undefined;
  }
  return {
    kind: header.kind,
    record: header.record,
    revision: header.revision,
    content,
    // Also if it was sealed again, under a new key of hers or for a desk's new one.
    blank: header.author === open.member && isBlank(header.kind, content),
    gated: header.gated,
    readers,
    until: header.purgeAfter,
    author: header.author,
    mine: header.author === open.member,
    leaf: stored.leaf,
    bytes: ciphertext.length,
  };
}

/**
 * Open a record of hers. What she wrote herself and does not open, or a thief of her keys, is broken: the others open, and her
 * next one stands over it.
 */
function openOwn(
  { open }: UnlockedVault,
  verified: VerifiedRecord,
  ciphertext: Uint8Array,
): { readonly content: Content<ContentKind> } | undefined {
  const { record, author, kind } = verified.header;
  try {
    const secrets = unwrapAsOwner(verified, ownPairs(open));
    requireWrapsTo(verified, secrets, witnessAt(open.roster, verified.leaf).sealKey);
    const plain = openContent(verified, ciphertext, secrets.deskShare, secrets.witnessShare);
    const content = parseContent(kind as unknown as ContentKind, plain);
    open.broken.delete(record);
    open.opened.set(record, { verified, tagKey: secrets.tagKey, content: plain, secrets });
    return { content };
  } catch (error) {
    if (!(error instanceof ProtocolError) || author !== open.member) throw error;
    open.opened.delete(record);
    open.broken.set(record, verified);
    return undefined;
  }
}

const isBlank = (kind: ContentKind, content: unknown): boolean =>
  JSON.stringify(content) === JSON.stringify(blankContent(kind));

const standingReaders = new WeakMap<object, Map<RecordId, readonly Reader[]>>();

function keepReaders({ open }: UnlockedVault, record: RecordId, readers: readonly Reader[]): void {
  const known = standingReaders.get(open) ?? new Map<RecordId, readonly Reader[]>();
  standingReaders.set(open, known.set(record, readers));
}

/** True if the desk opens this standing record of hers with its present key. */
export const canOpenNow = ({ open }: UnlockedVault, { header }: VerifiedRecord, desk: DeskId): boolean =>
  standingReaders
    .get(open)
    ?.get(header.record)
    ?.some((reader) => reader.desk === desk && reader.canOpen) ?? false;

function readersOf(roster: Roster, verified: VerifiedRecord, wraps: readonly string[]): readonly Reader[] {
  const { author, owner } = verified.header;
  // Whether a colleague's wrap opens nobody here can tell: those count that the author made, or she herself.
  const proven = wrapsThatHold(roster, verified, wraps).filter(({ signer }) => signer === author || signer === owner);
  return verified.header.readers.map((desk) => {
    const epoch = currentEpoch(roster, desk);
    const canOpen = epoch !== undefined && proven.some((wrap) => wrap.desk === desk && wrap.epoch === epoch.epoch);
    // Who can open is who holds that epoch's seed; a newcomer to the desk waits for its next key.
    return { desk, people: canOpen ? epoch.members : deskMembers(roster, desk), canOpen };
  });
}
