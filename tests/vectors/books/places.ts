/** The frozen cases of §5: forms, places, authors, and which revision is the newest. Called by make.ts alone. */
import { equal, toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { officersDesk, programmeDesk, type RecordId } from '#protocol/core/ids.ts';
import { encodeLeaf, leafTag } from '#protocol/log/leaf.ts';
import { encodeContent } from '#protocol/records/content.ts';
import { publicTagKey, recordIdOf, whoseOf } from '#protocol/records/place.ts';
import { signRetire } from '#protocol/records/retire.ts';
import { sealedRecord } from '#protocol/records/record.ts';
import { append, kind, travel, visa, type Person } from '../../support/protocol/event.ts';
import type { Filing } from '../../support/protocol/sealed-records.ts';
import { Book, last } from '../book.ts';
import { amal, bijan, event, reservedMember, tess, tomas, vera, withdrawnMember } from '../frozen-world.ts';
import { sealing, type Sealing } from '../sealing.ts';

const content = utf8('content');
const nobody = (member: Person['member']): Person => ({ ...amal, member });
const [reserved, withdrawn] = [nobody(reservedMember), nobody(withdrawnMember)];
const officer = event.officers[0]!;

export function placesBook(): void {
  const book = new Book();
  writers(book);
  places(book);
  judging(book);
  newest(book);
  generations(book);
  contents(book);
  book.write('places');
}

function writers(book: Book): void {
  const act = 'verify record';
  const given = (filing: Filing) => {
    const made = sealing(filing);
    return { record: made.filed.record, leaf: made.leaf };
  };
  const good = (note: string, filing: Omit<Filing, 'content'>) => book.accept(act, given({ ...filing, content }), note);
  const bad = (
    note: string,
    filing: Omit<Filing, 'content'>,
    code: 'record-author' | 'record-policy' = 'record-author',
  ) => book.reject(act, code, given({ ...filing, content }), note);
  const noKey = { ownerKeyHash: undefined };
  good('her inbox', { kind: kind('inbox'), author: amal, owner: amal });
  good('her tag keys for a desk', { kind: kind('tags-travel'), author: amal, owner: amal });
  good('the keys of a desk', { kind: kind('keys-travel'), author: tess, desk: travel });
  good('the state of a desk', { kind: kind('state-travel'), author: tomas, desk: travel });
  good('a case', { kind: kind('case-travel'), author: tess, desk: travel, about: amal });
  good('a case about an id without keys', { kind: kind('case-visa'), author: vera, desk: visa, about: reserved });
  good('a journey for an id without keys', { kind: kind('itinerary'), author: tess, owner: reserved, header: noKey });
  good('filed by the first reader', { kind: kind('card'), author: tess, owner: reserved, header: noKey });
  good('tag keys of an id without keys', {
    kind: kind('tags-travel'),
    author: officer,
    owner: reserved,
    header: noKey,
  });
  good('its first secret', { kind: kind('reserved'), author: officer, desk: officersDesk, about: reserved });
  bad('her inbox by an officer', { kind: kind('inbox'), author: officer, owner: amal });
  bad('an inbox of an id without keys', { kind: kind('inbox'), author: officer, owner: reserved, header: noKey });
  bad('filed by another reader', { kind: kind('card'), author: vera, owner: reserved, header: noKey });
  bad('filed though nobody reads it', { kind: kind('notes'), author: tess, owner: reserved, header: noKey });
  bad('tag keys of an id without keys, by a desk', {
    kind: kind('tags-travel'),
    author: tess,
    owner: reserved,
    header: noKey,
  });
  bad('filed for somebody who has keys', { kind: kind('card'), author: tess, owner: amal });
  bad('for an id that was withdrawn', { kind: kind('itinerary'), author: tess, owner: withdrawn, header: noKey });
  bad('a case about an id that was withdrawn', {
    kind: kind('case-travel'),
    author: tess,
    desk: travel,
    about: withdrawn,
  });
  bad('the first secret of somebody who has keys', {
    kind: kind('reserved'),
    author: officer,
    desk: officersDesk,
    about: amal,
  });
  bad('the keys of a desk, by a stranger', { kind: kind('keys-travel'), author: vera, desk: travel });
  bad('a case without the person', { kind: kind('case-travel'), author: tess, desk: travel }, 'record-policy');
  bad(
    'a state about a person',
    { kind: kind('state-travel'), author: tess, desk: travel, about: amal },
    'record-policy',
  );
  bad('a case with an owner', { kind: kind('case-travel'), author: tess, desk: travel, owner: amal }, 'record-policy');
  bad(
    'a case that another desk reads too',
    { kind: kind('case-travel'), author: tess, desk: travel, about: amal, header: { readers: [travel, visa] } },
    'record-policy',
  );
  bad(
    'a state without its readers',
    { kind: kind('state-travel'), author: tess, desk: travel, header: { readers: [travel] } },
    'record-policy',
  );
}

function places(book: Book): void {
  const act = 'verify record';
  const reject = (code: 'record-place' | 'record-tag' | 'record-expected', note: string, filing: Filing) => {
    const made = sealing(filing);
    book.reject(act, code, { record: made.filed.record, leaf: made.leaf }, note);
  };
  const { rootfp, randomness } = event;
  const of = (name: string, who: Person) =>
    recordIdOf(rootfp, kind(name), whoseOf({ owner: who.member, desk: undefined, about: undefined }));
  const own = { kind: kind('travel'), author: amal, owner: amal, content };
  reject('record-place', 'a random id', { ...own, header: { record: randomness.id<RecordId>() } });
  reject('record-place', 'the id of another kind', { ...own, header: { record: of('reach', amal) } });
  reject('record-place', 'the id of another person', { ...own, header: { record: of('travel', bijan) } });
  const list = { kind: kind('guest-list'), author: officer, desk: officersDesk, content };
  reject('record-place', 'a random id of a desk', { ...list, header: { record: randomness.id<RecordId>() } });
  const inbox = { kind: kind('inbox'), author: amal, owner: amal, content };
  reject('record-tag', 'an inbox under a secret tag key', { ...inbox, tagKey: randomness.key() });
  const programme = { kind: kind('programme'), author: officer, desk: programmeDesk, content };
  book.reject(
    act,
    'record-author',
    { record: sealing(programme).filed.record, leaf: event.leaves.length - 1 },
    'no desk',
  );
  const next = event.leaves.length;
  reject('record-expected', 'a number above its leaf', { ...own, header: { revision: next + 2 } });
  reject('record-expected', 'having seen what stands behind it', { ...own, header: { seen: next + 2 } });
  const made = sealing(inbox);
  const tagKey = publicTagKey(rootfp, kind('inbox'), whoseOf(made.input.header))!;
  const base = { record: made.filed.record, leaf: made.leaf, tagKey };
  book.accept('require record leaf', { ...base, found: encodeLeaf(made.filed.leaf) }, 'standing');
  for (const type of ['record', 'programme'] as const)
    book.reject(
      'require record leaf',
      'leaf-missing',
      { ...base, found: encodeLeaf({ ...made.filed.leaf, type }) },
      `an inbox at a leaf of type ${type}`,
    );
}

const own = { kind: kind('reach'), author: amal, owner: amal, content };
const placeOf = (made: Sealing) => ({ kind: 'reach', record: made.input.header.record, owner: amal.member });
const before = (made: Sealing) => ({
  ...made,
  record: made.input.header.record,
  kind: own.kind,
  secrets: made.input.secrets,
  sealed: made.filed,
});

function judging(book: Book): void {
  const { randomness, rootfp, now } = event;
  const first = sealing(own);
  const { tagKey } = first.input.secrets;
  const second = sealing({ ...own, before: before(first) });
  const place = placeOf(first);
  const { record } = place;
  const act = 'judge object';
  const ofLeaf = ({ filed, leaf }: Sealing, tag = filed.leaf.tag) => ({
    ...place,
    at: leaf,
    leaf: encodeLeaf({ ...filed.leaf, tag }),
    tagKey,
    object: filed.record,
  });
  book.accept(act, ofLeaf(second), 'a revision');
  book.reject(act, 'record-old', { ...ofLeaf(second), object: first.filed.record }, 'an object of another leaf');
  book.reject(act, 'record-old', { ...ofLeaf(second), object: utf8('x') }, 'no object');
  const { body, signature } = sealedRecord.parse(second.filed.record);
  const unsigned = sealedRecord.encode({ body, signature: last(signature) });
  book.reject(act, 'record-old', { ...ofLeaf(second), object: unsigned }, 'a signature that does not hold');
  // Squatting: signed, and under her tag, and no revision of this record.
  const squat = (note: string, filing: Filing) => {
    const made = sealing(filing);
    const tag = leafTag(tagKey, rootfp, made.filed.leaf.nonce);
    const leaf = append(event, { ...made.filed.leaf, tag });
    const { input, filed } = made;
    book.accept(act, ofLeaf({ input, filed, leaf }, tag), note);
  };
  squat('another kind', { ...own, kind: kind('travel') });
  squat('another owner', { ...own, author: bijan, owner: bijan });
  squat('an author without the right', { ...own, author: tess });
  squat('a standing record', { ...own, kind: kind('inbox') });
  squat('a header that commits to another tag key', { ...own, tagKey: randomness.key() });
  squat('a number above its leaf', { ...own, header: { revision: event.leaves.length + 3 } });
  const retire = (who: Person, of: RecordId = record) => {
    const statement = { rootfp, record: of, lowestLive: 3, signer: who.member, time: now };
    const made = signRetire(statement, who.keys.sign.secretKey, tagKey);
    const at = append(event, made.leaf);
    return { ...place, at, leaf: encodeLeaf(made.leaf), tagKey, object: made.bytes };
  };
  book.accept(act, retire(amal), 'a retire');
  book.accept(act, retire(tess), 'a retire by somebody else');
  book.accept(act, retire(amal, randomness.id<RecordId>()), 'a retire of another record');
  const forged = retire(amal);
  book.reject(act, 'record-old', { ...forged, object: last(forged.object) }, 'a retire not signed as served');

  const from = first.leaf - 1;
  const leaves = event.leaves.slice(from);
  const under = { kind: 'reach', leaves, keys: [randomness.key(), tagKey] };
  book.accept('leaves under', under, 'records and retires under one of the keys');
  book.accept('leaves under', { ...under, from: first.leaf - from + 1 }, 'from a place on');
  const [above, below] = [first.leaf - from, second.leaf - from];
  book.accept('leaves under', { ...under, spans: [{ above: above - 1, below }] }, 'below the end of a span');
  book.accept('leaves under', { ...under, spans: [{ above, below: below + 1 }] }, 'above the beginning of a span');
  book.accept('leaves under', { ...under, leaves: [...leaves, ...leaves] }, 'copies count once, at the first');
  const other = leaves.map((leaf) => (equal(leaf, encodeLeaf(second.filed.leaf)) ? last(leaf) : leaf));
  book.accept('leaves under', { ...under, leaves: [...leaves, ...other] }, 'copies with another commitment, too');
  book.accept('leaves under', { ...under, keys: [randomness.key()] }, 'under none');
  book.reject('leaves under', 'leaf-shape', { ...under, leaves: [randomness.bytes(64)] });
}

/** A line of revisions and retires in one place, whose authors had seen so many of the leaves before. */
class Line {
  readonly #first: Sealing;
  readonly #base = event.leaves.length;
  readonly #all: { at: number; leaf: Uint8Array; object: Uint8Array }[] = [];

  constructor() {
    this.#first = sealing(own);
    this.#keep(this.#first);
  }

  #keep({ filed, leaf }: Sealing): void {
    this.#all.push({ at: leaf, leaf: encodeLeaf(filed.leaf), object: filed.record });
  }

  /** The number of the next leaf of the line, the first being 0. */
  get length(): number {
    return event.leaves.length - this.#base;
  }

  /** `seen` counts the leaves of the line. */
  revision(revision: number, seen = this.length, filing: Partial<Filing> = {}): this {
    const { tagKey } = this.#first.input.secrets;
    const made = sealing({ ...own, tagKey, ...filing, header: { revision, seen: this.#base + seen } });
    const tag = leafTag(tagKey, event.rootfp, made.filed.leaf.nonce);
    event.leaves[made.leaf] = encodeLeaf({ ...made.filed.leaf, tag });
    this.#keep({ ...made, filed: { ...made.filed, leaf: { ...made.filed.leaf, tag } } });
    return this;
  }

  retire(lowestLive: number, who: Person = amal): this {
    const { record } = this.#first.input.header;
    const statement = { rootfp: event.rootfp, record, lowestLive, signer: who.member, time: event.now };
    const made = signRetire(statement, who.keys.sign.secretKey, this.#first.input.secrets.tagKey);
    this.#all.push({ at: append(event, made.leaf), leaf: encodeLeaf(made.leaf), object: made.bytes });
    return this;
  }

  /** With nothing served for these. */
  given(...hidden: readonly number[]) {
    return {
      ...placeOf(this.#first),
      tagKey: this.#first.input.secrets.tagKey,
      places: this.#all.map(({ at }) => String(at)),
      leaves: this.#all.map(({ leaf }) => leaf),
      objects: this.#all.map(({ object }, i) => (hidden.includes(i) ? new Uint8Array(0) : object)),
    };
  }
}

function newest(book: Book): void {
  const good = (note: string, line: Line, ...hidden: readonly number[]) =>
    book.accept('newest', line.given(...hidden), note);
  good('one revision', new Line());
  good('the next one, which has seen the first', new Line().revision(2, 1));
  good('one that has not seen the first', new Line().revision(2, 0));
  good('one that saw more than the last', new Line().revision(2, 1).revision(3, 2));
  good('two at once: the first of them counts', new Line().revision(2, 1).revision(2, 1));
  good('three at once', new Line().revision(2, 1).revision(2, 1).revision(2, 1));
  good('the next after two at once', new Line().revision(2, 1).revision(2, 1).revision(3, 3));
  good(
    'one that has seen the first of two at once, and not the second',
    new Line().revision(2, 1).revision(2, 1).revision(3, 2),
  );
  good('the first number again, having seen all', new Line().revision(1, 1));
  good('a gap in the numbers', new Line().revision(9, 1));
  good('a lower number later', new Line().revision(9, 1).revision(2, 2));
  good('what is set aside stands in nobody’s way', new Line().revision(2, 1, { author: tess }).revision(2, 1));
  good('nor a retire by somebody else', new Line().retire(2, tess).revision(2, 1));
  good('a retire that the author had not seen', new Line().retire(1).revision(2, 1));
  good('a retire that she had seen', new Line().retire(1).revision(2, 2));
  good('a retire of what was before', new Line().revision(2, 1).retire(2));
  good('a retire of the last', new Line().revision(2, 1).retire(3));
  good('the last after a retire with a large number', new Line().retire(99).revision(2, 2));
  good('of two retires the larger number counts', new Line().revision(2, 1).retire(3).retire(2));
  good('nothing served for the last', new Line().revision(2, 1), 1);
  good('nothing served for what its author had not seen', new Line().revision(2, 1).revision(2, 1), 1);
  good('nothing served for what its author had seen', new Line().revision(2, 1).revision(3, 2), 0);
  const line = new Line().given();
  book.accept('newest', { ...line, places: [], leaves: [], objects: [] }, 'nothing there');
}

function generations(book: Book): void {
  const secret = (fill: number) => toBase64url(new Uint8Array(32).fill(fill));
  const of = (...said: readonly (readonly [number, number])[]) =>
    said.map(([number, fill]) => ({ number, secret: secret(fill) }));
  const good = (note: string, ...revisions: readonly (readonly [number, ReturnType<typeof of> | undefined])[]) =>
    book.accept(
      'generations',
      {
        revisions: revisions.map(([number, says], i) => ({ at: 10 * i + 3, number, says })),
        secret: secret(99),
      },
      note,
    );
  good('none');
  good('one', [1, of([1, 1])]);
  good('two, the second repeats the first', [1, of([1, 1])], [2, of([1, 1], [2, 2])]);
  good('a number above its revision means nothing', [1, of([1, 1], [2, 8])], [2, of([2, 2])]);
  good('nor does a number that no revision has', [1, of([1, 1])], [5, of([3, 8], [5, 5])]);
  good('a lower number is not heard where its revision opens', [1, of([1, 1])], [2, of([1, 8], [2, 2])]);
  good('nor where it opens and brings nothing', [1, of()], [2, of([1, 8], [2, 2])]);
  good('it is heard where its revision does not open', [1, undefined], [2, of([1, 1], [2, 2])]);
  good('from each that says it', [1, undefined], [2, of([1, 1], [2, 2])], [3, of([1, 8], [3, 3])]);
  good('the last does not open', [1, of([1, 1])], [2, undefined]);
  good('the last brings nothing', [1, of([1, 1])], [2, of([1, 1])]);
  good('one number twice, with two secrets', [1, of([1, 1])], [2, of([2, 2])], [2, of([2, 3])]);
  good('two secrets in one revision', [1, of([1, 1], [1, 2])]);
  good('a lower number later', [1, of([1, 1])], [9, of([9, 9])], [2, of([2, 2])]);
  good('64 are repeated, the newest', ...Array.from({ length: 70 }, (_, i) => [i + 1, of([i + 1, i + 1])] as const));
}

function contents(book: Book): void {
  const secret = (fill: number) => toBase64url(new Uint8Array(32).fill(fill));
  const bytes = (of: string, value: object) => utf8(JSON.stringify({ v: 1, kind: of, content: value }));
  const act = 'parse content';
  const good = (of: string, value: object) => book.accept(act, { kind: of, bytes: bytes(of, value) }, of);
  const bad = (of: string, value: object, note: string, code: 'field' | 'too-large' = 'field') =>
    book.reject(act, code, { kind: of, bytes: bytes(of, value) }, note);
  const two = [
    { number: 1, secret: secret(1) },
    { number: 3, secret: secret(3) },
  ];
  for (const name of ['inbox', 'keys-travel']) {
    good(name, { generations: two });
    bad(name, { generations: two.toReversed() }, 'falls');
    bad(name, { generations: [two[0], two[0]] }, 'one secret twice');
    good(name, { generations: [two[0], { number: 1, secret: secret(2) }] });
    bad(name, { generations: [{ number: 1, secret: secret(2) }, two[0]] }, 'secrets of one number fall');
    bad(name, { generations: Array.from({ length: 65 }, (_, at) => ({ number: at, secret: secret(1) })) }, '65');
    bad(name, { generations: [{ number: 2 ** 31, secret: secret(1) }] }, 'a number above 2^31 - 1');
    bad(name, { generations: [{ number: 1, secret: secret(1).slice(1) }] }, '31 bytes');
    bad(name, { generations: [{ number: 1, secret: `${secret(1).slice(0, 42)}F` }] }, 'written otherwise');
    bad(name, { generations: [{ number: 1, secret: secret(0) }] }, 'all zero');
  }
  const key = (name: string, generation: number, fill = 7) => ({ kind: name, generation, tagKey: secret(fill) });
  good('tags-travel', { keys: [key('itinerary', 1), key('itinerary', 2), key('pickup', 1)] });
  bad('tags-travel', { keys: [key('pickup', 1), key('itinerary', 1)] }, 'kinds fall');
  bad('tags-travel', { keys: [key('itinerary', 2), key('itinerary', 1)] }, 'generations fall');
  good('tags-travel', { keys: [key('itinerary', 1, 7), key('itinerary', 1, 8)] });
  bad('tags-travel', { keys: [key('itinerary', 1, 8), key('itinerary', 1, 7)] }, 'keys of one generation fall');
  const [one, other] = [amal.member, bijan.member].toSorted();
  good('state-travel', { people: [one, other].map((member) => ({ member, state: 'asked' })) });
  bad('state-travel', { people: [other, one].map((member) => ({ member, state: 'asked' })) }, 'members fall');
  bad('state-travel', { people: [{ member: one, state: 'asked', why: '' }] }, 'a reason');
  for (const [member, note] of [
    ['', 'nobody'],
    [one?.slice(1), '21 characters'],
    [`${one?.slice(0, 21)}B`, 'an id written otherwise'],
  ])
    bad('state-travel', { people: [{ member, state: 'asked' }] }, note as string);
  good('reserved', { secret: secret(9) });
  const task = { state: 'asked', due: '', assignee: '', what: 'Call', told: '' };
  good('case-visa', { tasks: [task] });
  good('case-visa', { tasks: [{ ...task, assignee: one }] });
  bad('case-visa', { tasks: [{ ...task, assignee: 'Tess' }] }, 'done by no id');
  bad('case-visa', task, 'a task without its list');
  bad('case-visa', { tasks: Array.from({ length: 33 }, () => task) }, '33 tasks');
  const more = utf8(JSON.stringify({ v: 1, kind: 'reserved', content: { secret: secret(9) }, more: 1 }));
  book.reject(act, 'field', { kind: 'reserved', bytes: more }, 'a field beside the content');
  const lone = utf8(
    `{"v":1,"kind":"case-visa","content":{"tasks":[${JSON.stringify({ ...task, what: '@' }).replace('@', '\\ud800')}]}}`,
  );
  book.reject(act, 'field', { kind: 'case-visa', bytes: lone }, 'half a character');
  book.reject(act, 'field', { kind: 'case', bytes: encodeContent('case-visa', { tasks: [] }) }, 'a kind of no desk');
}
