import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wire, type ActName } from '#protocol/wire/wire.ts';
import type { Access } from '#protocol/wire/shapes.ts';
import { Browser } from '../../support/server/client.ts';
import { TestEnv } from '../../support/server/portal.ts';
import { World } from '../../support/server/world.ts';

let testEnv: TestEnv;
const callers = new Map<string, Browser>();

beforeAll(async () => {
  testEnv = await TestEnv.open();
  const world = await World.found(testEnv.client, await testEnv.link());
  const anna = await world.addMember('participant');
  const lost = await world.addMember('participant');
  await lost.loginWithCard();
  const staff = await world.addMember('staff');
  callers
    .set('nobody', new Browser(testEnv.client))
    .set('card', lost.browser)
    .set('participant', anna.browser)
    .set('staff', staff.browser)
    .set('officer', world.founder.browser);
});
afterAll(() => testEnv.close());

const everyone = ['nobody', 'card', 'participant', 'staff', 'officer'];
/** Written out by hand, not taken from the guard. */
const may: Record<Access, readonly string[]> = {
  public: everyone,
  member: ['participant', 'staff', 'officer'],
  staff: ['staff', 'officer'],
  officer: ['officer'],
  card: ['card'],
};
const alsoWithCard: readonly ActName[] = [
  'session/look',
  'roster/read',
  'roster/keys',
  'records/mine',
  'log/head',
  'log/leaves',
  'log/object',
];
const acts = Object.keys(wire) as ActName[];
// A caller who may call reaches the schema, which refuses this body. No session is ended.
const nonsense = JSON.stringify({ nonsense: true });

describe('who may call', () => {
  const cases = acts.flatMap((act) => everyone.map((caller) => [act, caller] as const));

  it.each(cases)('%s by %s', async (act, caller) => {
    const { access } = wire[act];
    const allowed = may[access].includes(caller) || (caller === 'card' && alsoWithCard.includes(act));
    const { status, text } = await (callers.get(caller) as Browser).raw(`/api/${act}`, nonsense);
    const { code } = JSON.parse(text) as { code: string };
    if (allowed) expect([status, code]).toEqual([400, 'bad-request']);
    else expect([status, code]).toEqual(caller === 'nobody' ? [401, 'session-missing'] : [403, 'forbidden']);
  });
});

describe('what is refused before anything reads it', () => {
  const look = (body: string, headers: Record<string, string> = {}, path = '/api/event/look') =>
    (callers.get('nobody') as Browser).raw(path, body, headers);
  const codeOf = (got: { text: string }) => (JSON.parse(got.text) as { code: string }).code;

  it.each(acts)('%s refuses an unknown field', async (act) => {
    const caller = [...may[wire[act].access]].pop() as string;
    const got = await (callers.get(caller) as Browser).raw(`/api/${act}`, JSON.stringify({ surplus: 1 }));
    expect([got.status, codeOf(got)]).toEqual([400, 'bad-request']);
  });

  it.each(['prf', 'results', 'hmacGetSecret', 'hmacCreateSecret'])('a body with %s anywhere', async (key) => {
    for (const body of [{ [key]: 1 }, { a: [{ b: { [key]: null } }] }]) {
      const got = await look(JSON.stringify(body));
      expect([got.status, codeOf(got)]).toEqual([400, 'prf-in-body']);
    }
  });

  it('another origin, another site, and a caller that tells neither', async () => {
    const foreign = { origin: 'https://evil.example' };
    expect(codeOf(await look('{}', foreign))).toBe('wrong-origin');
    for (const site of ['cross-site', 'same-site', 'none'])
      expect(codeOf(await look('{}', { 'sec-fetch-site': site }))).toBe('wrong-origin');
    expect((await look('{}', { ...foreign, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
    const silent = await testEnv.client.send({
      method: 'POST',
      path: '/api/event/look',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    expect(codeOf(silent)).toBe('wrong-origin');
  });

  it('another content type, broken JSON, a poisoned prototype, too large a body', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect([415, 400]).toContain((await look('{}', { 'content-type': type })).status);
    expect((await look('{')).status).toBe(400);
    expect((await look('{"__proto__":{"x":1}}')).status).toBe(400);
    const large = await look(JSON.stringify({ a: 'x'.repeat(1_100_000) }));
    expect([large.status, codeOf(large)]).toEqual([413, 'body-too-large']);
  });

  it('other methods and unknown acts', async () => {
    const got = await testEnv.client.send({ method: 'GET', path: '/api/event/look', headers: {} });
    expect([got.status, codeOf(got)]).toEqual([404, 'unknown-act']);
    expect(codeOf(await look('{}', {}, '/api/event/unknown'))).toBe('unknown-act');
    expect(codeOf(await look('{}', {}, '/somewhere'))).toBe('unknown-act');
  });

  it('answers a code and an id to quote, and nothing else', async () => {
    const { text } = await look('{"x":1}');
    expect(Object.keys(JSON.parse(text) as object)).toEqual(['code', 'request']);
  });
});

describe('headers', () => {
  it('are on every answer, refusals included', async () => {
    for (const path of ['/api/event/look', '/api/nothing', '/health']) {
      const { headers } = await (callers.get('nobody') as Browser).raw(path, path === '/health' ? undefined : '{}');
      expect(headers['cache-control']).toBe('no-store');
      expect(headers['referrer-policy']).toBe('no-referrer');
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(headers['cross-origin-opener-policy']).toBe('same-origin');
      expect(headers['cross-origin-embedder-policy']).toBe('require-corp');
      expect(headers['cross-origin-resource-policy']).toBe('same-origin');
      expect(headers['permissions-policy']).toContain('publickey-credentials-get=(self)');
      expect('x-dd-release' in headers).toBe(path.startsWith('/api/'));
    }
  });

  it('/health says nothing but whether it serves; no origin but ours may use our keys', async () => {
    const nobody = callers.get('nobody') as Browser;
    expect((await nobody.raw('/health', undefined)).text).toBe('{"ok":true}');
    expect((await nobody.raw('/.well-known/webauthn', undefined)).status).toBe(404);
  });
});
