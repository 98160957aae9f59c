/** What entries need (protocol §3.11): no good verdict without it, and it dies on this disk with what it could open. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { membersDesk, officersDesk, type DeskId } from '#protocol/core/ids.ts';
import { rosterLeaf } from '#protocol/log/leaf.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { key32, sealKeyPair, signDetached, sodiumReady } from '#protocol/crypto/sodium.ts';
import { holdersOf } from '#protocol/roster/holders.ts';
import { rekeyProofMessage } from '#protocol/roster/rules/key-rules.ts';
import { deskMembers } from '#protocol/roster/roster-state.ts';
import { verdictCodec } from '#protocol/roster/verdict.ts';
import { Event, travel } from '../../support/witness/event.ts';
import { bytes, makePerson, type Person } from '../../support/witness/people.ts';
import { RunningWitness } from '../../support/witness/process.ts';

await sodiumReady;

let witness: RunningWitness;
let event: Event;

beforeEach(async () => {
  witness = await RunningWitness.make();
  event = await Event.draft(witness);
});
afterEach(() => witness.remove());

async function verdicts(): Promise<readonly string[]> {
  const { json } = await event.mirror(0);
  return (json.verdicts as { line: string }[]).map(({ line }) => verdictCodec.parse(fromBase64url(line)).code);
}

/** Leaves for which something is kept; the witness does not run meanwhile. */
async function kept(): Promise<readonly number[]> {
  await witness.kill();
  const db = new DatabaseSync(join(witness.dataDir, 'state.sqlite'));
  const rows = db.prepare('select leaf from needs order by leaf').all() as { leaf: number }[];
  db.close();
  await witness.start();
  return rows.map(({ leaf }) => leaf);
}

/** Everything that a thief of the disk reads, just now. */
function isOnDisk(needle: Uint8Array): boolean {
  const files = readdirSync(witness.dataDir).filter((name) => name !== 'socket');
  return files.some((name) => readFileSync(join(witness.dataDir, name)).includes(Buffer.from(needle)));
}

const needsOf = (leaf: number) => event.needs.get(leaf) as Uint8Array;

async function rekey(person: Person): Promise<Person> {
  const next = await makePerson(person.card.role, person.card.member);
  const proof = signDetached(next.keys.sign.secretKey, rekeyProofMessage(event.roster.rootfp, next.card));
  const operation = { type: 'rekey', card: next.card, proof, cause: 'rotation', claim: undefined } as const;
  event.enter(await event.sign(operation, [person]));
  return next;
}

async function mintEpoch(desk: DeskId, by: Person): Promise<number> {
  const epoch = (event.roster.desks.get(desk)?.epochs.at(-1)?.epoch ?? 0) + 1;
  const keyHash = sealingKeyHash(sealKeyPair(key32(bytes(32))).publicKey);
  const holders = holdersOf(desk, deskMembers(event.roster, desk));
  return event.enter(await event.sign({ type: 'desk-epoch', desk, epoch, keyHash, holders }, [by]));
}

test('an entry without what it needs is void for ever, whenever that comes', async () => {
  const { roster } = event;
  for (const given of [undefined, new Uint8Array(0)]) {
    await event.makeMonthKey();
    const leaf = event.leaves.length - 1;
    const needs = needsOf(leaf);
    event.needs.delete(leaf);
    if (given !== undefined) event.needs.set(leaf, given);
    expect((await verdicts()).at(-1)).toBe('needs-missing');
    event.needs.set(leaf, needs);
    expect((await verdicts()).at(-1)).toBe('needs-missing');
    expect(isOnDisk(needs)).toBe(false);
    event.roster = roster;
  }
  await event.makeMonthKey();
  expect((await verdicts()).at(-1)).toBe('');
  expect(isOnDisk(needsOf(event.leaves.length - 1))).toBe(true);
});

test('what needs nothing is judged without, and nothing is kept for it, nor for a void', async () => {
  const staff = await makePerson('staff');
  const added = await event.add(staff);
  const joined = await event.joinDesk(travel, staff);
  const again = await event.sign({ type: 'desk-join', desk: travel, member: staff.card.member }, event.officers);
  event.append({ type: 'roster', nonce: bytes(16), tag: bytes(16), commitment: bytes(32) }, again);
  expect(await verdicts()).toEqual(['', '', '', 'entry-missing']);
  expect(await kept()).toEqual([added]);
  expect([isOnDisk(needsOf(joined)), isOnDisk(needsOf(joined + 1))]).toEqual([false, false]);
});

test('earlier slots are gone with a rekey, and the last with her removal', async () => {
  const guest = await makePerson('participant');
  const other = await event.add(await makePerson('participant'));
  const added = await event.add(guest);
  await event.mirror();
  expect(isOnDisk(needsOf(added))).toBe(true);
  await rekey(guest);
  const renewed = event.leaves.length - 1;
  await event.mirror();
  expect([isOnDisk(needsOf(added)), isOnDisk(needsOf(renewed))]).toEqual([false, true]);
  event.enter(await event.sign({ type: 'remove', member: guest.card.member }, [event.officers[0]!]));
  await event.mirror();
  expect(await verdicts()).toEqual(['', '', '', '', '']);
  expect([isOnDisk(needsOf(renewed)), isOnDisk(needsOf(other))]).toEqual([false, true]);
  expect(await kept()).toEqual([other]);
});

test('a void deletes nothing', async () => {
  const guest = await makePerson('participant');
  const added = await event.add(guest);
  const late = { time: Date.now() - 7_200_000, expires: Date.now() - 3_600_000 };
  const remove = await event.sign({ type: 'remove', member: guest.card.member }, [event.officers[0]!], late);
  event.append(rosterLeaf(remove), remove);
  expect(await verdicts()).toEqual(['', '', 'roster-expired']);
  expect(await kept()).toEqual([added]);
});

test('of everybody’s key the newest two are kept, of a team’s all', async () => {
  const [elin, chief] = [await makePerson('staff'), event.officers[0]!];
  await event.add(elin);
  await event.joinDesk('programme' as DeskId, elin);
  const everybody: number[] = [];
  for (let i = 0; i < 3; i++) {
    everybody.push(await mintEpoch(membersDesk, elin));
    await event.add(await makePerson('participant'));
  }
  const teams: number[] = [];
  for (let i = 0; i < 3; i++) teams.push(await mintEpoch(officersDesk, chief));
  expect(new Set(await verdicts())).toEqual(new Set(['']));
  const leaves = await kept();
  expect(everybody.map((leaf) => leaves.includes(leaf))).toEqual([false, true, true]);
  expect(teams.every((leaf) => leaves.includes(leaf))).toBe(true);
  expect(isOnDisk(needsOf(everybody[0]!))).toBe(false);
});
