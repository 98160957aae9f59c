/** The frozen cases of §9, in three files. Called by make.ts alone. */
import { concat, u32, u64, utf8 } from '#protocol/core/bytes.ts';
import type { ProtocolCode } from '#protocol/core/errors.ts';
import type { BlobId, ChunkId, DeskId, MemberId, MessageId, ThreadId } from '#protocol/core/ids.ts';
import { officersDesk } from '#protocol/core/ids.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { limits } from '#protocol/core/limits.ts';
import { dhKeyPair, key32, signKeyPair } from '#protocol/crypto/sodium.ts';
import { sealAttachment, attachmentHash } from '#protocol/threads/attachment.ts';
import { bundlesCodec, signBundles, signedBundles, verifyBundles, type Bundles } from '#protocol/threads/bundle.ts';
import { sealChunk, signChunk } from '#protocol/threads/chunk.ts';
import { LettersAndLanes } from '#protocol/threads/conversation.ts';
import { fill } from '#protocol/threads/fill.ts';
import { pairKey, sealLetter } from '#protocol/threads/letter.ts';
import { identified, messageCodec, sealMessage, type Message } from '#protocol/threads/message.ts';
import { derivePeriodKeys, publicKeysOf, sealPeriod } from '#protocol/threads/period.ts';
import { encodeLook, fillerBytes, lookBytes } from '#protocol/threads/stream.ts';
import {
  announcementThread,
  deskThread,
  directThread,
  encodeMembers,
  grantCodec,
  type Grant,
} from '#protocol/threads/thread.ts';
import { visa, type Event, type Person } from '../support/protocol/event.ts';
import { Randomness } from '../support/protocol/randomness.ts';
import {
  Writer,
  deskPlace,
  firstDay,
  firstPeriod,
  groupPlace,
  note,
  type Place,
} from '../support/protocol/thread-writer.ts';

type Inputs = Readonly<Record<string, unknown>>;

export interface CaseBook {
  accept(act: string, inputs: Inputs, note?: string): void;
  reject(act: string, code: ProtocolCode, inputs: Inputs, note?: string): void;
}

export interface People {
  readonly event: Event;
  readonly tess: Person;
  readonly tomas: Person;
  readonly vera: Person;
  readonly amal: Person;
  readonly bijan: Person;
  /** Before her rekey, and after it. */
  readonly former: Person;
  readonly renewed: Person;
}

const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
const last = (bytes: Uint8Array) => flipped(bytes, bytes.length - 1);

function periods(book: CaseBook, randomness: Randomness): void {
  for (const time of [0, Date.UTC(2031, 2, 2, 23, 59, 59, 999), Date.UTC(2031, 2, 3)])
    book.accept('day and period', { time });
  const place = { rootfp: randomness.bytes(32), member: randomness.id<MemberId>(), period: firstPeriod };
  const keys = { accountSecret: randomness.key(), share: randomness.key() };
  const secret = randomness.key();
  book.accept('seal period', { ...place, ...keys, secret });
  const sealed = sealPeriod(keys.accountSecret, keys.share, place, secret);
  const given = { ...place, ...keys, sealed };
  book.accept('open period', given);
  book.reject('open period', 'wrong-key', { ...given, share: randomness.key() }, 'the share was deleted');
  book.reject('open period', 'wrong-key', { ...given, accountSecret: randomness.key() }, 'another account');
  book.reject('open period', 'wrong-key', { ...given, member: randomness.id() }, 'another member');
  book.reject('open period', 'wrong-key', { ...given, period: firstPeriod + 1 }, 'another period');
  book.reject('open period', 'wrong-key', { ...given, rootfp: randomness.bytes(32) }, 'another root');
  book.reject('open period', 'wrong-key', { ...given, sealed: last(sealed) }, 'box');
  book.reject('open period', 'wrong-length', { ...given, sealed: sealed.slice(1) });
  book.reject('open period', 'weak-secret', { ...given, share: new Uint8Array(32) }, 'no share at all');
  book.reject('seal period', 'weak-secret', { ...place, ...keys, secret: new Uint8Array(32) });
}

