/**
 * P3. The attacker runs the portal while the event is founded, and wants a seat of his own in the root. Both screens show
 * eight digits; with r in hand he could try cards until they fit. So genesis goes out under each co-founder's link, and
 * r leaves the founder's client only when every co-founder holds that very genesis.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { foundingDigits, genesisMac } from '#protocol/members/founding.ts';
import { genesisCodec, rootFingerprint } from '#protocol/members/genesis.ts';
import { deriveInviteKeys, parseFoundingLink, type InviteKeys } from '#protocol/members/invite-link.ts';
import type { Body, Reply } from '#protocol/wire/wire.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import { demoEvent } from '../../../tools/demo/cast.ts';
import * as real from '../../../tools/demo/person.ts';
import { startServers, type TestEnv } from '../../support/processes/servers.ts';
import { makePerson } from '../../support/witness/people.ts';
import { randomness } from '../../support/attacks/insider.ts';
import { mutant, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import { tapped, type Tapped } from '../../support/attacks/wiretap.ts';

let testEnv: TestEnv;
beforeAll(async () => {
  testEnv = await startServers({});
});
afterAll(() => testEnv.stop());

type Published = Body<'founding/publish'>;

/** What the attacker's portal says of the founding; all else comes from the real one. */
type Said = Partial<Pick<Reply<'founding/look'>, 'genesis' | 'r' | 'macs' | 'holds'>>;

interface Table {
  readonly founder: Tapped;
  readonly cofounder: Tapped;
  /** Of the co-founder's link. */
  readonly keys: InviteKeys;
  readonly invite: string;
}

/** Two officers, both enrolled and joined; nothing is published yet. */
async function seated(founding: Client = real, joining: Client = real): Promise<Table> {
  const person = (client: Client) => tapped(client, testEnv.place, new SoftwareKey());
  const [founder, cofounder] = [person(founding), person(joining)];
  await founder.vault.foundingBegin(testEnv.foundingLink.split('#')[1] ?? '');
  const [place] = await founder.vault.foundingDraft(demoEvent, 1);
  await cofounder.vault.foundingBegin(place?.link ?? '');
  for (const officer of [founder, cofounder]) {
    await officer.vault.foundingKey();
    officer.key = new SoftwareKey();
    await officer.vault.foundingKey();
    await officer.vault.proveCard(await officer.vault.newCard());
  }
  await cofounder.vault.foundingJoin();
  const link = parseFoundingLink(place?.link ?? '');
  return { founder, cofounder, keys: deriveInviteKeys(link), invite: link.invite };
}

/** From now on this is the attacker's portal: what is sent stays with him, and what is shown comes from him. */
function held(person: Tapped, said: () => Said): void {
  person.wire.bend('founding/publish', () => ({}));
  person.wire.bend('founding/hold', () => ({}));
  person.wire.bend('founding/look', async (ask) => ({ ...(await ask()), ...said() }));
}

const published = ({ founder }: Table) => founder.wire.lastSent('founding/publish') as Published;

/** The same founding with the attacker's card where the founder's was. */
async function withAttacker(genesis: string): Promise<Uint8Array> {
  const right = genesisCodec.parse(fromBase64url(genesis));
  const [founder, ...others] = right.officers;
  const attacker = await makePerson('officer', founder?.member);
  return genesisCodec.encode({ ...right, officers: [attacker.card, ...others] });
}

const digitsOf = (genesis: Uint8Array, r: string) => foundingDigits(rootFingerprint(genesis), fromBase64url(r));

/** The founder has published, the co-founder holds it, and r is out. */
async function revealed(table: Table): Promise<{ genesis: string; r: string; macs: Published['macs'] }> {
  const { founder, cofounder, invite } = table;
  let said: Said = {};
  held(founder, () => said);
  held(cofounder, () => said);
  await founder.vault.foundingAssemble();
  const { genesis, macs } = published(table);
  said = { genesis, macs };
  await cofounder.vault.foundingAwait();
  const { mac } = cofounder.wire.lastSent('founding/hold') as Body<'founding/hold'>;
  said = { genesis, macs, holds: [{ invite, mac }] };
  await founder.vault.foundingAssemble();
  return { genesis, macs, r: published(table).r ?? '' };
}

