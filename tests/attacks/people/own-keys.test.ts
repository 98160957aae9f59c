/**
 * Milan changes his own keys while somebody else has one of them, and the portal, his session or his answers. A key that the
 * portal brings is never among his; one that he ended opens nothing; what the portal says is done only if the witness says so.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { entryCodec, signedEntry } from '#protocol/roster/roster.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import * as real from '../../../tools/demo/person.ts';
import { openAll, SmallEvent, travel } from '../../support/attacks/event.ts';
import { mutant, withMutantPortal, type Client } from '../../support/attacks/mutant.ts';
import { codeOf } from '../../support/attacks/refused.ts';
import { tapped, type Tapped } from '../../support/attacks/wiretap.ts';

let event: SmallEvent;
/** The keys that are his, as they are plugged in. */
let [first, second] = [new SoftwareKey(), new SoftwareKey()];

beforeAll(async () => {
  event = await SmallEvent.found({ people: ['milan', 'amira'] });
  [first, second] = [event.key('milan', 0), event.key('milan', 1)];
  await (await event.enter('tove')).vault.mintEpoch(travel);
  await (await event.enter('amira')).vault.tidy();
});
afterAll(() => event.stop());

async function enterWith(key: SoftwareKey, client: Client = real): Promise<Tapped> {
  const person = tapped(client, event.place, key);
  await person.signIn();
  return person;
}

/** The new key, and then one that he has. */
async function add(person: Tapped, key: SoftwareKey, old: SoftwareKey, instead?: string): Promise<void> {
  person.key = key;
  await person.vault.keyEnrol();
  person.key = old;
  await person.vault.keyAdd(instead);
}

const idOf = async (person: Tapped, at: number) => (await person.vault.ownKeys()).keys[at] ?? '';
const rows = async (table: string, id: string) =>
  (
    await event.sql(`select 1 from ${table} where ${table === 'credential' ? 'id' : 'holder'} = $1`, [
      Buffer.from(fromBase64url(id)),
    ])
  ).length;
/** The keys that an entry of his names. */
const keysIn = (sent: { entry: string }) => {
  const { operation } = entryCodec.parse(signedEntry.parse(fromBase64url(sent.entry)).entry);
  return operation.type === 'credential' ? operation.credentials : [];
};

describe('a key that the portal names in the place of the new one', () => {
  const operators = { id: toBase64url(new Uint8Array(32).fill(7)), publicKey: '' };

  async function deceived(client: Client): Promise<Tapped> {
    const person = await enterWith(first, client);
    person.wire.bend('me/enrol-finish', async (ask) => {
      const said = await ask();
      // A key of the operator's: the same form, another point.
      const key = fromBase64url(said.publicKey);
      key.set(fromBase64url(toBase64url(new Uint8Array(32).fill(9))), key.length - 32);
      operators.publicKey = toBase64url(key);
      return { ...said, publicKey: operators.publicKey };
    });
    return person;
  }

  it('is refused before he is asked for another touch', async () => {
    const person = await deceived(real);
    expect(await codeOf(add(person, new SoftwareKey(), first))).toBe('ceremony-refused');
    expect(person.wire.count('roster/credential')).toBe(0);
  });

  it('would be signed as his where the portal is believed', async () => {
    const person = await deceived(mutant('other-key-believed'));
    await codeOf(add(person, new SoftwareKey(), first));
    const signed = keysIn(person.wire.lastSent('roster/credential'));
    expect(signed.some(({ publicKey }) => equal(publicKey, fromBase64url(operators.publicKey)))).toBe(true);
    expect((await person.vault.ownKeys()).keys).toHaveLength(2);
  });
});

describe('a key that can be copied', () => {
  it('is refused before he is asked for another touch', async () => {
    const person = await enterWith(first);
    const copied = new SoftwareKey({ backupEligible: true, backedUp: true });
    expect(await codeOf(add(person, copied, first))).toBe('assertion-backup');
    expect(person.wire.count('roster/credential')).toBe(0);
  });

  it('is refused too if it gives no value to unlock with', async () => {
    const person = await enterWith(first);
    expect(await codeOf(add(person, new SoftwareKey({ prf: false }), first))).toBe('key-without-prf');
    expect(person.wire.count('me/enrol-finish')).toBe(0);
  });
});

