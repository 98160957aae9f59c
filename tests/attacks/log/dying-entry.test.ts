/**
 * P5. Somebody with a key makes an entry that is about to expire. It is in the log while the witness is away, and is
 * too old when the witness is back: nothing after it would ever be cosigned, with honest servers.
 */
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { toBase64url } from '#protocol/core/bytes.ts';
import { entryCodec, entryFor, entryHash, entryMessage, signedEntry } from '#protocol/roster/roster.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import { askWitness } from '../../support/attacks/doors.ts';
import { SmallEvent, type Handle } from '../../support/attacks/event.ts';
import { insiderOf, rosterOf, touch } from '../../support/attacks/insider.ts';
import { withMutantPortal, withMutantWitness } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import { Clocks } from '../../support/processes/clocks.ts';
import type { Tapped } from '../../support/attacks/wiretap.ts';

/** Long enough to arrive on a busy machine. */
const shortMs = 15_000;
const clocks = new Clocks();
let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira', 'tomas'], clocks });
});
afterAll(async () => {
  await event?.stop();
  clocks.remove();
});

const cosigned = async () => ((await askWitness(event.testEnv, 'GET', '/state')).json as { size: number }).size;

/** An officer ends a membership, with an entry that lives this long. */
async function removal(by: Tapped, of: Handle, lifeMs: number): Promise<string> {
  const insider = await insiderOf(by, event.place);
  const roster = await rosterOf(insider);
  const { rootfp } = roster;
  const time = Date.now();
  const operation = { type: 'remove', member: event.member(of) } as const;
  const entry = entryCodec.encode(entryFor(roster, operation, { time, expires: time + lifeMs }));
  const assertion = await touch(insider, rootfp, 'roster', entryHash(entry));
  const signature = signDetached(insider.keys.sign.secretKey, entryMessage(rootfp, entry));
  const signatures = [{ member: insider.member, signature, assertion }];
  return toBase64url(signedEntry.encode({ entry, signatures, card: undefined }));
}

/** The witness goes after the portal has asked it, and before it is told of the entry. */
async function sentBeforeOutage(of: Handle, lifeMs: number): Promise<string> {
  const ingrid = await event.enter('ingrid');
  const entry = await removal(ingrid, of, lifeMs);
  const owner = new pg.Client({ connectionString: event.testEnv.ownerUrl });
  await owner.connect();
  await owner.query('begin');
  await owner.query('select size from log_head for update');
  const answer = codeOf(ingrid.wire.ask('roster/propose', { entry, minted: null }));
  const waits = async () => {
    const { rows } = await owner.query(
      'select 1 from pg_locks where not granted and transactionid = pg_current_xact_id()::text::xid',
    );
    return rows.length;
  };
  // Nobody waits where the portal has refused already.
  await Promise.race([answer, expect.poll(waits).toBe(1)]);
  await event.testEnv.stopWitness('SIGKILL');
  await owner.query('rollback');
  await owner.end();
  return answer;
}

it('an entry with time left outlives the outage, and the log goes on', async () => {
  const before = await cosigned();
  expect(await sentBeforeOutage('tomas', 3_600_000)).toBe('witness-away');
  await event.testEnv.startWitness();
  await expect.poll(cosigned).toBe(before + 1);
});

it('one that is about to expire is never in the log', async () => {
  const before = await event.logSize();
  expect(await sentBeforeOutage('amira', shortMs)).toBe('roster-expired');
  expect(await event.logSize()).toBe(before);
  await event.testEnv.startWitness();
  const { vault } = await event.enter('amira');
  expect((await vault.refresh()).checked).toBe(true);
});

const shown = async (leaf: number) => {
  const { lines } = await (await event.enter('ingrid')).vault.audit(false);
  return lines.find((line) => line.leaf === leaf);
};

it('one that a careless portal takes all the same is void, and the log goes on', async () => {
  await withMutantPortal(event.testEnv, 'dying-entry', async () => {
    const before = await event.logSize();
    expect(await sentBeforeOutage('amira', shortMs)).toBe('witness-away');
    expect(await event.logSize()).toBe(before + 1);
    await new Promise((done) => setTimeout(done, shortMs));
    await event.testEnv.startWitness();
    await expect.poll(cosigned).toBe(before + 1);
    expect((await (await event.enter('amira')).vault.refresh()).checked).toBe(true);
    const [ingrid, amira] = [event.member('ingrid'), event.member('amira')];
    const operation = { type: 'remove', member: amira };
    expect(await shown(before)).toMatchObject({ notInForce: 'roster-expired', who: [ingrid], operation });
  });
});

it('would stop the log for good where the witness takes no leaf that is late', async () => {
  await withMutantPortal(event.testEnv, 'dying-entry', async () => {
    const before = await event.logSize();
    expect(await sentBeforeOutage('amira', shortMs)).toBe('witness-away');
    await new Promise((done) => setTimeout(done, shortMs));
    await withMutantWitness(event.testEnv, 'witness-refuses-late', async () => {
      // Longer than the portal waits before it tries again.
      await new Promise((done) => setTimeout(done, 6_000));
      expect(await cosigned()).toBe(before);
    });
  });
});

/** Alive at the portal, and over when the witness is told of it. */
async function removedTooLate(of: Handle, minutes: number): Promise<number> {
  // Times of verdicts do not fall: each such entry lives longer than the one before was late.
  const leaf = await cosigned();
  expect(await sentBeforeOutage(of, (minutes - 1) * 60_000)).toBe('witness-away');
  clocks.set('witness', minutes * 60_000);
  await event.testEnv.startWitness();
  await expect.poll(cosigned).toBe(leaf + 1);
  clocks.set('witness', 0);
  expect(await shown(leaf)).toMatchObject({ notInForce: 'roster-expired' });
  const keys = await event.sql('select id from credential where member = $1', [event.member(of)]);
  return keys.length;
}

it('one that is void destroys nothing: she comes in as before', async () => {
  expect(await removedTooLate('amira', 3)).toBeGreaterThan(0);
  expect((await (await event.enter('amira')).vault.refresh()).checked).toBe(true);
});

it('would lock her out where the portal does not wait for the verdict', async () => {
  await withMutantPortal(event.testEnv, 'early-effect', async () => {
    expect(await removedTooLate('amira', 8)).toBe(0);
  });
});

/** The witness comes back with a clock that is further ahead than an entry lives. */
async function sentBeforeWrongClock(of: Handle): Promise<void> {
  expect(await sentBeforeOutage(of, 3_600_000)).toBe('witness-away');
  clocks.set('witness', 70 * 60_000);
  await event.testEnv.startWitness();
}

it('one that waits while a clock is wrong is judged when it is right again', async () => {
  const before = await cosigned();
  await sentBeforeWrongClock('milan');
  await event.testEnv.portal.wrote('the clocks differ: no entry is judged');
  expect(await cosigned()).toBe(before);
  clocks.set('witness', 0);
  await expect.poll(cosigned).toBe(before + 1);
  expect((await shown(before))?.notInForce).toBeUndefined();
});

// The last one: times of verdicts do not fall again. The witness compares as well, so this portal tells it the same wrong time.
it('would be void for ever where the portal does not compare the clocks', async () => {
  const before = await cosigned();
  await withMutantPortal(event.testEnv, 'clocks-uncompared', async () => {
    await sentBeforeWrongClock('amira');
    await expect.poll(cosigned).toBe(before + 1);
    clocks.set('witness', 0);
    expect(await shown(before)).toMatchObject({ notInForce: 'roster-expired' });
  });
});
