/**
 * Writes the frozen vectors. Run by hand (node tools/node24.mjs tests/vectors/make.ts) when the protocol changes on
 * purpose, never by a test: what the tests compare with must not come from the code under test at the same moment.
 */
import { writeFileSync } from 'node:fs';
import { assertion, credential } from '#protocol/crypto/assertion.ts';
import { concat, toBase64url, u32, utf8 } from '#protocol/core/bytes.ts';
import { mintCard } from '#protocol/members/recovery-card.ts';
import { encodeContent, blankContent } from '#protocol/records/content.ts';
import type { ProtocolCode } from '#protocol/core/errors.ts';
import { draftCodec } from '#protocol/members/founding.ts';
import { genesisCodec, rootFingerprint, signedGenesis, type Genesis } from '#protocol/members/genesis.ts';
import { headCodec, headMessage, type Head } from '#protocol/log/head.ts';
import { membersDesk, officersDesk, type InviteId, type MemberId, type RecordId } from '#protocol/core/ids.ts';
import {
  deriveInviteKeys,
  formatFounderLink,
  formatFoundingLink,
  formatLink,
  inviteTerms,
  sealCopy,
  sealTerms,
  sendJoin,
  sentJoin,
  joinCodec,
  type InviteTerms,
} from '#protocol/members/invite.ts';
import { memberCard, sealingKeyHash } from '#protocol/members/keys.ts';
import { labels } from '#protocol/core/labels.ts';
import { bodyDigest, encodeLeaf } from '#protocol/log/leaf.ts';
import { limits } from '#protocol/core/limits.ts';
import { consistencyProof, hashLeaf, inclusionProof, rootOf } from '#protocol/log/merkle.ts';
import { logBody, logView, openingLeaf, sealRelease, viewCodec, type Opening } from '#protocol/openings/opening.ts';
import { builtOperations, type Operation } from '#protocol/roster/operations.ts';
import { bodyCodec, deskWrapCodec, recordDigest, sealedRecord } from '#protocol/records/record.ts';
import { sealRecord, type SealInput } from '#protocol/records/seal.ts';
import { receiptCodec, receiptMessage, retireDigest, signRetire, signedRetire } from '#protocol/records/retire.ts';
import { entryCodec, signedEntry, type Entry } from '#protocol/roster/roster.ts';
import { makeSlot, slotCodec } from '#protocol/members/slot.ts';
import { pad, sealKeyPair, signDetached, sodiumReady, type Key32 } from '#protocol/crypto/sodium.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { witnessCard, witnessCardHash } from '#protocol/members/witness-card.ts';
import { wrap, wrapCodec } from '#protocol/crypto/wrap.ts';
import {
  append,
  cosignedNote,
  deviceOf,
  draftEntry,
  enact,
  foundEvent,
  invite,
  kind,
  logNoteKey,
  mintPerson,
  quorumOf,
  rekey,
  signedHead,
  signEntry,
  signGenesis,
  standardEvent,
  travel,
  visa,
  type Event,
  type Person,
} from '../support/protocol/event.ts';
import { ask, file, inputFor, release, type Filed, type Filing } from '../support/protocol/sealed-records.ts';
import { Randomness } from '../support/protocol/randomness.ts';
import { everyObject, everyOperation } from '../support/protocol/every-object.ts';
import { refusalOf } from '../support/protocol/refusal.ts';
import { Device } from '../support/protocol/touch.ts';
import { cosignatureLine, checkpointText, signCheckpoint } from '#protocol/log/checkpoint.ts';
import { actsOver } from './acts.ts';
import type { World } from './act.ts';
import { derivations } from './derivations.ts';
import { Given } from './given.ts';
import { threadBooks } from './make-threads.ts';
import { toPlain, type Plain } from './plain.ts';

await sodiumReady;

type Inputs = Readonly<Record<string, unknown>>;

const codecs = Object.fromEntries(everyObject('frozen objects').map((each) => [each.label, each.codec]));
const acts = actsOver(codecs);

/** One file of cases: accepted ones with their result, refused ones with their code. */
class Book {
  readonly #cases: Plain[] = [];

  accept(act: string, inputs: Inputs, note = ''): void {
    const plain = toPlain(inputs) as Readonly<Record<string, Plain>>;
    const result = toPlain((acts[act] as (typeof acts)[string])(new Given(plain), world));
    this.#cases.push({ act, ...(note && { note }), inputs: plain, result });
  }

  /** The code is written here by hand and must be the one that comes. */
  reject(act: string, code: ProtocolCode, inputs: Inputs, note = ''): void {
    const plain = toPlain(inputs) as Readonly<Record<string, Plain>>;
    const got = refusalOf(() => (acts[act] as (typeof acts)[string])(new Given(plain), world));
    if (got !== code) throw new Error(`${act} (${note}): ${got} instead of ${code}`);
    this.#cases.push({ act, ...(note && { note }), inputs: plain, code });
  }

  write(name: string): void {
    save(name, { cases: this.#cases });
  }
}

function save(name: string, value: Plain): void {
  writeFileSync(new URL(`${name}.json`, import.meta.url), `${JSON.stringify(value, null, 1)}\n`);
}

const flipped = (bytes: Uint8Array, at: number) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte));
const last = (bytes: Uint8Array) => flipped(bytes, bytes.length - 1);

// ------------------------------------------------------------------------------------------------------ the world

const { event, tess, tomas, vera, amal, bijan } = standardEvent('frozen world');
const third = invite(event, 'participant');
enact(event, third.operation);
event.people.set(third.person.member, third.person);
const renewed = rekey(event, third.person);
const world: World = {
  signedGenesis: event.signedGenesis,
  rootfp: event.rootfp,
  entries: event.entries,
  roster: event.roster,
};
save('world', {
  signedGenesis: toPlain(event.signedGenesis),
  rootfp: toPlain(event.rootfp),
  entries: toPlain(event.entries),
  head: toPlain(event.roster.head),
});
save('labels', { labels: [...labels] });

function makeSigned(operation: Operation, signers = quorumOf(event), change: Partial<Entry> = {}, device?: Device) {
  const entry = entryCodec.encode({ ...draftEntry(event, operation), ...change });
  return signedEntry.encode({ entry, signatures: signers.map((signer) => signEntry(event, entry, signer, device)) });
}

