/** The frozen cases of §3 about the event itself: policy, limits, witness, log key, restore, purge. */
import { u64, utf8 } from '#protocol/core/bytes.ts';
import type { DeskId, KindId } from '#protocol/core/ids.ts';
import { tuple } from '#protocol/core/tuple.ts';
import { sealKeyPair, signDetached, signKeyPair } from '#protocol/crypto/sodium.ts';
import type { Policy } from '#protocol/members/policy.ts';
import { stateOf } from '#protocol/roster/state.ts';
import { foundEvent, makeEntry } from '../../support/protocol/event.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import type { Book } from '../book.ts';
import { amal, event, tess } from '../frozen-world.ts';
import { Scene } from './scene.ts';

const kind = (name: string) => name as KindId;

export function eventCases(book: Book): void {
  policies(new Scene(book));
  limitCases(new Scene(book));
  machines(new Scene(book));
  remains(new Scene(book));
  lone(book);
}

function policies(scene: Scene): void {
  const [o1, o2] = scene.officers;
  const { policy } = event;
  const op = (change: Partial<Policy>) => ({ type: 'policy', policy: { ...policy, ...change } }) as const;
  const rule = (name: string, change: Partial<Policy['kinds'][number]>) =>
    op({ kinds: policy.kinds.map((each) => (each.kind === name ? { ...each, ...change } : each)) });
  const way = (role: string, change: Partial<Policy['ways'][number]>) =>
    op({ ways: policy.ways.map((each) => (each.role === role ? { ...each, ...change } : each)) });
  const press = 'press' as DeskId;
  const named = (name: string) => policy.kinds.find((each) => each.kind === name)!;
  const wider = op({
    desks: [...policy.desks, press],
    kinds: [
      ...policy.kinds,
      { ...named('notes'), kind: kind('press'), readers: [press] },
      { ...named('tags-travel'), kind: kind('tags-press'), readers: [press] },
    ],
  });
  scene.good(wider, [o1, o2], 'a desk and a kind more');
  scene.bad('roster-quorum', wider, [o1], 'by one');
  scene.bad('roster-right', wider, [o1, tess], 'by staff');
  scene.bad('policy-unsound', op({ desks: [...policy.desks, press, press] }), [o1, o2], 'a desk twice');
  scene.bad('policy-unsound', op({ kinds: [...policy.kinds, policy.kinds[0]!] }), [o1, o2], 'a kind twice');
  scene.bad(
    'policy-unsound',
    op({ desks: policy.desks.filter((desk) => desk !== 'programme') }),
    [o1, o2],
    'no programme desk',
  );
  scene.bad('policy-unsound', rule('travel', { readers: [press] }), [o1, o2], 'a reader that is no desk');
  scene.bad('policy-unsound', rule('itinerary', { writers: [press] }), [o1, o2], 'a writer that is no desk');
  scene.bad('policy-unsound', rule('itinerary', { writers: ['members' as DeskId] }), [o1, o2], 'members write nothing');
  scene.bad('policy-unsound', op({ ways: policy.ways.slice(1) }), [o1, o2], 'a role without a way in');
  scene.bad(
    'policy-unsound',
    op({ ways: [...policy.ways, policy.ways[0]!].slice(0, 3).fill(policy.ways[0]!) }),
    [o1, o2],
    'one role thrice',
  );
  scene.bad('policy-unsound', way('participant', { credentials: 0 }), [o1, o2], 'a role without keys');
  forms(scene, op, rule);
  const without = policy.desks.filter((desk) => desk !== 'visa');
  const others = policy.kinds.filter((each) => !each.kind.endsWith('-visa'));
  const kinds = others.map((each) => ({
    ...each,
    readers: each.readers.filter((desk) => desk !== 'visa'),
    writers: each.writers.filter((desk) => desk !== 'visa'),
  }));
  scene.bad('roster-rule', op({ desks: without, kinds }), [o1, o2], 'a desk is gone');
  scene.bad('roster-rule', op({ kinds: policy.kinds.slice(1) }), [o1, o2], 'a kind is gone');
  scene.bad('roster-rule', rule('guest-list', { owned: 'about' }), [o1, o2], 'owned otherwise');
  scene.bad('roster-rule', rule('itinerary', { writers: [] }), [o1, o2], 'written by its owner now');
  scene.bad('roster-rule', way('officer', { credentials: 3 }), [o1, o2], "the officers' cards do not meet it");
  scene.bad('roster-rule', way('officer', { ways: ['phone'] }), [o1, o2], 'nor by their way in');
  scene.good(way('staff', { credentials: 3 }), [o1, o2], "staff's cards need not");
  scene.good(rule('travel', { gated: false }), [o1, o2], 'two may loosen');
  const held = scene.held(wider, [o1, o2]);
  const changed = scene.fork();
  changed.does(rule('travel', { keepDays: 1 }), [o1, o2]);
  held.bad(changed, 'roster-chain', 'signed for another policy');
  const join = scene.held({ type: 'desk-join', desk: 'visa' as DeskId, member: tess.member }, [o1, o2]);
  join.bad(changed, 'roster-chain', 'a join for another policy');
}