function bundles(book: CaseBook, randomness: Randomness, { event, amal, bijan, former, renewed }: People): void {
  const { roster, rootfp } = event;
  const writer = new Writer(randomness, event, amal, 2);
  const made = writer.bundles(roster, 1);
  book.accept('sign bundles', { bundles: bundlesCodec.encode(made), seed: randomness.key() });
  const by = (change: Partial<Bundles>, signer = amal) =>
    signBundles({ ...made, ...change }, signer.keys.sign.secretKey);
  const leaf = roster.leaf + 3;
  const given = { member: amal.member, leaf, signed: by({}) };
  const act = 'verify bundles';
  book.accept(act, given);
  book.reject(act, 'root-mismatch', { ...given, signed: by({ rootfp: randomness.bytes(32) }) });
  book.reject(act, 'bundle-signature', { ...given, member: bijan.member }, 'of somebody else');
  book.reject(act, 'bundle-signature', { ...given, signed: by({}, bijan) }, 'signed by somebody else');
  book.reject(act, 'bundle-signature', { ...given, signed: last(given.signed) }, 'signature');
  book.reject(
    act,
    'bundle-signature',
    { ...given, signed: by({ rosterHead: randomness.bytes(32) }) },
    'another roster',
  );
  book.reject(act, 'bundle-signature', { ...given, signed: by({ rosterSeq: roster.seq + 1 }) }, 'a roster to come');
  const { signature } = signedBundles.parse(given.signed);
  const swapped = signedBundles.encode({ bundles: bundlesCodec.encode({ ...made, generation: 2 }), signature });
  book.reject(act, 'bundle-signature', { ...given, signed: swapped }, 'another generation under the signature');
  book.reject(act, 'bundle-old', { ...given, leaf: 0 }, 'before she was a member');
  const stranger = randomness.id<MemberId>();
  book.reject(act, 'roster-right', { ...given, member: stranger, signed: by({ member: stranger }) }, 'no member');
  const since = roster.members.get(renewed.member)?.at(-1)?.from ?? 0;
  const hers = { member: renewed.member };
  book.reject(act, 'bundle-old', { ...hers, leaf: since - 1, signed: by(hers, former) }, 'void since her recovery');
  book.reject(act, 'bundle-signature', { ...hers, leaf, signed: by(hers, former) }, 'a key that has ended');
  book.accept(act, { ...hers, leaf, signed: by(hers, renewed) }, 'after a recovery');

  const filler = encodeLeaf(rosterLeaf(utf8('another leaf')));
  const leafOf = (signed: Uint8Array, member = amal.member) =>
    encodeLeaf(verifyBundles(roster, signed, member, leaf).leaf);
  const second = by({ generation: 2 });
  const before = Array.from({ length: leaf }, () => filler);
  const newest = 'require newest bundles';
  book.accept(newest, { ...given, leaves: [...before, leafOf(given.signed), filler] });
  const two = [...before, leafOf(given.signed), leafOf(second)];
  book.accept(newest, { ...given, signed: second, leaf: leaf + 1, leaves: two }, 'the second');
  book.reject(newest, 'bundle-old', { ...given, leaves: two }, 'the first while there is a second');
  book.reject(newest, 'leaf-missing', { ...given, leaves: before }, 'not in the log');
  book.reject(newest, 'leaf-missing', { ...given, leaves: [...before, filler] }, 'another leaf');
  const again = by({ time: made.time + 1 });
  const split = [...before, leafOf(again), leafOf(given.signed)];
  book.reject(newest, 'leaf-missing', { ...given, leaf: leaf + 1, leaves: split }, 'not the first of its generation');
  book.reject(newest, 'leaf-missing', { ...given, leaves: split }, 'other bundles of that generation');
  book.accept('newest generation', { rootfp, member: amal.member, leaves: two });
  book.accept('newest generation', { rootfp, member: bijan.member, leaves: two }, 'none');

  const [keys, later] = [...writer.periods.values()].map(publicKeysOf);
  const asked = { bundles: bundlesCodec.encode(made), period: firstPeriod, ...keys };
  book.accept('require period keys', asked);
  book.reject('require period keys', 'bundle-missing', { ...asked, period: firstPeriod + 2 });
  book.reject('require period keys', 'bundle-missing', { ...asked, period: firstPeriod - 1 });
  book.reject('require period keys', 'bundle-signature', { ...asked, ...later }, 'of another period');
  book.reject('require period keys', 'bundle-signature', { ...asked, dhKey: later?.dhKey }, 'half of another');
  book.reject('require period keys', 'bundle-signature', { ...asked, sealKey: undefined }, 'handed over by nobody');
}

