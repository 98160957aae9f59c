/** The officers' audit (§7, §8): every leaf, every roster entry, every opening's body, and a bundle to hand on. */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { verifyCheckpoint, verifyCosignature } from '#protocol/log/checkpoint.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import type { DeskId, KindId, MemberId } from '#protocol/core/ids.ts';
import { encodeLeaf, leafBytes, readLeaf, rosterLeaf, type LeafType } from '#protocol/log/leaf.ts';
import { logBodyContext, verifyLogBody } from '#protocol/openings/opening.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { Frontier, hashLeaf } from '#protocol/log/merkle.ts';
import { entryCodec, signedEntry } from '#protocol/roster/roster.ts';
import type { JudgedAt } from '#protocol/roster/replay.ts';
import { readVoid } from '#protocol/roster/void-signers.ts';
import { wasDeskMember } from '#protocol/roster/roster-state.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { hash, wipe } from '#protocol/crypto/sodium.ts';
import { unwrap, wrapCodec } from '#protocol/crypto/wrap.ts';
import { monthPairs, openDeskSecret } from '../records/team-keys.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { scanLog } from './scan.ts';
import { keysOf, placeOf, touchFor } from '../session/touch.ts';

export interface LedgerLine {
  readonly leaf: number;
  /** `unknown`: of a type that this version does not know. It changes nothing. */
  readonly type: LeafType | 'unknown';
  readonly time: number | undefined;
  readonly who: readonly MemberId[];
  readonly operation: Operation | undefined;
  /** Why an entry of the member list is not in force. Then `who` are those whose signature holds. */
  readonly notInForce: string | undefined;
  readonly opening:
    | { readonly kind: KindId; readonly desk: DeskId; readonly person: MemberId | undefined; readonly reason: string }
    | undefined;
  /** log: in the tree the witness signed. body: the sealed body is there and is the committed one. desk: a right one. */
  readonly proofs: { readonly log: boolean; readonly body: boolean | undefined; readonly desk: boolean | undefined };
}

export interface Ledger {
  readonly entries: number;
  readonly checkedAt: number;
  readonly cosignedAt: number;
  readonly fingerprint: string;
  readonly rosterSeq: number;
  readonly bodiesRead: boolean;
  readonly lines: readonly LedgerLine[];
  /** Openings whose body is not there: an alarm. */
  readonly missing: readonly number[];
}

interface Body {
  readonly leaf: number;
  readonly plain: Uint8Array;
}

/** Bodies read with one touch, and the size of the log at that moment: what came later was not read, not missing. */
interface ReadBodies {
  readonly upTo: number;
  readonly bodies: readonly Body[];
}

const lastBodies = new WeakMap<object, ReadBodies>();

