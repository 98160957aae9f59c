/** What the witness's ledger remembers, and for how long: time is an argument here, so a day passes at once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { toId, type KindId, type MemberId } from '#protocol/core/ids.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { agedSize, noteCosigned } from '../../../witness/release/aged.ts';
import {
  countOutcomes,
  dayMs,
  findBody,
  findOutcome,
  highestCounter,
  hourMs,
  keepBatch,
  keepOutcomes,
  knowsBatch,
  settleClock,
  spentSince,
  type BatchRow,
  type OutcomeRow,
} from '../../../witness/release/store.ts';
import { makeState, openState, type State } from '../../../witness/state.ts';
import { bytes } from '../../support/witness/people.ts';

await sodiumReady;

const requester = toId<MemberId>(bytes(16));
const kind = 'travel' as KindId;
const start = Date.UTC(2027, 4, 10);

let folder: string;
let state: State;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'witness-')), 'state');
  makeState(folder, 'witness-1');
  state = openState(folder, 'witness-1');
});
afterEach(() => {
  state.db.close();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

function outcome(changes: Partial<OutcomeRow> = {}): OutcomeRow {
  const kept = { month: '2027-05', body: bytes(100), view: undefined, owner: undefined };
  return { leaf: 5, word: 'released', code: '', signed: bytes(90), bodyHash: bytes(32), kept, ...changes };
}

function batch(changes: Partial<OutcomeRow> = {}, counter = 1): BatchRow {
  const outcomes = [{ row: outcome(changes), kind }];
  return { hash: bytes(32), requester, credential: new Uint8Array([1]), counter, outcomes, repeated: [] };
}

const none = { released: 0, refused: 0, never: 0, unknown: 0 };

test('a release is spent for an hour and a day, and remembered for good', () => {
  const { db } = state;
  const made = batch();
  const bodyHash = made.outcomes[0]?.row.bodyHash as Uint8Array;
  keepBatch(db, made, start);
  expect(spentSince(db, requester, kind, start - 1)).toBe(1);
  expect(spentSince(db, requester, kind, start)).toBe(0);
  expect(spentSince(db, requester, 'reach' as KindId, start - 1)).toBe(0);
  keepBatch(db, batch({ leaf: 6 }, 2), start + hourMs);
  expect(spentSince(db, requester, kind, start + hourMs - hourMs)).toBe(1);
  expect(spentSince(db, requester, kind, start + hourMs - dayMs)).toBe(2);
  expect(knowsBatch(db, made.hash)).toBe(true);

  keepBatch(db, batch({ leaf: 7 }, 3), start + dayMs);
  expect(spentSince(db, requester, kind, 0)).toBe(2);
  expect(knowsBatch(db, made.hash)).toBe(false);
  expect(findBody(db, bodyHash)).toEqual({ leaf: 5, same: true });
  const alike = new Uint8Array([...bodyHash.slice(0, 16), ...bytes(16)]);
  expect(findBody(db, alike)).toEqual({ leaf: 5, same: false });
  expect(findBody(db, bytes(32))).toBeUndefined();
  expect(highestCounter(db, new Uint8Array([1]))).toBe(3);
});

test('what is refused spends nothing, and a repeat neither', () => {
  const { db } = state;
  keepBatch(db, batch({ word: 'refused', code: 'opening-desk' }), start);
  keepBatch(db, { ...batch({}, 2), outcomes: [], repeated: [5] }, start + 1);
  expect(spentSince(db, requester, kind, 0)).toBe(0);
  expect(countOutcomes(db)).toEqual({ ...none, refused: 1 });
});

test('the first outcome of a leaf is its only one, and one body has one leaf', () => {
  const { db } = state;
  const first = outcome();
  keepBatch(db, { ...batch(), outcomes: [{ row: first, kind }] }, start);
  expect(() => keepBatch(db, batch({ leaf: 5 }, 2), start)).toThrow('UNIQUE');
  expect(() =>
    keepOutcomes(db, [outcome({ leaf: 5, word: 'never', bodyHash: undefined, kept: undefined })], start),
  ).toThrow('UNIQUE');
  expect(() => keepBatch(db, batch({ leaf: 6, bodyHash: first.bodyHash }, 2), start)).toThrow('UNIQUE');
  expect(findOutcome(db, 5)).toEqual(first);
  expect(countOutcomes(db)).toEqual({ ...none, released: 1 });
});

test('a batch is written whole or not at all', () => {
  const { db } = state;
  const made = batch();
  const broken = { row: outcome({ leaf: 6 }), kind: undefined as never };
  expect(() => keepBatch(db, { ...made, outcomes: [...made.outcomes, broken] }, start)).toThrow();
  expect(countOutcomes(db)).toEqual(none);
  expect(knowsBatch(db, made.hash)).toBe(false);
  expect(highestCounter(db, made.credential)).toBe(0);
});

test('limits count for a day also after a clock that ran ahead', () => {
  const { db } = state;
  keepBatch(db, batch(), start + 365 * dayMs);
  settleClock(db, start);
  expect(spentSince(db, requester, kind, start - 1)).toBe(1);
  expect(spentSince(db, requester, kind, start)).toBe(0);
});

describe('what was cosigned 20 minutes ago', () => {
  const minute = 60_000;
  const cosigned = (size: number, at: number) => noteCosigned(state.db, size, at);
  const aged = (at: number) => agedSize(state.db, at);

  test('is never called so too early, and at most ten seconds late', () => {
    expect(aged(start)).toBe(0);
    cosigned(7, start + 1);
    expect(aged(start + 20 * minute)).toBe(0);
    expect(aged(start + 20 * minute + 9_999)).toBe(0);
    expect(aged(start + 20 * minute + 10_000)).toBe(7);
  });

  test('grows under steady load, in few rows', () => {
    for (let at = 0; at <= 60 * minute; at += 1000) cosigned(at / 1000 + 1, start + at);
    expect(aged(start + 60 * minute)).toBeGreaterThan(40 * 60 - 11);
    expect(aged(start + 60 * minute)).toBeLessThanOrEqual(40 * 60 + 1);
    expect((state.db.prepare('select count(*) as rows from aged').get() as { rows: number }).rows).toBeLessThan(125);
  });

  test('is not a year away after a clock that ran a year ahead', () => {
    cosigned(7, start + 365 * dayMs);
    expect(aged(start)).toBe(0);
    expect(aged(start + 20 * minute + 10_000)).toBe(7);
  });
});

test('counters never go back', () => {
  keepBatch(state.db, batch({}, 9), start);
  keepBatch(state.db, batch({ leaf: 6 }, 4), start);
  expect(highestCounter(state.db, new Uint8Array([1]))).toBe(9);
});
