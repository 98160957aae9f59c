/**
 * P4, P5. The witness's operator puts an older copy of its state back, so that it forgets what it released and said since;
 * an honest operator does the same after a broken disk. It must not sign that nothing was given out, and must not judge
 * anew what it judged.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { officersDesk } from '#protocol/core/ids.ts';
import { askWitness } from '../../support/attacks/doors.ts';
import { openAll, SmallEvent } from '../../support/attacks/event.ts';
import { withMutantWitness } from '../../support/attacks/mutant.ts';
import { Clocks } from '../../support/processes/clocks.ts';

const clocks = new Clocks();
const minute = 60_000;
let event: SmallEvent;
let copy: string;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira', 'tomas'], clocks });
  copy = mkdtempSync(join(tmpdir(), 'dd-copy-'));
});
afterAll(async () => {
  await event?.stop();
  clocks.remove();
  rmSync(copy, { recursive: true, force: true });
});

async function keepCopy(): Promise<void> {
  await event.testEnv.stopWitness('SIGKILL');
  rmSync(copy, { recursive: true });
  cpSync(event.testEnv.witnessDir, copy, { recursive: true });
  await event.testEnv.startWitness();
}

/** While neither server runs. */
async function putBack(): Promise<void> {
  await event.testEnv.stopPortal('SIGKILL');
  await event.testEnv.stopWitness('SIGKILL');
  rmSync(event.testEnv.witnessDir, { recursive: true });
  cpSync(copy, event.testEnv.witnessDir, { recursive: true });
}

async function start(): Promise<void> {
  await event.testEnv.startWitness();
  await event.testEnv.startPortal();
}

/** Runs with a witness that lacks a check, over what `putBack` left. */
async function withMutant<T>(patch: string, work: () => Promise<T>): Promise<T> {
  await event.testEnv.startWitness();
  return withMutantWitness(
    event.testEnv,
    patch,
    async () => {
      await event.testEnv.startPortal();
      return work();
    },
    clocks.env('witness'),
  );
}

const cosigned = async () => ((await askWitness(event.testEnv, 'GET', '/state')).json as { size: number }).size;

describe('an opening whose release the witness has forgotten', () => {
  /** And the portal, too: the answer was lost on the way. */
  async function openedAndForgotten(): Promise<number> {
    await keepCopy();
    const tove = await event.enter('tove');
    expect(await openAll(tove, [event.member('amira')])).toMatchObject([{ refusal: undefined }]);
    const leaf = (tove.wire.lastAnswer('openings/ask').items as { leaf: number }[])[0]?.leaf ?? -1;
    await event.sql('delete from log_sealed where leaf = $1', [leaf]);
    await event.sql('delete from outcome where leaf = $1', [leaf]);
    return leaf;
  }

  const stateAt = async (leaf: number) =>
    (await (await event.enter('ingrid')).vault.audit(true)).lines.find((line) => line.leaf === leaf)?.state;

  async function afterwards(leaf: number) {
    await expect.poll(cosigned).toBe(await event.logSize());
    clocks.setBoth(21 * minute);
    try {
      await stateAt(leaf);
    } finally {
      clocks.setBoth(0);
    }
    return stateAt(leaf);
  }

  it('is asked for again where the witness knows it', async () => {
    expect(await afterwards(await openedAndForgotten())).toBe('opened');
  });

  it('counts as opened where it has forgotten', async () => {
    const leaf = await openedAndForgotten();
    await putBack();
    await start();
    expect(await afterwards(leaf)).toBe('unknown');
  });

  it('would be told as nothing given out where the witness believes that it knows all', async () => {
    const leaf = await openedAndForgotten();
    await putBack();
    await withMutant('floorless', async () => expect(await afterwards(leaf)).toBe('nothing'));
  });
});

describe('an entry that was good in its time', () => {
  async function joinedAndForgotten(): Promise<number> {
    await keepCopy();
    await (await event.enter('ingrid')).vault.mintEpoch(officersDesk);
    const size = await event.logSize();
    await putBack();
    // More than an entry lives.
    clocks.set('witness', 70 * minute);
    return size;
  }

  const isChecked = async () => {
    clocks.set('witness', 0);
    return (await (await event.enter('milan')).vault.refresh()).checked;
  };

  it('stays good at a witness that forgot it: it takes its own word back', async () => {
    const size = await joinedAndForgotten();
    await start();
    await expect.poll(cosigned).toBe(size);
    expect(await isChecked()).toBe(true);
  });

  it('would be judged anew where the witness forgets its own word, and nobody could go on', async () => {
    const size = await joinedAndForgotten();
    await withMutant('judged-anew-below', async () => {
      await expect.poll(cosigned).toBe(size);
      expect(await isChecked().catch(() => false)).toBe(false);
    });
  });
});
