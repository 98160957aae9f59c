/**
 * One officer has turned, or somebody has a stolen recovery card, and the portal helps: it chooses what comes into the
 * log, and when. What needs two is not done by one, and what is stopped stays stopped. Each act is the last of a real
 * event, judged as everybody judges it; the copy without the rule takes it.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import { officersDesk, type DeskId, type MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { sealKeyPair, signDetached, signKeyPair, sodiumReady } from '#protocol/crypto/sodium.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import * as releases from '#protocol/openings/release-rules.ts';
import * as records from '#protocol/records/verify.ts';
import { signRetire, verifyRetire } from '#protocol/records/retire.ts';
import * as judge from '#protocol/roster/judge.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import * as replay from '#protocol/roster/replay.ts';
import * as state from '#protocol/roster/roster-state.ts';
import * as rosters from '#protocol/roster/roster.ts';
import { stateOf } from '#protocol/roster/state.ts';
import { verdictCodec, verdictMessage } from '#protocol/roster/verdict.ts';
import { signBundles, verifyBundles } from '#protocol/threads/bundle.ts';
import { mutantProtocol, type Protocol } from '../../support/attacks/mutant.ts';
import {
  acknowledge,
  append,
  enact,
  foundEvent,
  invite,
  kind,
  makeEntry,
  standardEvent,
  travel,
  visa,
  type Event,
  type Making,
  type Person,
} from '../../support/protocol/event.ts';
import { endorse } from '../../support/protocol/operations.ts';
import { refusalOf } from '../../support/protocol/refusal.ts';
import { frozenLeaf, releaseOf, renewalOf, unsignedHash } from '../../support/protocol/renewal.ts';
import { ask, decide, file, type Asked } from '../../support/protocol/sealed-records.ts';

const hourMs = 3600 * 1000;
const real: Protocol = { judge, replay, roster: rosters, state, records, releases };
beforeAll(async () => sodiumReady);

/** The entries of this event, taken by this protocol as they were. */
function replayedBy(protocol: Protocol, event: Event): state.Roster {
  const open = protocol.roster.openRoster(event.signedGenesis, event.rootfp, event.foundedAt);
  return event.entries.reduce((roster, { bytes: body, leaf, time }) => {
    const arrived = { leaf, bytes: encodeLeaf(rosterLeaf(body)), body };
    return protocol.judge.enact(roster, arrived, time, '').roster;
  }, open);
}

function codeBy(protocol: Protocol, event: Event, body: Uint8Array): string {
  return protocol.judge.reasonAgainst(replayedBy(protocol, event), body, event.now, event.leaves.length);
}

function world(seed: string) {
  const made = standardEvent(`turned officer/${seed}`);
  const [anna, bo, turned] = made.event.officers as [Person, Person, Person];
  const { event } = made;
  const until = () => event.now + limits.freezeMsMax;
  const freeze = (member: MemberId) => ({ type: 'freeze', member, until: until(), asked: false }) as const;
  const last = (operation: Operation, signers: readonly Person[], making?: Making) =>
    makeEntry(event, operation, signers, making);
  /** Her claim in force, made by the holder of her card. */
  const claimed = (of: Person) => {
    const renewal = renewalOf(event, of);
    const claim = unsignedHash(enact(event, renewal.claim, [of], renewal.making));
    return { ...renewal, rekey: { ...renewal.rekey, claim }, release: releaseOf(of.member, claim) };
  };
  return { ...made, anna, bo, turned, freeze, last, claimed };
}

type World = ReturnType<typeof world>;

interface Attack {
  readonly what: string;
  /** The rule that is taken out. */
  readonly patch: string;
  /** Plays the honest part and answers what is judged last. */
  readonly play: (world: World) => Uint8Array;
  readonly code: string;
  /** What the copy without the rule says; in force unless named. */
  readonly without?: string;
}

