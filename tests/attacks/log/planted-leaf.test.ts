/**
 * P5. The log always goes on. Somebody who owns the database appends leaves without a meaning: a leaf of an unknown type, a
 * roster leaf that is garbage, one whose entry was never there. None of them stops anybody, and an officer sees each.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { concat } from '#protocol/core/bytes.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import * as real from '../../../tools/demo/person.ts';
import { appendLeaves, askWitness } from '../../support/attacks/doors.ts';
import { journeyWish, openAll, SmallEvent } from '../../support/attacks/event.ts';
import { randomness } from '../../support/attacks/insider.ts';
import { mutant, withMutantWitness, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';

let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira', 'tomas'] });
});
afterAll(() => event.stop());

const ofType = (type: number) => concat(new Uint8Array([type]), randomness(64));
const cosigned = async () => ((await askWitness(event.testEnv, 'GET', '/state')).json as { size: number }).size;

/** Somebody writes, so that the log is published; answers when the witness has signed all of it. */
async function writes(client: Client = real): Promise<void> {
  const amira = await event.enter('amira', client);
  await amira.vault.save('travel', { ...journeyWish, note: String(await event.logSize()) });
  await expect.poll(cosigned).toBe(await event.logSize());
}

const ledger = async (client: Client = real) => (await event.enter('ingrid', client)).vault.audit(false);

it('without any, everything goes on', async () => {
  await writes();
  expect((await ledger()).lines.some(({ type, notInForce }) => type === 'unknown' || notInForce !== undefined)).toBe(
    false,
  );
});

it('none of them stops the log, an opening, a removal, a reader, or a start', async () => {
  const missing = encodeLeaf(rosterLeaf(randomness(90)));
  const first = await appendLeaves(event.testEnv, [ofType(200), ofType(0), ofType(2), missing]);
  await writes();
  const goesOn = async () => {
    const opened = await openAll(await event.enter('tove'), [event.member('amira')]);
    expect(opened.map(({ refusal }) => refusal)).toEqual(opened.map(() => undefined));
    const { lines } = await ledger();
    const at = (leaf: number) => lines.find((line) => line.leaf === leaf);
    expect([at(first)?.type, at(first + 1)?.type]).toEqual(['unknown', 'unknown']);
    for (const leaf of [first + 2, first + 3]) expect(at(leaf)).toMatchObject({ notInForce: 'entry-missing', who: [] });
  };
  await goesOn();
  await event.testEnv.stopWitness('SIGKILL');
  await event.testEnv.startWitness();
  await event.testEnv.restartPortal('SIGKILL');
  await goesOn();
  const { vault } = await event.enter('ingrid');
  expect(await vault.removeMember(event.member('tomas'))).toMatchObject({ state: 'applied' });
});

it('an unknown one would stop every reader that does not pass over it', async () => {
  expect(await codeOf(ledger(mutant('unknown-stops')))).toBe('leaf-shape');
});

it('a garbage one would stop the log for good where the witness takes only what it can read', async () => {
  const before = await event.logSize();
  await withMutantWitness(event.testEnv, 'garbage-stops', async () => {
    await appendLeaves(event.testEnv, [ofType(2)]);
    const amira = await event.enter('amira');
    amira.patience = 0;
    await amira.vault.save('travel', { ...journeyWish, note: 'Held up.' }).catch(() => undefined);
    // Longer than the portal waits before it tries again.
    await new Promise((done) => setTimeout(done, 4_000));
    expect(await cosigned()).toBe(before);
  });
  await expect.poll(cosigned).toBeGreaterThan(before);
});
