/**
 * P37. A founder with an altered page writes rules that are looser than the shipped ones: nothing is gated. Nobody signs
 * them, joins under them or writes under them before she has ticked them; an officer alone cannot found with them at all.
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { toBase64url } from '#protocol/core/bytes.ts';
import { officersDesk, type InviteId } from '#protocol/core/ids.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import type { Policy } from '#protocol/members/policy.ts';
import type { PolicyDifference } from '#protocol/members/policy-differences.ts';
import { entryHash, entryMessage, signedEntry } from '#protocol/roster/roster.ts';
import { nextEntry } from '../../../client/vault/roster/signing.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import { demoEvent } from '../../../tools/demo/cast.ts';
import { admitJoined, foundAlone } from '../../../tools/demo/join-steps.ts';
import * as real from '../../../tools/demo/person.ts';
import { startServers, type TestEnv } from '../../support/processes/servers.ts';
import { journeyWish } from '../../support/attacks/event.ts';
import { insiderOf, rosterOf, touch, type Insider } from '../../support/attacks/insider.ts';
import { mutant, withMutantPortal, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import { tapped, type Tapped } from '../../support/attacks/wiretap.ts';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 240_000 });

const keysOf = (rules: readonly PolicyDifference[]) => rules.map(({ key }) => key);
const gateOf = (kind: string) => `["kind","${kind}","gated",true,false]`;

const envs: TestEnv[] = [];
const newEnv = async () => envs[envs.push(await startServers({})) - 1] as TestEnv;
afterAll(async () => {
  for (const env of envs) await env.stop();
});

const fragmentOf = (link: string) => link.split('#')[1] ?? '';

interface Table {
  readonly founder: Tapped;
  readonly cofounder: Tapped;
  readonly keys: readonly SoftwareKey[];
  readonly rules: readonly PolicyDifference[];
}

async function twoKeys(officer: Tapped): Promise<SoftwareKey> {
  const first = officer.key;
  await officer.vault.foundingKey();
  officer.key = new SoftwareKey();
  await officer.vault.foundingKey();
  await officer.vault.proveCard(await officer.vault.newCard());
  return first;
}

/** Both have compared the digits; nobody has signed. */
async function compared({ place, foundingLink }: TestEnv, founding: Client, joining: Client): Promise<Table> {
  const person = (client: Client) => tapped(client, place, new SoftwareKey());
  const [founder, cofounder] = [person(founding), person(joining)];
  await founder.vault.foundingBegin(fragmentOf(foundingLink));
  const [seat] = await founder.vault.foundingDraft(demoEvent, 1);
  const { rules } = await cofounder.vault.foundingBegin(seat?.link ?? '');
  const keys = [await twoKeys(founder), await twoKeys(cofounder)];
  await cofounder.vault.foundingJoin();
  await founder.vault.foundingAssemble();
  await cofounder.vault.foundingAwait();
  const { digits } = await founder.vault.foundingAssemble();
  expect((await cofounder.vault.foundingAwait()).digits).toBe(digits);
  return { founder, cofounder, keys, rules };
}

describe('one officer alone', () => {
  let testEnv: TestEnv;
  beforeAll(async () => {
    testEnv = await newEnv();
  });
  const foundWith = async (client: Client, link: string) => {
    const founder = tapped(client, testEnv.place, new SoftwareKey());
    await foundAlone(founder, [founder.key, new SoftwareKey()], fragmentOf(link), demoEvent);
  };

  it('founds with the shipped rules only: the portal refuses others, and so does her own page', async () => {
    expect(await codeOf(foundWith(mutant('loose-founder-alone'), testEnv.foundingLink))).toBe('policy-loose');
    await withMutantPortal(testEnv, 'lone-loose', async (portal) => {
      const link = await portal.ready(/^Founding link: (\S+)$/mu);
      expect(await codeOf(foundWith(mutant('loose-founder'), link))).toBe('policy-loose');
      // Without both checks nothing stops her.
      await foundWith(mutant('loose-founder-alone'), link);
    });
  });
});

describe('a co-founder', () => {
  it('is shown nothing of the shipped rules, and signs without a tick', async () => {
    const { founder, cofounder, rules } = await compared(await newEnv(), real, real);
    expect(rules).toEqual([]);
    await founder.vault.foundingSign();
    expect(await cofounder.vault.foundingSign()).toEqual({ founded: true });
  });

  it('would sign what nobody showed her where no tick is asked for', async () => {
    const { founder, cofounder } = await compared(await newEnv(), mutant('loose-founder'), mutant('unticked-rules'));
    await founder.vault.foundingSign();
    expect(await cofounder.vault.foundingSign()).toEqual({ founded: true });
  });
});

