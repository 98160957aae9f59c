import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { draftCodec } from '#protocol/members/founding.ts';
import { genesisCodec, verifyGenesis, rootFingerprint } from '#protocol/members/genesis.ts';
import { toId } from '#protocol/core/ids.ts';
import { build } from '../../../../server/app.ts';
import { openJournal } from '../../../../server/logger.ts';
import { Witness } from '../../../../server/witness.ts';
import { Browser } from '../../../support/server/client.ts';
import { desk } from '../../../support/server/seal-record.ts';
import { TestEnv } from '../../../support/server/portal.ts';
import { bytes, Person } from '../../../support/server/person.ts';
import { Founding, World } from '../../../support/server/world.ts';
import { thisMonth } from '../../../support/this-month.ts';

let testEnv: TestEnv;
beforeEach(async () => {
  testEnv = await TestEnv.open();
});
afterEach(() => testEnv.close());

const founderOf = (founding: Founding) => founding.officers[0] as Person;

describe('an event', () => {
  it.each([1, 3])('is founded by %i officers, and lives', async (officers) => {
    const before = new Browser(testEnv.client);
    expect((await before.call('event/look', {})).founded).toBe(false);
    const world = await World.found(testEnv.client, await testEnv.link(), officers);
    expect(world.roster.genesis.quorum).toBe(Math.min(2, officers));
    expect((await before.call('event/look', {})).founded).toBe(true);
    const travel = desk('travel');
    const staff = await world.addMember('staff', travel);
    await world.mintEpoch(travel, staff);
    await world.mintMonth(thisMonth());
    const defender = await world.addMember('participant');
    await world.recover(defender);
    expect((await defender.browser.call('session/look', {})).role).toBe('participant');

    await testEnv.restart();
    expect(await testEnv.built.foundingLink()).toBeUndefined();
    expect(testEnv.built.portal.rosterCache.roster.head).toEqual((await world.sync()).head);
  });

  it('is not served under another key or address than it was founded with', async () => {
    await World.found(testEnv.client, await testEnv.link());
    const elsewhere = { ...testEnv.config, origin: 'http://localhost:9090' };
    const witness = new Witness(testEnv.config.witnessUrl);
    await expect(build(elsewhere, testEnv.db, witness, openJournal('silent'))).rejects.toThrow('lives at');
    const folder = mkdtempSync(join(tmpdir(), 'dd-other-'));
    const keyless = { ...testEnv.config, dataDir: folder };
    await expect(build(keyless, testEnv.db, witness, openJournal('silent'))).rejects.toThrow('keys/log');
    rmSync(folder, { recursive: true });
  });

  it('has one root; the last signature completes it and ends the founding', async () => {
    const founding = new Founding(testEnv.client, await testEnv.link(), 3);
    await founding.sendDraft();
    await founding.enrolAll();
    await founding.joinAll();
    await founding.publish();
    expect([await founding.signOne(2), await founding.signOne(0)]).toEqual([false, false]);
    const waiting = await founderOf(founding).browser.call('founding/look', founding.pass(0));
    expect([waiting.signed.length, waiting.founded]).toEqual([2, false]);
    expect(await founding.signOne(1)).toBe(true);
    const world = await World.enter(founding);
    const welcome = await world.founder.login();
    verifyGenesis(fromBase64url(welcome.signedGenesis), rootFingerprint(founding.genesis));
    const { browser } = founderOf(founding);
    expect((await browser.call('founding/look', founding.pass(1))).founded).toBe(true);
    const again = { ...founding.pass(0), draft: toBase64url(founding.draft), cofounders: [] };
    expect(await browser.refused('founding/draft', again)).toBe('founding-over');
    await expect(founding.signOne(0)).rejects.toThrow('founding-over');
  });

  it('is not founded while the witness does not answer, and is founded with the same signatures afterwards', async () => {
    const founding = new Founding(testEnv.client, await testEnv.link(), 1);
    await founding.sendDraft();
    await founding.enrolAll();
    await founding.publish();
    await testEnv.witness.kill();
    await expect(founding.signOne(0)).rejects.toThrow('witness-away');
    expect(await testEnv.db.selectFrom('roster_entry').select('leaf').execute()).toEqual([]);
    await testEnv.witness.start();
    expect(await founding.signOne(0)).toBe(true);
  });

  it('that was committed and not yet cosigned is cosigned at the next start', async () => {
    const founding = new Founding(testEnv.client, await testEnv.link(), 1);
    await founding.sendDraft();
    await founding.enrolAll();
    await founding.publish();
    const { publisher } = testEnv.built.portal;
    publisher.published = async () => {
      throw new Error('cut here');
    };
    publisher.publish = async () => undefined;
    await expect(founding.signOne(0)).rejects.toThrow('internal');
    await testEnv.restart();
    expect(testEnv.built.portal.publisher.cosigned).toBe(1);
    expect((await new Browser(testEnv.client).call('event/look', {})).founded).toBe(true);
  });
});

