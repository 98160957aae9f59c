/** Signed outcomes (protocol §7) against the real witness: one a leaf, for ever, and `never` only by its rules. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { headCodec } from '#protocol/log/head.ts';
import { signedOutcome, verifyOutcome, type Outcome } from '#protocol/openings/outcome.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { Clocks } from '../../support/processes/clocks.ts';
import { Event, travel } from '../../support/witness/event.ts';
import { ask, file, openBox, outcomes, requestOf, send, type Batch } from '../../support/witness/openings.ts';
import { bytes, makePerson, type Person } from '../../support/witness/people.ts';
import { RunningWitness } from '../../support/witness/process.ts';

await sodiumReady;

const clocks = new Clocks();
const minute = 60_000;
let witness: RunningWitness;
let event: Event;
let owner: Person;
let staff: Person;

beforeAll(async () => {
  witness = await RunningWitness.make(clocks.env('witness'));
  event = await Event.found(witness);
  [owner, staff] = [await makePerson('participant'), await makePerson('staff')];
  for (const person of [owner, staff]) await event.add(person);
  await event.joinDesk(travel, staff);
  await event.publish();
});
afterAll(async () => {
  await witness.remove();
  clocks.remove();
});

async function logged(changes: Parameters<typeof ask>[4] = {}, kind = 'travel'): Promise<Batch> {
  const batch = await ask(event, staff, travel, [file(event, kind, owner)], changes);
  await event.publish();
  return batch;
}

interface Item {
  readonly leaf: number;
  readonly word: string;
  readonly code: string;
  readonly outcome: string | null;
  readonly body: string | null;
  readonly view: string | null;
}

const leafOf = (batch: Batch) => batch.items[0]?.leaf ?? -1;
const itemOf = (answer: Awaited<ReturnType<typeof send>>): Item => answer.json.items[0];
const signedIn = (item: Item, at = item.leaf): Outcome =>
  verifyOutcome(
    event.roster,
    signedOutcome.parse(fromBase64url(item.outcome ?? '')),
    at,
    event.leaves[at] as Uint8Array,
  );
const listed = async (...leaves: readonly number[]): Promise<readonly Item[]> =>
  (await witness.call('POST', '/outcomes', { leaves })).json.items;
const words = (items: readonly Item[]) => items.map((item) => item.word);
const head = async () => {
  const { json } = await witness.call('POST', '/head', { nonce: toBase64url(bytes(32)) });
  return headCodec.parse(fromBase64url(json.head));
};

/** The witness's clock is ahead while `work` runs. */
async function after<T>(ms: number, work: () => Promise<T>): Promise<T> {
  clocks.set('witness', ms);
  try {
    return await work();
  } finally {
    clocks.set('witness', 0);
  }
}

describe('every opening that a request opened has one signed outcome', () => {
  test('released, about this very leaf of this log', async () => {
    const batch = await logged();
    const outcome = signedIn(itemOf(await send(batch)));
    expect(outcome).toMatchObject({
      leaf: leafOf(batch),
      word: 'released',
      code: '',
      origin: event.roster.genesis.log.origin,
    });
    expect(outcome.bytes).toEqual(event.leaves[leafOf(batch)]);
  });

  test('refused, with the code, sealed to the officers as well', async () => {
    const batch = await ask(event, staff, travel, [file(event, 'travel', owner, { closesAt: Date.now() - minute })]);
    await event.publish();
    const item = itemOf(await send(batch));
    expect(signedIn(item)).toMatchObject({ word: 'refused', code: 'opening-closed' });
    expect([item.body === null, item.view === null]).toEqual([false, false]);
  });

  test('of another leaf, or of another log, is none', async () => {
    const [one, other] = [itemOf(await send(await logged())), itemOf(await send(await logged()))];
    expect(() => signedIn(one, other.leaf)).toThrow('outcome-leaf');
    const signed = signedOutcome.parse(fromBase64url(one.outcome ?? ''));
    const elsewhere = {
      ...event.roster,
      genesis: { ...event.roster.genesis, log: { ...event.roster.genesis.log, origin: 'log.other' } },
    };
    const leaf = event.leaves[one.leaf] as Uint8Array;
    expect(() => verifyOutcome(elsewhere, signed, one.leaf, leaf)).toThrow('outcome-leaf');
    expect(() => verifyOutcome({ ...event.roster, rootfp: bytes(32) }, signed, one.leaf, leaf)).toThrow('outcome-leaf');
    const flipped = { ...signed, signature: signed.signature.map((byte, i) => (i === 7 ? byte ^ 1 : byte)) };
    expect(() => verifyOutcome(event.roster, flipped, one.leaf, leaf)).toThrow('outcome-signature');
  });
});

