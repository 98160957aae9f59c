/**
 * My file: the records that a member owns, read with her own key. Readers are counted from the wraps. save-record.ts
 * writes.
 */
import { witnessAt } from '#protocol/roster/by-leaf.ts';
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { isContentKind, parseContent, type Content, type ContentKind } from '#protocol/records/content.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import type { DeskId, KindId, MemberId, RecordId } from '#protocol/core/ids.ts';
import { deriveOwnRecord, deriveTagKey } from '#protocol/members/keys.ts';
import { leafTag, parseLeaf, readLeaf } from '#protocol/log/leaf.ts';
import { bodyCodec, sealedRecord } from '#protocol/records/record.ts';
import { openContent, requireWrapsTo, unwrapAsOwner } from '#protocol/records/unwrap.ts';
import { requireLogged, verifyDeskWrap, verifyRecord, type VerifiedRecord } from '#protocol/records/verify.ts';
import { headerCodec, type Header } from '#protocol/records/header.ts';
import { currentEpoch, deskMembers, type Roster } from '#protocol/roster/roster-state.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { readToEnd } from '../log/pages.ts';
import { scannedLeaves } from '../log/scan.ts';
import { blankRequest, type SealRequest } from '../records/sealing.ts';

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
  const { damaged, member, opened } = vault.open;
  damaged.clear();
  vault.open.setAside = pages.at(-1)?.setAside ?? 0;
  const cards = pages
    .flatMap(({ records }) => records)
    .flatMap((stored): FileCard | [] => {
      try {
        return readCard(vault, stored) ?? [];
      } catch (error) {
        // What somebody else wrote for her, badly, must not keep her from the rest; nor what nobody can read at all.
        // Her own must be whole. A record of another person is no such thing: the portal put it there.
        const claimed = claimedHeader(stored.record);
        const isBad = claimed === undefined || (claimed.owner === member && claimed.author !== member);
        if (!(error instanceof ProtocolError) || !isBad) throw error;
        damaged.set(stored.record, error.code);
        if (claimed !== undefined) opened.delete(claimed.record);
        return [];
      }
    });
  // A record that was written again while the pages were read stands on two of them: the later one counts.
  return [...new Map(cards.map((card) => [card.record, card])).values()];
}

/** Return what a record claims about itself, unverified. It is used only to sort what cannot be opened. */
function claimedHeader(record: string): Header | undefined {
  try {
    return headerCodec.parse(bodyCodec.parse(sealedRecord.parse(fromBase64url(record)).body).header);
  } catch {
    return undefined;
  }
}

function readCard(vault: UnlockedVault, stored: Reply<'records/mine'>['records'][number]): FileCard | undefined {
  const open = vault.open;
  const { roster } = open;
  const verified = verifyRecord(roster, fromBase64url(stored.record), stored.leaf, { owner: open.member });
  const { header } = verified;
  if (!isContentKind(header.kind)) return undefined;
  const pairs = [open.secrets.keys.seal, ...open.secrets.earlier.map((earlier) => earlier.keys.seal)];
  const secrets = unwrapAsOwner(verified, pairs);
  requireWrapsTo(verified, secrets, witnessAt(roster, verified.leaf).sealKey);
  // The portal names the place, and rights are counted from it: once the log was read, it has to be this record's.
  const leaf = scannedLeaves(vault)[verified.leaf];
  if (leaf !== undefined) requireLogged(verified, parseLeaf(leaf));
  const ciphertext = fromBase64url(stored.content ?? refuse('record-expected', 'own content is missing'));
  const plain = openContent(verified, ciphertext, secrets.deskShare, secrets.witnessShare);
  open.opened.set(header.record, { verified, tagKey: secrets.tagKey, content: plain, secrets });
  const content = parseContent(header.kind, plain);
  return {
    kind: header.kind,
    record: header.record,
    revision: header.revision,
    content,
    // Also if it was sealed again, under a new key of hers or for a desk's new one.
    blank: header.author === open.member && isBlank(header.kind, content),
    gated: header.gated,
    readers: readersOf(roster, verified, stored.deskWraps),
    until: header.purgeAfter,
    author: header.author,
    mine: header.author === open.member,
    leaf: stored.leaf,
    bytes: ciphertext.length,
  };
}

function isBlank(kind: ContentKind, content: unknown): boolean {
  return (
    JSON.stringify(content) ===
    JSON.stringify(blankRequest(kind, '' as RecordId, new Uint8Array(32) as Key32, '' as MemberId).content)
  );
}

function readersOf(roster: Roster, verified: VerifiedRecord, wraps: readonly string[]): readonly Reader[] {
  const proven = wraps.map((wrap) => verifyDeskWrap(roster, verified, fromBase64url(wrap)));
  return verified.header.readers.map((desk) => {
    const epoch = currentEpoch(roster, desk);
    const canOpen = epoch !== undefined && proven.some((wrap) => wrap.desk === desk && wrap.epoch === epoch.epoch);
    // Who can open is who holds that epoch's seed; a newcomer to the desk waits for its next key.
    return { desk, people: canOpen ? epoch.members : deskMembers(roster, desk), canOpen };
  });
}

/**
 * Return id and tag key of her record of a kind, from her first account secret: they are the same before and after a
 * rekey.
 */
export function ownRecord(
  vault: UnlockedVault,
  kind: ContentKind,
): { readonly record: RecordId; readonly tagKey: Key32 } {
  const { secrets, roster } = vault.open;
  const first = secrets.earlier.at(-1)?.account ?? secrets.account;
  const record = deriveOwnRecord(first, roster.rootfp, kind as unknown as KindId);
  return { record, tagKey: deriveTagKey(first, roster.rootfp, record) };
}

/** Return the first revision of a kind: blank, under the id that she can always compute again. */
export function newRequest(vault: UnlockedVault, kind: ContentKind): SealRequest {
  const { record, tagKey } = ownRecord(vault, kind);
  return blankRequest(kind, record, tagKey, vault.open.member);
}

/** Refuse if the log knows a record that the portal did not hand over: it is held back, not missing. */
export function requireNeverSealed(
  vault: UnlockedVault,
  leaves: readonly Uint8Array[],
  absent: readonly { readonly kind: ContentKind; readonly tagKey: Key32 }[],
): void {
  const { rootfp } = vault.open.roster;
  // From the end, so that the newest is named.
  for (let at = leaves.length - 1; at >= 0; at -= 1) {
    const leaf = readLeaf(leaves[at] as Uint8Array);
    if (leaf?.type !== 'record') continue;
    for (const { kind, tagKey } of absent) {
      if (equal(leaf.tag, leafTag(tagKey, rootfp, leaf.nonce)))
        refuse('record-old', `your ${kind} is in the log and was not handed over`, { served: 'nothing', newest: at });
    }
  }
}
