/**
 * P5. A witness signs a head that says more or other than the portal can show: more outcomes, an older age, another root or
 * roster. Each client would find that the portal holds something back. So the portal hands it to nobody, and says
 * only that the two do not say the same.
 */
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import { headCodec, headMessage, type Head } from '#protocol/log/head.ts';
import { readKeyFile } from '../../../../witness/keys.ts';
import { mutantModule } from '../../../support/attacks/mutant.ts';
import { desk, open, type Filed } from '../../../support/server/seal-record.ts';
import { bytes, type Person } from '../../../support/server/person.ts';
import { foundWithFile } from '../../../support/server/filed.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import type { World } from '../../../support/server/world.ts';

const travel = desk('travel');
let testEnv: TestEnv;
let world: World;
let staff: Person;
let filed: Filed;
beforeAll(async () => {
  testEnv = await TestEnv.open();
  ({ world, staff, filed } = await foundWithFile(testEnv));
  await open(world, staff, travel, [filed]);
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => testEnv.close());

function bent(how: (head: Head) => Partial<Head>): void {
  const { witness } = testEnv.built.portal;
  const key = readKeyFile(`${testEnv.witness.dataDir}/key`, 'witness-1').cosign.secretKey;
  const ask = witness.head;
  vi.spyOn(witness, 'head').mockImplementation(async (nonce) => {
    const head = headCodec.parse(fromBase64url((await ask(nonce)).head));
    const other = headCodec.encode({ ...head, ...how(head) });
    return { head: toBase64url(other), signature: toBase64url(signDetached(key, headMessage(other))) };
  });
}

async function head(): Promise<Head | string> {
  try {
    const signed = await world.founder.browser.call('log/head', { nonce: toBase64url(bytes(32)) });
    return headCodec.parse(fromBase64url(signed.head));
  } catch (error) {
    return (error as Error).message;
  }
}

const lies: readonly (readonly [string, (head: Head) => Partial<Head>])[] = [
  ['never', ({ outcomes }) => ({ outcomes: { ...outcomes, never: 5 } })],
  ['released', ({ outcomes }) => ({ outcomes: { ...outcomes, released: outcomes.released + 1 } })],
  ['refused', ({ outcomes }) => ({ outcomes: { ...outcomes, refused: 1 } })],
  ['unknown', ({ outcomes }) => ({ outcomes: { ...outcomes, unknown: 9 } })],
  ['root', () => ({ root: bytes(32) })],
  ['size', ({ size }) => ({ size: size + 1 })],
  ['size', ({ size }) => ({ aged: size + 1 })],
  ['roster', () => ({ rosterHead: bytes(32) })],
  ['roster', ({ rosterSeq }) => ({ rosterSeq: rosterSeq + 1 })],
  ['state', () => ({ state: bytes(32) })],
];

it('an honest head is handed on, also where our own table says otherwise', async () => {
  expect(await head()).toMatchObject({ outcomes: { released: 1, never: 0 } });
  await testEnv.restart();
  await world.founder.login();
  await testEnv.db.updateTable('outcome').set({ word: 'never' }).execute();
  expect(await head()).toMatchObject({ outcomes: { released: 1, never: 0 } });
});

it.each(lies)('one that is wrong about %s is not, and the journal has it with its signature', async (what, how) => {
  const fatal = vi.spyOn(testEnv.built.portal.journal, 'fatal');
  bent(how);
  expect(await head()).toContain('servers-differ');
  expect(fatal).toHaveBeenCalledWith(
    expect.objectContaining({ what, head: expect.any(String), signature: expect.any(String) }),
    expect.any(String),
  );
  expect(await world.founder.login()).toMatchObject({ head: null, cachedHead: expect.anything() });
});

it('nor one that calls an opening old whose outcome is still under way', async () => {
  const { witness } = testEnv.built.portal;
  vi.spyOn(witness, 'release').mockRejectedValue(new Error('lost on the way'));
  await open(world, staff, travel, [filed]).catch(() => undefined);
  expect(await head()).toMatchObject({ outcomes: { released: 1 } });
  bent(({ size }) => ({ aged: size }));
  expect(await head()).toContain('servers-differ');
});

it('nor one that the witness did not sign over the nonce', async () => {
  const { witness } = testEnv.built.portal;
  const other = await witness.head(toBase64url(bytes(32)));
  vi.spyOn(witness, 'head').mockResolvedValue(other);
  expect(await head()).toContain('witness-away');
});

it('where the counts are not compared, the client is given what accuses the portal', async () => {
  await testEnv.restart(<T>(path: string) => mutantModule<T>('head-believed', path));
  await world.founder.login();
  bent(({ outcomes, size }) => ({ aged: size, outcomes: { ...outcomes, never: 5 } }));
  expect(await head()).toMatchObject({ outcomes: { never: 5 } });
});
