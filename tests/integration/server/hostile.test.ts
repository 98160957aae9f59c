// The portal's whole route table under requests that no page of ours sends: one shape, the headers, nothing changed.
import { once } from 'node:events';
import { connect, type AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { communicationsDesk, programmeDesk } from '#protocol/core/ids.ts';
import { wire, type ActName } from '#protocol/wire/wire.ts';
import { nonsense, otherWritings, rawRequest, sendRaw, type RawAnswer } from '../../support/processes/raw-http.ts';
import type { Browser } from '../../support/server/client.ts';
import { TestEnv } from '../../support/server/portal.ts';
import { hostileBodies, largestBody } from '../../support/server/hostile.ts';
import { everyRow } from '../../support/server/rows.ts';
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
});
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

const rows = () => everyRow(testEnv.urls.ownerUrl);

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
    const before = await rows();
    const check = async ([what, bytes]: readonly [string, string]) => {
      const answer = await raw(bytes);
      // Some of them mean something after all: a page, a health check, an act asked rightly.
      if (answer.status < 200 || answer.status >= 400) expectRefusal(answer, answer.body, what);
    };
    await Promise.all(Object.entries(nonsense(host, place)).map(check));
    expect(await rows()).toBe(before);
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

describe('what cannot be read behind a whole request', () => {
  const headers = [
    ['host', host],
    ['origin', `http://${host}`],
    ['content-type', 'application/json'],
  ] as const;
  const whole = rawRequest('POST', '/api/event/look', headers, '{}');
  const waiting = rawRequest('POST', '/api/event/look', [...headers, ['expect', '100-continue']], '{}');

  it.each([
    ['a request', whole],
    ['a request that waited', waiting],
  ])('does not take the place of the answer to %s', async (_, request) => {
    const { status, body } = await raw(
      `${request.replace('connection: close', 'connection: keep-alive')}hello\r\n\r\n`,
    );
    expect([status, body.split('\r\n')[0]]).toEqual([200, expect.stringContaining('"founded":true') as string]);
  });

  it('gets no second answer behind one that closes', async () => {
    const refused = rawRequest('POST', '/%ff', headers, '').replace('\r\n\r\n', '\r\ncontent-length: 0\r\n\r\n');
    const { status, body } = await raw(`${refused}hello\r\n\r\n`);
    expect([status, Object.keys(JSON.parse(body) as object)]).toEqual([400, ['code', 'request']]);
  });

  it('is answered itself where it comes later', async () => {
    const socket = connect({ port, host: '127.0.0.1' });
    let text = '';
    socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
    socket.write(whole.replace('connection: close', 'connection: keep-alive'));
    await expect.poll(() => text).toContain('"founded":true');
    socket.write('hello\r\n\r\n');
    await once(socket, 'close');
    expect(text.match(/HTTP\/1\.1 \d+/gu)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 400']);
  });
});

describe('bodies that have the shape and no meaning', () => {
  const askers = { public: 'member', member: 'member', staff: 'staff', officer: 'officer', card: 'card' } as const;
  it.each(others)('%s answers none with a fault of ours', async (act) => {
    const { access, body } = wire[act];
    const caller = callers.get(askers[access]) as Browser;
    let before = await rows();
    for (const [what, text] of [...hostileBodies(body), ['everything at its largest', largestBody(body)] as const]) {
      const { status, text: answer, headers } = await caller.raw(`/api/${act}`, text);
      if (status === 200) before = await rows();
      else expectRefusal({ status, headers }, answer, `${act} with ${what}`);
    }
    expect(await rows()).toBe(before);
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