// ------------------------------------------------------------------------------------------------------ §1
{
  const randomness = new Randomness('frozen basics');
  const book = new Book();
  const made = tuple('dd1/list', randomness.bytes(3), new Uint8Array(0));
  book.accept('tuple', { label: 'dd1/list', elements: [randomness.bytes(3), new Uint8Array(0)] });
  book.accept('tuple', { label: 'dd1/entry', elements: [] });
  for (const label of labels) book.accept('tuple', { label, elements: [utf8('a')] });
  book.accept('parse tuple', { label: 'dd1/list', bytes: made });
  book.reject('parse tuple', 'wrong-label', { label: 'dd1/some', bytes: made });
  book.reject(
    'parse tuple',
    'malformed',
    { label: 'dd1/list', bytes: concat(made, randomness.bytes(1)) },
    'trailing byte',
  );
  book.reject('parse tuple', 'wrong-length', { label: 'dd1/list', bytes: made.slice(0, -1) }, 'short');
  book.reject('parse tuple', 'wrong-length', { label: 'dd1/list', bytes: new Uint8Array(0) }, 'empty');
  book.reject('parse tuple', 'malformed', { label: 'dd1/list', bytes: u32(0) }, 'no element');
  book.reject('parse tuple', 'malformed', { label: 'dd1/list', bytes: u32(limits.tupleElements + 1) }, 'too many');
  const marked = concat(new Uint8Array([0xef, 0xbb, 0xbf]), utf8('dd1/list'));
  const bom = concat(u32(1), u32(marked.length), marked);
  book.reject('parse tuple', 'wrong-label', { label: 'dd1/list', bytes: bom }, 'byte order mark');
  const broken = concat(u32(1), u32(2), new Uint8Array([0xc3, 0x28]));
  book.reject('parse tuple', 'malformed', { label: 'dd1/list', bytes: broken }, 'not UTF-8');
  for (const length of [0, 1, 511, 512, 1000, 4096]) book.accept('pad', { plain: randomness.bytes(length) });
  book.reject('pad', 'too-large', { plain: new Uint8Array(limits.recordBytes + 1) });
  book.accept('unpad', { padded: pad(randomness.bytes(600)) });
  book.reject('unpad', 'padding', { padded: new Uint8Array(512) }, 'no mark');
  book.reject('unpad', 'padding', { padded: concat(pad(randomness.bytes(5)), new Uint8Array(88)) }, 'no padded size');
  book.reject('take key', 'weak-secret', { key: new Uint8Array(32) });
  book.reject('take key', 'wrong-length', { key: randomness.bytes(31) });

  const [seed, rootfp, binding, contents] = [
    randomness.key(),
    randomness.bytes(32),
    randomness.bytes(32),
    randomness.bytes(48),
  ];
  const pair = sealKeyPair(seed);
  const { publicKey } = pair;
  const context = { rootfp, role: 'owner', binding } as const;
  book.accept('wrap', { ...context, publicKey, contents, random: randomness.bytes(64) }, 'with given randomness');
  book.accept('wrap', { ...context, publicKey, contents }, 'derandomised');
  book.reject('wrap', 'wrap-recipient', { ...context, publicKey: publicKey.map(() => 255), contents });
  book.reject('wrap', 'wrong-length', { ...context, publicKey: publicKey.slice(1), contents });
  const sealed = wrap(publicKey, contents, context);
  const bytes = wrapCodec.encode(sealed);
  book.accept('unwrap', { ...context, seed, wrap: bytes });
  book.accept('require wrap to', { ...context, publicKey, contents, wrap: bytes });
  const stranger = sealKeyPair(randomness.key()).publicKey;
  book.reject('require wrap to', 'wrap-recipient', { ...context, publicKey: stranger, contents, wrap: bytes });
  book.reject('unwrap', 'wrong-key', { ...context, seed: randomness.key(), wrap: bytes }, 'another key');
  book.reject('unwrap', 'wrong-key', { ...context, role: 'desk', seed, wrap: bytes }, 'another role');
  book.reject('unwrap', 'wrong-key', { ...context, binding: rootfp, seed, wrap: bytes }, 'another binding');
  book.reject('unwrap', 'wrong-key', { ...context, rootfp: binding, seed, wrap: bytes }, 'another root');
  const changed = (change: Partial<typeof sealed>) => wrapCodec.encode({ ...sealed, ...change });
  book.reject('unwrap', 'wrong-key', { ...context, seed, wrap: changed({ box: last(sealed.box) }) }, 'box');
  book.reject('unwrap', 'wrong-key', { ...context, seed, wrap: changed({ commitment: binding }) }, 'commitment');
  book.reject('unwrap', 'wrong-key', {
    ...context,
    seed,
    wrap: changed({ ciphertext: flipped(sealed.ciphertext, 7) }),
  });
  const small = sealed.ciphertext.map((byte, at) => (at < 1088 ? byte : 0));
  book.reject('unwrap', 'wrong-key', { ...context, seed, wrap: changed({ ciphertext: small }) }, 'small order');
  book.write('basics');
}

{
  const randomness = new Randomness('frozen derivations');
  const cases = Object.entries(derivations).map(([name, { labels: under, inputs, run }]) => {
    const drawn = Object.fromEntries(
      Object.entries(inputs).map(([input, form]) => [
        input,
        typeof form === 'number' ? randomness.bytes(form) : utf8(form),
      ]),
    );
    const result = run((input) => drawn[input] as Uint8Array);
    return { name, labels: under, inputs: toPlain(drawn), result: toPlain(result) };
  });
  save('derivations', { cases: cases as unknown as Plain });
}

{
  const book = new Book();
  const objects = everyObject('frozen objects');
  for (const { label, bytes } of objects) book.accept('parse object', { label, bytes });
  for (const { label, bytes } of objects) {
    book.reject('parse object', 'malformed', { label, bytes: concat(bytes, new Uint8Array(1)) }, 'trailing byte');
    const longer = concat(u32((bytes[3] as number) + 1), bytes.slice(4), u32(0));
    book.reject('parse object', 'malformed', { label, bytes: longer }, 'one field more');
    const other = label === 'dd1/head' ? 'dd1/view' : 'dd1/head';
    book.reject('parse object', 'wrong-label', { label: other, bytes }, 'as another object');
  }
  book.write('objects');
  save('values', {
    objects: objects.map(({ label, value, bytes }) => ({ label, value: toPlain(value), bytes: toPlain(bytes) })),
  });
}

// ------------------------------------------------------------------------------------------------------ §2
{
  const randomness = new Randomness('frozen slots');
  const book = new Book();
  const place = { purpose: 'unlock', member: randomness.id<MemberId>(), holder: randomness.bytes(32) } as const;
  const [key, salt, rootfp, secret, signKey] = [
    randomness.key(),
    randomness.bytes(32),
    randomness.bytes(32),
    randomness.key(),
    randomness.bytes(32),
  ];
  book.accept('make slot', { ...place, key, salt, rootfp, secret, signKey });
  const made = makeSlot(key, place, { secret, rootfp, signKey, previous: [] }, salt);
  const slot = slotCodec.encode(made);
  book.accept('open slot', { ...place, key, slot });
  book.reject('open slot', 'wrong-key', { ...place, key: randomness.key(), slot }, 'another key');
  book.reject('open slot', 'slot-foreign', { ...place, holder: randomness.bytes(32), key, slot }, 'another credential');
  book.reject('open slot', 'slot-foreign', { ...place, member: randomness.id(), key, slot }, 'another member');
  book.reject('open slot', 'slot-foreign', { ...place, purpose: 'open', key, slot }, 'another purpose');
  const moved = slotCodec.encode({ ...made, purpose: 'open' });
  book.reject('open slot', 'wrong-key', { ...place, purpose: 'open', key, slot: moved }, 'relabelled');
  book.reject('open slot', 'wrong-key', { ...place, key, slot: slotCodec.encode({ ...made, box: last(made.box) }) });
  book.accept('take prf output', { output: randomness.bytes(32) });
  book.reject('take prf output', 'weak-secret', { output: new Uint8Array(32) }, 'zero');
  book.reject('take prf output', 'weak-secret', { output: randomness.bytes(31) }, 'short');
  const rows = mintCard(randomness.bytes(64));
  book.accept('parse card', { rows });
  book.accept('parse card', {
    rows: rows.map((row) => row.replace(/[0-9]/gu, (d) => String.fromCharCode(0x660 + Number(d)))),
  });
  book.reject('parse card', 'card-mistyped', { rows: rows.toReversed().map((row, at) => (at ? row : `${row}0`)) });
  const wrong = rows.map((row, at) => (at === 3 ? `${row.slice(0, 8)}${(Number(row[8]) + 1) % 10}` : row));
  book.reject('parse card', 'card-mistyped', { rows: wrong }, 'check digit');
  book.reject('parse card', 'card-mistyped', { rows: rows.slice(1) }, 'a row is missing');
  book.write('slots');
}

{
  const randomness = new Randomness('frozen assertions');
  const book = new Book();
  const device = { ES256: new Device(randomness, 'ES256'), EdDSA: new Device(randomness, 'EdDSA') };
  const parts = {
    purpose: 'opening',
    rootfp: randomness.bytes(32),
    origin: 'https://portal.example',
    rpId: 'portal.example',
    member: randomness.id<MemberId>(),
    data: randomness.bytes(32),
    nonce: randomness.bytes(32),
  } as const;
  const credentials = [device.ES256, device.EdDSA].map((each) => credential.encode(each.credential));
  const touch = (claims = {}, change = {}, by = device.ES256) => ({
    ...parts,
    credentials,
    backupAllowed: false,
    assertion: assertion.encode(by.touch({ ...parts, ...change }, claims)),
  });
  const act = 'verify assertion';
  book.accept(act, touch());
  book.accept(act, touch({}, {}, device.EdDSA), 'EdDSA');
  book.accept(
    act,
    { ...touch({ flags: 0x0d }), backupAllowed: true },
    'a key that can be copied, where policy allows it',
  );
  book.reject(act, 'assertion-type', touch({ type: 'webauthn.create' }));
  for (const purpose of ['login', 'roster', 'reopen', 'step-up', 'break-glass'] as const)
    book.reject(act, 'assertion-challenge', touch({}, { purpose }), `made for ${purpose}`);
  book.reject(act, 'assertion-challenge', touch({}, { data: randomness.bytes(32) }), 'other data');
  book.reject(act, 'assertion-challenge', touch({}, { rootfp: randomness.bytes(32) }), 'other root');
  book.reject(act, 'assertion-challenge', touch({}, { member: randomness.id() }), 'other member');
  book.reject(
    act,
    'assertion-challenge',
    touch({}, { origin: 'https://portal.test' }),
    'other origin in the challenge',
  );
  book.reject(act, 'assertion-origin', touch({ origin: 'https://portal.test' }));
  book.reject(act, 'assertion-origin', touch({ origin: 'https://portal.example:8443' }), 'other port');
  book.reject(act, 'assertion-cross-origin', touch({ extra: { crossOrigin: true } }));
  book.reject(act, 'assertion-cross-origin', touch({ extra: { crossOrigin: 'false' } }), 'not a boolean');
  book.reject(act, 'assertion-cross-origin', touch({ extra: { topOrigin: 'https://evil.example' } }));
  book.reject(act, 'assertion-rp', touch({ rpId: 'example' }));
  book.reject(act, 'assertion-presence', touch({ flags: 0x04 }));
  book.reject(act, 'assertion-verification', touch({ flags: 0x01 }));
  book.reject(act, 'assertion-backup', touch({ flags: 0x0d }));
  book.reject(act, 'assertion-credential', touch({}, {}, new Device(randomness)), 'a stranger’s key');
  const given = device.ES256.touch(parts);
  const altered = (change: Partial<typeof given>) => ({
    ...touch(),
    assertion: assertion.encode({ ...given, ...change }),
  });
  book.reject(act, 'assertion-signature', altered({ signature: last(given.signature) }));
  book.reject(act, 'assertion-signature', altered({ authenticatorData: last(given.authenticatorData) }), 'counter');
  book.reject(act, 'assertion-signature', altered({ signature: new Uint8Array(0) }), 'empty');
  const bare = device.EdDSA.credential.id;
  book.reject(act, 'assertion-signature', altered({ credentialId: bare }), 'another key of hers');
  book.reject(act, 'malformed', altered({ clientDataJSON: utf8('{') }), 'not JSON');
  book.reject(act, 'malformed', altered({ clientDataJSON: utf8('null') }), 'no object');
  book.reject(act, 'wrong-length', altered({ authenticatorData: given.authenticatorData.slice(1) }));
  const cose = device.ES256.credential.publicKey;
  book.accept('parse credential key', { cose });
  book.accept('parse credential key', { cose: device.EdDSA.credential.publicKey });
  book.reject('parse credential key', 'credential-key', { cose: flipped(cose, 4) }, 'other algorithm');
  book.reject('parse credential key', 'credential-key', { cose: concat(cose, new Uint8Array(1)) }, 'trailing byte');
  book.reject('parse credential key', 'credential-key', { cose: new Uint8Array(0) });
  book.write('assertions');
}

