import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { membersSeedContext, openSeed } from '#protocol/openings/desk-seed.ts';
import { communicationsDesk, membersDesk, programmeDesk } from '#protocol/core/ids.ts';
import { encodeLeaf } from '#protocol/log/leaf.ts';
import { publicationLeaf, verifyPublication } from '#protocol/publication/publication.ts';
import { openContent, unwrapAsDesk } from '#protocol/records/unwrap.ts';
import { verifyDeskWrap, verifyRecord } from '#protocol/records/verify.ts';
import { currentEpoch } from '#protocol/roster/roster-state.ts';
import { openRequest, sealRequest } from '#protocol/publication/public-request.ts';
import type { PublicRequest } from '#protocol/publication/request-form.ts';
import { key32, sealKeyPair, type Key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import type { ActName, Body } from '#protocol/wire/wire.ts';
import type { programme as programmeWire } from '#protocol/wire/programme.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import { openDatabase, type Database } from '../../../../server/db.ts';
import { openJournal } from '../../../../server/logger.ts';
import { Expiry } from '../../../../server/expiry.ts';
import { requestSweep } from '../../../../server/programme/store.ts';
import { mintMembersKey, page, programmeOf, publicationOf, seedFor, sentOf } from '../../../support/server/closed.ts';
import { Browser } from '../../../support/server/client.ts';
import { desk, file, itemOf, seenBy, kind } from '../../../support/server/seal-record.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { bytes, type Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';

let testEnv: TestEnv;
let world: World;
let site: Database;
let elin: Person;
let hugo: Person;
let vera: Person;
let tove: Person;
let anna: Person;
let ben: Person;
let seed: Uint8Array;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  site = openDatabase(testEnv.urls.publicUrl, 5);
  world = await World.found(testEnv.client, await testEnv.link());
  elin = await world.addMember('staff', programmeDesk);
  hugo = await world.addMember('staff', programmeDesk);
  vera = await world.addMember('staff', communicationsDesk);
  tove = await world.addMember('staff', desk('travel'));
  anna = await world.addMember('participant');
  await world.mintEpoch(programmeDesk, elin);
  seed = await mintMembersKey(world, elin);
});
afterAll(async () => {
  await site.destroy();
  await testEnv.close();
});

async function pairOf(person: Person): Promise<KeyPair> {
  const { epochs } = await person.browser.call('programme/key', { after: 0 });
  const newest = epochs[0] as (typeof epochs)[number];
  const known = world.roster.desks.get(membersDesk)?.epochs.find((epoch) => epoch.epoch === newest.epoch);
  const wrap = wrapCodec.parse(fromBase64url(newest.wrap));
  const context = membersSeedContext(world.rootfp, newest.epoch);
  return openSeed(person.keys.seal, wrap, context, known?.keyHash ?? new Uint8Array(0));
}

async function readAs(person: Person): Promise<Uint8Array> {
  const pair = await pairOf(person);
  const { programme } = await person.browser.call('programme/read', {});
  if (programme === null) throw new Error('no programme');
  const verified = verifyRecord(world.roster, fromBase64url(programme.record), programme.leaf, {
    kind: kind('programme'),
  });
  const wrap = verifyDeskWrap(world.roster, verified, fromBase64url(programme.deskWraps[0] ?? ''));
  const shares = unwrapAsDesk(verified, wrap, pair);
  return openContent(verified, fromBase64url(programme.content), shares.deskShare, shares.witnessShare as Key32);
}

