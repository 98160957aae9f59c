/** What the signed policy and the roster allow in a record's header (§5). Everything else is refused. */
import { equal } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import type { Header } from './header.ts';
import { ruleOf } from '../members/policy.ts';
import { policyAt } from '../roster/by-leaf.ts';
import { findCardAt, wasDeskMember, type Roster } from '../roster/roster-state.ts';

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
  if (header.readers.some((desk) => !rule.readers.includes(desk)))
    refuse('record-policy', 'a reader beyond the policy');
  if (new Set(header.readers).size !== header.readers.length) refuse('record-policy', 'a reader twice');
  if ((rule.owned === 'person') !== (header.owner !== undefined && header.desk === undefined))
    refuse('record-policy', 'owned otherwise than the policy says');
  if (rule.owned === 'person') requirePersonal(roster, header, leaf, wraps.owner);
  else requireDeskOwned(roster, header, leaf, wraps.owner);
}

function requirePersonal(roster: Roster, header: Header, leaf: number, wrapped: boolean): void {
  const owner = header.owner ?? refuse('record-policy', 'no owner');
  const card = findCardAt(roster, owner, leaf);
  const named = header.ownerKeyHash;
  // `none` only while the roster gives her no key; otherwise exactly her key at this leaf.
  const right = card === undefined ? named === undefined : named !== undefined && equal(named, card.sealKeyHash);
  if (!right || wrapped !== (named !== undefined)) refuse('record-policy', "owner's key is not the roster's");
  if (header.about !== undefined) refuse('record-policy', "a person's record is about its owner");
  const { writers } = ruleOf(policyAt(roster, leaf), header.kind);
  const mayWrite =
    writers.length === 0
      ? header.author === owner
      : writers.some((desk) => wasDeskMember(roster, desk, header.author, leaf));
  if (!mayWrite) refuse('record-author', 'may not write this kind');
}

function requireDeskOwned(roster: Roster, header: Header, leaf: number, wrapped: boolean): void {
  const desk = header.desk ?? refuse('record-policy', 'no desk');
  if (header.owner !== undefined) refuse('record-policy', 'a desk record has no owner');
  if (wrapped || header.ownerKeyHash !== undefined) refuse('record-policy', 'a desk record has no owner wrap');
  const { readers, writers } = ruleOf(policyAt(roster, leaf), header.kind);
  if (!writers.includes(desk)) refuse('record-policy', 'desk may not own this kind');
  // A desk reads what it owns, and nobody else does, unless the policy names only other readers (the members).
  const expected = readers.includes(desk) ? [desk] : readers;
  if (header.readers.length !== expected.length || header.readers.some((reader, i) => reader !== expected[i]))
    refuse('record-policy', 'read by another desk');
  if (!wasDeskMember(roster, desk, header.author, leaf)) refuse('record-author', 'not of this desk');
}
