/**
 * One look at the stream: a page of tags and four bodies. The answer has the same number of bytes for everybody and at all
 * times. What does not exist is fresh random bytes, which look like everything sealed.
 */
import { readU64 } from '#protocol/core/bytes.ts';
import { limits } from '#protocol/core/limits.ts';
import { encodeLook, fillerBytes, type TagLine } from '#protocol/threads/stream.ts';
import { fromText, toText } from '../base64.ts';
import type { Database } from '../db.ts';
import { random } from '../random.ts';
import type { Recent } from './recent.ts';
import { bodiesOf, tagsAfter } from './store.ts';

async function linesAfter(db: Database, recent: Recent, after: number): Promise<readonly TagLine[]> {
  return recent.page(after) ?? (await tagsAfter(db, after, recent.newest));
}

async function bodiesAt(db: Database, recent: Recent, sequences: readonly number[]): Promise<readonly Uint8Array[]> {
  const recentBodies = sequences.map((sequence) => recent.body(sequence));
  const older = sequences.filter((_, i) => recentBodies[i] === undefined);
  const rows = older.length === 0 ? [] : await bodiesOf(db, older);
  const found = new Map(rows.map(({ sequence, body }) => [sequence, body]));
  return sequences.map((sequence, i) => recentBodies[i] ?? found.get(sequence) ?? random(limits.parcelBytes));
}

export async function look(db: Database, recent: Recent, ask: string): Promise<string> {
  const bytes = fromText(ask);
  const [after, ...sequences] = Array.from({ length: 1 + limits.parcelsPerLook }, (_, i) => readU64(bytes, i * 8));
  // Read before anything is awaited: a row that is added meanwhile is not beyond what the answer names as the newest.
  const { newest } = recent;
  const lines = await linesAfter(db, recent, after ?? 0);
  const bodies = await bodiesAt(db, recent, sequences);
  const encoded = encodeLook({ newest, lines, bodies }, random(fillerBytes));
  return toText(encoded);
}
