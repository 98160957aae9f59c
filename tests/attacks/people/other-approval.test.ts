/**
 * P2. Two officers must sign for a team. The operator shows one of them what her colleague really proposed, and when
 * she approves, answers with another entry under the same id: somebody of his choice in a team of his choice.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { signatureCodec, type Signature } from '#protocol/members/genesis.ts';
import { officersDesk, type MemberId } from '#protocol/core/ids.ts';
import { entryCodec, entryFor, entryHash, entryMessage, signedEntry } from '#protocol/roster/roster.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import { demoEvent } from '../../../tools/demo/cast.ts';
import * as real from '../../../tools/demo/person.ts';
import { admitJoined, approveAll, foundTogether, join } from '../../../tools/demo/join-steps.ts';
import { startServers, type TestEnv } from '../../support/processes/servers.ts';
import { travel, visa } from '../../support/attacks/event.ts';
import { insiderOf, rosterOf, touch } from '../../support/attacks/insider.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import { tapped, type Tapped } from '../../support/attacks/wiretap.ts';

type Officer = 'ingrid' | 'olga';

let testEnv: TestEnv;
let sara: MemberId;
const keys = new Map<Officer, readonly SoftwareKey[]>();

async function enter(officer: Officer, client: Client = real): Promise<Tapped> {
  const person = tapped(client, testEnv.place, keys.get(officer)?.[0] as SoftwareKey);
  await person.signIn();
  return person;
}

beforeAll(async () => {
  testEnv = await startServers({});
  const founder = (officer: Officer) => {
    const own = [new SoftwareKey(), new SoftwareKey()] as const;
    keys.set(officer, own);
    return { person: real.createPerson(testEnv.place, own[0]), keys: own };
  };
  await foundTogether([founder('ingrid'), founder('olga')], testEnv.foundingLink.split('#')[1] ?? '', demoEvent);
  const [ingrid, olga] = [await enter('ingrid'), await enter('olga')];
  await ingrid.vault.mintEpoch(officersDesk);
  const [link] = await ingrid.vault.mintInvites([{ role: 'staff', desks: [], name: 'sara', note: '' }]);
  if (link === undefined) throw new Error('no link');
  sara = link.member;
  const own = [new SoftwareKey(), new SoftwareKey()] as const;
  const newcomer = real.createPerson(testEnv.place, own[0]);
  await join(newcomer, own, link.fragment);
  expect(await admitJoined(ingrid, newcomer, link.invite)).toBe('waiting');
  await approveAll(olga);
});
afterAll(() => testEnv.stop());

/** What the operator would like to have signed: Sara in the travel team. Nobody proposed that. */
async function wished(by: Tapped): Promise<Uint8Array> {
  const roster = await rosterOf(await insiderOf(by, testEnv.place));
  const time = Date.now();
  const operation = { type: 'desk-join', desk: travel, member: sara } as const;
  return entryCodec.encode(entryFor(roster, operation, { time, expires: time + 3_600_000 }));
}

/** From now on every proposal reads so, under its old id, and signatures go to the operator. */
function swapped(person: Tapped, entry: Uint8Array, signatures: Signature[]): void {
  const bytes = () => toBase64url(signedEntry.encode({ entry, signatures: [...signatures], card: undefined }));
  person.wire
    .bend('roster/proposals', async (ask) => ({
      proposals: (await ask()).proposals.map((given) => ({ ...given, entry: bytes() })),
    }))
    .bend('roster/sign', (_ask, body) => {
      signatures.push(signatureCodec.parse(fromBase64url(body.signature)));
      return { state: 'waiting', missing: 1 };
    });
}

const teamOf = async (person: Tapped, desk: string) =>
  (await person.vault.members()).desks.find((one) => one.desk === desk)?.people ?? [];

/** Proposed by one officer, for the other to approve. */
async function proposed(by: Tapped): Promise<void> {
  await withdrawn(by);
  expect(await by.vault.joinDesk(visa, sara)).toEqual({ state: 'waiting', missing: 1 });
}

async function withdrawn(by: Tapped): Promise<void> {
  for (const { id } of (await by.wire.ask('roster/proposals', {})).proposals)
    await by.wire.ask('roster/withdraw', { id });
}

describe('what an officer approves', () => {
  it('is the entry that she was shown, and no other under its id', async () => {
    const [ingrid, olga] = [await enter('ingrid'), await enter('olga')];
    await proposed(ingrid);
    const [shown] = await olga.vault.proposals();
    expect(shown?.operation).toEqual({ type: 'desk-join', desk: visa, member: sara });
    const touches = olga.touches.count;
    swapped(olga, await wished(ingrid), []);
    expect(await codeOf(olga.vault.approve(shown?.id ?? '', shown?.hash ?? ''))).toBe('roster-chain');
    expect(olga.wire.count('roster/sign')).toBe(0);
    expect(olga.touches.count).toBe(touches);
  });

  it('would be whatever the operator answers, where nobody compares, and two such approvals make it so', async () => {
    const blind = mutant('other-approval');
    const [ingrid, olga] = [await enter('ingrid', blind), await enter('olga', blind)];
    const [entry, signatures] = [await wished(ingrid), [] as Signature[]];
    for (const [proposer, approver] of [
      [ingrid, olga],
      [olga, ingrid],
    ] as const) {
      await proposed(proposer);
      const [shown] = await approver.vault.proposals();
      expect(shown?.operation).toEqual({ type: 'desk-join', desk: visa, member: sara });
      swapped(approver, entry, signatures);
      await approver.vault.approve(shown?.id ?? '', shown?.hash ?? '');
      approver.wire.straighten();
      await withdrawn(proposer);
    }
    expect(signatures.map((one) => one.member)).toHaveLength(2);
    const forged = toBase64url(signedEntry.encode({ entry, signatures, card: undefined }));
    expect(await ingrid.wire.ask('roster/propose', { entry: forged, minted: null })).toEqual({
      state: 'applied',
      missing: 0,
    });
    expect(await teamOf(await enter('olga'), travel)).toEqual([sara]);
  });
});

