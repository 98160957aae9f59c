/** The frozen cases of §5: records. Called by make.ts alone. */
import { concat, utf8 } from '#protocol/core/bytes.ts';
import { encodeContent, blankContent } from '#protocol/records/content.ts';
import type { ProtocolCode } from '#protocol/core/errors.ts';
import { officersDesk, type RecordId } from '#protocol/core/ids.ts';
import { encodeLeaf } from '#protocol/log/leaf.ts';
import { bodyCodec, deskWrapCodec, recordDigest, sealedRecord } from '#protocol/records/record.ts';
import type { SealInput } from '#protocol/records/seal.ts';
import { sealKeyPair, signDetached } from '#protocol/crypto/sodium.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { kind, travel, visa } from '../../support/protocol/event.ts';
import { Book, last } from '../book.ts';
import { event, tess, vera, amal, bijan } from '../frozen-world.ts';
import { sealing, travelSeed, visaSeed, witnessSeed } from '../sealing.ts';

const caseTravel = kind('case-travel');

export function recordsBook(): void {
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
  refused('record-expected', 'seen what stands behind it', { seen: event.leaves.length + 1 });
  refused('record-policy', 'gate', { gated: false });
  refused('record-policy', 'no witness share', {}, { witnessKey: undefined });
  refused('record-policy', 'a reader beyond the policy', { readers: [travel, visa] }, { deskKeys: [] });
  refused('record-policy', 'a kind unknown', { kind: kind('passport') });
  refused('record-policy', 'owned by nobody', { owner: undefined });
  refused('record-policy', 'wrapped to another key', { ownerKeyHash: randomness.bytes(32) });

  for (const [note, filing] of [
    [
      'a desk’s record with an owner',
      { kind: caseTravel, author: tess, desk: travel, about: amal, content, header: { owner: amal.member } },
    ],
    ['of another desk', { kind: caseTravel, author: tess, desk: officersDesk, about: amal, content }],
    ['a person’s record by a desk', { kind: kind('travel'), author: tess, desk: travel, content }],
  ] as const) {
    const bad = sealing(filing);
    book.reject(act, 'record-policy', { record: bad.filed.record, leaf: bad.leaf }, note);
  }
  for (const [note, filing] of [
    ['the desk writes what the owner writes', { kind: kind('travel'), author: tess, owner: amal, content }],
    ['another desk writes', { kind: kind('itinerary'), author: vera, owner: amal, content }],
    ['a stranger to the desk', { kind: caseTravel, author: vera, desk: travel, about: amal, content }],
  ] as const) {
    const bad = sealing(filing);
    book.reject(act, 'record-author', { record: bad.filed.record, leaf: bad.leaf }, note);
  }
  for (const [note, filing] of [
    ['by a desk about its owner', { kind: kind('itinerary'), author: tess, owner: amal, content }],
    ['by a desk about a member', { kind: caseTravel, author: tess, desk: travel, about: amal, content }],
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
  const noted = sealing({ kind: caseTravel, author: tess, desk: travel, about: amal, content });
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
  const sized = (wrap: typeof body.ownerWrap, change: number) => {
    if (wrap === undefined) throw new Error('no wrap');
    const box = change < 0 ? wrap.box.slice(0, change) : concat(wrap.box, new Uint8Array(change));
    return { ...wrap, box };
  };
  for (const [note, change] of [
    ['witness wrap as owner wrap', { ownerWrap: body.witnessWrap }],
    ['owner wrap as witness wrap', { witnessWrap: body.ownerWrap }],
    ['owner wrap, a byte too long', { ownerWrap: sized(body.ownerWrap, 1) }],
    ['owner wrap, a byte too short', { ownerWrap: sized(body.ownerWrap, -1) }],
    ['witness wrap, a byte too long', { witnessWrap: sized(body.witnessWrap, 1) }],
    ['witness wrap, a byte too short', { witnessWrap: sized(body.witnessWrap, -1) }],
  ] as const)
    book.reject(act, 'wrong-length', { ...base, record: signedBody(change) }, note);
  for (const [note, change] of [
    ['a byte too long', 1],
    ['a byte too short', -1],
  ] as const)
    book.reject('open as desk', 'wrong-length', deskAgain({ wrap: sized(held.wrap, change) }), note);
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
