/** The frozen cases of §3: founding. Called by make.ts alone. */
import { utf8 } from '#protocol/core/bytes.ts';
import { draftCodec } from '#protocol/members/founding.ts';
import { genesisCodec, rootFingerprint, signedGenesis, type Genesis } from '#protocol/members/genesis.ts';
import { memberCard } from '#protocol/members/keys.ts';
import { witnessCard, witnessCardHash } from '#protocol/members/witness-card.ts';
import { foundEvent, mintPerson, signGenesis, type Event, type Person } from '../../support/protocol/event.ts';
import { Book, last } from '../book.ts';

export function foundingBook(): void {
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
  // 3.1 (5): what is wrong with a card is seen before anybody signs.
  const officers = (change: (cards: Genesis['officers']) => Genesis['officers']) =>
    genesisCodec.encode({ ...three.roster.genesis, officers: change(three.roster.genesis.officers) });
  const firstIs = (card: Genesis['officers'][number]) => officers((cards) => [card, ...cards.slice(1)]);
  const wrong = [
    ['not an officer', 'roster-rule', staff],
    ['too few keys', 'roster-rule', few],
    ['one key counted twice', 'roster-rule', twice],
    ['two officers, one account key', 'roster-rule', { ...first.card, signKey: second.card.signKey }],
    ['two officers, one hardware key', 'roster-rule', { ...first.card, credentials: second.card.credentials }],
    ['a key that can be copied', 'assertion-backup', copied],
    ['a hardware key in another form', 'credential-key', odd],
  ] as const;
  for (const [note, code, other] of wrong) book.reject(check, code, { ...founding, genesis: firstIs(other) }, note);
  const card = witnessCard.encode(three.witness.card);
  book.accept('require witness card', { card, hash: witnessCardHash(three.witness.card) });
  book.reject('require witness card', 'founding-mismatch', { card, hash: three.randomness.bytes(32) });
  book.write('founding');
}
