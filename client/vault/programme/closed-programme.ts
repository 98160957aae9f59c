/**
 * The closed programme (§6). It is sealed to the members key, which the programme desk mints and signs, and accepted
 * only from that desk.
 */
import { holdersOf } from '#protocol/roster/holders.ts';
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { parseContent, type Content } from '#protocol/records/content.ts';
import { membersSeedContext, openSeed } from '#protocol/openings/desk-seed.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import { membersDesk, programmeDesk, type MemberId } from '#protocol/core/ids.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { programmeKind } from '#protocol/members/standing.ts';
import { openContent, unwrapAsDesk } from '#protocol/records/unwrap.ts';
import { contentHash } from '#protocol/records/record.ts';
import { verifyRecord, type VerifiedRecord } from '#protocol/records/verify.ts';
import { currentEpoch, isSoundEpoch, keyHolders, type Roster } from '#protocol/roster/roster-state.ts';
import { firstThatOpens } from '#protocol/crypto/first-that-opens.ts';
import { key32, sealKeyPair, type Key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import { wrapFor } from '../records/desk-record.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { answerAt, isSame, lookForNewer, revisionsOf, type Answer, type Counting } from '../log/newer.ts';
import { scanLog, scanUntil } from '../log/scan.ts';
import { nextRequest, sealAll } from '../records/sealing.ts';
import { forDesk, newestKey, placeOfRecord, tagKeysOf } from '../records/tag-keys.ts';
import { saveDocument } from '../records/writing.ts';
import { readToEnd } from '../log/pages.ts';
import { sealKeysOf, sealSeeds, type MintOutcome } from '../roster/new-keys.ts';
import { proposeOperation } from '../roster/signing.ts';

/** The seeds of the members key in this session, by epoch. The lock forgets them. */
const seeds = new WeakMap<object, Map<number, Key32>>();

function memberKeys(vault: UnlockedVault): Map<number, Key32> {
  const known = seeds.get(vault.open) ?? new Map<number, Key32>();
  seeds.set(vault.open, known);
  return known;
}

/** Open every epoch of the members key that was given to this member. Her account key opens them, without a touch. */
async function membersPairs(vault: UnlockedVault, roster: Roster): Promise<ReadonlyMap<number, KeyPair>> {
  const pages = await readToEnd((after) => vault.ports.call('programme/key', { after }));
  const own = [vault.open.secrets.keys.seal, ...vault.open.secrets.earlier.map((earlier) => earlier.keys.seal)];
  const pairs = new Map<number, KeyPair>();
  for (const seed of pages.flatMap(({ epochs }) => epochs)) {
    const known = roster.desks.get(membersDesk)?.epochs.find((epoch) => epoch.epoch === seed.epoch);
    if (known === undefined) continue;
    const context = membersSeedContext(roster.rootfp, seed.epoch);
    const opened = own.flatMap((pair) => {
      try {
        return [openSeed(pair, wrapCodec.parse(fromBase64url(seed.wrap)), context, known.keyHash)];
      } catch (error) {
        // Made for an earlier key of hers, or badly made by anybody: the other copies still open.
        if (!(error instanceof ProtocolError)) throw error;
        return [];
      }
    })[0];
    if (opened === undefined) continue;
    pairs.set(seed.epoch, opened);
    // An X-Wing secret key is its seed (draft-connolly-cfrg-xwing-kem §5.2).
    memberKeys(vault).set(seed.epoch, key32(opened.secretKey));
  }
  return pairs;
}

export interface ProgrammeRead {
  readonly programme: Content<'programme'> | undefined;
  /** False if this member waits for the key; the programme desk gives it. */
  readonly hasKey: boolean;
  readonly revision: number;
  readonly author: MemberId | undefined;
  readonly time: number;
  /** Who wrote a later version that nobody can open. `programme` is then the last one before it. */
  readonly brokenBy: MemberId | undefined;
}

/**
 * How often the programme is read again, if the desk may have saved a version between the portal's answer and the
 * log's.
 */
const looks = 3;

/**
 * Read the newest programme, as any member can. It must be signed by a member of the programme desk and be in the log.
 */
export async function readProgramme(vault: UnlockedVault): Promise<ProgrammeRead> {
  for (let look = 1; ; look += 1) {
    try {
      return await readOnce(vault);
    } catch (error) {
      if (!(error instanceof ProtocolError) || error.code !== 'record-old' || look === looks) throw error;
    }
  }
}

/** A version as it was served, or as it was answered for its leaf. */
interface Version {
  readonly verified: VerifiedRecord;
  readonly content: Uint8Array;
  readonly wraps: readonly string[];
}

type Read =
  | { readonly plain: Uint8Array; readonly tagKey: Key32; readonly content: Content<'programme'> }
  | 'waiting'
  | 'broken';

async function readOnce(vault: UnlockedVault): Promise<ProgrammeRead> {
  const { programme: given } = await vault.ports.call('programme/read', {});
  const { roster, head } = await vault.fresh();
  const pairs = await membersPairs(vault, roster);
  const base = { hasKey: pairs.size > 0, time: head.time, brokenBy: undefined };
  // The portal names the place; without a look into the log an old version, or a former author's, would do there. Its tag is
  // public: a first version that is held back is seen.
  const leaves = given === null ? (await scanLog(vault)).leaves : await scanUntil(vault, given.leaf);
  const served = given === null ? undefined : servedVersion(roster, given);
  const newest = await newestVersion(vault, leaves, served);
  if (newest === undefined) return { ...base, programme: undefined, revision: 0, author: undefined };
  const { header } = newest.verified;
  const { revision, author } = header;
  const read = readVersion(vault, pairs, newest);
  if (read === 'waiting') {
    vault.open.opened.delete(header.record);
    return { ...base, hasKey: false, programme: undefined, revision, author };
  }
  if (read === 'broken') {
    vault.open.broken.set(header.record, newest.verified);
    return { ...(await versionBefore(vault, leaves, pairs)), ...base, revision, brokenBy: author };
  }
  vault.open.broken.delete(header.record);
  const { plain, tagKey } = read;
  vault.open.opened.set(header.record, { verified: newest.verified, tagKey, content: plain, secrets: undefined });
  return { ...base, programme: read.content, revision, author };
}

const whom = forDesk(programmeDesk);
const programmePlace = (vault: UnlockedVault) => ({
  place: placeOfRecord(vault, programmeKind, whom),
  keys: tagKeysOf(vault, programmeKind, whom),
});

function servedVersion(roster: Roster, given: NonNullable<Reply<'programme/read'>['programme']>): Version {
  const verified = verifyRecord(roster, fromBase64url(given.record), given.leaf, { kind: programmeKind });
  return { verified, content: fromBase64url(given.content), wraps: given.deskWraps };
}

/** The version that counts, as it was served or as it is in the log; undefined if there is none. */
async function newestVersion(
  vault: UnlockedVault,
  leaves: readonly Uint8Array[],
  served: Version | undefined,
): Promise<Version | undefined> {
  const [looked] = await lookForNewer(vault, leaves, [{ ...programmePlace(vault), served: served?.verified }]);
  if (looked?.refusal !== undefined) throw looked.refusal;
  const newest = looked?.newest;
  if (newest === undefined || isSame(newest, served?.verified)) return newest && served;
  const answer = answerAt(vault, newest.leaf);
  return versionOf({ verified: newest, answer });
}

const versionOf = ({
  verified,
  answer,
}: Pick<Counting, 'verified'> & { readonly answer: Answer | undefined }): Version =>
  answer?.content
    ? { verified, content: fromBase64url(answer.content), wraps: answer.deskWraps }
    : refuse('record-old', 'its words were not served');

function readVersion(
  { open: { roster } }: UnlockedVault,
  pairs: ReadonlyMap<number, KeyPair>,
  { verified, content, wraps }: Version,
): Read {
  const offered = wrapFor(roster, verified, wraps, membersDesk).filter(({ epoch }) => pairs.has(epoch));
  if (offered.length === 0) return 'waiting';
  const isByAuthor = offered.some(({ signer }) => signer === verified.header.author);
  if (!equal(contentHash(content), verified.contentHash)) refuse('record-signature', 'content is not the signed one');
  try {
    const shares = firstThatOpens(offered, (wrap) => unwrapAsDesk(verified, wrap, pairs.get(wrap.epoch) as KeyPair));
    const witnessShare = shares.witnessShare ?? refuse('record-key', 'the programme has one key');
    const plain = openContent(verified, content, shares.deskShare, witnessShare);
    return { plain, tagKey: shares.tagKey, content: parseContent('programme', plain) };
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return isByAuthor ? 'broken' : 'waiting';
  }
}

/** The last version before a broken one that counts and opens. */
async function versionBefore(
  vault: UnlockedVault,
  leaves: readonly Uint8Array[],
  pairs: ReadonlyMap<number, KeyPair>,
): Promise<Pick<ProgrammeRead, 'programme' | 'author'>> {
  const { place, keys } = programmePlace(vault);
  for (const one of (await revisionsOf(vault, leaves, place, keys)).slice(0, -1).toReversed()) {
    const read = readVersion(vault, pairs, versionOf(one));
    if (typeof read !== 'string') return { programme: read.content, author: one.verified.header.author };
  }
  return { programme: undefined, author: undefined };
}

/** Save the programme desk's next version. Everyone with the members key reads it at once. */
export async function saveProgramme(vault: UnlockedVault, content: Content<'programme'>): Promise<void> {
  const { roster } = await vault.fresh();
  // Neither to a key of somebody who left (sealing.ts) nor before there is one.
  if (!isSoundEpoch(roster, membersDesk)) refuse('desk-waiting', 'the members key must be made anew first');
  // A circle goes to its own people only. What every member reads never contains one, whatever a screen passes.
  if (content.sessions.some(({ unlisted }) => unlisted)) refuse('field', 'an unlisted session for every member');
  const { opened, broken } = vault.open;
  const { record } = placeOfRecord(vault, programmeKind, whom);
  const before = () => broken.get(record) ?? opened.get(record)?.verified;
  // There is one line of versions: a first one is made only if there is none.
  if (before() === undefined) {
    const { revision, hasKey } = await readProgramme(vault);
    if (revision > 0 && !hasKey) refuse('desk-waiting', 'the version before cannot be read yet');
  }
  const tagKey = newestKey(vault, programmeKind, whom) as Key32;
  await sealAll(vault, [nextRequest(vault, 'programme', content, { whom, tagKey, before: before() })]);
}

/** Save the open part's own words, which only the programme desk reads until they are published. */
export function saveSite(vault: UnlockedVault, content: Content<'site'>): Promise<void> {
  return saveDocument(vault, 'site', programmeDesk, content);
}

export interface MembersKeyState {
  readonly epoch: number;
  /** False after a removal, or before the first: the programme desk must make a new one. */
  readonly sound: boolean;
  /** Members who are to hold it and do not yet. */
  readonly waiting: readonly MemberId[];
}

export async function membersKey(vault: UnlockedVault): Promise<MembersKeyState> {
  const { roster } = await vault.fresh();
  const epoch = currentEpoch(roster, membersDesk);
  const live = keyHolders(roster, membersDesk);
  if (epoch === undefined) return { epoch: 0, sound: false, waiting: live };
  const holders = await vault.ports.call('programme/holders', {});
  return {
    epoch: epoch.epoch,
    sound: isSoundEpoch(roster, membersDesk),
    waiting: live.filter((member) => !holders.members.includes(member)),
  };
}

/** Make a new members key for everyone who is a member now and is not frozen. */
export async function mintMembersKey(vault: UnlockedVault): Promise<MintOutcome> {
  const { roster } = await vault.fresh();
  const members = keyHolders(roster, membersDesk);
  const epoch = (currentEpoch(roster, membersDesk)?.epoch ?? 0) + 1;
  const seed = key32(vault.ports.random(32));
  const pair = sealKeyPair(seed);
  const keys = await sealKeysOf(vault, roster, members);
  const outcome = await proposeOperation(
    vault,
    {
      type: 'desk-epoch',
      desk: membersDesk,
      epoch,
      keyHash: sealingKeyHash(pair.publicKey),
      holders: holdersOf(membersDesk, members),
    },
    { publicKey: toBase64url(pair.publicKey), seeds: sealSeeds(keys, seed, membersSeedContext(roster.rootfp, epoch)) },
  );
  return { ...outcome, leftOut: keys.leftOut };
}

/**
 * Give the present key to members who came later. Any member with the key could do it; the portal takes it only from
 * the desk. Return how many have it now, and whose key could not be used.
 */
export async function admitToProgramme(
  vault: UnlockedVault,
): Promise<{ readonly given: number; readonly leftOut: readonly MemberId[] }> {
  const { roster } = await vault.fresh();
  await membersPairs(vault, roster);
  const { epoch, waiting } = await membersKey(vault);
  const seed = memberKeys(vault).get(epoch) ?? refuse('desk-waiting', 'no members key to give');
  if (waiting.length === 0) return { given: 0, leftOut: [] };
  const keys = await sealKeysOf(vault, roster, waiting);
  const seeds = sealSeeds(keys, seed, membersSeedContext(roster.rootfp, epoch));
  if (seeds.length > 0) await vault.ports.call('programme/admit', { epoch, seeds });
  return { given: seeds.length, leftOut: keys.leftOut };
}
