/**
 * An opening (§7), in the order that makes it transparent: check, read, append the entries last, commit, have the
 * checkpoint cosigned, let the witness release. Only then anything leaves, and only for what was released.
 */
import { assertion } from '#protocol/crypto/assertion.ts';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { DeskId, KindId, MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { bodyDigest, leafCommitment, viewDigest, type Leaf } from '#protocol/log/leaf.ts';
import { verifyBatch, viewCodec, viewOf, type VerifiedBatch } from '#protocol/openings/opening.ts';
import { ruleOf } from '#protocol/members/policy.ts';
import { currentMonth, findCard, isDeskMember, type Roster } from '#protocol/roster/roster-state.ts';
import type { OutcomeAnswer, ReleaseAnswer } from '#protocol/wire/witness.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { now } from '../clock.ts';
import type { Trx } from '../db.ts';
import { deny, Refusal } from '../errors.ts';
import type { Portal } from '../portal.ts';
import { findRevision, type RecordRow } from '../records/store.ts';
import type { Writer } from '../quota.ts';
import { moveCounter, ownersKeys } from './store.ts';

/** Left for the way from here to the witness. */
const openingMarginMs = 60_000;

type Ask = Body<'openings/ask'>;
type Opened = VerifiedBatch['bodies'][number];

/** The desk may read this kind now and could when it was sealed; the witness checks the same and more. */
function requireReadable(
  roster: Roster,
  row: RecordRow | undefined,
  desk: DeskId,
  member: MemberId,
): asserts row is RecordRow {
  const may =
    row !== undefined &&
    row.readers.includes(desk) &&
    ruleOf(roster.policy, row.kind as KindId).readers.includes(desk) &&
    isDeskMember(roster, desk, member);
  // What is not there and what is not hers get one answer.
  if (!may) refuse('opening-desk', 'no such record of which the requester is in a reader desk');
  if (!row.gated) refuse('opening-body', 'opens without an entry');
}

async function readRecords(portal: Portal, batch: VerifiedBatch): Promise<RecordRow[]> {
  const rows: RecordRow[] = [];
  for (const { opening } of batch.bodies) {
    const row = await findRevision(portal.db, opening.record, opening.digest);
    portal.rosterCache.standing((roster) => requireReadable(roster, row, opening.desk, batch.requester));
    rows.push(row as RecordRow);
  }
  return rows;
}

function leafOf({ bytes, hash, opening }: Opened, row: RecordRow, item: Ask['items'][number]): Leaf {
  const view = viewCodec.encode(
    viewOf(opening, {
      kind: row.kind as KindId,
      owner: (row.owner as MemberId | null) ?? undefined,
      about: (row.about as MemberId | null) ?? undefined,
    }),
  );
  const [bodySalt, viewSalt] = [fromBase64url(item.bodySalt), fromBase64url(item.viewSalt)];
  return {
    type: 'opening',
    nonce: hash.slice(0, 16),
    tag: fromBase64url(item.tag),
    commitment: leafCommitment('opening', bodyDigest(bodySalt, bytes), viewDigest(viewSalt, view)),
  };
}

function verify(portal: Portal, member: MemberId, ask: Ask): VerifiedBatch {
  if (ask.items.length !== ask.bodies.length) refuse('opening-batch', 'salts for another number of items');
  const touch = assertion.parse(fromBase64url(ask.assertion));
  const bodies = ask.bodies.map(fromBase64url);
  const batch = verifyBatch(portal.rosterCache.roster, bodies, fromBase64url(ask.ephemeralKey), touch, now());
  if (batch.requester !== member) refuse('opening-requester', 'asked by somebody else');
  return batch;
}

async function monthOf(portal: Portal): Promise<{ month: string; publicKey: string }> {
  const month = currentMonth(portal.rosterCache.roster)?.month;
  if (month === undefined) return refuse('desk-waiting', 'no month has a key yet');
  const row = await portal.db.selectFrom('month_key').selectAll().where('month', '=', month).executeTakeFirst();
  if (row === undefined) return refuse('desk-waiting', 'the key of the month is not here');
  return { month, publicKey: toBase64url(row.public_key) };
}

async function release(portal: Portal, ask: Ask, rows: readonly RecordRow[], first: number): Promise<ReleaseAnswer> {
  const month = await monthOf(portal);
  const answer = await portal.witness.release({
    bodies: ask.bodies,
    ephemeralKey: ask.ephemeralKey,
    assertion: ask.assertion,
    items: ask.items.map(({ bodySalt, viewSalt }, i) => {
      const row = rows[i] as RecordRow;
      return { leaf: first + i, bodySalt, viewSalt, record: toBase64url(row.bytes), recordLeaf: row.leaf };
    }),
    month,
    owners: await ownersKeys(portal.db, rows),
  });
  const inOrder = answer.items.length === rows.length && answer.items.every((item, i) => item.leaf === first + i);
  if (!inOrder) throw new Refusal('witness-away', { cause: new Error('answer to another batch') });
  const kept = await portal.outcomes.keep(answer.items);
  for (const [i, item] of answer.items.entries())
    if (item.word === 'released') requireTold(portal, item, rows[i] as RecordRow, kept);
  return answer;
}

/**
 * Refuses a release without its signed outcome, or without the lines by which officers and owner learn of it. A content that
 * left all the same could be denied later.
 */
function requireTold(portal: Portal, item: OutcomeAnswer, { owner }: RecordRow, kept: ReadonlySet<number>): void {
  const isOwned = owner !== null && findCard(portal.rosterCache.roster, owner as MemberId) !== undefined;
  const isForOwner = !isOwned || (item.owner === owner && item.view !== null);
  if (kept.has(item.leaf) && item.body !== null && item.month !== null && isForOwner) return;
  portal.journal.fatal({ leaf: item.leaf }, 'the witness released without what it has to say of it');
  throw new Refusal('witness-away');
}

/** What is in the log and was not answered is asked for again, so that nobody looks as if she had opened it. */
async function releaseLogged(
  portal: Portal,
  ask: Ask,
  rows: readonly RecordRow[],
  first: number,
): Promise<ReleaseAnswer> {
  try {
    await portal.publisher.published(first + rows.length - 1);
    return await release(portal, ask, rows, first);
  } catch (error) {
    portal.outcomes.fillLater();
    throw error;
  }
}

/**
 * By the clock that will decide, before anything is appended: an entry that the witness would find too early or too late
 * is there for good, and looks like an opening for 20 minutes.
 */
function requireClocks({ bodies }: VerifiedBatch, witnessClock: number): void {
  if (Math.abs(witnessClock - now()) > limits.openingSkewMsMax) deny('clock-skew');
  const { time, until } = (bodies[0] as Opened).opening;
  const margin = limits.openingSkewMsMax - openingMarginMs;
  if (Math.abs(witnessClock - time) > margin || until < witnessClock + openingMarginMs)
    refuse('opening-time', 'asked at another time than it is at the witness');
}

export async function askOpening(portal: Portal, writer: Writer, ask: Ask): Promise<Reply<'openings/ask'>> {
  const { member } = writer;
  // Without it nothing can be sealed, and the leaves would be there for good.
  await monthOf(portal);
  const batch = verify(portal, member, ask);
  const rows = await readRecords(portal, batch);
  requireClocks(batch, (await portal.publisher.requireWitness()).clock);
  const leaves = batch.bodies.map((body, i) =>
    leafOf(body, rows[i] as RecordRow, ask.items[i] as Ask['items'][number]),
  );
  const credential = assertion.parse(fromBase64url(ask.assertion)).credentialId;
  const store = async (trx: Trx) => {
    // The roster may have moved since: an ended right opens nothing.
    verify(portal, member, ask);
    for (const [i, { opening }] of batch.bodies.entries())
      portal.rosterCache.standing((roster) => requireReadable(roster, rows[i], opening.desk, member));
    if (!(await moveCounter(trx, credential, batch.counter))) deny('ceremony-refused');
  };
  const { first } = await portal.threads.quota.spend(writer, 'openings', leaves.length, () =>
    portal.commits.commit(store, () => leaves),
  );
  const answer = await releaseLogged(portal, ask, rows, first);
  return {
    items: answer.items.map((item, i) => ({
      leaf: item.leaf,
      content: item.word === 'released' && item.code === '' ? toBase64url((rows[i] as RecordRow).content) : null,
    })),
    box: answer.box,
    // It covers what was asked for: nothing is released before.
    note: portal.publisher.checkpoint?.note ?? deny('witness-away'),
  };
}