/** `touch`: with one touch the bodies are opened as well; without, everything but them is checked. */
export async function audit(
  vault: UnlockedVault,
  touch: boolean,
  progress?: (done: number, of: number) => void,
): Promise<Ledger> {
  const { leaves, head } = await scanLog(vault, progress);
  const held = vault.open;
  const { genesis } = held.roster;
  const { note } = await vault.ports.call('log/checkpoint', {});
  const checkpoint = verifyCheckpoint(note, genesis.log);
  const cosignedAt = verifyCosignature(checkpoint, genesis.witnesses[0] ?? refuse('head-signature', 'no witness'));
  requireCheckpointOf(leaves, checkpoint.checkpoint, note);
  requireRosterLeaves(vault, leaves);
  const read = touch ? { upTo: leaves.length, bodies: await readBodies(vault) } : lastBodies.get(held);
  if (read !== undefined) lastBodies.set(held, read);
  const lines = leaves.map((bytes, at) => lineOf(vault, bytes, at, read));
  return {
    entries: head.size,
    checkedAt: head.time,
    cosignedAt: cosignedAt * 1000,
    fingerprint: toBase64url(head.root),
    rosterSeq: head.rosterSeq,
    bodiesRead: read !== undefined && lines.every((line) => line.type !== 'opening' || line.proofs.body !== undefined),
    lines: lines.toReversed(),
    missing: touch ? lines.filter((line) => line.proofs.body === false).map((line) => line.leaf) : [],
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

async function readBodies(vault: UnlockedVault): Promise<readonly Body[]> {
  const { roster, member } = vault.open;
  const { bodies } = await vault.ports.call('log/bodies', { from: 0 });
  const purpose = hash(tuple('dd1/log-body', roster.rootfp));
  const touched = await touchFor(
    vault.ports,
    placeOf(roster, member),
    'opening',
    purpose,
    keysOf(roster, member),
    'open',
  );
  const open = openDeskSecret(vault, touched.got);
  const pairs = await monthPairs(vault, roster, open);
  wipe(open.secretKey);
  const read = bodies.flatMap((given) => {
    const pair = pairs.get(given.month);
    if (pair === undefined) return [];
    try {
      const sealed = wrapCodec.parse(fromBase64url(given.wrap));
      return [{ leaf: given.leaf, plain: unwrap(pair, sealed, logBodyContext(roster.rootfp, given.leaf)) }];
    } catch (error) {
      // A body that does not open is a body that is missing: reported as such, beside all the others.
      if (!(error instanceof ProtocolError)) throw error;
      return [];
    }
  });
  for (const pair of pairs.values()) wipe(pair.secretKey);
  return read;
}

/** `read` is undefined until bodies were asked for; once they were, one that should be among them and is not is missing. */
function lineOf(vault: UnlockedVault, bytes: Uint8Array, at: number, read: ReadBodies | undefined): LedgerLine {
  const type: LedgerLine['type'] = readLeaf(bytes)?.type ?? 'unknown';
  const { roster, entries } = vault.open;
  const none = { time: undefined, who: [], operation: undefined, notInForce: undefined, opening: undefined };
  const base = { leaf: at, type, ...none };
  if (type === 'roster') {
    const line = entries.find((candidate) => candidate.leaf === at);
    const proofs = { log: true, body: true, desk: undefined };
    if (line !== undefined && line.code !== '') return { ...base, ...voidOf(vault, line), proofs };
    if (line?.body === undefined)
      return {
        ...base,
        who: roster.genesis.officers.map((card) => card.member),
        time: roster.genesis.foundedAt,
        proofs,
      };
    const signed = signedEntry.parse(line.body);
    const { time, operation } = entryCodec.parse(signed.entry);
    return { ...base, time, operation, who: signed.signatures.map((signature) => signature.member), proofs };
  }
  if (type !== 'opening') return { ...base, proofs: { log: true, body: undefined, desk: undefined } };
  const body = read?.bodies.find((candidate) => candidate.leaf === at);
  if (body === undefined) {
    const missing = read !== undefined && at < read.upTo;
    return { ...base, proofs: { log: true, body: missing ? false : undefined, desk: undefined } };
  }
  const { opening, view } = verifyLogBody(body.plain, at, bytes);
  return {
    ...base,
    time: opening.time,
    who: [opening.requester],
    opening: { kind: view.kind, desk: opening.desk, person: view.person, reason: opening.reason },
    proofs: { log: true, body: true, desk: wasDeskMember(roster, opening.desk, opening.requester, at) },
  };
}

/** What a void wanted, told only if somebody's signature on it holds: anybody can put a name beside any bytes. */
function voidOf(vault: UnlockedVault, { leaf, body, code, time }: JudgedAt) {
  const read = body === undefined ? undefined : readVoid(vault.open.roster, body, leaf);
  const signers = read?.signers ?? [];
  const operation = signers.length === 0 ? undefined : read?.entry.operation;
  const reason = read !== undefined && signers.length === 0 ? 'unsigned' : code;
  return { time, who: signers, operation, notInForce: reason };
}

/** A bundle that tools/auditor verifies offline. Holds no record and no name; bodies only if they were opened. */
export async function evidence(vault: UnlockedVault): Promise<string> {
  const { leaves } = await scanLog(vault);
  const held = vault.open;
  const { note } = await vault.ports.call('log/checkpoint', {});
  return JSON.stringify(
    {
      rootfp: toBase64url(held.roster.rootfp),
      signedGenesis: toBase64url(held.signedGenesis),
      entries: held.entries.map(lineText),
      note,
      leaves: toBase64url(inOne(leaves)),
      bodies: (lastBodies.get(held)?.bodies ?? []).map(({ leaf, plain }) => ({ leaf, body: toBase64url(plain) })),
    },
    null,
    1,
  );
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