describe('a proposal that nobody signed', () => {
  async function offered(client: Client) {
    const [ingrid, olga] = [await enter('ingrid'), await enter('olga', client)];
    await proposed(ingrid);
    swapped(olga, await unsigned(ingrid), []);
    return olga.vault.proposals();
  }

  /** Allowed, and in nobody's name. */
  async function unsigned(by: Tapped): Promise<Uint8Array> {
    const entry = entryCodec.parse(await wished(by));
    return entryCodec.encode({ ...entry, operation: { type: 'desk-join', desk: visa, member: sara } });
  }

  it('is not shown', async () => {
    expect(await offered(real)).toEqual([]);
  });

  it('would be shown as one that waits for her, where nobody looks for a signer', async () => {
    expect(await offered(mutant('unsigned-proposal'))).toMatchObject([{ signers: [], mine: false }]);
  });
});

describe('a proposal whose time runs out', () => {
  /** Sara in the visa team, for so long. */
  async function shortLived(by: Tapped, leftMs: number): Promise<void> {
    await withdrawn(by);
    const insider = await insiderOf(by, testEnv.place);
    const roster = await rosterOf(insider);
    const time = Date.now();
    const operation = { type: 'desk-join', desk: visa, member: sara } as const;
    const entry = entryCodec.encode(entryFor(roster, operation, { time, expires: time + leftMs }));
    const assertion = await touch(insider, roster.rootfp, 'roster', entryHash(entry));
    const signature = signDetached(insider.keys.sign.secretKey, entryMessage(roster.rootfp, entry));
    const signatures = [{ member: insider.member, signature, assertion }];
    const bytes = signedEntry.encode({ entry, signatures, card: undefined });
    const sent = { entry: toBase64url(bytes), minted: null };
    expect(await by.wire.ask('roster/propose', sent)).toEqual({ state: 'waiting', missing: 1 });
  }

  it('is shown as one with little time, then as one that is over, and then costs no touch', async () => {
    const [ingrid, olga] = [await enter('ingrid'), await enter('olga')];
    await shortLived(ingrid, 65_000);
    const [early] = await olga.vault.proposals();
    expect(early?.left).toBe('little');
    await expect.poll(async () => (await olga.vault.proposals())[0]?.left).toBe('none');
    const touches = olga.touches.count;
    expect(await codeOf(olga.vault.approve(early?.id ?? '', early?.hash ?? ''))).toBe('roster-expired');
    expect([olga.wire.count('roster/sign'), olga.touches.count]).toEqual([0, touches]);
    await proposed(ingrid);
    expect((await olga.vault.proposals())[0]?.left).toBe('enough');
  });
});

describe('a lift that another officer approves', () => {
  const stopOfSara = async (by: Tapped) =>
    (await by.vault.members()).members.find(({ member }) => member === sara)?.stop;

  /** Ingrid proposes both. Olga is shown the lift, and while she approves, the other is what stands under its id. */
  async function shownAsLift(client: Client) {
    const [ingrid, olga] = [await enter('ingrid'), await enter('olga', client)];
    await withdrawn(ingrid);
    await ingrid.vault.liftStop(sara, (await stopOfSara(ingrid))?.leaf ?? -1);
    const [lift] = await olga.vault.proposals();
    expect(lift?.operation).toMatchObject({ type: 'unfreeze', member: sara });
    await ingrid.vault.keepStopped(sara);
    const keep = (await olga.vault.proposals()).find(({ operation }) => operation.type === 'freeze');
    olga.wire
      .bend('roster/proposals', async (ask) => {
        const { proposals } = await ask();
        const other = proposals.find(({ id }) => id === keep?.id);
        return { proposals: proposals.map((given) => ({ ...given, entry: other?.entry ?? given.entry })) };
      })
      .bend('roster/sign', (_ask, body) => olga.wire.ask('roster/sign', { ...body, id: keep?.id ?? '' }));
    return { olga, lift };
  }

  it('is not signed as a stop without an end, and would be where nobody compares', async () => {
    const ingrid = await enter('ingrid');
    await withdrawn(ingrid);
    await ingrid.vault.stopMember(sara);
    const honest = await shownAsLift(real);
    expect(await codeOf(honest.olga.vault.approve(honest.lift?.id ?? '', honest.lift?.hash ?? ''))).toBe(
      'roster-chain',
    );
    expect((await stopOfSara(ingrid))?.until).toBeDefined();
    const blind = await shownAsLift(mutant('other-approval'));
    await blind.olga.vault.approve(blind.lift?.id ?? '', blind.lift?.hash ?? '');
    const endless = await stopOfSara(ingrid);
    expect(endless).toMatchObject({ until: undefined });
    await withdrawn(ingrid);
    await ingrid.vault.liftStop(sara, endless?.leaf ?? -1);
    expect(await approveAll(await enter('olga'))).toBe(1);
    expect(await stopOfSara(ingrid)).toBeUndefined();
  });
});

it('what was shown and not changed is signed, and in force', async () => {
  const [ingrid, olga] = [await enter('ingrid'), await enter('olga')];
  await proposed(ingrid);
  const [shown] = await olga.vault.proposals();
  expect(await olga.vault.approve(shown?.id ?? '', shown?.hash ?? '')).toEqual({ state: 'applied', missing: 0 });
  expect(await teamOf(ingrid, visa)).toEqual([sara]);
});