describe('the first outcome of a leaf is its only one', () => {
  test('what was refused is not released later', async () => {
    const opensAt = Date.now() + 2 * minute;
    const batch = await ask(event, staff, travel, [file(event, 'travel', owner, { opensAt })]);
    await event.publish();
    expect(outcomes(await send(batch))).toEqual(['opening-closed']);
    await after(4 * minute, async () => {
      const again = await send(batch);
      expect(outcomes(again)).toEqual(['opening-closed']);
      expect(openBox(batch, again)[0]?.share).toBeUndefined();
    });
  });

  test('a body that is not the leaf’s brings no outcome, and the right one is released after', async () => {
    const batch = await logged();
    const items = requestOf(batch).items.map((item) => ({ ...item, bodySalt: toBase64url(bytes(32)) }));
    const junk = await send(batch, { items });
    expect(itemOf(junk)).toMatchObject({ word: 'none', code: 'opening-not-logged', outcome: null, body: null });
    expect(itemOf(await send(batch, { owners: [] }))).toMatchObject({ word: 'none', code: 'desk-key', outcome: null });
    expect(outcomes(await send(batch))).toEqual(['released']);
  });

  test('it stands on the disk before it is answered', async () => {
    const batch = await logged();
    const first = itemOf(await send(batch));
    await witness.kill();
    await witness.start();
    expect(itemOf(await send(batch)).outcome).toBe(first.outcome);
    expect((await listed(first.leaf))[0]).toMatchObject({ word: 'released', outcome: first.outcome, body: first.body });
  });

  test('two askings at once get the same', async () => {
    const batch = await logged();
    const [one, other] = await Promise.all([send(batch), send(batch)]);
    expect(itemOf(one as never).outcome).toBe(itemOf(other as never).outcome);
  });
});

describe('one touch is one opening', () => {
  test('the same entry at three leaves opens once', async () => {
    const batch = await logged();
    const bytesOf = event.leaves[leafOf(batch)] as Uint8Array;
    const copies = [event.leaves.push(bytesOf) - 1, event.leaves.push(bytesOf) - 1];
    await event.publish();
    expect(outcomes(await send(batch))).toEqual(['released']);
    for (const leaf of copies) {
      const items = requestOf(batch).items.map((item) => ({ ...item, leaf }));
      const answer = await send(batch, { items });
      expect(itemOf(answer)).toMatchObject({ word: 'none', code: 'opening-nonce', outcome: null });
      expect(
        openBox({ ...batch, items: batch.items.map((item) => ({ ...item, leaf })) }, answer)[0]?.share,
      ).toBeUndefined();
    }
    await after(21 * minute, async () => {
      expect(words(await listed(leafOf(batch), ...copies))).toEqual(['released', 'never', 'never']);
    });
  });
});

describe('never', () => {
  test('is signed only of an opening that was cosigned 20 minutes ago, and then it is so', async () => {
    const [open, done] = [await logged({ key: 1 }), await logged()];
    const [leaf, released] = [leafOf(open), leafOf(done)];
    await send(done);
    const roster = 0;
    const beyond = event.leaves.length;
    expect(words(await listed(leaf, released, roster, beyond))).toEqual(['waiting', 'released', 'waiting', 'waiting']);
    expect(words(await after(19 * minute, () => listed(leaf)))).toEqual(['waiting']);
    expect((await head()).aged).toBeLessThanOrEqual(leaf);
    await after(21 * minute, async () => {
      expect((await head()).aged).toBe(event.leaves.length);
      const items = await listed(leaf, released, roster, beyond);
      expect(words(items)).toEqual(['never', 'released', 'waiting', 'waiting']);
      expect(signedIn(items[0] as Item)).toMatchObject({ word: 'never', code: '' });
    });
    // The clock is right again; the word stays.
    expect(outcomes(await send(open))).toEqual(['outcome-never']);
    expect(openBox(open, await send(open))[0]?.share).toBeUndefined();
    expect(words(await listed(leaf))).toEqual(['never']);
  });

  test('a clock that ran ahead for a moment makes nothing young for long', async () => {
    const far = 365 * 24 * 60 * minute;
    const batch = await after(far, () => logged());
    expect(words(await listed(leafOf(batch)))).toEqual(['waiting']);
    expect(words(await after(21 * minute, () => listed(leafOf(batch))))).toEqual(['never']);
  });
});

test('a head says how many of each were signed', async () => {
  const before = (await head()).outcomes;
  const one = await logged();
  const waiting = leafOf(await logged());
  await send(one);
  await after(21 * minute, () => listed(waiting));
  const now = (await head()).outcomes;
  expect([now.released - before.released, now.never - before.never, now.unknown]).toEqual([1, 1, 0]);
  await witness.restart();
  expect((await head()).outcomes).toEqual(now);
});
