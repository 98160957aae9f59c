/**
 * What is in the place of a record (5.11): every leaf under its tag keys that can decide is asked for by its key, and what
 * it stands for is judged here. What is no revision of that record, or whose author had not seen what stands before it, is
 * set aside.
 */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import type { KindId, MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import { digestLeaf, encodeLeaf } from '#protocol/log/leaf.ts';
import type { PlaceKey } from '#protocol/records/generations.ts';
import {
  allThatCount,
  judgeObject,
  leavesUnder,
  newestOf,
  placeInLog,
  placesUnder,
  type Found,
  type Judged,
  type Place,
  type Standing,
} from '#protocol/records/newest.ts';
import { leafTypeOf } from '#protocol/records/place.ts';
import { commitToTagKey } from '#protocol/records/record.ts';
import type { VerifiedRecord } from '#protocol/records/verify.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import type { Unlocked, UnlockedVault } from '../session/unlocked-vault.ts';

type Leaves = readonly Uint8Array[];

/** A record, its tag keys, and what of it was served. */
export interface Subject {
  readonly place: Place;
  readonly keys: readonly PlaceKey[];
  readonly served?: VerifiedRecord | undefined;
  /** Only what stands up to this leaf. */
  readonly upTo?: number;
}

/** Whether two are one: the portal may say of any that it stands at a leaf. */
export const isSame = (a: VerifiedRecord | undefined, b: VerifiedRecord | undefined): boolean =>
  a !== undefined && b !== undefined && a.leaf === b.leaf && equal(a.digest, b.digest);

export interface Looked {
  /** The last that counts, served or not. */
  readonly newest: VerifiedRecord | undefined;
  readonly closedAt: number | undefined;
  /** Why nothing is shown as current: something is not served, or newer than what was served. */
  readonly refusal: ProtocolError | undefined;
}

export type Answer = NonNullable<Reply<'log/object'>['objects'][number]>;

interface Memory {
  readonly first: boolean[];
  readonly seen: Set<string>;
  readonly under: Map<string, { readonly from: number; upTo: number; readonly places: number[] }>;
  /** By leaf. */
  readonly answers: Map<number, Answer>;
  /** By record and leaf: neither changes any more. */
  readonly judged: Map<string, Map<number, Judged>>;
}
const memories = new WeakMap<Unlocked, Memory>();

function memoryOf({ open }: UnlockedVault): Memory {
  const memory = memories.get(open) ?? {
    first: [],
    seen: new Set<string>(),
    under: new Map(),
    answers: new Map(),
    judged: new Map(),
  };
  memories.set(open, memory);
  return memory;
}

function judgedOf(vault: UnlockedVault, { record }: Place): Map<number, Judged> {
  const { judged } = memoryOf(vault);
  const known = judged.get(record) ?? new Map<number, Judged>();
  judged.set(record, known);
  return known;
}

/** The leaves of a session only grow, so what was the first of its kind stays it. */
function firstOf(vault: UnlockedVault, leaves: Leaves): readonly boolean[] {
  const { first, seen } = memoryOf(vault);
  for (let at = first.length; at < leaves.length; at += 1) {
    const text = placeInLog(leaves[at] as Uint8Array);
    first.push(!seen.has(text));
    seen.add(text);
  }
  return first;
}

/** Each leaf is tried with each key once. */
function under(vault: UnlockedVault, leaves: Leaves, tagKey: Key32, from: number): readonly number[] {
  const { under: all } = memoryOf(vault);
  const { rootfp } = vault.open.roster;
  const name = toBase64url(tagKey);
  const known = all.get(name);
  const kept = known !== undefined && known.from <= from ? known : { from, upTo: from, places: [] };
  kept.places.push(...placesUnder(rootfp, leaves, tagKey, kept.upTo));
  kept.upTo = Math.max(kept.upTo, leaves.length);
  all.set(name, kept);
  return kept.places.filter((at) => at >= from);
}

function foundFrom(vault: UnlockedVault, leaves: Leaves, subject: Subject, from: number): readonly Found[] {
  const { place, keys, upTo = leaves.length } = subject;
  const log = { leaves, first: firstOf(vault, leaves) };
  const found = leavesUnder(log, place.kind, keys, from, (key, start) => under(vault, leaves, key, start));
  return found.filter(({ at }) => at <= upTo && at < leaves.length);
}

/** What this session has verified itself needs no question. */
function remember(vault: UnlockedVault, place: Place, leaves: Leaves, verified: VerifiedRecord, tagKey: Key32) {
  const bytes = leaves[verified.leaf];
  if (bytes === undefined) return;
  const { rootfp } = vault.open.roster;
  const leaf = digestLeaf(leafTypeOf(place.kind), verified.digest, bytes.slice(17, 33));
  const isIts = equal(bytes, encodeLeaf(leaf));
  const isUnder = equal(verified.header.tagCommitment, commitToTagKey(rootfp, tagKey));
  if (isIts && isUnder) judgedOf(vault, place).set(verified.leaf, { is: 'revision', verified });
}

/** One question for up to a hundred leaves; what was answered once is not asked again. Returns for which nothing was served. */
async function ask(vault: UnlockedVault, asked: readonly (readonly [Place, Found])[]): Promise<readonly number[]> {
  const { answers } = memoryOf(vault);
  const missing = [...new Map(asked.map(([, one]) => [one.at, one])).values()].filter(({ at }) => !answers.has(at));
  for (let from = 0; from < missing.length; from += limits.objectsPerAsk) {
    const some = missing.slice(from, from + limits.objectsPerAsk);
    const items = some.map(({ at, tagKey }) => ({ leaf: at, tagKey: toBase64url(tagKey) }));
    const { objects } = await vault.ports.call('log/object', { items });
    some.forEach(({ at }, i) => {
      const answer = objects[i];
      if (answer !== null && answer !== undefined) answers.set(at, answer);
    });
  }
  const withheld: number[] = [];
  for (const [place, found] of asked) {
    const answer = answers.get(found.at);
    try {
      if (answer === undefined) throw notServed(found.at);
      judgedOf(vault, place).set(found.at, judgeObject(vault.open.roster, place, found, fromBase64url(answer.object)));
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      answers.delete(found.at);
      withheld.push(found.at);
    }
  }
  return withheld;
}

const notServed = (at: number) =>
  new ProtocolError('record-old', `nothing was served for ${at}`, { evidence: { served: 'nothing', newest: at } });

/** What is in each place, or why that cannot be said. */
async function standingsFrom(
  vault: UnlockedVault,
  leaves: Leaves,
  subjects: readonly Subject[],
  from: (subject: Subject) => number,
): Promise<readonly (Standing | ProtocolError)[]> {
  const found = subjects.map((subject) => foundFrom(vault, leaves, subject, from(subject)));
  const withheld = new Set<number>();
  // Few at first: nearly always the last decides.
  for (let batch = 4; ; batch = Math.min(4 * batch, limits.objectsPerAsk)) {
    const asked = subjects.flatMap(({ place }, i) => {
      const judged = judgedOf(vault, place);
      const standing = newestOf(found[i] ?? [], judged);
      if (!('missing' in standing) || standing.missing.some(({ at }) => withheld.has(at))) return [];
      const last = standing.missing[0]?.at ?? -1;
      const below = (found[i] ?? []).filter(({ at }) => at <= last && !judged.has(at)).toReversed();
      const some = standing.missing.length > 1 ? standing.missing : below.slice(0, batch);
      return some.filter(({ at }) => !withheld.has(at)).map((one) => [place, one] as const);
    });
    if (asked.length === 0) break;
    for (const at of await ask(vault, asked)) withheld.add(at);
  }
  return subjects.map(({ place }, i) => {
    const standing = newestOf(found[i] ?? [], judgedOf(vault, place));
    return 'missing' in standing ? notServed(standing.missing[0]?.at ?? -1) : standing;
  });
}

/** One answer for each subject, in their order. Nothing here refuses: each caller decides what stays closed. */
export async function lookForNewer(
  vault: UnlockedVault,
  leaves: Leaves,
  subjects: readonly Subject[],
): Promise<readonly Looked[]> {
  for (const { served, place, keys } of subjects)
    if (served !== undefined) for (const { tagKey } of keys) remember(vault, place, leaves, served, tagKey);
  const start = ({ served }: Subject) => served?.header.seen ?? 0;
  const near = await standingsFrom(vault, leaves, subjects, start);
  const isKnown = (subject: Subject, one: Standing | ProtocolError | undefined) =>
    start(subject) === 0 ||
    one instanceof ProtocolError ||
    (one?.newest !== undefined && one.newest.header.seen >= start(subject));
  const far = subjects.filter((subject, i) => !isKnown(subject, near[i]));
  const whole = new Map(
    (await standingsFrom(vault, leaves, far, () => 0)).map((standing, i) => [far[i] as Subject, standing]),
  );
  return subjects.map((subject, i) => lookedAt(vault, subject, whole.get(subject) ?? near[i] ?? notServed(-1)));
}

/** Whether each of these, of this session, counts. Refuses with `record-old` where that cannot be said. */
export async function whichCount(
  vault: UnlockedVault,
  leaves: Leaves,
  written: readonly { readonly subject: Subject; readonly own: VerifiedRecord; readonly tagKey: Key32 }[],
): Promise<readonly boolean[]> {
  for (const { subject, own, tagKey } of written) remember(vault, subject.place, leaves, own, tagKey);
  const subjects = written.map(({ subject, own }) => ({ ...subject, served: own, upTo: own.leaf }));
  const standing = await standingsFrom(vault, leaves, subjects, ({ served }) => served?.header.seen ?? 0);
  return standing.map((one, i) => {
    if (one instanceof ProtocolError) throw one;
    return one.newest?.leaf === written[i]?.own.leaf;
  });
}

function lookedAt(vault: UnlockedVault, { place, served }: Subject, standing: Standing | ProtocolError): Looked {
  if (standing instanceof ProtocolError) return { newest: undefined, closedAt: undefined, refusal: standing };
  const { newest, closedAt, aside } = standing;
  const { kind, record } = place;
  for (const { found, author, conflict } of aside)
    vault.open.aside.set(`${record} ${found.at}`, {
      kind,
      record,
      leaf: found.at,
      author,
      tagKey: found.tagKey,
      how: conflict ? 'conflict' : 'aside',
    });
  const old = (at: number) =>
    new ProtocolError('record-old', `the log knows a newer one at ${at}`, {
      evidence: { served: served?.leaf ?? 'nothing', newest: at },
    });
  const isNewer = newest !== undefined && newest.leaf > (served?.leaf ?? -1);
  // Her own retire closes her own record only together with what follows it (5.11).
  const isClosed = closedAt !== undefined && place.owner !== vault.open.member;
  return {
    newest,
    closedAt,
    refusal: isNewer ? old(newest.leaf) : isClosed ? old(closedAt) : undefined,
  };
}

/** What was answered for the leaf of a revision; undefined if this session has not asked for it. */
export const answerAt = (vault: UnlockedVault, leaf: number): Answer | undefined => memoryOf(vault).answers.get(leaf);

export interface Counting {
  readonly verified: VerifiedRecord;
  readonly answer: Answer;
}

/** Every revision of a record that counts, in the order of the log, with content and wraps if this member may read them. */
export async function revisionsOf(
  vault: UnlockedVault,
  leaves: Leaves,
  place: Place,
  keys: readonly PlaceKey[],
): Promise<readonly Counting[]> {
  const found = foundFrom(vault, leaves, { place, keys }, 0);
  const { answers } = memoryOf(vault);
  const judged = judgedOf(vault, place);
  const unknown = found.filter(({ at }) => !judged.has(at) || !answers.has(at));
  const asked = unknown.map((one) => [place, one] as const);
  const [withheld] = await ask(vault, asked);
  if (withheld !== undefined) throw notServed(withheld);
  return allThatCount(found, judged).map((verified) => ({
    verified,
    answer: answers.get(verified.leaf) as Answer,
  }));
}

/** Of what was set aside, what a screen says: the kind, and who signed it, if anybody did. */
export interface AsideLine {
  readonly kind: KindId;
  readonly leaf: number;
  readonly author: MemberId | undefined;
  /** `conflict`: written at the same time as what is shown. `broken`: it counts, and nobody can open it. */
  readonly how: 'aside' | 'conflict' | 'broken';
}

export const asideOf = ({ open: { aside, broken } }: UnlockedVault): readonly AsideLine[] =>
  [
    ...aside.values(),
    ...[...broken.values()].map(({ header: { kind, author }, leaf }) => ({
      kind,
      author,
      leaf,
      how: 'broken' as const,
    })),
  ].map(({ kind, leaf, author, how }) => ({ kind, leaf, author, how }));