// ------------------------------------------------------------------------------------------------------ §3
{
  const book = new Book();
  const one = foundEvent('frozen founding of one', 1);
  const three = foundEvent('frozen founding of three', 3);
  for (const { signedGenesis: signed, rootfp } of [one, three])
    book.accept('verify genesis', { signed, pinned: rootfp });
  book.reject('verify genesis', 'root-mismatch', { signed: one.signedGenesis, pinned: three.rootfp });
  const again = (founded: Event, change: Partial<Genesis>, signers = founded.officers) => {
    const genesis = genesisCodec.encode({ ...founded.roster.genesis, ...change });
    const rootfp = rootFingerprint(genesis);
    const signatures = signers.map((officer) => signGenesis(founded.randomness, officer, rootfp, founded));
    return { signed: signedGenesis.encode({ genesis, signatures }), pinned: rootfp };
  };
  const [first, second] = three.officers as [Person, Person, Person];
  const act = 'verify genesis';
  book.reject(act, 'roster-rule', again(three, { quorum: 1 }), 'quorum below two');
  book.reject(act, 'roster-rule', again(three, { officers: [] }), 'no officer');
  book.reject(act, 'roster-rule', again(three, { officers: [first.card, first.card] }), 'an officer twice');
  book.reject(act, 'roster-rule', again(three, { witnesses: [] }), 'no witness');
  const shared = { ...second.card, credentials: first.card.credentials };
  book.reject(act, 'roster-rule', again(three, { officers: [first.card, shared] }), 'two officers, one hardware key');
  const sameSign = { ...second.card, signKey: first.card.signKey };
  book.reject(act, 'roster-rule', again(three, { officers: [first.card, sameSign] }), 'two officers, one account key');
  const [only] = first.card.credentials;
  const twice = { ...first.card, credentials: [only!, only!] };
  book.reject(act, 'roster-rule', again(three, { officers: [twice], quorum: 1 }), 'one key counted twice');
  const few = { ...first.card, credentials: [only!] };
  book.reject(act, 'roster-rule', again(three, { officers: [few], quorum: 1 }), 'too few keys');
  const staff = { ...first.card, role: 'staff' } as const;
  book.reject(act, 'roster-rule', again(three, { officers: [staff], quorum: 1 }), 'not an officer');
  const copied = {
    ...first.card,
    credentials: first.card.credentials.map((each) => ({ ...each, backupEligible: true })),
  };
  book.reject(act, 'assertion-backup', again(three, { officers: [copied], quorum: 1 }));
  const odd = { ...first.card, credentials: [only!, { ...only!, id: utf8('x'), publicKey: utf8('x') }] };
  book.reject(act, 'credential-key', again(three, { officers: [odd], quorum: 1 }));
  book.reject(act, 'genesis-signature', again(three, {}, three.officers.slice(1)), 'one signature missing');
  book.reject(
    act,
    'genesis-signature',
    again(three, {}, [...three.officers, mintPerson(three.randomness, 'officer')]),
    'one too many',
  );
  book.reject(act, 'genesis-signature', again(three, {}, [first, first, second]), 'one twice, one missing');
  const { genesis, signatures } = signedGenesis.parse(three.signedGenesis);
  const bad = signatures.map((each, at) => (at === 1 ? { ...each, signature: last(each.signature) } : each));
  book.reject(act, 'genesis-signature', {
    signed: signedGenesis.encode({ genesis, signatures: bad }),
    pinned: three.rootfp,
  });
  const borrowed = signatures.map((each, at) => (at === 1 ? { ...each, assertion: signatures[0]!.assertion } : each));
  const signed = signedGenesis.encode({ genesis, signatures: borrowed });
  book.reject(act, 'assertion-credential', { signed, pinned: three.rootfp }, 'another officer’s touch');

  const { draft, r } = three.founding;
  const own = memberCard.encode(second.card);
  const founding = { draft, genesis: three.genesisBytes, own };
  book.accept('require genesis of draft', founding);
  const check = 'require genesis of draft';
  const { commitment } = draftCodec.parse(draft);
  book.accept('require revealed', { commitment, r });
  book.reject('require revealed', 'founding-mismatch', { commitment, r: three.randomness.bytes(32) }, 'another r');
  book.reject(check, 'founding-mismatch', { ...founding, genesis: one.genesisBytes }, 'another event');
  const swapped = genesisCodec.encode({
    ...three.roster.genesis,
    officers: three.roster.genesis.officers.toReversed(),
  });
  book.reject(check, 'founding-mismatch', { ...founding, genesis: swapped }, 'officers in another order');
  const fewer = genesisCodec.encode({ ...three.roster.genesis, officers: [first.card, second.card] });
  book.reject(check, 'founding-mismatch', { ...founding, genesis: fewer }, 'an officer less');
  book.reject(check, 'own-entry', {
    ...founding,
    own: memberCard.encode(mintPerson(three.randomness, 'officer', second.member).card),
  });
  const card = witnessCard.encode(three.witness.card);
  book.accept('require witness card', { card, hash: witnessCardHash(three.witness.card) });
  book.reject('require witness card', 'founding-mismatch', { card, hash: three.randomness.bytes(32) });
  book.write('founding');
}

