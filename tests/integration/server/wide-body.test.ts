/** One member's body of ten megabytes that is wide instead of deep: nobody else waits for it. */
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TestEnv } from '../../support/server/portal.ts';
import type { Person } from '../../support/server/person.ts';
import { World } from '../../support/server/world.ts';

/** Below the largest body of any act (server/acts.ts). */
const bodyBytes = 9_900_000;
/** Of this process's own work: sending, reading and counting take some tens of milliseconds; parsing took 2500. */
const workMs = 1000;

let testEnv: TestEnv;
let anna: Person;
let port: number;
beforeAll(async () => {
  testEnv = await TestEnv.open();
  const world = await World.found(testEnv.client, await testEnv.link());
  anna = await world.addMember('participant');
  await testEnv.built.app.listen({ port: 0, host: '127.0.0.1' });
  port = (testEnv.built.app.server.address() as AddressInfo).port;
});
afterAll(() => testEnv.close());

function put(text: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const headers = {
      host: 'localhost:8080',
      origin: 'http://localhost:8080',
      cookie: anna.browser.cookie,
      'content-type': 'application/json',
      'content-length': text.length,
    };
    const target = {
      host: '127.0.0.1',
      port,
      path: '/api/records/put',
      method: 'POST',
      headers,
      agent: false,
    } as const;
    const asked = request(target, (response) => (response.resume(), resolve(response.statusCode)));
    asked.on('error', reject);
    asked.end(text);
  });
}

it.each(['[]', '{}', '1', '""', '{"a":{}}'])(
  'millions of %s are refused, and the process goes on',
  async (unit) => {
    const text = `{"items":[${Array.from({ length: Math.floor(bodyBytes / (unit.length + 1)) }, () => unit).join()}]}`;
    const before = process.cpuUsage();
    const status = await put(text);
    const { user, system } = process.cpuUsage(before);
    expect(status).toBe(400);
    // No stop of the process is longer than all its work, and other processes do not add to it.
    expect((user + system) / 1000).toBeLessThan(workMs);
  },
  60_000,
);
