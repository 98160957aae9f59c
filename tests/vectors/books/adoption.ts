/** The frozen cases of §5.15: a reserved id whose person has keys now. Called by make.ts alone. */
import { utf8 } from '#protocol/core/bytes.ts';
import { toId, type RecordId } from '#protocol/core/ids.ts';
import { key32, sealKeyPair, signDetached } from '#protocol/crypto/sodium.ts';
import { wrap, wrapCodec } from '#protocol/crypto/wrap.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { bodyCodec, sealedRecord, sharesCodec } from '#protocol/records/record.ts';
import { headerHash } from '#protocol/records/header.ts';
import {
  adoptedWrapHash,
  filedCodec,
  filedHash,
  filedMessage,
  inboxCommitment,
  inboxZeroContext,
  ownerRewrap,
  ownerRewrapMessage,
  signedFiled,
} from '../../support/protocol/adoption.ts';
import { kind, travel, visa, type Person } from '../../support/protocol/event.ts';
import { Book, last } from '../book.ts';
import { amal, event, reservedMember, tess, tomas, vera } from '../frozen-world.ts';
import { sealing, type Sealing } from '../sealing.ts';

const { randomness, rootfp } = event;
const reserved: Person = { ...amal, member: reservedMember };
const endorser = event.officers[0]!;

export function adoptionBook(): void {
  const book = new Book();
  laterOwnerWraps(book);
  filedLists(book);
  firstSecrets(book);
  book.write('adoption');
}

function laterOwnerWraps(book: Book): void {
  const act = 'open with a later owner wrap';
  const content = utf8('a journey that was filed');
  const one = sealing({
    kind: kind('itinerary'),
    author: tess,
    owner: reserved,
    header: { ownerKeyHash: undefined },
    content,
  });
  const seed = randomness.bytes(32);
  const given = (change: {
    signer?: Person;
    signedBy?: Person;
    of?: Sealing;
    shares?: Partial<Sealing['input']['secrets']>;
  }) => {
    const { signer = tomas, of = one } = change;
    const pair = sealKeyPair(key32(seed));
    const shares = { ...of.input.secrets, ...change.shares };
    const header = headerHash(bodyCodec.parse(sealedRecord.parse(of.filed.record).body).header);
    const made = wrap(pair.publicKey, sharesCodec.encode(shares), { rootfp, role: 'owner', binding: header });
    const unsigned = { digest: of.filed.digest, keyHash: sealingKeyHash(pair.publicKey), wrap: made };
    const { secretKey } = (change.signedBy ?? signer).keys.sign;
    const signature = signDetached(secretKey, ownerRewrapMessage(rootfp, unsigned));
    return {
      record: one.filed.record,
      leaf: one.leaf,
      content: one.filed.content,
      seed,
      rewrap: ownerRewrap.encode({ ...unsigned, signer: signer.member, signature }),
      broughtInBy: [endorser.member],
    };
  };
  book.accept(act, given({}));
  book.accept(act, given({ signer: tess }), 'by its author');
  book.reject(act, 'wrap-signature', given({ signer: vera }), 'she reads no such record');
  book.reject(act, 'wrap-signature', { ...given({}), broughtInBy: [tomas.member] }, 'by who brought her in');
  book.reject(act, 'wrap-signature', given({ signedBy: vera }), 'signed by another');
  book.reject(act, 'record-key', { ...given({}), seed: randomness.bytes(32) }, 'made to another key');
  book.reject(act, 'record-commitment', given({ shares: { deskShare: key32(randomness.bytes(32)) } }), 'another share');
  book.reject(act, 'record-commitment', given({ shares: { tagKey: key32(randomness.bytes(32)) } }), 'another tag key');
  const other = sealing({
    kind: kind('itinerary'),
    author: tess,
    owner: reserved,
    header: { ownerKeyHash: undefined },
    content,
  });
  book.reject(act, 'record-expected', given({ of: other }), 'of another revision');
  const hers = sealing({ kind: kind('itinerary'), author: tess, owner: amal, content });
  book.reject(
    act,
    'record-expected',
    { ...given({ of: hers }), record: hers.filed.record, leaf: hers.leaf, content: hers.filed.content },
    'the record has an owner wrap',
  );
}

function filedLists(book: Book): void {
  const act = 'verify filed list';
  const line = () => ({
    record: toId<RecordId>(randomness.bytes(16)),
    revision: 1,
    digest: randomness.bytes(32),
    tagCommitment: randomness.bytes(32),
  });
  const lines = [line(), line(), line()].toSorted((a, b) => (a.record < b.record ? -1 : 1));
  const list = { rootfp, member: reservedMember, desk: travel, lines, author: tess.member };
  const given = (change: Partial<typeof list> = {}, signer = tess) => {
    const filed = filedCodec.encode({ ...list, ...change });
    const signature = signDetached(signer.keys.sign.secretKey, filedMessage(rootfp, filed));
    const signed = signedFiled.encode({ filed, signature });
    return { filed: signed, member: reservedMember, desk: travel, hash: filedHash(signed), leaf: event.leaves.length };
  };
  book.accept(act, given());
  book.accept(act, given({ lines: [] }), 'nothing was written');
  book.reject(act, 'record-expected', { ...given(), hash: randomness.bytes(32) }, 'not the list that the entry names');
  book.reject(act, 'root-mismatch', given({ rootfp: randomness.bytes(32) }));
  book.reject(act, 'record-expected', given({ member: amal.member }), 'about somebody else');
  book.reject(act, 'record-expected', given({ desk: visa }), 'of another desk');
  book.reject(act, 'record-expected', given({ lines: lines.toReversed() }), 'lines that do not rise');
  book.reject(act, 'record-expected', given({ lines: [lines[0]!, lines[0]!] }), 'a line twice');
  book.reject(act, 'record-author', given({ author: vera.member }, vera), 'not one of the desk');
  book.reject(act, 'record-author', { ...given(), leaf: 1 }, 'before she came to the desk');
  book.reject(act, 'record-signature', given({}, tomas), 'signed by another');
}

function firstSecrets(book: Book): void {
  const act = 'open first secret';
  const seed = randomness.bytes(32);
  const { publicKey } = sealKeyPair(key32(seed));
  const secret = randomness.bytes(32);
  const given = (change: Partial<ReturnType<typeof sharesCodec.parse>> = {}, member = reservedMember) => {
    const shares = { deskShare: undefined, witnessShare: undefined, tagKey: secret, ...change };
    const made = wrap(publicKey, sharesCodec.encode(shares), inboxZeroContext(rootfp, member));
    return {
      rootfp,
      member: reservedMember,
      wrap: wrapCodec.encode(made),
      wrapHash: adoptedWrapHash(made),
      inbox: inboxCommitment(rootfp, reservedMember, secret),
      seed,
    };
  };
  book.accept(act, given());
  book.reject(act, 'record-expected', { ...given(), wrapHash: randomness.bytes(32) }, 'not the wrap that is named');
  book.reject(act, 'record-commitment', given({ tagKey: randomness.bytes(32) }), 'not the secret that was reserved');
  book.reject(act, 'record-key', given({ deskShare: randomness.bytes(32) }), 'a share beside it');
  book.reject(act, 'wrong-key', given({}, amal.member), 'bound to another person');
  const bent = last(given().wrap);
  book.reject(act, 'wrong-key', { ...given(), wrap: bent, wrapHash: adoptedWrapHash(wrapCodec.parse(bent)) });
}