{
  const book = new Book();
  const act = 'apply entry';
  event.entries.forEach(({ bytes, leaf }, at) => {
    const { operation } = entryCodec.parse(signedEntry.parse(bytes).entry);
    book.accept(act, { before: at, entry: bytes, leaf }, operation.type);
  });
  const count = event.entries.length;
  const leaf = event.leaves.length;
  const [o1, o2] = event.officers as [Person, Person, Person];
  const entry = (operation: Operation, signers?: readonly Person[], change?: Partial<Entry>, device?: Device) => ({
    before: count,
    leaf,
    now: event.now,
    entry: makeSigned(operation, signers, change, device),
  });
  for (const operation of Object.values(everyOperation('frozen world'))) {
    if (builtOperations.includes(operation.type)) continue;
    book.reject(act, 'not-yet', entry(operation), operation.type);
  }
  const remove = { type: 'remove', member: amal.member } as const;
  book.accept(act, entry(remove, [o1]), 'one officer removes a participant');
  book.accept(act, entry({ ...remove, member: tess.member }, [o2]), 'one officer removes staff');
  book.reject(act, 'roster-quorum', entry(remove, []), 'nobody');
  book.reject(act, 'roster-right', entry(remove, [tess]), 'staff');
  book.reject(act, 'roster-right', entry(remove, [amal]), 'she herself');
  book.reject(act, 'roster-rule', entry({ ...remove, member: o2.member }, [o1]), 'an officer');
  book.reject(act, 'roster-rule', entry({ ...remove, member: vera.member }, [o1]), 'the last of a team');
  book.reject(act, 'roster-rule', entry({ ...remove, member: event.randomness.id<MemberId>() }, [o1]), 'a stranger');
  const leave = { type: 'desk-leave', desk: travel, member: tess.member } as const;
  book.accept(act, entry(leave, [tess]), 'she leaves');
  book.accept(act, entry(leave, [o1]), 'an officer takes her out');
  book.reject(act, 'roster-right', entry(leave, [tomas]), 'a colleague');
  book.reject(act, 'roster-rule', entry({ ...leave, desk: visa, member: vera.member }, [vera]), 'the last of a team');
  book.reject(act, 'roster-rule', entry({ ...leave, desk: visa }, [tess]), 'another team');
  for (const desk of [officersDesk, membersDesk])
    book.reject(act, 'roster-rule', entry({ ...leave, desk, member: o1.member }, [o1]), 'not a team');
  const join = { type: 'desk-join', desk: visa, member: tess.member } as const;
  book.accept(act, entry(join), 'control');
  book.reject(act, 'roster-quorum', entry(join, [o1]), 'one officer');
  book.reject(act, 'roster-right', entry(join, [o1, tess]), 'signed by staff');
  book.reject(act, 'roster-right', entry(join, [o1, o1]), 'a signer twice');
  book.reject(act, 'roster-chain', entry(join, undefined, { seq: count + 2 }), 'a gap');
  book.reject(act, 'roster-chain', entry(join, undefined, { prev: event.rootfp }), 'another chain');
  book.reject(act, 'roster-chain', { ...entry(join), leaf: event.roster.leaf }, 'a leaf before the last entry');
  book.reject(act, 'root-mismatch', entry(join, undefined, { rootfp: event.randomness.bytes(32) }));
  const { entryAgeMsMax } = limits;
  book.reject(
    act,
    'roster-expired',
    entry(join, undefined, { expires: event.now + entryAgeMsMax + 1 }),
    'lives too long',
  );
  book.reject(act, 'roster-expired', entry(join, undefined, { expires: event.now - 1 }), 'expires before its time');
  book.reject(act, 'roster-expired', { ...entry(join), now: event.now + entryAgeMsMax }, 'over');
  book.reject(act, 'roster-expired', { ...entry(join), now: event.now - 2 * 3600 * 1000 }, 'from the future');
  const { entry: bytes, signatures } = signedEntry.parse(entry(join).entry);
  const resigned = (at: number, change: Partial<(typeof signatures)[0]>) => ({
    before: count,
    leaf,
    entry: signedEntry.encode({
      entry: bytes,
      signatures: signatures.map((each, i) => (i === at ? { ...each, ...change } : each)),
    }),
  });
  book.reject(act, 'roster-signature', resigned(1, { signature: last(signatures[1]!.signature) }));
  book.reject(
    act,
    'roster-signature',
    resigned(1, { signature: signatures[0]!.signature }),
    'another officer’s signature',
  );
  book.reject(
    act,
    'assertion-credential',
    resigned(1, { assertion: signatures[0]!.assertion }),
    'another officer’s touch',
  );
  const earlier = signedEntry.parse(event.entries[1]!.bytes).signatures.find((each) => each.member === o1.member)!;
  book.reject(act, 'assertion-challenge', resigned(0, { assertion: earlier.assertion }), 'a touch over another entry');

  const fresh = invite(event, 'participant').operation;
  book.accept(act, entry(fresh, [o2]), 'one officer adds a participant');
  book.reject(act, 'roster-quorum', entry(invite(event, 'staff').operation, [o2]), 'one officer adds staff');
  book.reject(act, 'not-yet', entry(invite(event, 'officer').operation), 'an officer is added');
  book.reject(act, 'invite-used', entry({ ...fresh, invite: third.link.invite }), 'an invite twice');
  book.reject(act, 'roster-rule', entry({ ...fresh, card: { ...fresh.card, member: amal.member } }), 'a member twice');
  book.reject(
    act,
    'roster-rule',
    entry({ ...fresh, card: { ...fresh.card, signKey: bijan.card.signKey } }),
    'another’s account key',
  );
  book.reject(
    act,
    'roster-rule',
    entry({ ...fresh, card: { ...fresh.card, credentials: bijan.card.credentials } }),
    'another’s hardware key',
  );
  book.reject(
    act,
    'roster-rule',
    entry({ ...fresh, card: { ...fresh.card, way: 'paper' } }),
    'a way that policy does not allow',
  );
  book.reject(act, 'roster-rule', entry({ ...fresh, card: { ...fresh.card, credentials: [] } }), 'no hardware key');
  book.reject(
    act,
    'roster-rule',
    entry({ ...fresh, card: { ...fresh.card, openKeyHash: event.rootfp } }),
    'a participant with a second key',
  );
  book.reject(act, 'roster-signature', entry({ ...fresh, endorsement: last(fresh.endorsement) }), 'endorsement');
  book.reject(act, 'roster-signature', entry({ ...fresh, compared: 'in-person' }), 'endorsed otherwise');
  book.reject(act, 'roster-right', entry({ ...fresh, endorser: amal.member }), 'endorsed by a participant');

  book.reject(act, 'roster-rule', entry({ ...join, member: amal.member }), 'a participant in a desk');
  book.reject(act, 'roster-rule', entry({ ...join, desk: travel }), 'in the desk already');
  book.reject(act, 'roster-rule', entry({ ...join, desk: officersDesk }), 'the officers’ desk');
  book.reject(act, 'roster-rule', entry({ ...join, member: event.randomness.id() }), 'nobody');
  book.reject(
    act,
    'roster-rule',
    entry({ ...join, desk: 'press' as typeof travel }),
    'a desk that policy does not name',
  );

  const members = [tess.member, tomas.member].toSorted();
  const epoch = { type: 'desk-epoch', desk: travel, epoch: 2, keyHash: event.randomness.bytes(32), members } as const;
  book.accept(act, entry(epoch, [tess]), 'by a member of the desk');
  book.reject(act, 'roster-right', entry(epoch, [vera]), 'by another desk');
  book.reject(act, 'roster-right', entry(epoch, [o1, o2]), 'by officers');
  book.reject(act, 'roster-quorum', entry(epoch, []), 'by nobody');
  book.reject(act, 'roster-chain', entry({ ...epoch, epoch: 3 }, [tess]), 'a gap');
  book.reject(act, 'roster-rule', entry({ ...epoch, members: members.toReversed() }, [tess]), 'in another order');
  book.reject(act, 'roster-rule', entry({ ...epoch, members: [tess.member] }, [tess]), 'without a member');

  const officers = event.officers.map((each) => each.member).toSorted();
  const seeds = officers.map((officer) => ({ officer, wrapHash: event.randomness.bytes(32) }));
  const month = { type: 'month-key', month: '2031-04', keyHash: event.randomness.bytes(32), seeds } as const;
  book.accept(act, entry(month), 'a month');
  book.reject(act, 'roster-rule', entry({ ...month, month: '2031-03' }), 'a month twice');
  book.reject(act, 'malformed', entry({ ...month, month: '2031-13' }), 'no month');
  book.reject(act, 'roster-rule', entry({ ...month, seeds: seeds.slice(1) }), 'an officer without a seed');

  const again = mintPerson(event.randomness, 'participant', amal.member);
  const proofOf = (by: Person, cardOfHers: Person['card']) =>
    signDetached(by.keys.sign.secretKey, tuple('dd1/rekey-proof', event.rootfp, memberCard.encode(cardOfHers)));
  const renew = { type: 'rekey', card: again.card, proof: proofOf(again, again.card), cause: 'card' } as const;
  book.accept(act, entry(renew, [amal], {}, deviceOf(again)), 'new hardware key touched');
  book.accept(act, entry(renew, [amal]), 'old hardware key touched');
  book.reject(act, 'roster-right', entry(renew, [bijan]), 'by another');
  book.reject(act, 'assertion-credential', entry(renew, [amal], {}, deviceOf(bijan)), 'a foreign key touched');
  book.reject(
    act,
    'roster-signature',
    entry({ ...renew, proof: proofOf(bijan, again.card) }, [amal]),
    'proof by another key',
  );
  book.reject(act, 'roster-rule', entry({ ...renew, card: amal.card }, [amal]), 'no new keys');
  const asStaff = mintPerson(event.randomness, 'staff', amal.member);
  book.reject(
    act,
    'roster-rule',
    entry({ ...renew, card: asStaff.card, proof: proofOf(asStaff, asStaff.card) }, [amal]),
    'a new role',
  );
  const tessAgain = mintPerson(event.randomness, 'staff', tess.member);
  book.reject(
    act,
    'not-yet',
    entry({ ...renew, card: tessAgain.card, proof: proofOf(tessAgain, tessAgain.card) }, [tess]),
    'staff',
  );
  const old = rekeyedSigner();
  book.reject(act, 'roster-signature', old, 'the key that a rekey ended');
  book.write('roster');

  function rekeyedSigner() {
    const next = mintPerson(event.randomness, 'participant', renewed.member);
    return entry(
      { type: 'rekey', card: next.card, proof: proofOf(next, next.card), cause: 'rotation' },
      [third.person],
      {},
      deviceOf(next),
    );
  }
}

