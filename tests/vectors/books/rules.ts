/** The frozen cases of §2.8 and §3.13: keys that cannot be used, and rules that differ. Called by make.ts alone. */
import type { DeskId, KindId } from '#protocol/core/ids.ts';
import { sealKeyPair } from '#protocol/crypto/sodium.ts';
import { defaultPolicy } from '#protocol/members/default-policy.ts';
import type { KindRule } from '#protocol/members/kind-rule.ts';
import { policyCodec, type Policy } from '#protocol/members/policy.ts';
import { lowOrderPoints, unreduced, withDhHalf } from '../../support/protocol/unusable-keys.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { Book } from '../book.ts';
import { amal, event } from '../frozen-world.ts';

type WayRule = Policy['ways'][number];

export function rulesBook(): void {
  const book = new Book();
  keys(book);
  differences(book);
  days(book);
  book.write('rules');
}

function keys(book: Book): void {
  const act = 'require usable keys';
  const randomness = new Randomness('frozen unusable keys');
  const { publicKey: sealKey } = sealKeyPair(randomness.key());
  const dhKey = amal.keys.dh.publicKey;
  const base = { sealKey, dhKey };
  const bad = (given: object, note: string) => book.reject(act, 'key-unusable', { ...base, ...given }, note);
  book.accept(act, base);
  book.accept(act, { ...base, openKey: sealKeyPair(randomness.key()).publicKey }, 'both keys of staff');
  for (const [note, point] of lowOrderPoints) {
    bad({ sealKey: withDhHalf(sealKey, point) }, `X25519 half: ${note}`);
    bad({ dhKey: point }, `dhKey: ${note}`);
  }
  bad({ openKey: withDhHalf(sealKey, new Uint8Array(32)) }, 'the second key');
  bad({ sealKey: unreduced(sealKey, 0, 3329) }, 'the first coefficient is the modulus');
  bad({ sealKey: unreduced(sealKey, 1, 3329) }, 'the second coefficient is the modulus');
  bad({ sealKey: unreduced(sealKey, 767, 4095) }, 'the last coefficient is as large as 12 bits can say');
  book.accept(act, { ...base, sealKey: unreduced(sealKey, 0, 3328) }, 'the largest coefficient');
  bad({ sealKey: sealKey.slice(1) }, 'a byte less');
  bad({ sealKey: new Uint8Array(1217) }, 'a byte more');
  bad({ dhKey: dhKey.slice(1) }, 'dhKey: a byte less');
}

