// The portal's whole route table under requests that no page of ours sends: one shape, the headers, nothing changed.
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { communicationsDesk, programmeDesk } from '#protocol/core/ids.ts';
import { wire, type ActName } from '#protocol/wire/wire.ts';
import { withClient } from '../../../tools/postgres-roles.ts';
import { nonsense, otherWritings, rawRequest, sendRaw, type RawAnswer } from '../../support/processes/raw-http.ts';
import type { Browser } from '../../support/server/client.ts';
import { TestEnv } from '../../support/server/portal.ts';
import { hostileBodies, largestBody } from '../../support/server/hostile.ts';
import { World } from '../../support/server/world.ts';

let testEnv: TestEnv;
let port: number;
const callers = new Map<string, Browser>();
const acts = Object.keys(wire) as ActName[];
// Ends the session that the others need, whatever its body is.
const others = acts.filter((act) => act !== 'session/end');
const host = 'localhost:8080';

beforeAll(async () => {
  testEnv = await TestEnv.open();
  const world = await World.found(testEnv.client, await testEnv.link());
  const desk = await world.addMember('staff', programmeDesk, communicationsDesk);
  const lost = await world.addMember('participant');
  await lost.loginWithCard();
  const member = await world.addMember('participant');
  callers
    .set('officer', world.founder.browser)
    .set('staff', desk.browser)
    .set('card', lost.browser)
    .set('member', member.browser);
  await testEnv.built.app.listen({ port: 0, host: '127.0.0.1' });
  port = (testEnv.built.app.server.address() as AddressInfo).port;
}, 60_000);
afterAll(() => testEnv.close());

const raw = (bytes: string) => sendRaw({ port, host: '127.0.0.1' }, bytes);
const codeOf = ({ body }: RawAnswer) => (JSON.parse(body === '' ? '{}' : body) as { code?: string }).code;

/** What every refusal of the portal looks like. */
function expectRefusal(answer: { status: number; headers: RawAnswer['headers'] }, text: string, what: string): void {
  expect(answer.status, `${what}: ${text}`).toBeGreaterThanOrEqual(400);
  expect(answer.status, `${what}: ${text}`).toBeLessThan(500);
  expect(Object.keys(JSON.parse(text) as object), what).toEqual(['code', 'request']);
  expect(answer.headers, what).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-resource-policy': 'same-origin',
    'content-security-policy': expect.stringContaining("default-src 'none'") as string,
  });
}

/** Every row but those that a session writes by being used, and questions that wait for a touch. */
async function everyRow(): Promise<string> {
  return withClient(testEnv.urls.ownerUrl, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace
       and relname not in ('session', 'challenge', 'throttle', 'looked') order by 1`,
    );
    const hashes = tables.map(
      ({ name }) => `(select coalesce(md5(string_agg(t::text, '|' order by t::text)), '') from ${name} t)`,
    );
    const { rows } = await client.query<{ all: string }>(`select ${hashes.join(` || ',' || `)} as all`);
    return rows[0]?.all ?? '';
  });
}

describe('the check that only our own pages call', () => {
  it.each(acts)('is made before %s, however its address is written', async (act) => {
    const path = `/api/${act}`;
    const ask = (method: string, target: string, headers: Record<string, string>) =>
      raw(
        rawRequest(
          method,
          target,
          [['host', host], ['content-type', 'application/json'], ...Object.entries(headers)],
          method === 'POST' ? '{"nonsense":1}' : '',
        ),
      );
    const check = async (target: string): Promise<boolean> => {
      const own = await ask('POST', target, { origin: `http://${host}` });
      const other = await ask('POST', target, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' });
      // A 400 is the act's, or the router's, which then refuses every method alike.
      const isRead = own.status !== 400 || (await ask('GET', target, {})).status !== 400;
      const isAct = isRead && codeOf(own) !== 'unknown-act';
      const expected = isAct ? [403, 'wrong-origin'] : [own.status, codeOf(own)];
      expect([other.status, codeOf(other)], target).toEqual(expected);
      return isAct;
    };
    const targets = [path, ...otherWritings(path)];
    const areActs = await Promise.all(targets.map(check));
    const reached = targets.filter((_, i) => areActs[i]);
    expect(reached).toContain(path);
    expect(reached.length, 'the router takes other writings for the same act').toBeGreaterThan(3);
  });
});

describe('a request without a meaning', () => {
  const places = ['/api/login/begin', '/api/records/put', '/log/checkpoint', '/health', '/assets/x.js', '/'];
  it.each(places)('is refused in one shape at %s', async (place) => {
    const before = await everyRow();
    const check = async ([what, bytes]: readonly [string, string]) => {
      const answer = await raw(bytes);
      // Some of them mean something after all: a page, a health check, an act asked rightly.
      if (answer.status < 200 || answer.status >= 400) expectRefusal(answer, answer.body, what);
    };
    await Promise.all(Object.entries(nonsense(host, place)).map(check));
    expect(await everyRow()).toBe(before);
  });

  it('is refused in its own status', async () => {
    const all = nonsense(host, '/api/login/begin');
    const status = async (name: string) => (await raw(all[name] as string)).status;
    expect(await status('a header that fills the head')).toBe(431);
    expect(await status('two hosts')).toBe(400);
    expect(await status('no host')).toBe(400);
    expect(await status('a percent sign')).toBe(400);
    expect(await status('a large body')).toBe(413);
    expect(await status('another content type')).toBe(415);
    expect(await status('a method without a route')).toBe(404);
    for (const name of ['two slashes', 'a backslash']) expect(await status(name), name).not.toBe(500);
  });
});

describe('bodies that have the shape and no meaning', () => {
  const askers = { public: 'member', member: 'member', staff: 'staff', officer: 'officer', card: 'card' } as const;
  it.each(others)('%s answers none with a fault of ours', async (act) => {
    const { access, body } = wire[act];
    const caller = callers.get(askers[access]) as Browser;
    let before = await everyRow();
    for (const [what, text] of [...hostileBodies(body), ['everything at its largest', largestBody(body)] as const]) {
      const { status, text: answer, headers } = await caller.raw(`/api/${act}`, text);
      if (status === 200) before = await everyRow();
      else expectRefusal({ status, headers }, answer, `${act} with ${what}`);
    }
    expect(await everyRow()).toBe(before);
  });
});

describe('the size and the depth of a body', () => {
  it('of a public act without fields is some hundred bytes', async () => {
    const nobody = callers.get('member') as Browser;
    const { status, text } = await nobody.raw('/api/login/begin', JSON.stringify({ a: 'x'.repeat(2000) }));
    expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([413, 'body-too-large']);
  });

  it('of every act has a limit that follows from its schema, and the largest honest body fits', async () => {
    for (const act of others.filter((name) => wire[name].access === 'public')) {
      const { status } = await (callers.get('member') as Browser).raw(`/api/${act}`, largestBody(wire[act].body));
      expect(status, act).not.toBe(413);
    }
  });

  it('brackets are refused before they are parsed', async () => {
    const deep = `{"items":${'['.repeat(960_000)}`;
    const { status, text } = await (callers.get('member') as Browser).raw('/api/records/put', deep);
    expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([400, 'bad-request']);
  });
});
