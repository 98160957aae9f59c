/** A witness that says once that it has more than there is, or another tree, has proved nothing: it is asked again. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { toBase64url } from '#protocol/core/bytes.ts';
import { mutantModule } from '../../../support/attacks/mutant.ts';
import { bytes } from '../../../support/server/person.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { World } from '../../../support/server/world.ts';

let testEnv: TestEnv;
let world: World;
beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
});
afterAll(() => testEnv.close());

/** The next answer about its state is bent; all others are its own. */
async function lied(bent: { size?: number; root?: string }): Promise<void> {
  const { publisher, witness } = testEnv.built.portal;
  const ask = witness.state;
  const spy = vi.spyOn(witness, 'state').mockImplementationOnce(async () => ({ ...(await ask()), ...bent }));
  await expect(publisher.requireWitness()).rejects.toThrow('witness-away');
  expect(spy).toHaveBeenCalled();
  spy.mockRestore();
}

it.each([{ size: 1_000_000 }, { root: toBase64url(bytes(32)) }])('with %o, and the log goes on', async (bent) => {
  await lied(bent);
  await world.addMember('participant');
});

it('where it is believed, nothing is signed any more', async () => {
  await testEnv.restart(<T>(file: string) => mutantModule<T>('size-believed', file));
  await world.founder.login();
  await lied({ size: 1_000_000 });
  await expect(world.addMember('participant')).rejects.toThrow('witness-away');
});
