/**
 * P5, P7. Somebody who writes into the portal's database plants an opening that never was, with one of the team to help:
 * entry, body and view. Nobody reads that the colleague opened it: not the officer, not the owner, not the offline
 * auditor. With the witness's own key he deceives the owner, and not the officers.
 */
import { resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { logBody } from '#protocol/openings/log-lines.ts';
import { signKeyPair } from '#protocol/crypto/sodium.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import * as real from '../../../tools/demo/person.ts';
import { Clocks } from '../../support/processes/clocks.ts';
import { appendLeaves } from '../../support/attacks/doors.ts';
import { openAll, SmallEvent, travel } from '../../support/attacks/event.ts';
import { auditorIn, outcomeBy, plant, plantBody, publish, stolenWitnessKey } from '../../support/attacks/framing.ts';
import { insiderOf, rosterOf, secret32, sharesOf, type Insider, type Share } from '../../support/attacks/insider.ts';
import { mutant, mutantFolder, type Client } from '../../support/attacks/mutant.ts';
import { craft, leavesOf, touchOver, type Batch } from '../../support/attacks/opening.ts';

const clocks = new Clocks();
const minute = 60_000;
let event: SmallEvent;
let tove: Insider;
let milan: Insider;
let roster: Roster;
let amiras: Share;
let tomass: Share;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira', 'tomas'], clocks });
  tove = await insiderOf(await event.enter('tove'), event.place);
  milan = await insiderOf(await event.enter('milan'), event.place);
  roster = await rosterOf(tove);
  const ofKind = (all: readonly Share[], handle: 'amira' | 'tomas') =>
    all.find(
      ({ verified: { header } }) => header.owner === event.member(handle) && (header.kind as string) === 'travel',
    ) as Share;
  const all = await sharesOf(tove, travel);
  [amiras, tomass] = [ofKind(all, 'amira'), ofKind(all, 'tomas')];
});
afterAll(async () => {
  await event?.stop();
  clocks.remove();
});

const here = resolve(import.meta.dirname, '../../..');

/** What each of the three reads at one place in the log. */
async function readAt(at: number, patch?: string) {
  const client: Client = patch === undefined ? real : mutant(patch);
  const ingrid = await event.enter('ingrid', client);
  const ledger = await ingrid.vault.audit(true);
  const officer = ledger.lines.find((line) => line.leaf === at);
  const trace = await (await event.enter('amira', client)).vault.trace();
  const auditor = auditorIn(patch === undefined ? here : mutantFolder(patch));
  const lines = auditor.audit(auditor.parseBundle(await ingrid.vault.evidence()), {
    rootfp: roster.rootfp,
    partial: false,
  });
  return {
    officer: { state: officer?.state, who: officer?.who },
    owner: trace.lines.find((line) => line.leaf === at)?.who,
    counted: { unread: trace.unread, answering: trace.answering, setAside: trace.setAside },
    auditor: lines.find((line) => line.check === `opening ${at}`)?.detail ?? '',
    ledger,
  };
}

async function after<T>(work: () => Promise<T>): Promise<T> {
  clocks.setBoth(21 * minute);
  try {
    return await work();
  } finally {
    clocks.setBoth(0);
  }
}

/** In Milan's name; the touch is Tove's own, since she has no other. */
async function planted(key = signKeyPair(secret32()), share = amiras): Promise<{ at: number; batch: Batch }> {
  const batch = craft(roster, milan.member, travel, [share]);
  const at = await appendLeaves(event.testEnv, leavesOf(batch));
  const outcome = outcomeBy(key, batch, at);
  const touch = await touchOver(tove, batch);
  await plant(event, { batch, at, touch, outcome, owner: event.member('amira') });
  await publish(event, tove.person, at + 1);
  return { at, batch };
}

describe('an opening that was', () => {
  it('is read by all three, with who and why', async () => {
    expect(await openAll(milan.person, [event.member('amira')])).toMatchObject([{ refusal: undefined }]);
    const at = (milan.person.wire.lastAnswer('openings/ask').items as { leaf: number }[])[0]?.leaf ?? -1;
    const read = await readAt(at);
    expect(read).toMatchObject({
      officer: { state: 'opened', who: [milan.member] },
      owner: milan.member,
      counted: { unread: [], answering: [], setAside: [] },
    });
    expect(read.auditor).toContain(`travel for travel by ${milan.member}`);
    expect([read.ledger.missing, read.ledger.short]).toEqual([[], []]);
  });
});