function grants(book: CaseBook, randomness: Randomness, { event, tess, tomas, vera, amal, bijan }: People): void {
  const { rootfp } = event;
  const [officer] = event.officers as readonly [Person, ...Person[]];
  const some = { day: firstDay, rosterSeq: 5, logSize: 40, secret: randomness.bytes(32), key: randomness.bytes(32) };
  const grantOf = (place: Place) => grantCodec.encode({ ...place, ...some });
  const act = 'require grant';
  const asked = (place: Place, from: Person, to: Person, contacts: readonly Person[] = []) => ({
    grant: grantOf(place),
    from: from.member,
    to: to.member,
    contacts: contacts.map(({ member }) => member),
  });
  const desk = deskPlace(event, amal.member);
  book.accept(act, asked(desk, amal, tess), 'to the desk');
  book.accept(act, asked(desk, tess, amal), 'from the desk');
  book.accept(act, asked(desk, tess, tomas), 'within the desk');
  book.reject(act, 'thread-member', asked(desk, bijan, tess), 'from another member');
  book.reject(act, 'thread-member', asked(desk, vera, amal), 'from another desk');
  book.reject(act, 'thread-member', asked(desk, amal, vera), 'to another desk');
  book.reject(act, 'thread-member', asked(desk, tess, bijan), 'to another member');
  book.reject(act, 'thread-member', asked({ ...desk, desk: visa }, vera, amal), 'another desk than the id');
  book.reject(act, 'thread-member', asked({ ...desk, owner: bijan.member }, bijan, tess), 'another owner than the id');
  book.reject(act, 'thread-member', asked({ ...desk, owner: undefined }, tess, tomas), 'with nobody');
  const nowhere = 'nowhere' as DeskId;
  const unknown = { ...desk, desk: nowhere, thread: deskThread(rootfp, amal.member, nowhere) };
  book.reject(act, 'thread-member', asked(unknown, amal, tess), 'a desk that policy does not name');

  const announcement = (of: DeskId): Place => ({
    ...desk,
    kind: 'announcement',
    desk: of,
    owner: undefined,
    thread: announcementThread(rootfp, of),
  });
  book.accept(act, asked(announcement(officersDesk), officer, amal), 'announcement');
  book.reject(act, 'thread-member', asked(announcement(officersDesk), tess, amal), 'by somebody of another desk');
  book.reject(act, 'thread-member', asked(announcement(visa), vera, amal), 'a desk that may not announce');
  const moved = { ...announcement(officersDesk), thread: randomness.id<ThreadId>() };
  book.reject(act, 'thread-member', asked(moved, officer, amal), 'another id');

  const thread = randomness.id<ThreadId>();
  const three = [amal, bijan, tess].map(({ member }) => member);
  const group = groupPlace(thread, amal.member, three);
  book.accept(act, asked(group, amal, bijan, [amal]), 'a group of a contact’s');
  book.accept(act, asked(group, tess, bijan, [amal]), 'another member’s lane in it');
  book.accept(act, asked(group, bijan, amal), 'one’s own group');
  book.accept(act, asked(groupPlace(thread, tess.member, three), tess, amal), 'a group of the staff’s');
  book.reject(act, 'thread-member', asked(group, amal, bijan), 'by a stranger');
  book.reject(
    act,
    'thread-member',
    asked(groupPlace(thread, randomness.id(), three), amal, bijan),
    'a maker who is nobody',
  );
  book.reject(act, 'thread-member', asked({ ...group, version: 0 }, amal, bijan, [amal]), 'version 0');
  book.reject(act, 'thread-member', asked({ ...group, owner: undefined }, amal, bijan, [amal]), 'made by nobody');
  book.reject(act, 'thread-member', asked(group, vera, bijan, [amal]), 'sender not on the list');
  book.reject(act, 'thread-member', asked(group, amal, vera, [amal]), 'recipient not on the list');

  const squatted = {
    'a desk thread of the recipient’s': deskThread(rootfp, bijan.member, visa),
    'a desk thread of another': deskThread(rootfp, tomas.member, visa),
    announcements: announcementThread(rootfp, officersDesk),
  };
  for (const [note, each] of Object.entries(squatted))
    book.reject(act, 'thread-member', asked({ ...group, thread: each }, amal, bijan, [amal]), `the id of ${note}`);

  const direct: Place = {
    ...group,
    kind: 'direct',
    owner: undefined,
    version: 0,
    thread: directThread(rootfp, randomness.bytes(32), amal.member, bijan.member),
    members: encodeMembers([amal.member, bijan.member]),
  };
  book.accept(act, asked(direct, amal, bijan), 'a pair');
  book.reject(act, 'thread-member', asked({ ...direct, members: group.members }, amal, bijan), 'a pair of three');
  const unsorted = concat(direct.members.slice(16), direct.members.slice(0, 16));
  book.reject(act, 'malformed', asked({ ...direct, members: unsorted }, amal, bijan), 'out of order');
  book.accept('decode members', { members: group.members });
  book.reject('decode members', 'malformed', { members: unsorted });
  book.reject('decode members', 'malformed', { members: concat(unsorted.slice(16), unsorted.slice(16)) }, 'twice');
  book.reject('decode members', 'malformed', { members: unsorted.slice(1) });
  for (const place of [desk, announcement(officersDesk), group, direct])
    book.accept('members of a thread', { grant: grantOf(place) }, place.kind);
  book.reject('members of a thread', 'thread-member', { grant: grantOf({ ...desk, owner: undefined }) });

  const judge = 'judge membership';
  const [first, next] = [grantOf(group), grantOf({ ...group, version: 2 })];
  const other = grantOf(groupPlace(thread, amal.member, three.slice(1)));
  book.accept(judge, { grant: first, from: amal.member }, 'the first');
  book.accept(judge, { known: first, grant: first, from: bijan.member }, 'the same list');
  book.accept(judge, { known: first, grant: next, from: amal.member }, 'a newer one by its maker');
  book.accept(judge, { known: first, grant: next, from: bijan.member }, 'a newer one by another');
  book.accept(judge, { known: next, grant: first, from: bijan.member }, 'an older one');
  book.reject(judge, 'thread-forked', { known: first, grant: other, from: amal.member }, 'two lists of one version');
  book.reject(judge, 'thread-member', { known: first, grant: other, from: vera.member }, 'two, one of a stranger’s');
  book.reject(judge, 'thread-member', { known: first, grant: first, from: vera.member }, 'the same, of a stranger’s');
  const taken = grantOf(groupPlace(thread, bijan.member, three));
  book.reject(judge, 'thread-member', { known: first, grant: taken, from: bijan.member }, 'another maker');
}

