// Both listeners of the witness get requests that mean nothing. The answers have one shape and the headers, and the
// state stays as it is.
import { join } from 'node:path';
import type { NetConnectOpts } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HeadBody, MirrorBody, ReleaseBody, RetireBody } from '#protocol/wire/witness.ts';
import { nonsense, otherWritings, rawRequest, sendRaw, type RawAnswer } from '../../support/processes/raw-http.ts';
import { hostileBodies } from '../../support/server/hostile.ts';
import { RunningWitness } from '../../support/witness/process.ts';

let witness: RunningWitness;
let listeners: Readonly<Record<'socket' | 'monitors', NetConnectOpts>>;

beforeAll(async () => {
  witness = await RunningWitness.make();
  listeners = {
    socket: { path: join(witness.dataDir, 'socket') },
    monitors: { port: witness.port, host: '127.0.0.1' },
  };
});
afterAll(() => witness.remove());

const state = async () => {
  // Time goes on, whatever is asked.
  const { clock: _, ...kept } = (await witness.call('GET', '/state')).json;
  return JSON.stringify(kept);
};

function expectRefusal({ status, headers, body }: RawAnswer, what: string): void {
  expect(status, `${what}: ${body}`).toBeGreaterThanOrEqual(400);
  expect(status, `${what}: ${body}`).toBeLessThan(500);
  expect(Object.keys(JSON.parse(body) as object), what).toEqual(['code', 'detail']);
  expect(headers, what).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'none'") as string,
  });
}

describe.each(['socket', 'monitors'] as const)('a request without a meaning at the listener for %s', (listener) => {
  it.each(['/head', '/mirror', '/add-checkpoint', '/state', '/health', `/${'0'.repeat(64)}/checkpoint`])(
    'is refused in one shape at %s',
    async (path) => {
      const before = await state();
      for (const [what, bytes] of Object.entries(nonsense('localhost', path))) {
        const answer = await sendRaw(listeners[listener], bytes);
        if (answer.status < 200 || answer.status >= 400) expectRefusal(answer, what);
      }
      for (const target of otherWritings(path)) {
        const answer = await sendRaw(listeners[listener], rawRequest('GET', target, [['host', 'localhost']]));
        if (answer.status !== 200) expectRefusal(answer, target);
      }
      expect(await state()).toBe(before);
    },
  );
});

describe('bodies that have the shape and no meaning', () => {
  const routes = { '/head': HeadBody, '/mirror': MirrorBody, '/release': ReleaseBody, '/retire': RetireBody } as const;

  it.each(Object.entries(routes))('%s answers none with a fault of ours', async (path, schema) => {
    const before = await state();
    const headers = [
      ['host', 'localhost'],
      ['content-type', 'application/json'],
    ] as const;
    for (const [what, text] of hostileBodies(schema)) {
      const answer = await sendRaw(listeners.socket, rawRequest('POST', path, headers, text));
      if (answer.status !== 200) expectRefusal(answer, what);
    }
    expect(await state()).toBe(before);
  });

  it('a body larger than its route can mean is not read', async () => {
    const headers = [
      ['host', 'localhost'],
      ['content-type', 'application/json'],
    ] as const;
    const answer = await sendRaw(listeners.socket, rawRequest('POST', '/head', headers, `"${'x'.repeat(5000)}"`));
    expect([answer.status, answer.body]).toEqual([413, '{"code":"too-large","detail":"not a known request"}']);
  });

  it('a body wider than its route can mean is not parsed', async () => {
    const headers = [
      ['host', 'localhost'],
      ['content-type', 'application/json'],
    ] as const;
    const wide = `{"from":0,"leaves":"","entries":[${'[],'.repeat(10_000_000)}[]]}`;
    const begun = performance.now();
    const answer = await sendRaw(listeners.socket, rawRequest('POST', '/mirror', headers, wide));
    expect([answer.status, answer.body]).toEqual([400, '{"code":"malformed","detail":"not a known request"}']);
    // Sending it takes most of this; parsing it took five seconds.
    expect(performance.now() - begun).toBeLessThan(2500);
  });
});
