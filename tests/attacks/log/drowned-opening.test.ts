/**
 * P5, P7. An opening was, and somebody wants it unread: rows are deleted from the database, or a portal holds lines and
 * outcomes back. It is asked for again, or counts as opened, and is missed by the witness's own count. And an opening
 * that was interrupted accuses nobody.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as real from '../../../tools/demo/person.ts';
import { Clocks } from '../../support/processes/clocks.ts';
import { appendLeaves } from '../../support/attacks/doors.ts';
import { openAll, SmallEvent, travel } from '../../support/attacks/event.ts';
import { publish } from '../../support/attacks/framing.ts';
import { insiderOf, rosterOf, sharesOf, type Insider, type Share } from '../../support/attacks/insider.ts';
import { mutant, withMutantPortal, type Client } from '../../support/attacks/mutant.ts';
import { askOf, craft, leavesOf, touchOver } from '../../support/attacks/opening.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import type { Tapped } from '../../support/attacks/wiretap.ts';

const clocks = new Clocks();
const minute = 60_000;
let event: SmallEvent;
let tove: Insider;
let roster: Roster;
let amiras: Share;
/** Where the opening of Amira's record is. */
let opened: number;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira'], clocks });
  tove = await insiderOf(await event.enter('tove'), event.place);
  roster = await rosterOf(tove);
  amiras = (await sharesOf(tove, travel)).find(
    ({ verified: { header } }) => header.owner === event.member('amira') && (header.kind as string) === 'travel',
  ) as Share;
  expect(await openAll(tove.person, [event.member('amira')])).toMatchObject([{ refusal: undefined }]);
  opened = (tove.person.wire.lastAnswer('openings/ask').items as { leaf: number }[])[0]?.leaf ?? -1;
});
afterAll(async () => {
  await event?.stop();
  clocks.remove();
});

/** Time passes for both, or the witness's clock alone is ahead. */
async function after<T>(work: () => Promise<T>, ofWitness?: number): Promise<T> {
  if (ofWitness === undefined) clocks.setBoth(21 * minute);
  else clocks.set('witness', ofWitness);
  try {
    return await work();
  } finally {
    clocks.setBoth(0);
  }
}

async function readBy(client: Client = real, hide: (person: Tapped) => void = () => undefined) {
  const [ingrid, amira] = [await event.enter('ingrid', client), await event.enter('amira', client)];
  for (const person of [ingrid, amira]) hide(person);
  const ledger = await ingrid.vault.audit(true);
  const trace = await amira.vault.trace();
  return {
    officer: ledger.lines.find((line) => line.leaf === opened)?.state,
    missing: ledger.missing,
    short: ledger.short,
    owner: trace.lines.map((line) => line.leaf),
    unread: trace.unread,
    answering: trace.answering,
    counted: trace.counted.map(({ leaf, state, record }) => [leaf, state, record]),
  };
}

const whole = { officer: 'opened', missing: [], short: [], unread: [], answering: [], counted: [] };

describe('rows that are gone from the database', () => {
  const drown = () => event.sql('with gone as (delete from log_sealed) delete from outcome');

  it('are asked for again before anybody reads: the witness has them', async () => {
    await drown();
    expect(await readBy()).toMatchObject({ ...whole, owner: [opened] });
  });

  it('are asked for again, too, if only the sealed lines are gone', async () => {
    await event.sql('delete from log_sealed');
    expect(await readBy()).toMatchObject({ ...whole, owner: [opened] });
  });

  it('stay away where the portal does not ask, and are missed by the count', async () => {
    await withMutantPortal(event.testEnv, 'unasked-outcomes', async () => {
      await drown();
      expect(await readBy()).toMatchObject({
        officer: 'answering',
        short: ['released'],
        owner: [],
        answering: [opened],
      });
    });
    expect(await readBy()).toMatchObject({ ...whole, owner: [opened] });
  });

  it('do not stay away if others are in their place: what the witness has not signed counts as none', async () => {
    await event.sql("update outcome set word = 'never', signed = '\\x00'");
    await event.testEnv.restartPortal('SIGKILL');
    await expect.poll(() => readBy()).toMatchObject({ ...whole, owner: [opened] });
    const rows = await event.sql<{ word: string }>('select word from outcome where leaf = $1', [opened]);
    expect(rows).toEqual([{ word: 'released' }]);
  });
});

describe('a portal that holds lines back', () => {
  const hide = (person: Tapped) => {
    person.wire.bend('log/bodies', () => ({ bodies: [] }));
    person.wire.bend('log/views', () => ({ views: [] }));
  };

  it('is found at once by the count, and after 20 minutes by both', async () => {
    const { record } = amiras.verified.header;
    expect(await readBy(real, hide)).toMatchObject({
      officer: 'answering',
      short: ['released'],
      answering: [opened],
      // Her own card of it says so, too.
      counted: [[opened, 'answering', record]],
    });
    const late = await after(() => readBy(real, hide));
    const counted = [[opened, 'overdue', record]];
    expect(late).toMatchObject({ officer: 'overdue', missing: [opened], unread: [opened], owner: [], counted });
  });

  it('would be believed where nothing signed is taken for nothing done, and nobody counts', async () => {
    const nothing = await after(() => readBy(mutant('missing-is-nothing'), hide));
    expect(nothing).toMatchObject({ officer: 'nothing', missing: [], unread: [], owner: [] });
    expect((await readBy(mutant('outcomes-uncounted'), hide)).short).toEqual([]);
    // Then her card of it would say that nobody has looked.
    expect((await readBy(mutant('card-uncounted'), hide)).counted).toEqual([]);
  });
});

describe('an opening that was interrupted', () => {
  it('before the witness heard of it: accuses nobody after 20 minutes', async () => {
    const batch = craft(roster, tove.member, travel, [amiras]);
    const at = await appendLeaves(event.testEnv, leavesOf(batch));
    await event.testEnv.restartPortal('SIGKILL');
    await publish(event, tove.person, at + 1);
    expect((await readBy()).answering).toEqual([at]);
    expect(await after(() => readBy())).toMatchObject({ ...whole, owner: [opened] });
  });
});

describe('a clock that is wrong', () => {
  /** As far as the portal is concerned it is in time; the witness would find it too old. */
  const old = async () => {
    const time = Date.now() - 5 * minute;
    const batch = craft(roster, tove.member, travel, [amiras], { time, until: time + 3_600_000 });
    return askOf(batch, await touchOver(tove, batch));
  };

  it.each([
    [8 * minute, 'opening-time'],
    [11 * minute, 'clock-skew'],
    [-11 * minute, 'clock-skew'],
  ])('by %i ms is found before anything is appended', async (ahead, code) => {
    const before = await event.logSize();
    await after(async () => expect(await codeOf(tove.person.wire.ask('openings/ask', await old()))).toBe(code), ahead);
    expect(await event.logSize()).toBe(before);
  });

  it('would leave an entry that looks like an opening where it is found afterwards', async () => {
    const before = await event.logSize();
    await withMutantPortal(event.testEnv, 'skew-after-append', () =>
      after(async () => {
        const [person] = [await event.enter('tove')];
        expect(await codeOf(person.wire.ask('openings/ask', await old()))).toBe('opening-time');
      }, 8 * minute),
    );
    expect(await event.logSize()).toBe(before + 1);
  });
});
