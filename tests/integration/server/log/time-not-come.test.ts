/**
 * A witness dates a verdict or a head to a time that has not come: its clock was wrong for one answer, or it lies. Times of
 * verdicts never fall, so nothing of that is taken. Once it is right again, the log goes on by itself, and without a restart.
 */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import { headCodec, headMessage } from '#protocol/log/head.ts';
import { findCard } from '#protocol/roster/roster-state.ts';
import { verdictCodec, verdictMessage } from '#protocol/roster/verdict.ts';
import { readKeyFile } from '../../../../witness/keys.ts';
import { mutantModule } from '../../../support/attacks/mutant.ts';
import { bytes, type Person } from '../../../support/server/person.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { World } from '../../../support/server/world.ts';

const yearMs = 365 * 24 * 3_600_000;
let testEnv: TestEnv;
let world: World;
beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link(), 2);
});
afterAll(() => testEnv.close());

const witnessKey = () => readKeyFile(`${testEnv.witness.dataDir}/key`, 'witness-1').cosign.secretKey;

/** So many answers to new entries say what it would have said this much later. */
function datedAhead(ms: number, answers: number): void {
  const { witness } = testEnv.built.portal;
  const mirror = witness.mirror.bind(witness);
  let left = answers;
  vi.spyOn(witness, 'mirror').mockImplementation(async (from, sent, said) => {
    const answer = await mirror(from, sent, said);
    const newest = answer.verdicts.at(-1);
    if (newest === undefined || left-- <= 0) return answer;
    const line = verdictCodec.parse(fromBase64url(newest.line));
    // What its rules give by then.
    const { seq, head: before } = testEnv.built.portal.rosterCache.roster;
    const late = { code: 'roster-expired', time: line.time + ms, seq, head: before };
    const later = verdictCodec.encode({ ...line, ...late });
    const signature = toBase64url(signDetached(witnessKey(), verdictMessage(later)));
    return {
      ...answer,
      verdicts: [...answer.verdicts.slice(0, -1), { ...newest, line: toBase64url(later), signature }],
    };
  });
}

const newestTime = () => testEnv.built.portal.rosterCache.roster.verdicts.time;
const remove = (guest: Person) => world.enact({ type: 'remove', member: guest.member }, [world.founder]);

it('a verdict within the allowed difference is taken', async () => {
  await testEnv.restartWith({ witness: 5 * 60_000 });
  await world.founder.login();
  await remove(await world.addMember('participant'));
  expect(newestTime()).toBeGreaterThan(Date.now());
  await testEnv.restartWith({});
  await world.founder.login();
});

it('one of next year is not: it is told with its signature, and the removal is in force once the witness is right', async () => {
  const guest = await world.addMember('participant');
  const { portal } = testEnv.built;
  const fatal = vi.spyOn(portal.journal, 'fatal');
  datedAhead(yearMs, 2);
  await expect(remove(guest)).rejects.toThrow('clock-skew');
  const [evidence] = fatal.mock.calls.find(([, said]) => String(said).includes('time that has not come')) ?? [];
  expect(evidence).toMatchObject({ leaf: expect.any(Number), line: expect.any(String), signature: expect.any(String) });
  const { leaf } = evidence as { leaf: number };
  const kept = await testEnv.db.selectFrom('verdict').select('leaf').where('leaf', '=', leaf).execute();
  expect([kept, portal.publisher.cosigned <= leaf]).toEqual([[], true]);
  await expect.poll(() => portal.rosterCache.verdictOn(leaf)).toBe('');
  expect(newestTime()).toBeLessThan(Date.now() + 600_000);
  vi.restoreAllMocks();
  expect(findCard(await world.sync(), guest.member)).toBeUndefined();
  await world.addMember('participant');
});

/** The next head is of this much later. */
function headAhead(ms: number): void {
  const { witness } = testEnv.built.portal;
  const ask = witness.head;
  vi.spyOn(witness, 'head').mockImplementation(async (nonce) => {
    const head = headCodec.parse(fromBase64url((await ask(nonce)).head));
    const later = headCodec.encode({ ...head, time: head.time + ms });
    return { head: toBase64url(later), signature: toBase64url(signDetached(witnessKey(), headMessage(later))) };
  });
}
const head = () => world.founder.browser.call('log/head', { nonce: toBase64url(bytes(32)) });

it('a head of a time that has not come answers nobody, and people still come in to read what is theirs', async () => {
  headAhead(5 * 60_000);
  await head();
  vi.restoreAllMocks();
  headAhead(yearMs);
  await expect(head()).rejects.toThrow('clock-skew');
  expect(await world.founder.login()).toMatchObject({ head: null, cachedHead: expect.anything() });
  vi.restoreAllMocks();
  expect((await world.founder.login()).head).not.toBeNull();
  await head();
});

it('where the time is not compared, no later verdict has a time of this year', async () => {
  await testEnv.restart(<T>(file: string) => mutantModule<T>('time-not-come', file));
  await world.founder.login();
  const guest = await world.addMember('participant');
  datedAhead(yearMs, 1);
  await expect(remove(guest)).rejects.toThrow('roster-expired');
  expect(newestTime()).toBeGreaterThan(Date.now() + yearMs - 600_000);
});
