/**
 * P2, P8. The portal hands out public keys. It answers with one of its own choice when something is about to be sealed:
 * nothing is sealed, nothing leaves. Without the comparison the attacker reads what was typed.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { parseContent } from '#protocol/records/content.ts';
import { genesisCodec, signedGenesis } from '#protocol/members/genesis.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { bodyCodec, deskWrapCodec, sealedRecord, sharesCodec } from '#protocol/records/record.ts';
import { openContent } from '#protocol/records/unwrap.ts';
import { verifyRecord } from '#protocol/records/verify.ts';
import { headerHash, headerCodec } from '#protocol/records/header.ts';
import { key32, sealKeyPair, type KeyPair } from '#protocol/crypto/sodium.ts';
import { unwrap, wrap, type Wrap } from '#protocol/crypto/wrap.ts';
import * as real from '../../tools/demo/person.ts';
import { journey } from '../../tools/demo/cast.ts';
import { caseNote, journeyWish, openAll, SmallEvent, travel, visa } from '../support/attacks/event.ts';
import { insiderOf, randomness, rosterOf, secret32, sharesOf, type Insider } from '../support/attacks/insider.ts';
import { mutant, type Client } from '../support/attacks/mutant.ts';
import { codeOf } from '../support/attacks/refused.ts';
import type { Tapped } from '../support/attacks/wiretap.ts';

let event: SmallEvent;
let attacker: KeyPair;
/** Reads the verified roster for the tests themselves. */
let watcher: Insider;

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['sara', 'amira'] });
  watcher = await insiderOf(await event.enter('tove'), event.place);
  attacker = sealKeyPair(secret32());
});
afterAll(() => event.stop());

interface Sent {
  readonly record: string;
  readonly content: string;
  readonly deskWraps: readonly string[];
}

/** Returns what the holder of this key opens of what was sent: the shares in the wrap that was made for it. */
function sharesFor(pair: KeyPair, sent: Sent, role: 'desk' | 'owner' | 'witness') {
  const body = bodyCodec.parse(sealedRecord.parse(fromBase64url(sent.record)).body);
  const binding = headerHash(body.header);
  const { rootfp } = headerCodec.parse(body.header);
  const wraps: Record<typeof role, Wrap | undefined> = {
    desk: deskWrapCodec.parse(fromBase64url(sent.deskWraps[0] ?? '')).wrap,
    owner: body.ownerWrap,
    witness: body.witnessWrap,
  };
  return sharesCodec.parse(unwrap(pair, wraps[role] as Wrap, { rootfp, role, binding }));
}

/** The text, from both shares. */
async function read(
  sent: Sent,
  deskShare: Uint8Array | undefined,
  witnessShare: Uint8Array | undefined,
): Promise<unknown> {
  const roster = await rosterOf(watcher);
  const verified = verifyRecord(roster, fromBase64url(sent.record), roster.leaf + 1_000_000, {});
  if (deskShare === undefined || witnessShare === undefined) throw new Error('a share is missing');
  const plain = openContent(verified, fromBase64url(sent.content), key32(deskShare), key32(witnessShare));
  return parseContent(verified.header.kind as unknown as 'case-travel', plain);
}

const lastSent = (person: Tapped): Sent => person.wire.lastSent('records/put').items[0] as Sent;

describe('a chip says which team can open a card', () => {
  const chip = async (person: Tapped) =>
    (await person.vault.file())
      .find((card) => card.kind === 'travel')
      ?.readers.find((reader) => reader.desk === travel);

  /** A wrap in the team's name, with the attacker's signature on it. */
  async function forged(record: string, content: string): Promise<string> {
    const roster = await rosterOf(watcher);
    const verified = verifyRecord(roster, fromBase64url(record), roster.leaf + 1_000_000, {});
    const context = { rootfp: roster.rootfp, role: 'desk', binding: verified.headerHash } as const;
    return toBase64url(
      deskWrapCodec.encode({
        digest: verified.digest,
        desk: travel,
        epoch: roster.desks.get(travel)?.epochs.at(-1)?.epoch ?? 0,
        wrap: wrap(attacker.publicKey, new TextEncoder().encode(content.slice(0, 114)), context, randomness(64)),
        signer: event.member('amira'),
        signature: randomness(64),
      }),
    );
  }

  async function shown(client: Client): Promise<Tapped> {
    const amira = await event.enter('amira', client);
    amira.wire.bend('records/mine', async (ask) => {
      const [answer, roster] = [await ask(), await rosterOf(watcher)];
      const records = await Promise.all(
        answer.records.map(async (one) => {
          const { header } = verifyRecord(roster, fromBase64url(one.record), one.leaf, {});
          const isTravel = (header.kind as string) === 'travel';
          return { ...one, deskWraps: isTravel ? [await forged(one.record, one.content ?? '')] : one.deskWraps };
        }),
      );
      return { ...answer, records };
    });
    return amira;
  }

  it('from the wraps that its author signed', async () => {
    const amira = await event.enter('amira');
    await amira.vault.tidy();
    await amira.vault.save('travel', journeyWish);
    expect((await chip(amira))?.canOpen).toBe(true);
  });

  it('and says no where the portal holds the wrap back', async () => {
    const amira = await event.enter('amira');
    amira.wire.bend('records/mine', async (ask) => {
      const { records, ...page } = await ask();
      return { ...page, records: records.map((one) => ({ ...one, deskWraps: [] })) };
    });
    expect((await chip(amira))?.canOpen).toBe(false);
  });

  it('and counts no wrap that nobody with the right has signed', async () => {
    expect((await chip(await shown(real)))?.canOpen).toBe(false);
  });

  it('and would believe the portal where signatures are not looked at', async () => {
    expect((await chip(await shown(mutant('forged-chip'))))?.canOpen).toBe(true);
  });
});

