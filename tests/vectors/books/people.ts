/** The frozen cases of §3: who is in, whose keys count, who is frozen. Called by make.ts alone. */
import { membersDesk, officersDesk, type DeskId, type MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { holdersOf } from '#protocol/roster/holders.ts';
import { keyHolders } from '#protocol/roster/roster-state.ts';
import { acknowledge, deviceOf, invite, travel, visa, type Person } from '../../support/protocol/event.ts';
import { endorse } from '../../support/protocol/operations.ts';
import { frozenLeaf } from '../../support/protocol/renewal.ts';
import { Book, last } from '../book.ts';
import { amal, bijan, event, renewed, tess, tomas, vera } from '../frozen-world.ts';
import { hourMs, Scene } from './scene.ts';
import { eventCases } from './people-event.ts';

const ids = (scene: Scene, count: number) =>
  Array.from({ length: count }, () => ({
    member: scene.event.randomness.id<MemberId>(),
    inbox: scene.event.randomness.bytes(32),
  })).toSorted((a, b) => (a.member < b.member ? -1 : 1));

export function peopleBook(): void {
  const book = new Book();
  reserved(new Scene(book));
  again(new Scene(book));
  credentials(new Scene(book));
  claims(new Scene(book));
  releases(new Scene(book));
  ofOfficers(new Scene(book));
  frozen(new Scene(book));
  freezing(new Scene(book));
  lifting(new Scene(book));
  officers(new Scene(book));
  eventCases(book);
  book.write('people');
}

function reserved(scene: Scene): void {
  const [o1, o2, o3] = scene.officers;
  const op = (list: ReturnType<typeof ids>) => ({ type: 'reserve', ids: list }) as const;
  const two = ids(scene, 2);
  scene.good(op(two), [o1], 'two ids, by one officer');
  scene.bad('roster-right', op(two), [tess], 'by staff');
  scene.bad('roster-rule', op([]), [o1], 'nobody');
  scene.bad('roster-rule', op(two.toReversed()), [o1], 'ids that fall');
  scene.bad('roster-rule', op([two[0]!, two[0]!]), [o1], 'an id twice');
  scene.bad('roster-rule', op([{ ...two[0]!, member: amal.member }]), [o1], 'an id that has a card');
  scene.does(op(two), [o1]);
  scene.bad('roster-rule', op(two), [o1], 'reserved before');
  const id = two[0]!.member;

  const destroy = { type: 'destroy', member: id } as const;
  scene.good(destroy, [o1], 'what desks wrote for a reserved id, by one officer');
  scene.bad('roster-right', destroy, [tess], 'of a reserved id, by staff');
  const adopt = { type: 'adopt', member: id, wrapHash: event.rootfp, lists: [] } as const;
  scene.bad('roster-rule', adopt, [o1], 'an id that has no card yet');
  const gone = scene.fork();
  const remove = { type: 'remove', member: id } as const;
  gone.good(remove, [o1], 'a reservation ends, by one officer');
  gone.does(remove, [o1]);
  gone.bad('roster-rule', remove, [o1], 'a withdrawn id');
  gone.bad('roster-rule', destroy, [o1], 'of a withdrawn id');
  const back = invite(gone.event, 'participant', id).operation;
  const byThird = { ...back, ...endorse(o3, event.rootfp, back) };
  gone.bad('roster-quorum', byThird, [o1], 'a withdrawn id, by one officer');
  gone.good(byThird, [o1, o2], 'a withdrawn id, by two');

  const add = invite(scene.event, 'participant', id).operation;
  scene.bad('roster-right', add, [o1], 'a reserved id, endorsed by the signer');
  scene.good(add, [o2], 'a reserved id, endorsed by another');
  scene.does(add, [o2]);
  const lists = [travel, visa].map((desk) => ({ desk, hash: event.rootfp }));
  const full = { ...adopt, lists } as const;
  scene.good(full, [o1], 'with two lists');
  scene.bad('roster-right', full, [tess], 'by staff');
  scene.bad('roster-rule', { ...full, lists: lists.toReversed() }, [o1], 'desks that fall');
  scene.bad(
    'roster-rule',
    { ...full, lists: [{ desk: membersDesk, hash: event.rootfp }] },
    [o1],
    'no desk of the policy',
  );
  scene.bad('roster-rule', { ...full, member: amal.member }, [o1], 'an id that was not reserved');
  scene.does(full, [o1]);
  scene.good({ ...full, wrapHash: event.roster.head }, [o2], 'once more: the newest counts');
  scene.bad('roster-right', { type: 'destroy', member: id }, [o1], 'of somebody with a card, by an officer');
  scene.good({ type: 'destroy', member: amal.member }, [amal], 'her own');
  scene.bad('roster-right', { type: 'destroy', member: amal.member }, [amal, o1], 'her own, beside an officer');
  const leaving = { type: 'desk-leave', desk: travel, member: tomas.member } as const;
  scene.good(leaving, [tomas], 'a team, by herself');
  scene.good(leaving, [tomas, o1], 'a team, by herself and an officer');
  const nowhere = { ...leaving, desk: 'nowhere' as DeskId };
  scene.bad('roster-right', nowhere, [tess], 'of a team that is none, by a colleague');
  scene.bad('roster-rule', nowhere, [o1], 'of a team that is none, by an officer');
  const ended = scene.fork();
  ended.does({ type: 'remove', member: amal.member }, [o1]);
  ended.bad(
    'roster-rule',
    { type: 'destroy', member: amal.member },
    [o1],
    'of an id whose card has ended, by an officer',
  );
  scene.bad('roster-rule', { type: 'remove', member: scene.event.randomness.id() }, [o1], 'an id that nobody named');

  const many = scene.fork();
  many.does(op(ids(many, limits.reservedPerEntry)), [o1]);
  many.good(op(ids(many, limits.reservedPerEntry - 3)), [o1], 'the thousandth unused id, by one officer');
  many.does(op(ids(many, limits.reservedPerEntry - 3)), [o1]);
  many.bad('roster-quorum', op(ids(many, 1)), [o1], 'one more, by one officer');
  many.good(op(ids(many, 1)), [o1, o2], 'one more, by two');
}

/** Somebody who was in before. */
function again(scene: Scene): void {
  const [o1, o2, o3] = scene.officers;
  const remove = { type: 'remove', member: amal.member } as const;
  const drawer = scene.held(remove, [o1]);
  scene.later(1).does(remove, [o2]);
  const invited = invite(scene.event, 'participant', amal.member);
  const { operation } = invited;
  const byThird = { ...operation, ...endorse(o3, event.rootfp, operation) };
  scene.bad('roster-quorum', byThird, [o1], 'an id that had a card, by one officer');
  scene.bad('roster-right', operation, [o1, o2], 'an id that had a card, endorsed by a signer');
  scene.good(byThird, [o1, o2], 'an id that had a card');
  const oldKey = { ...byThird, card: { ...byThird.card, signKey: amal.card.signKey } };
  scene.bad('roster-rule', oldKey, [o1, o2], 'with the signing key that she had');
  scene.does(byThird, [o1, o2]);
  drawer.bad(scene, 'roster-expired', 'a removal from before she came back');
}

function credentials(scene: Scene): void {
  const [o1, o2, o3] = scene.officers;
  const [first, second] = amal.card.credentials as [Person['card']['credentials'][0], Person['card']['credentials'][0]];
  const op = (member: MemberId, list: Person['card']['credentials'], cardKeyHash?: Uint8Array) =>
    ({ type: 'credential', member, credentials: list, cardKeyHash }) as const;
  scene.good(op(amal.member, [first]), [amal], 'she takes a key out');
  scene.good(op(amal.member, [second, first]), [amal], 'in another order, by herself');
  const extra = scene.renewal(amal).fresh;
  scene.good(op(amal.member, [first, second, ...extra.card.credentials]), [amal], 'she adds two');
  scene.good(op(amal.member, amal.card.credentials, extra.card.cardKeyHash), [amal], 'a new recovery card');
  scene.bad('roster-rule', op(amal.member, []), [amal], 'no key at all');
  scene.bad('roster-rule', op(amal.member, amal.card.credentials), [amal], 'nothing changes');
  scene.bad('roster-rule', op(amal.member, [first, first]), [amal], 'a key twice');
  scene.bad('roster-rule', op(amal.member, [...bijan.card.credentials]), [amal], "another's key");
  scene.bad(
    'assertion-backup',
    op(amal.member, [{ ...first, backupEligible: true }]),
    [amal],
    'a key that can be copied',
  );
  const fresh = { device: deviceOf(extra) };
  scene.bad(
    'assertion-credential',
    op(amal.member, extra.card.credentials),
    [amal],
    'touched by a key that comes',
    fresh,
  );
  scene.good(op(tess.member, tess.card.credentials.slice(1)), [o1, o2], 'two officers take a key out');
  scene.bad('roster-quorum', op(tess.member, tess.card.credentials.slice(1)), [o1], 'one officer');
  scene.bad('roster-right', op(tess.member, tess.card.credentials.slice(1)), [tess, o1], 'she and an officer');
  scene.bad('roster-rule', op(tess.member, tess.card.credentials.toReversed()), [o1, o2], 'others: another order');
  scene.bad('roster-rule', op(tess.member, tess.card.credentials), [o1, o2], 'others: no key is taken out');
  scene.bad('roster-rule', op(tess.member, extra.card.credentials.slice(1)), [o1, o2], 'others: a new key');
  scene.bad(
    'roster-rule',
    op(tess.member, tess.card.credentials.slice(1), event.rootfp),
    [o1, o2],
    'others: a new card',
  );
  scene.bad('roster-right', op(o1.member, o1.card.credentials.slice(1)), [o2, bijan], 'by a participant');
  scene.good(op(o1.member, o1.card.credentials.slice(1)), [o2, o3], "an officer's key, by two others");
  const { claim, making } = scene.renewal(tess);
  scene.does(claim, [tess], making);
  const named = { ...op(amal.member, [first, claim.card.credentials[0]!]) };
  scene.bad('roster-rule', named, [amal], "a key that another's open claim names");
  scene.does(op(tess.member, tess.card.credentials.slice(1)), [o1, o2]);
  scene.bad('roster-rule', { type: 'claim-stop', member: tess.member }, [o1], 'it has ended the claim');
}

function claims(scene: Scene): void {
  const [o1, o2, o3] = scene.officers;
  const { fresh, claim, making } = scene.renewal(tess);
  scene.good(claim, [tess], 'staff', making);
  scene.bad('roster-quorum', claim, [], 'by nobody', making);
  scene.bad('roster-right', claim, [o1], 'by an officer', making);
  scene.bad('card-signature', claim, [tess], 'without the card', { device: deviceOf(fresh) });
  scene.bad('card-signature', claim, [tess], 'with the card that she wants', { ...making, card: fresh });
  scene.bad('assertion-credential', claim, [tess], 'an old key touched', { card: tess });
  scene.bad('roster-rule', { ...claim, card: { ...claim.card, role: 'officer' } }, [tess], 'another role', making);
  scene.bad('roster-signature', { ...claim, proof: last(claim.proof) }, [tess], 'another proof', making);
  const squat = scene.renewal(tess, { credentials: bijan.card.credentials });
  scene.bad('roster-rule', squat.claim, [tess], "another's key", { device: deviceOf(bijan), card: tess });
  const hash = scene.does(claim, [tess], making);
  const next = scene.renewal(tess);
  const pause = { note: 'within the hour', making: next.making };
  scene.bad('roster-often', next.claim, [tess], pause.note, pause.making);
  const hour = scene.fork().later(limits.claimPauseMsMin - 60_000);
  hour.good(next.claim, [tess], 'after an hour', next.making);
  hour.later(-1).bad('roster-often', next.claim, [tess], 'a millisecond less', next.making);

  const puppet = invite(scene.event, 'participant').operation;
  const squatted = { ...puppet, card: { ...puppet.card, credentials: claim.card.credentials } };
  scene.bad('roster-rule', squatted, [o1], 'somebody is added with a key that a claim names');
  scene.bad(
    'roster-rule',
    { ...puppet, card: { ...puppet.card, signKey: claim.card.signKey } },
    [o1],
    'with its signing key',
  );

  const stop = { type: 'claim-stop', member: tess.member } as const;
  scene.good(stop, [o1], 'by one officer');
  scene.good(stop, [tess], 'by herself, with a listed key');
  scene.bad('roster-right', stop, [vera], 'by other staff');
  scene.bad('roster-right', stop, [o1, amal], 'by a participant');
  scene.bad('roster-rule', { ...stop, member: vera.member }, [o1], 'no claim');
  const frozenOfficer = scene.fork();
  frozenOfficer.does({ type: 'freeze', member: o1.member, until: scene.event.now + hourMs, asked: false }, [o2]);
  frozenOfficer.good(stop, [o1], 'by an officer who is frozen');
  const old = scene.fork().later(limits.claimAgeMsMax - 60_000);
  old.good(stop, [o1], 'fourteen days old');
  old.later(1).bad('roster-rule', stop, [o1], 'older');
  const stopped = scene.fork();
  stopped.does(stop, [o1]);
  stopped.bad('roster-rule', stop, [o2], 'ended');
  stopped.bad('roster-often', next.claim, [tess], 'within an hour of its end', next.making);
  const release = {
    type: 'release',
    member: tess.member,
    claim: hash,
    compared: 'voice',
    acknowledged: undefined,
  } as const;
  stopped.bad('roster-rule', release, [o2], 'of a claim that ended');

  scene.good(release, [o1], 'by one');
  scene.good(release, [o1, o2], 'by two at once');
  scene.bad('roster-right', release, [tess], 'by herself');
  scene.bad('roster-rule', { ...release, claim: event.rootfp }, [o1], 'another claim');
  const late = scene.fork().later(limits.claimAgeMsMax - 60_000 + 1);
  late.bad('roster-rule', release, [o1], 'after fourteen days');
  const cold = scene.fork();
  cold.does({ type: 'freeze', member: o1.member, until: cold.event.now + hourMs, asked: false }, [o2]);
  cold.bad('roster-right', release, [o1], 'by an officer who is frozen');

  const seen = acknowledge(scene.event, o3);
  scene.good({ ...release, acknowledged: seen }, [o1], 'seen by another');
  scene.bad('roster-rule', { ...release, acknowledged: seen }, [o3], 'seen by the signer');
  scene.bad('roster-right', { ...release, acknowledged: acknowledge(scene.event, vera) }, [o1], 'seen by staff');
  const before = acknowledge(scene.event, o3, { size: scene.event.leaves.length - 1 });
  scene.bad('roster-rule', { ...release, acknowledged: before }, [o1], 'seen before the claim');
  const elsewhere = acknowledge(scene.event, o3, { rosterHead: scene.event.randomness.bytes(32) });
  scene.bad('roster-chain', { ...release, acknowledged: elsewhere }, [o1], 'seen in another roster');
  scene.bad(
    'root-mismatch',
    { ...release, acknowledged: acknowledge(scene.event, o3, { rootfp: hash }) },
    [o1],
    'in another event',
  );
  const altered = { ...seen, time: seen.time + 1 };
  scene.bad('assertion-challenge', { ...release, acknowledged: altered }, [o1], 'altered after the touch');
  scene.does(release, [o1]);
  scene.bad('roster-rule', release, [o1], 'by the same officer again');
}

/** The rekey that a claim leads to. */
function releases(scene: Scene): void {
  const [o1, o2, o3] = scene.officers;
  const { claim, rekey, making } = scene.renewal(tess);
  const hash = scene.does(claim, [tess], making);
  const released = { ...rekey, claim: hash };
  const release = {
    type: 'release',
    member: tess.member,
    claim: hash,
    compared: 'in-person',
    acknowledged: undefined,
  } as const;
  scene.bad('roster-rule', released, [tess], 'not released', making);

  const two = scene.fork();
  two.does(release, [o1]);
  two.does(release, [o2]);
  two.good(released, [tess], 'released by two: at once', making);
  two.bad('roster-rule', rekey, [tess], 'without the claim', making);
  two.bad('roster-rule', { ...released, claim: event.rootfp }, [tess], 'another claim', making);
  const other = scene.renewal(tess);
  two.bad('roster-rule', { ...other.rekey, claim: hash }, [tess], 'another card', other.making);
  two.later(-120_000).later(limits.claimAgeMsMax - 60_000);
  two.good(released, [tess], 'fourteen days old', making);
  two.later(1).bad('roster-rule', released, [tess], 'older', making);

  const one = scene.fork();
  one.does(release, [o1]);
  one
    .later((30 * 24 * hourMs) / 10)
    .bad('roster-rule', released, [tess], 'one release of staff, whatever the wait', making);
  const past = scene.fork();
  past.does({ ...release, acknowledged: acknowledge(past.event, o3) }, [o1]);
  past.later(limits.releaseSeenMsMin - 60_000);
  past.good(released, [tess], 'one release that another saw, after a day', making);
  past.later(-1).bad('roster-rule', released, [tess], 'a millisecond less', making);
  const frozenOne = scene.fork();
  frozenOne.does(release, [o1]);
  frozenOne.does(release, [o2]);
  frozenOne.does({ type: 'freeze', member: o2.member, until: frozenOne.event.now + hourMs, asked: false }, [o3]);
  frozenOne.bad('roster-rule', released, [tess], 'one of the two is frozen', making);
  const rotation = scene.renewal(tess).rekey;
  scene.bad('roster-rule', { ...rotation, cause: 'rotation', claim: hash }, [tess], 'rotation names no claim');
  scene.good({ ...rotation, cause: 'rotation' }, [tess], 'staff rotates with a listed key');

  const ended = scene.fork();
  ended.does(release, [o1]);
  ended.does(release, [o2]);
  ended.does({ ...scene.renewal(tess).rekey, cause: 'rotation' }, [tess]);
  ended.bad('roster-signature', released, [tess], 'the keys have changed since', making);

  const cold = scene.fork();
  cold.does({ type: 'freeze', member: amal.member, until: cold.event.now + hourMs, asked: false }, [o1]);
  const hers = cold.renewal(amal);
  cold.bad('roster-rule', hers.rekey, [amal], 'a participant who is frozen, without a claim', hers.making);
  const her = cold.does(hers.claim, [amal], hers.making);
  cold.does({ ...release, member: amal.member, claim: her }, [o1, o2]);
  cold.good({ ...hers.rekey, claim: her }, [amal], 'a participant who is frozen, released by two', hers.making);
  cold.bad('roster-right', { ...cold.renewal(amal).rekey, cause: 'rotation' }, [amal], 'frozen, by rotation');
  cold.does({ type: 'unfreeze', member: amal.member, freeze: frozenLeaf(cold.event, amal.member) }, [o1, o2]);
  cold.bad('roster-rule', { ...hers.rekey, claim: her }, [amal], 'lifted since: a claim is not needed', hers.making);
  cold.good(hers.rekey, [amal], 'lifted since', hers.making);
}

function ofOfficers(scene: Scene): void {
  const [o1, o2, o3] = scene.officers;
  const { claim, rekey, making } = scene.renewal(o1);
  const hash = scene.does(claim, [o1], making);
  const released = { ...rekey, claim: hash };
  const release = {
    type: 'release',
    member: o1.member,
    claim: hash,
    compared: 'voice',
    acknowledged: undefined,
  } as const;
  const seen = scene.fork();
  seen.does({ ...release, acknowledged: acknowledge(seen.event, o3) }, [o2]);
  seen
    .later(3 * 24 * hourMs)
    .bad('roster-rule', released, [o1], 'an officer by one of two others, whatever the wait', making);
  const two = scene.fork();
  two.does(release, [o2, o3]);
  two.good(released, [o1], 'an officer by two others', making);
  // Frozen others are others: else whoever freezes a colleague needs one less.
  const cold = scene.fork();
  cold.does({ type: 'freeze', member: o3.member, until: cold.event.now + 72 * hourMs, asked: false }, [o2]);
  cold.does(release, [o2]);
  cold.later(limits.releaseAloneMsMin).bad('roster-rule', released, [o1], 'the other one is frozen, not gone', making);
  const left = scene.fork();
  left.does({ type: 'officer-change', member: o3.member, in: false }, [o1, o2]);
  left.does(release, [o2]);
  left.later(limits.releaseAloneMsMin - 60_000);
  left.good(released, [o1], 'only one other officer is left, after three days', making);
  left.later(-1).bad('roster-rule', released, [o1], 'a millisecond less', making);
}

/** What somebody who is frozen may not sign. */
function frozen(scene: Scene): void {
  const [o1, o2, o3] = scene.officers;
  const until = scene.event.now + 72 * hourMs;
  scene.does({ type: 'freeze', member: o1.member, until, asked: false }, [o2]);
  scene.does({ type: 'freeze', member: tess.member, until, asked: false }, [o2]);
  scene.does({ type: 'freeze', member: amal.member, until, asked: false }, [o2]);
  scene.bad('roster-right', invite(scene.event, 'participant').operation, [o1], 'add, by a frozen officer');
  const invited = invite(scene.event, 'participant').operation;
  scene.bad('roster-right', invited, [o2], 'endorsed by a frozen officer');
  scene.bad(
    'roster-right',
    { type: 'freeze', member: o2.member, until, asked: false },
    [o1],
    'freeze, by a frozen officer',
  );
  scene.bad('roster-right', { type: 'desk-leave', desk: travel, member: tomas.member }, [o1], 'desk-leave, by her');
  scene.bad('roster-right', { type: 'desk-leave', desk: travel, member: tess.member }, [tess], 'her own leaving');
  scene.bad('roster-right', { type: 'destroy', member: amal.member }, [amal], 'destroy, while she is frozen');
  const credential = {
    type: 'credential',
    member: amal.member,
    credentials: amal.card.credentials.slice(1),
    cardKeyHash: undefined,
  } as const;
  scene.bad('roster-right', credential, [amal], 'her own credential');
  scene.good(credential, [o2, o3], 'her credential, by two officers');
  const epoch = (members: readonly MemberId[]) =>
    ({
      type: 'desk-epoch',
      desk: travel,
      epoch: 2,
      keyHash: event.rootfp,
      holders: holdersOf(travel, members),
    }) as const;
  scene.bad('roster-right', epoch([tomas.member]), [tess], "a desk's key, by a frozen member");
  scene.good(epoch([tomas.member]), [tomas], "a desk's key, without her");
  scene.bad('roster-rule', epoch([tess.member, tomas.member].toSorted()), [tomas], "a desk's key, for her as well");
  scene.bad(
    'roster-rule',
    { type: 'desk-join', desk: visa, member: tess.member },
    [o2, o3],
    'into a desk, while frozen',
  );
  const seeds = keyHolders(scene.event.roster, officersDesk).map((officer) => ({ officer, wrapHash: event.rootfp }));
  const month = { type: 'month-key', month: '2031-03', number: 2, keyHash: event.rootfp, seeds } as const;
  scene.good(month, [o2, o3], 'a month without her');
  scene.bad(
    'roster-rule',
    { ...month, seeds: [...seeds, { officer: o1.member, wrapHash: event.rootfp }] },
    [o2, o3],
    'with her',
  );
  // A freeze is no weapon: she counts as one of two against an officer.
  const out = { type: 'officer-change', member: o2.member, in: false } as const;
  scene.good(out, [o1, o3], 'officer-change, a frozen officer is one of two');
  scene.bad('roster-quorum', out, [o1], 'officer-change, alone');
  const remove = { type: 'remove', member: bijan.member } as const;
  scene.bad('roster-quorum', remove, [o1], 'remove, alone');
  scene.good(remove, [o1, o3], 'remove, with another');
  const both = new Scene(scene.book);
  both.does({ type: 'officer-change', member: vera.member, in: true }, [o1, o2]);
  both.does({ type: 'freeze', member: o1.member, until, asked: false }, [o3]);
  both.does({ type: 'freeze', member: o2.member, until, asked: false }, [vera]);
  both.bad('roster-quorum', remove, [o1, o2], 'remove, by two who are frozen');
  both.bad('roster-quorum', { ...out, member: o3.member }, [o1, o2], 'officer-change, by two who are frozen');
  both.good({ ...out, member: o3.member }, [o1, o2, vera], 'officer-change, by two who are frozen and one who is not');
}

function freezing(scene: Scene): void {
  const [o1, o2, o3] = scene.officers;
  const op = (member: MemberId, until?: number, asked = false) => ({ type: 'freeze', member, until, asked }) as const;
  const { now } = scene.event;
  scene.good(op(amal.member, now + limits.freezeMsMax), [o1], 'for three days');
  scene.good(op(amal.member), [o1, o2], 'without end, by two');
  scene.bad('roster-quorum', op(amal.member), [o1], 'without end, by one');
  scene.bad('not-yet', op(amal.member, undefined, true), [o1, o2], 'that she asked for');
  scene.bad('roster-right', op(o1.member, now + 1), [o1], 'herself');
  scene.bad('roster-right', op(amal.member, now + 1), [tess], 'by staff');
  scene.bad('roster-rule', op(scene.event.randomness.id(), now + 1), [o1], 'nobody');
  scene.bad('roster-rule', op(amal.member, now), [o1], 'at once over');
  scene.bad('roster-rule', op(amal.member, now + limits.freezeMsMax + 1), [o1], 'longer');
  const short = scene.held(op(amal.member, now + hourMs), [o1]);
  const late = scene.fork().later(hourMs);
  short.bad(late, 'roster-rule', 'over at its leaf');
  short.good(late.later(-1), 'over a millisecond after its leaf');
  scene.good(op(o2.member, now + hourMs), [o1], 'an officer');
  const people = [tess, tomas, vera, amal, bijan];
  const full = scene.fork();
  for (const { member } of people.slice(0, limits.freezesPerOfficer - 1))
    full.does(op(member, now + 72 * hourMs), [o1]);
  full.good(op(bijan.member, now + 72 * hourMs), [o1], 'her fifth');
  full.does(op(bijan.member, now + 72 * hourMs), [o1]);
  full.bad('roster-quorum', op(renewed.member, now + 72 * hourMs), [o1], 'her sixth');
  full.good(op(renewed.member, now + 72 * hourMs), [o2], 'another officer’s first');
  full.good(op(renewed.member, now + 72 * hourMs), [o1, o2], 'with a second signer');
  full.does({ type: 'unfreeze', member: bijan.member, freeze: frozenLeaf(full.event, bijan.member) }, [o2, o3]);
  full.good(op(renewed.member, now + 72 * hourMs), [o1], 'one of the five has ended');
  const taken = scene.fork();
  taken.does(op(o2.member, now + 72 * hourMs), [o1]);
  taken.bad('roster-quorum', op(o3.member, now + 72 * hourMs), [o1], 'a second officer');
  taken.bad('roster-rule', op(o2.member, now + hourMs), [o3], 'frozen already');
  taken.bad('roster-right', op(o1.member, now + hourMs), [o2], 'by whom she has frozen');
  taken.good(op(o2.member), [o1, o3], 'one without end takes its place');
  taken.does(op(o2.member), [o1, o3]);
  taken.bad('roster-rule', op(o2.member), [o1, o3], 'without end already');
  taken.good({ type: 'remove', member: amal.member }, [o1], 'whoever froze may act');
}

function lifting(scene: Scene): void {
  const [o1, o2, o3] = scene.officers;
  const until = scene.event.now + hourMs;
  const op = { type: 'freeze', member: tess.member, until, asked: false } as const;
  const drawer = scene.held(op, [o3]);
  const leaving = scene.held({ type: 'desk-leave', desk: travel, member: tess.member }, [o3]);
  scene.later(1).does(op, [o1]);
  const lift = { type: 'unfreeze', member: tess.member, freeze: frozenLeaf(scene.event, tess.member) } as const;
  scene.good(lift, [o1, o2], 'by two');
  scene.bad('roster-quorum', lift, [o1], 'by one');
  scene.bad('roster-rule', { ...lift, freeze: lift.freeze - 1 }, [o1, o2], 'another freeze');
  scene.bad('roster-rule', { ...lift, member: vera.member }, [o1, o2], 'not frozen');
  const lapse = { type: 'lapse', member: tess.member } as const;
  const over = scene.fork();
  over.event.now = until;
  over.bad('roster-rule', lapse, [], 'at its last millisecond');
  over.later(1).good(lapse, [], 'over');
  over.bad('roster-right', lapse, [o1], 'signed by somebody');
  over.does(lapse, []);
  over.bad('roster-rule', lapse, [], 'not frozen any more');
  const anew = { ...op, until: over.event.now + hourMs };
  over.bad('roster-quorum', anew, [o1], 'the same officer freezes her again, alone');
  over.good(anew, [o1, o2], 'with a second signer');
  over.good(anew, [o3], 'another officer');
  const held = scene.fork();
  held.does(lift, [o1, o2]);
  held.bad('roster-quorum', op, [o1], 'the same officer freezes her again, after two lifted it');
  drawer.bad(held, 'roster-expired', 'a freeze from before it was lifted');
  leaving.bad(held, 'roster-expired', 'a desk-leave from before it was lifted');
  held.does({ type: 'remove', member: tess.member }, [o1]);
  const back = invite(held.event, 'staff', tess.member).operation;
  held.does({ ...back, ...endorse(o3, event.rootfp, back) }, [o1, o2]);
  held.bad('roster-quorum', { ...op, until: held.event.now + hourMs }, [o1], 'removed and back: it stays so');
  const endless = scene.fork();
  endless.does({ ...op, until: undefined }, [o1, o2]);
  endless.later(2 * hourMs).bad('roster-rule', lapse, [], 'without end');
  endless.bad('roster-rule', lift, [o1, o2], 'the freeze that it took the place of');
  endless.does({ type: 'unfreeze', member: tess.member, freeze: frozenLeaf(endless.event, tess.member) }, [o2, o3]);
  endless.good({ ...op, until: endless.event.now + hourMs }, [o1], 'not spent: it did not end by itself');

  const ofOfficer = scene.fork();
  ofOfficer.does({ ...op, member: o1.member }, [o2]);
  const liftOfficer = { type: 'unfreeze', member: o1.member, freeze: frozenLeaf(ofOfficer.event, o1.member) } as const;
  ofOfficer.bad('roster-quorum', liftOfficer, [o3], 'an officer, by one of two others');
  ofOfficer.bad('roster-right', liftOfficer, [o1, o3], 'an officer, by herself and another');
  ofOfficer.good(liftOfficer, [o2, o3], 'an officer, by both others');
  const left = ofOfficer.fork();
  left.does({ type: 'officer-change', member: o2.member, in: false }, [o1, o3]);
  left.good(liftOfficer, [o3], 'an officer, by the only other who is left');
}

function officers(scene: Scene): void {
  const [o1, o2, o3] = scene.officers;
  const come = { type: 'officer-change', member: tess.member, in: true } as const;
  const go = { type: 'officer-change', member: o3.member, in: false } as const;
  scene.good(come, [o1, o2], 'staff becomes an officer');
  scene.bad('roster-quorum', come, [o1], 'by one');
  scene.bad('roster-right', come, [o1, tess], 'by herself');
  scene.bad('roster-rule', { ...come, member: amal.member }, [o1, o2], 'a participant');
  scene.bad('roster-rule', { ...come, member: o3.member }, [o1, o2], 'an officer already');
  const named = scene.held(come, [o1, o2]);
  const changed = scene.fork();
  changed.does({ ...scene.renewal(tess).rekey, cause: 'rotation' }, [tess]);
  named.bad(changed, 'roster-chain', 'her keys have changed since');
  const cold = scene.fork();
  cold.does({ type: 'freeze', member: tess.member, until: cold.event.now + hourMs, asked: false }, [o3]);
  cold.bad('roster-rule', come, [o1, o2], 'frozen');
  scene.good(go, [o1, o2], 'an officer goes');
  scene.bad('roster-quorum', go, [o1], 'by one');
  scene.bad('roster-right', go, [o1, o3], 'by herself and another');
  scene.bad('roster-rule', { ...go, member: tess.member }, [o1, o2], 'not an officer');
  const two = scene.fork();
  two.does(go, [o1, o2]);
  two.bad('roster-quorum', { ...go, member: o2.member }, [o1], 'of two, by one: never fewer than the quorum');
  const one = scene.fork();
  one.does(come, [o1, o2]);
  one.good({ type: 'remove', member: amal.member }, [tess], 'she signs as an officer');
  one.bad(
    'roster-right',
    { type: 'freeze', member: tess.member, until: one.event.now + 1, asked: false },
    [tess],
    'not about herself',
  );
}
