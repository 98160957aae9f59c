/** The requests for gated records (§7): what one touch asks of portal and witness, and what they answer. */
import { witnessNow } from '#protocol/roster/by-leaf.ts';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { assertion as assertionCodec } from '#protocol/crypto/assertion.ts';
import type { Key32, KeyPair } from '#protocol/crypto/sodium.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import { verifyCheckpoint, verifyCosignature } from '#protocol/log/checkpoint.ts';
import { leafTag } from '#protocol/log/leaf.ts';
import { openRelease } from '#protocol/openings/opening.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import type { Touched } from '../session/touch.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import type { DeskRecord } from './desk-record.ts';

export interface Asked {
  readonly bodies: readonly Uint8Array[];
  readonly hashes: readonly Uint8Array[];
  readonly gated: readonly DeskRecord[];
  readonly tagKeys: ReadonlyMap<DeskRecord, Key32>;
  readonly ephemeral: KeyPair;
  readonly touched: Touched;
}

export interface Released {
  readonly record: DeskRecord;
  readonly leaf: number;
  readonly share: Uint8Array | undefined;
  readonly refusal: string;
  readonly content: Uint8Array | undefined;
}

/** Asks portal and witness to open these gated records, and checks that each entry is in the log. */
export async function askRelease(vault: UnlockedVault, roster: Roster, asked: Asked): Promise<readonly Released[]> {
  const items = asked.gated.map((record, i) => {
    const tagKey = asked.tagKeys.get(record);
    const nonce = (asked.hashes[i] as Uint8Array).slice(0, 16);
    return {
      bodySalt: toBase64url(vault.ports.random(32)),
      viewSalt: toBase64url(vault.ports.random(32)),
      // Without a share there is no tag. The entry is there, nobody finds it by tag, and the witness releases nothing.
      tag: toBase64url(tagKey === undefined ? vault.ports.random(16) : leafTag(tagKey, roster.rootfp, nonce)),
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
