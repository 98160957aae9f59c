/**
 * Openings (§7) from the requester's side: one touch gives the assertion over the batch and, through the `open` salt,
 * DS; with it the desk seeds, the desk's shares and the tag keys. Seeds and shares are wiped before this returns.
 */
import { witnessNow } from '#protocol/roster/by-leaf.ts';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { assertion as assertionCodec } from '#protocol/crypto/assertion.ts';
import { verifyCheckpoint, verifyCosignature } from '#protocol/log/checkpoint.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import type { DeskId } from '#protocol/core/ids.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { leafTag, parseLeaf } from '#protocol/log/leaf.ts';
import { batchHash, openingCodec, openingHash, openRelease, type OpeningReason } from '#protocol/openings/opening.ts';
import { openContent, unwrapAsDesk, type DeskShares } from '#protocol/records/unwrap.ts';
import { requireLogged, verifyDeskWrap, type VerifiedDeskWrap, type VerifiedRecord } from '#protocol/records/verify.ts';
import { currentEpoch, type Roster } from '#protocol/roster/roster-state.ts';
import { key32, sealKeyPair, wipe, type KeyPair } from '#protocol/crypto/sodium.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import { deskPairs, openDeskSecret } from './team-keys.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { scanLog } from '../log/scan.ts';
import { newestLeaves, requireNewest } from '../log/verify-latest.ts';
import { keysOf, placeOf, touchFor, type Touched } from '../session/touch.ts';

const openingMs = 4 * 3600 * 1000;

/** A record as a desk sees it before the touch. */
export interface DeskRecord {
  readonly verified: VerifiedRecord;
  readonly wraps: readonly VerifiedDeskWrap[];
  /** Present for ungated kinds only. */
  readonly content: Uint8Array | undefined;
}

export interface OpenedPlain {
  readonly record: DeskRecord;
  readonly plain: Uint8Array | undefined;
  /** Why this one stayed closed. */
  readonly refusal: string | undefined;
  readonly leaf: number | undefined;
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
  const shares = await deskShares(vault, roster, desk, records, touched);
  const released =
    gated.length === 0 ? [] : await ask(vault, roster, { bodies, hashes, gated, shares, ephemeral, touched });
  const stale = await leftBehind(vault, roster, shares);
  const opened = records.map((record) => {
    const item = released.find((candidate) => candidate.record === record);
    const refusal = stale.get(record);
    if (refusal !== undefined) return { record, plain: undefined, refusal, leaf: item?.leaf };
    return openOne(record, shares.get(record), item);
  });
  for (const share of shares.values()) wipe(share.deskShare);
  wipe(ephemeral.secretKey);
  keep(vault, opened, shares);
  return opened;
}

async function deskShares(
  vault: UnlockedVault,
  roster: Roster,
  desk: DeskId,
  records: readonly DeskRecord[],
  touched: Touched,
): Promise<ReadonlyMap<DeskRecord, DeskShares>> {
  const open = openDeskSecret(vault, touched.got);
  const pairs = await deskPairs(vault, roster, desk, open);
  wipe(open.secretKey);
  const shares = new Map<DeskRecord, DeskShares>();
  for (const record of records) {
    const wrap = record.wraps.find((candidate) => pairs.has(candidate.epoch));
    if (wrap === undefined) continue;
    try {
      shares.set(record, unwrapAsDesk(record.verified, wrap, pairs.get(wrap.epoch) as KeyPair));
    } catch (error) {
      // One badly made wrap keeps itself closed, not the whole queue.
      if (!(error instanceof ProtocolError)) throw error;
    }
  }
  for (const pair of pairs.values()) wipe(pair.secretKey);
  return shares;
}

/**
 * Records that are not shown as current, each with why: the log knows a later revision than the one that was served, or
 * holds something else in the place that was named for it.
 */
async function leftBehind(
  vault: UnlockedVault,
  roster: Roster,
  shares: ReadonlyMap<DeskRecord, DeskShares>,
): Promise<ReadonlyMap<DeskRecord, string>> {
  const { leaves } = await scanLog(vault);
  const held = [...shares];
  const keys = held.map(([, share]) => share.tagKey);
  const newest = newestLeaves(roster.rootfp, leaves, keys, 'record');
  const stale = new Map<DeskRecord, string>();
  for (const [i, [record, { tagKey }]] of held.entries()) {
    const at = newest[i] ?? -1;
    const { leaf } = record.verified;
    try {
      // Its author logged it under a tag of no record: nothing in the log is newer, but it is there.
      if (at === -1)
        requireLogged(record.verified, parseLeaf(leaves[leaf] ?? refuse('leaf-missing', `none at ${leaf}`)));
      else requireNewest({ verified: record.verified, tagKey }, at, leaves);
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      stale.set(record, error.code);
    }
  }
  return stale;
}

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

function openOne(record: DeskRecord, shares: DeskShares | undefined, released: Released | undefined): OpenedPlain {
  if (shares === undefined) return { record, plain: undefined, refusal: 'desk-waiting', leaf: undefined };
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
  for (const { record, plain } of opened) {
    const share = shares.get(record);
    if (plain === undefined || share === undefined) continue;
    vault.open.opened.set(record.verified.header.record, {
      verified: record.verified,
      tagKey: share.tagKey,
      content: plain,
      secrets: undefined,
    });
  }
}