function weaving(book: CaseBook, randomness: Randomness): void {
  const [one, other] = [randomness.id<MemberId>(), randomness.id<MemberId>()];
  const place = { rootfp: randomness.bytes(32), thread: randomness.id<ThreadId>() };
  const say = (sender: MemberId, text: string, prev: readonly Message[], change: Partial<Message> = {}) => ({
    sender,
    made: identified({ ...place, sender }, note(text, { prev: prev.map(({ id }) => id), ...change })),
  });
  const a = say(one, 'a', []);
  const b = say(other, 'b', [a.made]);
  const c = say(one, 'c', [b.made]);
  const d = say(other, 'd', [a.made]);
  const back = say(other, '', [c.made], { type: 'unsent', reply: b.made.id });
  const given = (said: readonly (typeof a)[], present = [one, other], settled: readonly (typeof a)[] = []) => ({
    received: said.map((each, at) => ({
      sender: each.sender,
      message: messageCodec.encode(each.made),
      sequence: at + 1,
      settled: settled.includes(each),
    })),
    present,
  });
  book.accept('weave', given([a, b, c, d]), 'all');
  book.accept('weave', given([d, c, b, a]), 'backwards');
  book.accept('weave', given([a, a, b]), 'one twice');
  book.accept('weave', given([a, c]), 'the second is missing');
  book.accept('weave', given([b, c]), 'begins with the second');
  book.accept('weave', given([a, b, c, d], [one]), 'the other has left: d counts no more');
  book.accept('weave', given([a, b, c, d], [one], [d]), 'd had counted before');
  book.accept('weave', given([a, b, c, back]), 'taken back');
  book.accept('weave', given([a, c, back]), 'taken back before it came');
  book.accept('weave', { received: [], present: [] }, 'nothing');
}

