// Who can have written what: letters are deniable and cannot be forged by anybody else; messages are their sender's;
// announcements are signed; nothing counts in another place. And keys that are not the newest, or good for nothing.
import { beforeAll, describe, expect, it } from 'vitest';
import { concat, u32 } from '#protocol/core/bytes.ts';
import { memberId, officersDesk, type MemberId, type ThreadId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { deriveMemberKeys } from '#protocol/members/keys.ts';
import {
  aeadSeal,
  agree,
  deriveCommitted,
  deriveKey,
  dhKeyPair,
  encapsulate,
  hash,
  joinKeys,
  sodiumReady,
  type Key32,
} from '#protocol/crypto/sodium.ts';
import {
  indexBundles,
  newestGeneration,
  requireNewestBundles,
  requirePeriodKeys,
  verifyBundles,
} from '#protocol/threads/bundle.ts';
import { fill } from '#protocol/threads/fill.ts';
import { laneOf, type OwnLane } from '#protocol/threads/lane.ts';
import { openLetter, pairKey, sealLetter } from '#protocol/threads/letter.ts';
import { identified, openMessage, sealMessage } from '#protocol/threads/message.ts';
import { periodKeyHash, publicKeysOf, type PeriodKeys } from '#protocol/threads/period.ts';
import { safetyNumber } from '#protocol/threads/safety.ts';
import { announcementThread, grantCodec } from '#protocol/threads/thread.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { rekey, standardEvent, type Person } from '../../support/protocol/event.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';
import {
  Client,
  Stream,
  Writer,
  deskPlace,
  firstDay,
  firstPeriod,
  note,
  textsOf,
  type Place,
} from '../../support/protocol/thread-writer.ts';

beforeAll(async () => sodiumReady);

function talk(seed: string) {
  const people = standardEvent(seed);
  const { event, amal, tess, tomas } = people;
  const randomness = new Randomness(`${seed} randomness`);
  const writerOf = (person: Person) => new Writer(randomness, event, person);
  const [amals, tesss, tomass] = [amal, tess, tomas].map(writerOf) as [Writer, Writer, Writer];
  const roster = () => event.roster;
  const clientOf = (writer: Writer) => new Client(roster, writer, randomness);
  const today = { day: firstDay, logSize: event.leaves.length };
  const place = deskPlace(event, amal.member);
  return { ...people, randomness, writerOf, clientOf, amals, tesss, tomass, roster, today, place };
}

/** What somebody needs to seal or open a letter from one member to another. */
function letterPlace(story: ReturnType<typeof talk>, from: Person, to: Person) {
  const { rootfp } = story.event;
  return { rootfp, from: from.member, to: to.member, fromDhKey: from.card.dhKey, period: firstPeriod };
}

describe('a letter', { timeout: 60_000 }, () => {
  it('can be made by its recipient, so that to show one proves nothing', () => {
    const story = talk('deniable');
    const { randomness, amal, tess, amals, event } = story;
    const place = letterPlace(story, tess, amal);
    // Amal, alone, with the keys that she has: a letter from tess that tess never wrote.
    const keys = amals.periods.get(firstPeriod)!;
    const pair = pairKey(event.rootfp, amal.keys.dh, tess.card.dhKey);
    const grant = grantCodec.encode({
      ...story.place,
      day: firstDay,
      rosterSeq: event.roster.seq,
      logSize: 1,
      secret: randomness.bytes(32),
      key: randomness.bytes(32),
    });
    const good = forgeAsRecipient(place, keys, pair, grant, randomness.bytes(64));
    expect(openLetter(place, pair, keys, good)).toEqual(grant);
    const reader = story.clientOf(amals);
    const under = { dh: amal.keys.dh, fromDhKey: tess.card.dhKey };
    const taken = reader.crypto.takeLetter({ type: 'letter', from: tess.member, period: firstPeriod, ...under }, good);
    expect(taken.from).toBe(tess.member);
    expect(agree(keys.dh.secretKey, tess.card.dhKey)).toEqual(agree(tess.keys.dh.secretKey, keys.dh.publicKey));
  });

  it('cannot be made by anybody else, however much of the account of the recipient was stolen', () => {
    const story = talk('kci');
    const { randomness, amal, tess, vera, amals, event } = story;
    const place = letterPlace(story, tess, amal);
    const keys = amals.periods.get(firstPeriod)!;
    const stolen = deriveMemberKeys(amal.secret);
    const pair = pairKey(event.rootfp, stolen.dh, tess.card.dhKey);
    const contents = randomness.bytes(100);
    const seal = (dh: Person['keys']['dh']) =>
      sealLetter(place, dh, pair, publicKeysOf(keys), contents, randomness.bytes(64));
    // Control: tess herself.
    expect(openLetter(place, pair, keys, seal(tess.keys.dh))).toEqual(contents);
    // With amal's account secret one has the pair's key, and so tag and veil, but no secret of tess.
    for (const dh of [stolen.dh, vera.keys.dh, dhKeyPair(randomness.key())])
      expect(refusalOf(() => openLetter(place, pair, keys, seal(dh)))).toBe('wrong-key');
  });

  it('is not read with the recipient’s account secret alone, nor with the sender’s', () => {
    const story = talk('stolen');
    const { randomness, amal, tess, amals, event } = story;
    const place = letterPlace(story, tess, amal);
    const keys = amals.periods.get(firstPeriod)!;
    const pair = pairKey(event.rootfp, tess.keys.dh, amal.card.dhKey);
    const body = sealLetter(place, tess.keys.dh, pair, publicKeysOf(keys), randomness.bytes(100), randomness.bytes(64));
    for (const { keys: account } of [amal, tess]) {
      // All that an account secret gives in place of the period's keys, and both halves mixed with the right ones.
      const inPlace = { seal: account.seal, dh: account.dh };
      for (const tried of [inPlace, { ...keys, seal: account.seal }, { seal: account.seal, dh: keys.dh }])
        expect(refusalOf(() => openLetter(place, pair, tried, body))).toBe('wrong-key');
    }
    expect(refusalOf(() => openLetter(place, pair, keys, body))).toBe('accepted');
    const other = { ...keys, dh: amal.keys.dh };
    expect(refusalOf(() => openLetter(place, pair, other, body))).toBe('wrong-key');
  });

  it('goes to everybody whose keys are good, whatever keys one of them put on her card or into her bundles', () => {
    const story = talk('small order');
    const { event, amals, tesss, tomass, place, today, randomness, tess } = story;
    const zero = new Uint8Array(32);
    const bad = {
      nothing: { ...tesss.recipient().keys, dhKey: zero },
      noKey: { ...tesss.recipient().keys, sealKey: new Uint8Array(1216).fill(255) },
    };
    for (const keys of Object.values(bad)) {
      const client = story.clientOf(amals);
      const grant = { ...place, ...today, rosterSeq: event.roster.seq };
      const parcels = client.crypto.begin(
        grant,
        [{ member: tess.member, keys }, tomass.recipient()],
        amals.recipient(),
      );
      expect(parcels.length).toBe(2);
    }
    // A card with a key of small order: nobody's reading stops.
    const members = new Map(event.roster.members);
    const [held] = members.get(tess.member)!;
    members.set(tess.member, [{ ...held!, card: { ...held!.card, dhKey: zero } }]);
    const broken = () => ({ ...event.roster, members });
    const reader = new Client(broken, tomass, randomness);
    const stream = new Stream();
    stream.post(story.clientOf(amals).say(place, 'to all who can', [tomass], today).parcels, firstDay);
    reader.read(stream.rows);
    expect(textsOf(reader.woven(place))).toEqual(['to all who can']);
  });
});

/** What the recipient of a letter can compute, step by step as §9.5 says, without any secret of the sender's. */
function forgeAsRecipient(
  { rootfp, from, to, fromDhKey, period }: ReturnType<typeof letterPlace>,
  keys: PeriodKeys,
  pair: Key32,
  contents: Uint8Array,
  random: Uint8Array,
): Uint8Array {
  const own = publicKeysOf(keys);
  const { ciphertext, shared } = encapsulate(own.sealKey, random);
  const context = tuple(
    'dd1/letter-context',
    rootfp,
    memberId.encode(from),
    memberId.encode(to),
    u32(period),
    periodKeyHash(own),
    fromDhKey,
    hash(tuple('dd1/letter-encapsulation', ciphertext)),
  );
  // The sender has agree(her secret, the period's key); these are the same 32 bytes.
  const agreed = agree(keys.dh.secretKey, fromDhKey);
  const { once, commitment } = deriveCommitted(joinKeys(shared, agreed), context);
  const veil = tuple('dd1/letter-veil', rootfp, memberId.encode(from), memberId.encode(to), commitment);
  return concat(
    commitment,
    aeadSeal(deriveKey(pair, veil), ciphertext, veil),
    aeadSeal(once, fill(contents, 864), context),
  );
}

describe('a message', { timeout: 60_000 }, () => {
  /** Amal's lane, as tess holds it after its letter came. */
  function laneStory(seed: string) {
    const story = talk(seed);
    const { amals, tesss, tomass, place, today, clientOf } = story;
    const stream = new Stream();
    const by = clientOf(amals);
    const made = by.say(place, 'hers', [tesss, tomass], today);
    stream.post(made.parcels, firstDay);
    const own = by.crypto.own(() => true) as OwnLane;
    return { ...story, stream, by, own, made, body: made.parcels.at(-1)!.body };
  }

  it('is its sender’s: a reader of the lane cannot write on it', () => {
    const { own, place, amal, tess, randomness, stream, clientOf, tomass, event } = laneStory('reader');
    const where = { rootfp: event.rootfp, thread: place.thread, sender: amal.member };
    const message = identified(where, note('not hers'));
    // All that tess was given: secret and public key. Signed with whatever she has.
    for (const seed of [tess.secret, randomness.key(), own.secret]) {
      const body = sealMessage({ ...own, seed }, message, tess.keys.sign.secretKey);
      expect(refusalOf(() => openMessage(own, amal.card.signKey, body))).toBe('message-signature');
      const tag = stream.rows.at(-1)!.tag;
      stream.post([{ tag, body }], firstDay);
    }
    const client = clientOf(tomass);
    client.read(stream.rows);
    expect(client.refused.map(({ code }) => code)).toEqual(Array.from({ length: 3 }, () => 'message-signature'));
    expect(textsOf(client.woven(place))).toEqual(['hers']);
  });

  it('counts in no other thread, on no other lane, for no other sender', () => {
    const { own, body, amal, tess, randomness, event } = laneStory('replay');
    expect(openMessage(own, amal.card.signKey, body).text).toBe('hers');
    const { grant } = own;
    const lanes = {
      'wrong-key': [
        { ...own, grant: { ...grant, thread: randomness.id<ThreadId>() } },
        { ...own, grant: { ...grant, key: randomness.bytes(32) } },
        { ...own, secret: randomness.key() },
        { ...own, rootfp: randomness.bytes(32) },
      ],
      // The secret of the lane is all that opens; the signature says whose it is.
      'message-signature': [
        { ...own, sender: tess.member },
        { ...own, sender: randomness.id<MemberId>() },
      ],
    };
    for (const [code, tried] of Object.entries(lanes))
      for (const lane of tried) expect(refusalOf(() => openMessage(lane, amal.card.signKey, body))).toBe(code);
    expect(laneOf(event.rootfp, amal.member, grant, 0).secret).toEqual(own.secret);
  });

  it('twice in the stream, or under other tags, is one message', () => {
    const { stream, body, made, clientOf, tesss, place, own, by } = laneStory('copies');
    const again = by.crypto.seal(own, made.message)!;
    stream.post([{ tag: made.parcels.at(-1)!.tag, body }, again], firstDay);
    const client = clientOf(tesss);
    client.read(stream.rows);
    expect(client.in(place.thread).length).toBe(3);
    expect(textsOf(client.woven(place))).toEqual(['hers']);
  });

  it('fits its parcel at its fullest', () => {
    const { own, randomness, amal, place, event } = laneStory('fullest');
    const where = { rootfp: event.rootfp, thread: place.thread, sender: amal.member };
    const id = () => randomness.id<typeof first>();
    const first = identified(where, note('')).id;
    const full = identified(
      where,
      note('x'.repeat(limits.messageTextBytes), {
        type: 'unsent',
        alias: 'a'.repeat(limits.wordBytes),
        prev: Array.from({ length: limits.messagePrev }, id),
        reply: id(),
        parts: limits.messageParts,
        attachment: {
          blob: randomness.id(),
          key: randomness.bytes(32),
          hash: randomness.bytes(32),
          bytes: limits.attachmentBytes,
          name: 'n'.repeat(limits.wordBytes * 2),
          type: 't'.repeat(limits.wordBytes),
        },
      }),
    );
    const body = sealMessage(own, full, amal.keys.sign.secretKey);
    expect(openMessage(own, amal.card.signKey, body)).toEqual(full);
  });
});

describe('an announcement', { timeout: 60_000 }, () => {
  it('is signed by the account, and nobody else of the desk can make one in her name', () => {
    const story = talk('announcement');
    const { event, randomness, amals, clientOf, writerOf, today } = story;
    const [first, second] = event.officers.map(writerOf) as [Writer, Writer];
    const place: Place = {
      ...story.place,
      kind: 'announcement',
      desk: officersDesk,
      owner: undefined,
      thread: announcementThread(event.rootfp, officersDesk),
    };
    const stream = new Stream();
    const by = clientOf(first);
    stream.post(by.say(place, 'the hotel has changed', [amals, second], today).parcels, firstDay);
    const lane = by.crypto.own(() => true) as OwnLane;
    const where = { rootfp: event.rootfp, thread: place.thread, sender: first.member };
    const false_ = identified(where, note('the hotel has not changed'));
    // The other officer even has the lane's seed, from a stolen tab: only the account's key counts.
    const forged = sealMessage(lane, false_, second.person.keys.sign.secretKey);
    stream.post([{ tag: stream.rows.at(-1)!.tag, body: forged }], firstDay);
    const reader = clientOf(amals);
    reader.read(stream.rows);
    expect(textsOf(reader.woven(place))).toEqual(['the hotel has changed']);
    expect(reader.refused.map(({ code }) => code)).toEqual(['message-signature']);
    // Not deniable: what amal holds convinces anybody who knows the roster, and she could not have made it.
    const { signKey } = first.person.card;
    const body = stream.rows.at(-2)!.body;
    expect(openMessage(laneOf(event.rootfp, first.member, lane.grant, 0), signKey, body).text).toBe(
      'the hotel has changed',
    );
    const byReader = sealMessage({ ...lane, seed: randomness.key() }, false_, amals.person.keys.sign.secretKey);
    expect(refusalOf(() => openMessage(lane, signKey, byReader))).toBe('message-signature');
  });
});

describe('bundles', { timeout: 60_000 }, () => {
  it('letters go to the newest keys only: older, foreign, swapped and mixed keys are refused', () => {
    const { event, amals, tesss, writerOf, amal } = talk('bundles');
    const { roster, rootfp } = event;
    const first = amals.publish(event, 1);
    const next = writerOf(amal);
    const second = next.publish(event, 2);
    const foreign = tesss.publish(event, 1);
    const index = indexBundles(event.leaves);
    const check = ({ signed, leaf }: typeof first, member = amal.member) =>
      refusalOf(() => requireNewestBundles(verifyBundles(roster, signed, member, leaf), leaf, event.leaves, index));
    expect(check(second)).toBe('accepted');
    expect(check(first)).toBe('bundle-old');
    expect(check(foreign)).toBe('bundle-signature');
    expect(check({ ...second, leaf: first.leaf })).toBe('leaf-missing');
    expect(check({ ...first, leaf: second.leaf })).toBe('leaf-missing');
    expect(newestGeneration(rootfp, amal.member, index)).toBe(2);
    // A log that is cut short before the second does not have it: that is the witness's to refuse, not the bundle's.
    const { bundles } = verifyBundles(roster, second.signed, amal.member, second.leaf);
    const [right, wrong] = [next.recipient().keys, tesss.recipient().keys];
    const keysOf = (keys: typeof right | null) => refusalOf(() => requirePeriodKeys(bundles, firstPeriod, keys));
    expect(keysOf(right)).toBe('accepted');
    for (const keys of [
      wrong,
      amals.recipient().keys,
      null,
      { ...right, dhKey: wrong.dhKey },
      { ...right, sealKey: wrong.sealKey },
    ])
      expect(keysOf(keys)).toBe('bundle-signature');
  });

  it('end with a recovery, and begin again', () => {
    const { event, amals, amal, randomness } = talk('recovery');
    const before = amals.publish(event, 1);
    const fresh = rekey(event, amal);
    const check = ({ signed, leaf }: typeof before) =>
      refusalOf(() => verifyBundles(event.roster, signed, amal.member, leaf));
    expect(check(before)).toBe('bundle-old');
    expect(check(new Writer(randomness, event, fresh).publish(event, 2))).toBe('accepted');
  });
});

describe('a safety number', () => {
  it('is the same from both sides, another with any other key, and other for every two people', () => {
    const { event, amal, tess, bijan, randomness } = talk('safety');
    const { rootfp } = event;
    const number = safetyNumber(rootfp, amal.card, tess.card);
    expect(number).toEqual(safetyNumber(rootfp, tess.card, amal.card));
    expect(number.join('')).toMatch(/^\d{60}$/u);
    const others = [
      safetyNumber(randomness.bytes(32), amal.card, tess.card),
      safetyNumber(rootfp, amal.card, bijan.card),
      ...(['signKey', 'sealKeyHash', 'dhKey'] as const).map((key) =>
        safetyNumber(rootfp, amal.card, { ...tess.card, [key]: randomness.bytes(32) }),
      ),
      safetyNumber(rootfp, amal.card, { ...tess.card, member: bijan.member }),
    ].map((each) => each.join(''));
    expect(new Set([...others, number.join('')]).size).toBe(7);
  });
});
