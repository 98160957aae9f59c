/**
 * P4. One of the travel team works with the operator: she touches her key for whatever is asked, he sends to the witness
 * whatever he likes. Neither gets a share for which no entry is in the log, and nothing beyond the limits.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBase64url } from '#protocol/core/bytes.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { sealKeyPair } from '#protocol/crypto/sodium.ts';
import type { ReleaseRequest } from '#protocol/wire/witness.ts';
import { appendLeaves, askWitness, type Answer } from '../../support/attacks/doors.ts';
import { envelopesOf, openAll, SmallEvent, travel } from '../../support/attacks/event.ts';
import { insiderOf, rosterOf, secret32, sharesOf, type Insider, type Share } from '../../support/attacks/insider.ts';
import { withMutantWitness } from '../../support/attacks/mutant.ts';
import {
  askOf,
  craft,
  leavesOf,
  outcomes,
  readAll,
  releaseOf,
  touchOver,
  type Batch,
} from '../../support/attacks/opening.ts';
import { codeOf } from '../../support/attacks/refused.ts';

let event: SmallEvent;
let tove: Insider;
let amiras: Share;
let tomass: Share;
let roster: Roster;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira', 'tomas'] });
  tove = await insiderOf(await event.enter('tove'), event.place);
  roster = await rosterOf(tove);
  const all = await sharesOf(tove, travel);
  const ofKind = (handle: 'amira' | 'tomas') =>
    all.find(
      ({ verified: { header } }) => header.owner === event.member(handle) && (header.kind as string) === 'travel',
    );
  [amiras, tomass] = [ofKind('amira') as Share, ofKind('tomas') as Share];
});
afterAll(() => event.stop());

const batchOf = (wanted: readonly Share[], changes: Parameters<typeof craft>[4] = {}) =>
  craft(roster, tove.member, travel, wanted, changes);

/** Entries as the portal writes them, under a cosigned checkpoint when this resolves. */
async function enter(batch: Batch): Promise<number> {
  const first = await appendLeaves(event.testEnv, leavesOf(batch));
  await published(first + batch.items.length);
  return first;
}

/** Any act of the portal's own takes what waits along; a refused opening asks for the witness, and publishes. */
async function published(size: number): Promise<void> {
  await expect
    .poll(async () => {
      await tove.person.vault.saveCase(travel, event.member('amira'), { tasks: [] });
      return (await askWitness(event.testEnv, 'GET', '/state')).json.size as number;
    })
    .toBeGreaterThanOrEqual(size);
}

const release = (request: ReleaseRequest): Promise<Answer> => askWitness(event.testEnv, 'POST', '/release', request);
const shares = (batch: Batch, answer: Answer) => outcomes(batch, answer.json.box);
const size = async () => (await askWitness(event.testEnv, 'GET', '/state')).json.size as number;

describe('a release', () => {
  it('goes out for what is in the log, and everybody who should can read that it did', async () => {
    const batch = batchOf([amiras]);
    const answer = await release(await releaseOf(event, batch, await touchOver(tove, batch), await enter(batch)));
    expect(shares(batch, answer)).toEqual(['released']);
    expect(await readAll(event, batch, answer.json.box)).toMatchObject([{ from: 'Sundar Coast' }]);
    expect(answer.json.items[0]).toMatchObject({ owner: event.member('amira') });
  });

  it('does not go out without an entry, wherever the portal says that it is', async () => {
    const batch = batchOf([amiras]);
    const given = await touchOver(tove, batch);
    const end = await size();
    for (const leaf of [end - 1, end, end + 100]) {
      const answer = await release(await releaseOf(event, batch, given, leaf));
      expect(shares(batch, answer)).toEqual(['opening-not-logged']);
      expect(answer.json.items).toEqual([
        {
          leaf,
          word: 'none',
          code: 'opening-not-logged',
          outcome: null,
          month: null,
          body: null,
          view: null,
          owner: null,
        },
      ]);
    }
  });

  it('does not go out for an entry that only the portal has', async () => {
    const batch = batchOf([amiras]);
    const first = await appendLeaves(event.testEnv, leavesOf(batch));
    const answer = await release(await releaseOf(event, batch, await touchOver(tove, batch), first));
    expect(shares(batch, answer)).toEqual(['opening-not-logged']);
  });

  it("does not go out for one person's record on another's entry", async () => {
    const first = await enter(batchOf([amiras]));
    const batch = batchOf([tomass]);
    const answer = await release(await releaseOf(event, batch, await touchOver(tove, batch), first));
    expect(shares(batch, answer)).toEqual(['opening-not-logged']);
    expect(answer.json.items[0].body).toBeNull();
  });

  it('does not go out for a body that was altered after it was logged', async () => {
    const time = Date.now();
    const logged = batchOf([amiras], { time, until: time + 60_000 });
    const first = await enter(logged);
    for (const changes of [
      { reason: 'pick-up' },
      { until: time + 11 * 3_600_000 },
      { justification: new Uint8Array(32).fill(1) },
    ]) {
      const batch = batchOf([amiras], { time, until: time + 60_000, ...changes });
      const answer = await release(await releaseOf(event, batch, await touchOver(tove, batch), first));
      expect(shares(batch, answer)).toEqual(['opening-not-logged']);
    }
  });

  it('does not go out to another key than the logged body names', async () => {
    const batch = batchOf([amiras]);
    const request = await releaseOf(event, batch, await touchOver(tove, batch), await enter(batch));
    const other = sealKeyPair(secret32());
    const answer = await release({ ...request, ephemeralKey: toBase64url(other.publicKey) });
    expect([answer.status, answer.json.code]).toEqual([422, 'opening-batch']);
    expect(answer.json.box).toBeUndefined();
  });

  it('does not go out on a touch for another batch', async () => {
    const [batch, other] = [batchOf([amiras]), batchOf([tomass])];
    const first = await enter(batch);
    const answer = await release(await releaseOf(event, batch, await touchOver(tove, other), first));
    expect([answer.status, answer.json.code]).toEqual([422, 'assertion-challenge']);
  });
});

