// Random lives of a roster with one turned officer, a stolen card and a portal that withholds, replays and reorders. No
// run ends where one officer did what needs two, where honest officers cannot act, or where two readers differ.
// RUNS=20000 npm test -- tests/unit/protocol/people-model for many more.
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { officersDesk } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import { encodeLeaf, rosterLeaf } from '#protocol/log/leaf.ts';
import { isFrozen, isFrozenAt } from '#protocol/roster/frozen.ts';
import { enact } from '#protocol/roster/judge.ts';
import { follow } from '#protocol/roster/replay.ts';
import {
  deskMembers,
  findCard,
  keyHolders,
  officersAt,
  officersOf,
  type Roster,
} from '#protocol/roster/roster-state.ts';
import { stateAt, stateOf } from '#protocol/roster/state.ts';
import { travel, type Person } from '../../support/protocol/event.ts';
import { castOf, hourMs, Play, type Cast, type InForce } from '../../support/protocol/roster-play.ts';

const numRuns = Number(process.env['RUNS'] ?? 200);
const casts = new Map<number, Cast>();
beforeAll(async () => {
  await sodiumReady;
  for (const officers of [2, 3, 4]) casts.set(officers, castOf(officers));
});

/** How often each act is tried, so that those that answer each other meet within a few steps. */
const acts = {
  'X freezes': 5,
  'X freezes without end': 1,
  'X removes': 1,
  'X takes out of the desk': 1,
  'X takes into the desk': 2,
  'X lifts': 2,
  'X changes an officer': 2,
  'X writes the policy': 1,
  'X takes a key out': 1,
  'X releases': 4,
  'the thief claims': 4,
  'the thief renews': 4,
  'the portal opens its drawer': 5,
  'the portal lets lapse': 3,
  'time passes': 5,
  'they stop the claim': 1,
  'they freeze': 3,
  'they lift': 5,
  'they make keys': 1,
  'they take into the desk': 1,
} as const;
type Act = keyof typeof acts;

interface Step {
  readonly act: Act;
  /** Whom it is about: of four, so that acts meet. */
  readonly whom: number;
  readonly who: number;
  readonly kept: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.oneof(...Object.entries(acts).map(([act, weight]) => ({ weight, arbitrary: fc.constant(act as Act) }))),
  whom: fc.nat(3),
  who: fc.nat(2),
  kept: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
});
/** Beginnings of what somebody may want; random steps go between and around. `!` is kept in the drawer. */
const plots: readonly (readonly (Act | `!${Act}`)[])[] = [
  ['X freezes', 'they lift', 'X freezes'],
  ['X freezes', 'time passes', 'the portal lets lapse', 'X freezes'],
  ['!they freeze', 'X freezes', 'they lift', 'the portal opens its drawer'],
  ['!they freeze', 'they freeze', 'they lift', 'the portal opens its drawer'],
  ['the thief claims', 'X releases', 'time passes', 'the thief renews'],
  ['the thief claims', 'time passes', 'X releases', 'the thief renews'],
  ['X freezes', 'the thief claims', 'X releases', 'time passes', 'the thief renews'],
  ['!they stop the claim', 'the thief claims', 'the portal opens its drawer', 'the thief renews'],
  ['X freezes', 'X removes'],
  ['X freezes', 'X takes into the desk'],
  ['X freezes', 'X lifts'],
];

const plot: fc.Arbitrary<readonly Step[]> = fc
  .record({ of: fc.constantFrom(...plots), whom: fc.nat(3), who: fc.nat(2), between: fc.array(step, { maxLength: 1 }) })
  .map(({ of, whom, who, between }) =>
    of.flatMap((name, at) => {
      const kept = name.startsWith('!');
      const one = { act: (kept ? name.slice(1) : name) as Act, whom, kept, who };
      return at === 1 ? [...between, one] : [one];
    }),
  );
const steps = fc
  .array(fc.oneof({ weight: 2, arbitrary: plot }, { weight: 3, arbitrary: step.map((one) => [one]) }), {
    minLength: 2,
    maxLength: 7,
  })
  .map((parts) => parts.flat());

const waits = [hourMs, 25 * hourMs, 73 * hourMs] as const;

type Signed = Parameters<Play['sign']>[0];

