/**
 * Openings (§7) from the requester's side: one touch gives the assertion over the batch and, through the `open` salt,
 * DS; with it the desk seeds, the desk's shares and the tag keys. Seeds and shares are wiped before this returns.
 */
import { witnessNow } from '#protocol/roster/by-leaf.ts';
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { assertion as assertionCodec } from '#protocol/crypto/assertion.ts';
import { verifyCheckpoint, verifyCosignature } from '#protocol/log/checkpoint.ts';
import { firstThatOpens } from '#protocol/crypto/first-that-opens.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import type { DeskId } from '#protocol/core/ids.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { leafTag, parseLeaf } from '#protocol/log/leaf.ts';
import { batchHash, openingCodec, openingHash, openRelease, type OpeningReason } from '#protocol/openings/opening.ts';
import { openContent, unwrapAsDesk, type DeskShares } from '#protocol/records/unwrap.ts';
import { requireLogged, verifyDeskWrap, type VerifiedDeskWrap, type VerifiedRecord } from '#protocol/records/verify.ts';
import { currentEpoch, type Roster } from '#protocol/roster/roster-state.ts';
import { key32, sealKeyPair, wipe, type Key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import { deskPairs, openDeskSecret } from './team-keys.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { scanLog } from '../log/scan.ts';
import { lookForNewer, type Subject } from '../log/newer.ts';
import { tagKeysOf, takeKeys, type Whom } from './tag-keys.ts';
import { keysOf, placeOf, touchFor, type Touched } from '../session/touch.ts';

const openingMs = 4 * 3600 * 1000;

/** A record as a desk sees it before the touch. */
export interface DeskRecord {
  readonly verified: VerifiedRecord;
  readonly wraps: readonly VerifiedDeskWrap[];
  /** Present for ungated kinds only. */
  readonly content: Uint8Array | undefined;
  /** Not the newest: it is opened for the secrets in it. */
  readonly earlier?: true;
}

export interface OpenedPlain {
  readonly record: DeskRecord;
  readonly plain: Uint8Array | undefined;
  /** Why this one stayed closed. */
  readonly refusal: string | undefined;
  readonly leaf: number | undefined;
  /** Of an ungated record: for adding a wrap. */
  readonly shares?: DeskShares;
}

/** The wrap this desk can open: to the newest epoch it is sealed to. */
export function wrapFor(
  roster: Roster,
  verified: VerifiedRecord,
  wraps: readonly string[],
  desk: DeskId,
): VerifiedDeskWrap[] {
  const known = currentEpoch(roster, desk)?.epoch ?? 0;
  return wraps
    .flatMap((wrap) => {
      try {
        return [verifyDeskWrap(roster, verified, fromBase64url(wrap))];
      } catch (error) {
        // A wrap that does not verify opens nothing; another may.
        if (!(error instanceof ProtocolError)) throw error;
        return [];
      }
    })
    .filter((wrap) => wrap.desk === desk && wrap.epoch <= known)
    .toSorted((a, b) => b.epoch - a.epoch);
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
  const { shares, shut } = await deskShares(vault, roster, desk, records, touched);
  const released =
    gated.length === 0 ? [] : await ask(vault, roster, { bodies, hashes, gated, shares, ephemeral, touched });
  const all = records.map((record) => {
    const item = released.find((candidate) => candidate.record === record);
    return openOne(record, shares.get(record), shut.get(record), item);
  });
  // The keys among them tell under which tags the others are looked for.
  takeKeys(vault, desk, all);
  const stale = await leftBehind(vault, shares);
  const opened = all.map((one) => {
    const refusal = stale.get(one.record);
    return refusal === undefined || one.refusal !== undefined ? one : { ...one, plain: undefined, refusal };
  });
  wipe(ephemeral.secretKey);
  keep(vault, opened, shares);
  const results = opened.map((one): OpenedPlain => {
    const share = shares.get(one.record);
    return share === undefined || one.record.verified.header.gated ? one : { ...one, shares: share };
  });
  for (const [{ verified }, share] of shares) if (verified.header.gated) wipe(share.deskShare);
  return results;
}

async function deskShares(
  vault: UnlockedVault,
  roster: Roster,
  desk: DeskId,
  records: readonly DeskRecord[],
  touched: Touched,
): Promise<{ readonly shares: ReadonlyMap<DeskRecord, DeskShares>; readonly shut: ReadonlyMap<DeskRecord, string> }> {
  const open = openDeskSecret(vault, touched.got);
  const pairs = await deskPairs(vault, roster, desk, open);
  wipe(open.secretKey);
  const shares = new Map<DeskRecord, DeskShares>();
  const shut = new Map<DeskRecord, string>();
  for (const record of records) {
    // A colleague may have added one that does not open: it is an offer, and takes no other's place.
    const offered = record.wraps.filter(({ epoch }) => pairs.has(epoch));
    if (offered.length === 0) continue;
    try {
      const opened = firstThatOpens(offered, (wrap) =>
        unwrapAsDesk(record.verified, wrap, pairs.get(wrap.epoch) as KeyPair),
      );
      shares.set(record, opened);
    } catch (error) {
      // One record without a good wrap keeps itself closed, not the whole queue.
      if (!(error instanceof ProtocolError)) throw error;
      shut.set(record, error.code);
    }
  }
  for (const pair of pairs.values()) wipe(pair.secretKey);
  return { shares, shut };
}

/**
 * Records that are not shown as current, each with why: the log knows a later revision than the one that was served, holds
 * something else in the place that was named for it, or the record stands under a tag key that is not its own.
 */
async function leftBehind(
  vault: UnlockedVault,
  shares: ReadonlyMap<DeskRecord, DeskShares>,
): Promise<ReadonlyMap<DeskRecord, string>> {
  const { leaves } = await scanLog(vault);
  const held = [...shares].filter(([{ earlier }]) => earlier !== true);
  const subjects = held.map(([{ verified }, { tagKey }]) => subjectOf(vault, verified, tagKey));
  const looked = await lookForNewer(vault, leaves, subjects);
  const stale = new Map<DeskRecord, string>();
  for (const [i, [record, { tagKey }]] of held.entries()) {
    const { verified } = record;
    try {
      const refusal = looked[i]?.refusal;
      if (refusal !== undefined) throw refusal;
      // Its author may have logged it under a tag of no record: nothing in the log is newer, but it is there.
      const at = verified.leaf;
      requireLogged(verified, parseLeaf(leaves[at] ?? refuse('leaf-missing', `none at ${at}`)));
      requireKnownKey(vault, verified, tagKey);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      stale.set(record, error.code);
    }
  }
  return stale;
}

const whomOf = ({ header: { owner, desk, about } }: VerifiedRecord): Whom => ({ owner, desk, about });

function subjectOf(vault: UnlockedVault, verified: VerifiedRecord, tagKey: Key32): Subject {
  const { kind, record, owner, desk, revision } = verified.header;
  const keys = [tagKey, ...tagKeysOf(vault, kind, whomOf(verified))];
  return { place: { kind, record, owner, desk }, keys, revision, leaf: verified.leaf };
}

/** Where the desk can derive the keys of a record, it stands under one of them. */
function requireKnownKey(vault: UnlockedVault, verified: VerifiedRecord, tagKey: Key32): void {
  const known = tagKeysOf(vault, verified.header.kind, whomOf(verified));
  if (known.length > 0 && !known.some((key) => equal(key, tagKey)))
    refuse('record-commitment', 'under a tag key that is not of this record');
}

/** Refusals that a colleague or another hour cannot mend: who may write this kind writes the next revision over it. */
const passing: readonly string[] = ['desk-waiting', 'record-old', 'leaf-missing'];

interface Asked {
  readonly bodies: readonly Uint8Array[];
  readonly hashes: readonly Uint8Array[];
  readonly gated: readonly DeskRecord[];
  readonly shares: ReadonlyMap<DeskRecord, DeskShares>;
  readonly ephemeral: KeyPair;
  readonly touched: Touched;
}

interface Released {
  readonly record: DeskRecord;
  readonly leaf: number;
  readonly share: Uint8Array | undefined;
  readonly refusal: string;
  readonly content: Uint8Array | undefined;
}

async function ask(vault: UnlockedVault, roster: Roster, asked: Asked): Promise<readonly Released[]> {
  const items = asked.gated.map((record, i) => {
    const share = asked.shares.get(record);
    const nonce = (asked.hashes[i] as Uint8Array).slice(0, 16);
    return {
      bodySalt: toBase64url(vault.ports.random(32)),
      viewSalt: toBase64url(vault.ports.random(32)),
      // Without a share there is no tag. The entry is there, nobody finds it by tag, and the witness releases nothing.
      tag: toBase64url(share === undefined ? vault.ports.random(16) : leafTag(share.tagKey, roster.rootfp, nonce)),
    };
  });
  const answer = await vault.ports.call('openings/ask', {
    bodies: asked.bodies.map(toBase64url),
    ephemeralKey: toBase64url(asked.ephemeral.publicKey),
    assertion: toBase64url(assertionCodec.encode(asked.touched.assertion)),
    items,
  });
  // The entries are under a checkpoint that log and witness signed; the shares come from the witness itself.
  const note = verifyCheckpoint(answer.note, roster.genesis.log);
  verifyCosignature(note, witnessNow(roster));
  const answers = openRelease(roster, asked.ephemeral, wrapCodec.parse(fromBase64url(answer.box)), asked.hashes);
  return asked.gated.map((record, i) => {
    const given = answers[i] ?? refuse('release-mismatch', 'an answer is missing');
    if (given.leaf >= note.checkpoint.size) refuse('opening-not-logged', 'entry is not under the checkpoint');
    const content = answer.items[i]?.content;
    return {
      record,
      leaf: given.leaf,
      share: given.share,
      refusal: given.refusal,
      content: content === null || content === undefined ? undefined : fromBase64url(content),
    };
  });
}

function openOne(
  record: DeskRecord,
  shares: DeskShares | undefined,
  shut: string | undefined,
  released: Released | undefined,
): OpenedPlain {
  if (shares === undefined) return { record, plain: undefined, refusal: shut ?? 'desk-waiting', leaf: undefined };
  const witnessShare = shares.witnessShare ?? released?.share;
  const ciphertext = record.content ?? released?.content;
  if (witnessShare === undefined || ciphertext === undefined)
    return { record, plain: undefined, refusal: released?.refusal || 'release-refused', leaf: released?.leaf };
  try {
    const plain = openContent(record.verified, ciphertext, shares.deskShare, key32(witnessShare));
    return { record, plain, refusal: undefined, leaf: released?.leaf };
  } catch (error) {
    // Sealed badly, or another content under its name: it stays closed, and the others of this touch open.
    if (!(error instanceof ProtocolError)) throw error;
    return { record, plain: undefined, refusal: error.code, leaf: released?.leaf };
  }
}

/** What was opened stays readable in this session, so that the desk can write the next revision of its own records. */
function keep(vault: UnlockedVault, opened: readonly OpenedPlain[], shares: ReadonlyMap<DeskRecord, DeskShares>): void {
  for (const { record, plain, refusal } of opened) {
    const { verified, earlier } = record;
    if (earlier === true) continue;
    const { record: id, gated } = verified.header;
    const share = shares.get(record);
    if (plain === undefined || share === undefined) {
      // Of a gated one the witness may have refused: that is nothing about the record.
      const isBroken = refusal !== undefined && !passing.includes(refusal) && (!gated || share === undefined);
      if (isBroken || refusal === 'record-commitment') vault.open.broken.set(id, verified);
      continue;
    }
    vault.open.broken.delete(id);
    vault.open.opened.set(id, { verified, tagKey: share.tagKey, content: plain, secrets: undefined });
  }
}
