/**
 * P7, P36, and the promise that one person's junk costs nobody else her work. Somebody with the portal's role in the database, or the
 * portal itself, puts rows of garbage among the records. They are set aside and counted; everything beside them opens.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as real from '../../tools/demo/person.ts';
import { withClient } from '../../tools/postgres-roles.ts';
import { envelopesOf, journeyWish, openAll, SmallEvent, travel } from '../support/attacks/event.ts';
import { mutant, withMutantPortal, type Client } from '../support/attacks/mutant.ts';
import { codeOf } from '../support/attacks/refused.ts';
import { plantRows } from '../support/server/planted-rows.ts';

let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira', 'tomas'] });
});
afterAll(() => event.stop());

const junk = { record: 'AA', content: null, leaf: 0, deskWraps: [] };

const asApp = (text: string, values: readonly unknown[]) =>
  withClient(event.testEnv.appUrl, (client) => client.query(text, [...values]));

/** As the portal's role can: at leaves of something else, and a number far above the others. */
async function plant(handle: 'amira' | 'tomas', count: number): Promise<void> {
  const [row] = await event.sql<{ record: string; digest: Buffer }>(
    "select record, digest from record where owner = $1 and kind = 'travel' order by revision limit 1",
    [event.member(handle)],
  );
  if (row === undefined) throw new Error('no journey');
  await plantRows(event.testEnv.appUrl, { like: row.digest, record: row.record, count });
}

/** Garbage for a team's key that comes later, beside each true wrap of her records. */
const plantWraps = (handle: 'amira' | 'tomas') =>
  asApp(
    `insert into desk_wrap (digest, desk, epoch, signer, bytes)
     select digest, 'travel', 99, owner, '\\x00' from record where owner = $1 and 'travel' = any(readers)`,
    [event.member(handle)],
  );

describe("a team's queue", () => {
  async function seen(client: Client, lie: boolean) {
    const tove = await event.enter('tove', client);
    if (lie)
      tove.wire.bend('records/desk', async (ask) => {
        const { records, ...page } = await ask();
        return { ...page, records: [junk, ...records, { ...junk, record: '' }] };
      });
    const { setAside } = await tove.vault.queue(travel);
    const lines = await openAll(tove, [event.member('amira'), event.member('tomas')]);
    return { setAside, refusals: lines.map(({ refusal }) => refusal) };
  }

  it('opens, and nothing is set aside', async () => {
    expect(await seen(real, false)).toEqual({ setAside: 0, refusals: [undefined, undefined] });
  });

  it('opens beside rows that nobody can read, and counts them', async () => {
    expect(await seen(real, true)).toEqual({ setAside: 2, refusals: [undefined, undefined] });
  });

  it('would stay closed where one such row ends the list', async () => {
    expect(await codeOf(seen(mutant('row-closes-queue'), true))).toBe('wrong-length');
  });
});

describe('her file', () => {
  async function seen(client: Client) {
    const amira = await event.enter('amira', client);
    amira.wire.bend('records/mine', async (ask) => {
      const { records, ...page } = await ask();
      return { ...page, records: [junk, ...records] };
    });
    return { cards: (await amira.vault.file()).length, damaged: await amira.vault.damaged() };
  }

  it('opens beside a row that nobody can read, and counts it', async () => {
    expect(await seen(real)).toEqual({ cards: 8, damaged: 1 });
  });

  it('would not open where such a row ends the list', async () => {
    expect(await codeOf(seen(mutant('row-closes-file')))).toBe('wrong-length');
  });

  it('is read over all pages, and what neither goes on nor ends is refused', async () => {
    const paged = async (client: Client) => {
      const amira = await event.enter('amira', client);
      amira.wire.bend('records/mine', async (_ask, { after }) => {
        const { records } = await amira.wire.ask('records/mine', { after: 0 });
        const [next, ...others] = records.filter(({ leaf }) => leaf > after);
        const page = next === undefined ? [] : [next];
        return { records: page, setAside: 0, upTo: next?.leaf ?? after, end: others.length === 0 };
      });
      return (await amira.vault.file()).length;
    };
    expect(await paged(real)).toBe(8);
    expect(await paged(mutant('one-page-is-all'))).toBeLessThan(2);
    const amira = await event.enter('amira');
    amira.wire.bend('records/mine', async (ask) => ({ ...(await ask()), end: false, upTo: 0 }));
    expect(await codeOf(amira.vault.file())).toBe('malformed');
  });
});

// Last: the portal's role can take nothing out of this table.
describe('rows that the portal’s role planted', () => {
  it('keep her neither from reading nor from saving, and her team neither', async () => {
    await plant('amira', 3);
    await plantWraps('amira');
    await event.testEnv.restartPortal();
    const amira = await event.enter('amira');
    await amira.vault.tidy();
    expect(await amira.vault.file()).toHaveLength(8);
    expect(await amira.vault.damaged()).toBe(3);
    await amira.vault.save('travel', { ...journeyWish, note: 'After the junk.' });
    const tove = await event.enter('tove');
    expect((await tove.vault.queue(travel)).setAside).toBe(3);
    await openAll(tove, [event.member('amira')]);
    const [shown] = await envelopesOf(tove, [event.member('amira')]);
    expect(shown?.content).toMatchObject({ note: 'After the junk.' });
  });

  it('would keep her from saving where the portal believed them', async () => {
    await plant('tomas', 1);
    await withMutantPortal(event.testEnv, 'row-believed', async () => {
      const tomas = await event.enter('tomas');
      expect(await codeOf(tomas.vault.tidy())).toBe('record-old');
    });
    await plantWraps('tomas');
    await withMutantPortal(event.testEnv, 'wrap-believed', async () => {
      // Wraps that do not hold open nothing, and stop nothing either.
      expect(await (await event.enter('tomas')).vault.file()).toHaveLength(8);
    });
    const tomas = await event.enter('tomas');
    expect(await tomas.vault.tidy()).toBe(0);
  });
});
