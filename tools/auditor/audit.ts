/**
 * The audit: from the root to every opening, with the protocol's own code and nothing from any server. One line per
 * check; a check that needs what an earlier one refused is named as not made, so a short report is never a good one.
 */
import { equal, toBase64url, toHex } from '#protocol/core/bytes.ts';
import { verifyCheckpoint, verifyCosignature } from '#protocol/log/checkpoint.ts';
import { ProtocolError, refuse, type Evidence, type ProtocolCode } from '#protocol/core/errors.ts';
import { headCodec, requireRosterAt, verifyHead, type Head } from '#protocol/log/head.ts';
import { verifyGenesis, type Genesis } from '#protocol/members/genesis.ts';
import { encodeLeaf, readLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { Frontier, hashLeaf } from '#protocol/log/merkle.ts';
import { follow, openJudged } from '#protocol/roster/replay.ts';
import { stateOf } from '#protocol/roster/state.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import type { Bundle } from './bundle.ts';
import {
  auditOpening,
  checkCounts,
  isUnexplained,
  readOpenings,
  type KnownOpening,
  type ReadOpening,
} from './opening.ts';

export interface Line {
  readonly check: string;
  readonly outcome: 'ok' | 'failed' | 'not made';
  readonly code: ProtocolCode | undefined;
  readonly detail: string;
  /** What proves it, where somebody signed two things that cannot both be. */
  readonly evidence?: Evidence | undefined;
}

export interface Brought {
  /** The fingerprint the auditor has from her own invite or slot; without it the bundle vouches for itself. */
  readonly rootfp: Uint8Array | undefined;
  /** The bundle may lack bodies of openings: not all were exported, or the officer has no seed of their month. */
  readonly partial: boolean;
}

export function audit(bundle: Bundle, brought: Brought): readonly Line[] {
  const lines: Line[] = [];
  const check: Check = (name, needed, act) => {
    if (needed === undefined) {
      lines.push({ check: name, outcome: 'not made', code: undefined, detail: 'an earlier check failed' });
      return undefined;
    }
    try {
      const { value, detail } = act();
      lines.push({ check: name, outcome: 'ok', code: undefined, detail });
      return value;
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      const { code, detail, evidence } = error;
      lines.push({ check: name, outcome: 'failed', code, detail, evidence });
      return undefined;
    }
  };
  const root = check('genesis', bundle, () => checkGenesis(bundle, brought));
  const roster = check('roster', root, () => checkRoster(bundle));
  check('roster leaves', roster, () => checkRosterLeaves(bundle));
  const unknown = bundle.leaves.flatMap((bytes, leaf) => (readLeaf(bytes) === undefined ? [leaf] : []));
  if (unknown.length > 0)
    check('unknown leaves', bundle, () => ({ value: unknown, detail: `${unknown.join(', ')}: they change nothing` }));
  const parsed = check('log signature', root, () => {
    const value = verifyCheckpoint(bundle.note, (root as NonNullable<typeof root>).genesis.log);
    return { value, detail: `${value.checkpoint.origin}, ${value.checkpoint.size} leaves` };
  });
  const cosigned = check('witness cosignature', parsed, () => {
    const [witness] = (root as NonNullable<typeof root>).genesis.witnesses;
    const seconds = verifyCosignature(
      parsed as NonNullable<typeof parsed>,
      witness ?? refuse('head-signature', 'none'),
    );
    return { value: seconds, detail: `${witness?.name} at ${new Date(seconds * 1000).toISOString()}` };
  });
  check('tree', parsed, () => checkTree(bundle, (parsed as NonNullable<typeof parsed>).checkpoint));
  const head = check('head', root, () => checkHead(bundle, (root as NonNullable<typeof root>).genesis));
  check('openings under the head', head && cosigned, () => checkCovered(bundle, head as Head, cosigned as number));
  check('state', head && roster, () => checkState(bundle, head as Head));
  const read = auditOpenings(bundle, roster, head, brought, check);
  check('bodies', bundle, () => checkBodies(bundle));
  check('counts', head && read, () => checkCounts(head as Head, read ?? [], brought.partial));
  return lines;
}

type Check = <T>(name: string, needed: unknown, act: () => { value: T; detail: string }) => T | undefined;

/** Without a head nothing is old: then an entry of which nothing was brought counts as opened, and is no fault here. */
function auditOpenings(
  bundle: Bundle,
  roster: Roster | undefined,
  head: Head | undefined,
  brought: Brought,
  check: Check,
): readonly ReadOpening[] | undefined {
  const leaves = openingLeaves(bundle).filter((leaf) => !brought.partial || !isUnexplained(bundle, leaf));
  const read = roster && readOpenings(bundle, roster, head?.aged ?? 0, leaves);
  const checked = leaves.flatMap((leaf) => {
    const one = read?.get(leaf);
    return check(`opening ${leaf}`, one, () => auditOpening(roster as Roster, leaf, one as KnownOpening)) ?? [];
  });
  return read && checked;
}

function checkGenesis(bundle: Bundle, brought: Brought) {
  const value = verifyGenesis(bundle.signedGenesis, brought.rootfp ?? bundle.rootfp);
  if (!equal(value.rootfp, bundle.rootfp)) refuse('root-mismatch', 'the bundle says it is of another event');
  const { officers, quorum } = value.genesis;
  return { value, detail: `root ${toHex(value.rootfp)}, ${officers.length} officer(s), quorum ${quorum}` };
}

function replay({ signedGenesis, rootfp, entries }: Bundle, size: number): Roster {
  const [genesis, ...others] = entries.filter(({ leaf }) => leaf < size);
  return others.reduce(follow, openJudged(signedGenesis, rootfp, genesis));
}

/** Each verdict is the witness's own, and the judgement, made once more with the verdict's time, comes to the same. */
function checkRoster(bundle: Bundle) {
  const roster = replay(bundle, Infinity);
  const voids = roster.verdicts.size - 1 - roster.seq;
  const [head, state] = [toHex(roster.head), toHex(stateOf(roster))];
  return { value: roster, detail: `${roster.seq} entries, ${voids} void, head ${head}, state ${state}` };
}

const noLeaf = new Uint8Array(0);

/** Both ways: each verdict is about the leaf where it says, and no roster leaf is without one. */
function checkRosterLeaves(bundle: Bundle) {
  const judged = new Set<number>();
  for (const { leaf, body, odd } of bundle.entries) {
    const found = bundle.leaves[leaf] ?? refuse('leaf-missing', `no leaf ${leaf} for a verdict`);
    const signed = leaf === 0 ? bundle.signedGenesis : body;
    if (!equal(found, signed === undefined ? (odd ?? noLeaf) : encodeLeaf(rosterLeaf(signed))))
      refuse('leaf-missing', `the verdict on ${leaf} is about another leaf`);
    judged.add(leaf);
  }
  for (const [leaf, bytes] of bundle.leaves.entries()) {
    if (readLeaf(bytes)?.type === 'roster' && !judged.has(leaf))
      refuse('leaf-missing', `roster leaf ${leaf} without a verdict`);
  }
  return { value: judged.size, detail: `${judged.size} leaves, each with its verdict` };
}

function checkTree(bundle: Bundle, checkpoint: { readonly size: number; readonly root: Uint8Array }) {
  const tree = new Frontier();
  for (const leaf of bundle.leaves) tree.append(hashLeaf(leaf));
  if (tree.size !== checkpoint.size)
    refuse('log-behind', `${tree.size} leaves for a checkpoint over ${checkpoint.size}`);
  if (!equal(tree.root(), checkpoint.root)) refuse('consistency', 'the leaves do not give the root of the checkpoint');
  return { value: tree.size, detail: `${tree.size} leaves give root ${toHex(checkpoint.root)}` };
}

/** The witness's own word on how much there is; its tree is a beginning of the leaves in the bundle. */
function checkHead(bundle: Bundle, genesis: Genesis) {
  const { bytes, signature } = bundle.head;
  const value = verifyHead(genesis, bundle.rootfp, bytes, signature, headCodec.parse(bytes).nonce);
  if (value.aged > value.size) refuse('malformed', `${value.aged} of ${value.size} leaves are said to be old`);
  const tree = new Frontier();
  for (const leaf of bundle.leaves.slice(0, value.size)) tree.append(hashLeaf(leaf));
  if (tree.size !== value.size || !equal(tree.root(), value.root))
    refuse('consistency', `the leaves do not give the root of the head over ${value.size}`);
  return {
    value,
    detail: `${value.size} leaves, ${value.outcomes.released} released, ${new Date(value.time).toISOString()}`,
  };
}

/**
 * The head counts outcomes and says which openings are old, so it must be of the moment of the bundle: what stands after it is
 * judged by nothing.
 *
 * @param cosigned seconds since 1970 UTC
 */
function checkCovered(bundle: Bundle, { size, time }: Head, cosigned: number) {
  const beyond = openingLeaves(bundle).filter((leaf) => leaf >= size);
  const minutes = Math.round((cosigned * 1000 - time) / 60_000);
  const detail = `${Math.max(0, bundle.leaves.length - size)} leaves after the head, the checkpoint was cosigned ${minutes} minutes after it`;
  if (beyond.length > 0) refuse('log-behind', `not judged: opening ${beyond.join(', ')}; ${detail}`);
  return { value: beyond, detail };
}

/** The replay up to the head is what the witness named there: everybody was told the same verdicts. */
function checkState(bundle: Bundle, head: Head) {
  const roster = replay(bundle, head.size);
  const { bytes, signature } = bundle.head;
  requireRosterAt(roster, head, { head: toBase64url(bytes), signature: toBase64url(signature) });
  return { value: roster, detail: `${roster.verdicts.size} verdicts over ${head.size} leaves, as the head names them` };
}

function openingLeaves(bundle: Bundle): readonly number[] {
  return [...bundle.leaves.keys()].filter((leaf) => readLeaf(bundle.leaves[leaf] as Uint8Array)?.type === 'opening');
}

/** Every body has its opening, one each; and of how many openings nothing was brought. */
function checkBodies(bundle: Bundle) {
  const openings = new Set(openingLeaves(bundle));
  for (const { leaf } of bundle.bodies) {
    if (!openings.delete(leaf)) refuse('log-body', `a body for leaf ${leaf}, which is no opening or has one already`);
  }
  const silent = [...openings].filter((leaf) => isUnexplained(bundle, leaf)).length;
  return { value: silent, detail: `${bundle.bodies.length} bodies, ${silent} opening(s) without body and outcome` };
}
