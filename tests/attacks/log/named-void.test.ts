/**
 * P5. The database's owner puts an entry into the log that is not in force. If an officer signed it she is told, at
 * her next unlock, and whether it can still be brought in. If only her name stands there, nobody is told that it was she.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { entryCodec, entryFor, entryHash, entryMessage, signedEntry } from '#protocol/roster/roster.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import * as real from '../../../tools/demo/person.ts';
import { Clocks } from '../../support/processes/clocks.ts';
import { appendEntry, appendLeaves, askWitness } from '../../support/attacks/doors.ts';
import { SmallEvent, travel, visa, type Handle } from '../../support/attacks/event.ts';
import { insiderOf, randomness, rosterOf, touch, type Insider } from '../../support/attacks/insider.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';

const minute = 60_000;
const clocks = new Clocks();
let event: SmallEvent;
let ingrid: Insider;
beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira', 'tomas'], clocks });
  ingrid = await insiderOf(await event.enter('ingrid'), event.place);
});
afterAll(async () => {
  await event?.stop();
  clocks.remove();
});

/** Signed by Ingrid, and touched for. */
async function removal(of: Handle, time: number, expires: number): Promise<Uint8Array> {
  const roster = await rosterOf(ingrid);
  const { rootfp } = roster;
  const operation = { type: 'remove', member: event.member(of) } as const;
  const entry = entryCodec.encode(entryFor(roster, operation, { time, expires }));
  const assertion = await touch(ingrid, rootfp, 'roster', entryHash(entry));
  const signature = signDetached(ingrid.keys.sign.secretKey, entryMessage(rootfp, entry));
  return signedEntry.encode({ entry, signatures: [{ member: ingrid.member, signature, assertion }], card: undefined });
}

/** Into log and table, past the portal's own look at it. Answers where it stands, when the witness has judged it. */
async function putIn(body: Uint8Array): Promise<number> {
  const at = await appendEntry(event.testEnv, body);
  const cosigned = async () => ((await askWitness(event.testEnv, 'GET', '/state')).json as { size: number }).size;
  await event.enter('tove');
  await expect.poll(cosigned).toBeGreaterThan(at);
  return at;
}

async function told(handle: Handle, client: Client = real) {
  const { vault } = await event.enter(handle, client);
  return (await vault.refresh()).voids;
}

async function shown(at: number, client: Client = real) {
  const { lines } = await (await event.enter('ingrid', client)).vault.audit(false);
  return lines.find(({ leaf }) => leaf === at);
}

const past = () => Date.now() - 60 * minute;

it('one that she signed is told to her alone, and that it is over', async () => {
  expect(await told('ingrid')).toEqual([]);
  const until = past();
  const at = await putIn(await removal('amira', until - minute, until));
  expect(await told('ingrid')).toEqual([{ leaf: at, final: true, until }]);
  expect(await told('tove')).toEqual([]);
  const operation = { type: 'remove', member: event.member('amira') };
  expect(await shown(at)).toMatchObject({
    notInForce: 'roster-expired',
    who: [ingrid.member],
    operation,
    canStill: { final: true, until },
  });
});

it('one with only her name is told to nobody, and names nobody', async () => {
  const before = await told('ingrid');
  const { entry, signatures } = signedEntry.parse(await removal('tomas', past() - minute, past()));
  const forged = signatures.map((given) => ({ ...given, signature: randomness(64) }));
  const at = await putIn(signedEntry.encode({ entry, signatures: forged, card: undefined }));
  expect(await told('ingrid')).toEqual(before);
  const none = { operation: undefined, canStill: undefined };
  expect(await shown(at)).toMatchObject({ notInForce: 'unsigned', who: [], ...none });
  const unchecked = mutant('void-names-unchecked');
  expect((await told('ingrid', unchecked)).map(({ leaf }) => leaf)).toContain(at);
  expect(await shown(at, unchecked)).toMatchObject({ who: [ingrid.member] });
});

it('one whose body the server lost is told to her whose page, or archive, still has it', async () => {
  const page = await event.enter('ingrid');
  const { length } = (await page.vault.refresh()).voids;
  page.wire.bend('roster/propose', () => Promise.reject(new Error('lost on the way')));
  await page.vault.removeMember(event.member('amira')).catch(() => undefined);
  const body = fromBase64url(page.wire.lastSent('roster/propose').entry as string);
  const at = await appendLeaves(event.testEnv, [encodeLeaf(rosterLeaf(body))]);
  const cosigned = async () => ((await askWitness(event.testEnv, 'GET', '/state')).json as { size: number }).size;
  await event.enter('tove');
  await expect.poll(cosigned).toBeGreaterThan(at);
  expect(await shown(at)).toMatchObject({ notInForce: 'entry-missing' });

  const leaves = async ({ vault }: typeof page) => (await vault.refresh()).voids.map(({ leaf }) => leaf);
  expect(await leaves(page)).toContain(at);
  // Another visit knows it from the archive, which this page writes.
  const before = await event.enter('ingrid');
  expect((await leaves(before)).length).toBe(length);
  await page.vault.threadsOpen();
  await before.vault.threadsOpen();
  expect(await leaves(before)).toContain(at);
  expect(await leaves(await event.enter('tove'))).toEqual([]);
  const unasked = await event.enter('ingrid', mutant('own-copy-unasked'));
  await unasked.vault.threadsOpen();
  expect((await unasked.vault.refresh()).voids.map(({ leaf }) => leaf)).not.toContain(at);
});

it('one that comes second is no gap in the list of members: it is told as what it is', async () => {
  const [chief, second] = [await event.enter('ingrid'), await event.enter('ingrid')];
  chief.wire.bend('roster/propose', async (ask) => {
    await second.vault.leaveDesk(travel, event.member('milan'));
    return ask();
  });
  expect(await codeOf(chief.vault.joinDesk(visa, event.member('milan')))).toBe('roster-moved');
});

it('one that came too early can still be brought in, and she is told so until it was', async () => {
  const [time, before] = [Date.now() + 12 * minute, await told('ingrid')];
  const body = await removal('tomas', time, time + 60 * minute);
  const at = await putIn(body);
  expect(await told('ingrid')).toEqual([...before, { leaf: at, final: false, until: time + 60 * minute }]);
  const hasty = await told('ingrid', mutant('hasty-end'));
  expect(hasty.find(({ leaf }) => leaf === at)?.final).toBe(true);
  clocks.set('witness', 4 * minute);
  await putIn(body);
  expect(await told('ingrid')).toEqual(before);
  const { members } = await (await event.enter('ingrid')).vault.members();
  expect(members.map(({ member }) => member)).not.toContain(event.member('tomas'));
});
