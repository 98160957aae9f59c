/**
 * A database that was restored from a backup, brought to where the witness is: the leaves of the log, the entries with
 * their verdicts, and what those entries did. The copy is verified: the genesis here is the root, each verdict is judged
 * once more, the log here must be its beginning, and its leaves must be those of a note that we and the witness signed.
 * A witness that turned back to an older note can still leave out the newest leaves. A note that somebody kept shows that.
 */
import { sql } from 'kysely';
import { equal } from '#protocol/core/bytes.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import { rootFingerprint, signedGenesis } from '#protocol/members/genesis.ts';
import { rosterLeaf, encodeLeaf } from '#protocol/log/leaf.ts';
import { follow, openJudged, type JudgedAt } from '#protocol/roster/replay.ts';
import { entryCodec, signedEntry } from '#protocol/roster/roster.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { verdictCodec } from '#protocol/roster/verdict.ts';
import type { Database, Trx } from '../db.ts';
import { takePlaceFor } from '../log/place.ts';
import { readLeaves } from '../log/store.ts';
import { requireNote, type OwnKeys } from './cosigned-copy.ts';
import { endWaysIn, putBack } from './put-back.ts';
import { readNeeds } from './needs.ts';
import { SeedCodes } from './seed-codes.ts';

/** Each question to the database has two seconds. */
const pushMax = 500;
const readMax = 10_000;

/** As the witness keeps it. */
export interface WitnessCopy {
  readonly leaves: readonly Uint8Array[];
  readonly verdicts: readonly {
    readonly leaf: number;
    readonly body: Uint8Array | undefined;
    readonly line: Uint8Array;
    readonly signature: Uint8Array;
  }[];
  readonly needs: ReadonlyMap<number, Uint8Array>;
  /** The newest note that it cosigned. */
  readonly note: string;
}

export interface TakenBack {
  readonly leaves: number;
  readonly entries: number;
  /** Entries for which the witness keeps nothing any more: a newer one has taken their place, or nobody can help. */
  readonly without: readonly number[];
}

export interface Wanted {
  /** A note that somebody else kept. */
  readonly note: string | undefined;
  /** Whether leaves are taken that the witness mirrored and never cosigned: the portal died in between. */
  readonly uncosigned: boolean;
}

export function takeBack(owner: Database, copy: WitnessCopy, own: OwnKeys, wanted: Wanted): Promise<TakenBack> {
  return owner.transaction().execute(async (trx) => {
    await takePlaceFor(trx);
    const size = await requireBeginning(trx, copy.leaves);
    for (let at = size; at < copy.leaves.length; at += pushMax)
      await sql`select log_push(${copy.leaves.slice(at, at + pushMax)}::bytea[])`.execute(trx);
    await trx.deleteFrom('effect').execute();
    const { roster, ...done } = await replayAll(trx, copy, own.restoreKey);
    const covered = requireNote(roster, copy.leaves, own, copy.note);
    if (covered < copy.leaves.length && !wanted.uncosigned)
      throw new Error(`the witness's note covers ${covered} entries, and its copy has ${copy.leaves.length}`);
    if (wanted.note !== undefined) requireNote(roster, copy.leaves, own, wanted.note);
    await endWaysIn(trx);
    return { leaves: copy.leaves.length - size, ...done };
  });
}

async function requireBeginning(trx: Trx, leaves: readonly Uint8Array[]): Promise<number> {
  const { size } = await trx.selectFrom('log_head').select('size').executeTakeFirstOrThrow();
  for (let at = 0; at < size; at += readMax) {
    const rows = await readLeaves(trx, at, readMax);
    const isSame = rows.every((leaf, i) => equal(leaf, leaves[at + i] ?? new Uint8Array(0)));
    if (!isSame || rows.length !== Math.min(readMax, size - at)) differs();
  }
  return size > 0 ? size : differs();
}

function differs(): never {
  throw new Error("the log here is not the beginning of the witness's");
}

type Replayed = Omit<TakenBack, 'leaves'> & { readonly roster: Roster };

async function replayAll(trx: Trx, copy: WitnessCopy, restoreKey: Key32): Promise<Replayed> {
  const rows = await trx.selectFrom('verdict').select(['leaf', 'line']).execute();
  const known = new Map(rows.map((row) => [row.leaf, row.line]));
  const without: number[] = [];
  let entries = 0;
  let roster = await openRoot(trx, copy);
  for (const { leaf, body, line, signature } of copy.verdicts.slice(1)) {
    const judged = judgedAt(copy, leaf, body, line, signature);
    roster = follow(roster, judged);
    const here = known.get(leaf);
    if (here !== undefined && !equal(here, line)) throw new Error(`the verdict on ${leaf} is another`);
    if (here !== undefined) continue;
    entries += 1;
    await keepEntry(trx, { leaf, body, line, signature });
    if (judged.code !== '' || body === undefined) continue;
    if (!(await redo(trx, roster, body, copy.needs.get(leaf), restoreKey))) without.push(leaf);
  }
  return { roster, entries, without };
}

async function openRoot(trx: Trx, { verdicts }: WitnessCopy): Promise<Roster> {
  const { bytes } = await trx
    .selectFrom('roster_entry')
    .select('bytes')
    .where('leaf', '=', 0)
    .executeTakeFirstOrThrow();
  const [first] = verdicts;
  if (first === undefined) throw new Error('the witness knows no genesis');
  const { time } = verdictCodec.parse(first.line);
  const line = { leaf: 0, body: undefined, odd: undefined, code: '', time, signature: first.signature };
  return openJudged(bytes, rootFingerprint(signedGenesis.parse(bytes).genesis), line);
}

function judgedAt(
  { leaves }: WitnessCopy,
  leaf: number,
  body: Uint8Array | undefined,
  line: Uint8Array,
  signature: Uint8Array,
): JudgedAt {
  const { code, time } = verdictCodec.parse(line);
  const bytes = leaves[leaf] ?? new Uint8Array(0);
  if (body !== undefined && !equal(encodeLeaf(rosterLeaf(body)), bytes))
    throw new Error(`the entry of leaf ${leaf} is another`);
  return { leaf, body, odd: body === undefined ? bytes : undefined, code, time, signature };
}

async function keepEntry(trx: Trx, { leaf, body, line, signature }: WitnessCopy['verdicts'][number]): Promise<void> {
  if (body !== undefined)
    await trx
      .insertInto('roster_entry')
      .values({ leaf, bytes: body })
      .onConflict((oc) => oc.doNothing())
      .execute();
  await trx.insertInto('verdict').values({ leaf, line, signature }).execute();
}

function redo(
  trx: Trx,
  { rootfp }: Roster,
  body: Uint8Array,
  sealed: Uint8Array | undefined,
  restoreKey: Key32,
): Promise<boolean> {
  const op = entryCodec.parse(signedEntry.parse(body).entry).operation;
  return putBack(
    trx,
    new SeedCodes(restoreKey),
    op,
    sealed === undefined ? undefined : readNeeds(restoreKey, rootfp, body, sealed),
  );
}
