/**
 * P36. Lists of records: whole, in pages, in the order of the log. What one author writes, or plants in the database, hides
 * and slows nobody else's. Each with its control and with a portal from which the check was removed.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { limits } from '#protocol/core/limits.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import { leafTag } from '#protocol/log/leaf.ts';
import { bodyCodec, recordDigest, sealedRecord } from '#protocol/records/record.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { Refusal } from '../../../../server/errors.ts';
import { withClient } from '../../../../tools/postgres-roles.ts';
import { mutantModule } from '../../../support/attacks/mutant.ts';
import { bytes, type Person } from '../../../support/server/person.ts';
import { plantRows } from '../../../support/server/planted-rows.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import {
  desk,
  file,
  itemOf,
  kind,
  open,
  prepareOpening,
  retire,
  seal,
  type Filed,
} from '../../../support/server/seal-record.ts';
import { World } from '../../../support/server/world.ts';
import { thisMonth } from '../../../support/this-month.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

const travel = desk('travel');
let testEnv: TestEnv;
let world: World;
let staff: Person;
let visa: Person;
let anna: Person;
let evil: Person;
let own: Filed;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  staff = await world.addMember('staff', travel);
  visa = await world.addMember('staff', desk('visa'));
  await world.mintEpoch(travel, staff);
  await world.mintMonth(thisMonth());
  anna = await world.addMember('participant');
  evil = await world.addMember('participant');
  own = await file(world, filing(anna));
});
afterAll(() => testEnv.close());

const filing = (author: Person, text = 'a journey') => ({
  kind: kind('travel'),
  author,
  owner: author,
  content: utf8(text),
});
const restart = (patch: string) => testEnv.restart(<T>(path: string) => mutantModule<T>(patch, path));

type Page = Reply<'records/mine'>;
/** To the end, as clients read. */
async function all(ask: (after: number) => Promise<Page>): Promise<readonly Page[]> {
  const pages: Page[] = [];
  for (let after = 0; ;) {
    const page = await ask(after);
    pages.push(page);
    if (page.end) return pages;
    after = page.upTo;
  }
}
const mine = (of: Person) => all((after) => of.browser.call('records/mine', { after }));
const queue = () => all((after) => staff.browser.call('records/desk', { desk: travel, after }));
const leavesOf = (pages: readonly Page[]) => pages.flatMap(({ records }) => records.map(({ leaf }) => leaf));

const asApp = (text: string, values: readonly unknown[]) =>
  withClient(testEnv.urls.appUrl, (client) => client.query(text, [...values]));

/** Rows of garbage that say that they are later revisions of that record, or records of their own beside it. */
const plant = (of: Filed, count: number, record?: string) =>
  plantRows(testEnv.urls.appUrl, { like: of.sealed.digest, count, ...(record === undefined ? {} : { record }) });

/** How many questions about records the database is asked meanwhile. */
async function questions(act: () => Promise<unknown>): Promise<number> {
  const asked = vi.spyOn(testEnv.db.getExecutor(), 'executeQuery');
  await act();
  const about = asked.mock.calls.filter(([{ sql }]) => /"(?:record|desk_wrap)"/u.test(sql));
  asked.mockRestore();
  return about.length;
}

