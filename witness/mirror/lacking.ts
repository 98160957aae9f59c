/**
 * POST /needs (protocol §3.11): entries in force whose needs are not here, because this state was restored from an older copy
 * and took its own verdicts back without them. The portal hands them again.
 */
import { membersDesk } from '#protocol/core/ids.ts';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { needsSomething } from '#protocol/roster/needs.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { entryCodec, signedEntry } from '#protocol/roster/roster.ts';
import { verdictCodec } from '#protocol/roster/verdict.ts';
import { NeedsBody, NeedsKeptBody } from '#protocol/wire/witness.ts';
import type { App } from '../http.ts';
import { inTransaction, type Database } from '../state.ts';
import type { Witness } from '../witness.ts';
import { keepNeeds, membersEpochs, whoseSlots } from './needs.ts';

/** As the wire takes it. */
const answeredMax = 1000;

export function needsRoutes(app: App, { db, log }: Witness): void {
  app.post('/needs', { schema: { body: NeedsBody } }, async ({ body }) => {
    const lacking = entriesWithout(db, log.cosigned.size);
    const given = body.needs.filter(({ leaf, bytes }) => lacking.has(leaf) && bytes !== '');
    if (given.length > 0)
      inTransaction(db, () => {
        for (const { leaf, bytes } of given)
          keepNeeds(db, { leaf, operation: lacking.get(leaf), needs: fromBase64url(bytes) });
      });
    for (const { leaf } of given) lacking.delete(leaf);
    return { lacks: [...lacking.keys()].slice(0, answeredMax) };
  });
}

/** In one answer. One entry may need more. */
const answerBytes = 8 * 1024 * 1024;

export function needsKeptRoutes(app: App, { db }: Witness): void {
  app.post('/needs-kept', { schema: { body: NeedsKeptBody } }, async ({ body }) => {
    const find = db.prepare('select bytes from needs where leaf = ?');
    const kept: { leaf: number; bytes: string }[] = [];
    let total = 0;
    for (const leaf of body.leaves) {
      const bytes = find.get(leaf)?.['bytes'] as Uint8Array | undefined;
      if (bytes === undefined) continue;
      total += bytes.length;
      if (total > answerBytes && kept.length > 0) break;
      kept.push({ leaf, bytes: toBase64url(bytes) });
    }
    return { kept };
  });
}

/** Under the cosigned size; what a later entry has replaced is nobody's need any more. */
function entriesWithout(db: Database, size: number): Map<number, Operation> {
  const wanted = new Map<number, Operation>();
  const holders = new Map<string, number>();
  const epochs: number[] = [];
  for (const row of db
    .prepare('select leaf, body, line from verdict where leaf > 0 and leaf < ? order by leaf')
    .iterate(size)) {
    const body = row['body'] as Uint8Array | null;
    if (body === null || verdictCodec.parse(row['line'] as Uint8Array).code !== '') continue;
    const op = entryCodec.parse(signedEntry.parse(body).entry).operation;
    const leaf = row['leaf'] as number;
    const holder = whoseSlots(op);
    if (holder !== undefined) {
      wanted.delete(holders.get(holder) ?? -1);
      holders.set(holder, leaf);
    }
    if (!needsSomething(op)) continue;
    wanted.set(leaf, op);
    if (op.type === 'desk-epoch' && op.desk === membersDesk) epochs.push(leaf);
  }
  for (const leaf of epochs.slice(0, -membersEpochs)) wanted.delete(leaf);
  for (const row of db.prepare('select leaf from needs').iterate()) wanted.delete(row['leaf'] as number);
  return wanted;
}