{
  const book = new Book();
  const nonce = event.randomness.bytes(32);
  const { head, signature } = signedHead(event, nonce);
  const act = 'verify head';
  book.accept(act, { head, signature, nonce });
  const again = (change: Partial<Head>) => {
    const changed = headCodec.encode({ ...headCodec.parse(head), ...change });
    return { head: changed, signature: signDetached(event.witness.cosign.secretKey, headMessage(changed)), nonce };
  };
  book.reject(act, 'head-signature', { head, signature: last(signature), nonce });
  book.reject(act, 'head-signature', { head: again({ size: 1 }).head, signature, nonce }, 'another size');
  book.reject(act, 'head-nonce', { head, signature, nonce: event.randomness.bytes(32) });
  book.reject(act, 'root-mismatch', again({ rootfp: event.randomness.bytes(32) }));
  book.reject(act, 'root-mismatch', again({ origin: 'another.example/log' }), 'another log');
  book.reject(act, 'head-behind', again({ rosterSeq: event.roster.seq - 1 }), 'a shorter roster');
  book.reject(act, 'head-behind', again({ rosterSeq: event.roster.seq + 1 }), 'a longer roster');
  book.reject(act, 'head-behind', again({ rosterHead: event.rootfp }), 'another roster');
  book.write('heads');
}

// ------------------------------------------------------------------------------------------------------ §4
{
  const randomness = new Randomness('frozen invites');
  const book = new Book();
  const { person, link, terms } = third;
  const { rootfp } = event;
  const flat = { invite: link.invite, secret: link.secret, rootfp };
  const text = formatLink(link);
  book.accept('parse link', { link: text });
  book.accept('parse link', { link: ` #${text}\n` }, 'as it stands in an address bar');
  book.reject('parse link', 'invite-link', { link: text.replace('v1', 'v2') }, 'another version');
  book.reject('parse link', 'invite-link', { link: `${text}.x` }, 'a part more');
  book.reject('parse link', 'invite-link', { link: text.slice(0, -1) }, 'cut');
  book.reject(
    'parse link',
    'invite-link',
    { link: text.replace(toBase64url(link.secret), toBase64url(new Uint8Array(32))) },
    'zero secret',
  );
  book.reject('parse link', 'invite-link', { link: '' });
  book.accept('parse co-founder link', { link: formatFoundingLink(link) });
  book.reject('parse co-founder link', 'invite-link', { link: text }, 'an invite');
  const founding = formatFounderLink(randomness.bytes(32), randomness.bytes(32));
  book.accept('parse founding link', { link: founding });
  book.reject('parse founding link', 'invite-link', { link: text }, 'an invite');
  book.reject('parse founding link', 'invite-link', { link: founding.slice(0, -4) }, 'cut');

  const keys = deriveInviteKeys(link);
  const termsBytes = inviteTerms.encode(terms);
  book.accept('seal terms', { ...flat, terms: termsBytes });
  const box = sealTerms(keys, rootfp, terms);
  const now = terms.expires - 1;
  book.accept('open terms', { ...flat, box, now });
  book.reject('open terms', 'invite-expired', { ...flat, box, now: terms.expires + 1 });
  book.reject('open terms', 'invite-box', { ...flat, secret: randomness.key(), box, now }, 'another secret');
  book.reject('open terms', 'invite-box', { ...flat, invite: randomness.id(), box, now }, 'another invite');
  book.reject('open terms', 'invite-box', { ...flat, rootfp: randomness.bytes(32), box, now }, 'another root');
  book.reject('open terms', 'invite-box', { ...flat, box: last(box), now });
  const { accountSecret } = { accountSecret: event.officers[0]!.secret };
  book.accept('seal copy', { ...flat, accountSecret, terms: termsBytes });
  const copy = sealCopy(accountSecret, link, terms);
  book.accept('open copy', { ...flat, accountSecret, copy });
  book.reject('open copy', 'wrong-key', { ...flat, accountSecret: randomness.key(), copy }, 'another inviter');
  book.reject('open copy', 'wrong-key', { ...flat, invite: randomness.id(), accountSecret, copy }, 'another invite');
  const misfiled = sealCopy(accountSecret, link, { ...terms, invite: randomness.id<InviteId>() });
  book.reject('open copy', 'invite-box', { ...flat, accountSecret, copy: misfiled }, 'terms of another invite inside');

  const act = 'verify join';
  const asked = { ...flat, terms: termsBytes };
  book.accept(act, { ...asked, sent: third.sent });
  const join = joinCodec.parse(sentJoin.parse(third.sent).join);
  const sent = (change: Partial<typeof join>, by = person) =>
    sendJoin(keys, { ...join, ...change }, by.keys.sign.secretKey);
  book.reject(act, 'invite-mac', { ...asked, secret: randomness.key(), sent: third.sent }, 'another link');
  book.reject(act, 'invite-mac', {
    ...asked,
    sent: sentJoin.encode({ ...sentJoin.parse(third.sent), mac: randomness.bytes(32) }),
  });
  book.reject(act, 'root-mismatch', { ...asked, sent: sent({ rootfp: randomness.bytes(32) }) });
  book.reject(act, 'root-mismatch', { ...asked, sent: sent({ invite: randomness.id() }) }, 'another invite');
  book.reject(act, 'join-changed', { ...asked, sent: sent({ expires: join.expires + 1 }) }, 'later expiry');
  book.reject(act, 'join-changed', { ...asked, sent: sent({ card: { ...join.card, role: 'staff' } }) }, 'another role');
  book.reject(
    act,
    'join-changed',
    { ...asked, sent: sent({ card: { ...join.card, member: randomness.id() } }) },
    'another member',
  );
  book.reject(
    act,
    'desk-key',
    { ...asked, sent: sent({ sealKey: sealKeyPair(randomness.key()).publicKey }) },
    'another full key',
  );
  book.reject(
    act,
    'desk-key',
    { ...asked, sent: sent({ openKey: sealKeyPair(randomness.key()).publicKey }) },
    'a second key unnamed',
  );
  book.reject(act, 'join-proof', { ...asked, sent: sent({}, bijan) }, 'signed by another key');
  const other: InviteTerms = { ...terms, role: 'staff' };
  book.reject(
    act,
    'join-changed',
    { ...asked, terms: inviteTerms.encode(other), sent: third.sent },
    'offered as staff',
  );
  book.accept('require inviter', { terms: termsBytes });
  const stranger = inviteTerms.encode({ ...terms, inviter: person.member });
  book.reject('require inviter', 'invite-inviter', { terms: stranger }, 'a member who is no officer of genesis');
  book.write('invites');
}

// ------------------------------------------------------------------------------------------------------ §5
interface Sealing {
  readonly input: SealInput;
  readonly filed: ReturnType<typeof sealRecord>;
  readonly leaf: number;
}
function sealing(filing: Filing, change: Partial<SealInput> = {}): Sealing {
  const input = { ...inputFor(event, filing), ...change };
  const filed = sealRecord(input);
  return { input, filed, leaf: append(event, filed.leaf) };
}

// An X-Wing secret key is its seed.
const travelSeed = event.epochs.get(travel)!.pair.secretKey;
const visaSeed = event.epochs.get(visa)!.pair.secretKey;
const witnessSeed = event.witness.seal.secretKey;