const attacks: readonly Attack[] = [
  {
    what: 'takes over a colleague whose only other colleague it has frozen',
    patch: 'frozen-is-gone',
    play: ({ event, anna, bo, turned, freeze, claimed, last }) => {
      enact(event, freeze(bo.member), [turned]);
      const { release, rekey, making } = claimed(anna);
      enact(event, release, [turned]);
      event.now += limits.releaseAloneMsMin;
      return last(rekey, [anna], making);
    },
    code: 'roster-rule',
  },
  {
    what: 'takes an officer into a team alone, since the other one is frozen',
    patch: 'freeze-lowers-quorum',
    play: ({ event, anna, bo, turned, freeze, last }) => {
      enact(event, freeze(bo.member), [turned]);
      return last({ type: 'desk-join', desk: visa, member: anna.member }, [turned]);
    },
    code: 'roster-quorum',
  },
  {
    what: 'freezes the officer who would stop a claim',
    patch: 'frozen-stops-nothing',
    play: ({ event, tess, bo, turned, freeze, claimed, last }) => {
      enact(event, freeze(bo.member), [turned]);
      claimed(tess);
      return last({ type: 'claim-stop', member: tess.member }, [bo]);
    },
    code: '',
    without: 'roster-right',
  },
  {
    what: 'releases an old claim and uses it at once',
    patch: 'waits-from-claim',
    play: ({ event, tess, anna, turned, claimed, last }) => {
      const { release, rekey, making } = claimed(tess);
      event.now += 13 * 24 * hourMs;
      enact(event, { ...release, acknowledged: acknowledge(event, anna) }, [turned]);
      return last(rekey, [tess], making);
    },
    code: 'roster-rule',
  },
  {
    what: 'waits with a release that nobody else has seen',
    patch: 'one-release-is-enough',
    play: ({ event, tess, turned, claimed, last }) => {
      const { release, rekey, making } = claimed(tess);
      enact(event, release, [turned]);
      event.now += 10 * 24 * hourMs;
      return last(rekey, [tess], making);
    },
    code: 'roster-rule',
  },
  {
    what: 'claims again and again, so that no act about her comes through',
    patch: 'endless-claims',
    play: ({ event, tess, claimed, last }) => {
      claimed(tess);
      const next = renewalOf(event, tess);
      return last(next.claim, [tess], next.making);
    },
    code: 'roster-often',
  },
  {
    what: 'freezes a colleague again whenever she is lifted',
    patch: 'frozen-again',
    play: ({ event, tess, anna, bo, turned, freeze, last }) => {
      enact(event, freeze(tess.member), [turned]);
      enact(event, { type: 'unfreeze', member: tess.member, freeze: frozenLeaf(event, tess.member) }, [anna, bo]);
      return last(freeze(tess.member), [turned]);
    },
    code: 'roster-quorum',
  },
  {
    what: 'keeps a freeze in a drawer until she is lifted',
    patch: 'kept-in-drawer',
    play: ({ event, tess, anna, bo, turned, freeze, last }) => {
      const kept = last(freeze(tess.member), [bo]);
      event.now += 1;
      enact(event, freeze(tess.member), [turned]);
      enact(event, { type: 'unfreeze', member: tess.member, freeze: frozenLeaf(event, tess.member) }, [anna, bo]);
      return kept;
    },
    code: 'roster-expired',
  },
  {
    what: 'lifts alone whom an honest colleague stopped',
    patch: 'lifted-alone',
    play: ({ event, tess, bo, turned, freeze, last }) => {
      enact(event, freeze(tess.member), [bo]);
      return last({ type: 'unfreeze', member: tess.member, freeze: frozenLeaf(event, tess.member) }, [turned]);
    },
    code: 'roster-quorum',
  },
  {
    what: 'stops others with the key of an officer who was stopped',
    patch: 'frozen-signs',
    play: ({ event, tess, bo, turned, freeze, last }) => {
      enact(event, freeze(turned.member), [bo]);
      return last(freeze(tess.member), [turned]);
    },
    code: 'roster-right',
  },
  {
    what: 'brings in again the freeze that two officers lifted',
    patch: 'played-again',
    play: ({ event, tess, anna, bo, freeze, last }) => {
      const body = last(freeze(tess.member), [bo]);
      enact(event, freeze(tess.member), [bo]);
      enact(event, { type: 'unfreeze', member: tess.member, freeze: frozenLeaf(event, tess.member) }, [anna, bo]);
      return body;
    },
    code: 'roster-twice',
    // Another wall stands behind it: the entry is from before she was lifted.
    without: 'roster-expired',
  },
  {
    what: 'names a witness for another past than the one that was signed',
    patch: 'other-state',
    play: ({ event, anna, turned, last }) =>
      last(witnessChange(event, { state: event.rootfp }).operation, [anna, turned]),
    code: 'roster-rule',
  },
  {
    what: 'signs, with an honest colleague, a policy that no officer meets',
    patch: 'locking-policy',
    play: ({ event, anna, turned, last }) => {
      const ways = event.policy.ways.map((rule) => (rule.role === 'officer' ? { ...rule, credentials: 3 } : rule));
      return last({ type: 'policy', policy: { ...event.policy, ways } }, [anna, turned]);
    },
    code: 'roster-rule',
  },
  {
    what: 'empties a team by a freeze and a removal',
    patch: 'emptied-desk',
    play: ({ event, tess, tomas, turned, freeze, last }) => {
      enact(event, freeze(tess.member), [turned]);
      return last({ type: 'remove', member: tomas.member }, [turned]);
    },
    code: 'roster-quorum',
  },
  {
    what: 'lets an honest freeze come when it is over, so that it is spent',
    patch: 'freeze-over-at-once',
    play: ({ event, tess, bo, last }) => {
      const body = last({ type: 'freeze', member: tess.member, until: event.now + 1, asked: false }, [bo]);
      event.now += 1;
      return body;
    },
    code: 'roster-rule',
  },
  {
    what: 'acts with two stolen keys after both were frozen',
    patch: 'two-frozen-are-two',
    play: ({ event, vera, anna, bo, turned, freeze, last }) => {
      enact(event, { type: 'officer-change', member: vera.member, in: true }, [anna, bo]);
      enact(event, freeze(anna.member), [turned]);
      enact(event, freeze(bo.member), [vera]);
      return last({ type: 'officer-change', member: turned.member, in: false }, [anna, bo]);
    },
    code: 'roster-quorum',
  },
  {
    what: 'uses up the ids of the event',
    patch: 'all-ids-reserved',
    play: ({ event, turned, last }) => {
      const reserve = () => ({ type: 'reserve', ids: newIds(event) }) as const;
      enact(event, reserve(), [turned]);
      enact(event, reserve(), [turned]);
      return last(reserve(), [turned]);
    },
    code: 'roster-quorum',
  },
  {
    what: 'endorses somebody after it was frozen',
    patch: 'frozen-endorses',
    play: ({ event, anna, bo, turned, freeze, last }) => {
      const { operation } = invite(event, 'participant');
      enact(event, freeze(turned.member), [bo]);
      return last({ ...operation, ...endorse(turned, event.rootfp, operation) }, [anna]);
    },
    code: 'roster-right',
  },
  {
    what: 'has somebody frozen for ever under her new keys',
    patch: 'frozen-for-ever',
    play: ({ event, amal, anna, bo, turned, freeze, last }) => {
      enact(event, freeze(amal.member), [turned]);
      enact(event, { type: 'remove', member: amal.member }, [turned]);
      const { person, operation } = invite(event, 'participant', amal.member);
      enact(event, { ...operation, ...endorse(turned, event.rootfp, operation) }, [anna, bo]);
      return last({ type: 'destroy', member: amal.member }, [person]);
    },
    code: '',
    without: 'roster-right',
  },
  {
    what: 'adds somebody with the key that a colleague is about to have',
    patch: 'squatted-key',
    play: ({ event, tess, turned, claimed, last }) => {
      const { claim } = claimed(tess);
      const { operation } = invite(event, 'participant');
      return last({ ...operation, card: { ...operation.card, credentials: claim.card.credentials } }, [turned]);
    },
    code: 'roster-rule',
  },
  {
    what: 'recovers somebody with her old account key, without her card',
    patch: 'card-unasked',
    play: ({ event, amal, bijan, last }) => {
      const { rekey, making } = renewalOf(event, amal);
      return last(rekey, [amal], { ...making, card: bijan });
    },
    code: 'card-signature',
  },
  {
    what: 'calls it a change of her keys, touches a key that she never had, and needs no card',
    patch: 'rotation-with-any-key',
    play: ({ event, amal, last }) => {
      const { rekey, making } = renewalOf(event, amal);
      return last({ ...rekey, cause: 'rotation' }, [amal], { device: making.device });
    },
    code: 'assertion-credential',
  },
];

