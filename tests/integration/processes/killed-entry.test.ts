/**
 * Portal or witness is killed between any two of the five durable writes of an entry: its commit, the mirror's transaction
 * with the verdict, the verdict's with the effect, the cosignature, the checkpoint. Started again, both say the same of every
 * entry, what it does is done once, and what it destroys is gone.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { concat, equal, toBase64url } from '#protocol/core/bytes.ts';
import { officersDesk, programmeDesk, type MemberId } from '#protocol/core/ids.ts';
import { noticeCodec } from '#protocol/log/notice.ts';
import { findCard, monthKeyName } from '#protocol/roster/roster-state.ts';
import { withClient } from '../../../tools/postgres-roles.ts';
import { askWitness } from '../../support/attacks/doors.ts';
import { withMutantPortal, withMutantWitness } from '../../support/attacks/mutant.ts';
import { Finder } from '../../support/browser/search.ts';
import { startServers, type TestEnv } from '../../support/processes/servers.ts';
import { httpClient } from '../../support/server/client.ts';
import type { Person } from '../../support/server/person.ts';
import { desk } from '../../support/server/seal-record.ts';
import { thisMonth } from '../../support/this-month.ts';
import { World } from '../../support/server/world.ts';
import { periodsFrom, publication, thisPeriod } from '../../support/server/writing.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 240_000 });

const travel = desk('travel');
let testEnv: TestEnv;
let world: World;
let staff: Person;

beforeAll(async () => {
  testEnv = await startServers();
  world = await World.found(httpClient(testEnv.origin), testEnv.foundingLink);
  staff = await world.addMember('staff', travel, programmeDesk);
});
afterAll(() => testEnv.stop());

const sql = <T = Record<string, unknown>>(text: string, values: readonly unknown[] = []): Promise<T[]> =>
  withClient(testEnv.ownerUrl, async (client) => (await client.query(text, [...values])).rows as T[]);
const count = async (text: string, values: readonly unknown[] = []) =>
  Number((await sql<{ count: string }>(`select count(*) ${text}`, values))[0]?.count);

// ------------------------------------------------------------------------------------------------ what both say

interface Line {
  readonly leaf: number;
  readonly line: string;
  readonly signature: string;
}

async function atPortal(): Promise<readonly Line[]> {
  const rows = await sql<{ leaf: string; line: Buffer; signature: Buffer }>('select * from verdict order by leaf');
  return rows.map(({ leaf, line, signature }) => ({
    leaf: Number(leaf),
    line: toBase64url(line),
    signature: toBase64url(signature),
  }));
}

async function leaves(): Promise<readonly Uint8Array[]> {
  return (await sql<{ leaf: Buffer }>('select leaf from log_entry order by idx')).map(({ leaf }) => leaf);
}

/** Everything is judged once, cosigned, kept, and the same on both sides. */
async function requireWhole(): Promise<void> {
  // A rekey adds a notice once its verdict is there, so the log may still grow.
  const missing = async () => {
    const { length } = await leaves();
    const { size } = (await askWitness(testEnv, 'GET', '/state')).json as { size: number };
    const kept = await count('from checkpoint where size = $1', [length]);
    return [length - size, 1 - kept, await count('from effect')];
  };
  await expect.poll(missing).toEqual([0, 0, 0]);
  const all = await leaves();
  const asked = { from: 0, clock: Date.now(), leaves: toBase64url(concat(...all)), entries: [], needs: [], said: [] };
  const { verdicts } = (await askWitness(testEnv, 'POST', '/mirror', asked)).json as { verdicts: readonly Line[] };
  expect(verdicts).toEqual(await atPortal());
  expect(verdicts.map(({ leaf }) => leaf)).toEqual(all.flatMap((leaf, i) => (leaf[0] === 2 ? [i] : [])));
}

// ------------------------------------------------------------------------------------------------ what an entry does

interface Deed {
  readonly name: string;
  /** What the entry needs is there; answers the act, and what must be so afterwards. */
  prepare(): Promise<{ act: () => Promise<unknown>; done: () => Promise<void> }>;
}

const rowsOf = async (member: MemberId) =>
  Object.fromEntries(
    await Promise.all(
      ['credential', 'slot', 'card', 'pending_credential'].map(
        async (table) => [table, await count(`from ${table} where member = $1`, [member])] as const,
      ),
    ),
  );

const removal: Deed = {
  name: 'remove',
  async prepare() {
    const guest = await world.addMember('participant');
    const shares = periodsFrom(thisPeriod(), 3);
    await world.sync();
    await guest.browser.call('threads/publish', publication(world, guest, 1, shares));
    const finder = new Finder(
      shares.map(({ share }, i) => ({ label: `share ${i}`, form: 'bytes', bytes: Buffer.from(share) })),
    );
    const found = () => [...finder.inFolder(testEnv.portalDir)].length;
    expect(found()).toBe(3);
    const none = { credential: 0, slot: 0, card: 0, pending_credential: 0 };
    return {
      act: () => world.enact({ type: 'remove', member: guest.member }, [world.founder]),
      done: async () => {
        expect(await rowsOf(guest.member)).toEqual(none);
        await expect.poll(found).toBe(0);
        expect(findCard(await world.sync(), guest.member)).toBeUndefined();
      },
    };
  },
};

