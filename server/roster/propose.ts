/** Entries on their way: complete ones apply at once, the others wait for officers' signatures. */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import { limits } from '#protocol/core/limits.ts';
import { signatureCodec } from '#protocol/members/genesis.ts';
import { toId, type MemberId } from '#protocol/core/ids.ts';
import { judgingTime, readEntry, signedEntry } from '#protocol/roster/roster.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { now } from '../clock.ts';
import { deny, Refusal } from '../errors.ts';
import type { Sweep } from '../expiry.ts';
import type { Portal } from '../portal.ts';
import { random } from '../random.ts';
import { enactEntry, readNow } from './apply.ts';
import { nothing, type Brought } from './effects.ts';
import { readEpochKeys, requireEpochKeys, type EpochKeys } from './epoch-keys.ts';
import { requireUnusable } from './left-out.ts';
import {
  addSignature,
  dropProposals,
  dropProposalsBefore,
  findProposal,
  keptProposals,
  storeProposal,
  type ProposalRow,
} from './store.ts';

const dayMs = 24 * 3600 * 1000;
const toldMs = dayMs;
/** A clock that is wrong deletes nothing that may be needed: what is over is deleted by agreed time only. */
const keptMs = 30 * dayMs;
/** Reasons that may pass. */
const passing: readonly string[] = ['roster-expired', 'roster-often'];

type Outcome = Reply<'roster/propose'>;

export async function propose(portal: Portal, member: MemberId, body: Body<'roster/propose'>): Promise<Outcome> {
  const bytes = fromBase64url(body.entry);
  if (portal.rosterCache.isInForce(bytes)) return { state: 'applied', missing: 0 };
  const minted = readEpochKeys(body.minted);
  const { entry, signers, missing } = readNow(portal, bytes);
  if (!signers.includes(member)) refuse('roster-right', 'proposed by somebody who did not sign');
  if (entry.operation.type === 'rekey') refuse('not-yet', 'a rekey comes with its keys');
  if (entry.operation.type === 'credential') refuse('not-yet', 'her keys are hers, and come with their slots');
  const leftOut = requireEpochKeys(portal.rosterCache.roster, entry.operation, minted);
  await requireUnusable(portal.db, entry.operation, leftOut);
  if (missing === 0) {
    await enactEntry(portal, bytes, broughtOf(minted));
    return { state: 'applied', missing };
  }
  await makeRoom(portal, member);
  await storeProposal(portal.db, {
    id: toId(random(16)),
    maker: member,
    expires: entry.expires,
    bytes,
    public_key: minted?.publicKey ?? null,
    members: [...(minted?.members ?? [])],
    wraps: [...(minted?.wraps ?? [])],
  });
  return { state: 'waiting', missing };
}

const broughtOf = (minted: EpochKeys | undefined): Brought =>
  minted === undefined
    ? nothing
    : { ...nothing, public_key: minted.publicKey, members: [...minted.members], wraps: [...minted.wraps] };

export const mintedOf = (row: ProposalRow): EpochKeys | undefined =>
  row.public_key === null ? undefined : { publicKey: row.public_key, members: row.members, wraps: row.wraps };

/**
 * live: it may still come into force. over: its time is, and it is shown for a day, so that its officers are told and do not
 * guess. hidden: it is in force, or by this clock, or on this day, it does not count. dead: it never will.
 */
type State = 'live' | 'over' | 'hidden' | 'dead';

function stateOf({ rosterCache }: Portal, row: ProposalRow): State {
  // The last signer may not have heard yet.
  if (rosterCache.isInForce(row.bytes)) return 'hidden';
  const { roster } = rosterCache;
  const time = judgingTime(roster, now());
  try {
    readEntry(roster, row.bytes, Math.min(time, row.expires));
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return passing.includes(error.code) ? 'hidden' : 'dead';
  }
  if (row.expires >= time) return 'live';
  return row.expires >= time - toldMs ? 'over' : 'hidden';
}

/** What is dead is deleted: a row that nobody is shown must not count against anybody. */
async function kept(portal: Portal): Promise<readonly (readonly [ProposalRow, State])[]> {
  const rows = await keptProposals(portal.db);
  const all = rows.map((row) => [row, stateOf(portal, row)] as const);
  await dropProposals(
    portal.db,
    all.filter(([, state]) => state === 'dead').map(([{ id }]) => id),
  );
  return all.filter(([, state]) => state !== 'dead');
}

export async function waiting(portal: Portal): Promise<ProposalRow[]> {
  return (await kept(portal)).filter(([, state]) => state !== 'hidden').map(([row]) => row);
}