describe('a third key', () => {
  const third = new SoftwareKey();

  it('is his although the answer is lost, with one entry, and opens what his keys open', async () => {
    const person = await enterWith(first);
    let lost = true;
    person.wire.bend('roster/credential', async (ask) => {
      const said = await ask();
      if (lost) throw Object.assign(new Error('lost'), { facts: { code: 'offline' } });
      return said;
    });
    person.key = third;
    await person.vault.keyEnrol();
    person.key = first;
    await expect(person.vault.keyAdd()).rejects.toThrow('lost');
    lost = false;
    expect((await person.vault.keyAdd()).keys).toHaveLength(3);
    expect(person.wire.count('roster/credential')).toBe(1);

    const again = await enterWith(third);
    expect(await openAll(again, [event.member('amira')])).toMatchObject([{ refusal: undefined }]);
    expect((await again.call('me/keys', {})).keys).toHaveLength(3);
  });

  it('is told to him by the portal in the log', async () => {
    const [row] = await event.sql<{ count: string }>('select count(*) from notice where member = $1', [
      event.member('milan'),
    ]);
    expect(Number(row?.count)).toBe(1);
  });
});

describe('an end that the portal discards', () => {
  async function ignored(client: Client): Promise<Tapped> {
    const person = await enterWith(first, client);
    person.wire.bend('roster/credential', () => ({}));
    return person;
  }

  it('is not reported as done', async () => {
    const person = await ignored(real);
    expect(await codeOf(person.vault.keyEnd(await idOf(person, 1)))).toBe('roster-chain');
    expect((await person.vault.ownKeys()).keys).toHaveLength(3);
  });

  it('would be reported as done where the word of the portal counts', async () => {
    const person = await ignored(mutant('dropped-removal'));
    await person.vault.keyEnd(await idOf(person, 1));
    expect((await (await enterWith(second)).vault.ownKeys()).keys).toHaveLength(3);
  });
});

describe('a key that he ends', () => {
  let thief: Tapped;

  it('goes on in a portal that forgets to end it, and its slot stays', async () => {
    await withMutantPortal(event.testEnv, 'ended-key-stays', async () => {
      thief = await enterWith(second);
      const person = await enterWith(first);
      const id = await idOf(person, 1);
      await person.vault.keyEnd(id);
      expect((await person.vault.ownKeys()).keys).not.toContain(id);
      expect((await thief.wire.ask('records/desk', { desk: travel, after: 0 })).records.length).toBeGreaterThan(0);
      expect([await rows('slot', id), await rows('session', id)]).toEqual([2, 2]);
    });
    // The shipped portal refuses what the other one left.
    expect(await codeOf(thief.wire.ask('records/desk', { desk: travel, after: 0 }))).toBe('session-over');
    expect(await codeOf(enterWith(second))).toBe('login-unknown');
  });

  it('ends with its sessions and slots, and signs in nowhere; the page where he did it goes on', async () => {
    const fresh = new SoftwareKey();
    const adder = await enterWith(first);
    await add(adder, fresh, first);
    // He acts in a session that began with the key that ends.
    const open = await enterWith(fresh);
    const other = await enterWith(fresh);
    const id = (await open.vault.ownKeys()).here ?? '';
    open.key = first;
    expect((await open.vault.keyEnd(id)).keys).not.toContain(id);
    expect(await codeOf(other.wire.ask('records/desk', { desk: travel, after: 0 }))).toBe('session-over');
    expect(await codeOf(enterWith(fresh))).toBe('login-unknown');
    expect([await rows('slot', id), await rows('session', id), await rows('credential', id)]).toEqual([0, 0, 0]);
    await open.vault.queue(travel);
    // What made it his once is in force already, and makes it his no second time.
    await adder.wire.ask('roster/credential', adder.wire.lastSent('roster/credential'));
    expect((await (await enterWith(first)).vault.ownKeys()).keys).not.toContain(id);
    expect(await codeOf(enterWith(fresh))).toBe('login-unknown');
  });

  it('is not one of those that his role needs, and not a fourth change in a day', async () => {
    const person = await enterWith(first);
    expect((await person.vault.ownKeys()).keys).toHaveLength(2);
    expect(await codeOf(person.vault.keyEnd(await idOf(person, 0)))).toBe('roster-often');
    const tove = await event.enter('tove');
    expect(await codeOf(tove.vault.keyEnd(await idOf(tove, 1)))).toBe('roster-rule');
    expect(tove.wire.count('roster/credential')).toBe(0);
  });
});