const renewal: Deed = {
  name: 'rekey',
  async prepare() {
    const guest = await world.addMember('participant');
    const before = await sql<{ bytes: Buffer }>('select bytes from slot where member = $1', [guest.member]);
    const act = await world.beginRecovery(guest);
    return {
      act,
      done: async () => {
        const after = await sql<{ bytes: Buffer }>('select bytes from slot where member = $1', [guest.member]);
        expect(after).toHaveLength(before.length);
        for (const { bytes } of after) expect(before.some((old) => equal(old.bytes, bytes))).toBe(false);
        expect(await rowsOf(guest.member)).toMatchObject({ credential: 2, card: 1, pending_credential: 0 });
        const notices = await sql<{ bytes: Buffer }>('select bytes from notice where member = $1', [guest.member]);
        expect(notices.filter(({ bytes }) => noticeCodec.parse(bytes).what === 'rekey')).toHaveLength(1);
        await guest.login();
      },
    };
  },
};

const otherKey: Deed = {
  name: 'credential',
  async prepare() {
    const guest = await world.addMember('participant');
    await guest.login(1);
    await guest.login();
    const change = await world.beginOtherKey(guest);
    return {
      act: change,
      done: async () => {
        expect(await rowsOf(guest.member)).toMatchObject({ credential: 2, slot: 3, card: 1, pending_credential: 0 });
        expect(await count('from session where member = $1', [guest.member])).toBeGreaterThan(0);
        await guest.login(2);
        expect(
          await count('from session where member = $1 and holder = $2', [guest.member, guest.credentials[1]?.id]),
        ).toBe(0);
        await expect(guest.login(1)).rejects.toThrow('login-unknown');
      },
    };
  },
};

const arrival: Deed = {
  name: 'add',
  async prepare() {
    const invitation = await world.mintInvite('participant');
    const guest = await world.arrive(invitation);
    await guest.browser.call('invites/join', await world.joinBody(invitation, guest));
    const operation = world.addOperation(invitation, await world.compare(invitation));
    return {
      act: () => world.enact(operation, [world.founder]),
      done: async () => {
        expect(await rowsOf(guest.member)).toMatchObject({ credential: 2, card: 1, pending_credential: 0 });
        const spent = 'from invite where invite = $1 and spent and slots is null';
        expect(await count(spent, [invitation.link.invite])).toBe(1);
        await guest.login();
      },
    };
  },
};

let epoch = 0;
const newKey: Deed = {
  name: 'desk-epoch',
  async prepare() {
    epoch += 1;
    const at = [officersDesk, epoch];
    return {
      act: () => world.mintEpoch(officersDesk, world.founder),
      done: async () => {
        expect(await count('from desk_key where desk = $1 and epoch = $2', at)).toBe(1);
        expect(await count('from desk_seed where desk = $1 and epoch = $2', at)).toBe(1);
      },
    };
  },
};

let months = 0;
const newMonth: Deed = {
  name: 'month-key',
  async prepare() {
    months += 1;
    const month = monthKeyName(thisMonth(), months);
    return {
      act: () => world.mintMonth(thisMonth()),
      done: async () => {
        expect(await count('from month_key where month = $1', [month])).toBe(1);
        expect(await count('from month_seed where month = $1', [month])).toBe(1);
      },
    };
  },
};

// ------------------------------------------------------------------------------------------------ kills

const everything = [arrival, renewal, otherKey, removal, newKey, newMonth];
const destroying = [renewal, otherKey, removal];

/** A copy of the program that ends itself at that point; then the shipped one is started over the same state. */
async function killed(patch: string, at: 'portal' | 'witness', act: () => Promise<unknown>): Promise<void> {
  const run = at === 'portal' ? withMutantPortal : withMutantWitness;
  await run(testEnv, patch, async (program) => {
    const answer = act().catch((error: unknown) => error);
    expect((await program.ended).signal).toBe('SIGKILL');
    expect(await answer).toBeInstanceOf(Error);
  });
}

describe.each([
  ['the commit', 'dies-after-commit', 'portal', everything],
  ['the mirror, with the verdict', 'dies-after-mirroring', 'witness', destroying],
  ['the verdict, with the effect', 'dies-after-verdict', 'portal', everything],
  ['the cosignature', 'dies-after-cosigning', 'witness', destroying],
  ['the checkpoint', 'dies-after-checkpoint', 'portal', destroying],
] as const)('killed after %s', (_point, patch, at, deeds) => {
  const all: (() => Promise<void>)[] = [];

  it.each(deeds.map((deed) => [deed.name, deed] as const))('%s', async (_name, deed) => {
    const { act, done } = await deed.prepare();
    // So that it dies over this entry, and not over what came before.
    await requireWhole();
    const size = (await leaves()).length;
    await killed(patch, at, act);
    await requireWhole();
    await done();
    expect((await leaves()).slice(size).filter((leaf) => leaf[0] === 2)).toHaveLength(1);
    all.push(done);
  });

  it('and both say the same after they have started once more', async () => {
    const before = await atPortal();
    await testEnv.stopWitness('SIGKILL');
    await testEnv.startWitness();
    await testEnv.restartPortal('SIGKILL');
    await requireWhole();
    expect(await atPortal()).toEqual(before);
    expect(all).toHaveLength(deeds.length);
    for (const done of all) await done();
    await staff.login();
  });
});
