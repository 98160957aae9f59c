/** What the witness's ledger remembers, and for how long: time is an argument here, so a day passes at once. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { toId, type KindId, type MemberId } from '#protocol/core/ids.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import {
  countsByLeaf,
  dayMs,
  highestCounter,
  hourMs,
  keepBatch,
  knowsBatch,
  nonceBelongsToAnother,
  spentSince,
  wasReleased,
  type BatchRow,
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

function batch(changes: Partial<BatchRow['released'][number]> = {}, counter = 1): BatchRow {
  const [bodyHash, body] = [bytes(32), bytes(100)];
  const nonce = bodyHash.slice(0, 16);
  const row = { leaf: 5, bodyHash, nonce, kind, repeated: false, body, view: undefined, owner: undefined, ...changes };
  return { hash: bytes(32), requester, credential: new Uint8Array([1]), counter, released: [row] };
}

test('a release is spent for an hour and a day, and remembered for good', () => {
  const { db } = state;
  const made = batch();
  const { bodyHash, nonce } = made.released[0] as BatchRow['released'][number];
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
  expect(wasReleased(db, bodyHash)).toBe(true);
  expect(nonceBelongsToAnother(db, nonce, bodyHash)).toBe(false);
  expect(nonceBelongsToAnother(db, nonce, bytes(32))).toBe(true);
  expect(highestCounter(db, new Uint8Array([1]))).toBe(3);
});

test('a repeat is counted as a release and spends nothing', () => {
  const { db } = state;
  const made = batch();
  keepBatch(db, made, start);
  const [row] = made.released as [BatchRow['released'][number]];
  keepBatch(db, { ...made, released: [{ ...row, repeated: true }] }, start + 1);
  expect(countsByLeaf(db)).toEqual([{ leaf: 5, count: 2 }]);
  expect(spentSince(db, requester, kind, 0)).toBe(1);
});

test('a batch is written whole or not at all', () => {
  const { db } = state;
  const made = batch();
  const [row] = made.released as [BatchRow['released'][number]];
  const broken = { ...row, leaf: 6, kind: undefined as never };
  expect(() => keepBatch(db, { ...made, released: [row, broken] }, start)).toThrow();
  expect(countsByLeaf(db)).toEqual([]);
  expect(knowsBatch(db, made.hash)).toBe(false);
  expect(highestCounter(db, made.credential)).toBe(0);
});

test('counters never go back', () => {
  keepBatch(state.db, batch({}, 9), start);
  keepBatch(state.db, batch({ leaf: 6 }, 4), start);
  expect(highestCounter(state.db, new Uint8Array([1]))).toBe(9);
});