describe('the members key', () => {
  it('is given to everyone and opens with the account key', async () => {
    const expected = world.desks.get(membersDesk)?.pair.publicKey;
    for (const person of [world.founder, elin, tove, anna]) expect((await pairOf(person)).publicKey).toEqual(expected);
    const asked = { members: [], desks: [{ desk: membersDesk, epoch: 1 }], months: [] };
    const { desks } = await anna.browser.call('roster/keys', asked);
    expect(desks).toEqual([{ desk: membersDesk, epoch: 1, publicKey: toBase64url(expected ?? new Uint8Array(0)) }]);
    expect((await elin.browser.call('roster/seeds', {})).desks.map((held) => held.desk)).toEqual([programmeDesk]);
  });

  it('is made by the programme team only', async () => {
    await expect(mintMembersKey(world, tove)).rejects.toThrow('roster-right');
    await expect(mintMembersKey(world, world.founder)).rejects.toThrow('roster-right');
  });

  it('reaches a newcomer when the team gives it to her', async () => {
    ben = await world.addMember('participant');
    expect((await ben.browser.call('programme/key', { after: 0 })).epochs).toEqual([]);
    const before = await elin.browser.call('programme/holders', {});
    expect(before.members).not.toContain(ben.member);
    expect(before.members).toContain(anna.member);
    const given = { member: ben.member, wrap: await seedFor(world, seed, before.epoch, ben.member) };
    const admit = (changes: Partial<Body<'programme/admit'>>) => ({ epoch: before.epoch, seeds: [given], ...changes });
    expect(await elin.browser.refused('programme/admit', admit({ epoch: 2 }))).toBe('desk-key');
    const stranger = { ...given, member: toBase64url(bytes(16)) };
    expect(await elin.browser.refused('programme/admit', admit({ seeds: [given, stranger] }))).toBe('roster-rule');
    const broken = { ...given, wrap: 'AAAA' };
    expect(await elin.browser.refused('programme/admit', admit({ seeds: [broken] }))).not.toBe('not refused');
    expect((await ben.browser.call('programme/key', { after: 0 })).epochs).toEqual([]);
    await elin.browser.call('programme/admit', admit({}));
    await hugo.browser.call('programme/admit', admit({}));
    expect((await pairOf(ben)).publicKey).toEqual(world.desks.get(membersDesk)?.pair.publicKey);
  });
});

describe('the closed programme', () => {
  it('is read by every member, newest version first', async () => {
    expect((await anna.browser.call('programme/read', {})).programme).toBeNull();
    const first = programmeOf(world, elin, 'version 1');
    const { leaves } = await elin.browser.call('records/put', { items: [itemOf(first)] });
    first.leaf = leaves[0] as number;
    await seenBy(elin, first.leaf);
    expect(await readAs(anna)).toEqual(utf8('version 1'));
    const next = [elin, hugo].map((author) => itemOf(programmeOf(world, author, `by ${author.member}`, first)));
    const answers = await Promise.all([
      elin.browser.refused('records/put', { items: [next[0] as (typeof next)[0]] }),
      hugo.browser.refused('records/put', { items: [next[1] as (typeof next)[0]] }),
    ]);
    expect(answers.toSorted()).toEqual(['not refused', 'record-conflict']);
    const author = answers[0] === 'not refused' ? elin : hugo;
    expect(await readAs(ben)).toEqual(utf8(`by ${author.member}`));
  });

  it('is written by nobody else', async () => {
    const forged = itemOf(programmeOf(world, tove, 'forged'));
    expect(await tove.browser.refused('records/put', { items: [forged] })).toBe('record-author');
    const mine = itemOf(programmeOf(world, anna, 'forged'));
    expect(await anna.browser.refused('records/put', { items: [mine] })).toBe('record-author');
  });

  it('shows in no list of a team, and its history to everyone', async () => {
    const { programme } = await anna.browser.call('programme/read', {});
    const record = verifyRecord(world.roster, fromBase64url(programme?.record ?? ''), programme?.leaf ?? 0, {}).header
      .record;
    expect((await anna.browser.call('records/history', { record, after: 0 })).revisions).toHaveLength(2);
    expect((await tove.browser.call('records/desk', { desk: 'travel', after: 0 })).records).toEqual([]);
  });

  it('has its kinds like any other: choices and answers, agendas, circles, feedback, the site', async () => {
    const own = ['choices', 'agenda', 'feedback'].map((name) => kind(name));
    for (const each of own) await file(world, { kind: each, author: anna, owner: anna, content: utf8(each) });
    for (const each of ['seats', 'circle'].map((name) => kind(name)))
      await file(world, { kind: each, author: elin, owner: anna, content: utf8(each) });
    await file(world, { kind: kind('site'), author: elin, desk: programmeDesk, content: utf8('site') });
    const { records } = await hugo.browser.call('records/desk', { desk: programmeDesk, after: 0 });
    const shown = records.map(({ record, leaf, content }) => {
      const { header } = verifyRecord(world.roster, fromBase64url(record), leaf, {});
      return `${header.kind}${content === null ? ' gated' : ''}`;
    });
    const expected = ['choices gated', 'circle', 'feedback', 'programme', 'seats', 'site'];
    expect(shown.toSorted()).toEqual(expected);
    expect((await anna.browser.call('records/mine', { after: 0 })).records).toHaveLength(5);
  });
});