function letters(book: CaseBook, randomness: Randomness, { event, amal, bijan, tess }: People): void {
  const { rootfp } = event;
  for (const size of [16, 876]) book.accept('fill', { contents: randomness.bytes(12), size });
  book.reject('fill', 'too-large', { contents: randomness.bytes(13), size: 16 });
  const filled = fill(randomness.bytes(5), 16);
  book.accept('unfill', { filled });
  book.accept('unfill', { filled: new Uint8Array(16) }, 'nothing inside');
  book.reject('unfill', 'padding', { filled: last(filled) }, 'not zero');
  book.reject('unfill', 'padding', { filled: concat(u32(13), filled.slice(4)) }, 'too long');
  book.reject('unfill', 'wrong-length', { filled: new Uint8Array(3) });

  const seeds = { fromSeed: randomness.key(), toSeed: randomness.key(), periodSecret: randomness.key() };
  const place = { rootfp, from: amal.member, to: bijan.member, period: firstPeriod };
  const [contents, random] = [randomness.bytes(300), randomness.bytes(64)];
  book.accept('seal letter', { ...seeds, ...place, contents, random });
  book.reject('seal letter', 'too-large', { ...seeds, ...place, contents: randomness.bytes(861), random });
  const sender = dhKeyPair(seeds.fromSeed);
  const pair = pairKey(rootfp, sender, dhKeyPair(seeds.toSeed).publicKey);
  const keys = publicKeysOf(derivePeriodKeys(seeds.periodSecret, rootfp));
  const at = { ...place, fromDhKey: sender.publicKey };
  const body = sealLetter(at, sender, pair, keys, contents, random);
  const given = { ...seeds, ...place, body };
  const act = 'open letter';
  book.accept(act, given);
  book.reject(act, 'wrong-key', { ...given, periodSecret: randomness.key() }, 'another period’s secret');
  book.reject(act, 'wrong-key', { ...given, toSeed: randomness.key() }, 'another recipient');
  book.reject(act, 'wrong-key', { ...given, fromSeed: randomness.key() }, 'another sender');
  book.reject(act, 'wrong-key', { ...given, from: tess.member }, 'under another name');
  book.reject(act, 'wrong-key', { ...given, to: tess.member }, 'to another name');
  book.reject(act, 'wrong-key', { ...given, period: firstPeriod + 1 }, 'another period');
  book.reject(act, 'wrong-key', { ...given, rootfp: randomness.bytes(32) }, 'another root');
  for (const [where, of] of [
    [0, 'commitment'],
    [40, 'veil'],
    [2000, 'box'],
  ] as const)
    book.reject(act, 'wrong-key', { ...given, body: flipped(body, where) }, of);
  book.reject(act, 'wrong-length', { ...given, body: body.slice(1) });
  const withoutSender = sealLetter(at, dhKeyPair(randomness.key()), pair, keys, contents, random);
  book.reject(act, 'wrong-key', { ...given, body: withoutSender }, 'sealed without the sender’s key');

  const writer = new Writer(randomness, event, bijan, 1);
  const crypto = new LettersAndLanes(
    () => event.roster,
    new Writer(randomness, event, amal, 1).keys,
    () => undefined,
    (length) => randomness.bytes(length),
  );
  const desk = deskPlace(event, amal.member);
  const known = { day: firstDay, rosterSeq: event.roster.seq, logSize: 40 };
  const pairPlace: Place = {
    ...desk,
    kind: 'direct',
    owner: undefined,
    thread: directThread(rootfp, randomness.bytes(32), amal.member, bijan.member),
    members: encodeMembers([amal.member, bijan.member]),
  };
  const [letter] = crypto.begin({ ...pairPlace, ...known }, [writer.recipient()], writer.recipient());
  const [periodSecret] = [...writer.secrets.values()];
  const hers = { member: bijan.member, accountSecret: bijan.secret, day: firstDay, ...letter };
  book.accept('take parcel', { ...hers, periodSecret });
  book.accept('take parcel', { ...hers, periodSecret, day: firstDay + 1 }, 'a tag of another day');
  book.accept('take parcel', { ...hers, periodSecret, tag: randomness.bytes(16) }, 'another tag');
  book.reject('take parcel', 'chunk-gone', hers, 'the period’s secret was deleted');
  book.reject(
    'take parcel',
    'wrong-key',
    { ...hers, periodSecret, body: randomness.bytes(limits.parcelBytes) },
    'noise',
  );
  const [foreign] = crypto.begin({ ...desk, ...known }, [writer.recipient()], writer.recipient());
  book.reject('take parcel', 'thread-member', { ...hers, periodSecret, ...foreign }, 'a thread that she is not in');
}

