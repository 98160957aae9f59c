/** The frozen cases of §3: roster. Called by make.ts alone. */
import { membersDesk, officersDesk, type MemberId } from '#protocol/core/ids.ts';
import { memberCard } from '#protocol/members/keys.ts';
import { limits } from '#protocol/core/limits.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import { entryCodec, signedEntry, type Entry } from '#protocol/roster/roster.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import { tuple } from '#protocol/core/tuple.ts';
import {
  deviceOf,
  draftEntry,
  invite,
  mintPerson,
  travel,
  visa,
  type Making,
  type Person,
} from '../../support/protocol/event.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { holdersOf } from '#protocol/roster/holders.ts';
import { lineOf } from '#protocol/roster/judge.ts';
import { verdictCodec, verdictMessage, type RosterLeaf } from '#protocol/roster/verdict.ts';
import { Book, last } from '../book.ts';
import { event, tess, tomas, vera, amal, bijan, busy, third, renewed, makeSigned } from '../frozen-world.ts';

export function rosterBook(): void {
  const book = new Book();
  const act = 'apply entry';
  event.entries.forEach(({ bytes, leaf, time }, at) => {
    const { operation } = entryCodec.parse(signedEntry.parse(bytes).entry);
    book.accept(act, { before: at, entry: bytes, leaf, now: time }, operation.type);
  });
  const count = event.entries.length;
  const leaf = event.leaves.length;
  const [o1, o2] = event.officers as [Person, Person, Person];
  const entry = (operation: Operation, signers?: readonly Person[], change?: Partial<Entry>, making?: Making) => ({
    before: count,
    leaf,
    now: event.now,
    entry: makeSigned(operation, signers, change, making),
  });
  const remove = { type: 'remove', member: amal.member } as const;
  book.accept(act, entry(remove, [o1]), 'one officer removes a participant');
  book.accept(act, entry({ ...remove, member: tess.member }, [o2]), 'one officer removes staff');
  book.reject(act, 'roster-quorum', entry(remove, []), 'nobody');
  book.reject(act, 'roster-right', entry(remove, [tess]), 'staff');
  book.reject(act, 'roster-right', entry(remove, [amal]), 'she herself');
  book.reject(act, 'roster-rule', entry({ ...remove, member: o2.member }, [o1]), 'an officer');
  book.reject(
    act,
    'roster-quorum',
    entry({ ...remove, member: vera.member }, [o1]),
    'the last of a team, by one officer',
  );
  book.accept(act, entry({ ...remove, member: vera.member }, [o1, o2]), 'the last of a team, by two');
  book.reject(act, 'roster-rule', entry({ ...remove, member: event.randomness.id<MemberId>() }, [o1]), 'a stranger');
  const leave = { type: 'desk-leave', desk: travel, member: tess.member } as const;
  book.accept(act, entry(leave, [tess]), 'she leaves');
  book.accept(act, entry(leave, [o1]), 'an officer takes her out');
  book.reject(act, 'roster-right', entry(leave, [tomas]), 'a colleague');
  book.reject(act, 'roster-rule', entry({ ...leave, desk: visa, member: vera.member }, [vera]), 'the last of a team');
  book.reject(
    act,
    'roster-quorum',
    entry({ ...leave, desk: visa, member: vera.member }, [o1]),
    'the last, by one officer',
  );
  book.accept(act, entry({ ...leave, desk: visa, member: vera.member }, [o1, o2]), 'the last, by two');
  book.reject(act, 'roster-rule', entry({ ...leave, desk: visa }, [tess]), 'another team');
  for (const desk of [officersDesk, membersDesk])
    book.reject(act, 'roster-rule', entry({ ...leave, desk, member: o1.member }, [o1]), 'not a team');
  const join = { type: 'desk-join', desk: visa, member: tess.member } as const;
  book.accept(act, entry(join), 'control');
  book.reject(act, 'roster-quorum', entry(join, [o1]), 'one officer');
  book.reject(act, 'roster-right', entry(join, [o1, tess]), 'signed by staff');
  book.reject(act, 'roster-right', entry(join, [o1, o1]), 'a signer twice');
  const named = draftEntry(event, join).place;
  if (named.type !== 'named') throw new Error('a join is named');
  const [subject] = named.subjects;
  const elsewhere = (change: Partial<typeof named>) => entry(join, undefined, { place: { ...named, ...change } });
  book.reject(act, 'roster-chain', elsewhere({ policy: event.rootfp }), 'another policy');
  book.reject(act, 'roster-chain', elsewhere({ subjects: [] }), 'no subject');
  book.reject(act, 'roster-chain', elsewhere({ subjects: [{ ...subject!, n: subject!.n + 1 }] }), 'a gap');
  book.reject(act, 'roster-chain', elsewhere({ subjects: [{ ...subject!, chain: event.rootfp }] }), 'another chain');
  book.reject(act, 'roster-chain', entry(join, undefined, { place: { type: 'free' } }), 'named by nothing');
  book.reject(act, 'roster-chain', entry(remove, [o1], { place: named }), 'a free one that names');
  const [counted] = event.entries.filter(({ bytes }) => typeOf(bytes) === 'desk-join');
  book.reject(act, 'roster-twice', { before: count, leaf, now: event.now, entry: counted!.bytes }, 'once more');
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
    now: event.now,
    entry: signedEntry.encode({
      card: undefined,
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
  book.reject(act, 'roster-rule', entry(invite(event, 'officer').operation), 'an officer is added');
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
  const epoch = {
    type: 'desk-epoch',
    desk: travel,
    epoch: 2,
    keyHash: event.randomness.bytes(32),
    holders: holdersOf(travel, members),
  } as const;
  book.accept(act, entry(epoch, [tess]), 'by a member of the desk');
  book.reject(act, 'roster-right', entry(epoch, [vera]), 'by another desk');
  book.reject(act, 'roster-right', entry(epoch, [o1, o2]), 'by officers');
  book.reject(act, 'roster-quorum', entry(epoch, []), 'by nobody');
  book.reject(act, 'roster-chain', entry({ ...epoch, epoch: 3 }, [tess]), 'a gap');
  book.reject(
    act,
    'roster-rule',
    entry({ ...epoch, holders: { type: 'listed', members: members.toReversed() } }, [tess]),
    'in another order',
  );
  book.reject(
    act,
    'roster-rule',
    entry({ ...epoch, holders: { type: 'listed', members: [tess.member] } }, [tess]),
    'without a member',
  );

  const officers = event.officers.map((each) => each.member).toSorted();
  const seeds = officers.map((officer) => ({ officer, wrapHash: event.randomness.bytes(32) }));
  const month = { type: 'month-key', month: '2031-04', number: 1, keyHash: event.randomness.bytes(32), seeds } as const;
  book.accept(act, entry(month), 'a month');
  book.accept(act, entry({ ...month, month: '2031-03', number: 2 }), 'another key of a month');
  book.reject(act, 'roster-rule', entry({ ...month, month: '2031-03' }), 'a number twice');
  book.reject(act, 'roster-rule', entry({ ...month, number: 2 }), 'a gap in the numbers');
  book.reject(act, 'roster-rule', entry({ ...month, month: '2031-02' }), 'the month before');
  book.reject(act, 'roster-rule', entry({ ...month, month: '2031-05' }), 'the month after the next');
  book.reject(act, 'malformed', entry({ ...month, month: '2031-13' }), 'no month');
  book.reject(act, 'roster-rule', entry({ ...month, seeds: seeds.slice(1) }), 'an officer without a seed');

  const again = mintPerson(event.randomness, 'participant', amal.member);
  const proofOf = (by: Person, cardOfHers: Person['card']) =>
    signDetached(by.keys.sign.secretKey, tuple('dd1/rekey-proof', event.rootfp, memberCard.encode(cardOfHers)));
  const renewal = { type: 'rekey', card: again.card, proof: proofOf(again, again.card), claim: undefined } as const;
  const renew = { ...renewal, cause: 'rotation' } as const;
  const byCard = { ...renewal, cause: 'card' } as const;
  const making = { device: deviceOf(again), card: amal };
  book.accept(act, entry(renew, [amal]), 'rotation: old hardware key touched');
  book.accept(act, entry(byCard, [amal], {}, making), 'card: new hardware key touched');
  book.reject(
    act,
    'assertion-credential',
    entry(renew, [amal], {}, { device: deviceOf(again) }),
    'rotation: a new key',
  );
  book.reject(act, 'assertion-credential', entry(byCard, [amal], {}, { card: amal }), 'card: an old key');
  book.reject(act, 'card-signature', entry(renew, [amal], {}, { card: amal }), 'rotation: a card beside it');
  book.reject(
    act,
    'card-signature',
    entry(byCard, [amal], {}, { device: deviceOf(again) }),
    'card: no signature of it',
  );
  book.reject(act, 'card-signature', entry(byCard, [amal], {}, { ...making, card: bijan }), 'another’s card');
  book.reject(act, 'card-signature', entry(byCard, [amal], {}, { ...making, card: again }), 'the card that she wants');
  const elsewhereSigned = signedEntry.parse(
    entry({ ...byCard, proof: proofOf(bijan, again.card) }, [], {}, making).entry,
  );
  const moved = { ...signedEntry.parse(entry(byCard, [amal], {}, making).entry), card: elsewhereSigned.card };
  book.reject(act, 'card-signature', { ...entry(byCard), entry: signedEntry.encode(moved) }, 'over another entry');
  book.reject(
    act,
    'roster-rule',
    entry({ ...byCard, claim: event.rootfp }, [amal], {}, making),
    'a claim that is not needed',
  );
  book.reject(act, 'roster-rule', entry({ ...renew, claim: event.rootfp }, [amal]), 'rotation: a claim');
  book.reject(act, 'roster-right', entry(renew, [bijan]), 'by another');
  book.reject(
    act,
    'assertion-credential',
    entry(renew, [amal], {}, { device: deviceOf(bijan) }),
    'a foreign key touched',
  );
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
    'roster-rule',
    entry(
      { ...byCard, card: tessAgain.card, proof: proofOf(tessAgain, tessAgain.card) },
      [tess],
      {},
      {
        device: deviceOf(tessAgain),
        card: tess,
      },
    ),
    'staff by the card, without a claim',
  );
  const old = rekeyedSigner();
  book.reject(act, 'roster-signature', old, 'the key that a rekey ended');
  ownEntries();
  judgements(fresh);
  book.write('roster');

  function typeOf(bytes: Uint8Array) {
    return entryCodec.parse(signedEntry.parse(bytes).entry).operation.type;
  }

  /** The fifth within a day, counted from the entry's own time; and one that is older than the last. */
  function ownEntries() {
    const dayMs = 24 * 3600 * 1000;
    const times = event.entries.flatMap(({ bytes }) => {
      const { operation, time } = entryCodec.parse(signedEntry.parse(bytes).entry);
      return operation.type === 'rekey' && operation.card.member === busy.member ? [time] : [];
    });
    const next = mintPerson(event.randomness, 'participant', busy.member);
    const fifth = (time: number) => {
      const proof = proofOf(next, next.card);
      const operation = { type: 'rekey', card: next.card, proof, cause: 'card', claim: undefined } as const;
      const beside = { device: deviceOf(next), card: busy };
      return { ...entry(operation, [busy], { time, expires: time + 1 }, beside), now: time };
    };
    book.reject(act, 'roster-often', fifth(times.at(-1)!), 'at once');
    book.reject(act, 'roster-often', fifth(times[0]! + dayMs - 1), 'a day after the first, but for a millisecond');
    book.accept(act, fifth(times[0]! + dayMs), 'a day after the first');
    book.reject(act, 'roster-expired', fifth(times.at(-1)! - 1), 'before her last');
  }

  /** Good and void, each with the line that the witness signs. */
  function judgements(add: Operation) {
    const good = entry(join).entry;
    const bytes = encodeLeaf(rosterLeaf(good));
    const base = { before: count, leaf, bytes, body: good, time: event.now };
    const junk = event.randomness.bytes(90);
    book.accept('judge leaf', base, 'good');
    book.accept('judge leaf', { ...base, time: event.now + entryAgeMsMax }, 'late: void');
    book.accept('judge leaf', { ...base, body: undefined }, 'no entry: void');
    book.accept('judge leaf', { ...base, body: junk }, 'another entry: void');
    book.accept('judge leaf', { ...base, body: junk, bytes: encodeLeaf(rosterLeaf(junk)) }, 'no entry at all: void');
    const line = (arrived: RosterLeaf, code: string, time: number) => {
      const said = verdictCodec.encode(lineOf(event.roster, arrived, time, code));
      const signature = signDetached(event.witness.cosign.secretKey, verdictMessage(said));
      const odd = arrived.body === undefined ? arrived.bytes : undefined;
      return { before: count, leaf, body: arrived.body, odd, code, time, signature };
    };
    const arrived = { leaf, bytes, body: good };
    const missing = { ...arrived, body: undefined };
    const late = event.now + entryAgeMsMax;
    const take = 'follow verdict';
    book.accept(take, line(arrived, '', event.now), 'good');
    book.accept(take, line(arrived, 'roster-expired', late), 'void');
    book.accept(take, line(missing, 'entry-missing', event.now), 'void without an entry');
    book.reject(take, 'verdict-false', line(arrived, 'roster-expired', event.now), 'a good one called void');
    book.reject(take, 'verdict-false', line(arrived, 'roster-right', late), 'another reason');
    book.reject(take, 'verdict-false', line(arrived, '', late), 'a void called good');
    book.reject(take, 'verdict-false', line(missing, '', event.now), 'nothing called good');
    book.reject(take, 'verdict-false', line(arrived, 'entry-missing', event.now), 'there, and called missing');
    book.reject(take, 'verdict-false', line(arrived, '', event.now - 120_000), 'before the one before');
    const { signature } = line(arrived, '', event.now);
    book.reject(take, 'head-signature', { ...line(arrived, 'roster-expired', late), signature }, 'another line’s');
    book.reject(take, 'head-signature', { ...line(arrived, '', event.now), time: event.now + 1 }, 'another time');
    book.reject(take, 'leaf-missing', { ...line(missing, 'entry-missing', event.now), odd: undefined });
    book.reject(take, 'roster-chain', { ...line(arrived, '', event.now), leaf: event.roster.leaf }, 'a leaf again');
    const adding = entry(add, [o1]).entry;
    const withNeeds = { leaf, bytes: encodeLeaf(rosterLeaf(adding)), body: adding };
    book.accept(take, line(withNeeds, 'needs-missing', event.now), 'good, but for what the witness was not given');
    book.reject(take, 'verdict-false', line(withNeeds, 'needs-missing', late), 'needs are missing, and it is late');
    book.reject(take, 'verdict-false', line(arrived, 'needs-missing', event.now), 'an entry that needs nothing');
  }

  function rekeyedSigner() {
    const next = mintPerson(event.randomness, 'participant', renewed.member);
    return entry(
      { type: 'rekey', card: next.card, proof: proofOf(next, next.card), cause: 'rotation', claim: undefined },
      [third.person],
    );
  }
}
