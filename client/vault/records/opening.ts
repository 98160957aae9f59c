/**
 * Openings (§7) from the requester's side: one touch gives the assertion over the batch and, through the `open` salt,
 * DS; with it the desk seeds, the desk's shares and the tag keys. Seeds and shares are wiped before this returns.
 */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { firstThatOpens } from '#protocol/crypto/first-that-opens.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import type { DeskId } from '#protocol/core/ids.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { keysKind } from '#protocol/members/standing.ts';
import { batchHash, openingCodec, openingHash, type OpeningReason } from '#protocol/openings/opening.ts';
import { openContent, unwrapAsDesk, type DeskShares } from '#protocol/records/unwrap.ts';
import { isContentKind, parseContent } from '#protocol/records/content.ts';
import { leafTypeOf } from '#protocol/records/place.ts';
import { contentHash } from '#protocol/records/record.ts';
import type { VerifiedRecord } from '#protocol/records/verify.ts';
import { key32, sealKeyPair, wipe, type Key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import { wrapFor, type DeskRecord } from './desk-record.ts';
import { askRelease, type Released } from './asking.ts';
import { deskPairs, openDeskSecret } from './team-keys.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { scanLog } from '../log/scan.ts';
import { answerAt, isSame, lookForNewer, type Looked, type Subject } from '../log/newer.ts';
import { knowsAllKeys, tagKeysOf, takeGiven, takeSays, type Whom } from './tag-keys.ts';
import { keysOf, placeOf, touchFor } from '../session/touch.ts';

const openingMs = 4 * 3600 * 1000;

export interface OpenedPlain {
  readonly record: DeskRecord;
  readonly plain: Uint8Array | undefined;
  /** Why this one stayed closed. */
  readonly refusal: string | undefined;
  /** Its author closed it for everybody: it is wrapped or sealed badly. */
  readonly broken: boolean;
  readonly leaf: number | undefined;
  readonly shares: DeskShares | undefined;
  /** The desk's key of this epoch opened it. */
  readonly openedWith: number | undefined;
  /** What is in its place, and needs a touch of its own. */
  readonly instead?: DeskRecord;
}

/** Opens a batch of gated and ungated records of one desk with one touch. */
export async function openBatch(
  vault: UnlockedVault,
  desk: DeskId,
  records: readonly DeskRecord[],
  reason: OpeningReason,
): Promise<readonly OpenedPlain[]> {
  const { roster, head } = await vault.fresh();
  const { member } = vault.open;
  const ephemeral = sealKeyPair(key32(vault.ports.random(32)));
  const gated = records.filter((record) => record.verified.header.gated);
  const bodies = gated.map(({ verified }) =>
    openingCodec.encode({
      rootfp: roster.rootfp,
      requester: member,
      desk,
      record: verified.header.record,
      digest: verified.digest,
      headerHash: verified.headerHash,
      ephemeralHash: sealingKeyHash(ephemeral.publicKey),
      reason,
      justification: new Uint8Array(32),
      time: head.time,
      until: head.time + openingMs,
    }),
  );
  const hashes = bodies.map(openingHash);
  const touched = await touchFor(
    vault.ports,
    placeOf(roster, member),
    'opening',
    batchHash(roster.rootfp, hashes),
    keysOf(roster, member),
    'open',
  );
  const open = openDeskSecret(vault, touched.got);
  const pairs = await deskPairs(vault, roster, desk, open);
  wipe(open.secretKey);
  try {
    const shares = sharesWith(pairs, records);
    const released =
      gated.length === 0
        ? []
        : await askRelease(vault, roster, { bodies, hashes, gated, tagKeys: tagKeysIn(shares), ephemeral, touched });
    wipe(ephemeral.secretKey);
    const all = records.map((record) => {
      const item = released.find((candidate) => candidate.record === record);
      return openOne(record, shares.get(record), item);
    });
    const results = await requireCurrent(vault, desk, pairs, all);
    keep(vault, results);
    for (const [{ verified }, share] of shares)
      if (verified.header.gated && 'deskShare' in share) wipe(share.deskShare);
    return results;
  } finally {
    for (const pair of pairs.values()) wipe(pair.secretKey);
  }
}

/** Why a record stays closed; `broken`: by what its author signed, and so for everybody. */
interface Shut {
  readonly refusal: string;
  readonly broken: boolean;
}
type Opened = DeskShares & { readonly openedWith: number };

const tagKeysIn = (shares: ReadonlyMap<DeskRecord, Opened | Shut>): ReadonlyMap<DeskRecord, Key32> =>
  new Map([...shares].flatMap(([record, share]) => ('refusal' in share ? [] : [[record, share.tagKey]])));

function sharesWith(
  pairs: ReadonlyMap<number, KeyPair>,
  records: readonly DeskRecord[],
): ReadonlyMap<DeskRecord, Opened | Shut> {
  return new Map(records.map((record) => [record, shareOf(pairs, record)]));
}

function shareOf(pairs: ReadonlyMap<number, KeyPair>, { verified, wraps }: DeskRecord): Opened | Shut {
  // A colleague may have added one that does not open: it is an offer, and takes no other's place.
  const offered = wraps.filter(({ epoch }) => pairs.has(epoch));
  if (offered.length === 0) return { refusal: 'desk-waiting', broken: false };
  try {
    return firstThatOpens(offered, (wrap) => ({
      ...unwrapAsDesk(verified, wrap, pairs.get(wrap.epoch) as KeyPair),
      openedWith: wrap.epoch,
    }));
  } catch (error) {
    // One record without a good wrap keeps itself closed, not the whole queue.
    if (!(error instanceof ProtocolError)) throw error;
    return { refusal: error.code, broken: offered.some(({ signer }) => signer === verified.header.author) };
  }
}

/**
 * What is not the newest is not shown as current. What the keys among them say comes first: it tells under which tags the
 * others are looked for. In place of a record that is none of its place the newest there is opened, if it is not gated.
 */
async function requireCurrent(
  vault: UnlockedVault,
  desk: DeskId,
  pairs: ReadonlyMap<number, KeyPair>,
  all: readonly OpenedPlain[],
): Promise<readonly OpenedPlain[]> {
  const { leaves } = await scanLog(vault);
  for (const { record, plain } of all.filter(({ record: { ofHistory } }) => ofHistory === true)) {
    if (record.verified.header.kind === keysKind(desk)) takeSays(vault, record.verified, plain);
    else takeGiven(vault, desk, record.verified, plain);
  }
  const now = new Map<OpenedPlain, OpenedPlain>();
  const isPublic = ({ record: { verified } }: OpenedPlain) => leafTypeOf(verified.header.kind) !== 'record';
  for (const some of [all.filter(isPublic), all.filter((one) => !isPublic(one))]) {
    const asked = some.filter(({ record }) => record.ofHistory !== true);
    const looked = await lookForNewer(
      vault,
      leaves,
      asked.map((one) => subjectOf(vault, one)),
    );
    asked.forEach((one, i) => {
      const current = currentOf(vault, desk, pairs, one, leaves, looked[i] as Looked);
      now.set(one, current);
      takeGiven(vault, desk, current.record.verified, current.plain);
    });
  }
  return all.map((one) => now.get(one) ?? one);
}

function currentOf(
  vault: UnlockedVault,
  desk: DeskId,
  pairs: ReadonlyMap<number, KeyPair>,
  one: OpenedPlain,
  leaves: readonly Uint8Array[],
  { newest, refusal }: Looked,
): OpenedPlain {
  const { record } = one;
  const closed = (code: string): OpenedPlain => ({ ...one, plain: undefined, refusal: code, broken: false });
  if (record.verified.leaf >= leaves.length) return closed('leaf-missing');
  if (refusal !== undefined) return one.refusal === undefined ? closed(refusal.code) : { ...one, broken: false };
  if (isSame(newest, record.verified)) return one;
  // Its author may have logged it under a tag of no record, or for another leaf: it is none of this place.
  const answer = newest === undefined ? undefined : answerAt(vault, newest.leaf);
  if (newest === undefined || answer === undefined)
    return one.refusal === undefined ? closed('leaf-missing') : { ...one, broken: false };
  const content = answer.content === null ? undefined : fromBase64url(answer.content);
  const wraps = wrapFor(vault.open.roster, newest, answer.deskWraps, desk);
  const instead = { verified: newest, wraps, content };
  vault.open.instead.set(toBase64url(record.verified.digest), instead);
  return newest.header.gated
    ? { ...closed('record-old'), instead }
    : openOne(instead, shareOf(pairs, instead), undefined);
}

const whomOf = ({ header: { owner, desk, about } }: VerifiedRecord): Whom => ({ owner, desk, about });

function subjectOf(vault: UnlockedVault, { record: { verified }, shares }: OpenedPlain): Subject {
  const { kind, record, owner, desk } = verified.header;
  const known = tagKeysOf(vault, kind, whomOf(verified));
  const isWhole = known.length > 0 && (leafTypeOf(kind) !== 'record' || knowsAllKeys(vault, kind, whomOf(verified)));
  const keys = isWhole || shares === undefined ? known : [...known, { tagKey: shares.tagKey }];
  return { place: { kind, record, owner, desk }, keys, served: verified };
}

function openOne(record: DeskRecord, share: Opened | Shut | undefined, released: Released | undefined): OpenedPlain {
  const leaf = released?.leaf;
  const none = { record, plain: undefined, leaf, shares: undefined, openedWith: undefined };
  if (share === undefined || 'refusal' in share)
    return { ...none, refusal: share?.refusal ?? 'desk-waiting', broken: share?.broken ?? false };
  const { openedWith, ...shares } = share;
  const known = { ...none, shares, openedWith };
  const witnessShare = shares.witnessShare ?? released?.share;
  const ciphertext = record.content ?? released?.content;
  if (witnessShare === undefined || ciphertext === undefined) {
    const refusal = released?.refusal || 'release-refused';
    // The witness could not open what the author made for it. Its other refusals are nothing about the record.
    return { ...known, refusal, broken: refusal === 'record-commitment' };
  }
  const { verified } = record;
  if (!equal(contentHash(ciphertext), verified.contentHash))
    return { ...known, refusal: 'record-signature', broken: false };
  try {
    const plain = openContent(verified, ciphertext, shares.deskShare, key32(witnessShare));
    if (isContentKind(verified.header.kind)) parseContent(verified.header.kind, plain);
    return { ...known, plain, refusal: undefined, broken: false };
  } catch (error) {
    // Sealed badly: it stays closed, and the others of this touch open.
    if (!(error instanceof ProtocolError)) throw error;
    return { ...known, refusal: error.code, broken: true };
  }
}

/** What was opened stays readable in this session, so that the desk can write the next revision of its own records. */
function keep(vault: UnlockedVault, opened: readonly OpenedPlain[]): void {
  for (const { record, plain, shares, broken } of opened) {
    if (record.ofHistory === true) continue;
    const { verified } = record;
    const id = verified.header.record;
    if (broken) vault.open.broken.set(id, verified);
    if (plain === undefined || shares === undefined) continue;
    vault.open.broken.delete(id);
    vault.open.opened.set(id, { verified, tagKey: shares.tagKey, content: plain, secrets: undefined });
  }
}
