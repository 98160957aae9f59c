/** The evidence that an officer takes away: what she was shown of the log, as tools/auditor reads it. */
import { toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { verifyCheckpoint } from '#protocol/log/checkpoint.ts';
import { leafBytes } from '#protocol/log/leaf.ts';
import type { JudgedAt } from '#protocol/roster/replay.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { lastRead, pausesMs } from './ask-openings.ts';
import { servedOutcomes, verifyOutcomes } from './outcomes.ts';
import type { Body } from './sealed-bodies.ts';
import { scanLog } from './scan.ts';

/** A bundle that tools/auditor verifies offline. Holds no record and no name; bodies only if they were opened. */
export async function evidence(vault: UnlockedVault): Promise<string> {
  const { head, signedHead, leaves, note } = await headAndCheckpoint(vault);
  const held = vault.open;
  const read = lastRead(vault);
  const listed = read?.listed ?? verifyOutcomes(held, await servedOutcomes(vault, head.size), leaves);
  return JSON.stringify(
    {
      rootfp: toBase64url(held.roster.rootfp),
      signedGenesis: toBase64url(held.signedGenesis),
      entries: held.entries.map(lineText),
      note,
      // Of the moment when outcomes and bodies were read: it counts them.
      head: read?.signedHead ?? signedHead ?? refuse('head-stale', 'no head of this session'),
      leaves: toBase64url(inOne(leaves)),
      outcomes: [...listed].map(([leaf, { signed }]) => ({ leaf, signed })),
      bodies: (read?.bodies ?? []).map(({ leaf, plain }: Body) => ({ leaf, body: toBase64url(plain) })),
    },
    null,
    1,
  );
}

/** A bundle's leaves are exactly those of its checkpoint. While others write, the two are asked for again. */
async function headAndCheckpoint(vault: UnlockedVault) {
  for (const pause of [...pausesMs, undefined]) {
    const { leaves, head } = await scanLog(vault);
    const { signedHead, roster } = vault.open;
    const { note } = await vault.ports.call('log/checkpoint', {});
    if (pause === undefined || verifyCheckpoint(note, roster.genesis.log).checkpoint.size === leaves.length)
      return { leaves, head, signedHead, note };
    await vault.ports.pause(pause);
  }
  return refuse('log-behind', 'never settled');
}

function lineText({ leaf, body, odd, code, time, signature }: JudgedAt) {
  const text = (bytes: Uint8Array | undefined) => (bytes === undefined ? null : toBase64url(bytes));
  return { leaf, bytes: text(body), odd: text(odd), code, time, signature: toBase64url(signature) };
}

/** Not by spreading: a log has more leaves than a call may have arguments. */
function inOne(leaves: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(leaves.length * leafBytes);
  leaves.forEach((leaf, at) => bytes.set(leaf, at * leafBytes));
  return bytes;
}
