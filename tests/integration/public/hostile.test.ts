// Every route of the public site under requests that no page of ours sends: one page, the headers, nothing stored.
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestPath } from '#domain/public-pages/public-forms.ts';
import { openPool, openStore } from '../../../public/store.ts';
import { nonsense, otherWritings, rawRequest, sendRaw, type RawAnswer } from '../../support/processes/raw-http.ts';
import { freePorts } from '../../support/processes/ports.ts';
import { Listener, form } from '../../support/public/listener.ts';
import { startNode } from '../../../tools/program.ts';

let listener: Listener;
let port: number;
const host = 'site.example';
const raw = (bytes: string) => sendRaw({ port, host: '127.0.0.1' }, bytes);

beforeAll(async () => {
  listener = await Listener.open();
  await listener.publish({ seq: 1, seats: 500 });
  await listener.site.app.listen({ port: 0, host: '127.0.0.1' });
  port = (listener.site.app.server.address() as AddressInfo).port;
});
afterAll(() => listener?.close());

function expectRefusal({ status, headers, body }: RawAnswer, what: string): void {
  expect(status, what).toBeGreaterThanOrEqual(400);
  expect(status, what).toBeLessThan(500);
  expect(body, what).toContain('<!doctype html>');
  expect(headers, what).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'same-origin',
    'content-security-policy': expect.stringContaining("default-src 'none'") as string,
  });
}

describe('a request without a meaning', () => {
  it.each(['/', '/seats', '/press', '/health', '/request-key', '/schedule.json', '/sv/'])(
    'is refused with our own page at %s',
    async (path) => {
      for (const [what, bytes] of Object.entries(nonsense(host, path))) {
        const answer = await raw(bytes);
        if (answer.status < 200 || answer.status >= 400) expectRefusal(answer, what);
      }
      expect(await listener.requests()).toEqual([]);
    },
  );

  it('from another site reaches no form, however its address is written', async () => {
    await listener.refill();
    const path = requestPath.seat;
    const { payload } = form({ contact: 'x@example.org' });
    let reached = 0;
    for (const target of [path, ...otherWritings(path)]) {
      const answer = await raw(
        rawRequest(
          'POST',
          target,
          [
            ['host', host],
            ['content-type', 'application/x-www-form-urlencoded'],
            ['origin', 'https://evil.example'],
            ['sec-fetch-site', 'cross-site'],
          ],
          payload,
        ),
      );
      expectRefusal(answer, target);
      if (answer.status === 403) reached += 1;
    }
    expect(reached, 'the router takes other writings for the same form').toBeGreaterThan(2);
    expect(await listener.requests()).toEqual([]);
  });
});

describe('a database that accepts and never answers', () => {
  it('counts as away within two seconds, for visitors and for the health check, again and again', async () => {
    const silent = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const pool = openPool(`postgres://x@127.0.0.1:${(silent.address() as AddressInfo).port}/x`);
    const away = openStore(pool);
    const whole = { ...listener.store };
    Object.assign(listener.store, away);
    try {
      for (let i = 0; i < 2; i++) {
        const begun = performance.now();
        const asked = { url: requestPath.seat, ...form({ contact: 'x@example.org' }) };
        const answers = await Promise.all(Array.from({ length: 12 }, () => listener.site.app.inject(asked)));
        for (const { statusCode, body } of answers) {
          expect(statusCode).toBe(503);
          expect(body).toContain('<!doctype html>');
        }
        expect((await listener.site.app.inject('/health')).statusCode).toBe(503);
        expect(performance.now() - begun).toBeLessThan(4500);
      }
    } finally {
      Object.assign(listener.store, whole);
      silent.close();
    }
  }, 20_000);
});

describe('whose rights the public site has', () => {
  const main = join(import.meta.dirname, '../../../public/main.ts');
  async function start(databaseUrl: string): Promise<{ code: number | null; output: string }> {
    const env = { PATH: process.env['PATH'] ?? '', DATABASE_URL: databaseUrl, PORT: String(await freePorts()) };
    let output = '';
    const program = startNode(main, [], {
      env,
      onLine: (line) => {
        output += `${line}\n`;
        if (output.includes('Public site:')) program.signal('SIGTERM');
      },
    });
    return { code: (await program.ended).code, output };
  }

  it.each(['appUrl', 'ownerUrl'] as const)('it does not start with %s', async (which) => {
    const { code, output } = await start(listener.urls[which]);
    expect([code, output]).toEqual([
      1,
      expect.stringMatching(/^DATABASE_URL logs in as dd_(app|owner), .*dd_public\.\n$/u),
    ]);
  });

  it('it starts with its own', async () => {
    const { code, output } = await start(listener.urls.publicUrl);
    expect([code, output]).toEqual([0, expect.stringContaining('Public site:') as string]);
  });
});