describe('a list that is longer than a page', () => {
  // A page holds four megabytes.
  const people = 16;
  const content = new Uint8Array(130_000);

  beforeAll(async () => {
    for (let at = 0; at < people; at += 1) {
      const about = await world.addMember('participant');
      await file(world, { kind: kind('case-travel'), author: staff, desk: travel, about, content });
      await file(world, { kind: kind('itinerary'), author: staff, owner: about, content });
    }
    own = await file(world, { ...filing(anna, 'later'), before: own });
  });

  it('is read to its end, in the order of the log, which nobody chooses', async () => {
    const pages = await queue();
    expect(pages.map(({ end }) => end)).toEqual([...pages.slice(1).map(() => false), true]);
    expect(pages.length).toBeGreaterThan(1);
    const leaves = leavesOf(pages);
    expect(leaves).toEqual(leaves.toSorted((a, b) => a - b));
    expect(leaves).toHaveLength(2 * people + 1);
    // Her own is the newest in the log, and so the last.
    expect(leaves.at(-1)).toBe(own.leaf);
    expect(pages.every(({ records }) => records.length <= limits.linesPerPage)).toBe(true);
  });

  it('would lose her own where the first page said that it was all', async () => {
    await restart('list-cut');
    expect(leavesOf(await queue())).not.toContain(own.leaf);
    await testEnv.restart();
    expect(leavesOf(await queue())).toContain(own.leaf);
  });

  it('is a history, too', async () => {
    const first = await anna.browser.call('records/history', { record: own.record, after: 0 });
    expect(first.revisions.map(({ revision }) => revision)).toEqual([1, 2]);
    expect(first.end).toBe(true);
    const after = first.revisions[0]?.leaf ?? 0;
    const later = await anna.browser.call('records/history', { record: own.record, after });
    expect(later.revisions.map(({ revision }) => revision)).toEqual([2]);
  });
});

describe('ten thousand records by one author', () => {
  it("cost another team's queue no question more", async () => {
    await queue();
    const [before, seen] = [await questions(queue), leavesOf(await queue())];
    expect(before).toBeGreaterThan(0);
    const closed = await file(world, { kind: kind('card'), author: evil, owner: evil, content: utf8('mine') });
    await file(world, { ...filing(evil), kind: kind('card'), before: closed, header: { readers: [] } });
    await plant(closed, 10_000);
    // They are read when the portal starts.
    await testEnv.restart();
    await mine(anna);
    // Not one of them is read.
    expect(await questions(() => mine(evil))).toBeLessThan(10);
    await queue();
    expect(await questions(queue)).toBe(before);
    expect(leavesOf(await queue())).toEqual(seen);
  });
});

describe('rows of garbage, planted with the portal’s role', () => {
  let planted: Filed;
  beforeAll(async () => {
    planted = await file(world, filing(evil));
  });

  it('take no place: she reads her own, saves the next revision, and is told how many were set aside', async () => {
    expect((await mine(anna)).at(-1)?.setAside).toBe(0);
    await plant(own, 3, own.record);
    own = await file(world, { ...filing(anna, 'after the junk'), before: own });
    expect(leavesOf(await mine(anna))).toContain(own.leaf);
    // Those that stand behind what was read already are seen at the next start.
    await testEnv.restart();
    const pages = await mine(anna);
    expect(leavesOf(pages)).toContain(own.leaf);
    expect(pages.at(-1)?.setAside).toBe(3);
  });

  it('and copies of a true row in another place are none of it either', async () => {
    await asApp(
      `insert into record (record, revision, kind, owner, desk, about, author, gated, readers, digest, bytes, content, leaf, commitment)
       select record, 9, kind, owner, desk, about, author, gated, readers, sha256(digest), bytes, content, 0, commitment
       from record where digest = $1`,
      [Buffer.from(own.sealed.digest)],
    );
    await testEnv.restart();
    expect(leavesOf(await mine(anna))).toContain(own.leaf);
    expect(leavesOf(await mine(anna))).not.toContain(0);
  });

  it('close no queue, and where the portal believed its rows she could not save, and would be shown junk', async () => {
    await plant(planted, 5);
    await plant(own, 2, own.record);
    await testEnv.restart();
    const pages = await queue();
    expect(leavesOf(pages)).toEqual(expect.arrayContaining([own.leaf, planted.leaf]));
    // With the ten thousand and the four of before, which name this team as well.
    expect(pages.at(-1)?.setAside).toBe(10_011);
    await restart('row-believed');
    const next = { ...filing(anna, 'one more'), before: own };
    expect(await anna.browser.refused('records/put', { items: [itemOf(seal(world, next))] })).toBe('record-conflict');
    const junk = (await queue()).flatMap(({ records }) => records.filter(({ record }) => record === 'AA'));
    expect(junk.length).toBeGreaterThan(0);
    await testEnv.restart();
    own = await file(world, next);
  });
});