function newIds(event: Event) {
  const made = Array.from({ length: limits.reservedPerEntry }, () => event.randomness.id<MemberId>()).toSorted();
  return made.map((member) => ({ member, inbox: event.rootfp }));
}

/** Another witness, from the next leaf on, and its keys. */
function witnessChange(event: Event, change: { readonly state?: Uint8Array } = {}) {
  const { randomness, roster, witness } = event;
  const cosign = signKeyPair(randomness.key());
  const sealKey = sealKeyPair(randomness.key()).publicKey;
  const operation = {
    type: 'witness-change',
    witnesses: [{ ...witness.card, cosignKey: cosign.publicKey, sealKey }],
    size: event.leaves.length,
    root: event.rootfp,
    rosterSeq: roster.seq,
    rosterHead: roster.head,
    state: stateOf(roster),
    ...change,
  } as const;
  return { operation, cosign };
}

describe('a turned officer, a stolen card and the portal', () => {
  it.each(attacks)(
    '$what: refused, and taken without the rule ($patch)',
    async ({ patch, play, code, without = '' }) => {
      const made = world(patch);
      const body = play(made);
      expect(codeBy(real, made.event, body)).toBe(code);
      expect(codeBy(await mutantProtocol(patch), made.event, body)).toBe(without);
    },
  );

  it('do what they may: an honest recovery, freeze and removal are in force', () => {
    const { event, tess, amal, anna, bo, turned, freeze, claimed, last } = world('control');
    const { release, rekey, making } = claimed(tess);
    enact(event, release, [anna]);
    enact(event, release, [bo]);
    const bodies = [
      last(rekey, [tess], making),
      last(freeze(turned.member), [anna]),
      last({ type: 'officer-change', member: turned.member, in: false }, [anna, bo]),
      last({ type: 'remove', member: amal.member }, [anna]),
    ];
    expect(bodies.map((body) => codeBy(real, event, body))).toEqual(['', '', '', '']);
  });

  it('a sole officer makes nothing wider', async () => {
    const event = foundEvent('turned officer/alone', 1);
    const kinds = event.policy.kinds.map((rule) => (rule.kind === 'travel' ? { ...rule, gated: false } : rule));
    const body = makeEntry(event, { type: 'policy', policy: { ...event.policy, kinds } }, event.officers);
    const tighter = { ...event.policy, desks: [...event.policy.desks, 'press' as DeskId] };
    const control = makeEntry(event, { type: 'policy', policy: tighter }, event.officers);
    expect([codeBy(real, event, body), codeBy(real, event, control)]).toEqual(['policy-loose', '']);
    expect(codeBy(await mutantProtocol('loosened-alone'), event, body)).toBe('');
  });
});