describe('an opening that never was', () => {
  let at: number;
  beforeAll(async () => {
    ({ at } = await planted());
  });

  it('counts as opened for a while, and names nobody', async () => {
    const read = await readAt(at);
    expect(read).toMatchObject({ officer: { state: 'answering', who: [] }, owner: undefined });
    expect(read.counted.answering).toEqual([at]);
    expect(read.auditor).not.toContain(milan.member);
    expect(read.auditor).not.toContain(`by ${tove.member}`);
  });

  it('would be told to all three as Milan’s where nobody asks who signed it', async () => {
    const read = await readAt(at, 'unsigned-body');
    expect(read).toMatchObject({ officer: { state: 'opened', who: [milan.member] }, owner: milan.member });
    expect(read.auditor).toContain(`travel for travel by ${milan.member}`);
  });

  it('would deceive each of the three alone, where that one believes what lies there', async () => {
    const officer = await readAt(at, 'believing-officer');
    expect(officer).toMatchObject({ officer: { state: 'opened', who: [milan.member] }, owner: undefined });
    expect(officer.auditor).not.toContain(milan.member);
    const owner = await readAt(at, 'believing-owner');
    expect(owner).toMatchObject({ officer: { state: 'answering', who: [] }, owner: milan.member });
    expect(owner.auditor).not.toContain(milan.member);
    const auditor = await readAt(at, 'believing-auditor');
    expect(auditor).toMatchObject({ officer: { state: 'answering', who: [] }, owner: undefined });
    expect(auditor.auditor).toContain(`travel for travel by ${milan.member}`);
  });

  it('is nothing after 20 minutes: the witness signs that nobody was given anything', async () => {
    await after(async () => {
      const read = await readAt(at);
      expect(read).toMatchObject({
        officer: { state: 'nothing', who: [] },
        owner: undefined,
        counted: { unread: [], answering: [] },
        auditor: 'nothing was given out for it',
      });
      expect([read.ledger.missing, read.ledger.short]).toEqual([[], []]);
    });
  });
});

describe('a true body under another entry', () => {
  /** From an officer's evidence that lay about. */
  async function replanted(): Promise<number> {
    const ingrid = await event.enter('ingrid');
    await ingrid.vault.audit(true);
    const bundle = JSON.parse(await ingrid.vault.evidence()) as {
      bodies: { leaf: number; body: string }[];
      leaves: string;
    };
    const [first] = bundle.bodies;
    const body = logBody.parse(fromBase64url(first?.body ?? ''));
    const bytes = fromBase64url(bundle.leaves).slice(body.leaf * 65, body.leaf * 65 + 65);
    const at = await appendLeaves(event.testEnv, [bytes]);
    const [row] = await event.sql<{ month: string }>('select month from log_sealed where leaf = $1', [body.leaf]);
    await plantBody(event, roster.rootfp, { ...body, leaf: at }, row?.month ?? '');
    await publish(event, tove.person, at + 1);
    return at;
  }

  it('names nobody a second time; it would, where an outcome counts anywhere', async () => {
    const at = await replanted();
    expect((await readAt(at)).officer).toEqual({ state: 'answering', who: [] });
    expect((await readAt(at, 'outcome-anywhere')).officer).toEqual({ state: 'opened', who: [milan.member] });
    expect((await after(() => readAt(at))).officer).toEqual({ state: 'nothing', who: [] });
  });
});

describe('with the witness’s own key', () => {
  it('officers and auditor still do not read that Milan opened it: he did not touch his key', async () => {
    const { at } = await planted(stolenWitnessKey(event));
    const read = await readAt(at);
    expect(read.officer).toEqual({ state: 'answering', who: [] });
    expect(read.auditor).toContain('does not hold');
    // What is left, and said: the owner has only the witness's word.
    expect(read.owner).toBe(milan.member);
    const believed = await readAt(at, 'untouched-body');
    expect(believed.officer).toEqual({ state: 'opened', who: [milan.member] });
    expect(believed.auditor).toContain(`by ${milan.member}`);
  });

  it('a line under the tag of somebody else’s record is set aside; it would be told where tags are not compared', async () => {
    // Entry and body are about Tomas; the view that Amira is given names her own record.
    const batch = craft(roster, milan.member, travel, [amiras]);
    const [item] = batch.items;
    if (item === undefined) throw new Error('nothing crafted');
    const foreign = craft(roster, milan.member, travel, [tomass]).items[0] as typeof item;
    const bent = { ...batch, items: [{ ...item, leaf: { ...item.leaf, tag: foreign.leaf.tag } }] };
    const at = await appendLeaves(event.testEnv, leavesOf(bent));
    const outcome = outcomeBy(stolenWitnessKey(event), bent, at);
    await plant(event, { batch: bent, at, touch: await touchOver(tove, bent), outcome, owner: event.member('amira') });
    await publish(event, tove.person, at + 1);
    const read = await readAt(at);
    expect(read.owner).toBeUndefined();
    expect(read.counted.setAside).toContainEqual({ leaf: at, code: 'opening-tag' });
    expect((await readAt(at, 'tag-unchecked')).owner).toBe(milan.member);
  });
});
