/**
 * P2. The operator writes into the database: a member, a key, a seed, an entry of the roster. Rows make nobody a member.
 * What counts is the chain that the officers signed and the witness knows.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { deskSeedContext, sealSeed } from '#protocol/openings/desk-seed.ts';
import { signatureCodec } from '#protocol/members/genesis.ts';
import { toId, type InviteId, type MemberId } from '#protocol/core/ids.ts';
import { sealingKeyHash, type MemberCard } from '#protocol/members/keys.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { enact } from '#protocol/roster/judge.ts';
import { entryCodec, entryFor, entryHash, entryMessage, signedEntry } from '#protocol/roster/roster.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { bodyCodec, deskWrapCodec, sealedRecord, sharesCodec } from '#protocol/records/record.ts';
import { headerCodec, headerHash } from '#protocol/records/header.ts';
import { sealKeyPair, signDetached, sodiumReady, type KeyPair } from '#protocol/crypto/sodium.ts';
import { unwrap, wrapCodec } from '#protocol/crypto/wrap.ts';
import { SoftwareKey } from '../../../tools/authenticator/key.ts';
import * as real from '../../../tools/demo/person.ts';
import { makePerson, type Person } from '../../support/witness/people.ts';
import { appendLeaves, askWitness } from '../../support/attacks/doors.ts';
import { caseNote, journeyWish, openAll, SmallEvent, travel } from '../../support/attacks/event.ts';
import { insiderOf, randomness, rosterOf, secret32, type Insider } from '../../support/attacks/insider.ts';
import { mutant, withMutantPortal, withMutantWitness, type Client } from '../../support/attacks/mutant.ts';
import { codeOf, refused } from '../../support/attacks/refused.ts';
import { tapped, type Tapped } from '../../support/attacks/wiretap.ts';

let event: SmallEvent;
let roster: Roster;
let tove: Insider;
/** Whom the operator would like to be in. */
let planted: Person;
let pair: KeyPair;
/** His hardware key, for this portal. */
const hardware = new SoftwareKey();
let credential: { id: Uint8Array; publicKey: Uint8Array };
const handle = randomness(32);

beforeAll(async () => {
  await sodiumReady;
  event = await SmallEvent.found({ people: ['amira'] });
  tove = await insiderOf(await event.enter('tove'), event.place);
  roster = await rosterOf(tove);
  planted = await makePerson('staff', toId<MemberId>(randomness(16)));
  pair = sealKeyPair(secret32());
  credential = await makeKey(handle);
});
afterAll(() => event.stop());

async function makeKey(userHandle: Uint8Array) {
  const made = await hardware.create(
    {
      rp: { id: event.place.rpId },
      user: { id: userHandle, name: '' },
      challenge: randomness(32),
      pubKeyCredParams: [{ alg: -8 }],
      extensions: { prf: {} },
    },
    event.place.origin,
  );
  const idLength = ((made.authenticatorData[53] as number) << 8) | (made.authenticatorData[54] as number);
  const at = 55 + idLength;
  return { id: made.id, publicKey: made.authenticatorData.slice(at, at + 42) };
}

const insertMember = (userHandle: Uint8Array) =>
  event.sql(
    'insert into member (member, user_handle, seal_key, open_key, portal_tag_key) values ($1, $2, $3, $4, $5)',
    [
      planted.card.member,
      Buffer.from(userHandle),
      Buffer.from(planted.keys.seal.publicKey),
      Buffer.from(planted.open.publicKey),
      Buffer.from(randomness(32)),
    ],
  );

const insertCredential = (member: string, key: { id: Uint8Array; publicKey: Uint8Array }) =>
  event.sql(
    `insert into credential (id, member, public_key, aaguid, backup_eligible, transports, counter, added_at)
     values ($1, $2, $3, $4, false, '{usb}', 0, 0)`,
    [Buffer.from(key.id), member, Buffer.from(key.publicKey), Buffer.alloc(16)],
  );

const sessions = async () => (await event.sql('select 1 from session')).length;

