import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { verifyCheckpoint, verifyCosignature } from '#protocol/log/checkpoint.ts';
import { logBodyContext, logViewContext, verifyLogBody, verifyLogView } from '#protocol/openings/log-lines.ts';
import { unwrap, wrapCodec } from '#protocol/crypto/wrap.ts';
import type { KeyPair } from '#protocol/crypto/sodium.ts';
import { desk, file, kind, open, prepareOpening, retire, type Filed } from '../../../support/server/seal-record.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import type { Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';
import { thisMonth } from '../../../support/this-month.ts';

let testEnv: TestEnv;
let world: World;
let staff: Person;
let visa: Person;
let anna: Person;
let ben: Person;
let filed: Filed;
const travel = desk('travel');
const about = (author: Person, text: string) => ({ kind: kind('travel'), author, owner: author, content: utf8(text) });

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  staff = await world.addMember('staff', travel);
  visa = await world.addMember('staff', desk('visa'));
  await world.mintEpoch(travel, staff);
  await world.mintMonth(thisMonth());
  anna = await world.addMember('participant');
  ben = await world.addMember('participant');
  filed = await file(world, about(anna, 'passport'));
});
afterAll(() => testEnv.close());

const logSize = async () => (await testEnv.db.selectFrom('log_head').select('size').executeTakeFirstOrThrow()).size;

describe('an opening', () => {
  it('gives the content under a cosigned checkpoint that covers its entries', async () => {
    const second = await file(world, about(ben, 'ticket'));
    const { reply, contents } = await open(world, staff, travel, [filed, second]);
    expect(contents).toEqual([utf8('passport'), utf8('ticket')]);
    const note = verifyCheckpoint(reply.note, world.roster.genesis.log);
    expect(verifyCosignature(note, world.witness)).toBeGreaterThan(0);
    expect(note.checkpoint.size).toBeGreaterThan(reply.items[1]?.leaf ?? Infinity);
  });

  it('is read by the officers and by the owner, and by nobody else', async () => {
    const { reply } = await open(world, staff, travel, [filed]);
    const leaf = reply.items[0]?.leaf as number;
    const { leaves } = await anna.browser.call('log/leaves', { from: leaf, count: 1 });
    const { bodies } = await world.founder.browser.call('log/bodies', { from: leaf });
    const sealed = wrapCodec.parse(fromBase64url(bodies[0]?.wrap ?? ''));
    const month = world.months.get(thisMonth()) as KeyPair;
    const plain = unwrap(month, sealed, logBodyContext(world.rootfp, leaf));
    const body = verifyLogBody(plain, leaf, fromBase64url(leaves), world.roster);
    expect(body).toMatchObject({ opening: { requester: staff.member }, outcome: { word: 'released' } });
    const { views } = await anna.browser.call('log/views', { from: 0 });
    const own = wrapCodec.parse(fromBase64url(views.find((view) => view.leaf === leaf)?.wrap ?? ''));
    const view = unwrap(anna.keys.seal, own, logViewContext(world.rootfp, leaf));
    const read = verifyLogView(view, leaf, fromBase64url(leaves), world.roster, () => [filed.input.secrets.tagKey]);
    expect(read).toMatchObject({ view: { person: anna.member }, outcome: { word: 'released' }, tagCompared: true });
    expect((await staff.browser.call('log/views', { from: 0 })).views).toEqual([]);
    expect(await staff.browser.refused('log/bodies', { from: 0 })).toBe('forbidden');
  });

  it('is refused before anything is appended: another desk, another requester, another revision', async () => {
    const before = await logSize();
    const wrongDesk = await prepareOpening(world, visa, desk('visa'), [filed]);
    expect(await visa.browser.refused('openings/ask', wrongDesk.body)).toBe('opening-desk');
    const notHers = await prepareOpening(world, visa, travel, [filed]);
    expect(await visa.browser.refused('openings/ask', notHers.body)).toBe('opening-desk');
    const forAnother = await prepareOpening(world, staff, travel, [filed]);
    expect(await visa.browser.refused('openings/ask', forAnother.body)).toBe('opening-requester');
    const digest = new Uint8Array(32);
    const unknown = await prepareOpening(world, staff, travel, [filed], { digest });
    expect(await staff.browser.refused('openings/ask', unknown.body)).toBe('opening-desk');
    expect(await anna.browser.refused('openings/ask', forAnother.body)).toBe('forbidden');
    expect(await logSize()).toBe(before);
  });

  it('is refused when the touch was for something else', async () => {
    const asked = await prepareOpening(world, staff, travel, [filed]);
    const other = await prepareOpening(world, staff, travel, [filed]);
    const swapped = { ...asked.body, assertion: other.body.assertion };
    expect(await staff.browser.refused('openings/ask', swapped)).toBe('assertion-challenge');
  });

  it('is not answered twice for one touch', async () => {
    const asked = await prepareOpening(world, staff, travel, [filed]);
    await staff.browser.call('openings/ask', asked.body);
    expect(await staff.browser.refused('openings/ask', asked.body)).toBe('ceremony-refused');
  });

  it('of a closed revision brings the entry and no content', async () => {
    const old = await file(world, about(ben, 'old'));
    await file(world, { ...about(ben, 'new'), before: old });
    await retire(world, ben, old, old.input.header.revision + 1);
    const { reply, contents } = await open(world, staff, travel, [old, filed]);
    expect(contents).toEqual(['record-retired', utf8('passport')]);
    expect(reply.items[0]?.content).toBeNull();
  });

  it('with a wrong tag is logged, and not released', async () => {
    const asked = await prepareOpening(world, staff, travel, [filed]);
    const items = asked.body.items.map((item) => ({ ...item, tag: toBase64url(new Uint8Array(16)) }));
    const reply = await staff.browser.call('openings/ask', { ...asked.body, items });
    expect(reply.items[0]?.content).toBeNull();
  });

  it('is refused while the witness does not answer: nothing leaves, nothing is appended', async () => {
    const asked = await prepareOpening(world, staff, travel, [filed]);
    await testEnv.witness.kill();
    const before = await logSize();
    expect(await staff.browser.refused('openings/ask', asked.body)).toBe('witness-away');
    expect(await logSize()).toBe(before);
    await testEnv.witness.start();
    expect((await open(world, staff, travel, [filed])).contents).toEqual([utf8('passport')]);
  });
});