describe('machines that changed', () => {
  it('the verdict on a new witness is its own (old-witness-speaks)', async () => {
    const { event, anna, bo } = world('witness');
    const { operation, cosign } = witnessChange(event);
    const body = makeEntry(event, operation, [anna, bo]);
    const leaf = event.leaves.length;
    const arrived = { leaf, bytes: encodeLeaf(rosterLeaf(body)), body };
    const line = verdictCodec.encode(judge.lineOf(event.roster, arrived, event.now, ''));
    const by = (secretKey: Uint8Array) => ({
      leaf,
      body,
      odd: undefined,
      code: '',
      time: event.now,
      signature: signDetached(secretKey, verdictMessage(line)),
    });
    const taken = (protocol: Protocol, secretKey: Uint8Array) =>
      refusalOf(() => protocol.replay.follow(replayedBy(protocol, event), by(secretKey)));
    expect(taken(real, cosign.secretKey)).toBe('accepted');
    expect(taken(real, event.witness.cosign.secretKey)).toBe('head-signature');
    const mutant = await mutantProtocol('old-witness-speaks');
    expect(() => mutant.replay.follow(replayedBy(mutant, event), by(cosign.secretKey))).toThrow('head-signature');
  });

  it('the key that was made last is in use, also where an earlier one is for a later month (december-wins)', async () => {
    const { event, anna, bo } = world('months');
    const seeds = state.keyHolders(event.roster, officersDesk).map((officer) => ({ officer, wrapHash: event.rootfp }));
    const key = { type: 'month-key', keyHash: event.rootfp, seeds } as const;
    enact(event, { ...key, month: '2031-04', number: 1 }, [anna, bo]);
    enact(event, { ...key, month: '2031-03', number: 2 }, [anna, bo]);
    expect(state.currentMonth(event.roster)?.month).toBe('2031-03.2');
    const mutant = await mutantProtocol('december-wins');
    expect(mutant.state.currentMonth(replayedBy(mutant, event))?.month).toBe('2031-04');
  });
});

