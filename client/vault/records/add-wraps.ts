/**
 * Wraps for the desk's present key (5.4), made by a colleague who opens a record with an earlier one: so that somebody who
 * came to the desk since finds its keys, its cases and what people gave it. Never of gated records: those ask the witness.
 */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import type { DeskId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { requireKey } from '#protocol/openings/desk-seed.ts';
import { signDeskWrap } from '#protocol/records/seal.ts';
import { currentEpoch, isSoundEpoch } from '#protocol/roster/roster-state.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import type { OpenedPlain } from './opening.ts';

export async function addWraps(vault: UnlockedVault, desk: DeskId, opened: readonly OpenedPlain[]): Promise<void> {
  const { roster } = vault.open;
  const epoch = currentEpoch(roster, desk);
  if (epoch === undefined || !isSoundEpoch(roster, desk)) return;
  // That a wrap is there says nothing: the one that opened counts.
  const lacking = opened.flatMap(({ record, plain, shares, openedWith }) =>
    plain !== undefined &&
    shares?.witnessShare !== undefined &&
    !record.verified.header.gated &&
    openedWith !== epoch.epoch
      ? [{ record, shares }]
      : [],
  );
  if (lacking.length === 0) return;
  const asked = { members: [], desks: [{ desk, epoch: epoch.epoch }], months: [] };
  const { desks } = await vault.ports.call('roster/keys', asked);
  const publicKey = requireKey(fromBase64url(desks[0]?.publicKey ?? ''), epoch.keyHash);
  const { member, secrets } = vault.open;
  const wraps = lacking.map(({ record: { verified }, shares }) =>
    signDeskWrap(
      { ...verified, rootfp: roster.rootfp },
      shares,
      { desk, epoch: epoch.epoch, publicKey },
      member,
      secrets.keys.sign.secretKey,
    ),
  );
  for (let at = 0; at < wraps.length; at += limits.wrapsPerAsk)
    await vault.ports.call('records/wrap', { wraps: wraps.slice(at, at + limits.wrapsPerAsk).map(toBase64url) });
}
