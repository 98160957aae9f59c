/** The officers' audit (§7, §8): every leaf, every roster entry, every opening's outcome and body. */
import { equal, toBase64url } from '#protocol/core/bytes.ts';
import { verifyCheckpoint, verifyCosignature } from '#protocol/log/checkpoint.ts';
import { refuse } from '#protocol/core/errors.ts';
import { encodeLeaf, readLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import type { Head } from '#protocol/log/head.ts';
import { repeatedLeaves } from '#protocol/openings/judge-opening.ts';
import { Frontier, hashLeaf } from '#protocol/log/merkle.ts';
import type { JudgedAt } from '#protocol/roster/replay.ts';
import { entryCodec, signedEntry } from '#protocol/roster/roster.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { isFinal } from '#protocol/roster/void-final.ts';
import { readVoid } from '#protocol/roster/void-signers.ts';
import { wipe, type KeyPair } from '#protocol/crypto/sodium.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { askAbout, settle } from './ask-openings.ts';
import type { Ledger, LedgerLine, OpeningsKnown } from './ledger.ts';
import { openingLine } from './opening-line.ts';
import { countListed, wordsShort } from './outcomes.ts';
import { touchForMonths } from './sealed-bodies.ts';
import { scanTo } from './scan.ts';

/** `touch`: with one touch the bodies are opened as well; without, everything but them is checked. */
export async function audit(
  vault: UnlockedVault,
  touch: boolean,
  progress?: (done: number, of: number) => void,
): Promise<Ledger> {
  const pairs = touch ? await touchForMonths(vault) : undefined;
  try {
    return await auditWith(vault, pairs, progress);
  } finally {
    for (const pair of pairs?.values() ?? []) wipe(pair.secretKey);
  }
}

async function auditWith(
  vault: UnlockedVault,
  pairs: ReadonlyMap<string, KeyPair> | undefined,
  progress?: (done: number, of: number) => void,
): Promise<Ledger> {
  // Before the head: the witness has signed at least what the portal shows everybody.
  const { note } = await vault.ports.call('log/checkpoint', {});
  const { head } = await vault.fresh();
  const asked = await askAbout(vault, head, pairs !== undefined);
  const { leaves } = await scanTo(vault, head, progress);
  const held = vault.open;
  const { genesis } = held.roster;
  const checkpoint = verifyCheckpoint(note, genesis.log);
  const cosignedAt = verifyCosignature(checkpoint, genesis.witnesses[0] ?? refuse('head-signature', 'no witness'));
  requireCheckpointOf(leaves, checkpoint.checkpoint, note);
  requireRosterLeaves(vault, leaves);
  const known = await settle(vault, leaves, asked, pairs);
  const found = leaves.map((bytes, at) => lineOf(vault, bytes, at, known));
  const repeated = repeatedLeaves(
    found.flatMap(({ state, leaf }) => (state === 'opened' ? [{ leaf, bytes: leaves[leaf] as Uint8Array }] : [])),
  );
  const lines = found.map((line) => (repeated.has(line.leaf) ? { ...line, again: true } : line));
  const isOpened = ({ state, leaf }: LedgerLine) => state === 'opened' || known.read?.closed.has(leaf) === true;
  const released = pairs !== undefined ? { released: lines.filter(isOpened).length } : {};
  return {
    entries: head.size,
    checkedAt: head.time,
    cosignedAt: cosignedAt * 1000,
    fingerprint: toBase64url(head.root),
    rosterSeq: head.rosterSeq,
    bodiesRead:
      known.read !== undefined && lines.every(({ state, leaf }) => state !== 'closed' || known.read?.closed.has(leaf)),
    lines: lines.toReversed(),
    missing: lines.filter(({ state }) => state === 'overdue' || state === 'withheld').map(({ leaf }) => leaf),
    short: wordsShort(head.outcomes, { ...countListed(known.listed), ...released }),
  };
}

/** The signed checkpoint must be a prefix of the leaves just checked: the log shows everybody one tree. */
function requireCheckpointOf(
  leaves: readonly Uint8Array[],
  checkpoint: { size: number; root: Uint8Array },
  note: string,
): void {
  if (checkpoint.size > leaves.length)
    refuse('log-behind', `checkpoint of ${checkpoint.size}, ${leaves.length} leaves`);
  const frontier = new Frontier();
  for (const leaf of leaves.slice(0, checkpoint.size)) frontier.append(hashLeaf(leaf));
  if (!equal(frontier.root(), checkpoint.root))
    refuse('log-fork', `two roots at size ${checkpoint.size}`, { note, computed: toBase64url(frontier.root()) });
}

/** Every roster leaf has the verdict that we replayed, at its place, and there is no other. */
function requireRosterLeaves(vault: UnlockedVault, leaves: readonly Uint8Array[]): void {
  const { signedGenesis, entries } = vault.open;
  const known = new Map(entries.map((line) => [line.leaf, leafOf(line, signedGenesis)]));
  leaves.forEach((bytes, at) => {
    const judged = known.get(at);
    const isRoster = readLeaf(bytes)?.type === 'roster';
    if (isRoster !== (judged !== undefined)) refuse('roster-chain', 'log and list of members differ', { leaf: at });
    if (judged !== undefined && !equal(judged, bytes))
      refuse('roster-chain', 'the log committed to another entry', { leaf: at });
  });
}

function leafOf({ leaf, body, odd }: JudgedAt, signedGenesis: Uint8Array): Uint8Array {
  const signed = leaf === 0 ? signedGenesis : body;
  return signed === undefined ? (odd ?? refuse('leaf-missing', `no leaf ${leaf}`)) : encodeLeaf(rosterLeaf(signed));
}

function lineOf(vault: UnlockedVault, bytes: Uint8Array, at: number, known: OpeningsKnown): LedgerLine {
  const type: LedgerLine['type'] = readLeaf(bytes)?.type ?? 'unknown';
  const none = { time: undefined, who: [], operation: undefined, notInForce: undefined, canStill: undefined };
  const base = { leaf: at, type, again: false, opening: undefined, state: undefined, code: '', ...none };
  if (type === 'opening') return { ...base, ...openingLine(vault.open.roster, bytes, at, known) };
  if (type !== 'roster') return { ...base, proofs: { log: true, body: undefined, desk: undefined } };
  return { ...base, ...rosterLine(vault, at, known.head), proofs: { log: true, body: true, desk: undefined } };
}

function rosterLine(vault: UnlockedVault, at: number, head: Head) {
  const { roster, entries } = vault.open;
  const line = entries.find((candidate) => candidate.leaf === at);
  if (line !== undefined && line.code !== '') return voidOf(vault.open.roster, line, head);
  if (line?.body === undefined)
    return { who: roster.genesis.officers.map((card) => card.member), time: roster.genesis.foundedAt };
  const signed = signedEntry.parse(line.body);
  const { time, operation } = entryCodec.parse(signed.entry);
  return { time, operation, who: signed.signatures.map((signature) => signature.member) };
}

/** What a void wanted, told only if somebody's signature on it holds: anybody can put a name beside any bytes. */
function voidOf(roster: Roster, { leaf, body, code, time }: JudgedAt, head: Head) {
  const read = body === undefined ? undefined : readVoid(roster, body, leaf);
  if (read === undefined || read.signers.length === 0)
    return { time, who: [], notInForce: read === undefined ? code : 'unsigned' };
  const { operation, expires: until } = read.entry;
  const final = isFinal(roster, read, Math.max(head.time, roster.verdicts.time));
  return { time, who: read.signers, operation, notInForce: code, canStill: { final, until } };
}
