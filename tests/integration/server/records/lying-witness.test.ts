/**
 * P4. A witness that lies about an opening which it released: nothing leaves without its signed outcome, and the first word
 * that the portal keeps is never replaced by another.
 */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { signedOutcome, signOutcome } from '#protocol/openings/outcome.ts';
import type { ReleaseAnswer } from '#protocol/wire/witness.ts';
import { readKeyFile } from '../../../../witness/keys.ts';
import { desk, file, kind, prepareOpening, type Filed } from '../../../support/server/seal-record.ts';
import { mutantModule } from '../../../support/attacks/mutant.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import type { Person } from '../../../support/server/person.ts';
import { World } from '../../../support/server/world.ts';
import { thisMonth } from '../../../support/this-month.ts';

let testEnv: TestEnv;
let world: World;
let staff: Person;
let filed: Filed;
const travel = desk('travel');

beforeAll(async () => {
  testEnv = await TestEnv.open();
  world = await World.found(testEnv.client, await testEnv.link());
  staff = await world.addMember('staff', travel);
  await world.mintEpoch(travel, staff);
  await world.mintMonth(thisMonth());
  const anna = await world.addMember('participant');
  filed = await file(world, { kind: kind('travel'), author: anna, owner: anna, content: utf8('passport') });
}, 60_000);
afterAll(() => testEnv.close());

const wordAt = async (leaf: number) =>
  (await testEnv.db.selectFrom('outcome').select('word').where('leaf', '=', leaf).executeTakeFirst())?.word;

/** The leaf that the last opening was put at. */
const newest = async () => (await testEnv.db.selectFrom('log_head').select('size').executeTakeFirstOrThrow()).size - 1;

/** A witness that answers this once in another way. */
function lieOnce(lie: (answer: ReleaseAnswer) => ReleaseAnswer): void {
  const { witness } = testEnv.built.portal;
  const release = witness.release.bind(witness);
  witness.release = async (body) => {
    witness.release = release;
    return lie(await release(body));
  };
}

describe('a witness that lies about what it released', () => {
  const without = async () => {
    const asked = await prepareOpening(world, staff, travel, [filed]);
    lieOnce((answer) => ({
      ...answer,
      items: answer.items.map((item) => ({ ...item, outcome: null, month: null, body: null, view: null, owner: null })),
    }));
    return staff.browser.refused('openings/ask', asked.body);
  };

  it('gives nobody content without its signed outcome, and where it need not, she reads it', async () => {
    expect(await without()).toBe('witness-away');
    await testEnv.restart((file) => mutantModule('outcome-unneeded', file));
    expect(await without()).toBe('not refused');
    await testEnv.restart();
  });

  /** Answers where it was. */
  async function takenBack(): Promise<{ leaf: number; outcome: string }> {
    const asked = await prepareOpening(world, staff, travel, [filed]);
    // Without the line it is asked again.
    lieOnce((answer) => ({ ...answer, items: answer.items.map((item) => ({ ...item, body: null, view: null })) }));
    await staff.browser.call('openings/ask', asked.body);
    const leaf = await newest();
    const bytes = (await testEnv.db.selectFrom('log_entry').select('leaf').where('idx', '=', leaf).execute())[0]?.leaf;
    const signed = signOutcome(
      {
        rootfp: world.rootfp,
        origin: world.roster.genesis.log.origin,
        leaf,
        bytes: bytes as Uint8Array,
        word: 'never',
        code: '',
      },
      readKeyFile(join(testEnv.witness.dataDir, 'key'), 'witness-1').cosign.secretKey,
    );
    const outcome = toBase64url(signedOutcome.encode(signed));
    const line = { leaf, word: 'never', code: '', outcome, month: null, body: null, view: null, owner: null } as const;
    await testEnv.built.portal.outcomes.keep([line]);
    return { leaf, outcome };
  }

  it('cannot take back that it released something, and where it could, nobody would know', async () => {
    const fatal = vi.spyOn(testEnv.built.portal.journal, 'fatal');
    const { leaf, outcome } = await takenBack();
    const said = 'the witness signed two outcomes of one opening';
    expect(fatal.mock.calls).toMatchObject([[{ leaf, before: 'released', word: 'never', second: outcome }, said]]);
    expect(await wordAt(leaf)).toBe('released');
    await testEnv.built.portal.outcomes.fill();
    const [row] = await testEnv.db.selectFrom('log_sealed').select('body').where('leaf', '=', leaf).execute();
    expect(row?.body).not.toBeNull();
    await testEnv.restart((file) => mutantModule('outcome-overwritten', file));
    expect(await wordAt((await takenBack()).leaf)).toBe('never');
    await testEnv.restart();
  });
});
