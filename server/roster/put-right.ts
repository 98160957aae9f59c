/**
 * What the list of members names and our rows do not have: a key that was planted or altered, a copy of a team's key that
 * did not come through here, somebody's keys or card. It is written anew from what the witness keeps with the entry (3.11).
 */
import { equal } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import { membersDesk, type DeskId, type MemberId } from '#protocol/core/ids.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import { cardKeyHash, type MemberCard } from '#protocol/members/keys.ts';
import { noWrapHash, requireKey, seedWrapHash } from '#protocol/openings/desk-seed.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { entryCodec, signedEntry } from '#protocol/roster/roster.ts';
import { currentEpoch, findCard, keyHolders, type MonthKey, type Roster } from '#protocol/roster/roster-state.ts';
import { requireFullKeys } from '../ceremonies/slots-and-card.ts';
import type { Database, Trx } from '../db.ts';
import type { Sweep } from '../expiry.ts';
import { placeOf } from '../logger.ts';
import type { Portal } from '../portal.ts';
import { founderOf, Founders, hasFounded, putFounder, type FounderRows } from './founders.ts';
import { readNeeds } from './needs.ts';
import { putBack } from './put-back.ts';
import type { SeedCodes } from './seed-codes.ts';

const everyMs = 600_000;
/** Each row has up to 3 kB of keys. */
const membersPerPage = 500;
/** In one question to the witness. */
const askedMax = 100;

export function putRightSweep(portal: Portal, restoreKey: Key32): Sweep {
  const founders = new Founders(portal.config.dataDir);
  return { everyMs, sweep: () => putRight(portal, restoreKey, founders) };
}

/** Right after the founding: nobody has written into these rows yet. */
export async function keepFounders({ db, rosterCache, config, journal }: Portal): Promise<void> {
  try {
    await wrongMembers(db, rosterCache.roster, new Founders(config.dataDir));
  } catch (error) {
    // The sweep does it later.
    journal.error(placeOf(error));
  }
}

async function putRight(portal: Portal, restoreKey: Key32, founders: Founders): Promise<void> {
  const { db, rosterCache, witness, journal, publisher } = portal;
  if (!rosterCache.founded || rosterCache.firstWaiting !== undefined || publisher.standstill.differs) return;
  const { roster } = rosterCache;
  const people = await wrongMembers(db, roster, founders);
  for (const member of people.filter((one) => hasFounded(roster, one)))
    journal.fatal(
      { leaf: 0, done: await writeFounder(portal, founders, roster, member) },
      'the rows of a founder were not those that the root names',
    );
  const wrong = await wrongLeaves(portal, roster, people);
  for (let at = 0; at < wrong.length; at += askedMax) {
    const asked = wrong.slice(at, at + askedMax);
    const { kept } = await witness.needsKept(asked);
    const found = new Map(kept.map(({ leaf, bytes }) => [leaf, bytes]));
    for (const leaf of asked) {
      const done = await writeAnew(portal, restoreKey, { roster, leaf, sealed: found.get(leaf) });
      journal.fatal({ leaf, done }, 'the rows of an entry in force were not those that it names');
    }
  }
}

/** False where the witness keeps nothing for it, or where that is not what the entry names. */
async function writeAnew(
  portal: Portal,
  restoreKey: Key32,
  { roster, leaf, sealed }: { readonly roster: Roster; readonly leaf: number; readonly sealed: Uint8Array | undefined },
): Promise<boolean> {
  const { rosterCache, seedCodes } = portal;
  const body = rosterCache.bodyAt(leaf);
  if (body === undefined || sealed === undefined) return false;
  return underRoster(portal, roster, async (trx) => {
    const needs = readNeeds(restoreKey, roster.rootfp, body, sealed);
    const op = entryCodec.parse(signedEntry.parse(body).entry).operation;
    return putBack(trx, seedCodes, op, needs, presentCard(roster, op));
  });
}