describe("an author's day", () => {
  const saved = (of: Person) =>
    file(world, filing(of)).then(
      () => 'not refused',
      (error: Error) => /[a-z-]+$/u.exec(error.message)?.[0],
    );
  const logSize = () => testEnv.built.portal.publisher.tree.size;
  type What = 'revisions' | 'statements' | 'openings' | 'written' | 'asked';
  /** All but `left` of a guest's day. */
  const useUp = (of: Person, what: What, left: number) => {
    const { quota } = testEnv.built.portal.threads;
    for (let step = 2 ** 25; step >= 1; step /= 2) while (quota.take(of.member, what, step));
    quota.giveBack(of.member, what, left);
  };

  it('has so many revisions, and she alone is refused the next, until the next UTC day', async () => {
    useUp(evil, 'revisions', 1);
    const two = ['notes', 'agenda'].map((name) => itemOf(seal(world, { ...filing(evil), kind: kind(name) })));
    expect(await evil.browser.refused('records/put', { items: two })).toBe('day-full');
    expect(await saved(evil)).toBe('not refused');
    expect(await saved(evil)).toBe('day-full');
    expect(await saved(anna)).toBe('not refused');
    await testEnv.restart();
    expect(await saved(evil)).toBe('day-full');
    await restart('endless-day');
    expect(await saved(evil)).toBe('not refused');
    await testEnv.restart();
    testEnv.wrongFromNow(24 * 3_600_000);
    expect(testEnv.built.portal.threads.quota.take(evil.member, 'revisions', 1)).toBe(true);
    vi.useRealTimers();
  });

  it('has so many closings and openings; what is refused is not in the log', async () => {
    const before = await file(world, filing(anna));
    const filed = await file(world, { ...filing(anna), before });
    expect((await open(world, staff, travel, [filed])).contents).toHaveLength(1);
    useUp(anna, 'statements', 0);
    useUp(staff, 'openings', 0);
    const size = logSize();
    await expect(retire(world, anna, filed, 2)).rejects.toThrow('day-full');
    const asked = await prepareOpening(world, staff, travel, [filed]);
    expect(await staff.browser.refused('openings/ask', asked.body)).toBe('day-full');
    expect(logSize()).toBe(size);
    await restart('endless-day');
    const again = await prepareOpening(world, staff, travel, [filed]);
    expect(await staff.browser.refused('openings/ask', again.body)).toBe('not refused');
    await testEnv.restart();
  });

  it('has so many bytes of records, and so many leaves to ask for', async () => {
    const ben = await world.addMember('participant');
    const [first, second] = ['notes', 'agenda'].map((name) => seal(world, { ...filing(ben), kind: kind(name) }));
    const bytesOf = ({ sealed }: Filed) =>
      sealed.deskWraps.reduce((sum, wrap) => sum + wrap.length, sealed.record.length + sealed.content.length);
    useUp(ben, 'written', bytesOf(first as Filed));
    const items = [first, second].map((each) => itemOf(each as Filed));
    expect(await ben.browser.refused('records/put', { items })).toBe('day-full');
    await ben.browser.call('records/put', { items: items.slice(0, 1) });
    expect(await ben.browser.refused('records/put', { items: items.slice(1) })).toBe('day-full');
    // What is written of it is rounded up, so that a start forgives nothing.
    await testEnv.restart();
    expect(await ben.browser.refused('records/put', { items: items.slice(1) })).toBe('day-full');
    useUp(ben, 'asked', 1);
    const [one, other] = [1, 2].map((leaf) => ({ leaf, tagKey: toBase64url(new Uint8Array(32).fill(1)) }));
    const askedFor = (item: unknown) => ben.browser.refused('log/object', { items: [item as never] });
    // The same leaf costs once: what others put in her place is asked for at each visit.
    expect([await askedFor(one), await askedFor(one)]).toEqual(['not refused', 'not refused']);
    expect([await askedFor(other), await askedFor(one)]).toEqual(['day-full', 'not refused']);
    expect(await saved(anna)).toBe('not refused');
    await restart('asked-each-time');
    useUp(ben, 'asked', 1);
    expect([await askedFor(one), await askedFor(one)]).toEqual(['not refused', 'day-full']);
    await testEnv.restart();
  });

  it('is not spent on wraps that hold something else than shares: every reader would fetch them', async () => {
    const ben = await world.addMember('participant');
    const own = seal(world, { ...filing(ben), kind: kind('notes') });
    const body = bodyCodec.parse(sealedRecord.parse(own.sealed.record).body);
    if (body.ownerWrap === undefined) throw new Error('no owner wrap');
    const fat = bodyCodec.encode({ ...body, ownerWrap: { ...body.ownerWrap, box: bytes(150_000) } });
    const digest = recordDigest(fat);
    const signature = signDetached(ben.keys.sign.secretKey, tuple('dd1/sig/record', world.rootfp, digest));
    const tag = toBase64url(leafTag(own.input.secrets.tagKey, world.rootfp, digest.slice(0, 16)));
    const record = toBase64url(sealedRecord.encode({ body: fat, signature }));
    const items = [{ ...itemOf(own), record, tag, deskWraps: [] }];
    expect(await ben.browser.refused('records/put', { items })).toBe('wrong-length');
    await restart('wrap-of-any-size');
    expect(await ben.browser.refused('records/put', { items })).toBe('not refused');
    await testEnv.restart();
  });

  it('has a minute of rest after a hundred that were refused for her fault', async () => {
    const ben = await world.addMember('participant');
    const { quota } = testEnv.built.portal.threads;
    const writer = { member: ben.member, role: 'participant' } as const;
    const fail = (error: Error) =>
      quota.spend(writer, 'revisions', 1, () => Promise.reject(error)).catch((caught: unknown) => caught);
    // The database's fault is not hers.
    for (let i = 0; i < 200; i += 1) await fail(new Refusal('database-away'));
    expect(await fail(new Refusal('record-conflict'))).toMatchObject({ code: 'record-conflict' });
    for (let i = 0; i < 99; i += 1) await fail(new Refusal('record-conflict'));
    expect(await fail(new Refusal('record-conflict'))).toMatchObject({ code: 'throttled' });
    expect(await saved(ben)).toBe('throttled');
    expect(await saved(anna)).toBe('not refused');
  });

  it('gives back what was refused for another reason', async () => {
    const taken = vi.spyOn(testEnv.built.portal.threads.quota, 'giveBack');
    const filed = await file(world, filing(anna));
    const unseen = itemOf(seal(world, { ...filing(anna), header: { seen: filed.leaf } }));
    expect(await anna.browser.refused('records/put', { items: [unseen] })).toBe('record-conflict');
    expect(taken).toHaveBeenCalledWith(anna.member, 'revisions', 1);
    taken.mockRestore();
  });
});

describe('what is not there and what is not hers', () => {
  it('get one answer, after the same questions', async () => {
    const hers = await file(world, filing(anna));
    const nowhere = seal(world, { ...filing(anna), kind: kind('notes') });
    const history = (record: string) => visa.browser.refused('records/history', { record, after: 0 });
    expect([await history(hers.record), await history(nowhere.record)]).toEqual(['forbidden', 'forbidden']);
    const closing = async (filed: Filed) =>
      retire(world, evil, filed, 1).then(
        () => 'not refused',
        (error: Error) => error.message,
      );
    expect(await closing(hers)).toBe(await closing(nowhere));
    const asked = async (filed: Filed) =>
      visa.browser.refused('openings/ask', (await prepareOpening(world, visa, desk('visa'), [filed])).body);
    expect([await asked(hers), await asked(nowhere)]).toEqual(['opening-desk', 'opening-desk']);
    expect(toBase64url(hers.sealed.digest)).not.toBe(toBase64url(nowhere.sealed.digest));
  });
});
