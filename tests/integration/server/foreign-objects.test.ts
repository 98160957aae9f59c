// Every act that names an object, by everybody who may call it: what is somebody else's is as unknown as what is not there.
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { toId, type ChunkId } from '#protocol/core/ids.ts';
import { key32 } from '#protocol/crypto/sodium.ts';
import { sealChunk } from '#protocol/threads/chunk.ts';
import { wire, type ActName } from '#protocol/wire/wire.ts';
import type { Browser } from '../../support/server/client.ts';
import { fieldsOf, bodyWith } from '../../support/server/hostile.ts';
import { bytes, type Person } from '../../support/server/person.ts';
import { TestEnv } from '../../support/server/portal.ts';
import { everyRow, everyText } from '../../support/server/rows.ts';
import { file, kind } from '../../support/server/seal-record.ts';
import { World } from '../../support/server/world.ts';
import { publication, periodsFrom, thisPeriod, today, signedChunk } from '../../support/server/writing.ts';

let testEnv: TestEnv;
let theirs: readonly string[] = [];
let chunk = '';
const callers = new Map<string, Browser>();
const acts = (Object.keys(wire) as ActName[]).filter((act) => fieldsOf(wire[act].body, isId).length > 0);

function isId(shape: { readonly minLength?: number; readonly maxLength?: number }): boolean {
  return shape.minLength === 22 && shape.maxLength === 22;
}

/** Whose objects the others ask for: one of each kind that a member has. */
async function give(world: World, anna: Person): Promise<void> {
  await file(world, { kind: kind('card'), author: anna, owner: anna, content: utf8('a card') });
  await anna.browser.call('threads/publish', publication(world, anna, 1, periodsFrom(thisPeriod(), 2)));
  const [id, share] = [toId<ChunkId>(bytes(16)), key32(bytes(32))];
  chunk = id;
  const place = { rootfp: world.rootfp, member: anna.member, chunk: id };
  const sealed = toBase64url(sealChunk(anna.accountSecret, share, place, utf8('hers'), bytes(32)));
  const kept = { chunk, kind: 'state' as const, day: today(), version: 0, sealed, share: toBase64url(share) };
  await anna.browser.call('threads/keep', signedChunk(world, anna, kept));
}

beforeAll(async () => {
  testEnv = await TestEnv.open();
  const world = await World.found(testEnv.client, await testEnv.link());
  const [anna, berta, lost] = [
    await world.addMember('participant'),
    await world.addMember('participant'),
    await world.addMember('participant'),
  ];
  const staff = await world.addMember('staff');
  await give(world, anna);
  await world.mintInvite('participant');
  await lost.loginWithCard();
  callers.set('member', berta.browser).set('card', lost.browser).set('staff', staff.browser);
  callers.set('officer', world.founder.browser).set('owner', anna.browser);
  const own = [berta, lost, staff, world.founder].map(({ member }) => String(member));
  theirs = (await everyText(testEnv.urls.ownerUrl)).filter((text) => text.length === 22 && !own.includes(text));
});
afterAll(() => testEnv.close());

const may = {
  public: ['member', 'card', 'staff'],
  member: ['member', 'card', 'staff'],
  card: ['card'],
  staff: ['staff'],
  officer: [],
} as const;

async function answer(caller: string, act: ActName, body: string): Promise<readonly [number, string]> {
  const { status, text } = await (callers.get(caller) as Browser).raw(`/api/${act}`, body);
  return [status, status === 200 ? '' : (JSON.parse(text) as { code: string }).code];
}

const cases = acts.flatMap((act) => may[wire[act].access].map((caller) => [act, caller] as const));

describe('an object of somebody else', () => {
  it('is there to be asked for', async () => {
    expect(theirs.length).toBeGreaterThan(5);
    expect(await answer('owner', 'threads/chunk', JSON.stringify({ chunk }))).toEqual([200, '']);
    expect((await answer('member', 'threads/chunk', JSON.stringify({ chunk })))[0]).toBe(
      (await answer('member', 'threads/chunk', JSON.stringify({ chunk: toBase64url(bytes(16)) })))[0],
    );
  });

  it.each(cases)('%s answers the %s as if it were not there', async (act, caller) => {
    const before = await everyRow(testEnv.urls.ownerUrl);
    let wrote = false;
    for (const field of fieldsOf(wire[act].body, isId)) {
      const ask = async (id: string) => {
        const [status, code] = await answer(caller, act, bodyWith(wire[act].body, field, id));
        wrote ||= status === 200;
        return [status, code];
      };
      const unknown = await ask(randomBytes(16).toString('base64url'));
      for (const id of theirs) expect(await ask(id), `${act} ${field} = ${id}`).toEqual(unknown);
    }
    if (!wrote) expect(await everyRow(testEnv.urls.ownerUrl)).toBe(before);
  });
});