describe('a row of a member', () => {
  beforeAll(async () => {
    await insertMember(handle);
    await insertCredential(planted.card.member, credential);
  });

  it('does not let anybody in', async () => {
    const before = await sessions();
    expect(await codeOf(tapped(real, event.place, hardware).signIn())).toBe('login-unknown');
    expect(await sessions()).toBe(before);
  });

  it('gives a session nothing', async () => {
    const person = await event.enter('tove');
    const [row] = await event.sql<{ id_hash: Buffer }>(
      'select id_hash from session order by created desc, seen desc limit 1',
    );
    await event.sql('update session set member = $1 where id_hash = $2', [planted.card.member, row?.id_hash]);
    for (const act of [
      () => person.wire.ask('records/desk', { desk: travel, after: 0 }),
      () => person.wire.ask('roster/seeds', {}),
      () => person.wire.ask('log/head', { nonce: toBase64url(randomness(32)) }),
    ])
      expect(await codeOf(act)).toBe('session-over');
  });

  it('shows nobody to officers or to the team, and nothing is sealed for it', async () => {
    const ingrid = await event.enter('ingrid');
    expect((await ingrid.vault.members()).members.map((line) => line.member)).not.toContain(planted.card.member);
    const person = await event.enter('tove');
    expect((await person.vault.queue(travel)).people).not.toContain(planted.card.member);
    await person.vault.saveCase(travel, event.member('amira'), caseNote);
    const asked = person.wire.passed.flatMap((one) => (one.name === 'roster/keys' ? [one.body] : []));
    expect(JSON.stringify(asked)).not.toContain(planted.card.member);
  });
});

describe('a row of a key', () => {
  it('lets nobody in as another member, who has not enrolled it', async () => {
    const [row] = await event.sql<{ user_handle: Buffer }>('select user_handle from member where member = $1', [
      tove.member,
    ]);
    const userHandle = new Uint8Array(row?.user_handle ?? []);
    await insertCredential(tove.member, await makeKey(userHandle));
    const before = await sessions();
    const thief = () => tapped(real, event.place, hardware);
    expect(await codeOf(thief().signIn())).toBe('login-unknown');
    expect(await sessions()).toBe(before);

    await withMutantPortal(event.testEnv, 'inserted-credential', async () => {
      const inside = thief();
      // There is no slot for his key, so nothing unlocks; but the portal takes him for her.
      expect(await codeOf(inside.signIn())).toBe('slot-foreign');
      expect((await inside.wire.ask('records/desk', { desk: travel, after: 0 })).records.length).toBeGreaterThan(0);
    });
  });
});

describe('a row of a public key', () => {
  it('of a member is refused when something is sealed to her', async () => {
    const [row] = await event.sql<{ seal_key: Buffer }>('select seal_key from member where member = $1', [
      event.member('amira'),
    ]);
    await event.sql('update member set seal_key = $1 where member = $2', [
      Buffer.from(pair.publicKey),
      event.member('amira'),
    ]);
    const amira = await event.enter('amira');
    expect(await codeOf(amira.vault.save('travel', journeyWish))).toBe('desk-key');
    expect(amira.wire.count('records/put')).toBe(0);
    await event.sql('update member set seal_key = $1 where member = $2', [row?.seal_key, event.member('amira')]);
  });

  it('of a team is refused as well', async () => {
    const [row] = await event.sql<{ public_key: Buffer }>('select public_key from desk_key where desk = $1', [travel]);
    await event.sql('update desk_key set public_key = $1 where desk = $2', [Buffer.from(pair.publicKey), travel]);
    const person = await event.enter('tove');
    expect(await codeOf(person.vault.saveCase(travel, event.member('tomas'), caseNote))).toBe('desk-key');
    expect(person.wire.count('records/put')).toBe(0);
    await event.sql('update desk_key set public_key = $1 where desk = $2', [row?.public_key, travel]);
  });

  it("does not make a team's key of a seed that the operator sealed to her", async () => {
    const [row] = await event.sql<{ wrap: Buffer }>('select wrap from desk_seed where desk = $1 and member = $2', [
      travel,
      tove.member,
    ]);
    const asked = await tove.person.wire.ask('roster/keys', { members: [tove.member], desks: [], months: [] });
    const sealed = sealSeed(
      fromBase64url(asked.members[0]?.openKey ?? ''),
      secret32(),
      deskSeedContext(roster.rootfp, travel, 1),
    );
    const put = (wrap: Buffer | undefined) =>
      event.sql('update desk_seed set wrap = $1 where desk = $2 and member = $3', [wrap, travel, tove.member]);
    await put(Buffer.from(wrapCodec.encode(sealed)));
    const person = await event.enter('tove');
    // Set aside like any seed that is badly made; and there is no other.
    expect(await codeOf(openAll(person, [event.member('amira')]))).toBe('desk-waiting');
    expect(person.wire.count('openings/ask')).toBe(0);
    await put(row?.wrap);
  });
});