describe('a note about a person, sealed to the travel team', () => {
  /** Keys that are in the database or in the attacker's hands, and who could open them. */
  const others = {
    'a key of the portal': async () => attacker.publicKey,
    'the key of another team': async () => {
      const { desks } = await watcher.person.wire.ask('roster/keys', {
        members: [],
        desks: [{ desk: visa, epoch: 1 }],
        months: [],
      });
      return fromBase64url(desks[0]?.publicKey ?? '');
    },
    'a key of the team that was valid once': async () => {
      const before = { members: [], desks: [{ desk: travel, epoch: 1 }], months: [] };
      const { desks } = await watcher.person.wire.ask('roster/keys', before);
      return fromBase64url(desks[0]?.publicKey ?? '');
    },
    "a member's own key": async () => {
      const asked = { members: [event.member('amira')], desks: [], months: [] };
      return fromBase64url((await watcher.person.wire.ask('roster/keys', asked)).members[0]?.sealKey ?? '');
    },
  };

  /** She has open what the team wrote about Amira: the next revision follows it. */
  async function opened(client: Client): Promise<Tapped> {
    const person = await event.enter('tove', client);
    await openAll(person, [event.member('amira')], ['case-travel']);
    return person;
  }

  async function writes(
    client: Client,
    key: Uint8Array | undefined,
  ): Promise<{ person: Tapped; done: Promise<string> }> {
    const person = await opened(client);
    if (key !== undefined)
      person.wire.bend('roster/keys', async (ask) => {
        const answer = await ask();
        return { ...answer, desks: answer.desks.map((one) => ({ ...one, publicKey: toBase64url(key) })) };
      });
    const act = () => person.vault.saveCase(travel, event.member('amira'), caseNote);
    const done = act().then(
      () => 'sent',
      (error: { code?: string }) => error.code ?? 'broken',
    );
    return { person, done };
  }

  beforeAll(async () => {
    // So that there is an older one.
    await (await event.enter('tove')).vault.mintEpoch(travel);
  });

  it('goes out to the key of the roster, and the portal cannot read it', async () => {
    const { person, done } = await writes(real, undefined);
    expect(await done).toBe('sent');
    expect(() => sharesFor(attacker, lastSent(person), 'desk')).toThrow('wrong-key');
  });

  it.each(Object.keys(others) as (keyof typeof others)[])('does not leave for %s', async (name) => {
    const { person, done } = await writes(real, await others[name]());
    expect(await done).toBe('desk-key');
    expect(person.wire.count('records/put')).toBe(0);
  });

  it('does not leave when the portal has no key to offer', async () => {
    const person = await opened(real);
    person.wire.bend('roster/keys', async (ask) => ({ ...(await ask()), desks: [] }));
    expect(await codeOf(person.vault.saveCase(travel, event.member('amira'), caseNote))).toBe('desk-key');
    expect(person.wire.count('records/put')).toBe(0);
  });

  it('is read by the attacker, every word, where the comparison is taken out', async () => {
    const { person, done } = await writes(mutant('substituted-key'), attacker.publicKey);
    expect(await done).toBe('sent');
    const { deskShare, witnessShare } = sharesFor(attacker, lastSent(person), 'desk');
    expect(await read(lastSent(person), deskShare, witnessShare)).toEqual(caseNote);
  });
});

