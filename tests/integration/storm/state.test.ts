/** What a storm compares at its end: each thing that can differ is found. */
import { expect, it } from 'vitest';
import { hashLeaf, rootOf } from '#protocol/log/merkle.ts';
import { leafBytes } from '#protocol/log/leaf.ts';
import { faultsBetween, type Held, type PortalHeld } from '../../support/storm/state.ts';

const leaf = (type: number, fill: number) => new Uint8Array(leafBytes).fill(fill).fill(type, 0, 1);
const opening = 1;
const roster = 2;
const leaves = [leaf(roster, 7), leaf(opening, 8), leaf(roster, 9)];
const root = rootOf(leaves.map(hashLeaf));
const other = new Uint8Array(32);
const verdict = (at: number, said = at) => ({ leaf: at, line: new Uint8Array([said]) });
const outcome = { leaf: 1, word: 'released', signed: new Uint8Array([1]) };

const held: Held = { leaves, size: 3, root, verdicts: [verdict(0), verdict(2)], outcomes: [outcome] };
const portal: PortalHeld = { ...held, places: [0, 1, 2], cosigned: 3, effects: 0 };

it('finds nothing where portal and witness hold the same', () => {
  expect(faultsBetween(portal, held)).toEqual([]);
});

it.each<[string, Partial<PortalHeld>, Partial<Held>]>([
  ['the places of the leaves have a gap', { places: [0, 1, 3] }, {}],
  ['log_head has 2 of 3 leaves', { size: 2, cosigned: 2 }, { size: 2 }],
  [`log_head has the root`, { root: other }, {}],
  ['2 of 3 are cosigned', { cosigned: 2 }, {}],
  ['the witness has another tree, of 3', {}, { root: other }],
  ['the witness mirrors other leaves', {}, { leaves: leaves.slice(0, 2) }],
  ['1 effects wait', { effects: 1 }, {}],
  ['1 verdicts', { verdicts: [verdict(0)] }, { verdicts: [verdict(0)] }],
  ['portal and witness keep other verdicts', {}, { verdicts: [verdict(0), verdict(2, 9)] }],
  ['0 outcomes of 1 openings', { outcomes: [] }, { outcomes: [] }],
  ['portal and witness keep other outcomes: 1 and 0', {}, { outcomes: [] }],
])('finds: %s', (fault, inPortal, inWitness) => {
  const faults = faultsBetween({ ...portal, ...inPortal }, { ...held, ...inWitness });
  expect(faults.some((found) => found.startsWith(fault))).toBe(true);
});