interface Entry {
  readonly bytes: Uint8Array;
  readonly leaf: number;
}

/** Entries that follow the real ones in everything but the right to sign them. */
class Forger {
  readonly entries: Entry[] = [];
  #roster = roster;
  #leaf: number;

  constructor(leaf: number) {
    this.#leaf = leaf;
  }

  /** Signed by the planted one, in his own name or in an officer's. */
  async sign(operation: Operation, name: MemberId = planted.card.member): Promise<this> {
    const time = Date.now();
    const times = { time, expires: time + 3_600_000 };
    const entry = entryCodec.encode(entryFor(this.#roster, operation, times));
    const touched = await hardware.get({ rpId: event.place.rpId, challenge: entryHash(entry) }, event.place.origin);
    const assertion = {
      credentialId: touched.id,
      authenticatorData: touched.authenticatorData,
      clientDataJSON: touched.clientDataJSON,
      signature: touched.signature,
      nonce: randomness(32),
    };
    const signature = signDetached(planted.keys.sign.secretKey, entryMessage(roster.rootfp, entry));
    const signed = signatureCodec.parse(signatureCodec.encode({ member: name, signature, assertion }));
    const bytes = signedEntry.encode({ entry, signatures: [signed], card: undefined });
    this.entries.push({ bytes, leaf: this.#leaf });
    const arrived = { leaf: this.#leaf, bytes: encodeLeaf(rosterLeaf(bytes)), body: bytes };
    this.#roster = enact(this.#roster, arrived, time, '').roster;
    this.#leaf += 1;
    return this;
  }
}

function addOf(card: MemberCard): Operation {
  const endorsement = signDetached(planted.keys.sign.secretKey, randomness(32));
  return {
    type: 'add',
    card,
    invite: toId<InviteId>(randomness(16)),
    joinHash: randomness(32),
    endorser: card.member,
    compared: 'voice',
    endorsement,
  };
}

/** He is added, joins the travel team, and makes its next key. */
async function takeOver(name?: MemberId): Promise<readonly Entry[]> {
  const forger = new Forger(roster.verdicts.leaf + 1);
  const { member } = planted.card;
  await forger.sign(addOf(planted.card), name);
  await forger.sign({ type: 'desk-join', desk: travel, member }, name);
  await forger.sign(
    {
      type: 'desk-epoch',
      desk: travel,
      epoch: 2,
      keyHash: sealingKeyHash(pair.publicKey),
      holders: { type: 'listed', members: [member] },
    },
    name,
  );
  return forger.entries;
}

describe('entries in the roster that no officer signed', () => {
  /** The portal appends them to what it answers, and hands out the key that they name. */
  async function shown(entries: readonly Entry[], client: Client): Promise<Tapped> {
    const amira = event.arriving('amira', client);
    // Only the witness could sign what it never said.
    const said = { odd: null, code: '', time: Date.now(), signature: toBase64url(new Uint8Array(64)) };
    const more = entries.map((entry) => ({ ...said, bytes: toBase64url(entry.bytes), leaf: entry.leaf }));
    amira.wire.bend('login/finish', async (ask) => {
      const welcome = await ask();
      return { ...welcome, entries: [...welcome.entries, ...more] };
    });
    amira.wire.bend('roster/keys', async (ask, body) => {
      const answer = await ask();
      const desks = body.desks.map(({ desk, epoch }) => ({ desk, epoch, publicKey: toBase64url(pair.publicKey) }));
      return { ...answer, desks };
    });
    return amira;
  }

  it('are refused: the witness has said nothing of them', async () => {
    const amira = await shown(await takeOver(), real);
    expect(await codeOf(amira.signIn())).toBe('head-signature');
    expect(await amira.vault.me()).toBeUndefined();
  });

  it("would be void: nobody without the right may sign, and an officer's name is not her signature", async () => {
    const judged = async (name?: MemberId) => {
      const [entry] = await takeOver(name);
      const body = { bytes: toBase64url((entry as Entry).bytes) };
      return (await askWitness(event.testEnv, 'POST', '/judge', body)).json.code;
    };
    expect(await judged()).toBe('roster-right');
    expect(await judged(event.member('ingrid'))).toBe('roster-signature');
  });

  it('held back, where officers did sign, are missed: the witness knows of them', async () => {
    const amira = event.arriving('amira');
    amira.wire.bend('login/finish', async (ask) => {
      const welcome = await ask();
      return { ...welcome, entries: welcome.entries.slice(0, -1) };
    });
    expect(await refused(amira.signIn())).toEqual({
      code: 'head-behind',
      evidence: { rosterSeq: roster.seq - 1, witnessSeq: roster.seq },
    });
  });

  it("would have her wishes sealed to the attacker's key where signatures and witness are not looked at", async () => {
    const amira = await shown(await takeOver(), mutant('inserted-member'));
    await amira.signIn();
    // The real portal will not store what is sealed to a key it does not know; this one says thank you.
    amira.wire.bend('records/put', async () => ({ leaves: [(await event.logSize()) + 100], receipts: [] }));
    amira.patience = 0;
    // It is too late when she is told that no log holds it.
    expect(await codeOf(amira.vault.save('travel', journeyWish))).toBe('checkpoint-cosignature');
    const [item] = amira.wire.lastSent('records/put').items as { record: string; deskWraps: string[] }[];
    const { header: bytes } = bodyCodec.parse(sealedRecord.parse(fromBase64url(item?.record ?? '')).body);
    const { rootfp } = headerCodec.parse(bytes);
    const { wrap } = deskWrapCodec.parse(fromBase64url(item?.deskWraps[0] ?? ''));
    const held = sharesCodec.parse(unwrap(pair, wrap, { rootfp, role: 'desk', binding: headerHash(bytes) }));
    expect(held.deskShare?.length).toBe(32);
  });
});

describe('at last, an entry written into log and table', () => {
  it('is void: it changes nothing, and everything goes on, over a restart too', async () => {
    const size = await event.logSize();
    const forger = await new Forger(size).sign({ type: 'desk-join', desk: travel, member: event.member('amira') });
    const { bytes } = forger.entries[0] as Entry;
    expect(await appendLeaves(event.testEnv, [encodeLeaf(rosterLeaf(bytes))])).toBe(size);
    await event.sql('insert into roster_entry (leaf, bytes) values ($1, $2)', [size, Buffer.from(bytes)]);
    const goesOn = async () => {
      const person = await event.enter('tove');
      const opened = await openAll(person, [event.member('amira')]);
      expect(opened.map(({ refusal }) => refusal)).toEqual(opened.map(() => undefined));
      const { lines } = await (await event.enter('ingrid')).vault.audit(false);
      // Nobody's signature on it holds, so nobody is named, and what it wanted is not told.
      expect(lines.find(({ leaf }) => leaf === size)).toMatchObject({ notInForce: 'unsigned', who: [] });
    };
    await goesOn();
    await event.testEnv.restartPortal('SIGKILL');
    await goesOn();
    expect((await askWitness(event.testEnv, 'GET', '/state')).json.size).toBeGreaterThan(size);
  });

  it('which a witness calls good all the same is taken by nobody', async () => {
    const size = await event.logSize();
    const forger = await new Forger(size).sign({ type: 'desk-join', desk: travel, member: event.member('amira') });
    const { bytes } = forger.entries[0] as Entry;
    const written = event.testEnv.portal.output().length;
    // While no other witness can judge it.
    await withMutantWitness(event.testEnv, 'inserted-member', async () => {
      expect(await appendLeaves(event.testEnv, [encodeLeaf(rosterLeaf(bytes))])).toBe(size);
      await event.sql('insert into roster_entry (leaf, bytes) values ($1, $2)', [size, Buffer.from(bytes)]);
      const person = await event.enter('tove');
      expect(await codeOf(openAll(person, [event.member('amira')]))).toBe('witness-away');
      await event.testEnv.portal.wrote('a verdict of the witness is not ours', written);
    });
  });
});
