/**
 * Openings that are cut short, by kills at the worst moments (protocol §7): what was signed is fetched, what was not is
 * never given out, and in the end every entry has its outcome.
 */
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { utf8 } from '#protocol/core/bytes.ts';
import { readLeaf } from '#protocol/log/leaf.ts';
import { desk, open, prepareOpening, type Filed } from '../../../support/server/seal-record.ts';
import { foundWithFile } from '../../../support/server/filed.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import type { Person } from '../../../support/server/person.ts';
import type { World } from '../../../support/server/world.ts';
import { thisMonth } from '../../../support/this-month.ts';

// Portal and witness are started several times; on a busy machine that takes its time.
vi.setConfig({ testTimeout: 120_000 });

let testEnv: TestEnv;
let world: World;
let staff: Person;
let filed: Filed;
const travel = desk('travel');
const minute = 60_000;

beforeAll(async () => {
  testEnv = await TestEnv.open();
  ({ world, staff, filed } = await foundWithFile(testEnv));
});
afterAll(() => testEnv.close());

async function openingLeaves(): Promise<readonly number[]> {
  const rows = await testEnv.db.selectFrom('log_entry').select(['idx', 'leaf']).orderBy('idx').execute();
  return rows.filter((row) => readLeaf(row.leaf)?.type === 'opening').map((row) => row.idx);
}

const words = async () =>
  new Map(
    (await testEnv.db.selectFrom('outcome').select(['leaf', 'word']).execute()).map((row) => [row.leaf, row.word]),
  );

/** The witness is killed around the question, at the moment when the portal puts it. */
function killAt(moment: 'before' | 'after'): void {
  const { witness } = testEnv.built.portal;
  const release = witness.release.bind(witness);
  witness.release = async (body) => {
    if (moment === 'before') await testEnv.witness.kill();
    const answer = await release(body);
    await testEnv.witness.kill();
    throw new Error(`lost on the way: ${answer.items.length} items`);
  };
}

async function cutShort(moment: 'before' | 'after'): Promise<number> {
  const asked = await prepareOpening(world, staff, travel, [filed]);
  killAt(moment);
  await expect(staff.browser.refused('openings/ask', asked.body)).resolves.toMatch(/witness-away|internal/u);
  const leaf = (await openingLeaves()).at(-1) as number;
  expect((await words()).has(leaf)).toBe(false);
  await testEnv.witness.start();
  return leaf;
}

describe('an opening that is cut short', () => {
  it('after the witness signed it: the next start of the portal fetches what it said, with both lines', async () => {
    const leaf = await cutShort('after');
    await testEnv.restart();
    expect((await words()).get(leaf)).toBe('released');
    const [row] = await testEnv.db.selectFrom('log_sealed').selectAll().where('leaf', '=', leaf).execute();
    expect([row?.month, row?.body === null, row?.view === null]).toEqual([thisMonth(), false, false]);
  });

  it('before the witness heard of it: it is nothing, once 20 minutes are over', async () => {
    const leaf = await cutShort('before');
    await testEnv.restart();
    expect((await words()).has(leaf)).toBe(false);
    await testEnv.restartWith({ witness: 21 * minute });
    expect((await words()).get(leaf)).toBe('never');
    await testEnv.restartWith({});
    const { outcomes } = await staff.browser.call('log/outcomes', { from: 0 });
    expect(outcomes.map((outcome) => outcome.leaf)).toEqual([leaf]);
  });

  it('and in the end each of many has its outcome, and the next one opens', async () => {
    for (const moment of ['before', 'after', 'before'] as const) {
      await cutShort(moment);
      await testEnv.restart();
    }
    expect((await open(world, staff, travel, [filed])).contents).toEqual([utf8('passport')]);
    await testEnv.restartWith({ witness: 21 * minute });
    const kept = await words();
    expect((await openingLeaves()).filter((leaf) => !kept.has(leaf))).toEqual([]);
    expect([...kept.values()].toSorted()).toEqual(['never', 'never', 'never', 'released', 'released', 'released']);
    await testEnv.restartWith({});
  });
});

describe('rows about openings that somebody altered', () => {
  const lines = () => testEnv.db.selectFrom('log_sealed').selectAll().orderBy('leaf').execute();
  const outcomes = () => testEnv.db.selectFrom('outcome').select(['leaf', 'word', 'signed']).orderBy('leaf').execute();
  const statements = [
    "update log_sealed set body = '\\x00', view = '\\x00'",
    'update log_sealed set body = other.body, view = other.view from (select * from log_sealed order by leaf limit 1) as other',
    'update log_sealed set owner = (select member from member order by member limit 1)',
    "update outcome set word = 'never'",
    "update outcome set word = 'released', signed = '\\x00'",
    "update outcome set code = '\\x00'",
  ];

  it.each(statements)('are as the witness said once somebody looks: %s', async (statement) => {
    await open(world, staff, travel, [filed]);
    await open(world, staff, travel, [filed]);
    const before = [await outcomes(), await lines()];
    await sql.raw(statement).execute(testEnv.db);
    await world.founder.browser.call('log/bodies', { from: 0 });
    expect([await outcomes(), await lines()]).toEqual(before);
    await sql.raw(statement).execute(testEnv.db);
    await testEnv.restart();
    await testEnv.built.portal.outcomes.fill();
    expect([await outcomes(), await lines()]).toEqual(before);
    for (const one of [...world.officers, staff]) await one.login();
  });
});
