/**
 * P5. A portal leaves out what an entry needs, so that nobody could take it back after a loss; or the witness's disk is
 * stolen after somebody was removed. An entry without it is void, and what opened a removed member's keys is gone.
 */
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officersDesk } from '#protocol/core/ids.ts';
import { SmallEvent, type Handle } from '../../support/attacks/event.ts';
import { withMutantPortal, withMutantWitness } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';

let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira', 'tomas'] });
});
afterAll(() => event.stop());

/** How many rows stand on the witness's disk, which is taken while it is off. */
async function onDisk(text: string, value: string | number): Promise<number> {
  await event.testEnv.stopWitness('SIGKILL');
  const db = new DatabaseSync(join(event.testEnv.witnessDir, 'state.sqlite'));
  const rows = db.prepare(text).all(value);
  db.close();
  await event.testEnv.startWitness();
  return rows.length;
}

const keptAt = (leaf: number) => onDisk('select leaf from needs where leaf = ?', leaf);
const keptOf = (handle: Handle) => onDisk('select leaf from needs where holder = ?', event.member(handle));

const mint = async () => (await event.enter('ingrid')).vault.mintEpoch(officersDesk);
const epochs = async () =>
  Number((await event.sql<{ count: string }>("select count(*) from desk_key where desk = 'officers'"))[0]?.count);
const lineAt = async (leaf: number) =>
  (await (await event.enter('ingrid')).vault.audit(false)).lines.find((line) => line.leaf === leaf);

describe('a new key', () => {
  it('counts when what it needs is with the witness', async () => {
    const [leaf, before] = [await event.logSize(), await epochs()];
    await mint();
    expect([await keptAt(leaf), await epochs()]).toEqual([1, before + 1]);
  });

  it('is void when the portal leaves that out, and everybody sees it', async () => {
    const [leaf, before] = [await event.logSize(), await epochs()];
    await withMutantPortal(event.testEnv, 'needs-left-out', async () => {
      expect(await codeOf(mint())).toBe('needs-missing');
      expect(await lineAt(leaf)).toMatchObject({ notInForce: 'needs-missing' });
    });
    expect([await keptAt(leaf), await epochs()]).toEqual([0, before]);
    // Once the portal is honest, it is made again.
    await mint();
    expect(await epochs()).toBe(before + 1);
  });

  it('would count without it where the witness does not ask', async () => {
    const [leaf, before] = [await event.logSize(), await epochs()];
    await withMutantPortal(event.testEnv, 'needs-left-out', async () => {
      await withMutantWitness(event.testEnv, 'needs-unasked', async () => {
        await mint();
        expect(await epochs()).toBe(before + 1);
      });
      expect(await keptAt(leaf)).toBe(0);
    });
    // A portal that leaves nothing out hands it again when it starts.
    expect(await keptAt(leaf)).toBe(1);
  });
});

describe('what opens the keys of somebody who is removed', () => {
  const remove = async (handle: Handle) => (await event.enter('ingrid')).vault.removeMember(event.member(handle));

  it('is gone from the disk of the witness with the verdict', async () => {
    expect(await keptOf('tomas')).toBe(1);
    expect(await remove('tomas')).toMatchObject({ state: 'applied' });
    expect(await keptOf('tomas')).toBe(0);
  });

  it('would stay there where the witness forgets nothing', async () => {
    await withMutantWitness(event.testEnv, 'old-needs-kept', () => remove('amira'));
    expect(await keptOf('amira')).toBe(1);
  });
});