{
  const book = new Book();
  const { randomness } = event;
  const content = encodeContent('travel', blankContent('travel'));
  const own = { kind: kind('travel'), author: amal, owner: amal, content };
  const made = sealing(own);
  const expected = { kind: 'travel', record: made.input.header.record, owner: amal.member, author: amal.member };
  const base = { record: made.filed.record, leaf: made.leaf, expected };
  const ofAmal = { ...base, content: made.filed.content, seed: amal.keys.seal.secretKey };
  book.accept('verify record', base);
  book.accept('open as owner', ofAmal);
  book.accept('open as desk', { ...base, deskWrap: made.filed.deskWraps[0], seed: travelSeed });
  book.accept('open as witness', { ...base, seed: witnessSeed });
  const { deskShare, witnessShare, tagKey } = made.input.secrets;
  const withShares = { ...base, content: made.filed.content, deskShare, witnessShare };
  book.accept('open with shares', withShares);
  book.accept('require record leaf', { ...base, tagKey, found: encodeLeaf(made.filed.leaf) });

  const act = 'verify record';
  const refused = (
    code: ProtocolCode,
    note: string,
    header: Partial<SealInput['header']>,
    change: Partial<SealInput> = {},
  ) => {
    const bad = sealing({ ...own, header }, change);
    book.reject(act, code, { record: bad.filed.record, leaf: bad.leaf }, note);
  };
  refused('root-mismatch', 'another root', { rootfp: randomness.bytes(32) });
  refused('roster-chain', 'another roster', { rosterHead: randomness.bytes(32) });
  refused('record-expected', 'revision 0', { revision: 0 });
  refused('record-expected', 'first with a predecessor', { prev: randomness.bytes(32) });
  refused('record-policy', 'gate', { gated: false });
  refused('record-policy', 'no witness share', {}, { witnessKey: undefined });
  refused('record-policy', 'a reader beyond the policy', { readers: [travel, visa] }, { deskKeys: [] });
  refused('record-policy', 'a kind unknown', { kind: kind('passport') });
  refused('record-policy', 'owned by nobody', { owner: undefined });
  refused('record-policy', 'wrapped to another key', { ownerKeyHash: randomness.bytes(32) });

  for (const [note, filing] of [
    [
      'a desk’s record with an owner',
      { kind: kind('case'), author: tess, desk: travel, content, header: { owner: amal.member } },
    ],
    ['of another desk', { kind: kind('case'), author: tess, desk: officersDesk, content }],
    ['a person’s record by a desk', { kind: kind('travel'), author: tess, desk: travel, content }],
  ] as const) {
    const bad = sealing(filing);
    book.reject(act, 'record-policy', { record: bad.filed.record, leaf: bad.leaf }, note);
  }
  for (const [note, filing] of [
    ['the desk writes what the owner writes', { kind: kind('travel'), author: tess, owner: amal, content }],
    ['another desk writes', { kind: kind('itinerary'), author: vera, owner: amal, content }],
    ['a stranger to the desk', { kind: kind('case'), author: vera, desk: travel, content }],
  ] as const) {
    const bad = sealing(filing);
    book.reject(act, 'record-author', { record: bad.filed.record, leaf: bad.leaf }, note);
  }
  for (const [note, filing] of [
    ['by a desk about its owner', { kind: kind('itinerary'), author: tess, owner: amal, content }],
    ['by a desk about a member', { kind: kind('case'), author: tess, desk: travel, about: amal, content }],
    ['by the officers', { kind: kind('guest-list'), author: event.officers[0]!, desk: officersDesk, content }],
    ['a member’s own notes', { kind: kind('notes'), author: amal, owner: amal, content }],
  ] as const) {
    const good = sealing(filing);
    book.accept(act, { record: good.filed.record, leaf: good.leaf }, note);
  }
  book.reject(
    act,
    'record-author',
    { ...base, leaf: event.roster.members.get(amal.member)![0]!.from },
    'before her keys counted',
  );
  book.reject(act, 'record-expected', { ...base, expected: { kind: 'reach' } }, 'another kind');
  book.reject(act, 'record-expected', { ...base, expected: { record: randomness.id<RecordId>() } }, 'another record');
  book.reject(act, 'record-expected', { ...base, expected: { owner: bijan.member } }, 'another owner');
  book.reject(act, 'record-expected', { ...base, expected: { author: bijan.member } }, 'another author');
  const parsed = sealedRecord.parse(made.filed.record);
  const forged = sealedRecord.encode({ ...parsed, signature: last(parsed.signature) });
  book.reject(act, 'record-signature', { ...base, record: forged });

  book.reject('open as owner', 'record-key', { ...ofAmal, seed: bijan.keys.seal.secretKey }, 'another person');
  book.reject('open as owner', 'record-signature', { ...ofAmal, content: last(made.filed.content) }, 'content');
  book.reject(
    'open as owner',
    'wrap-recipient',
    { ...ofAmal, witnessKey: sealKeyPair(randomness.key()).publicKey },
    'witness wrap to another key',
  );
  book.reject('open with shares', 'record-commitment', { ...withShares, deskShare: randomness.key() });
  book.reject(
    'open with shares',
    'record-commitment',
    { ...withShares, deskShare: witnessShare, witnessShare: deskShare },
    'shares swapped',
  );
  const noted = sealing({ kind: kind('case'), author: tess, desk: travel, content });
  const caseBase = { record: noted.filed.record, leaf: noted.leaf };
  book.reject(
    'open as owner',
    'record-key',
    { ...caseBase, content: noted.filed.content, seed: travelSeed },
    'no owner wrap',
  );
  book.accept('open as desk', { ...caseBase, deskWrap: noted.filed.deskWraps[0], seed: travelSeed }, 'ungated');
  book.reject('open as witness', 'opening-share', { ...caseBase, seed: witnessSeed }, 'ungated');
  book.reject('open as witness', 'wrong-key', { ...base, seed: randomness.key() }, 'another witness');

  const other = sealing({ ...own, kind: kind('reach') });
  const desk = { ...base, seed: travelSeed };
  const [deskWrap] = made.filed.deskWraps as [Uint8Array];
  book.reject(
    'open as desk',
    'wrap-signature',
    { ...desk, deskWrap: other.filed.deskWraps[0] },
    'wrap of another record',
  );
  const held = deskWrapCodec.parse(deskWrap);
  const deskAgain = (change: Partial<typeof held>) => ({
    ...desk,
    deskWrap: deskWrapCodec.encode({ ...held, ...change }),
  });
  book.reject('open as desk', 'record-policy', deskAgain({ desk: visa }), 'no reader');
  book.reject('open as desk', 'desk-key', deskAgain({ epoch: 9 }), 'an epoch unknown');
  book.reject('open as desk', 'wrap-signature', deskAgain({ signer: bijan.member }), 'a signer without a right');
  book.reject('open as desk', 'wrap-signature', deskAgain({ signer: tess.member }), 'another signer');
  book.reject('open as desk', 'wrap-signature', deskAgain({ signature: last(held.signature) }));
  book.reject('open as desk', 'wrong-key', { ...desk, deskWrap, seed: visaSeed }, 'another desk’s key');

  // What a false author could sign.
  const body = bodyCodec.parse(parsed.body);
  const signedBody = (change: Partial<typeof body>) => {
    const bytes = bodyCodec.encode({ ...body, ...change });
    const message = tuple('dd1/sig/record', event.rootfp, recordDigest(bytes));
    return sealedRecord.encode({ body: bytes, signature: signDetached(amal.keys.sign.secretKey, message) });
  };
  book.reject(
    'open with shares',
    'record-commitment',
    { ...withShares, record: signedBody({ commitment: randomness.bytes(32) }) },
    'content key',
  );
  book.reject(
    'open as owner',
    'wrong-key',
    { ...ofAmal, record: signedBody({ ownerWrap: body.witnessWrap }) },
    'witness wrap as owner wrap',
  );
  book.reject('open as witness', 'wrong-key', {
    ...base,
    record: signedBody({ witnessWrap: body.ownerWrap }),
    seed: witnessSeed,
  });
  const elsewhere = bodyCodec.parse(sealedRecord.parse(other.filed.record).body);
  book.reject(
    'open as owner',
    'wrong-key',
    { ...ofAmal, record: signedBody({ ownerWrap: elsewhere.ownerWrap }) },
    'owner wrap of another record',
  );

  book.reject(
    'require record leaf',
    'leaf-missing',
    { ...base, tagKey, found: encodeLeaf(other.filed.leaf) },
    'another’s leaf',
  );
  book.reject(
    'require record leaf',
    'opening-tag',
    { ...base, tagKey: randomness.key(), found: encodeLeaf(made.filed.leaf) },
    'another tag key',
  );

  book.accept('parse content', { kind: 'travel', bytes: content });
  book.reject('parse content', 'field', { kind: 'reach', bytes: content }, 'another kind');
  book.reject('parse content', 'field', { kind: 'travel', bytes: utf8('{') }, 'not JSON');
  book.reject(
    'parse content',
    'field',
    { kind: 'travel', bytes: utf8('{"v":2,"kind":"travel","content":{}}') },
    'another version',
  );
  const spoken = (from: string) =>
    utf8(JSON.stringify({ v: 1, kind: 'travel', content: { ...blankContent('travel'), from } }));
  book.accept('parse content', { kind: 'travel', bytes: spoken('Kyiv') });
  book.reject('parse content', 'field', { kind: 'travel', bytes: spoken('a\u202eb') }, 'text that turns around');
  book.reject('parse content', 'too-large', { kind: 'travel', bytes: spoken('x'.repeat(61)) });
  book.write('records');
}

