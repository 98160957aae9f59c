/**
 * The two lines that the witness seals about an opening (7.5): the log body for officers, the view for the owner. They
 * are sealed to public keys, so anybody can seal one. A line counts because the leaf commits to its contents, and
 * because the witness's signed outcome is in it.
 */
import { equal, toBase64url } from '../core/bytes.ts';
import { blob, fixed, list, object, uint64, type Of } from '../core/codec.ts';
import { refuse } from '../core/errors.ts';
import { limits } from '../core/limits.ts';
import { tuple } from '../core/tuple.ts';
import { assertion } from '../crypto/assertion.ts';
import { hash, sizes, type Key32 } from '../crypto/sodium.ts';
import type { WrapContext } from '../crypto/wrap.ts';
import { bodyDigest, leafCommitment, leafTag, parseLeaf, viewDigest } from '../log/leaf.ts';
import { findCardAt, type Roster } from '../roster/roster-state.ts';
import {
  batchHash,
  openingCodec,
  openingHash,
  verifyBatchTouch,
  viewCodec,
  viewOf,
  type Opening,
  type View,
} from './opening.ts';
import { signedOutcome, verifyOutcome, type Outcome } from './outcome.ts';

export const logBody = object('dd1/log-body', {
  leaf: uint64,
  bodySalt: fixed(32),
  body: blob(limits.wrapBytes),
  viewSalt: fixed(32),
  view: blob(limits.wrapBytes),
  /** The touch over the whole batch, and what it was made over: the hash of every body, in order. */
  assertion: blob(4096),
  batch: list(fixed(sizes.hash), limits.batchItems),
  outcome: signedOutcome,
});
export type LogBody = Of<typeof logBody>;

export const logView = object('dd1/log-view', {
  leaf: uint64,
  bodyDigest: fixed(sizes.hash),
  viewSalt: fixed(32),
  view: blob(limits.wrapBytes),
  outcome: signedOutcome,
});

export function logBodyContext(rootfp: Uint8Array, leaf: number): WrapContext {
  return { rootfp, role: 'log-body', binding: hash(tuple('dd1/log-body-place', rootfp, uint64.encode(leaf))) };
}

export function logViewContext(rootfp: Uint8Array, leaf: number): WrapContext {
  return { rootfp, role: 'log-view', binding: hash(tuple('dd1/log-view-place', rootfp, uint64.encode(leaf))) };
}

/** Touches that were verified already under this roster. Up to 200 openings have the same touch in their bodies. */
export type Touches = Set<string>;

/** Only these two words can be in a sealed line. With the other words the witness was given no body. */
function requireLineWord(outcome: Outcome): Outcome {
  if (outcome.word !== 'released' && outcome.word !== 'refused')
    refuse('log-body', 'an outcome that has no line', { leaf: outcome.leaf });
  return outcome;
}

/**
 * Verifies the log body of one opening for an officer (7.5): the leaf commits to body and view, the witness signed the
 * outcome, and the requester touched her key for it. The tag is not compared: the witness did before it released.
 */
export function verifyLogBody(
  bytes: Uint8Array,
  leafIndex: number,
  leafBytes: Uint8Array,
  roster: Roster,
  touches: Touches = new Set(),
): { opening: Opening; view: View; outcome: Outcome } {
  const held = logBody.parse(bytes);
  const leaf = parseLeaf(leafBytes);
  const commitment = leafCommitment(
    'opening',
    bodyDigest(held.bodySalt, held.body),
    viewDigest(held.viewSalt, held.view),
  );
  if (held.leaf !== leafIndex || leaf.type !== 'opening' || !equal(leaf.commitment, commitment))
    refuse('log-body', 'body is not the one the log committed to', { leaf: leafIndex });
  if (!equal(leaf.nonce, openingHash(held.body).slice(0, 16))) refuse('log-body', 'nonce of another body');
  const [opening, view] = [openingCodec.parse(held.body), viewCodec.parse(held.view)];
  if (!equal(viewCodec.encode(viewOf(opening, { kind: view.kind, owner: view.person, about: undefined })), held.view))
    refuse('log-body', 'the owner was shown another view', { leaf: leafIndex });
  const outcome = requireLineWord(verifyOutcome(roster, held.outcome, leafIndex, leafBytes));
  if (!equal(opening.rootfp, roster.rootfp)) refuse('root-mismatch', 'opening in another event');
  requireTouched(roster, held, opening, touches);
  return { opening, view, outcome };
}

/** Without this, somebody who can sign outcomes could name any colleague as the one who asked. */
function requireTouched(roster: Roster, held: LogBody, opening: Opening, touches: Touches): void {
  const leafIndex = held.leaf;
  const own = openingHash(held.body);
  if (held.batch.filter((hashed) => equal(hashed, own)).length !== 1)
    refuse('log-body', 'not one of the batch that was touched for', { leaf: leafIndex });
  const card =
    findCardAt(roster, opening.requester, leafIndex) ??
    refuse('opening-requester', 'asked by somebody who held no key there', { leaf: leafIndex });
  const whole = batchHash(roster.rootfp, held.batch);
  const touch = [card.signKey, whole, held.assertion].map(toBase64url).join(' ');
  if (touches.has(touch)) return;
  verifyBatchTouch(roster, card, whole, assertion.parse(held.assertion));
  touches.add(touch);
}

/**
 * Verifies the view of one opening for an owner (7.5): the leaf commits to the view, the witness signed the outcome,
 * and the leaf is under a tag key of the record that the view names. `tagKeys` returns all tag keys that this record
 * can have. If it returns none, the tag is not compared. The tag of a refused opening is not compared either: nothing
 * was opened.
 */
export function verifyLogView(
  bytes: Uint8Array,
  leafIndex: number,
  leafBytes: Uint8Array,
  roster: Roster,
  tagKeys: (view: View) => readonly Key32[],
): { view: View; outcome: Outcome; tagCompared: boolean } {
  const held = logView.parse(bytes);
  const leaf = parseLeaf(leafBytes);
  const commitment = leafCommitment('opening', held.bodyDigest, viewDigest(held.viewSalt, held.view));
  if (held.leaf !== leafIndex || leaf.type !== 'opening' || !equal(leaf.commitment, commitment))
    refuse('log-body', 'view is not the one the log committed to', { leaf: leafIndex });
  const view = viewCodec.parse(held.view);
  const outcome = requireLineWord(verifyOutcome(roster, held.outcome, leafIndex, leafBytes));
  const keys = outcome.word === 'released' ? tagKeys(view) : [];
  if (keys.length > 0 && !keys.some((key) => equal(leaf.tag, leafTag(key, roster.rootfp, leaf.nonce))))
    refuse('opening-tag', 'the entry stands under the tag of another record', { leaf: leafIndex });
  return { view, outcome, tagCompared: keys.length > 0 };
}