/** False where what is kept is not what is named, and where the roster went on: somebody may have new keys since the rows were read. */
async function underRoster(
  { rosterCache, commits }: Portal,
  roster: Roster,
  write: (trx: Trx) => Promise<boolean>,
): Promise<boolean> {
  try {
    const { value } = await commits.commit(
      async (trx) => rosterCache.roster === roster && (await write(trx)),
      () => [],
      { alone: true },
    );
    return value;
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}

/** Where she changed her keys since, her card of now says which are hers. */
const presentCard = (roster: Roster, op: Operation) =>
  op.type === 'add' || op.type === 'rekey' ? findCard(roster, op.card.member) : undefined;

/** False where nothing of her is kept, or something else than her card names. */
async function writeFounder(portal: Portal, founders: Founders, roster: Roster, member: MemberId): Promise<boolean> {
  const kept = founders.read().find((one) => one.member === member);
  const card = findCard(roster, member);
  if (kept === undefined || card === undefined) return false;
  return underRoster(portal, roster, async (trx) => {
    await putFounder(trx, card, kept);
    return true;
  });
}

/** Leaves of entries in force whose rows are others, each once. */
async function wrongLeaves(
  { db, seedCodes }: Portal,
  roster: Roster,
  people: readonly MemberId[],
): Promise<readonly number[]> {
  const found = [
    ...(await wrongDesks(db, roster, seedCodes)),
    ...(await wrongMonths(db, roster)),
    ...people.map((member) => newestLeaf(roster, member)),
  ];
  return [...new Set(found)].filter((leaf) => leaf > 0).toSorted((a, b) => a - b);
}

/** Of every key its bytes; of the newest one of a desk also a copy for each holder. The members key is given on later. */
async function wrongDesks(db: Database, roster: Roster, codes: SeedCodes): Promise<readonly number[]> {
  const rows = await db.selectFrom('desk_key').selectAll().execute();
  const keys = new Map(rows.map((row) => [`${row.desk}/${row.epoch}`, row.public_key]));
  const wrong: number[] = [];
  for (const [desk, { epochs }] of roster.desks) {
    for (const { epoch, keyHash, from } of epochs) if (!isKey(keys.get(`${desk}/${epoch}`), keyHash)) wrong.push(from);
    const newest = currentEpoch(roster, desk);
    if (newest !== undefined && desk !== membersDesk && !(await hasCopies(db, roster, codes, desk, newest.epoch)))
      wrong.push(newest.from);
  }
  return wrong;
}

/** Those who hold it now and have a row. There is none for somebody whose own key cannot be used. */
async function hasCopies(
  db: Database,
  roster: Roster,
  codes: SeedCodes,
  desk: DeskId,
  epoch: number,
): Promise<boolean> {
  const rows = await db
    .selectFrom('desk_seed')
    .select(['member', 'wrap', 'code'])
    .where('desk', '=', desk)
    .where('epoch', '=', epoch)
    .where('member', 'in', [...keyHolders(roster, desk)])
    .execute();
  return rows.every((row) => codes.isOurs(desk, epoch, row));
}

async function wrongMonths(db: Database, roster: Roster): Promise<readonly number[]> {
  const names = [...roster.months.keys()];
  const rows = await db.selectFrom('month_key').selectAll().where('month', 'in', names).execute();
  const seeds = await db.selectFrom('month_seed').selectAll().where('month', 'in', names).execute();
  return [...roster.months].flatMap(([name, month]) => {
    const key = rows.find((row) => row.month === name)?.public_key;
    const own = new Map(seeds.filter((row) => row.month === name).map((row) => [row.member, row.wrap]));
    return isKey(key, month.keyHash) && areSeeds(month, own) ? [] : [month.from];
  });
}

function areSeeds({ seeds }: MonthKey, own: ReadonlyMap<string, Uint8Array>): boolean {
  return seeds.every(({ officer, wrapHash }) => {
    if (equal(wrapHash, noWrapHash)) return true;
    const wrap = own.get(officer);
    return wrap !== undefined && holds(() => equal(seedWrapHash(wrapCodec.parse(wrap)), wrapHash));
  });
}

/** Keeps what is right of those who founded. */
async function wrongMembers(db: Database, roster: Roster, founders: Founders): Promise<readonly MemberId[]> {
  const members = [...roster.members.keys()].filter((member) => findCard(roster, member) !== undefined);
  const wrong: MemberId[] = [];
  for (let at = 0; at < members.length; at += membersPerPage) {
    const page = members.slice(at, at + membersPerPage);
    const right = await rightOf(db, roster, page);
    wrong.push(...page.filter((member) => !right.has(member)));
    founders.keep([...right].flatMap(([member, rows]) => (hasFounded(roster, member) ? [founderOf(rows)] : [])));
  }
  return wrong;
}

async function rightOf(
  db: Database,
  roster: Roster,
  members: readonly MemberId[],
): Promise<ReadonlyMap<MemberId, FounderRows>> {
  const rows = await db.selectFrom('member').selectAll().where('member', 'in', members).execute();
  const keys = await db
    .selectFrom('credential')
    .select(['id', 'member', 'public_key', 'transports', 'counter'])
    .where('member', 'in', members)
    .execute();
  const cards = await db
    .selectFrom('card')
    .select(['member', 'id', 'login_key'])
    .where('member', 'in', members)
    .execute();
  const right = new Map<MemberId, FounderRows>();
  for (const member of members) {
    const card = findCard(roster, member);
    const row = rows.find((one) => one.member === member);
    const own = keys.filter((one) => one.member === member);
    const login = cards.find((one) => one.member === member);
    if (card === undefined || row === undefined || login === undefined) continue;
    if (areHers(card, row, own) && equal(cardKeyHash(member, login.login_key), card.cardKeyHash))
      right.set(member, { row, keys: own, login });
  }
  return right;
}

/** Of the entry that brought the account keys that she has now: a change of hardware keys needs nothing of its own. */
function newestLeaf(roster: Roster, member: MemberId): number {
  const held = roster.members.get(member) ?? [];
  const now = held.at(-1)?.card.signKey;
  return held.find(({ card }) => now !== undefined && equal(card.signKey, now))?.from ?? 0;
}

function areHers(
  card: MemberCard,
  row: { readonly seal_key: Uint8Array; readonly open_key: Uint8Array | null },
  keys: readonly { readonly id: Uint8Array; readonly public_key: Uint8Array }[],
): boolean {
  const named = card.credentials.every(({ id, publicKey }) =>
    keys.some((key) => equal(key.id, id) && equal(key.public_key, publicKey)),
  );
  const openKey = card.openKeyHash === undefined ? undefined : (row.open_key ?? undefined);
  return named && holds(() => (requireFullKeys(card, row.seal_key, openKey), true));
}

const isKey = (key: Uint8Array | undefined, hash: Uint8Array) =>
  key !== undefined && holds(() => (requireKey(key, hash), true));

function holds(ask: () => boolean): boolean {
  try {
    return ask();
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}
