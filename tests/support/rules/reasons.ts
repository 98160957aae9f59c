/**
 * Why no vector notices an alteration. What the run itself shows comes first: a refusal that was left out, and the same
 * vectors said the same. The others were found by reading.
 */
import type { Judged } from './judged.ts';

interface Reason {
  /** A beginning of the path below protocol/. */
  readonly file: string;
  /** A part of the text. */
  readonly text?: string;
  readonly why: string;
}

const noAct = 'No act of the vectors asks it: tests of this implementation do';
const ours = 'Only this implementation’s own code can cause it: no bytes from elsewhere do';
const same = 'Left out, another rule refuses the same with the same code';
const shared = 'In every vector that comes by, another part of the condition, or another rule, decides as well';
const never = 'The two values never meet the bound, or both sides of it come to the same';
const missing = 'A vector would show it, and there is none yet';

const of = (why: string, file: string, ...texts: readonly string[]): readonly Reason[] =>
  texts.length === 0 ? [{ file, why }] : texts.map((text) => ({ file, text, why }));

const read: readonly Reason[] = [
  ...of(noAct, 'publication/'),
  ...of(noAct, 'threads/conversation.ts'),
  ...of(noAct, 'threads/letter-keys.ts'),
  ...of(noAct, 'threads/tenure.ts'),
  ...of(noAct, 'roster/void-final.ts'),
  ...of(noAct, 'roster/replay.ts', 'line', 'no verdict on genesis'),
  ...of(noAct, 'log/merkle.ts', 'k * 2', 'leafHashes.length', 'index < k', 'oldSize', 'm <= k', 'peaks'),
  ...of(noAct, 'roster/growing-map.ts'),
  ...of(ours, 'members/recovery-card.ts'),
  ...of(ours, 'core/ids.ts', 'for an id'),
  ...of(ours, 'core/bytes.ts', 'Integer', 'value < 0', '0xffffffff', 'out of range', 'surrogate', 'hexadecimal'),
  ...of(ours, 'core/codec.ts', 'unknown member of a union'),
  ...of(ours, 'crypto/sodium.ts', 'derivation key', 'signing key', 'encapsulation', 'X25519', '.length !== 32'),
  ...of(ours, 'threads/attachment.ts', 'at most'),
  ...of(ours, 'threads/chunk.ts'),
  ...of(ours, 'threads/stream.ts', 'bodies'),
  ...of(ours, 'threads/thread.ts', 'a group without a maker'),
  ...of(ours, 'members/slot.ts', 'secrets.length'),
  ...of(ours, 'members/invite-link.ts', 'for a hash'),
  ...of(ours, 'records/unwrap.ts', 'no witness', 'ownerWrap', 'ownerKeyHash'),
  ...of(ours, 'roster/by-leaf.ts', 'refuse('),
  ...of(ours, 'log/head.ts', 'no witness'),
  ...of(ours, 'members/policy.ts', 'policy has no way in'),
  ...of(ours, 'roster/rules/rules.ts'),
  ...of(never, 'core/bytes.ts', 'a.length'),
  ...of(never, 'crypto/sodium.ts', 'padFloorBytes', 'sizes.aeadTag'),
  ...of(never, 'members/policy-differences.ts'),
  ...of(never, 'records/generations.ts'),
  ...of(never, 'records/kinds/standing.ts', ' < '),
  ...of(never, 'records/newest.ts'),
  ...of(never, 'roster/by-leaf.ts'),
  ...of(never, 'roster/frozen.ts'),
  ...of(never, 'roster/roster-state.ts', ' < ', ' > '),
  ...of(never, 'roster/own-entries.ts'),
  ...of(never, 'roster/rules/key-rules.ts', 'i > at', 'at < 0', 'last !== undefined'),
  ...of(never, 'roster/rules/event-rules.ts', 'at > 0'),
  ...of(never, 'openings/log-lines.ts', 'keys.length'),
  ...of(never, 'log/checkpoint.ts', 'cut < 0'),
  // A second check of the same bytes follows, with the same code.
  ...of(same, 'members/usable-key.ts'),
  ...of(same, 'log/merkle.ts', 'index >= size'),
  ...of(same, 'core/tuple.ts', 'length > 64'),
  ...of(same, 'openings/opening.ts', 'batchItems'),
];

/** The heading under which the page lists it. */
export function reasonFor(rule: Judged): string {
  if (rule.fate === 'survived' && rule.way === 'refusal') return same;
  const found = read.find(
    ({ file, text = '' }) => rule.file.startsWith(`protocol/${file}`) && rule.text.includes(text),
  );
  if (found !== undefined) return found.why;
  return rule.fate === 'survived' && rule.way === 'part' ? shared : missing;
}
