/** What the signed policy and the roster allow in a record's header (§5). Everything else is refused. */
import { equal } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import type { DeskId, MemberId } from '../core/ids.ts';
import type { Header } from './header.ts';
import type { KindRule } from '../members/kind-rule.ts';
import { ruleOf } from '../members/policy.ts';
import { filingDesk, inboxKind, isStanding, reservedKind } from '../members/standing.ts';
import { officersDesk } from '../core/ids.ts';
import { policyAt } from '../roster/by-leaf.ts';
import { findCardAt, hadCard, isReservedAt, wasDeskMember, type Roster } from '../roster/roster-state.ts';
import { publicTagKey, recordIdOf, whoseOf } from './place.ts';
import { commitToTagKey } from './record.ts';

/** Steps 7 to 10 of 5.2. Refuses with `record-policy`, `record-author`, `record-place` or `record-tag`. */
export function requireRecordRights(
  roster: Roster,
  header: Header,
  leaf: number,
  wraps: { readonly owner: boolean; readonly witness: boolean },
): void {
  // By the policy at its leaf: a later one makes nothing of it unreadable.
  const rule = ruleOf(policyAt(roster, leaf), header.kind);
  if (header.gated !== rule.gated) refuse('record-policy', 'gate differs from the policy');
  if (wraps.witness !== rule.gated) refuse('record-policy', 'witness share against the gate');
  requireReaders(rule, header.readers);
  requireForm(rule, header);
  requireOwnerKey(roster, header, leaf, wraps.owner);
  requireAuthor(roster, rule, header, leaf);
  requirePlace(roster, header);
}

/** A person may name fewer than the policy does; what a desk owns has exactly its readers. */
function requireReaders(rule: KindRule, readers: readonly DeskId[]): void {
  if (readers.some((desk) => !rule.readers.includes(desk))) refuse('record-policy', 'a reader beyond the policy');
  if (new Set(readers).size !== readers.length) refuse('record-policy', 'a reader twice');
  const exact = rule.readers.length === readers.length && rule.readers.every((desk, at) => desk === readers[at]);
  if (rule.owned !== 'person' && !exact) refuse('record-policy', 'other readers than the policy says');
}

function requireForm(rule: KindRule, { owner, desk, about }: Header): void {
  const [isOwned, isOfDesk, isAbout] = [owner, desk, about].map((part) => part !== undefined);
  const right = {
    person: isOwned && !isOfDesk && !isAbout,
    desk: isOfDesk && !isOwned && !isAbout,
    about: isOfDesk && isAbout && !isOwned,
  }[rule.owned];
  if (right !== true) refuse('record-policy', 'owned otherwise than the policy says');
  if (desk !== undefined && !rule.writers.includes(desk)) refuse('record-policy', 'desk may not own this kind');
}

function requireOwnerKey(roster: Roster, { owner, ownerKeyHash: named }: Header, leaf: number, wrapped: boolean): void {
  const card = owner === undefined ? undefined : findCardAt(roster, owner, leaf);
  // `none` only while the roster gives her no key; otherwise exactly her key at this leaf.
  const right = card === undefined ? named === undefined : named !== undefined && equal(named, card.sealKeyHash);
  if (!right || wrapped !== (named !== undefined)) refuse('record-policy', "owner's key is not the roster's");
}

/** Who may write (5.10). */
function requireAuthor(roster: Roster, rule: KindRule, header: Header, leaf: number): void {
  const { owner, desk, about, author } = header;
  const isIn = (of: DeskId | undefined) => of !== undefined && wasDeskMember(roster, of, author, leaf);
  if (owner === undefined) {
    if (!isIn(desk)) refuse('record-author', 'not of this desk');
    if (about !== undefined && !mayBeAbout(roster, rule, about, leaf))
      refuse('record-author', 'about nobody who is known');
    return;
  }
  const carded = findCardAt(roster, owner, leaf) !== undefined;
  if (!carded && !isReservedAt(roster, owner, leaf)) refuse('record-author', 'for nobody who is known');
  const may =
    rule.writers.length > 0
      ? rule.writers.some(isIn)
      : carded
        ? author === owner
        : isIn(isStanding(rule.kind) ? standingFiler(rule) : filingDesk(rule));
  if (!may) refuse('record-author', 'may not write this kind');
}

/** For somebody without keys an officer hands out the tag keys; an inbox is nobody's but hers. */
const standingFiler = ({ kind }: KindRule) => (kind === inboxKind ? undefined : officersDesk);

function mayBeAbout(roster: Roster, { kind }: KindRule, about: MemberId, leaf: number): boolean {
  const had = hadCard(roster, about, leaf);
  return isReservedAt(roster, about, leaf) || (had && kind !== reservedKind);
}

/** One record of each kind for each person or desk, and where everybody can look for it, under that one tag. */
function requirePlace(roster: Roster, header: Header): void {
  const whose = whoseOf(header);
  if (header.record !== recordIdOf(roster.rootfp, header.kind, whose)) refuse('record-place', 'another id');
  const key = publicTagKey(roster.rootfp, header.kind, whose);
  if (key !== undefined && !equal(header.tagCommitment, commitToTagKey(roster.rootfp, key)))
    refuse('record-tag', 'another tag key than everybody computes');
}