describe('a journey, sealed to its traveller', () => {
  async function opened(client: Client): Promise<Tapped> {
    const person = await event.enter('tove', client);
    await openAll(person, [event.member('amira')], ['itinerary']);
    return person;
  }

  async function writes(client: Client): Promise<Tapped> {
    const person = await opened(client);
    person.wire.bend('roster/keys', async (ask) => {
      const answer = await ask();
      return {
        ...answer,
        members: answer.members.map((one) => ({ ...one, sealKey: toBase64url(attacker.publicKey) })),
      };
    });
    return person;
  }

  it('reaches her, and nobody else', async () => {
    const person = await event.enter('tove');
    await person.vault.saveItinerary(event.member('amira'), journey);
    expect(() => sharesFor(attacker, lastSent(person), 'owner')).toThrow('wrong-key');
    const amira = await event.enter('amira');
    expect((await amira.vault.file()).find((card) => card.kind === 'itinerary')?.content).toEqual(journey);
  });

  it('does not leave for a key in her name that is not hers', async () => {
    const person = await writes(real);
    expect(await codeOf(person.vault.saveItinerary(event.member('amira'), journey))).toBe('desk-key');
    expect(person.wire.count('records/put')).toBe(0);
  });

  it('does not leave for another member either', async () => {
    const person = await opened(real);
    person.wire.bend('roster/keys', async (ask, body) => {
      const answer = await ask();
      const sara = await person.wire.ask('roster/keys', { ...body, members: [event.member('sara')] });
      const sealKey = sara.members[0]?.sealKey ?? '';
      return { ...answer, members: answer.members.map((one) => ({ ...one, sealKey })) };
    });
    expect(await codeOf(person.vault.saveItinerary(event.member('amira'), journey))).toBe('desk-key');
    expect(person.wire.count('records/put')).toBe(0);
  });

  it('is read by the attacker, and needs no witness, where the comparison is taken out', async () => {
    const person = await writes(mutant('substituted-key'));
    await person.vault.saveItinerary(event.member('amira'), journey);
    const { deskShare, witnessShare } = sharesFor(attacker, lastSent(person), 'owner');
    expect(await read(lastSent(person), deskShare, witnessShare)).toEqual(journey);
  });
});

describe("the witness's key is in the root", () => {
  /** The attacker's key where genesis has the witness's. */
  function swapped(bytes: string): string {
    const signed = signedGenesis.parse(fromBase64url(bytes));
    const genesis = genesisCodec.parse(signed.genesis);
    const witnesses = genesis.witnesses.map((witness) => ({ ...witness, sealKey: attacker.publicKey }));
    return toBase64url(signedGenesis.encode({ ...signed, genesis: genesisCodec.encode({ ...genesis, witnesses }) }));
  }

  function arriving(client: Client): Tapped {
    const amira = event.arriving('amira', client);
    amira.wire.bend('login/finish', async (ask) => {
      const welcome = await ask();
      return { ...welcome, signedGenesis: swapped(welcome.signedGenesis) };
    });
    return amira;
  }

  it('so another one ends the unlock, and nothing is ever sealed', async () => {
    const amira = arriving(real);
    expect(await codeOf(amira.signIn())).toBe('root-mismatch');
    expect(await amira.vault.me()).toBeUndefined();
    expect(await codeOf(amira.vault.save('travel', journeyWish))).toBe('vault-locked');
    expect(amira.wire.count('records/put')).toBe(0);
  });

  it('or, without that, one of her team reads her wishes with the portal and leaves no entry', async () => {
    const amira = arriving(mutant('swapped-witness'));
    await amira.signIn();
    // Her client no longer compares her earlier records with the witness of the root either, which would show it.
    await amira.vault.save('travel', { ...journeyWish, note: 'Only by train.' });
    const sent = lastSent(amira);
    const before = await event.logSize();
    const { witnessShare } = sharesFor(attacker, sent, 'witness');
    const digest = sent.record;
    const share = (await sharesOf(watcher, travel)).find((one) => toBase64url(one.bytes) === digest);
    expect(await read(sent, share?.shares.deskShare, witnessShare)).toMatchObject({ note: 'Only by train.' });
    expect(await event.logSize()).toBe(before);
  });
});

it('the keys above are what the roster names: the portal did not answer otherwise by itself', async () => {
  const roster = await rosterOf(watcher);
  const newest = roster.desks.get(travel)?.epochs.at(-1);
  const asked = { members: [], desks: [{ desk: travel, epoch: newest?.epoch ?? 0 }], months: [] };
  const { desks } = await watcher.person.wire.ask('roster/keys', asked);
  expect(sealingKeyHash(fromBase64url(desks[0]?.publicKey ?? ''))).toEqual(newest?.keyHash);
});
