import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fromBase64url, toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { challengeFor } from '#protocol/crypto/challenge.ts';
import { noticeCodec, noticeLeaf } from '#protocol/log/notice.ts';
import { encodeLeaf } from '#protocol/log/leaf.ts';
import { key32 } from '#protocol/crypto/sodium.ts';
import {
  advanceCounter,
  believedAaguid,
  isSelfAttested,
  isUnattested,
  isWithoutRoot,
  requireOwnHandle,
  requireSameId,
  requireTopLevel,
} from '../../../../server/ceremonies/webauthn-checks.ts';
import { deleteChallenges } from '../../../../server/ceremonies/challenges.ts';
import { sessionCookie } from '../../../../server/session.ts';
import { encodeCbor, type CborMap, type CborValue } from '../../../../tools/authenticator/cbor.ts';
import type { SoftwareKey } from '../../../../tools/authenticator/key.ts';
import { Browser } from '../../../support/server/client.ts';
import { mutantModule } from '../../../support/attacks/mutant.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { bytes, type Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';

let testEnv: TestEnv;
let world: World;
let anna: Person;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  anna = await world.addMember('participant');
});
afterAll(() => testEnv.close());

async function ownerOf({ urls }: TestEnv): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: urls.ownerUrl });
  await owner.connect();
  return owner;
}

const refusedWith = 'ceremony-refused';