/** So many of one officer's as she can have at once. What is no longer live goes first, the oldest before. */
async function makeRoom(portal: Portal, maker: MemberId): Promise<void> {
  const hers = (await kept(portal)).filter(([row]) => row.maker === maker);
  const others = hers.filter(([, state]) => state !== 'live');
  const most = limits.proposalsPerOfficer;
  if (hers.length - others.length >= most) refuse('roster-often', `${most} of hers wait for the others`);
  const tooMany = Math.max(0, hers.length + 1 - most);
  await dropProposals(
    portal.db,
    others.slice(0, tooMany).map(([{ id }]) => id),
  );
}

/** It came into force, and its last signer never heard of it. */
async function isDone(portal: Portal, id: string): Promise<boolean> {
  const row = await findProposal(portal.db, id);
  if (row === undefined || !portal.rosterCache.isInForce(row.bytes)) return false;
  await dropProposals(portal.db, [id]);
  return true;
}

async function waitingOne(portal: Portal, id: string): Promise<ProposalRow> {
  return (await waiting(portal)).find((row) => row.id === id) ?? deny('roster-moved');
}

export async function sign(portal: Portal, member: MemberId, body: Body<'roster/sign'>): Promise<Outcome> {
  if (await isDone(portal, body.id)) return { state: 'applied', missing: 0 };
  const row = await waitingOne(portal, body.id);
  if (isComplete(portal, row)) {
    // Signed by all while the witness was away.
    await enactComplete(portal, row);
    return { state: 'applied', missing: 0 };
  }
  const signature = signatureCodec.parse(fromBase64url(body.signature));
  if (signature.member !== member) refuse('roster-right', "somebody else's signature");
  const { entry, signatures, card } = signedEntry.parse(row.bytes);
  const bytes = signedEntry.encode({ entry, signatures: [...signatures, signature], card });
  const { missing } = readNow(portal, bytes);
  if (!(await addSignature(portal.db, row.id, row.bytes, bytes))) throw new Refusal('roster-moved');
  if (missing > 0) return { state: 'waiting', missing };
  await enactComplete(portal, { ...row, bytes });
  return { state: 'applied', missing };
}

/** Who signed it takes it back; nobody else ends what others began. */
export async function withdraw(portal: Portal, member: MemberId, id: string): Promise<void> {
  const row = await waitingOne(portal, id);
  const { signatures } = signedEntry.parse(row.bytes);
  if (!signatures.some((given) => given.member === member)) refuse('roster-right', 'withdrawn by somebody else');
  await dropProposals(portal.db, [id]);
}

async function enactComplete(portal: Portal, row: ProposalRow): Promise<void> {
  await enactEntry(portal, row.bytes, broughtOf(mintedOf(row)));
  await dropProposals(portal.db, [row.id]);
}

function isComplete(portal: Portal, row: ProposalRow): boolean {
  const { roster } = portal.rosterCache;
  return stateOf(portal, row) === 'live' && readEntry(roster, row.bytes, judgingTime(roster, now())).missing === 0;
}

/** At the next turn, if it cannot be now. */
async function tryAgain(portal: Portal, row: ProposalRow): Promise<void> {
  try {
    await enactComplete(portal, row);
  } catch (error) {
    if (!(error instanceof Refusal) && !(error instanceof ProtocolError)) throw error;
  }
}

/** Cheap, because it is asked often. Nothing that one signature completes waits here. */
function hasMoreSigners({ bytes }: ProposalRow): boolean {
  try {
    return signedEntry.parse(bytes).signatures.length > 1;
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}

/** Deletes what has been over for so long, while the clocks agree on it. Until then it is hidden. */
export function proposalSweep({ db, agreed }: Pick<Portal, 'db' | 'agreed'>): Sweep {
  const sweep = async () => {
    const time = await agreed.ask();
    if (time !== undefined) await dropProposalsBefore(db, time - keptMs);
  };
  return { everyMs: 600_000, sweep };
}

/** Those that all have signed, and that could not be brought in then because the witness was away. */
export async function enactWaiting(portal: Portal): Promise<void> {
  const { rosterCache } = portal;
  if (!rosterCache.founded || rosterCache.firstWaiting !== undefined) return;
  const rows = (await keptProposals(portal.db)).filter(hasMoreSigners);
  for (const row of rows) if (isComplete(portal, row)) await tryAgain(portal, row);
}

export const proposalOf = (row: ProposalRow) => ({ id: row.id, entry: toBase64url(row.bytes) });