{
  const book = new Book();
  const { randomness, rootfp } = event;
  const retire = { rootfp, record: randomness.id<RecordId>(), lowestLive: 3, signer: amal.member, time: event.now };
  const made = signRetire(retire, amal.keys.sign.secretKey, randomness.key());
  const leaf = event.leaves.length;
  book.accept('verify retire', { retire: made.bytes, leaf });
  book.reject('verify retire', 'record-author', { retire: made.bytes, leaf: 1 }, 'before her keys counted');
  book.reject('verify retire', 'record-signature', { retire: last(made.bytes), leaf });
  const foreign = signRetire({ ...retire, rootfp: randomness.bytes(32) }, amal.keys.sign.secretKey, randomness.key());
  book.reject('verify retire', 'root-mismatch', { retire: foreign.bytes, leaf });
  const byBijan = signRetire(retire, bijan.keys.sign.secretKey, randomness.key());
  book.reject('verify retire', 'record-signature', { retire: byBijan.bytes, leaf }, 'signed by another');
  const { record, lowestLive } = retire;
  const bytes = made.bytes;
  const digest = retireDigest(signedRetire.parse(bytes).retire);
  const receipt = { rootfp, digest, record, lowestLive, leaf, time: event.now };
  const signed = (change: Partial<typeof receipt>) => {
    const encoded = receiptCodec.encode({ ...receipt, ...change });
    return {
      retire: bytes,
      leaf,
      receipt: encoded,
      signature: signDetached(event.witness.cosign.secretKey, receiptMessage(encoded)),
    };
  };
  book.accept('verify receipt', signed({}));
  book.reject('verify receipt', 'head-signature', { ...signed({}), signature: randomness.bytes(64) });
  book.reject('verify receipt', 'record-retired', signed({ lowestLive: 2 }), 'closes less');
  book.reject('verify receipt', 'record-retired', signed({ record: randomness.id() }), 'another record');
  book.reject('verify receipt', 'record-retired', signed({ digest: randomness.bytes(32) }), 'another retire');
  book.reject('verify receipt', 'record-retired', signed({ rootfp: randomness.bytes(32) }), 'another event');
  book.write('retire');
}

// ------------------------------------------------------------------------------------------------------ §6
{
  const book = new Book();
  const { rootfp } = event;
  const minted = event.epochs.get(travel)!;
  const sealed = wrapCodec.encode(minted.wraps.get(tess.member)!);
  const keyHash = sealingKeyHash(minted.pair.publicKey);
  const base = { seed: tess.open!.secretKey, wrap: sealed, rootfp, desk: travel, epoch: minted.number, keyHash };
  book.accept('open seed', base);
  book.accept('hash of a wrapped seed', { wrap: sealed });
  book.reject('open seed', 'wrong-key', { ...base, seed: tomas.open!.secretKey }, 'another holder');
  book.reject('open seed', 'wrong-key', { ...base, epoch: 2 }, 'another epoch');
  book.reject('open seed', 'wrong-key', { ...base, desk: visa }, 'another desk');
  book.reject('open seed', 'desk-key', { ...base, keyHash: event.randomness.bytes(32) }, 'not the roster’s key');
  book.accept('require key', { publicKey: minted.pair.publicKey, keyHash });
  book.reject('require key', 'desk-key', { publicKey: amal.keys.seal.publicKey, keyHash });
  book.write('desks');
}

// ------------------------------------------------------------------------------------------------------ §7
{
  const book = new Book();
  const { randomness } = event;
  const filedOf = (owner: Person, of: string): Filed =>
    file(event, { kind: kind(of), author: owner, owner, content: utf8(of) });
  const filed = [filedOf(amal, 'travel'), filedOf(bijan, 'reach')] as const;
  const asked = ask(event, tess, travel, filed);
  const { box, places, releases, batch: verifiedBatch, items } = release(event, asked, filed);
  const batch = {
    bodies: asked.bodies,
    ephemeralKey: asked.ephemeral.publicKey,
    assertion: assertion.encode(asked.assertion),
    now: event.now,
  };
  const act = 'verify batch';
  book.accept(act, batch);
  const askAgain = (change: Partial<Opening>, requester = tess, of: readonly Filed[] = filed) => {
    const made = ask(event, requester, travel, of, change);
    const ephemeralKey = made.ephemeral.publicKey;
    return { bodies: made.bodies, ephemeralKey, assertion: assertion.encode(made.assertion), now: event.now };
  };
  book.reject(act, 'opening-batch', { ...batch, bodies: [] }, 'empty');
  book.reject(act, 'opening-batch', askAgain({}, tess, [filed[0], filed[0]]), 'a record twice');
  book.reject(act, 'opening-batch', { ...batch, ephemeralKey: sealKeyPair(randomness.key()).publicKey }, 'another key');
  const two = [asked.bodies[0], askAgain({}).bodies[1]];
  book.reject(act, 'opening-batch', { ...batch, bodies: two }, 'two batches in one');
  book.reject(act, 'root-mismatch', askAgain({ rootfp: randomness.bytes(32) }));
  book.reject(act, 'opening-body', askAgain({ reason: 'curiosity' }), 'a reason unknown');
  book.reject(act, 'opening-time', { ...batch, now: event.now + limits.openingSkewMsMax + 1 }, 'late');
  book.reject(act, 'opening-time', { ...batch, now: event.now - limits.openingSkewMsMax - 1 }, 'early');
  book.reject(act, 'opening-time', askAgain({ until: event.now + limits.openingUntilMsMax + 1 }), 'lives too long');
  book.reject(act, 'opening-time', askAgain({ until: event.now - 1 }), 'over before it began');
  book.reject(act, 'roster-right', askAgain({ requester: randomness.id() }), 'nobody');
  book.reject(act, 'assertion-challenge', { ...batch, bodies: asked.bodies.toReversed() }, 'another order');
  book.reject(act, 'assertion-challenge', { ...batch, bodies: asked.bodies.slice(1) }, 'an item less');
  book.reject(act, 'assertion-credential', { ...batch, assertion: askAgain({}, vera).assertion }, 'another’s touch');

  const decide = 'decide release';
  const [first, second] = filed;
  const item = {
    body: asked.bodies[0],
    bodySalt: asked.salts[0]!.body,
    viewSalt: asked.salts[0]!.view,
    record: first.sealed.record,
    seed: witnessSeed,
    openingLeaf: event.leaves[places[0]!],
    leaf: first.leaf,
    recordLeaf: event.leaves[first.leaf],
    now: event.now,
    lowestLive: 0,
  };
  book.accept(decide, item);
  const asItem = (change: Partial<Opening>, requester = tess, as = travel) => {
    const made = ask(event, requester, as, [first], change);
    return {
      ...item,
      body: made.bodies[0],
      bodySalt: made.salts[0]!.body,
      viewSalt: made.salts[0]!.view,
      openingLeaf: encodeLeaf(made.leaves[0]!),
    };
  };
  book.accept(decide, asItem({}), 'control');
  book.reject(decide, 'opening-time', { ...item, now: event.now + 5 * 3600 * 1000 }, 'over');
  book.reject(
    decide,
    'record-expected',
    { ...item, record: second.sealed.record, leaf: second.leaf },
    'another record',
  );
  const newer = file(event, { kind: kind('travel'), author: amal, owner: amal, content: utf8('newer'), before: first });
  book.reject(decide, 'opening-body', { ...item, record: newer.sealed.record, leaf: newer.leaf }, 'another revision');
  book.reject(decide, 'opening-body', asItem({ headerHash: randomness.bytes(32) }), 'another header');
  book.reject(decide, 'opening-desk', asItem({}, vera, visa), 'a desk that does not read it');
  book.reject(decide, 'opening-desk', asItem({}, vera, travel), 'not of the desk');
  book.reject(decide, 'record-retired', { ...item, lowestLive: 2 });
  book.reject(decide, 'opening-not-logged', { ...item, openingLeaf: event.leaves[places[1]!] }, 'another entry');
  book.reject(decide, 'opening-not-logged', { ...item, viewSalt: randomness.bytes(32) }, 'another view');
  book.reject(
    decide,
    'leaf-missing',
    { ...item, recordLeaf: event.leaves[second.leaf] },
    'the record’s leaf is another',
  );
  book.reject(decide, 'wrong-key', { ...item, seed: randomness.key() }, 'another witness');
  for (const [note, header] of [
    ['not open yet', { opensAt: event.now + 1 }],
    ['closed', { closesAt: event.now - 1 }],
    ['to be purged', { purgeAfter: event.now - 1 }],
  ] as const) {
    const shut = file(event, { kind: kind('travel'), author: amal, owner: amal, content: utf8('x'), header });
    const made = ask(event, tess, travel, [shut]);
    book.reject(
      decide,
      'opening-closed',
      {
        ...item,
        body: made.bodies[0],
        bodySalt: made.salts[0]!.body,
        viewSalt: made.salts[0]!.view,
        openingLeaf: encodeLeaf(made.leaves[0]!),
        record: shut.sealed.record,
        leaf: shut.leaf,
        recordLeaf: event.leaves[shut.leaf],
      },
      note,
    );
  }
  const counts = { kind: 'travel', inBatch: 200, lastHour: 399, lastDay: 799 };
  book.accept('within limits', counts);
  book.reject('within limits', 'opening-limit', { ...counts, inBatch: 201 }, 'batch');
  book.reject('within limits', 'opening-limit', { ...counts, lastHour: 400 }, 'hour');
  book.reject('within limits', 'opening-limit', { ...counts, lastDay: 800 }, 'day');

  const answer = { seed: asked.ephemeral.secretKey, box: wrapCodec.encode(box), asked: asked.hashes };
  book.accept('open release', answer);
  book.reject('open release', 'wrong-key', { ...answer, seed: randomness.key() }, 'another key');
  book.reject('open release', 'wrong-key', { ...answer, asked: asked.hashes.toReversed() }, 'another order');

  for (const [note, given] of [
    ['an answer less', items.slice(1)],
    ['answers swapped', items.toReversed()],
  ] as const) {
    const wrong = sealRelease(event.rootfp, event.witness.card.cosignKey, verifiedBatch, given, randomness.bytes(64));
    book.reject('open release', 'release-mismatch', { ...answer, box: wrapCodec.encode(wrong) }, note);
  }

  const [place, leafBytes] = [places[0]!, event.leaves[places[0]!]!];
  const { view } = releases[0]!;
  const opened = {
    leaf: place,
    bodySalt: item.bodySalt,
    body: asked.bodies[0]!,
    viewSalt: item.viewSalt,
    view,
  };
  book.accept('verify log body', { body: logBody.encode(opened), index: place, leaf: leafBytes });
  book.reject(
    'verify log body',
    'log-body',
    { body: logBody.encode(opened), index: place + 1, leaf: leafBytes },
    'another index',
  );
  book.reject('verify log body', 'log-body', {
    body: logBody.encode({ ...opened, bodySalt: randomness.bytes(32) }),
    index: place,
    leaf: leafBytes,
  });
  const falseView = viewCodec.encode({ ...viewCodec.parse(view), requester: vera.member });
  const falseLeaf = leafFor(opened.body, falseView);
  book.reject(
    'verify log body',
    'log-body',
    { body: logBody.encode({ ...opened, view: falseView }), index: place, leaf: falseLeaf },
    'the owner was shown another view',
  );
  const shown = { leaf: place, bodyDigest: bodyDigest(item.bodySalt, opened.body), viewSalt: item.viewSalt, view };
  book.accept('verify log view', { view: logView.encode(shown), index: place, leaf: leafBytes });
  book.reject(
    'verify log view',
    'log-body',
    { view: logView.encode({ ...shown, view: falseView }), index: place, leaf: leafBytes },
    'another view',
  );
  book.reject(
    'verify log view',
    'log-body',
    { view: logView.encode(shown), index: place, leaf: event.leaves[first.leaf] },
    'another leaf',
  );
  book.write('openings');

  function leafFor(body: Uint8Array, shownView: Uint8Array): Uint8Array {
    return encodeLeaf(
      openingLeaf(
        body,
        shownView,
        { body: item.bodySalt, view: item.viewSalt },
        first.secrets.tagKey as Key32,
        event.rootfp,
      ),
    );
  }
}