/** One act of somebody. What the adversary does is tried; the others do what they would do then. */
function take(play: Play, { act, who, whom, kept }: Step): void {
  const { honest, turned, staff, spare } = play.cast;
  const targets = [staff[0], honest[0], honest.at(-1), spare] as Person[];
  const about = targets[whom] as Person;
  const { member } = about;
  // A portal that helps keeps what is signed, its own and theirs, and brings it when it likes.
  const offer = (operation: Signed | undefined, signers: readonly Person[]) => {
    if (operation === undefined) return;
    const body = play.sign(operation, [...new Set(signers)]);
    if (kept) play.drawer.push(body);
    else play.append(body);
  };
  const good = honest[who % honest.length] as Person;
  const pair = [...honest, turned].filter((one) => one.member !== member && one !== turned).slice(0, 2);
  const tried: Record<Act, () => void> = {
    'X freezes': () => offer(play.freeze(member, limits.freezeMsMax), [turned]),
    'X freezes without end': () => offer(play.freeze(member, undefined), [turned]),
    'X removes': () => offer({ type: 'remove', member }, [turned]),
    'X takes out of the desk': () => offer({ type: 'desk-leave', desk: travel, member }, [turned]),
    'X takes into the desk': () => offer({ type: 'desk-join', desk: travel, member }, [turned]),
    'X lifts': () => offer(play.unfreeze(member), [turned]),
    'X changes an officer': () => offer({ type: 'officer-change', member, in: who === 0 }, [turned]),
    'X writes the policy': () => offer(play.policy(`x${who}`), [turned]),
    'X takes a key out': () => offer(play.fewerKeys(member), [turned]),
    'X releases': () => offer(play.release(whom), [turned]),
    'the thief claims': () => play.claim(whom),
    'the thief renews': () => play.rekey(whom),
    'the portal opens its drawer': () => play.bring(who),
    'the portal lets lapse': () => offer({ type: 'lapse', member }, []),
    'time passes': () => play.wait(waits[who] as number),
    'they stop the claim': () => offer({ type: 'claim-stop', member }, pair.slice(0, 1)),
    'they freeze': () => offer(play.freeze(member, hourMs * (1 + who * 30)), [good]),
    'they lift': () => offer(play.unfreeze(member), pair),
    'they make keys': () =>
      offer(who === 0 ? play.month() : play.epoch(travel), who === 0 ? pair : [staff[1] as Person]),
    'they take into the desk': () => offer({ type: 'desk-join', desk: travel, member: spare.member }, pair),
  };
  tried[act]();
}

/** What two must have signed, said once more and otherwise than protocol/ says it. */
function needsTwo({ operation: op, before, signers }: InForce): boolean {
  const officers = officersOf(before);
  switch (op.type) {
    case 'policy':
    case 'officer-change':
    case 'month-key':
      return true;
    case 'freeze':
      return op.until === undefined;
    case 'desk-join':
    case 'unfreeze':
      // About one of two officers, the other alone.
      return !(officers.includes(op.member) && officers.length === 2);
    case 'credential':
      return !signers.includes(op.member);
    default:
      return false;
  }
}

function requireTwo(act: InForce): void {
  const { signers, before, operation } = act;
  if (!needsTwo(act)) return;
  expect(new Set(signers).size, `${operation.type} by one`).toBeGreaterThanOrEqual(2);
  expect(
    signers.every((one) => isFrozen(before, one)),
    `${operation.type} by frozen officers alone`,
  ).toBe(false);
}

/** The thief's card is in the place of hers: only if two officers there said so, or where one other is all there is. */
function requireReleased(play: Play, act: InForce): void {
  const { operation: op, leaf } = act;
  if (op.type !== 'rekey') return;
  const member = op.card.member;
  const began = play.inForce.findLast((one) => one.operation.type === 'claim' && one.leaf < leaf)?.leaf ?? 0;
  const said = play.inForce.filter(
    ({ operation, leaf: at }) => operation.type === 'release' && operation.member === member && at > began && at < leaf,
  );
  const by = new Set(said.flatMap(({ signers }) => signers));
  const others = officersAt(act.before, leaf).filter((one) => one !== member);
  expect(by.size >= 2 || others.length === 1, `rekey after the release of ${by.size}, others ${others.length}`).toBe(
    true,
  );
  if (by.size < 2) expect(act.time - (said.at(-1)?.time ?? act.time)).toBeGreaterThanOrEqual(limits.releaseAloneMsMin);
}

/** What stops somebody and was signed before she was let go on does not stop her again. */
function requireNoDrawer(inForce: readonly InForce[]): void {
  for (const { operation: op, leaf, signedAt } of inForce) {
    if (op.type !== 'freeze' && op.type !== 'remove' && op.type !== 'desk-leave') continue;
    const lifted = inForce.findLast(
      ({ operation, leaf: at }) => operation.type === 'unfreeze' && operation.member === op.member && at < leaf,
    );
    expect(signedAt, `a kept ${op.type}`).toBeGreaterThanOrEqual(lifted?.time ?? 0);
  }
}

/** No officer alone freezes anybody twice, nor more than a few. */
function requireFewFreezes({ frozen }: Roster, inForce: readonly InForce[]): void {
  const alone = inForce.flatMap(({ operation, signers, leaf }) =>
    operation.type === 'freeze' && operation.until !== undefined && signers.length === 1
      ? [{ pair: `${signers[0]} ${operation.member}`, leaf, member: operation.member }]
      : [],
  );
  for (const { pair, leaf, member } of alone) {
    const again = alone.find((one) => one.pair === pair && one.leaf > leaf);
    if (again === undefined) continue;
    // Only where the first was replaced by two, or ended because she went.
    const first = frozen.get(member)?.find(({ from }) => from === leaf);
    const endedBy = inForce.find((one) => one.leaf === first?.end)?.operation.type ?? 'nothing';
    expect(['unfreeze', 'lapse', 'nothing'], `${pair} twice, first ended by ${endedBy}`).not.toContain(endedBy);
  }
}

