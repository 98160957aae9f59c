/**
 * P31. A page of another site lets a visitor's browser post to the portal, and writes the address in another way than
 * our own pages do: the router reads both alike, and so must the check.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startServers, type TestEnv } from '../support/processes/servers.ts';
import { otherWritings, rawRequest, sendRaw } from '../support/processes/raw-http.ts';
import { withMutantPortal } from '../support/attacks/mutant.ts';

let testEnv: TestEnv;

beforeAll(async () => {
  testEnv = await startServers();
});
afterAll(() => testEnv.stop());

const path = '/api/login/begin';
const encoded = '/%61pi/login/begin';

async function post(target: string, headers: Readonly<Record<string, string>>) {
  const host = `localhost:${testEnv.port}`;
  const lines = [['host', host], ['content-type', 'application/json'], ...Object.entries(headers)] as const;
  const answer = await sendRaw(
    { port: testEnv.portalPort, host: 'localhost' },
    rawRequest('POST', target, lines, '{}'),
  );
  return [answer.status, (JSON.parse(answer.body) as { code?: string }).code];
}

const ownPage = () => ({ origin: testEnv.origin, 'sec-fetch-site': 'same-origin' });
const foreignPage = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };

describe('a page of another site', () => {
  it('is not our own page, which is answered however it writes the address', async () => {
    for (const target of [path, encoded]) expect(await post(target, ownPage())).toEqual([200, undefined]);
  });

  it('is refused, however it writes the address', async () => {
    for (const target of [path, encoded]) expect(await post(target, foreignPage)).toEqual([403, 'wrong-origin']);
    for (const target of otherWritings(path)) expect((await post(target, foreignPage))[0], target).not.toBe(200);
  });

  it('is answered where the check looks at the address as it was written', async () => {
    await withMutantPortal(testEnv, 'raw-address', async () => {
      expect(await post(path, foreignPage)).toEqual([403, 'wrong-origin']);
      expect(await post(encoded, foreignPage)).toEqual([200, undefined]);
    });
  }, 60_000);
});
