/**
 * P4. One of the team and the operator together want more than one touch is worth: the same request at three entries, a
 * refusal first and the share afterwards, a `never` for what is then opened. The witness decides once.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Roster } from '#protocol/roster/roster-state.ts';
import type { ReleaseRequest } from '#protocol/wire/witness.ts';
import { appendLeaves, askWitness } from '../../support/attacks/doors.ts';
import { SmallEvent, travel } from '../../support/attacks/event.ts';
import { publish } from '../../support/attacks/framing.ts';
import { insiderOf, rosterOf, sharesOf, type Insider, type Share } from '../../support/attacks/insider.ts';
import { withMutantWitness } from '../../support/attacks/mutant.ts';
import { craft, leavesOf, outcomes, readAll, releaseOf, touchOver, type Batch } from '../../support/attacks/opening.ts';

let event: SmallEvent;
let tove: Insider;
let amiras: Share;
let roster: Roster;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira'] });
  tove = await insiderOf(await event.enter('tove'), event.place);
  roster = await rosterOf(tove);
  amiras = (await sharesOf(tove, travel)).find(
    ({ verified: { header } }) => header.owner === event.member('amira') && (header.kind as string) === 'travel',
  ) as Share;
});
afterAll(() => event.stop());

interface Entered {
  readonly batch: Batch;
  readonly leaves: readonly number[];
  readonly request: ReleaseRequest;
}

/** One request, so many entries of the same bytes. */
async function enter(times: number, changes: Parameters<typeof craft>[4] = {}): Promise<Entered> {
  const batch = craft(roster, tove.member, travel, [amiras], changes);
  const given = await touchOver(tove, batch);
  const copies = Array.from({ length: times }, () => leavesOf(batch)).flat();
  const first = await appendLeaves(event.testEnv, copies);
  await publish(event, tove.person, first + times);
  const request = await releaseOf(event, batch, given, first);
  return { batch, leaves: copies.map((_, i) => first + i), request };
}

async function releaseAt({ batch, request }: Entered, leaf: number) {
  const items = request.items.map((item) => ({ ...item, leaf }));
  const answer = await askWitness(event.testEnv, 'POST', '/release', { ...request, items });
  const word = answer.json.items?.[0]?.word as string | undefined;
  return { word, share: outcomes(batch, answer.json.box)[0], box: answer.json.box as string };
}

async function releasedAt(entered: Entered): Promise<readonly (string | undefined)[]> {
  const words: (string | undefined)[] = [];
  for (const leaf of entered.leaves) words.push((await releaseAt(entered, leaf)).word);
  return words;
}

describe('one touch', () => {
  it('opens once, wherever its entry is', async () => {
    const entered = await enter(3);
    expect(await releasedAt(entered)).toEqual(['released', 'none', 'none']);
    const ledger = await (await event.enter('ingrid')).vault.audit(true);
    const states = entered.leaves.map((leaf) => ledger.lines.find((line) => line.leaf === leaf)?.state);
    expect(states).toEqual(['opened', 'answering', 'answering']);
  });

  it('would be three openings where the witness does not ask; readers still count one', async () => {
    await withMutantWitness(event.testEnv, 'body-at-many-leaves', async () => {
      const entered = await enter(3);
      expect(await releasedAt(entered)).toEqual(['released', 'released', 'released']);
      const ledger = await (await event.enter('ingrid')).vault.audit(true);
      const lines = entered.leaves.map((leaf) => ledger.lines.find((line) => line.leaf === leaf));
      expect(lines.map((line) => line?.again)).toEqual([false, true, true]);
    });
  });
});

describe('a refusal', () => {
  it('is for good: no share comes afterwards', async () => {
    const entered = await enter(1);
    const [leaf] = entered.leaves;
    const elsewhere = { ...entered.request, items: entered.request.items.map((item) => ({ ...item, recordLeaf: 0 })) };
    const first = await askWitness(event.testEnv, 'POST', '/release', elsewhere);
    expect(first.json.items[0]).toMatchObject({ word: 'refused', code: 'record-author' });
    expect(await releaseAt(entered, leaf as number)).toMatchObject({ word: 'refused', share: 'record-author' });
  });

  it('would hide an opening where the share could be had after it', async () => {
    const entered = await enter(1);
    const items = entered.request.items.map((item) => ({ ...item, recordLeaf: 0 }));
    await askWitness(event.testEnv, 'POST', '/release', { ...entered.request, items });
    await withMutantWitness(event.testEnv, 'refusal-not-final', async () => {
      const { box } = await releaseAt(entered, entered.leaves[0] as number);
      expect(await readAll(event, entered.batch, box)).toMatchObject([{ from: 'Sundar Coast' }]);
    });
  });
});

describe('never', () => {
  const ask = async (leaf: number) =>
    (await askWitness(event.testEnv, 'POST', '/outcomes', { leaves: [leaf] })).json.items[0].word as string;

  it('is not signed for an entry that may still be opened, and one that is signed stays', async () => {
    const entered = await enter(1);
    const [leaf] = entered.leaves as [number];
    expect(await ask(leaf)).toBe('waiting');
    expect(await releaseAt(entered, leaf)).toMatchObject({ word: 'released', share: 'released' });
    expect(await ask(leaf)).toBe('released');
  });

  it('would shut out an honest request where it is signed early', async () => {
    await withMutantWitness(event.testEnv, 'early-never', async () => {
      const entered = await enter(1);
      const [leaf] = entered.leaves as [number];
      expect(await ask(leaf)).toBe('never');
      expect(await releaseAt(entered, leaf)).toMatchObject({ word: 'never', share: 'outcome-never' });
    });
  });
});
