/**
 * Whether the log knows anything newer than what was served (5.11): every later leaf under a tag key of the record is asked
 * for by its key, and what it stands for is judged here. What is no revision of that record is set aside.
 */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError, refuse } from '#protocol/core/errors.ts';
import type { KindId, MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import {
  judgeObject,
  leavesUnder,
  requireNothingNewer,
  type Found,
  type Judged,
  type Place,
} from '#protocol/records/newest.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import type { Aside, Unlocked, UnlockedVault } from '../session/unlocked-vault.ts';

/** A record, its tag keys, and what of it was served: its revision and leaf, or 0 and -1 for nothing. */
export interface Subject {
  readonly place: Place;
  readonly keys: readonly Key32[];
  readonly revision: number;
  readonly leaf: number;
}

export interface Looked {
  readonly aside: readonly Aside[];
  /** Why the revision that was served is not shown as current. */
  readonly refusal: ProtocolError | undefined;
}

type Answer = NonNullable<Reply<'log/object'>['objects'][number]>;
export interface Revision extends Answer {
  readonly at: number;
}

interface Memory {
  readonly first: boolean[];
  readonly seen: Set<string>;
  readonly answers: Map<number, Answer>;
}
const memories = new WeakMap<Unlocked, Memory>();

function memoryOf(vault: UnlockedVault): Memory {
  const memory = memories.get(vault.open) ?? { first: [], seen: new Set<string>(), answers: new Map() };
  memories.set(vault.open, memory);
  return memory;
}

/** The leaves of a session only grow, so what was the first of its kind stays it. */
function firstOf(vault: UnlockedVault, leaves: readonly Uint8Array[]): readonly boolean[] {
  const { first, seen } = memoryOf(vault);
  for (let at = first.length; at < leaves.length; at += 1) {
    const text = toBase64url(leaves[at] as Uint8Array);
    first.push(!seen.has(text));
    seen.add(text);
  }
  return first;
}

/** Leaves that count for this record, after the one that was served. */
function laterThan(vault: UnlockedVault, leaves: readonly Uint8Array[], { place, keys, leaf }: Subject) {
  const log = { leaves, first: firstOf(vault, leaves) };
  return leavesUnder(vault.open.roster.rootfp, log, place.kind, keys, leaf);
}

/** One question for up to a hundred leaves; what was answered once is not asked again. */
async function objectsOf(vault: UnlockedVault, found: readonly Found[]): Promise<ReadonlyMap<number, Answer>> {
  const { answers } = memoryOf(vault);
  const missing = [...new Map(found.filter(({ at }) => !answers.has(at)).map((one) => [one.at, one])).values()];
  for (let from = 0; from < missing.length; from += limits.objectsPerAsk) {
    const some = missing.slice(from, from + limits.objectsPerAsk);
    const items = some.map(({ at, tagKey }) => ({ leaf: at, tagKey: toBase64url(tagKey) }));
    const { objects } = await vault.ports.call('log/object', { items });
    some.forEach(({ at }, i) => {
      const answer = objects[i];
      if (answer !== null && answer !== undefined) answers.set(at, answer);
    });
  }
  return answers;
}

/** One answer for each subject, in their order. Nothing here refuses: each caller decides what stays closed. */
export async function lookForNewer(
  vault: UnlockedVault,
  leaves: readonly Uint8Array[],
  subjects: readonly Subject[],
): Promise<readonly Looked[]> {
  const later = subjects.map((subject) => laterThan(vault, leaves, subject));
  const answers = await objectsOf(vault, later.flat());
  const looked = subjects.map((subject, i) => judgeAll(vault, leaves, subject, later[i] ?? [], answers));
  for (const { aside } of looked) for (const one of aside) vault.open.aside.set(`${one.record} ${one.leaf}`, one);
  return looked;
}

function judgeAll(
  vault: UnlockedVault,
  leaves: readonly Uint8Array[],
  subject: Subject,
  later: readonly Found[],
  answers: ReadonlyMap<number, Answer>,
): Looked {
  const { place, revision, leaf } = subject;
  const aside: Aside[] = [];
  if (leaf >= 0 && memoryOf(vault).first[leaf] === false) return { aside, refusal: copied(vault, leaves, subject) };
  // From the end, so that the newest revision is named; what closes others comes last.
  const closing = later.filter((one) => one.leaf.type === 'retire');
  for (const one of [...closing, ...later.filter((each) => !closing.includes(each))].toReversed()) {
    try {
      const judged = judgeFound(vault, place, one, answers);
      requireNothingNewer(revision, leaf < 0 ? 'nothing' : leaf, one.at, judged);
      if (judged.is === 'aside')
        aside.push({
          kind: place.kind,
          record: place.record,
          leaf: one.at,
          author: judged.author,
          tagKey: one.tagKey,
        });
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return { aside, refusal: error };
    }
  }
  return { aside, refusal: undefined };
}

/** An old revision's leaf can be appended once more. It counts where it stood first, and what came since is newer. */
function copied(vault: UnlockedVault, leaves: readonly Uint8Array[], subject: Subject): ProtocolError {
  const all = laterThan(vault, leaves, { ...subject, leaf: -1 });
  const newest = all.findLast((one) => one.leaf.type !== 'retire')?.at ?? subject.leaf;
  return new ProtocolError('record-old', 'a copy of an earlier leaf', { evidence: { served: subject.leaf, newest } });
}

function judgeFound(vault: UnlockedVault, place: Place, found: Found, answers: ReadonlyMap<number, Answer>): Judged {
  const answer = answers.get(found.at);
  if (answer === undefined)
    return refuse('record-old', `nothing was served for ${found.at}`, { served: 'nothing', newest: found.at });
  return judgeObject(vault.open.roster, place, found, fromBase64url(answer.object));
}

/** Every revision of a record that the log knows, in its order, with content and wraps if this member may read them. */
export async function revisionsOf(
  vault: UnlockedVault,
  leaves: readonly Uint8Array[],
  place: Place,
  keys: readonly Key32[],
): Promise<readonly Revision[]> {
  const found = laterThan(vault, leaves, { place, keys, revision: 0, leaf: -1 });
  const answers = await objectsOf(vault, found);
  return found.flatMap((one) => {
    const answer = answers.get(one.at);
    return answer === undefined || judgeFound(vault, place, one, answers).is !== 'revision'
      ? []
      : [{ ...answer, at: one.at }];
  });
}

/** Of what was set aside, what a screen says: the kind, and who signed it, if anybody did. */
export interface AsideLine {
  readonly kind: KindId;
  readonly leaf: number;
  readonly author: MemberId | undefined;
}

export const asideOf = ({ open: { aside } }: UnlockedVault): readonly AsideLine[] =>
  [...aside.values()].map(({ kind, leaf, author }) => ({ kind, leaf, author }));
