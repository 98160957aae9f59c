/**
 * P17. A seat is one a person: a guest with an altered page makes up tokens, and lets a seat go in the same breath in
 * which she takes it, so that the portal forgets that she holds it. Session after session would have no seat for others.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBase64url } from '#protocol/core/bytes.ts';
import { withClient } from '../../tools/postgres-roles.ts';
import { SmallEvent } from '../support/attacks/event.ts';
import { randomness } from '../support/attacks/insider.ts';
import { withMutantPortal } from '../support/attacks/mutant.ts';
import { codeOf } from '../support/attacks/refused.ts';
import type { Tapped } from '../support/attacks/wiretap.ts';

let event: SmallEvent;
let named = 0;
const newSession = () => `twoseats${String((named += 1)).padStart(2, '0')}`;
const newToken = () => toBase64url(randomness(32));

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira', 'elin'] });
});
afterAll(() => event.stop());

const takenIn = async (session: string) =>
  (await event.sql('select token from seat_token where session = $1', [session])).length;

async function offered(free: number): Promise<string> {
  const session = newSession();
  await (await event.enter('elin')).vault.offerSeats([{ session, free }]);
  return session;
}

/** While the row is locked, somebody is taking a seat of it. The next person waits. */
async function atOnce(amira: Tapped, session: string, token: string, isForgotten: boolean): Promise<void> {
  const { wire } = amira;
  const { taking, returning } = await withClient(event.testEnv.ownerUrl, async (client) => {
    await client.query('begin');
    await client.query('select 1 from seat_row where session = $1 for update', [session]);
    const first = wire.ask('seats/take', { session, token });
    const waits = async () =>
      (await event.sql(`select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like '%seat_row%'`))
        .length > 0;
    while (!(await waits())) await new Promise((resolve) => setTimeout(resolve, 20));
    const second = wire.ask('seats/return', { session, token });
    // Where it is not made to wait for the other, it is over before.
    if (isForgotten) await second;
    await client.query('commit');
    return { taking: first, returning: second };
  });
  await Promise.all([taking, returning]);
}

describe('a second seat of one session', () => {
  it('is hers after she let the first go', async () => {
    const session = await offered(5);
    const { wire } = await event.enter('amira');
    const [first, second] = [newToken(), newToken()];
    expect((await wire.ask('seats/take', { session, token: first })).taken).toBe(true);
    expect(await codeOf(wire.ask('seats/take', { session, token: second }))).toBe('forbidden');
    await wire.ask('seats/return', { session, token: first });
    expect((await wire.ask('seats/take', { session, token: second })).taken).toBe(true);
    expect(await takenIn(session)).toBe(1);
  });

  it('is not hers by letting go and taking at once', async () => {
    const session = await offered(5);
    const amira = await event.enter('amira');
    await atOnce(amira, session, newToken(), false);
    await amira.wire.ask('seats/take', { session, token: newToken() });
    expect(await takenIn(session)).toBe(1);
  });

  it('would be, where the two are not made to wait for one another', async () => {
    await withMutantPortal(event.testEnv, 'two-seats', async () => {
      const session = await offered(5);
      const amira = await event.enter('amira');
      for (const _ of [1, 2, 3]) await atOnce(amira, session, newToken(), true);
      expect(await takenIn(session)).toBe(3);
    });
  });
});