type Op = { readonly type: 'policy'; readonly policy: Policy };

/** 5.1: what the kinds of a sound policy look like. */
function forms(
  scene: Scene,
  op: (change: Partial<Policy>) => Op,
  rule: (name: string, change: Partial<Policy['kinds'][number]>) => Op,
): void {
  const [o1, o2] = scene.officers;
  const { kinds } = event.policy;
  const named = (name: string) => kinds.find((each) => each.kind === name)!;
  const [travel, visa, officers] = ['travel', 'visa', 'officers'] as unknown as readonly [DeskId, DeskId, DeskId];
  const bad = (operation: Op, note: string) => scene.bad('policy-unsound', operation, [o1, o2], note);
  const withKind = (name: string, like: string) => op({ kinds: [...kinds, { ...named(like), kind: kind(name) }] });
  for (const name of [
    'inbox',
    'reserved',
    'tags-travel',
    'tags-programme',
    'keys-officers',
    'keys-travel',
    'state-visa',
  ])
    bad(op({ kinds: kinds.filter((each) => each.kind !== name) }), `without ${name}`);
  for (const name of ['inbox', 'tags-travel', 'keys-travel', 'state-travel', 'case-travel'])
    bad(rule(name, { gated: true }), `${name} is gated`);
  for (const name of ['inbox', 'tags-travel', 'keys-travel', 'reserved'])
    bad(rule(name, { keepDays: 89 }), `${name} ends too early`);
  bad(rule('inbox', { readers: [travel] }), 'an inbox that a desk reads');
  bad(rule('inbox', { writers: [travel] }), 'an inbox that a desk writes');
  bad(rule('tags-travel', { readers: [travel, visa] }), 'tag keys for two desks');
  bad(rule('keys-travel', { readers: [travel, visa] }), "a desk's keys for two desks");
  bad(rule('state-travel', { readers: [visa, travel] }), 'a state that its own desk does not read first');
  bad(rule('case-travel', { readers: [travel, visa] }), 'a case for two desks');
  bad(rule('case-travel', { writers: [visa], readers: [visa] }), 'a case of another desk');
  bad(rule('case-travel', { owned: 'desk' }), 'a case about nobody');
  bad(rule('guest-list', { owned: 'about', writers: [officers, travel] }), 'about somebody, of two desks');
  bad(rule('guest-list', { writers: [] }), 'of no desk');
  bad(rule('itinerary', { readers: [travel, visa] }), 'read by a desk that has no tag keys');
  for (const name of ['inbox-2', 'tags-press', 'keys-press', 'state-programme', 'case-press'])
    bad(withKind(name, 'notes'), `${name} for something else`);
  const more = Array.from({ length: 22 }, (_, at) => ({ ...named('notes'), kind: kind(`notes-${at}`) }));
  bad(op({ kinds: [...kinds, ...more] }), '33 kinds of her own');
  scene.good(op({ kinds: [...kinds, ...more.slice(1)] }), [o1, o2], '32 kinds of her own');
  bad(withKind('keys-communications', 'keys-travel'), 'keys that nobody needs');
  scene.good(rule('state-travel', { readers: [travel] }), [o1, o2], 'a state that only its desk reads');
}