function messages(book: CaseBook, randomness: Randomness, { event, amal, tess }: People): void {
  const { rootfp } = event;
  const seed = randomness.key();
  const place = deskPlace(event, amal.member);
  const grant: Grant = {
    ...place,
    day: firstDay,
    rosterSeq: event.roster.seq,
    logSize: 40,
    secret: randomness.bytes(32),
    key: signKeyPair(seed).publicKey,
  };
  const bytes = grantCodec.encode(grant);
  const lane = { rootfp, sender: amal.member, grant, secret: key32(grant.secret), since: 0, seed };
  const tagged = { rootfp, sender: amal.member, grant: bytes };
  for (const choice of [0, 63]) book.accept('tag of a choice', { ...tagged, choice });
  book.reject('tag of a choice', 'too-large', { ...tagged, choice: 64 });

  const where = { rootfp, thread: place.thread, sender: amal.member };
  const message = identified(where, note('I land at four.', { alias: 'Amal', prev: [randomness.id<MessageId>()] }));
  const parted = identified(where, note('one', { parts: 2 }));
  const second = identified(where, note('two', { parts: 2, part: 1, whole: parted.id, prev: [parted.id] }));
  const signSeed = randomness.key();
  const sealing = { rootfp, sender: amal.member, grant: grantCodec.encode({ ...grant, key: seed }), signSeed };
  for (const each of [message, parted, second])
    book.accept('seal message', { ...sealing, message: messageCodec.encode(each) });
  const seal = (change: Partial<Message>, again = true) => {
    const changed = { ...message, ...change };
    return messageCodec.encode(again ? identified(where, changed) : changed);
  };
  const sealAct = 'seal message';
  book.reject(sealAct, 'malformed', { ...sealing, message: seal({ parts: 0 }) }, 'no part');
  book.reject(sealAct, 'malformed', { ...sealing, message: seal({ parts: 9 }) }, 'too many parts');
  book.reject(sealAct, 'malformed', { ...sealing, message: seal({ parts: 2, part: 2 }) }, 'a part too far');
  book.reject(sealAct, 'malformed', { ...sealing, message: seal({ parts: 2, part: 1 }) }, 'a part of nothing');
  book.reject(sealAct, 'malformed', { ...sealing, message: seal({ text: 'other' }, false) }, 'the id of other words');
  book.reject(sealAct, 'malformed', { ...sealing, message: seal({ prev: [] }, false) }, 'the id of other references');
  const whole = messageCodec.encode({ ...parted, whole: message.id });
  book.reject(sealAct, 'malformed', { ...sealing, message: whole }, 'the first part of another whole');

  const body = sealMessage(lane, message, signKeyPair(signSeed).secretKey);
  const { signKey } = amal.card;
  const given = { rootfp, sender: amal.member, grant: bytes, signKey, body };
  const act = 'open message';
  book.accept(act, given);
  book.reject(act, 'message-signature', { ...given, sender: tess.member }, 'under another name');
  const changed = (change: Partial<Grant>) => grantCodec.encode({ ...grant, ...change });
  book.reject(
    act,
    'wrong-key',
    { ...given, grant: changed({ secret: randomness.bytes(32) }) },
    'another lane’s secret',
  );
  book.reject(act, 'wrong-key', { ...given, grant: changed({ key: randomness.bytes(32) }) }, 'another lane’s key');
  book.reject(act, 'wrong-key', { ...given, grant: changed({ thread: randomness.id<ThreadId>() }) }, 'another thread');
  book.reject(act, 'wrong-key', { ...given, rootfp: randomness.bytes(32) }, 'another root');
  book.reject(act, 'message-signature', { ...given, grant: changed({ kind: 'announcement' }) }, 'as an announcement');
  for (const [at, of] of [
    [0, 'nonce'],
    [30, 'commitment'],
    [2047, 'box'],
  ] as const)
    book.reject(act, 'wrong-key', { ...given, body: flipped(body, at) }, of);
  book.reject(act, 'wrong-length', { ...given, body: concat(body, randomness.bytes(1)) });
  const reader = { ...lane, seed: randomness.key() };
  book.reject(
    act,
    'message-signature',
    { ...given, body: sealMessage(reader, message, signKeyPair(signSeed).secretKey) },
    'by a reader of the lane',
  );

  const loud = { ...grant, kind: 'announcement', desk: officersDesk, owner: undefined } as const;
  const aloud = sealMessage({ ...lane, grant: loud }, message, amal.keys.sign.secretKey);
  const heard = { ...given, grant: grantCodec.encode(loud), body: aloud };
  book.accept(act, heard, 'an announcement');
  book.reject(act, 'message-signature', { ...heard, signKey: tess.card.signKey }, 'another’s account key');
  const byLane = sealMessage({ ...lane, grant: loud }, message, signKeyPair(seed).secretKey);
  book.reject(act, 'message-signature', { ...heard, body: byLane }, 'an announcement signed by the lane alone');
}