describe('a key of which everything is lost', () => {
  it('ends with the touch that makes another one hers', async () => {
    const tove = await event.enter('tove');
    const spare = new SoftwareKey();
    const lost = await idOf(tove, 1);
    await add(tove, spare, event.key('tove', 0), lost);
    expect((await tove.vault.ownKeys()).keys).not.toContain(lost);
    expect((await tove.vault.ownKeys()).keys).toHaveLength(2);
    expect(await codeOf(enterWith(event.key('tove', 1)))).toBe('login-unknown');
    await enterWith(spare);
  });
});

describe('a new recovery card', () => {
  const typed = (person: Tapped, rows: readonly string[]) => person.vault.enterWithCard(event.place, rows);

  async function renewed(person: Tapped): Promise<readonly string[]> {
    await person.vault.cardBegin();
    const rows = await person.vault.newCard();
    await person.vault.proveCard(rows);
    await person.vault.cardFinish();
    return rows;
  }

  it('takes the place of the old one, whose slot and sessions are gone', async () => {
    const old = event.cards.get('amira') ?? [];
    const finder = event.arriving('amira');
    expect(await typed(finder, old)).toMatchObject({ byCard: true });
    const amira = await event.enter('amira');
    amira.wire.bend('roster/credential', () => ({}));
    expect(await codeOf(renewed(amira))).toBe('roster-chain');
    await finder.wire.ask('records/mine', { after: 0 });
    amira.wire.straighten();

    const rows = await renewed(amira);
    expect(await codeOf(finder.wire.ask('records/mine', { after: 0 }))).toBe('session-over');
    expect(await codeOf(typed(event.arriving('amira'), old))).toBe('login-unknown');
    expect(await typed(event.arriving('amira'), rows)).toMatchObject({ byCard: true });
    const slots = await event.sql('select 1 from slot where member = $1', [event.member('amira')]);
    // Of her one key, and of the new card.
    expect(slots).toHaveLength(2);
  });

  it('does not count before it was typed back', async () => {
    const amira = await event.enter('amira');
    await amira.vault.cardBegin();
    await amira.vault.newCard();
    expect(await codeOf(amira.vault.cardFinish())).toBe('card-mistyped');
    expect(amira.wire.count('roster/credential')).toBe(0);
  });
});

describe('the name of a key', () => {
  it('is read by her own pages, and by nobody who reads the line', async () => {
    const amira = await event.enter('amira');
    const id = await idOf(amira, 0);
    const name = 'blue, in the drawer at home';
    expect((await amira.vault.keyName(id, name))[id]).toBe(name);
    expect((await (await event.enter('amira')).vault.keyNames())[id]).toBe(name);
    const line = JSON.stringify(amira.wire.passed);
    for (const form of [Buffer.from(name).toString('base64url').slice(1, -2), name]) expect(line).not.toContain(form);
  });
});

describe('all other sessions', () => {
  it('end with one act, and this one goes on', async () => {
    const [here, there] = [await event.enter('amira'), await event.enter('amira')];
    await here.call('session/end-others', {});
    expect(await codeOf(there.wire.ask('me/keys', {}))).toBe('session-over');
    expect((await here.call('me/keys', {})).sessions).toBe(1);
  });
});