function limitCases(scene: Scene): void {
  const [o1, o2] = scene.officers;
  const one = (name: string) => ({ kind: kind(name), batch: 10, perHour: 20, perDay: 60 });
  const op = (...names: readonly string[]) => ({ type: 'limits', kinds: names.map(one) }) as const;
  scene.good(op('card', 'travel'), [o1, o2], 'of two kinds');
  scene.bad('roster-quorum', op('card', 'travel'), [o1], 'by one');
  scene.bad('roster-rule', op(), [o1, o2], 'of none');
  scene.bad('roster-rule', op('travel', 'card'), [o1, o2], 'in another order');
  scene.bad('roster-rule', op('travel', 'travel'), [o1, o2], 'of one twice');
  scene.bad('roster-rule', op('press'), [o1, o2], 'of a kind that is not there');
}

/** Witness and log key. */
function machines(scene: Scene): void {
  const [o1, o2] = scene.officers;
  const { randomness, witness } = scene.event;
  const size = scene.event.leaves.length;
  const { seq, head } = scene.event.roster;
  const card = {
    ...witness.card,
    cosignKey: signKeyPair(randomness.key()).publicKey,
    sealKey: sealKeyPair(randomness.key()).publicKey,
  };
  const at = { size, root: randomness.bytes(32), rosterSeq: seq, rosterHead: head, state: stateOf(scene.event.roster) };
  const op = { type: 'witness-change', witnesses: [card], ...at } as const;
  scene.good(op, [o1, o2], 'another witness, from here on');
  scene.bad('roster-quorum', op, [o1], 'by one');
  scene.bad('roster-rule', { ...op, witnesses: [] }, [o1, o2], 'none');
  scene.bad('roster-rule', { ...op, witnesses: [card, witness.card] }, [o1, o2], 'two');
  scene.bad('roster-rule', { ...op, witnesses: [witness.card] }, [o1, o2], 'the same');
  scene.bad('roster-rule', { ...op, size: size + 1 }, [o1, o2], 'a size beyond the entry');
  scene.bad('roster-rule', { ...op, size: 0 }, [o1, o2], 'of no leaf');
  scene.bad('roster-rule', { ...op, rosterSeq: seq - 1 }, [o1, o2], 'another seq');
  scene.bad('roster-rule', { ...op, rosterHead: event.rootfp }, [o1, o2], 'another head');
  scene.bad('roster-rule', { ...op, state: event.rootfp }, [o1, o2], 'another state');
  const held = scene.held(op, [o1, o2]);
  const later = scene.fork();
  later.does({ type: 'remove', member: amal.member }, [o1]);
  held.good(later, 'from a leaf before the newest entry');
  later.bad('roster-rule', { ...op, size: size + 1 }, [o1, o2], 'with the state of before that entry');

  const key = signKeyPair(randomness.key()).publicKey;
  const log = { type: 'log-origin', publicKey: key, size, root: at.root, rosterHead: head } as const;
  scene.good(log, [o1, o2], 'another log key');
  scene.bad('roster-quorum', log, [o1], 'by one');
  scene.bad('roster-rule', { ...log, publicKey: scene.event.logKey.publicKey }, [o1, o2], 'the same');
  scene.bad('roster-rule', { ...log, size: size + 1 }, [o1, o2], 'a size beyond the entry');
  scene.bad('roster-rule', { ...log, rosterHead: at.root }, [o1, o2], 'another roster');
  scene.does(log, [o1, o2]);
  scene.bad('roster-rule', log, [o1, o2], 'the key that is in use now');

  const release = { type: 'release-key', keys: [key, event.rootfp] } as const;
  scene.good(release, [o1, o2], 'two keys');
  scene.good({ ...release, keys: [] }, [o1, o2], 'none');
  scene.bad('roster-rule', { ...release, keys: [key, key] }, [o1, o2], 'a key twice');
  scene.bad('roster-quorum', release, [o1], 'by one');
}