describe('under looser rules', () => {
  let testEnv: TestEnv;
  let founder: Tapped;
  let cofounder: Tapped;
  let link: string;
  let invite: InviteId;
  const amiraKey = new SoftwareKey();
  const amira = (client: Client = real) => tapped(client, testEnv.place, amiraKey);

  it('a co-founder signs no genesis before she has ticked every difference', async () => {
    testEnv = await newEnv();
    const table = await compared(testEnv, mutant('loose-founder'), real);
    const { rules } = table;
    expect(keysOf(rules)).toContain(gateOf('travel'));
    // Also what loosens nothing.
    expect(rules.filter(({ loosens }) => !loosens).length).toBeGreaterThan(0);
    await table.founder.vault.foundingSign();
    const { vault, wire } = table.cofounder;
    expect(await codeOf(vault.foundingSign())).toBe('policy-unconfirmed');
    await vault.foundingConfirm(keysOf(rules).slice(1));
    expect(await codeOf(vault.foundingSign())).toBe('policy-unconfirmed');
    expect(wire.count('founding/sign')).toBe(0);
    await vault.foundingConfirm(keysOf(rules));
    expect(await vault.foundingSign()).toEqual({ founded: true });

    const [first, second] = table.keys as [SoftwareKey, SoftwareKey];
    [founder, cofounder] = [tapped(real, testEnv.place, first), tapped(real, testEnv.place, second)];
    await founder.signIn();
    await cofounder.signIn();
    await founder.vault.mintEpoch(officersDesk);
    const wish = { role: 'participant' as const, desks: [], name: 'amira', note: '' };
    const [minted] = await founder.vault.mintInvites([wish]);
    [link, invite] = [minted?.fragment ?? '', minted?.invite as InviteId];
  });

  it('an invitee is asked for no key before she has ticked what is looser', async () => {
    const invitee = amira();
    const { rules } = await invitee.vault.joiningBegin(link);
    expect(keysOf(rules)).toContain(gateOf('travel'));
    expect(rules.every(({ loosens }) => loosens)).toBe(true);
    expect(await codeOf(invitee.vault.joiningKey('hardware'))).toBe('policy-unconfirmed');
    await invitee.vault.joiningConfirm(keysOf(rules).slice(1));
    expect(await codeOf(invitee.vault.joiningKey('hardware'))).toBe('policy-unconfirmed');
    expect(invitee.wire.count('invites/enrol-begin')).toBe(0);
  });

  it('would hand in her keys unseen where nobody asks', async () => {
    const invitee = tapped(mutant('unasked-rules'), testEnv.place, new SoftwareKey());
    await invitee.vault.joiningBegin(link);
    expect(await invitee.vault.joiningKey('hardware')).toBe(1);
  });

  it('what she writes is not sealed before she has confirmed, and then it is, in every later session', async () => {
    const invitee = amira();
    const { rules } = await invitee.vault.joiningBegin(link);
    await invitee.vault.joiningConfirm(keysOf(rules));
    await invitee.vault.joiningKey('hardware');
    await invitee.vault.proveCard(await invitee.vault.newCard());
    await invitee.vault.joiningSend();
    expect(await admitJoined(founder, invitee, invite)).toBe('applied');
    const owner = amira();
    await owner.signIn();
    // Her page has no memory of its own yet: it compares with what it ships.
    expect(await owner.vault.tidy()).toBe(0);
    const news = await owner.vault.ruleNews();
    expect([news.base, keysOf(news.rules)]).toEqual(['usual', keysOf(rules)]);
    expect(await codeOf(owner.vault.save('travel', journeyWish))).toBe('policy-unconfirmed');
    expect(await codeOf(owner.vault.confirmRules(keysOf(rules).slice(1)))).toBe('policy-unconfirmed');
    expect(owner.wire.count('records/put')).toBe(0);
    await owner.vault.confirmRules(keysOf(rules));
    await owner.vault.save('travel', journeyWish);
    const later = amira();
    await later.signIn();
    expect(await later.vault.tidy()).toBe(0);
    expect(await later.vault.ruleNews()).toEqual({ rules: [], base: 'before' });
    expect((await later.vault.file()).map(({ kind, gated }) => [kind, gated])).toContainEqual(['travel', false]);
  });

  it('would be sealed under rules that she has not seen where nobody compares', async () => {
    await loosened(travelKept(15));
    const careless = amira(mutant('rules-forgotten'));
    await careless.signIn();
    await careless.vault.save('travel', { ...journeyWish, note: 'Sealed all the same.' });
    expect(careless.wire.count('records/put')).toBe(1);
  });

  it('a rule that officers loosen later is shown to her first, also if it was only tighter in between', async () => {
    await loosened(travelKept(10));
    const owner = amira();
    await owner.signIn();
    await owner.vault.tidy();
    // Shorter than what she agreed to: nothing to ask.
    expect((await owner.vault.ruleNews()).rules).toEqual([]);
    await loosened(travelKept(12));
    expect(await codeOf(owner.vault.save('travel', { ...journeyWish, note: 'Not yet.' }))).toBe('policy-unconfirmed');
    const news = await owner.vault.ruleNews();
    expect(news).toMatchObject({ base: 'before', rules: [{ name: 'travel', field: 'keepDays', before: 10, now: 12 }] });
    await owner.vault.confirmRules(keysOf(news.rules));
    await owner.vault.save('travel', { ...journeyWish, note: 'Now.' });
  });

  const travelKept = (keepDays: number) => (policy: Policy) => ({
    ...policy,
    kinds: policy.kinds.map((rule) => (rule.kind === 'travel' ? { ...rule, keepDays } : rule)),
  });

  /** Two officers decide it. This portal does not carry the act out yet; a copy of it does. */
  async function loosened(change: (policy: Policy) => Policy): Promise<void> {
    const officers = [await insiderOf(founder, testEnv.place), await insiderOf(cofounder, testEnv.place)] as const;
    const roster = await rosterOf(officers[0]);
    const { head } = await freshHead(officers[0]);
    const operation = { type: 'policy', policy: change(roster.policy) } as const;
    const entry = nextEntry(roster, officers[0].member, head, operation);
    const signatures = [];
    for (const officer of officers)
      signatures.push({
        member: officer.member,
        signature: signDetached(officer.keys.sign.secretKey, entryMessage(roster.rootfp, entry)),
        assertion: await touch(officer, roster.rootfp, 'roster', entryHash(entry)),
      });
    const bytes = signedEntry.encode({ entry, signatures, card: undefined });
    await withMutantPortal(testEnv, 'policy-taken', async () => {
      await founder.wire.ask('roster/propose', { entry: toBase64url(bytes), minted: null });
    });
  }

  const freshHead = async ({ person: { vault } }: Insider) => ({ head: (await vault.refresh()).time });
});
