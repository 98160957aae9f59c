/** Entries on their way: complete ones apply at once, the others wait for officers' signatures. */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { signatureCodec } from '#protocol/members/genesis.ts';
import { toId, type MemberId } from '#protocol/core/ids.ts';
import { readEntry, signedEntry } from '#protocol/roster/roster.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { now } from '../clock.ts';
import { deny, Refusal } from '../errors.ts';
import type { Portal } from '../portal.ts';
import { random } from '../random.ts';
import { enactEntry, readNow } from './apply.ts';
import { nothing, type Brought } from './effects.ts';
import { readEpochKeys, requireEpochKeys, type EpochKeys } from './epoch-keys.ts';
import { addSignature, dropProposal, liveProposals, storeProposal, type ProposalRow } from './store.ts';

const toldMs = 24 * 3600 * 1000;

type Outcome = Reply<'roster/propose'>;

export async function propose(portal: Portal, member: MemberId, body: Body<'roster/propose'>): Promise<Outcome> {
  const bytes = fromBase64url(body.entry);
  const minted = readEpochKeys(body.minted);
  const { entry, signers, missing } = readNow(portal, bytes);
  if (!signers.includes(member)) refuse('roster-right', 'proposed by somebody who did not sign');
  if (entry.operation.type === 'rekey') refuse('not-yet', 'a rekey comes with its keys');
  requireEpochKeys(portal.rosterCache.roster, entry.operation, minted);
  if (missing === 0) {
    await enactEntry(portal, bytes, broughtOf(minted));
    return { state: 'applied', missing };
  }
  await storeProposal(portal.db, {
    id: toId(random(16)),
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

/** Those that may still count. One whose time is over is kept for a day, so that its officers are told and do not guess. */
export async function waiting(portal: Portal): Promise<ProposalRow[]> {
  const { roster } = portal.rosterCache;
  const rows = await liveProposals(portal.db, now() - toldMs);
  return rows.filter((row) => {
    try {
      readEntry(roster, row.bytes, Math.min(now(), row.expires));
      return true;
    } catch {
      return false;
    }
  });
}

async function waitingOne(portal: Portal, id: string): Promise<ProposalRow> {
  return (await waiting(portal)).find((row) => row.id === id) ?? deny('roster-moved');
}

export async function sign(portal: Portal, member: MemberId, body: Body<'roster/sign'>): Promise<Outcome> {
  const row = await waitingOne(portal, body.id);
  const signature = signatureCodec.parse(fromBase64url(body.signature));
  if (signature.member !== member) refuse('roster-right', "somebody else's signature");
  const { entry, signatures, card } = signedEntry.parse(row.bytes);
  const bytes = signedEntry.encode({ entry, signatures: [...signatures, signature], card });
  const { missing } = readNow(portal, bytes);
  if (!(await addSignature(portal.db, row.id, row.bytes, bytes))) throw new Refusal('roster-moved');
  if (missing > 0) return { state: 'waiting', missing };
  await enactEntry(portal, bytes, broughtOf(mintedOf(row)));
  await dropProposal(portal.db, row.id);
  return { state: 'applied', missing };
}

export async function withdraw(portal: Portal, id: string): Promise<void> {
  await waitingOne(portal, id);
  await dropProposal(portal.db, id);
}

export const proposalOf = (row: ProposalRow) => ({ id: row.id, entry: toBase64url(row.bytes) });
