/**
 * Standing kinds (§5): records whose leaves stand under a tag that everybody can compute, so that nobody can hide or split
 * them. They hold the secrets from which all other tag keys come. The rules of a policy say which of them it must have.
 */
import type { DeskId, KindId } from '../core/ids.ts';
import { limits } from '../core/limits.ts';
import type { KindRule } from './kind-rule.ts';

export const inboxKind = 'inbox' as KindId;
export const reservedKind = 'reserved' as KindId;
export const programmeKind = 'programme' as KindId;
export const tagsKind = (desk: DeskId) => `tags-${desk}` as KindId;
export const keysKind = (desk: DeskId) => `keys-${desk}` as KindId;
export const stateKind = (desk: DeskId) => `state-${desk}` as KindId;
export const caseKind = (desk: DeskId) => `case-${desk}` as KindId;

const standingWords = ['tags-', 'keys-', 'state-'] as const;

export function isStanding(kind: KindId): boolean {
  return kind === inboxKind || standingWords.some((word) => kind.startsWith(word));
}

/** True for a name that the rules below give a meaning, and no policy may use for something else. */
function isFixedName(kind: KindId): boolean {
  return isStanding(kind) || kind === reservedKind || kind.startsWith('case-') || kind.startsWith('inbox');
}

type Kinds = readonly KindRule[];

/** The desk that files for a reserved id what its owner will write herself: the first reader. */
export function filingDesk(rule: KindRule): DeskId | undefined {
  return rule.owned === 'person' && rule.writers.length === 0 ? rule.readers[0] : undefined;
}

/** Kinds of which a person has one record that stands under a tag of her inbox. */
export function inboxKinds(kinds: Kinds): Kinds {
  return kinds.filter(({ owned, kind }) => owned === 'person' && !isStanding(kind));
}

/** Kinds that this desk writes for people. */
export function writtenBy(kinds: Kinds, desk: DeskId): Kinds {
  return inboxKinds(kinds).filter(({ writers }) => writers.includes(desk));
}

const needsTags = (kinds: Kinds, desk: DeskId) =>
  inboxKinds(kinds).some((rule) => rule.writers.includes(desk) || filingDesk(rule) === desk);

const needsKeys = (kinds: Kinds, desk: DeskId) =>
  kinds.some(({ owned, writers, kind }) => owned !== 'person' && !isStanding(kind) && writers.includes(desk));

const needsState = (kinds: Kinds, desk: DeskId) => kinds.some(({ kind }) => kind === caseKind(desk));

/** Desks to which every member gives tag keys. */
export function tagDesks({
  desks,
  kinds,
}: {
  readonly desks: readonly DeskId[];
  readonly kinds: Kinds;
}): readonly DeskId[] {
  return desks.filter((desk) => needsTags(kinds, desk));
}

interface Form {
  readonly kind: KindId;
  readonly owned: KindRule['owned'];
  readonly writers: readonly DeskId[];
  readonly readers: readonly DeskId[];
}

/** The standing kinds that these kinds need, and the one that holds a reserved id's first secret. */
export function standingForms(desks: readonly DeskId[], kinds: Kinds, officers: DeskId): readonly Form[] {
  return [
    { kind: inboxKind, owned: 'person', writers: [], readers: [] },
    { kind: reservedKind, owned: 'about', writers: [officers], readers: [officers] },
    ...desks.flatMap((desk): Form[] => {
      const own = { owned: 'desk', writers: [desk], readers: [desk] } as const;
      return [
        ...(needsTags(kinds, desk)
          ? [{ kind: tagsKind(desk), owned: 'person', writers: [], readers: [desk] } as const]
          : []),
        ...(needsKeys(kinds, desk) ? [{ kind: keysKind(desk), ...own }] : []),
        ...(needsState(kinds, desk) ? [{ kind: stateKind(desk), ...own }] : []),
      ];
    }),
  ];
}

const same = (a: readonly string[], b: readonly string[]) => a.join('\n') === b.join('\n');

/** Why these kinds are no sound policy (5.8); undefined if they are. */
export function formFault(desks: readonly DeskId[], kinds: Kinds, officers: DeskId): string | undefined {
  const forms = standingForms(desks, kinds, officers);
  const keptLongest = Math.max(0, ...kinds.map(({ keepDays }) => keepDays));
  for (const form of forms) {
    const found = kinds.find(({ kind }) => kind === form.kind);
    if (found === undefined) return `no kind ${form.kind}`;
    const read = form.kind.startsWith('state-') ? found.readers.slice(0, 1) : found.readers;
    if (found.owned !== form.owned || !same(found.writers, form.writers) || !same(read, form.readers))
      return `${form.kind} in another form`;
    if (found.gated) return `${form.kind} is gated`;
    if (!form.kind.startsWith('state-') && found.keepDays < keptLongest) return `${form.kind} ends too early`;
  }
  const sealedAtOnce = kinds.filter(({ owned, writers }) => owned === 'person' && writers.length === 0).length;
  if (sealedAtOnce > limits.recordsPerPut) return `${sealedAtOnce} kinds of her own`;
  for (const rule of kinds) {
    const { kind, owned, writers, readers } = rule;
    if (owned === 'about' && writers.length !== 1) return `${kind} about somebody, of ${writers.length} desks`;
    if (owned === 'desk' && writers.length === 0) return `${kind} of no desk`;
    if (isFixedName(kind) && !forms.some((form) => form.kind === kind) && !isCase(rule))
      return `${kind} is a name for something else`;
    if (owned === 'person' && writers.length > 0 && readers.some((reader) => !writers.includes(reader)))
      return `${kind} is read by a desk that cannot find it`;
  }
  return undefined;
}

/** A desk's tasks about one person, read by that desk only. */
function isCase({ kind, owned, writers, readers, gated }: KindRule): boolean {
  const [desk] = writers;
  return desk !== undefined && kind === caseKind(desk) && owned === 'about' && same(readers, [desk]) && !gated;
}
