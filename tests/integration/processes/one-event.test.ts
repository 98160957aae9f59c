/**
 * An event from its founding to an opening, by every clock that takes part. `npm test` runs this file twice: today, and
 * two years later (tools/test.ts), so that nothing in an event, the demo's cast or these tests expires.
 */
import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withClient } from '../../../tools/postgres-roles.ts';
import { envelopesOf, openAll, SmallEvent } from '../../support/attacks/event.ts';

const minuteMs = 60_000;
const yearMs = 365 * 24 * 60 * minuteMs;

let event: SmallEvent;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['amira'], own: true });
});
afterAll(() => event?.stop());

/** The machine's own clock, which nothing has moved. */
function machineTime(): number {
  const { stdout } = spawnSync('date', ['+%s'], { env: { PATH: process.env['PATH'] ?? '' }, encoding: 'utf8' });
  return Number(stdout) * 1000;
}

it('is founded and joined, and what a guest saves is opened by the team', async () => {
  const tove = await event.enter('tove');
  const amira = event.member('amira');
  expect(await openAll(tove, [amira])).toMatchObject([{ refusal: undefined }]);
  const [envelope] = await envelopesOf(tove, [amira]);
  expect(envelope?.content).toMatchObject({ from: 'Sundar Coast' });
});

it('has one time in the portal, the witness, the database and the client', async () => {
  const [key] = await event.sql<{ at: string }>('select max(added_at) as at from credential');
  const [cosigned] = await event.sql<{ note: string }>('select note from checkpoint order by size desc limit 1');
  const database = await withClient(event.testEnv.ownerUrl, (client) => client.query('select now() as at'));
  const times = {
    portal: Number(key?.at),
    witness: cosignedAt(cosigned?.note ?? ''),
    database: Number((database.rows[0] as { at: Date }).at),
  };
  for (const [name, time] of Object.entries(times))
    expect(Math.abs(time - Date.now()), name).toBeLessThan(2 * minuteMs);
});

/** A cosignature (tlog-cosignature) ends with the four bytes of the key, eight of the time, and the signature. */
function cosignedAt(note: string): number {
  const last = note.trimEnd().split('\n').at(-1) ?? '';
  return Number(Buffer.from(last.split(' ').at(-1) ?? '', 'base64').readBigUInt64BE(4)) * 1000;
}

it('is two years later in the run that says so, and today in any other', () => {
  const years = (Date.now() - machineTime()) / yearMs;
  expect(Math.round(years)).toBe(process.env['FAKETIME'] === undefined ? 0 : 2);
});