describe('the founder', () => {
  it('publishes genesis without r, and keeps r while nobody holds it', async () => {
    const table = await seated();
    held(table.founder, () => ({}));
    expect(await table.founder.vault.foundingAssemble()).toEqual({ joined: 1, of: 1, digits: undefined });
    expect(await table.founder.vault.foundingAssemble()).toEqual({ joined: 1, of: 1, digits: undefined });
    expect(table.founder.wire.count('founding/publish')).toBe(1);
    expect(published(table).r).toBeNull();
  });

  it('takes no hold that the portal made up, nor one of another genesis', async () => {
    const table = await seated();
    const { founder, cofounder, keys, invite } = table;
    let said: Said = {};
    held(founder, () => said);
    await founder.vault.foundingAssemble();
    said = { holds: [{ invite, mac: toBase64url(randomness(32)) }] };
    expect((await founder.vault.foundingAssemble()).digits).toBeUndefined();
    // The portal has copied the link, and shows her another one: she holds it, but it is not the founder's.
    const other = await withAttacker(published(table).genesis);
    const macs = [{ invite, mac: toBase64url(genesisMac(keys, other)) }];
    held(cofounder, () => ({ genesis: toBase64url(other), macs }));
    await cofounder.vault.foundingAwait();
    said = { holds: [{ invite, mac: (cofounder.wire.lastSent('founding/hold') as Body<'founding/hold'>).mac }] };
    expect((await founder.vault.foundingAssemble()).digits).toBeUndefined();
    expect(founder.wire.passed.filter((one) => one.name === 'founding/publish')).toHaveLength(1);
    expect(published(table).r).toBeNull();
  });

  it('would hand r to the portal before anybody holds anything where holds are not looked at', async () => {
    const table = await seated(mutant('early-reveal'));
    held(table.founder, () => ({}));
    expect((await table.founder.vault.foundingAssemble()).digits).toMatch(/^\d{8}$/u);
    expect(published(table).r).not.toBeNull();
  });
});

describe('a co-founder', () => {
  it('is shown no second genesis once r is known, with whatever digits', async () => {
    const table = await seated();
    const { r, macs, genesis } = await revealed(table);
    const other = await withAttacker(genesis);
    held(table.cofounder, () => ({ genesis: toBase64url(other), r, macs }));
    expect(await codeOf(table.cofounder.vault.foundingAwait())).toBe('founding-mismatch');
    expect(table.cofounder.wire.count('founding/sign')).toBe(0);
  });

  it('takes none that is not under her own link, although r is out already', async () => {
    const attack = async (client: Client) => {
      const table = await seated(mutant('early-reveal'), client);
      held(table.founder, () => ({}));
      await table.founder.vault.foundingAssemble();
      const { r, macs, genesis } = published(table);
      const other = await withAttacker(genesis);
      held(table.cofounder, () => ({ genesis: toBase64url(other), r, macs }));
      return { vault: table.cofounder.vault, wire: table.cofounder.wire, digits: digitsOf(other, r ?? '') };
    };
    const { vault, wire } = await attack(real);
    expect(await codeOf(vault.foundingAwait())).toBe('founding-mismatch');
    expect(wire.count('founding/hold')).toBe(0);
    // Without the MAC she reads digits that the attacker chose: he had r, and as many cards to try as he likes.
    const fooled = await attack(mutant('genesis-without-mac'));
    expect((await fooled.vault.foundingAwait()).digits).toBe(fooled.digits);
  });

  it('holds one genesis, also against a portal that has copied her link', async () => {
    const attack = async (client: Client) => {
      const table = await seated(real, client);
      const { r, genesis } = await revealed(table);
      const other = await withAttacker(genesis);
      const macs = [{ invite: table.invite, mac: toBase64url(genesisMac(table.keys, other)) }];
      held(table.cofounder, () => ({ genesis: toBase64url(other), r, macs }));
      return { vault: table.cofounder.vault, digits: digitsOf(other, r) };
    };
    const { vault } = await attack(real);
    expect(await codeOf(vault.foundingAwait())).toBe('founding-mismatch');
    const fooled = await attack(mutant('second-genesis'));
    expect((await fooled.vault.foundingAwait()).digits).toBe(fooled.digits);
  });

  it('takes no other r than the one in the draft, which the portal could search for', async () => {
    const attack = async (client: Client) => {
      const table = await seated(real, client);
      const { genesis, macs } = await revealed(table);
      const r = toBase64url(randomness(32));
      held(table.cofounder, () => ({ genesis, macs, r }));
      return { vault: table.cofounder.vault, digits: digitsOf(fromBase64url(genesis), r) };
    };
    const { vault } = await attack(real);
    expect(await codeOf(vault.foundingAwait())).toBe('founding-mismatch');
    const fooled = await attack(mutant('any-r'));
    expect((await fooled.vault.foundingAwait()).digits).toBe(fooled.digits);
  });
});

describe('without the attacker', () => {
  it('both read the same digits, after genesis was published, held and revealed in this order', async () => {
    const { founder, cofounder } = await seated();
    expect((await founder.vault.foundingAssemble()).digits).toBeUndefined();
    expect((await cofounder.vault.foundingAwait()).digits).toBeUndefined();
    expect(cofounder.wire.count('founding/hold')).toBe(1);
    const { digits } = await founder.vault.foundingAssemble();
    expect(digits).toMatch(/^\d{8}$/u);
    expect((await cofounder.vault.foundingAwait()).digits).toBe(digits);
    expect(cofounder.wire.count('founding/hold')).toBe(1);
    const rs = founder.wire.passed.flatMap(({ name, body }) =>
      name === 'founding/publish' ? [(body as Published).r] : [],
    );
    expect(rs.map((r) => r === null)).toEqual([true, false]);
  });
});
