/** One place for each record: its id, its leaf, who may write there, and what a leaf's own key brings (protocol §5). */
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { programmeDesk } from '#protocol/core/ids.ts';
import { readLeaf } from '#protocol/log/leaf.ts';
import type { DeskShares } from '#protocol/records/unwrap.ts';
import { signDeskWrap } from '#protocol/records/seal.ts';
import { signRetire, verifyReceipt, signedRetire, retireDigest } from '#protocol/records/retire.ts';
import { verifyRecord } from '#protocol/records/verify.ts';
import { currentEpoch } from '#protocol/roster/roster-state.ts';
import { key32 } from '#protocol/crypto/sodium.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { bytes, type Person } from '../../../support/server/person.ts';
import { desk, file, itemOf, kind, seal, type Filed, retire, seenBy } from '../../../support/server/seal-record.ts';
import { World } from '../../../support/server/world.ts';

let testEnv: TestEnv;
let world: World;
let anna: Person;
let ben: Person;
let staff: Person;
let colleague: Person;
let visa: Person;
const travel = desk('travel');

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  staff = await world.addMember('staff', travel);
  visa = await world.addMember('staff', desk('visa'));
  await world.mintEpoch(travel, staff);
  await world.mintEpoch(desk('visa'), visa);
  anna = await world.addMember('participant');
  ben = await world.addMember('participant');
});
afterAll(() => testEnv.close());

const own = (author: Person, of: string, text = 'x') => ({
  kind: kind(of),
  author,
  owner: author,
  content: utf8(text),
});
const put = (author: Person, filed: Filed) => author.browser.refused('records/put', { items: [itemOf(filed)] });
/** Put, and shown by the log: the next one has seen it. */
async function shown(author: Person, filed: Filed): Promise<void> {
  const { leaves } = await author.browser.call('records/put', { items: [itemOf(filed)] });
  filed.leaf = leaves[0] as number;
  await seenBy(author, filed.leaf);
}
async function leafAt(at: number) {
  const { leaves } = await anna.browser.call('log/leaves', { from: at, count: 1 });
  return readLeaf(fromBase64url(leaves));
}

