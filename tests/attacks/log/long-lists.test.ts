/**
 * P5, P7. The database's owner plants more lines than one answer holds, so that the true one comes after the end of
 * the list. Readers ask on until a page is short.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { concat } from '#protocol/core/bytes.ts';
import * as real from '../../../tools/demo/person.ts';
import { Clocks } from '../../support/processes/clocks.ts';
import { appendLeaves } from '../../support/attacks/doors.ts';
import { openAll, SmallEvent } from '../../support/attacks/event.ts';
import { randomness } from '../../support/attacks/insider.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';

const planted = 10_001;
const clocks = new Clocks();
let event: SmallEvent;
/** Where the opening of Amira's record stands, behind all of them. */
let opened: number;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira'], clocks });
  const first = await appendLeaves(
    event.testEnv,
    Array.from({ length: planted }, () => concat(new Uint8Array([1]), randomness(64))),
  );
  await event.sql(
    `insert into log_sealed (leaf, month, owner, body, view)
     select idx, '2027-01', $1, '\\x00', '\\x00' from log_entry where idx >= $2`,
    [event.member('amira'), first],
  );
  const tove = await event.enter('tove');
  expect(await openAll(tove, [event.member('amira')])).toMatchObject([{ refusal: undefined }]);
  opened = (tove.wire.lastAnswer('openings/ask').items as { leaf: number }[])[0]?.leaf ?? -1;
});
afterAll(async () => {
  await event?.stop();
  clocks.remove();
});

async function read(client: Client = real) {
  const trace = await (await event.enter('amira', client)).vault.trace();
  return { lines: trace.lines.map(({ leaf }) => leaf), unread: trace.unread, answering: trace.answering };
}

describe('ten thousand lines before the true one', () => {
  it('do not hide it from its owner', async () => {
    expect(await read()).toEqual({ lines: [opened], unread: [], answering: [] });
  });

  it('would hide it where only the first page is read', async () => {
    expect((await read(mutant('first-page-only'))).lines).toEqual([]);
  });

  it('nor from an officer, who learns that nothing was given out for any of them', async () => {
    clocks.setBoth(21 * 60_000);
    const audited = async () => (await event.enter('ingrid')).vault.audit(true);
    await expect.poll(async () => (await audited()).missing, { timeout: 120_000, interval: 3000 }).toEqual([]);
    const { lines, short } = await audited();
    expect(lines.find(({ leaf }) => leaf === opened)?.state).toBe('opened');
    expect(lines.filter(({ state }) => state === 'nothing')).toHaveLength(planted);
    expect(short).toEqual([]);
    clocks.setBoth(0);
  });
});