describe('a founding link', () => {
  it('is the only way in, and ends with the process that made it', async () => {
    const link = await testEnv.link();
    const founding = new Founding(testEnv.client, link, 1);
    const { browser } = founderOf(founding);
    const wrong = { invite: null, redeem: toBase64url(bytes(32)) };
    expect(await browser.refused('founding/look', wrong)).toBe('invite-unknown');
    await browser.call('founding/look', founding.pass(0));
    await testEnv.restart();
    expect(await testEnv.link()).not.toBe(link);
    const late = new Founding(testEnv.client, link, 1);
    expect(await founderOf(late).browser.refused('founding/look', late.pass(0))).toBe('invite-unknown');
  });

  it('names the witness by its key card', async () => {
    const founding = new Founding(testEnv.client, await testEnv.link(), 1);
    founding.cardHash.fill(1);
    await expect(founding.sendDraft()).rejects.toThrow('founding-mismatch');
  });
});

describe('a draft', () => {
  it('for another portal, log or witness is refused', async () => {
    const founding = new Founding(testEnv.client, await testEnv.link(), 1);
    await founding.sendDraft();
    const { browser } = founderOf(founding);
    const draft = draftCodec.parse(founding.draft);
    const others = [
      { ...draft, origin: 'https://other.example' },
      { ...draft, rpId: 'other' },
      { ...draft, log: { ...draft.log, publicKey: bytes(32) } },
      { ...draft, witness: { ...draft.witness, cosignKey: bytes(32) } },
    ];
    for (const other of others) {
      const sent = { ...founding.pass(0), draft: toBase64url(draftCodec.encode(other)), cofounders: [] };
      expect(await browser.refused('founding/draft', sent)).toBe('founding-mismatch');
    }
  });

  it('that replaces another ends the joins under it', async () => {
    const founding = new Founding(testEnv.client, await testEnv.link(), 2);
    await founding.sendDraft();
    await founding.enrolAll();
    await founding.joinAll();
    const older = founding.pass(1);
    founding.invites[0] = { invite: toId(bytes(16)), secret: (founding.invites[0] as Founding['invites'][0]).secret };
    await founding.sendDraft();
    const { joins, draft } = await founderOf(founding).browser.call('founding/look', founding.pass(0));
    expect([joins, draft]).toEqual([[], toBase64url(founding.draft)]);
    expect(await founderOf(founding).browser.refused('founding/look', older)).toBe('invite-unknown');
  });

  it('replaces another also after officers have signed, until the event is founded', async () => {
    const link = await testEnv.link();
    const stuck = new Founding(testEnv.client, link, 3);
    await stuck.sendDraft();
    await stuck.enrolAll();
    await stuck.joinAll();
    await stuck.publish();
    expect([await stuck.signOne(0), await stuck.signOne(1)]).toEqual([false, false]);
    // The third closed her page: nobody can sign for her any more.
    const again = new Founding(testEnv.client, link, 3);
    await again.sendDraft();
    const look = await founderOf(again).browser.call('founding/look', again.pass(0));
    expect([look.joins, look.genesis, look.r, look.signed]).toEqual([[], null, null, []]);
    await expect(stuck.signOne(2)).rejects.toThrow('invite-unknown');
    await again.enrolAll();
    await again.joinAll();
    await again.publish();
    expect([await again.signOne(0), await again.signOne(1), await again.signOne(2)]).toEqual([false, false, true]);
    const { browser } = founderOf(again);
    const late = { ...again.pass(0), draft: toBase64url(again.draft), cofounders: [] };
    expect(await browser.refused('founding/draft', late)).toBe('founding-over');
  });

  it('that comes between the last signature and the founding is not founded over', async () => {
    const link = await testEnv.link();
    const founding = new Founding(testEnv.client, link, 2);
    await founding.sendDraft();
    await founding.enrolAll();
    await founding.joinAll();
    await founding.publish();
    await founding.signOne(0);
    const again = new Founding(testEnv.client, link, 2);
    const { publisher } = testEnv.built.portal;
    const requireWitness = publisher.requireWitness.bind(publisher);
    publisher.requireWitness = async () => {
      await again.sendDraft();
      return requireWitness();
    };
    await expect(founding.signOne(1)).rejects.toThrow('founding-mismatch');
    publisher.requireWitness = requireWitness;
    expect(await testEnv.db.selectFrom('roster_entry').select('leaf').execute()).toEqual([]);
    await again.enrolAll();
    await again.joinAll();
    await again.publish();
    expect([await again.signOne(0), await again.signOne(1)]).toEqual([false, true]);
  });

  it('is the founder’s alone to send and to publish', async () => {
    const founding = new Founding(testEnv.client, await testEnv.link(), 2);
    await founding.sendDraft();
    const { browser } = founding.officers[1] as Person;
    const sent = { ...founding.pass(1), draft: toBase64url(founding.draft), cofounders: [] };
    expect(await browser.refused('founding/draft', sent)).toBe('forbidden');
    const published = { ...founding.pass(1), genesis: toBase64url(bytes(9)), r: null, macs: [] };
    expect(await browser.refused('founding/publish', published)).toBe('forbidden');
  });
});