describe('records/put', () => {
  it('gives standing records and the programme leaves of their own type', async () => {
    expect((await leafAt((await file(world, own(anna, 'inbox'))).leaf))?.type).toBe('standing');
    expect((await leafAt((await file(world, own(anna, 'tags-travel'))).leaf))?.type).toBe('standing');
    expect((await leafAt((await file(world, own(anna, 'card'))).leaf))?.type).toBe('record');
  });

  it('refuses another id, another tag under a public key, and an inbox of somebody else, in this order', async () => {
    const moved = seal(world, { ...own(anna, 'card'), header: { record: toBase64url(bytes(16)) as never } });
    expect(await put(anna, moved)).toBe('record-place');
    const hidden = seal(world, own(ben, 'inbox'));
    const item = { ...itemOf(hidden), tag: toBase64url(bytes(16)) };
    expect(await ben.browser.refused('records/put', { items: [item] })).toBe('record-tag');
    const secret = seal(world, { ...own(ben, 'inbox'), tagKey: key32(bytes(32)) });
    expect(await put(ben, secret)).toBe('record-tag');
    const foreign = seal(world, { ...own(ben, 'inbox'), author: anna });
    expect(await put(anna, foreign)).toBe('record-author');
    const both = seal(world, {
      ...own(ben, 'inbox'),
      author: anna,
      header: { record: toBase64url(bytes(16)) as never },
    });
    expect(await put(anna, both)).toBe('record-author');
    // Only then what is there already: nobody learns it from a refusal.
    const second = seal(world, { ...own(anna, 'inbox'), header: { seen: 0 } });
    expect(await put(anna, second)).toBe('record-conflict');
  });

  it('refuses a first revision where there is one already, no matter who writes it', async () => {
    const journey = { kind: kind('itinerary'), author: staff, owner: anna, content: utf8('by train') };
    const first = seal(world, journey);
    expect(await put(staff, first)).toBe('not refused');
    const other = seal(world, { ...journey, content: utf8('by car') });
    expect(await put(staff, other)).toBe('record-conflict');
    const byVisa = seal(world, { ...journey, author: visa });
    expect(await put(visa, byVisa)).toBe('record-author');
  });

  it('refuses what its author wrote for others, and wrapped for none of the teams that read it', async () => {
    const journey = {
      kind: kind('itinerary'),
      author: staff,
      owner: await world.addMember('participant'),
      content: utf8('by train'),
    };
    const bare = { ...itemOf(seal(world, journey)), deskWraps: [] };
    expect(await staff.browser.refused('records/put', { items: [bare] })).toBe('desk-key');
    expect(await put(staff, seal(world, journey))).toBe('not refused');
    // Her own opens for her in any case.
    const mine = { ...itemOf(seal(world, own(anna, 'reach'))), deskWraps: [] };
    expect(await anna.browser.refused('records/put', { items: [mine] })).toBe('not refused');
  });

  it('takes one of a place in one request, and compares no numbers', async () => {
    const of = own(ben, 'notes');
    const [first, twin] = [seal(world, of), seal(world, of)];
    const both = (...filed: Filed[]) => ben.browser.refused('records/put', { items: filed.map(itemOf) });
    expect(await both(first, twin)).toBe('record-conflict');
    await shown(ben, first);
    const again = seal(world, { ...of, before: first, header: { revision: 1 } });
    await shown(ben, again);
    const last = (seen: number) => seal(world, { ...of, before: again, header: { revision: 3, seen } });
    expect(await put(ben, last(again.leaf))).toBe('record-conflict');
    expect(await put(ben, last(again.leaf + 1))).toBe('not refused');
  });

  it('answers who asks again, because no answer came, with the leaf that it has', async () => {
    const made = seal(world, own(ben, 'agenda'));
    const ask = () => ben.browser.call('records/put', { items: [itemOf(made)] });
    const { leaves } = await ask();
    await seenBy(ben, leaves[0] as number);
    expect(await ask()).toEqual({ leaves, receipts: [] });
  });

  it('takes no next one whose author had not seen a closing', async () => {
    const first = await file(world, own(ben, 'travel'));
    const { leaf } = await retire(world, ben, first, 1);
    expect(await put(ben, seal(world, { ...own(ben, 'travel'), header: { seen: leaf } }))).toBe('record-conflict');
    expect(await put(ben, seal(world, { ...own(ben, 'travel'), header: { seen: leaf + 1 } }))).toBe('not refused');
  });

  it('takes one of two next revisions that are committed together', async () => {
    const of = { kind: kind('itinerary'), owner: ben };
    const first = seal(world, { ...of, author: staff, content: utf8('by train') });
    await shown(staff, first);
    const next = ['by bus', 'by car'].map((text) =>
      seal(world, { ...of, author: staff, before: first, content: utf8(text) }),
    );
    // A commit that lasts, so that both wait for the next one.
    const { commits } = testEnv.built.portal;
    const { promise, resolve } = Promise.withResolvers<void>();
    const lasting = commits.commit(
      () => promise,
      () => [],
    );
    const answers = next.map((filed) => put(staff, filed));
    await pause(500);
    resolve();
    await lasting;
    expect((await Promise.all(answers)).toSorted()).toEqual(['not refused', 'record-conflict']);
  });

  it('closes in the same act, and answers the receipt', async () => {
    const first = await file(world, own(ben, 'reach'));
    const next = seal(world, own(ben, 'reach', 'newer'));
    const closing = (lowestLive: number) => {
      const statement = {
        rootfp: world.rootfp,
        record: first.record,
        lowestLive,
        signer: ben.member,
        time: Date.now(),
      };
      return signRetire(statement, ben.keys.sign.secretKey, first.input.secrets.tagKey);
    };
    const asked = (made: ReturnType<typeof closing>) => ({
      items: [itemOf(next)],
      retires: [{ retire: toBase64url(made.bytes), tag: toBase64url(made.leaf.tag) }],
    });
    // None of it, if the closing may not be.
    expect(await ben.browser.refused('records/put', asked(closing(3)))).toBe('record-expected');
    const made = closing(2);
    const { leaves, receipts } = await ben.browser.call('records/put', asked(made));
    const [receipt] = receipts;
    expect(receipt?.leaf).toBe((leaves[0] as number) + 1);
    const digest = retireDigest(signedRetire.parse(made.bytes).retire);
    const sent = { record: first.record, lowestLive: 2, digest };
    const [statement, signature] = [receipt?.receipt ?? '', receipt?.signature ?? ''].map(fromBase64url);
    expect(verifyReceipt(world.roster, statement!, signature!, sent).leaf).toBe(receipt?.leaf);
  });

  it('takes a closing while the witness is away, and brings it later', async () => {
    const first = await file(world, own(anna, 'notes'));
    const next = seal(world, own(anna, 'notes', 'newer'));
    const { record } = first;
    const statement = { rootfp: world.rootfp, record, lowestLive: 2, signer: anna.member, time: Date.now() };
    const made = signRetire(statement, anna.keys.sign.secretKey, first.input.secrets.tagKey);
    await testEnv.witness.kill();
    const { leaves, receipts } = await anna.browser.call('records/put', {
      items: [itemOf(next)],
      retires: [{ retire: toBase64url(made.bytes), tag: toBase64url(made.leaf.tag) }],
    });
    expect(receipts).toEqual([null]);
    const at = (leaves[0] as number) + 1;
    await testEnv.witness.start();
    await testEnv.built.portal.publisher.published(at);
    testEnv.built.portal.receipts.bringLater();
    const kept = () => testEnv.db.selectFrom('retired').select('receipt').where('leaf', '=', at).executeTakeFirst();
    await expect.poll(async () => (await kept())?.receipt?.length ?? 0).toBeGreaterThan(0);
  });

  it('does not close what stands under a public tag', async () => {
    const inbox = await file(world, own(anna, 'inbox'));
    const { record, input } = inbox;
    const statement = { rootfp: world.rootfp, record, lowestLive: 1, signer: anna.member, time: Date.now() };
    const made = signRetire(statement, anna.keys.sign.secretKey, input.secrets.tagKey);
    const items = [{ retire: toBase64url(made.bytes), tag: toBase64url(made.leaf.tag) }];
    expect(await anna.browser.refused('records/retire', { items })).toBe('record-expected');
  });
});

