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
import { leafTypeOf } from '#protocol/records/place.ts';
import { requireLogged } from '#protocol/records/verify.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import { readInbox } from '../my-file/own-inbox.ts';
import { readFile, readInstead, readStored, type FileCard } from '../my-file/read-own-records.ts';
import { forPerson, knowsAllKeys, placeOfRecord, tagKeysOf } from '../records/tag-keys.ts';
import type { OpenedRecord, UnlockedVault } from '../session/unlocked-vault.ts';
import { answerAt, isSame, lookForNewer, type Looked, type Subject } from './newer.ts';
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
    const served = await readFile(vault);
    await readInbox(vault, leaves);
    const own = ownRecords(vault);
    const unserved = unservedSubjects(vault, new Set(own.map(recordOf)));
    const looked = await lookForNewer(vault, leaves, [...own.map(subjectOf(vault)), ...unserved]);
    const settled = looked.every(({ refusal }) => refusal === undefined) && own.every(isCovered(leaves));
    if (settled || pause === undefined) {
      const shown = own.map((record, i) => shownOf(vault, record, leaves, looked[i] as Looked));
      looked.slice(own.length).forEach(({ refusal }, i) => withheld(vault, unserved[i], refusal));
      const kept = new Set(shown);
      const others = shown.filter((one) => typeof one === 'object');
      const cards = [...served.filter(({ record }) => kept.has(record)), ...others];
      return { cards, leaves, head, openings: openingsOf(vault, leaves) };
    }
    await vault.ports.pause(pause);
  }
  return refuse('record-old', 'never settled');
}

type Read = Pick<OpenedRecord, 'verified'> & { readonly tagKey: Key32 | undefined };
const recordOf = ({ verified }: Read) => verified.header.record;

/** What was served of her file, open or not. */
function ownRecords({ open: { opened, broken, member } }: UnlockedVault): readonly Read[] {
  const closed = [...broken.values()].map((verified) => ({ verified, tagKey: undefined }));
  return [...opened.values(), ...closed].filter(({ verified }) => verified.header.owner === member);
}

const subjectOf =
  (vault: UnlockedVault) =>
  ({ verified, tagKey }: Read): Subject => {
    const { kind, record } = verified.header;
    const whom = forPerson(vault.open.member);
    const known = tagKeysOf(vault, kind, whom);
    const isWhole = tagKey === undefined || leafTypeOf(kind) !== 'record' || knowsAllKeys(vault, kind, whom);
    const keys = isWhole ? known : [...known, { tagKey }];
    return { place: { kind, record, ...whom }, keys, served: verified };
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

/** The id of what is shown as it was served, or the card of what is shown in its place. */
type Shown = RecordId | FileCard | undefined;

/**
 * What is shown of a place: what was served, if it is the newest there. What is none of its place, because it was logged
 * wrongly, is set aside, and the newest comes by its leaf.
 */
function shownOf(
  vault: UnlockedVault,
  { verified }: Read,
  leaves: readonly Uint8Array[],
  { newest, closedAt, refusal }: Looked,
): Shown {
  // Said to be where the witness has signed nothing yet: no proof of anything, in either direction.
  if (verified.leaf >= leaves.length)
    refuse('checkpoint-cosignature', `revision at ${verified.leaf}, signed up to ${leaves.length}`);
  if (refusal !== undefined) throw refusal;
  const { record, author } = verified.header;
  const { opened, broken, damaged, member } = vault.open;
  if (newest !== undefined && isSame(newest, verified)) {
    if (closedAt === undefined) return broken.has(record) ? undefined : record;
    // Closed by herself, and nothing follows: she is told, and writes on over it.
    opened.delete(record);
    broken.set(record, newest);
    return undefined;
  }
  requireLogged(verified, parseLeaf(leaves[verified.leaf] as Uint8Array));
  opened.delete(record);
  broken.delete(record);
  const answer = newest === undefined ? undefined : answerAt(vault, newest.leaf);
  if (newest === undefined || answer === undefined) {
    if (author !== member) damaged.set(record, 'opening-tag');
    readInstead(vault, verified, undefined);
    return undefined;
  }
  const { object, content, deskWraps } = answer;
  const row = { record: object, content, deskWraps, leaf: newest.leaf };
  readInstead(vault, verified, row);
  return readStored(vault, row, new Set());
}

/** Leaves of openings under any tag key of any record of hers, whether or not it was served. */
function openingsOf(vault: UnlockedVault, leaves: readonly Uint8Array[]) {
  const { roster, member, opened } = vault.open;
  const whom = forPerson(member);
  const gated = new Set(roster.policies.flatMap(({ policy }) => inboxKinds(policy.kinds).map(({ kind }) => kind)));
  const keys = [...gated].flatMap((kind: KindId) => {
    const { record } = placeOfRecord(vault, kind, whom);
    const held = opened.get(record)?.tagKey;
    return [...tagKeysOf(vault, kind, whom).map(({ tagKey }) => tagKey), ...(held === undefined ? [] : [held])].map(
      (key) => ({ record, key }),
    );
  });
  return leaves.flatMap((bytes, at) => {
    const leaf = readLeaf(bytes);
    if (leaf?.type !== 'opening') return [];
    const of = keys.find(({ key }) => equal(leaf.tag, leafTag(key, roster.rootfp, leaf.nonce)));
    return of === undefined ? [] : [{ leaf: at, record: of.record }];
  });
}