describe('publishing', () => {
  const state = { seq: 0 };
  const keepUntil = Date.now() + 86_400_000;
  const publish = async (author: Person, change: Parameters<typeof publicationOf>[3] = {}, text = 'hello') => {
    const made = await publicationOf(world, author, [page(text)], { seq: state.seq + 1, ...change });
    const { leaf } = await author.browser.call('programme/publish', sentOf(made));
    state.seq += 1;
    return { ...made, leaf };
  };

  it('is logged, cosigned, and what the public site can read', async () => {
    const { leaf, digest, snapshot } = await publish(elin);
    const { leaves } = await anna.browser.call('log/leaves', { from: leaf, count: 1 });
    expect(fromBase64url(leaves)).toEqual(encodeLeaf(publicationLeaf(digest)));
    await testEnv.built.portal.publisher.published(leaf);
    const row = await site.selectFrom('published').select(['seq', 'digest', 'snapshot', 'rootfp']).executeTakeFirst();
    expect(row).toEqual({ seq: 1, digest, snapshot: fromBase64url(snapshot), rootfp: world.rootfp });
    const { newest, requests } = await hugo.browser.call('programme/published', {});
    expect([newest?.leaf, newest?.snapshot, requests]).toEqual([leaf, snapshot, { seat: 0, press: 0 }]);
  });

  it('takes nothing that the team has not signed, and no place twice', async () => {
    const refused = async (by: Person, made: Awaited<ReturnType<typeof publicationOf>>, snapshot = made.snapshot) =>
      by.browser.refused('programme/publish', { ...sentOf(made), snapshot });
    const good = await publicationOf(world, elin, [page('next')], { seq: state.seq + 1 });
    const other = await publicationOf(world, elin, [page('other')], { seq: state.seq + 1 });
    expect(await refused(elin, good, other.snapshot)).toBe('record-signature');
    expect(await refused(hugo, good)).toBe('record-author');
    expect(await refused(tove, await publicationOf(world, tove, [page('x')], { seq: state.seq + 1 }))).toBe(
      'forbidden',
    );
    const foreign = await publicationOf(world, elin, [page('x')], { seq: state.seq + 1, author: tove.member });
    expect(await refused(elin, foreign)).toBe('record-author');
    for (const seq of [state.seq, state.seq + 2])
      expect(await refused(elin, await publicationOf(world, elin, [page('x')], { seq }))).toBe('record-conflict');
    const answers = await Promise.all([good, other].map((made) => refused(elin, made)));
    expect(answers.toSorted()).toEqual(['not refused', 'record-conflict']);
    state.seq += 1;
  });

  it('names the key of the communications team when there are seats', async () => {
    const seats = await publicationOf(world, elin, [page('x')], { seq: state.seq + 1, seats: 3 });
    expect(await elin.browser.refused('programme/publish', sentOf(seats))).toBe('desk-key');
    await world.mintEpoch(communicationsDesk, vera);
    const seatKeyHash = bytes(32);
    const wrong = await publicationOf(world, elin, [page('x')], { seq: state.seq + 1, seats: 3, seatKeyHash });
    expect(await elin.browser.refused('programme/publish', sentOf(wrong))).toBe('desk-key');
    await publish(elin, { seats: 3, keepUntil });
  });

  it('cannot be undone by the portal', async () => {
    const attempts = [sql`update publication set snapshot = ''`, sql`delete from publication`];
    for (const attempt of attempts) await expect(attempt.execute(testEnv.db)).rejects.toThrow('permission denied');
  });

  const request: PublicRequest = {
    kind: 'seat',
    name: '',
    contact: 'someone@example.org',
    outlet: '',
    needs: 'a ramp',
    language: 'sv',
    ticket: 'K2F7-9QXM-0000-ABCD',
  };

  const ask = async (publication: Uint8Array, publicKey: Uint8Array, kind: 'seat' | 'press' = 'seat') => {
    const sealed = sealRequest(publicKey, { rootfp: world.rootfp, publication }, { ...request, kind }, bytes(64));
    const { rows } = await sql<{
      put: string;
    }>`select public_request_put(${kind}, ${publication}, ${sealed}) as put`.execute(site);
    return rows[0]?.put;
  };

  it('lets the public ask for as many seats as there are, sealed to the communications team', async () => {
    const row = await site
      .selectFrom('published')
      .select(['digest', 'seat_key', 'seats'])
      .orderBy('seq', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    const key = row.seat_key as Uint8Array;
    expect(row.seats).toBe(3);
    expect(await ask(bytes(32), key)).toBe('closed');
    expect(await ask(row.digest, key, 'press')).toBe('closed');
    const answers = await Promise.all(Array.from({ length: 12 }, () => ask(row.digest, key)));
    expect(answers.filter((answer) => answer === 'taken')).toHaveLength(3);
    expect(answers.filter((answer) => answer === 'full')).toHaveLength(9);
    const { requests } = await vera.browser.call('public/requests', { after: 0 });
    expect(requests).toHaveLength(3);
    const pair = world.desks.get(communicationsDesk)?.pair as KeyPair;
    for (const { kind, publication, sealed, epoch, until } of requests) {
      expect([kind, epoch, until]).toEqual(['seat', 1, keepUntil]);
      const place = { rootfp: world.rootfp, publication: fromBase64url(publication), kind };
      const opened = openRequest(pair, place, fromBase64url(sealed));
      expect(opened).toEqual(request);
    }
    expect((await vera.browser.call('public/requests', { after: requests[1]?.id ?? 0 })).requests).toHaveLength(1);
    expect((await elin.browser.call('programme/published', {})).requests).toEqual({ seat: 3, press: 0 });
    const { rows } = await sql<{ at: Date }>`select at from public_request`.execute(testEnv.db);
    for (const { at } of rows)
      expect([at.getUTCMinutes(), at.getUTCSeconds(), at.getUTCMilliseconds()]).toEqual([0, 0, 0]);
  });

  it('counts requests over all publications, and takes none for a key that has ended', async () => {
    const { digest: before } = await publish(elin, { seats: 5 });
    const first = world.desks.get(communicationsDesk)?.pair.publicKey as Uint8Array;
    expect(await ask(before, first)).toBe('taken');
    await world.mintEpoch(communicationsDesk, vera);
    const second = world.desks.get(communicationsDesk)?.pair.publicKey as Uint8Array;
    const { digest, leaf } = await publish(elin, { seats: 6 });
    expect(await ask(before, first)).toBe('closed');
    expect(await ask(digest, second)).toBe('taken');
    expect(await ask(digest, second)).toBe('taken');
    expect(await ask(digest, second)).toBe('full');
    // What was published under the earlier key still verifies at its place.
    await world.mintEpoch(communicationsDesk, vera);
    const { newest } = await elin.browser.call('programme/published', {});
    const [signed, files] = [fromBase64url(newest?.publication ?? ''), fromBase64url(newest?.snapshot ?? '')];
    expect(verifyPublication(world.roster, signed, files, leaf).publication.seats).toBe(6);
    expect(currentEpoch(world.roster, communicationsDesk)?.epoch).toBe(3);
  });

  it('says until when requests are kept, and not for ever', async () => {
    const refused = async (change: Parameters<typeof publicationOf>[3]) =>
      elin.browser.refused(
        'programme/publish',
        sentOf(await publicationOf(world, elin, [page('x')], { seq: state.seq + 1, ...change })),
      );
    const time = Date.now();
    for (const keepUntil of [0, time, time + 401 * 86_400_000])
      for (const places of [{ seats: 1 }, { pressPlaces: 1 }])
        expect(await refused({ ...places, time, keepUntil })).toBe('field');
    await publish(elin, { time, keepUntil: 0 });
  });

  it('counts the press for itself, deletes what is given back, and what is past its day', async () => {
    const key = () => world.desks.get(communicationsDesk)?.pair.publicKey as Uint8Array;
    const soon = Date.now() + 3_600_000;
    const { digest } = await publish(elin, { seats: 100, pressPlaces: 2, keepUntil: soon });
    const before = (await vera.browser.call('public/requests', { after: 0 })).requests.length;
    const got = [];
    for (const kind of ['press', 'press', 'press', 'seat'] as const) got.push(await ask(digest, key(), kind));
    expect(got).toEqual(['taken', 'taken', 'full', 'taken']);
    const { requests } = await vera.browser.call('public/requests', { after: 0 });
    expect(requests.slice(before).map(({ kind }) => kind)).toEqual(['press', 'press', 'seat']);
    expect(await elin.browser.refused('public/remove', { ids: [requests[before]?.id ?? 0] })).toBe('forbidden');
    await vera.browser.call('public/remove', { ids: [requests[before]?.id ?? 0] });
    expect(await ask(digest, key(), 'press')).toBe('taken');
    expect((await vera.browser.call('public/requests', { after: 0 })).requests).toHaveLength(before + 3);

    // The day comes for one row, as the database's owner brings it; the others wait for theirs.
    const owner = new pg.Client({ connectionString: testEnv.urls.ownerUrl });
    await owner.connect();
    try {
      const last = requests.at(-1)?.id ?? 0;
      await owner.query(`update public_request set until = now() - interval '1 second' where id = $1`, [last]);
      const left = (await vera.browser.call('public/requests', { after: 0 })).requests;
      expect(left.map(({ id }) => id)).not.toContain(last);
      const rows = async () => (await owner.query('select id from public_request where id = $1', [last])).rowCount;
      expect(await rows()).toBe(1);
      const expiry = new Expiry(openJournal(), [requestSweep(testEnv.db, testEnv.built.portal.agreed)]);
      await expiry.start();
      expiry.close();
      expect(await rows()).toBe(0);
      const { rows: kept } = await owner.query('select id from public_request');
      expect(kept).toHaveLength(left.length);
    } finally {
      await owner.end();
    }
  });

  it('refuses a request of another size', async () => {
    const put = (size: number) => sql`select public_request_put('seat', ${bytes(32)}, ${bytes(size)})`.execute(site);
    await expect(put(100)).rejects.toThrow('one size');
    await expect(put(13_485)).rejects.toThrow('one size');
  });
});

describe('the role of the public site', () => {
  it('reads what was published, calls two functions, and nothing else', async () => {
    const { rows: tables } = await sql<{ name: string; held: boolean }>`
      select relname as name,
        has_table_privilege('dd_public', c.oid, 'select, insert, update, delete, truncate, references, trigger') as held
      from pg_class c where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'p')`.execute(
      testEnv.db,
    );
    expect(tables.length).toBeGreaterThan(20);
    expect(tables.filter((table) => table.held)).toEqual([]);
    const { rows: columns } = await sql<{ name: string }>`
      select relname || '.' || attname as name from pg_attribute a join pg_class c on c.oid = attrelid
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'v', 'm', 'p') and attnum > 0 and not attisdropped
        and has_column_privilege('dd_public', attrelid, attnum, 'select, insert, update, references')
      order by attnum`.execute(testEnv.db);
    const readable = ['seq', 'digest', 'rootfp', 'snapshot', 'seat_key', 'seat_epoch', 'seats', 'press_places'];
    expect(columns.map((column) => column.name)).toEqual(readable.map((name) => `published.${name}`));
    const { rows: writable } = await sql<{ name: string }>`
      select attname as name from pg_attribute a join pg_class c on c.oid = attrelid
      where relnamespace = 'public'::regnamespace and attnum > 0 and relkind = 'r'
        and has_column_privilege('dd_public', attrelid, attnum, 'insert, update, references')`.execute(testEnv.db);
    expect(writable).toEqual([]);
    const { rows: functions } = await sql<{ name: string }>`
      select proname as name from pg_proc where pronamespace = 'public'::regnamespace
        and has_function_privilege('dd_public', oid, 'execute') order by proname`.execute(testEnv.db);
    expect(functions.map((each) => each.name)).toEqual(['public_request_put', 'public_throttle_take']);
    const { rows: sequences } = await sql<{ held: boolean }>`
      select has_sequence_privilege('dd_public', oid, 'usage, select, update') as held
      from pg_class where relnamespace = 'public'::regnamespace and relkind = 'S'`.execute(testEnv.db);
    expect(sequences.filter((each) => each.held)).toEqual([]);
    const { rows: may } = await sql<{ create: boolean }>`
      select has_schema_privilege('dd_public', 'public', 'create') as create`.execute(testEnv.db);
    expect(may[0]?.create).toBe(false);
  });

  it('is told so by the database', async () => {
    const attempts = [
      sql`select publication from publication`,
      sql`select * from public_request`,
      sql`insert into public_request (kind, publication, epoch, sealed, at, until) values ('seat', '', 1, '', now(), now())`,
      sql`select * from member`,
      sql`select * from public_throttle`,
      sql`delete from public_throttle`,
      sql`select log_append(1, array[]::bytea[])`,
      sql`select * from seat_token`,
    ];
    for (const attempt of attempts) await expect(attempt.execute(site)).rejects.toThrow('permission denied');
  });

  it('slows one visitor down and not the next', async () => {
    const take = async (key: Uint8Array, perSecond: number) => {
      const { rows } = await sql<{ ok: boolean }>`select public_throttle_take(${key}, 5, ${perSecond}) as ok`.execute(
        site,
      );
      return rows[0]?.ok;
    };
    const [one, other] = [bytes(16), bytes(16)];
    const answers = await Promise.all(Array.from({ length: 20 }, () => take(one, 0)));
    expect(answers.filter(Boolean)).toHaveLength(5);
    expect(await take(other, 0)).toBe(true);
    expect(await take(one, 1_000_000)).toBe(true);
    await expect(take(bytes(65), 1)).rejects.toThrow('bucket');
  });
});

describe('who may call what', () => {
  const empty: { readonly [N in keyof typeof programmeWire]: Body<N> } = {
    'programme/key': { after: 0 },
    'programme/admit': { epoch: 1, seeds: [] },
    'programme/holders': {},
    'programme/read': {},
    'programme/publish': { publication: '', snapshot: '' },
    'programme/published': {},
    'seats/offer': { sessions: [] },
    'seats/look': { tokens: [] },
    'seats/take': { session: 'AAAAAAAAAA', token: toBase64url(new Uint8Array(32)) },
    'seats/return': { session: 'AAAAAAAAAA', token: toBase64url(new Uint8Array(32)) },
    'seats/counts': {},
    'public/requests': { after: 0 },
    'public/remove': { ids: [1] },
  };
  const forTeam = (name: string) =>
    /^(programme\/(admit|holders|publish|published)|seats\/(offer|counts))$/u.test(name);

  it.each(Object.keys(empty) as (keyof typeof empty)[])('%s', async (name) => {
    const answer = (browser: { refused: <N extends ActName>(act: N, body: Body<N>) => Promise<string> }) =>
      browser.refused(name, empty[name]);
    expect(await answer(new Browser(testEnv.client))).toBe('session-missing');
    const allowed = async (person: Person) => (await answer(person.browser)) !== 'forbidden';
    const [officer, team, press, other, guest] = [world.founder, elin, vera, tove, anna];
    const expected = forTeam(name)
      ? [false, true, false, false, false]
      : name.startsWith('public/')
        ? [false, false, true, false, false]
        : [true, true, true, true, true];
    const got = [];
    for (const person of [officer, team, press, other, guest]) got.push(await allowed(person));
    expect(got).toEqual(expected);
  });

  it('is closed to a recovery card', async () => {
    const { browser } = anna;
    await anna.loginWithCard();
    for (const name of Object.keys(empty) as (keyof typeof empty)[])
      expect(await browser.refused(name, empty[name])).toBe('forbidden');
    await anna.login();
  });
});

it('the seed is the key', () => {
  expect(sealKeyPair(key32(seed)).publicKey).toEqual(world.desks.get(membersDesk)?.pair.publicKey);
});