describe('where the witness does not look at the log', () => {
  it("the record is read and nobody learns of it, and one entry opens another's", async () => {
    await withMutantWitness(event.testEnv, 'unlogged-opening', async () => {
      const first = await enter(batchOf([amiras]));
      const before = await event.logSize();
      const silent = batchOf([tomass]);
      const answer = await release(await releaseOf(event, silent, await touchOver(tove, silent), before - 1));
      expect(await readAll(event, silent, answer.json.box)).toMatchObject([{ from: 'Belmara' }]);
      expect(await event.logSize()).toBe(before);

      const altered = batchOf([tomass], { reason: 'pick-up' });
      const second = await release(await releaseOf(event, altered, await touchOver(tove, altered), first));
      expect(await readAll(event, altered, second.json.box)).toMatchObject([{ from: 'Belmara' }]);
    });
  });

  it('its heads count what is no opening, so the portal hands on none of them until that is gone', async () => {
    const person = await event.enter('tove');
    expect(await codeOf(person.vault.refresh())).toBe('servers-differ');
    await event.testEnv.stopWitness();
    const state = new DatabaseSync(join(event.testEnv.witnessDir, 'state.sqlite'));
    const kept = state.prepare('select leaf from outcome').all() as { leaf: number }[];
    const rows = await event.sql<{ idx: string }>('select idx from log_entry where get_byte(leaf, 0) = 1');
    const openings = new Set(rows.map(({ idx }) => Number(idx)));
    const phantoms = kept.filter(({ leaf }) => !openings.has(leaf));
    expect(phantoms).toHaveLength(1);
    for (const { leaf } of phantoms) state.prepare('delete from outcome where leaf = ?').run(leaf);
    state.exec("update tally set count = count - 1 where word = 'released'");
    state.close();
    await event.testEnv.startWitness();
    expect((await person.vault.refresh()).checked).toBe(true);
  });

  it('or at the key, an old touch opens for somebody who recorded it', async () => {
    await withMutantWitness(event.testEnv, 'other-ephemeral-key', async () => {
      const batch = batchOf([amiras]);
      const request = await releaseOf(event, batch, await touchOver(tove, batch), await enter(batch));
      const thief = sealKeyPair(secret32());
      const answer = await release({ ...request, ephemeralKey: toBase64url(thief.publicKey) });
      expect(await readAll(event, { ...batch, ephemeral: thief }, answer.json.box)).toMatchObject([
        { from: 'Sundar Coast' },
      ]);
    });
  });
});

describe('through the portal itself', () => {
  it('nobody asks in the name of somebody else, and no entry is written for it', async () => {
    const ingrid = await event.enter('ingrid');
    const batch = batchOf([amiras]);
    const before = await event.logSize();
    expect(await codeOf(ingrid.wire.ask('openings/ask', askOf(batch, await touchOver(tove, batch))))).toBe(
      'opening-requester',
    );
    expect(await event.logSize()).toBe(before);
  });

  it('and a client that is given no entry for what it asked shows nothing', async () => {
    const person = await event.enter('tove');
    // The witness's own answer, with a checkpoint that does not reach the entry.
    const early = (await person.wire.ask('log/checkpoint', {})).note;
    person.wire.bend('openings/ask', async (ask) => ({ ...(await ask()), note: early }));
    expect(await codeOf(openAll(person, [event.member('amira')]))).toBe('opening-not-logged');
    const [shown] = await envelopesOf(person, [event.member('amira')]);
    expect(shown?.content).toBeUndefined();
  });
});

describe('the limits', () => {
  const perHour = 400;

  it('stop one who opens more than her share: the witness counts, and remembers over a restart', async () => {
    await event.testEnv.stopWitness();
    // As if she had worked through the hour: one opening is left.
    const state = new DatabaseSync(join(event.testEnv.witnessDir, 'state.sqlite'));
    const spend = state.prepare('insert into spent (requester, kind, at) values (?, ?, ?)');
    const used = state.prepare('select count(*) as used from spent where kind = ?').get('travel') as { used: number };
    for (let i = used.used; i < perHour - 1; i++) spend.run(tove.member, 'travel', Date.now());
    state.close();
    await event.testEnv.startWitness();

    const batch = batchOf([amiras, tomass]);
    const request = await releaseOf(event, batch, await touchOver(tove, batch), await enter(batch));
    expect(shares(batch, await release(request))).toEqual(['released', 'opening-limit']);
    await withMutantWitness(event.testEnv, 'no-limit', async () => {
      // What was refused stays so. What is asked anew is counted by nobody.
      expect(shares(batch, await release(request))).toEqual(['released', 'opening-limit']);
      const next = batchOf([amiras, tomass]);
      const again = await releaseOf(event, next, await touchOver(tove, next), await enter(next));
      expect(shares(next, await release(again))).toEqual(['released', 'released']);
    });
  });
});