function looks(book: CaseBook, randomness: Randomness): void {
  const lines = [3, 7, 8].map((sequence) => ({ sequence, day: firstDay, tag: randomness.bytes(16) }));
  const look = {
    newest: 9,
    lines,
    bodies: Array.from({ length: limits.parcelsPerLook }, () => randomness.bytes(limits.parcelBytes)),
  };
  const filler = randomness.bytes(fillerBytes);
  book.accept('encode look', { ...look, filler });
  book.accept('encode look', { ...look, newest: 0, lines: [], filler }, 'an empty stream');
  book.reject('encode look', 'wrong-length', { ...look, bodies: look.bodies.slice(1), filler }, 'three bodies');
  const uneven = [
    look.bodies[0]!.slice(1),
    concat(look.bodies[1]!, look.bodies[1]!.slice(0, 1)),
    ...look.bodies.slice(2),
  ];
  book.reject('encode look', 'wrong-length', { ...look, bodies: uneven, filler }, 'a body too short, and one too long');
  book.reject('encode look', 'wrong-length', { ...look, filler: filler.slice(1) });
  const bytes = encodeLook(look, filler);
  const act = 'parse look';
  book.accept(act, { look: bytes, after: 2 });
  book.reject(act, 'malformed', { look: bytes, after: 3 }, 'a line that was read before');
  book.reject(act, 'malformed', { look: bytes, after: 1_000 }, 'an end before what was read');
  const edited = (at: number, put: Uint8Array) => concat(bytes.slice(0, at), put, bytes.slice(at + put.length));
  book.reject(act, 'malformed', { look: edited(8, u32(65)), after: 2 }, 'too many lines');
  book.reject(act, 'malformed', { look: edited(0, u64(7)), after: 2 }, 'a line beyond the newest');
  book.reject(act, 'malformed', { look: edited(16 + 28, u64(3)), after: 2 }, 'a sequence twice');
  book.reject(act, 'wrong-length', { look: bytes.slice(1), after: 2 });
  book.reject(act, 'wrong-length', { look: new Uint8Array(lookBytes + 1), after: 0 });
}