describe('what is in the log', () => {
  const travelKind = kind('travel');

  it('a record by somebody who was frozen there does not count (frozen-author)', async () => {
    const { event, amal, turned, freeze } = world('author');
    enact(event, freeze(amal.member), [turned]);
    const filed = file(event, { kind: travelKind, author: amal, owner: amal, content: new Uint8Array(3) });
    const verify = (protocol: Protocol) =>
      protocol.records.verifyRecord(replayedBy(protocol, event), filed.sealed.record, filed.leaf, {});
    expect(refusalOf(() => verify(real))).toBe('record-author');
    expect(verify(await mutantProtocol('frozen-author')).header.author).toBe(amal.member);
  });

  it('nobody who is frozen is given a share, whether she asked before or after (frozen-opener)', async () => {
    const { event, amal, tess, tomas, turned, freeze } = world('opener');
    const filed = file(event, { kind: travelKind, author: amal, owner: amal, content: new Uint8Array(3) });
    const asks = (by: Person) => {
      const asked = ask(event, by, travel, [filed]);
      return { asked, place: append(event, asked.leaves[0]!) };
    };
    const [before, colleague] = [asks(tess), asks(tomas)];
    enact(event, freeze(tess.member), [turned]);
    const after = asks(tess);
    const decided = (protocol: Protocol, given: { asked: Asked; place: number }) => {
      const [bytes, salts] = [given.asked.bodies[0]!, given.asked.salts[0]!];
      const roster = replayedBy(protocol, event);
      return decide(event, bytes, salts, filed, given.place, protocol.releases.decideRelease, roster).share;
    };
    expect(refusalOf(() => decided(real, before))).toBe('opening-requester');
    expect(refusalOf(() => decided(real, after))).toBe('opening-requester');
    expect(refusalOf(() => decided(real, colleague))).toBe('accepted');
    enact(event, { type: 'unfreeze', member: tess.member, freeze: frozenLeaf(event, tess.member) });
    expect(refusalOf(() => decided(real, before))).toBe('accepted');
    // What she asked while she was frozen stays refused.
    expect(refusalOf(() => decided(real, after))).toBe('opening-requester');
    expect(decided(await mutantProtocol('frozen-opener'), after)).toHaveLength(32);
  });

  it('neither retire nor bundles of somebody who was frozen there count', () => {
    const { event, amal, turned, freeze } = world('retire');
    const { rootfp, roster, now } = event;
    const filed = file(event, { kind: travelKind, author: amal, owner: amal, content: new Uint8Array(3) });
    const { secretKey } = amal.keys.sign;
    const at = event.leaves.length;
    const retire = { rootfp, record: filed.record, lowestLive: 2, signer: amal.member, time: now };
    const { bytes } = signRetire(retire, secretKey, filed.secrets.tagKey);
    const keyHashes = [event.rootfp];
    const made = {
      rootfp,
      member: amal.member,
      generation: 1,
      first: 1,
      keyHashes,
      rosterSeq: roster.seq,
      rosterHead: roster.head,
      time: now,
    };
    const bundles = signBundles(made, secretKey);
    enact(event, freeze(amal.member), [turned]);
    const verify = (leaf: number) => [
      refusalOf(() => verifyRetire(event.roster, bytes, leaf)),
      refusalOf(() => verifyBundles(event.roster, bundles, amal.member, leaf)),
    ];
    expect(verify(at)).toEqual(['accepted', 'accepted']);
    expect(verify(event.leaves.length)).toEqual(['record-author', 'bundle-signature']);
  });

  it('a record stays readable when the policy changes after it (policy-of-today)', async () => {
    const { event, amal, anna, bo } = world('policy');
    const filed = file(event, { kind: travelKind, author: amal, owner: amal, content: new Uint8Array(3) });
    const kinds = event.policy.kinds.map((rule) => (rule.kind === 'travel' ? { ...rule, gated: false } : rule));
    enact(event, { type: 'policy', policy: { ...event.policy, kinds } }, [anna, bo]);
    const verify = (protocol: Protocol) => () =>
      protocol.records.verifyRecord(replayedBy(protocol, event), filed.sealed.record, filed.leaf, {});
    expect(refusalOf(verify(real))).toBe('accepted');
    const mutant = await mutantProtocol('policy-of-today');
    expect(verify(mutant)).toThrow('record-policy');
  });
});