function differences(book: Book): void {
  const shipped = defaultPolicy(event.policy.event);
  const press = 'press' as DeskId;
  const given = (change: Partial<Policy>) => ({
    policy: policyCodec.encode({ ...shipped, ...change }),
    shipped: policyCodec.encode(shipped),
  });
  const rule = (name: string, change: Partial<KindRule>) => ({
    kinds: shipped.kinds.map((each) => (each.kind === name ? { ...each, ...change } : each)),
  });
  const way = (role: string, change: Partial<WayRule>) => ({
    ways: shipped.ways.map((each) => (each.role === role ? { ...each, ...change } : each)),
  });
  const travel = shipped.kinds.find(({ kind }) => kind === 'travel') as KindRule;
  const card = shipped.kinds.find(({ kind }) => kind === 'card') as KindRule;
  const cases: readonly (readonly [string, Partial<Policy>])[] = [
    ['none', {}],
    ['other facts of the event', { event: { ...shipped.event, place: 'elsewhere' } }],
    ['a later end', { event: { ...shipped.event, endsOn: '2031-05-17' } }],
    ['another desk files', rule('card', { readers: [...card.readers].reverse() })],
    ['who files is gone', rule('card', { readers: card.readers.slice(1) })],
    ['another order', { desks: [...shipped.desks].reverse(), kinds: [...shipped.kinds].reverse() }],
    ['a desk more', { desks: [...shipped.desks, press] }],
    ['a desk less', { desks: shipped.desks.slice(1) }],
    ['a kind more', { kinds: [...shipped.kinds, { ...travel, kind: 'press' as KindId, readers: [] }] }],
    ['a kind less', { kinds: shipped.kinds.slice(1) }],
    ['owned otherwise', rule('travel', { owned: 'desk' })],
    ['the gate is gone', rule('travel', { gated: false })],
    ['a gate more', rule('notes', { gated: true })],
    ['a reader more', rule('travel', { readers: [...travel.readers, 'visa' as DeskId] })],
    ['no reader', rule('travel', { readers: [] })],
    ['a writer more', rule('itinerary', { writers: ['travel' as DeskId, 'visa' as DeskId] })],
    [
      'higher limits',
      rule('travel', { batch: travel.batch + 1, perHour: travel.perHour + 1, perDay: travel.perDay + 1 }),
    ],
    ['lower limits', rule('travel', { batch: 1, perHour: 1, perDay: 1 })],
    ['kept longer', rule('travel', { keepDays: travel.keepDays + 1 })],
    ['kept shorter', rule('travel', { keepDays: 1 })],
    ['one more way in', way('participant', { ways: ['hardware', 'phone', 'paper'] })],
    ['one way in less', way('participant', { ways: ['hardware'] })],
    ['fewer keys', way('officer', { credentials: 1 })],
    ['more keys', way('participant', { credentials: 2 })],
    ['keys that can be copied', way('participant', { backupAllowed: true })],
    ['an attestation asked for', way('participant', { attestation: 'preferred' })],
  ];
  for (const [note, change] of cases) {
    const both = given(change);
    book.accept('policy differences', both, note);
    book.accept('policy differences', { policy: both.shipped, shipped: both.policy }, `${note}, the other way round`);
  }
  const two = given(rule('travel', { gated: false, keepDays: 1 }));
  const gate = '["kind","travel","gated",true,false]';
  const kept = `["kind","travel","keepDays",${travel.keepDays},1]`;
  book.accept('require confirmed', { ...two, confirmed: [kept, gate] });
  book.reject('require confirmed', 'policy-unconfirmed', { ...two, confirmed: [gate] }, 'one of two');
  book.reject('require confirmed', 'policy-unconfirmed', { ...two, confirmed: [] }, 'none');
  const other = `["kind","travel","keepDays",${travel.keepDays},2]`;
  book.reject('require confirmed', 'policy-unconfirmed', { ...two, confirmed: [gate, other] }, 'another value');
  const act = 'require founding policy';
  const loose = given(rule('travel', { gated: false })).policy;
  book.accept(act, { policy: given({}).policy, officers: 1 }, 'the shipped rules');
  book.accept(act, { policy: given(rule('travel', { keepDays: 1 })).policy, officers: 1 }, 'tighter rules');
  book.accept(act, { policy: loose, officers: 2 }, 'two officers');
  book.reject(act, 'policy-loose', { policy: loose, officers: 1 }, 'one officer and a gate that is gone');
}

/** Of the event: days that are in the calendar, in their order, and not too far away. */
function days(book: Book): void {
  const act = 'require sound policy';
  const shipped = defaultPolicy(event.policy.event);
  const draftedAt = event.foundedAt;
  const given = (startsOn: string, endsOn: string) => ({
    policy: policyCodec.encode({ ...shipped, event: { ...shipped.event, startsOn, endsOn } }),
    draftedAt,
  });
  book.accept(act, given('2031-05-12', '2031-05-16'));
  book.accept(act, given('2031-05-12', '2031-05-12'), 'one day');
  book.accept(act, given('2032-02-29', '2041-03-08'), 'a leap day, and the last day that may be');
  const bad = (startsOn: string, endsOn: string, note: string) =>
    book.reject(act, 'policy-unsound', given(startsOn, endsOn), note);
  bad('2031-05-12', '2041-03-09', 'a day more');
  bad('2031-05-12', '9999-12-31', 'thousands of years ahead');
  bad('2031-05-12', '2031-05-11', 'ends before it begins');
  bad('2031-02-29', '2031-05-11', 'no leap year');
  bad('2031-00-12', '2031-05-11', 'month zero');
  bad('2031-05-00', '2031-05-11', 'day zero');
  bad('2031-05-12', '2031-05-32', 'no such day');
  bad('2031-05-12', '2031-13-01', 'no such month');
  bad('2031-05-12', 'x', 'no day');
  bad('2031-05-12', '', 'empty');
  bad('', '2031-05-16', 'no first day');
  bad('2031-05-12', '2031-5-16', 'a digit less');
}