function archive(book: CaseBook, randomness: Randomness): void {
  const place = { rootfp: randomness.bytes(32), member: randomness.id<MemberId>(), chunk: randomness.id<ChunkId>() };
  const keys = { accountSecret: randomness.key(), share: randomness.key() };
  const [contents, salt] = [randomness.bytes(700), randomness.bytes(32)];
  book.accept('seal chunk', { ...place, ...keys, contents, salt });
  book.accept('seal chunk', { ...place, ...keys, contents: new Uint8Array(0), salt }, 'nothing inside');
  book.reject('seal chunk', 'wrong-length', { ...place, ...keys, contents, salt: salt.slice(1) });
  const sealed = sealChunk(keys.accountSecret, keys.share, place, contents, salt);
  const given = { ...place, ...keys, sealed };
  const act = 'open chunk';
  book.accept(act, given);
  book.reject(act, 'wrong-key', { ...given, share: randomness.key() }, 'the share was deleted');
  book.reject(act, 'wrong-key', { ...given, accountSecret: randomness.key() }, 'another account');
  book.reject(act, 'wrong-key', { ...given, member: randomness.id() }, 'another member');
  book.reject(act, 'wrong-key', { ...given, chunk: randomness.id() }, 'another chunk');
  book.reject(act, 'wrong-key', { ...given, rootfp: randomness.bytes(32) }, 'another root');
  for (const [at, of] of [
    [0, 'salt'],
    [40, 'commitment'],
    [sealed.length - 1, 'box'],
  ] as const)
    book.reject(act, 'wrong-key', { ...given, sealed: flipped(sealed, at) }, of);
  book.reject(act, 'wrong-length', { ...given, sealed: sealed.slice(1) });

  const signSeed = key32(new Uint8Array(32).fill(7));
  const { publicKey: signKey, secretKey } = signKeyPair(signSeed);
  const version = { ...place, version: 2, sealed };
  book.accept('sign chunk', { ...version, signSeed });
  const signed = { ...version, signKey, signature: signChunk(place, 2, sealed, secretKey) };
  book.accept('chunk is signed', signed);
  for (const [change, note] of [
    [{ version: 1 }, 'another version'],
    [{ sealed: flipped(sealed, 0) }, 'other bytes'],
    [{ chunk: place.member }, 'another chunk'],
    [{ member: place.chunk }, 'another member'],
    [{ rootfp: new Uint8Array(32) }, 'another root'],
    [{ signKey: signKeyPair(key32(new Uint8Array(32).fill(8))).publicKey }, 'another key'],
  ] as const)
    book.accept('chunk is signed', { ...signed, ...change }, note);

  const file = {
    rootfp: place.rootfp,
    key: randomness.key(),
    blob: randomness.id<BlobId>(),
    contents: randomness.bytes(40),
  };
  const big = { ...file, contents: randomness.bytes(65_533) };
  for (const each of [file, { ...file, contents: randomness.bytes(65_532) }, big])
    book.accept('hash of a sealed file', each, `${each.contents.length} bytes`);
  book.reject('hash of a sealed file', 'weak-secret', { ...file, key: new Uint8Array(32) });
  const open = 'open a sealed file';
  const hashOf = (key: typeof file.key, blob: BlobId, of = file) =>
    attachmentHash(sealAttachment(key, file.rootfp, blob, of.contents));
  const hash = hashOf(file.key, file.blob);
  book.accept(open, { ...file, hash });
  book.reject(open, 'attachment-hash', { ...file, hash: randomness.bytes(32) }, 'another hash');
  book.reject(open, 'attachment-hash', { ...file, hash, flip: 50 }, 'a changed piece');
  book.reject(open, 'attachment-hash', { ...big, hash: hashOf(file.key, file.blob, big), pieces: 3 }, 'a piece less');
  const [sealedUnder, sealedAs] = [randomness.key(), randomness.id<BlobId>()];
  const under = { ...file, sealedUnder, hash: hashOf(sealedUnder, file.blob) };
  book.reject(open, 'wrong-key', under, 'a hash sent with another key');
  book.reject(open, 'wrong-key', { ...file, sealedAs, hash: hashOf(file.key, sealedAs) }, 'sealed for another place');
}

/** Each file of cases by its name. */
export const threadBooks: Readonly<Record<string, (book: CaseBook, people: People) => void>> = {
  threads: (book, people) => {
    const randomness = new Randomness('frozen threads');
    periods(book, randomness);
    bundles(book, randomness, people);
    grants(book, randomness, people);
    weaving(book, randomness);
  },
  parcels: (book, people) => {
    const randomness = new Randomness('frozen parcels');
    letters(book, randomness, people);
    messages(book, randomness, people);
    looks(book, randomness);
  },
  archive: (book) => archive(book, new Randomness('frozen archive')),
};