describe('what the library leaves out', () => {
  const claimed = bytes(16);
  const object = (format: string, statement: CborMap) =>
    encodeCbor(
      new Map<string, CborValue>([
        ['fmt', format],
        ['attStmt', statement],
        ['authData', bytes(37)],
      ]),
    );
  const none = object('none', new Map());
  const self = object(
    'packed',
    new Map<string, CborValue>([
      ['alg', -7],
      ['sig', bytes(70)],
    ]),
  );
  const certified = object(
    'packed',
    new Map<string, CborValue>([
      ['alg', -7],
      ['sig', bytes(70)],
      ['x5c', [bytes(300)]],
    ]),
  );

  it('1: a frame of another site, with and without a top origin', () => {
    expect(() => requireTopLevel(utf8('{"crossOrigin":true}'))).toThrow(refusedWith);
    expect(() => requireTopLevel(utf8('{"crossOrigin":false,"topOrigin":"https://evil.example"}'))).toThrow(
      refusedWith,
    );
    expect(() => requireTopLevel(utf8('{"crossOrigin":"no"}'))).toThrow(refusedWith);
    expect(() => requireTopLevel(utf8('{"crossOrigin":false}'))).not.toThrow();
  });
  it('2: an id other than the credential', () => {
    expect(() => requireSameId(bytes(32), bytes(32))).toThrow(refusedWith);
  });
  it("3: somebody else's user handle", () => {
    expect(() => requireOwnHandle(bytes(32), bytes(32))).toThrow(refusedWith);
  });
  it('4: the make of a key without attestation is a claim', () => {
    expect(isUnattested({ format: 'none', certified: false })).toBe(true);
    expect(believedAaguid(none, claimed, new Set(['none']))).toEqual(new Uint8Array(16));
  });
  it('5: self attestation is not believed', () => {
    expect(isSelfAttested({ format: 'packed', certified: false })).toBe(true);
    expect(believedAaguid(self, claimed, new Set(['packed']))).toEqual(new Uint8Array(16));
  });
  it('6: a certificate without a configured root is not believed, with one it is', () => {
    expect(isWithoutRoot({ format: 'packed', certified: true }, new Set())).toBe(true);
    expect(believedAaguid(certified, claimed, new Set())).toEqual(new Uint8Array(16));
    expect(believedAaguid(certified, claimed, new Set(['packed']))).toEqual(claimed);
  });
  it('7: of two answers over one counter, one loses', async () => {
    const { id, counter } = await testEnv.db
      .selectFrom('credential')
      .select(['id', 'counter'])
      .limit(1)
      .executeTakeFirstOrThrow();
    const both = await Promise.allSettled(
      [1, 1].map((step) => advanceCounter(testEnv.db, id, counter, counter + step, 1)),
    );
    expect(both.map((one) => one.status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('login', () => {
  it('answers slots of the asserted key only, roster and head', async () => {
    const welcome = await anna.login(1);
    expect(welcome.member).toBe(anna.member);
    expect(welcome.slots).toHaveLength(1);
    expect(welcome.head).not.toBeNull();
    expect(welcome.entries).toHaveLength(2);
  });

  it('answers an unknown key, a wrong signature, another handle and another origin alike', async () => {
    const stranger = { ...(await anna.loginAnswer()) };
    const unknown = { ...stranger.assertion, credentialId: toBase64url(bytes(32)) };
    const codes = [await anna.browser.refused('login/finish', { ...stranger, assertion: unknown })];
    const forged = await anna.loginAnswer();
    const signature = toBase64url(bytes(64));
    codes.push(
      await anna.browser.refused('login/finish', { ...forged, assertion: { ...forged.assertion, signature } }),
    );
    const handle = await anna.loginAnswer();
    const userHandle = toBase64url(bytes(32));
    codes.push(
      await anna.browser.refused('login/finish', { ...handle, assertion: { ...handle.assertion, userHandle } }),
    );
    expect(codes).toEqual(['login-unknown', 'login-unknown', 'login-unknown']);
  });

  it('forgets challenges that are over, and the oldest when too many wait; nobody is refused one', async () => {
    const asked = [];
    for (let i = 0; i < 30; i++) asked.push((await anna.browser.call('login/begin', {})).challenge);
    const enrolment = { id: 'enrolment', purpose: 'enrol', nonce: bytes(32), holder: 'x', expires: Date.now() + 1000 };
    const over = { ...enrolment, id: 'over', expires: Date.now() - 1 };
    await testEnv.db.insertInto('challenge').values([enrolment, over]).execute();
    const owner = await ownerOf(testEnv);
    for (const [i, id] of asked.entries())
      await owner.query('update challenge set expires = $1 where id = $2', [Date.now() + 60_000 + i, id]);
    await owner.end();
    await deleteChallenges(testEnv.db, 9);
    const rows = await testEnv.db.selectFrom('challenge').select('id').execute();
    expect(rows.map(({ id }) => id).toSorted()).toEqual([...asked.slice(-10), 'enrolment'].toSorted());
    await testEnv.db.deleteFrom('challenge').where('id', '=', 'enrolment').execute();
    await anna.login();
  });

  it('finds challenges that are over by an index', async () => {
    const owner = await ownerOf(testEnv);
    const { rows } = await owner.query("select indexdef from pg_indexes where tablename in ('challenge', 'throttle')");
    await owner.end();
    const indexes = rows.map(({ indexdef }: { indexdef: string }) => indexdef).join('\n');
    for (const column of ['(expires)', '(since)']) expect(indexes).toContain(column);
  });

  it('takes a challenge once, and only for its purpose', async () => {
    const answer = await anna.loginAnswer();
    await anna.browser.call('login/finish', answer);
    expect(await anna.browser.refused('login/finish', answer)).toBe('challenge-unknown');
    const { challenge } = await anna.browser.call('login/card-begin', { card: toBase64url(bytes(16)) });
    const other = { ...answer, assertion: { ...answer.assertion, challenge } };
    expect(await anna.browser.refused('login/finish', other)).toBe('challenge-unknown');
  });

  it('refuses a touch that was made for an opening', async () => {
    const asked = await anna.browser.call('login/begin', {});
    const nonce = fromBase64url(asked.nonce);
    const challenge = challengeFor({ purpose: 'opening', origin: anna.origin, nonce });
    const made = await (anna.hardware[0] as SoftwareKey).get({ rpId: anna.rpId, challenge }, anna.origin);
    const assertion = {
      challenge: asked.challenge,
      credentialId: toBase64url(made.id),
      authenticatorData: toBase64url(made.authenticatorData),
      clientDataJSON: toBase64url(made.clientDataJSON),
      signature: toBase64url(made.signature),
      userHandle: toBase64url(made.userHandle),
    };
    const headNonce = toBase64url(bytes(32));
    expect(await anna.browser.refused('login/finish', { assertion, headNonce })).toBe('login-unknown');
  });

  it('stops guessing at one key after ten failures, and at no other', async () => {
    const ben = await world.addMember('participant');
    const fail = async () => {
      const answer = await ben.loginAnswer();
      const signature = toBase64url(bytes(64));
      return ben.browser.refused('login/finish', { ...answer, assertion: { ...answer.assertion, signature } });
    };
    const codes = [];
    for (let attempt = 0; attempt < 11; attempt++) codes.push(await fail());
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 'login-unknown'));
    expect(codes[10]).toBe('throttled');
    expect((await ben.login(1)).member).toBe(ben.member);
  });

  it('refuses keys that can be copied, at enrolment into a card and at the client', async () => {
    const invitation = await world.mintInvite('participant');
    const person = await world.arrive(invitation);
    await person.enrol(world.rootfp, world.enrolment(invitation, person), { backupEligible: true });
    expect(person.credentials.at(-1)?.backupEligible).toBe(true);
    await person.browser.call('invites/join', await world.joinBody(invitation, person));
    const verified = await world.compare(invitation);
    const adding = world.enact(world.addOperation(invitation, verified), [world.founder]);
    await expect(adding).rejects.toThrow('assertion-backup');
  });
});

describe('sessions', () => {
  it('end at once, whatever cookie is replayed', async () => {
    await anna.login();
    const { cookie } = anna.browser;
    await anna.browser.call('session/end', {});
    expect(await anna.browser.refused('session/look', {})).toBe('session-missing');
    anna.browser.cookie = cookie;
    expect(await anna.browser.refused('session/look', {})).toBe('session-over');
  });

  it('keep only a random number in a sealed cookie', async () => {
    const answer = await anna.loginAnswer();
    const got = await anna.browser.raw('/api/login/finish', JSON.stringify(answer));
    expect(got.cookies).toHaveLength(1);
    expect(got.cookies[0]).toMatch(/^dd=[^;]+; .*Path=\/; HttpOnly; SameSite=Strict$/u);
    expect(got.cookies[0]).not.toContain(anna.member);
    const row = await testEnv.db
      .selectFrom('session')
      .selectAll()
      .where('member', '=', anna.member)
      .executeTakeFirstOrThrow();
    expect(got.text).not.toContain(toBase64url(row.id_hash));
  });

  it('are kept by a cookie for this host over https alone; only a trial on localhost does without https', () => {
    const always = { path: '/', httpOnly: true, sameSite: 'strict' };
    expect(sessionCookie('https://portal.example')).toEqual({
      cookieName: '__Host-dd',
      cookie: { ...always, secure: true },
    });
    expect(sessionCookie('http://localhost:8080')).toEqual({ cookieName: 'dd', cookie: { ...always, secure: false } });
  });

  it('are over after their idle time and their whole time', async () => {
    const minute = 60_000;
    const age = async (person: Person, by: { seen: number; created: number }) => {
      await person.login();
      const time = Date.now();
      await testEnv.db
        .updateTable('session')
        .set({ seen: time - by.seen * minute, created: time - by.created * minute })
        .where('member', '=', person.member)
        .execute();
      return person.browser.refused('session/look', {});
    };
    expect(await age(world.founder, { seen: 29, created: 29 })).toBe('not refused');
    expect(await age(world.founder, { seen: 31, created: 31 })).toBe('session-over');
    expect(await age(world.founder, { seen: 1, created: 12 * 60 + 1 })).toBe('session-over');
    expect(await age(anna, { seen: 7 * 60, created: 6 * 24 * 60 })).toBe('not refused');
    expect(await age(anna, { seen: 8 * 60 + 1, created: 9 * 60 })).toBe('session-over');
    expect(await age(anna, { seen: 1, created: 7 * 24 * 60 + 1 })).toBe('session-over');
    // Begun while the portal's clock was ahead.
    expect(await age(anna, { seen: -9, created: -9 })).toBe('not refused');
    expect(await age(anna, { seen: -11, created: 0 })).toBe('session-over');
    expect(await age(anna, { seen: 0, created: -11 })).toBe('session-over');
    await world.founder.login();
    await anna.login();
  });

  it('show her keys, her card and what the operator sees of her', async () => {
    const { keys, card, sessions } = await anna.browser.call('me/keys', {});
    expect(keys.map((key) => key.id).toSorted()).toEqual(anna.credentials.map(({ id }) => toBase64url(id)).toSorted());
    expect(keys[0]?.usedAt).not.toBeUndefined();
    expect(card?.usedAt).toBeNull();
    expect(sessions).toBeGreaterThan(0);
    const { rows } = await anna.browser.call('me/seen', {});
    expect(rows.every((row) => row.comment.length > 5)).toBe(true);
    expect(rows.find((row) => row.table === 'member' && row.column === 'member')?.values).toEqual([anna.member]);
    expect(rows.find((row) => row.table === 'slot' && row.column === 'bytes')?.values[0]).toMatch(
      /^\d+ bytes: [0-9a-f]{24}…$/u,
    );
  });
});

describe('a recovery card', () => {
  it('answers an unknown card as a known one', async () => {
    const stranger = new Browser(testEnv.client);
    const card = toBase64url(bytes(16));
    const asked = await stranger.call('login/card-begin', { card });
    expect(asked.nonce).toHaveLength(43);
    const sent = {
      challenge: asked.challenge,
      card,
      signature: toBase64url(bytes(64)),
      headNonce: toBase64url(bytes(32)),
    };
    expect(await stranger.refused('login/card-finish', sent)).toBe('login-unknown');
  });

  it('of staff and officers waits for an officer', async () => {
    await expect(world.founder.loginWithCard()).rejects.toThrow('not-yet');
    await world.founder.login();
  });

  it('is the one that her member card names: a row that somebody altered lets nobody in', async () => {
    const [victim, thief] = [await world.addMember('participant'), await world.addMember('participant')];
    const own = thief.recovery;
    const planted = async () => {
      await testEnv.db
        .updateTable('card')
        .set({ login_key: own.login.publicKey })
        .where('member', '=', victim.member)
        .execute();
      const kept = victim.recovery;
      victim.recovery = { ...kept, login: own.login };
      try {
        return await victim.loginWithCard();
      } finally {
        victim.recovery = kept;
      }
    };
    await expect(planted()).rejects.toThrow('login-unknown');
    await testEnv.restart(<T>(file: string) => mutantModule<T>('planted-card', file));
    expect((await planted()).way).toBe('card');
    await testEnv.restart();
    await world.founder.login();
  }, 60_000);

  it('logs in twenty times a day, and no more: each is a leaf. Her key, and another card, log in all the same', async () => {
    const [ben, cleo] = [await world.addMember('participant'), await world.addMember('participant')];
    const size = () => testEnv.built.portal.publisher.tree.size;
    for (let i = 0; i < 20; i += 1) await ben.loginWithCard();
    await testEnv.restart();
    const before = size();
    await expect(ben.loginWithCard()).rejects.toThrow('throttled');
    await expect(ben.loginWithCard()).rejects.toThrow('throttled');
    expect(size()).toBe(before);
    expect((await cleo.loginWithCard()).way).toBe('card');
    expect((await ben.login()).way).toBe('key');
    await testEnv.restart(<T>(file: string) => mutantModule<T>('endless-card', file));
    expect((await ben.loginWithCard()).way).toBe('card');
    await testEnv.restart();
    testEnv.wrongFromNow(24 * 3_600_000);
    expect((await ben.loginWithCard()).way).toBe('card');
    vi.useRealTimers();
    await world.founder.login();
  }, 60_000);

  it('ends none of her sessions, however often it logs in', async () => {
    const ben = await world.addMember('participant');
    await ben.login();
    const { db } = testEnv;
    const sessions = () => db.selectFrom('session').select('way').where('member', '=', ben.member).execute();
    const ways = async (way: 'key' | 'card') => (await sessions()).filter((one) => one.way === way).length;
    const keys = await ways('key');
    for (let i = 0; i < 60; i += 1) {
      await db.updateTable('card').set({ logins: 0 }).where('member', '=', ben.member).execute();
      await ben.loginWithCard();
    }
    expect([await ways('key'), await ways('card')]).toEqual([keys, 50]);
  }, 60_000);

  it('may look and recover, nothing else, and is written into the log', async () => {
    const ben = await world.addMember('participant');
    const before = { hardware: ben.hardware, credentials: ben.credentials };
    const welcome = await ben.loginWithCard();
    expect(welcome.way).toBe('card');
    expect(await ben.browser.refused('records/put', { items: [] })).toBe('forbidden');
    expect(await ben.browser.refused('me/keys', {})).toBe('forbidden');
    expect((await ben.browser.call('records/mine', { after: 0 })).records).toEqual([]);

    const other = new Browser(testEnv.client);
    [other.cookie, ben.browser.cookie] = [ben.browser.cookie, ''];
    await world.recover(ben);
    expect(await other.refused('session/look', {})).toBe('session-over');

    const { notices } = await ben.browser.call('log/notices', { from: 0 });
    const told = notices.map((notice) => noticeCodec.parse(fromBase64url(notice.notice)).what).toSorted();
    expect(told).toEqual(['card-login', 'card-login', 'rekey']);
    const { leaf, notice } = notices[0] as (typeof notices)[0];
    const { leaves } = await ben.browser.call('log/leaves', { from: leaf, count: 1 });
    const expected = noticeLeaf(fromBase64url(notice), world.rootfp, key32(ben.portalTagKey));
    expect(fromBase64url(leaves)).toEqual(encodeLeaf(expected));

    [ben.hardware, ben.credentials] = [before.hardware, before.credentials];
    await expect(ben.login()).rejects.toThrow('login-unknown');
  });
});