/** From here on the portal is honest. Whatever X did, it goes, the others are free, and the desk can be worked in. */
function requireWayOut(play: Play): void {
  const { honest, turned, spare } = play.cast;
  const acting = play.officers(honest);
  if (acting.length < 2) return;
  const two = acting.slice(0, 2);
  const must = (operation: Parameters<Play['sign']>[0], signers: readonly Person[], what: string) =>
    expect(play.append(play.sign(operation, signers)), what).toBe('');
  play.wait(2 * hourMs);
  if (play.officers([turned]).length > 0) {
    // Both may be frozen only if somebody honest froze: then one of them is free, or X is one of three who stop each other.
    if (two.every(({ member }) => isFrozen(play.roster, member))) {
      play.wait(limits.freezeMsMax);
      for (const { member } of two) play.append(play.sign({ type: 'lapse', member }, []));
    }
    must({ type: 'officer-change', member: turned.member, in: false }, two, 'X goes');
  }
  for (const { member } of acting) {
    if (!isFrozen(play.roster, member)) continue;
    const others = acting.filter((one) => one.member !== member).slice(0, 2);
    must(play.unfreeze(member), others, 'a frozen officer is lifted');
  }
  const { policy } = play.roster;
  must(
    { type: 'policy', policy: { ...policy, desks: [...policy.desks, 'last' as (typeof policy.desks)[number]] } },
    two,
    'policy',
  );
  must(play.month(), two, 'a month key');
  for (const { of } of play.cast.stolen) {
    if (play.roster.claims.has(of.member))
      must({ type: 'claim-stop', member: of.member }, [stopper(two, of)], 'a claim is stopped');
  }
  if (keyHolders(play.roster, travel).length > 0) return;
  if (findCard(play.roster, spare.member)?.role !== 'staff') return;
  if (isFrozen(play.roster, spare.member)) must(play.unfreeze(spare.member), two, 'the spare one is lifted');
  if (!deskMembers(play.roster, travel).includes(spare.member))
    must({ type: 'desk-join', desk: travel, member: spare.member }, two, 'somebody goes into the desk');
  must(play.epoch(travel), [spare], 'the desk has its key');
}

const stopper = (two: readonly Person[], of: Person) => two.find(({ member }) => member !== of.member) as Person;

/** A client that came at the end, one that was there all along, and a witness that starts again agree at every place. */
function requireAgreement(play: Play): void {
  const { event, lines, cast } = play;
  let [live, restarted] = [cast.event.roster, cast.event.roster];
  const states: Uint8Array[] = [];
  for (const line of lines) {
    live = follow(live, line);
    const body = line.body as Uint8Array;
    const arrived = { leaf: line.leaf, bytes: encodeLeaf(rosterLeaf(body)), body };
    restarted = enact(restarted, arrived, line.time, line.code).roster;
    states.push(stateOf(live));
  }
  expect(stateOf(live)).toEqual(stateOf(event.roster));
  expect(stateOf(restarted)).toEqual(stateOf(event.roster));
  const first = cast.event.roster.verdicts.size;
  states.forEach((state, at) => expect(stateAt(live, first + at + 1)).toEqual(state));
}

describe.each([2, 3, 4])('with %i officers of whom one has turned', (count) => {
  it('nothing that needs two is done by one, the honest go on, and readers agree', () => {
    const cast = casts.get(count) as Cast;
    fc.assert(
      fc.property(steps, (given) => {
        const play = new Play(cast);
        for (const each of given) take(play, each);
        const say = () => play.told.join('\n');
        try {
          for (const act of play.inForce) requireTwo(act);
          for (const act of play.inForce) requireReleased(play, act);
          requireFewFreezes(play.roster, play.inForce);
          requireNoDrawer(play.inForce);
          expect(officersOf(play.roster).length).toBeGreaterThanOrEqual(Math.min(2, count));
          requireWayOut(play);
          requireAgreement(play);
        } catch (error) {
          throw new Error(say(), { cause: error });
        }
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    );
  });
});

describe('frozen at a leaf', () => {
  it('is what the entries say, leaf by leaf', () => {
    const cast = casts.get(3) as Cast;
    const play = new Play(cast);
    const { member } = cast.participant;
    const [one, two] = cast.honest as [Person, Person];
    const at = () => play.event.leaves.length - 1;
    play.append(play.sign(play.freeze(member, hourMs), [one]));
    const from = at();
    play.append(play.sign(play.unfreeze(member), [one, two]));
    const end = at();
    const frozen = [from - 1, from, from + 0.5, end - 0.5, end, end + 1].map((leaf) =>
      isFrozenAt(play.roster, member, leaf),
    );
    expect(frozen).toEqual([false, false, true, true, false, false]);
    expect(officersAt(play.roster, end)).toEqual(deskMembers(play.roster, officersDesk));
  });
});
