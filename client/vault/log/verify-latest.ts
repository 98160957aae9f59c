/**
 * The member's file as the log knows it (5.11). The log has nothing that is newer than what was served; of the kinds of
 * which nothing was served, nothing stands there either.
 */
import { equal } from '#protocol/core/bytes.ts';
import { refuse, type ProtocolError } from '#protocol/core/errors.ts';
import type { KindId, RecordId } from '#protocol/core/ids.ts';
import type { Head } from '#protocol/log/head.ts';
import { leafTag, parseLeaf, readLeaf } from '#protocol/log/leaf.ts';
import { ruleOf } from '#protocol/members/policy.ts';
import { inboxKinds } from '#protocol/members/standing.ts';
import { requireLogged, requireRecordLeaf } from '#protocol/records/verify.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import { readInbox } from '../my-file/own-inbox.ts';
import { readFile, type FileCard } from '../my-file/read-own-records.ts';
import { forPerson, placeOfRecord, tagKeysOf } from '../records/tag-keys.ts';
import type { OpenedRecord, UnlockedVault } from '../session/unlocked-vault.ts';
import { lookForNewer, type Looked, type Subject } from './newer.ts';
import { scanLog, scanTo } from './scan.ts';

export interface NewestFile {
  readonly cards: readonly FileCard[];
  readonly leaves: readonly Uint8Array[];
  readonly head: Head;
  /** Openings of her records, found by tag, in the order of the log. */
  readonly openings: readonly { readonly leaf: number; readonly record: RecordId }[];
}

/** How long to wait before each further look. */
const pausesMs = [300, 1500];

/**
 * Log and file are read one after the other, and a desk, or she herself in another tab, may write in between: that is
 * looked at again. A portal that serves an old revision still does so the last time.
 *
 * @param first the head to begin with, if the caller has asked for one
 */
export async function readNewestFile(
  vault: UnlockedVault,
  progress?: (done: number, of: number) => void,
  first?: Head,
): Promise<NewestFile> {
  let known = first;
  for (const pause of [...pausesMs, undefined]) {
    const { leaves, head } = await (known === undefined ? scanLog(vault, progress) : scanTo(vault, known, progress));
    known = undefined;
    const cards = await readFile(vault);
    await readInbox(vault, leaves);
    const own = ownRecords(vault);
    const served = own.map(subjectOf(vault));
    const unserved = unservedSubjects(vault, new Set(served.map(({ place }) => place.record)));
    const looked = await lookForNewer(vault, leaves, [...served, ...unserved]);
    const settled = looked.every(({ refusal }) => refusal === undefined) && own.every(isCovered(leaves));
    if (settled || pause === undefined) {
      const shown = new Set(own.filter((record, i) => keepIfNewest(vault, record, leaves, looked[i])).map(recordOf));
      looked.slice(own.length).forEach(({ refusal }, i) => withheld(vault, unserved[i], refusal));
      const isShown = ({ record }: FileCard) => shown.has(record);
      return { cards: cards.filter(isShown), leaves, head, openings: openingsOf(vault, leaves) };
    }
    await vault.ports.pause(pause);
  }
  return refuse('record-old', 'never settled');
}

type Read = Pick<OpenedRecord, 'verified'> & { readonly tagKey: Key32 | undefined };
const recordOf = ({ verified }: Read) => verified.header.record;

/** What was served of her file, open or not. */
function ownRecords({ open: { opened, broken, member } }: UnlockedVault): readonly Read[] {
  const lost = [...broken.values()].map((verified) => ({ verified, tagKey: undefined }));
  return [...opened.values(), ...lost].filter(({ verified }) => verified.header.owner === member);
}

const subjectOf =
  (vault: UnlockedVault) =>
  ({ verified, tagKey }: Read): Subject => {
    const { kind, record, revision } = verified.header;
    const whom = forPerson(vault.open.member);
    const known = tagKeysOf(vault, kind, whom);
    const isKnown = tagKey === undefined || known.some((key) => equal(key, tagKey));
    const keys = isKnown ? known : [tagKey, ...known];
    return { place: { kind, record, ...whom }, keys, revision, leaf: verified.leaf };
  };

/** Kinds of a person of which nothing was handed over, written by herself or by others for her. */
function unservedSubjects(vault: UnlockedVault, served: ReadonlySet<RecordId>): readonly Subject[] {
  const whom = forPerson(vault.open.member);
  const { kinds } = vault.open.roster.policy;
  return kinds
    .filter(({ owned }) => owned === 'person')
    .map(({ kind }) => ({
      place: placeOfRecord(vault, kind, whom),
      keys: tagKeysOf(vault, kind, whom),
      revision: 0,
      leaf: -1,
    }))
    .filter(({ place }) => !served.has(place.record) && !vault.open.damaged.has(place.record));
}

/** Her own is held back: nothing goes on. What a desk wrote for her is counted as what does not open. */
function withheld(vault: UnlockedVault, subject: Subject | undefined, refusal: ProtocolError | undefined): void {
  if (subject === undefined || refusal === undefined) return;
  const { kind, record } = subject.place;
  if (ruleOf(vault.open.roster.policy, kind).writers.length === 0) throw refusal;
  vault.open.damaged.set(record, refusal.code);
}

const isCovered =
  (leaves: readonly Uint8Array[]) =>
  ({ verified }: Read): boolean =>
    verified.leaf < leaves.length;

/** Her own revision must be the newest. One that others wrote for her and logged wrongly is set aside, not an alarm. */
function keepIfNewest(
  vault: UnlockedVault,
  { verified, tagKey }: Read,
  leaves: readonly Uint8Array[],
  looked: Looked | undefined,
): boolean {
  // Said to be where the witness has signed nothing yet: no proof of anything, in either direction.
  if (verified.leaf >= leaves.length)
    refuse('checkpoint-cosignature', `revision at ${verified.leaf}, signed up to ${leaves.length}`);
  if (looked?.refusal !== undefined) throw looked.refusal;
  const { header } = verified;
  const leaf = parseLeaf(leaves[verified.leaf] as Uint8Array);
  requireLogged(verified, leaf);
  const isTagged = tagKey === undefined || equal(leaf.tag, leafTag(tagKey, header.rootfp, leaf.nonce));
  if (!isTagged && header.author !== vault.open.member) {
    vault.open.damaged.set(header.record, 'opening-tag');
    vault.open.opened.delete(header.record);
    return false;
  }
  if (tagKey !== undefined) requireRecordLeaf(verified, tagKey, leaf);
  return true;
}

/** Leaves of openings under any tag key of any record of hers, whether or not it was served. */
function openingsOf(vault: UnlockedVault, leaves: readonly Uint8Array[]) {
  const { roster, member, opened } = vault.open;
  const whom = forPerson(member);
  const gated = new Set(roster.policies.flatMap(({ policy }) => inboxKinds(policy.kinds).map(({ kind }) => kind)));
  const keys = [...gated].flatMap((kind: KindId) => {
    const { record } = placeOfRecord(vault, kind, whom);
    const held = opened.get(record)?.tagKey;
    return [...tagKeysOf(vault, kind, whom), ...(held === undefined ? [] : [held])].map((key) => ({ record, key }));
  });
  return leaves.flatMap((bytes, at) => {
    const leaf = readLeaf(bytes);
    if (leaf?.type !== 'opening') return [];
    const of = keys.find(({ key }) => equal(leaf.tag, leafTag(key, roster.rootfp, leaf.nonce)));
    return of === undefined ? [] : [{ leaf: at, record: of.record }];
  });
}