function remains(scene: Scene): void {
  const [o1, o2] = scene.officers;
  const { origin } = event.roster.genesis.log;
  const mirrored = scene.event.leaves.length;
  const said = (size: number, to: number, at: number) => {
    const message = tuple('dd1/sig/returned', event.rootfp, utf8(origin), u64(size), u64(to), u64(at));
    const signature = signDetached(event.witness.cosign.secretKey, message);
    return { type: 'restore', size, mirrored: to, at, signature } as const;
  };
  const op = said(mirrored - 3, mirrored, event.now);
  scene.good(op, [o1, o2], 'a range that the witness named');
  scene.bad('roster-quorum', op, [o1], 'by one');
  scene.bad('roster-rule', { ...op, size: op.size - 1 }, [o1, o2], 'another range than the witness named');
  scene.bad('roster-rule', { ...op, at: op.at + 1 }, [o1, o2], 'another time');
  scene.bad('roster-rule', said(mirrored, mirrored, event.now), [o1, o2], 'nothing was missing');
  scene.bad('roster-rule', said(mirrored, mirrored + 1, event.now), [o1, o2], 'leaves beyond the entry');
  scene.does(op, [o1, o2]);
  scene.bad('roster-rule', said(op.size, op.mirrored, event.now + 1), [o1, o2], 'the same range again');
  scene.good(said(op.size - 1, op.mirrored, event.now + 1), [o1, o2], 'another range');

  const { now } = scene.event;
  scene.good({ type: 'purge', before: now }, [o1, o2], 'what was to be gone by now');
  scene.bad('roster-rule', { type: 'purge', before: now + 1 }, [o1, o2], 'before its time');
  scene.bad('roster-quorum', { type: 'purge', before: now }, [o1], 'by one');
}

/** An officer alone, in an event for evaluation: nothing becomes wider than it was when people came. */
function lone(book: Book): void {
  const alone = foundEvent('frozen lone officer', 1);
  const { policy, rootfp, signedGenesis, foundedAt, now, officers } = alone;
  const given = (operation: Operation) => ({
    signed: signedGenesis,
    pinned: rootfp,
    founded: foundedAt,
    entry: makeEntry(alone, operation, officers),
    now,
  });
  const act = 'apply to genesis';
  const rule = (name: string, change: Partial<Policy['kinds'][number]>) =>
    ({
      type: 'policy',
      policy: { ...policy, kinds: policy.kinds.map((each) => (each.kind === name ? { ...each, ...change } : each)) },
    }) as const;
  const way = (role: string, change: Partial<Policy['ways'][number]>) =>
    ({
      type: 'policy',
      policy: { ...policy, ways: policy.ways.map((each) => (each.role === role ? { ...each, ...change } : each)) },
    }) as const;
  const travel = policy.kinds.find((each) => each.kind === 'travel')!;
  book.accept(act, given(rule('travel', { keepDays: travel.keepDays - 1, batch: 1, readers: [] })), 'tighter');
  book.accept(act, given(rule('agenda', { gated: true })), 'gated now');
  const desks = [...policy.desks, 'press' as DeskId];
  book.accept(act, given({ type: 'policy', policy: { ...policy, desks } }), 'a desk more');
  const loose = (operation: Operation, note: string) => book.reject(act, 'policy-loose', given(operation), note);
  loose(rule('travel', { gated: false }), 'a gate opened');
  loose(rule('travel', { readers: [...travel.readers, 'visa' as DeskId] }), 'a reader more');
  loose(rule('itinerary', { writers: ['travel', 'programme'] as DeskId[] }), 'a writer more');
  for (const limit of ['batch', 'perHour', 'perDay'] as const)
    loose(rule('travel', { [limit]: travel[limit] + 1 }), limit);
  loose(rule('travel', { keepDays: travel.keepDays + 1 }), 'kept for longer');
  loose(way('participant', { ways: ['hardware', 'phone', 'paper'] }), 'a way more');
  loose(way('staff', { credentials: 1 }), 'fewer keys');
  loose(way('participant', { backupAllowed: true }), 'keys that can be copied');
  const limits = (batch: number) =>
    ({
      type: 'limits',
      kinds: [{ kind: kind('travel'), batch, perHour: travel.perHour, perDay: travel.perDay }],
    }) as const;
  book.accept(act, given(limits(travel.batch)), 'the same limits');
  loose(limits(travel.batch + 1), 'a limit raised');
}
