/**
 * The cosigning decision (c2sp.org/tlog-witness): the log's signature, this witness's own tree, the consistency proof.
 * A note under the log's key that contradicts what was cosigned is a fork: kept, and this witness is silent from then
 * on (protocol §8).
 */
import { equal } from '#protocol/core/bytes.ts';
import { cosignatureLine, requireSameLog, verifyCheckpoint } from '#protocol/log/checkpoint.ts';
import { refuse } from '#protocol/core/errors.ts';
import { verifyConsistency } from '#protocol/log/merkle.ts';
import type { Witness } from '../witness.ts';
import { keepEvidence, unmirroredNotes } from '../evidence.ts';
import type { AddCheckpoint } from './request.ts';

export type Cosigning = { readonly line: string } | { readonly conflict: number };

export function cosign(witness: Witness, asked: AddCheckpoint, now: number): Cosigning {
  const { log, keys, db } = witness;
  const { genesis } = log.newestRoster ?? refuse('root-mismatch', 'no log is known here yet');
  const { body, checkpoint } = verifyCheckpoint(asked.note, genesis.log);
  const { size, root } = checkpoint;
  if (asked.old > size) refuse('checkpoint-shape', `old size ${asked.old} beyond ${size}`);
  if (size <= log.cosigned.size) requireNoFork(witness, asked.note, size, root, now);
  if (asked.old !== log.cosigned.size) return { conflict: log.cosigned.size };
  if (size > log.mirrored) refuse('log-behind', `${log.mirrored} leaves mirrored of ${size}`);
  const tree = log.treeAt(size);
  if (!equal(tree.root(), root)) {
    keepEvidence(db, { kind: 'unmirrored', size, held: log.cosigned.note ?? '', given: asked.note }, now);
    refuse('consistency', `not the tree of the ${size} leaves mirrored`);
  }
  verifyConsistency(asked.old, log.cosigned.root, size, root, asked.proof);
  for (const earlier of unmirroredNotes(db, size)) requireNoContradiction(witness, asked.note, earlier, now);
  const line = cosignatureLine(
    body,
    { name: keys.card.name, publicKey: keys.cosign.publicKey, use: 'witness' },
    keys.cosign.secretKey,
    Math.floor(now / 1000),
  );
  log.cosign(tree, withOwnLine(asked.note, keys.card.name, line), now);
  return { line };
}

/** A note no longer than what was cosigned must show the very tree that was cosigned. */
function requireNoFork(witness: Witness, note: string, size: number, root: Uint8Array, now: number): void {
  const { log, db } = witness;
  if (equal(log.treeAt(size).root(), root)) return;
  keepEvidence(db, { kind: 'fork', size, held: log.cosigned.note ?? '', given: note }, now);
  refuse('log-fork', `another root at size ${size} than the one cosigned`);
}

function requireNoContradiction(witness: Witness, note: string, earlier: string, now: number): void {
  try {
    requireSameLog(note, earlier);
  } catch (error) {
    const { size } = witness.log.cosigned;
    keepEvidence(witness.db, { kind: 'fork', size, held: note, given: earlier }, now);
    throw error;
  }
}

/** The note with one cosignature of ours, the newest. */
function withOwnLine(note: string, name: string, line: string): string {
  const kept = note.split('\n').filter((found) => !found.startsWith(`— ${name} `));
  return `${kept.join('\n')}${line}`;
}
