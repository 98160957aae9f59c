/** Starting, stopping without a goodbye, and not starting: a witness that forgot is one that lies. */
import { chmod, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { headCodec } from '#protocol/log/head.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { witnessCardHash } from '#protocol/members/witness-card.ts';
import { Event, travel } from '../../support/witness/event.ts';
import { ask, file, openBox, outcomes, send } from '../../support/witness/openings.ts';
import { bytes, makePerson, type Person } from '../../support/witness/people.ts';
import { launch, RunningWitness } from '../../support/witness/process.ts';

await sodiumReady;

describe('a witness with its state', () => {
  let witness: RunningWitness;
  beforeEach(async () => {
    witness = await RunningWitness.make();
  });
  afterEach(() => witness.remove());

  test('prints its card once, keeps its files to itself, and is the same after a kill', async () => {
    const card = await witness.card();
    await expect.poll(() => witness.output()).toContain(`witness card ${toBase64url(witnessCardHash(card))}\n`);
    for (const name of ['key', 'state.sqlite', 'socket'])
      expect((await stat(join(witness.dataDir, name))).mode & 0o077).toBe(0);
    expect((await stat(witness.dataDir)).mode & 0o077).toBe(0);
    await witness.restart();
    expect(witness.output()).not.toContain('witness card');
    expect(await witness.card()).toEqual(card);
  });

  test('remembers log, roster, releases, limits and touches', async () => {
    const event = await Event.found(witness);
    const [owner, other, staff] = [
      await makePerson('participant'),
      await makePerson('participant'),
      await makePerson('staff'),
    ];
    for (const person of [owner, other, staff]) await event.add(person);
    await event.joinDesk(travel, staff);
    await event.publish();
    const before = (await witness.call('GET', '/state')).json;
    const old = await ask(event, staff, travel, [file(event, 'travel', owner)]);
    const two = await ask(event, staff, travel, [file(event, 'reach', owner), file(event, 'reach', other)]);
    await event.publish();
    const first = await send(two);
    expect(outcomes(first)).toEqual(['released', 'released']);
    const pending = event.leaves.length;
    file(event, 'travel', owner);
    await event.mirror();

    await witness.restart();
    const after = (await witness.call('GET', '/state')).json;
    expect(after).toMatchObject({ size: pending, rosterSeq: before.rosterSeq, rootfp: before.rootfp });
    expect((await event.mirror(0)).json).toMatchObject({ size: pending + 1 });
    // The older touch of the same key is still refused, the same batch may come again, and one of three is left this hour.
    expect(outcomes(await send(old))).toEqual(['assertion-credential']);
    const again = await send(two);
    expect(openBox(two, again).map((item) => item.share)).toEqual(openBox(two, first).map((item) => item.share));
    const more = await ask(event, staff, travel, [file(event, 'reach', owner), file(event, 'reach', other)]);
    await event.publish();
    expect(outcomes(await send(more))).toEqual(['released', 'opening-limit']);
    const nonce = toBase64url(bytes(32));
    const { head } = (await witness.call('POST', '/head', { nonce })).json;
    expect(headCodec.parse(fromBase64url(head)).outcomes).toEqual({ released: 3, refused: 1, never: 0, unknown: 0 });
  });

  test('never signs what a kill could undo', async () => {
    const event = await Event.found(witness);
    for (let round = 0; round < 3; round++) {
      file(event, 'travel', event.officers[0] as Person);
      await event.mirror();
      const answer = await event.addCheckpoint();
      await witness.restart();
      event.cosigned = event.leaves.length;
      expect((await witness.call('GET', '/state')).json.note).toContain(answer.text);
    }
  });

  test('shares its state with no second one', async () => {
    expect(await launch(witness.dataDir)).toMatchObject({ code: 1, output: expect.stringContaining('locked') });
  });
});

describe('a witness does not start', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'witness-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  async function refusal(flags: readonly string[] = [], env: Record<string, string> = {}): Promise<string> {
    const ended = await launch(folder, flags, env);
    if ('program' in ended) {
      await ended.program.stop('SIGKILL');
      return 'started';
    }
    expect(ended.code).toBe(1);
    return ended.output;
  }

  async function initialise(): Promise<void> {
    const started = await launch(folder, ['--init']);
    if (!('program' in started)) throw new Error(started.output);
    await started.program.stop();
  }

  test('on an empty folder, unless told to begin', async () => {
    expect(await refusal()).toContain('no key or no state');
    await initialise();
    expect(await refusal()).toBe('started');
  });

  test('with a key and no state, or a state and no key', async () => {
    await initialise();
    await rename(join(folder, 'state.sqlite'), join(folder, 'away'));
    expect(await refusal()).toContain('no key or no state');
    expect(await refusal(['--init'])).toContain('only for an empty folder');
    await rename(join(folder, 'away'), join(folder, 'state.sqlite'));
    await rename(join(folder, 'key'), join(folder, 'away'));
    expect(await refusal()).toContain('no key or no state');
  });

  test('with --init where something is already', async () => {
    await initialise();
    const key = await readFile(join(folder, 'key'), 'utf8');
    expect(await refusal(['--init'])).toContain('only for an empty folder');
    expect(await readFile(join(folder, 'key'), 'utf8')).toBe(key);
  });

  test('with a key that others can read, with another key, with another name', async () => {
    await initialise();
    await chmod(join(folder, 'key'), 0o640);
    expect(await refusal()).toContain('0600');
    await chmod(join(folder, 'key'), 0o600);
    expect(await refusal([], { WITNESS_NAME: 'witness-2' })).toContain('another key or another WITNESS_NAME');
    const seed = toBase64url(new Uint8Array(32).fill(7));
    await writeFile(join(folder, 'key'), `cosign ${seed}\nseal ${seed}\n`);
    expect(await refusal()).toContain('another key or another WITNESS_NAME');
  });

  test('with a name that no note could carry', async () => {
    expect(await refusal(['--init'], { WITNESS_NAME: 'two words' })).toContain('WITNESS_NAME');
  });
});