describe('log/object', () => {
  const ask = async (person: Person, leaf: number, tagKey: Uint8Array) =>
    (await person.browser.call('log/object', { items: [{ leaf, tagKey: toBase64url(tagKey) }] })).objects[0];

  it('answers who knows the key, and nobody else', async () => {
    const filed = await file(world, own(anna, 'travel', 'passport'));
    const { tagKey } = filed.input.secrets;
    expect(await ask(ben, filed.leaf, tagKey)).toMatchObject({
      object: toBase64url(filed.sealed.record),
      content: null,
    });
    expect(await ask(ben, filed.leaf, bytes(32))).toBeNull();
    expect(await ask(ben, filed.leaf + 1000, tagKey)).toBeNull();
    expect(await ask(ben, 0, tagKey)).toBeNull();
  });

  it('gives content and wraps only to readers, and of a gated kind the content to its owner alone', async () => {
    const gated = await file(world, own(anna, 'travel', 'passport'));
    const { sealed, input } = gated;
    const deskWraps = sealed.deskWraps.map(toBase64url);
    const content = toBase64url(sealed.content);
    expect(await ask(anna, gated.leaf, input.secrets.tagKey)).toMatchObject({ content, deskWraps });
    expect(await ask(staff, gated.leaf, input.secrets.tagKey)).toMatchObject({ content: null, deskWraps });
    expect(await ask(ben, gated.leaf, input.secrets.tagKey)).toMatchObject({ content: null, deskWraps: [] });
    const tags = await file(world, own(anna, 'tags-travel', 'keys'));
    const whole = { content: toBase64url(tags.sealed.content), deskWraps: tags.sealed.deskWraps.map(toBase64url) };
    for (const reader of [anna, staff])
      expect(await ask(reader, tags.leaf, tags.input.secrets.tagKey)).toMatchObject(whole);
    const nothing = { content: null, deskWraps: [] };
    for (const other of [ben, visa])
      expect(await ask(other, tags.leaf, tags.input.secrets.tagKey)).toMatchObject(nothing);
  });
});

describe('records/wrap', () => {
  it('lets a member of the desk add a wrap for its present key, and nobody else', async () => {
    const filed = await file(world, {
      kind: kind('case-travel'),
      author: staff,
      desk: travel,
      about: ben,
      content: utf8('case'),
    });
    colleague = await world.addMember('staff', travel);
    await world.mintEpoch(travel, staff);
    const verified = verifyRecord(world.roster, filed.sealed.record, filed.leaf, {});
    const epoch = currentEpoch(world.roster, travel)!.epoch;
    const { publicKey } = world.desks.get(travel)!.pair;
    const by = (signer: Person, secrets: DeskShares = filed.input.secrets) =>
      toBase64url(
        signDeskWrap(
          { ...verified, rootfp: world.rootfp },
          secrets,
          { desk: travel, epoch, publicKey },
          signer.member,
          signer.keys.sign.secretKey,
        ),
      );
    const wrapsShown = async () => {
      const { records } = await colleague.browser.call('records/desk', { desk: travel, after: 0 });
      return records.find(({ leaf }) => leaf === filed.leaf)?.deskWraps.length;
    };
    expect(await wrapsShown()).toBe(1);
    expect(await visa.browser.refused('records/wrap', { wraps: [by(visa)] })).toBe('wrap-signature');
    expect(await visa.browser.refused('records/wrap', { wraps: [by(staff)] })).toBe('wrap-signature');
    await staff.browser.call('records/wrap', { wraps: [by(staff)] });
    await staff.browser.call('records/wrap', { wraps: [by(staff)] });
    expect(await wrapsShown()).toBe(2);
    // Of one signer the first stays; junk of hers takes no place from another's.
    const junk = { ...filed.input.secrets, deskShare: key32(bytes(32)) };
    expect(await staff.browser.refused('records/wrap', { wraps: [by(staff, junk)] })).toBe('record-conflict');
    await colleague.browser.call('records/wrap', { wraps: [by(colleague, junk)] });
    expect(await wrapsShown()).toBe(3);
    expect(await colleague.browser.refused('records/wrap', { wraps: [by(colleague)] })).toBe('record-conflict');
    expect(await wrapsShown()).toBe(3);
  });
});

it('the programme has one place, under a tag that everybody knows', async () => {
  const elin = await world.addMember('staff', programmeDesk);
  const first = await file(world, { kind: kind('programme'), author: elin, desk: programmeDesk, content: utf8('1') });
  expect((await leafAt(first.leaf))?.type).toBe('programme');
});