// ------------------------------------------------------------------------------------------------------ §8
{
  const book = new Book();
  const leaves = event.leaves.slice(0, 11);
  for (const leaf of new Map(event.leaves.map((each) => [each[0], each])).values()) book.accept('parse leaf', { leaf });
  const [leaf, other] = [leaves[3]!, leaves[4]!];
  book.reject('parse leaf', 'leaf-shape', { leaf: leaf.slice(1) });
  book.reject('parse leaf', 'leaf-shape', { leaf: leaf.map((byte, at) => (at === 0 ? 0 : byte)) }, 'type 0');
  book.reject('parse leaf', 'leaf-shape', { leaf: leaf.map((byte, at) => (at === 0 ? 10 : byte)) }, 'type 10');
  book.accept('require same leaf', { found: leaf, leaf });
  book.reject('require same leaf', 'leaf-missing', { found: leaf, leaf: other });
  const hashes = leaves.map(hashLeaf);
  const root = rootOf(hashes);
  for (const index of [0, 5, 10]) {
    const proof = inclusionProof(index, hashes);
    const base = { leafHash: hashes[index], index, size: 11, root, proof };
    book.accept('verify inclusion', base);
    book.reject('verify inclusion', 'inclusion', { ...base, index: index === 0 ? 1 : index - 1 }, 'another place');
    book.reject('verify inclusion', 'inclusion', { ...base, leafHash: hashes[2] }, 'another leaf');
    book.reject('verify inclusion', 'inclusion', { ...base, proof: proof.slice(1) }, 'too short');
    book.reject('verify inclusion', 'inclusion', { ...base, proof: [...proof, root] }, 'too long');
    book.reject('verify inclusion', 'inclusion', { ...base, index: 11 }, 'outside');
  }
  for (const oldSize of [0, 1, 4, 7, 10, 11]) {
    const oldRoot = rootOf(hashes.slice(0, oldSize));
    const base = { oldSize, oldRoot, newSize: 11, newRoot: root, proof: consistencyProof(oldSize, hashes) };
    book.accept('verify consistency', base);
    if (oldSize === 0) continue;
    book.reject('verify consistency', 'consistency', { ...base, oldRoot: hashes[5] }, 'another old root');
    book.reject('verify consistency', 'consistency', { ...base, proof: [...base.proof, root] }, 'too long');
    if (oldSize < 11)
      book.reject('verify consistency', 'consistency', { ...base, oldSize: 11, newSize: oldSize }, 'shrinks');
  }
  const note = cosignedNote(event);
  book.accept('verify checkpoint', { note });
  book.accept('parse note', { note });
  const lines = note.split('\n');
  const edit = (at: number, line: string) => lines.map((each, i) => (i === at ? line : each)).join('\n');
  const act = 'verify checkpoint';
  book.reject(act, 'root-mismatch', { note: edit(0, 'another.example/log') });
  book.reject(act, 'checkpoint-signature', { note: edit(1, String(Number(lines[1]) + 1)) }, 'size');
  book.reject(act, 'checkpoint-shape', { note: edit(1, `0${lines[1]}`) }, 'leading zero');
  book.reject(act, 'checkpoint-shape', { note: edit(1, '9007199254740993') }, 'beyond 2^53');
  book.reject(act, 'checkpoint-shape', { note: edit(2, 'AAAA') }, 'short root');
  book.reject(act, 'checkpoint-shape', { note: edit(2, `${lines[2]}\nmore`) }, 'a fourth line');
  book.reject(act, 'checkpoint-shape', { note: edit(4, 'no signature') });
  book.reject(act, 'checkpoint-shape', { note: note.slice(0, -1) }, 'unended');
  book.reject(act, 'checkpoint-shape', { note: '' }, 'empty');
  book.reject(act, 'checkpoint-signature', { note: edit(4, lines[5]!) }, 'not signed by the log');
  book.reject(act, 'checkpoint-cosignature', { note: `${lines.slice(0, 5).join('\n')}\n` }, 'not cosigned');
  const checkpoint = { origin: lines[0]!, size: Number(lines[1]), root };
  const fork = signCheckpoint(checkpoint, logNoteKey(event), event.logKey.secretKey);
  const byLog = cosignatureLine(checkpointText(checkpoint), logNoteKey(event), event.logKey.secretKey, 5);
  book.reject(act, 'checkpoint-cosignature', { note: `${fork}${byLog}` }, 'cosigned by the log itself');
  book.accept('require same log', { first: note, second: note });
  book.reject('require same log', 'log-fork', { first: note, second: fork });
  book.write('log');
}

// ------------------------------------------------------------------------------------------------------ §9
for (const [name, fill] of Object.entries(threadBooks)) {
  const book = new Book();
  fill(book, { event, tess, tomas, vera, amal, bijan, former: third.person, renewed });
  book.write(name);
}
