/** A publication that cannot be served: the public site serves the one before it, says so, and starts again. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { build } from '../../../public/app.ts';
import { Proxies } from '../../../public/proxies.ts';
import { Listener, proxy } from '../../support/public/listener.ts';
import { siteFiles } from '../../support/public/site.ts';

let listener: Listener;
beforeAll(async () => {
  listener = await Listener.open();
  await listener.publish({ seq: 1, seats: 5 });
});
afterAll(async () => listener?.close());

const files = siteFiles().map((file) =>
  file.path === '/answers/en/wrong' ? { ...file, bytes: new Uint8Array([0xff, 0xfe, 0xfd]) } : file,
);

async function started() {
  const said: string[] = [];
  const site = await build(listener.store, {
    formDir: undefined,
    proxies: new Proxies(proxy),
    say: (line) => said.push(line),
  });
  const home = await site.app.inject('/');
  await site.app.close();
  return { home, said };
}

it('two publications with a sentence that is no UTF-8 are passed over, said once each, and the first is served', async () => {
  const before = await listener.site.app.inject('/');
  await listener.publish({ seq: 2, seats: 5, files });
  await listener.publish({ seq: 3, seats: 5, files });
  await listener.site.refresh();
  expect((await listener.site.app.inject('/')).body).toBe(before.body);
  expect(listener.said.map((line) => line.slice(0, 13))).toEqual(['Publication 2', 'Publication 3']);
  const { home, said } = await started();
  expect([home.statusCode, home.body]).toEqual([200, before.body]);
  expect(said.map((line) => line.slice(0, 13))).toEqual(['Publication 3', 'Publication 2']);
});

it('a good one after them is served', async () => {
  const digest = await listener.publish({ seq: 4, seats: 5 });
  const { publication } = (await listener.site.app.inject('/request-key')).json<{ publication: string }>();
  expect(publication).toBe(Buffer.from(digest).toString('base64url'));
  expect((await started()).said).toEqual([]);
});
