/**
 * The keys under which a desk's work stands (5.8, 5.13): its own secrets, in a record of the desk, and what each person gave
 * it. Both are opened with the touch that opens the desk's other records.
 */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { DeskId, KindId, MemberId } from '#protocol/core/ids.ts';
import { key32, type Key32 } from '#protocol/crypto/sodium.ts';
import { keysKind, tagsKind } from '#protocol/members/standing.ts';
import { nextGenerations } from '#protocol/records/generations.ts';
import { currentEpoch, isSoundEpoch, someoneLeft } from '#protocol/roster/roster-state.ts';
import { revisionsOf, type Counting } from '../log/newer.ts';
import { scanLog } from '../log/scan.ts';
import { Refused } from '../session/refusal.ts';
import type { Unlocked, UnlockedVault } from '../session/unlocked-vault.ts';
import { wrapFor, type DeskRecord } from './desk-record.ts';
import { openBatch } from './opening.ts';
import { nextRequest, sealAll } from './sealing.ts';
import {
  forDesk,
  forPerson,
  keysOfDesk,
  newestKey,
  placeOfRecord,
  readLine,
  tagKeysOf,
  takeSays,
  type Whom,
} from './tag-keys.ts';

type Leaves = readonly Uint8Array[];

/** Which revisions were tried, with which key of the desk: each once. */
const tried = new WeakMap<Unlocked, Set<string>>();

/** Of these revisions, those that this session has not tried with the desk's present key. They are tried now. */
function untried(vault: UnlockedVault, desk: DeskId, all: readonly Counting[]): readonly DeskRecord[] {
  const known = tried.get(vault.open) ?? new Set<string>();
  tried.set(vault.open, known);
  const { roster } = vault.open;
  const epoch = currentEpoch(roster, desk)?.epoch ?? 0;
  return all.flatMap(({ verified, answer }) => {
    const name = `${verified.header.record} ${verified.leaf} ${epoch}`;
    if (known.has(name) || answer.content === null) return [];
    const wraps = wrapFor(roster, verified, answer.deskWraps, desk);
    if (wraps.length === 0) return [];
    known.add(name);
    return [{ verified, wraps, content: fromBase64url(answer.content), ofHistory: true } as const];
  });
}

/** Every revision of the desk's own keys that this session has yet to open. */
export async function keysToOpen(vault: UnlockedVault, leaves: Leaves, desk: DeskId): Promise<readonly DeskRecord[]> {
  return untried(vault, desk, await readLine(vault, leaves, keysKind(desk), forDesk(desk)));
}

/** Returns this desk's key for what it writes about itself or somebody, of its newest generation. */
export async function deskKey(vault: UnlockedVault, desk: DeskId, kind: KindId, whom: Whom): Promise<Key32> {
  await renewDeskKeys(vault, desk);
  return newestKey(vault, kind, whom) ?? refuse('desk-waiting', 'no key yet');
}

const tries = 3;

/**
 * Seals the next secret where there is none, where the last does not open for her, and after somebody left: nobody waits for
 * another's words. Of two at once one counts, and both read it.
 */
export async function renewDeskKeys(vault: UnlockedVault, desk: DeskId): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const open = await keysToOpen(vault, (await scanLog(vault)).leaves, desk);
    const line = keysOfDesk(vault, desk);
    if (!line.secrets.whole && open.length > 0) await openBatch(vault, desk, open, 'change');
    const { roster, member } = vault.open;
    const last = line.revisions.at(-1);
    const { whole } = line.secrets;
    if (whole && last !== undefined && !someoneLeft(roster, desk, last.leaf)) return;
    const isHolder = isSoundEpoch(roster, desk) && (currentEpoch(roster, desk)?.members.includes(member) ?? false);
    // Until she has a key, what she knows is used.
    if (!isHolder && whole) return;
    if (!isHolder) refuse('desk-waiting', 'no sound key of this team');
    try {
      return await sealKeys(vault, desk);
    } catch (error) {
      if (!(error instanceof Refused) || error.facts.code !== 'record-conflict' || attempt === tries) throw error;
    }
  }
}

async function sealKeys(vault: UnlockedVault, desk: DeskId): Promise<void> {
  const { secrets, revisions } = keysOfDesk(vault, desk);
  const [kind, whom] = [keysKind(desk), forDesk(desk)];
  const own = { number: secrets.next, secret: key32(vault.ports.random(32)) };
  const tagKey = newestKey(vault, kind, whom) as Key32;
  const following = { whom, tagKey, before: revisions.at(-1), number: own.number };
  const said = nextGenerations(secrets, own, toBase64url);
  const [sealed] = await sealAll(vault, [nextRequest(vault, kind as unknown as 'keys-', said, following)]);
  const { verified } = vault.open.opened.get(placeOfRecord(vault, kind, whom).record) ?? {};
  if (sealed === undefined || verified === undefined) return;
  await readLine(vault, (await scanLog(vault)).leaves, kind, whom);
  takeSays(vault, verified, sealed.plain);
}

/**
 * Returns the tag key of a kind that a desk writes for a person, of the newest generation that she gave it. Refuses with
 * `inbox-missing` if she has not been here yet.
 */
export async function personKey(
  vault: UnlockedVault,
  leaves: Leaves,
  desk: DeskId,
  kind: KindId,
  owner: MemberId,
): Promise<Key32> {
  const whom = forPerson(owner);
  const [place, keys] = [placeOfRecord(vault, tagsKind(desk), whom), tagKeysOf(vault, tagsKind(desk), whom)];
  const open = untried(vault, desk, await revisionsOf(vault, leaves, place, keys));
  if (open.length > 0) await openBatch(vault, desk, open, 'change');
  return newestKey(vault, kind, whom) ?? refuse('inbox-missing', 'no tag key of hers opens for this desk');
}
