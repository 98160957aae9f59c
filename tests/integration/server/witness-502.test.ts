/** Between portal and witness something answers in the witness's place, such as a tunnel: the witness is away, no more. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Person } from '../../support/server/person.ts';
import { TestEnv } from '../../support/server/portal.ts';
import { Founding, World } from '../../support/server/world.ts';

type Answer = readonly [status: number, text: string];
let answer: Answer = [502, '<html>Bad Gateway</html>'];
let stub: Server;
let testEnv: TestEnv;
let unfounded: TestEnv;
let world: World;
let guest: Person;
let founding: Founding;

beforeAll(async () => {
  stub = createServer((_request, response) => void response.writeHead(answer[0]).end(answer[1]));
  stub.keepAliveTimeout = 0;
  stub.listen(0, '127.0.0.1');
  await once(stub, 'listening');
  const witnessUrl = `http://127.0.0.1:${(stub.address() as AddressInfo).port}`;
  [testEnv, unfounded] = await Promise.all([TestEnv.open(), TestEnv.open()]);
  world = await World.found(testEnv.client, await testEnv.link());
  guest = await world.addMember('participant');
  Object.assign(testEnv.config, { witnessUrl });
  await testEnv.restart();
  await world.founder.login();
  founding = new Founding(unfounded.client, await unfounded.link(), 1);
  // The founding link is this start's, so the witness is put aside while the portal runs.
  const { witness } = unfounded.built.portal;
  Object.assign(witness, { card: testEnv.built.portal.witness.card });
});
afterAll(async () => {
  stub?.close();
  await Promise.all([testEnv?.close(), unfounded?.close()]);
});

describe.each<Answer>([
  [502, '<html>Bad Gateway</html>'],
  [500, JSON.stringify({ code: 'internal', detail: 'the witness failed' })],
  [200, '{}'],
  [404, JSON.stringify({ code: 'malformed', detail: 'no such route' })],
  [409, JSON.stringify({ code: 'log-fork', detail: '' })],
])('while %i %s is answered', (...given) => {
  beforeAll(() => {
    answer = given;
  });

  it('a removal waits for the witness', async () => {
    const entry = await world.signed(world.entry({ type: 'remove', member: guest.member }), [world.founder]);
    expect(await world.founder.browser.refused('roster/propose', { entry, minted: null })).toBe('witness-away');
  });

  it('founding waits for the witness', async () => {
    const person = founding.officers[0] as Person;
    expect(await person.browser.refused('founding/look', founding.pass(0))).toBe('witness-away');
  });
});