describe('a genesis', () => {
  it('names exactly the officers who joined, with keys that were enrolled here', async () => {
    const founding = new Founding(testEnv.client, await testEnv.link(), 2);
    await founding.sendDraft();
    await founding.enrolAll();
    await founding.joinAll();
    await founding.publish();
    const genesis = genesisCodec.parse(founding.genesis);
    const [first, second] = genesis.officers as [(typeof genesis.officers)[0], (typeof genesis.officers)[0]];
    const other = new Person(testEnv.client, 'officer', second.member);
    const swapped = { ...genesis, officers: [first, { ...second, signKey: other.keys.sign.publicKey }] };
    const bytesOf = toBase64url(genesisCodec.encode(swapped));
    const sent = { ...founding.pass(0), genesis: bytesOf, r: toBase64url(founding.r), macs: [] };
    expect(await founderOf(founding).browser.refused('founding/publish', sent)).toBe('founding-mismatch');
    const unknown = { ...first.credentials[0], id: bytes(32) } as (typeof first.credentials)[0];
    const keyless = {
      ...genesis,
      officers: [{ ...first, credentials: [unknown, ...first.credentials.slice(1)] }, second],
    };
    const sentKeyless = { ...sent, genesis: toBase64url(genesisCodec.encode(keyless)) };
    expect(await founderOf(founding).browser.refused('founding/publish', sentKeyless)).toBe('ceremony-refused');
  });

  it('takes one join a link, and only its own officer’s signature', async () => {
    const founding = new Founding(testEnv.client, await testEnv.link(), 2);
    await founding.sendDraft();
    await founding.enrolAll();
    await founding.joinAll();
    const second = founding.officers[1] as Person;
    await second.enrol(founding.root, founding.enrolment(1));
    const other = { ...founding.pass(1), join: founding.joinOf(1) };
    expect(await second.browser.refused('founding/join', other)).toBe('invite-spent');
    second.credentials.pop();
    second.hardware.pop();
    await founding.publish();
    const pass = founding.pass(0);
    founding.pass = () => pass;
    await expect(founding.signOne(1)).rejects.toThrow('genesis-signature');
  });
});
