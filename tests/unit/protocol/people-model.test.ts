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

interface Step {
  readonly act: number;
  readonly who: number;
  readonly whom: number;
  readonly when: number;
}

const waits = [0, 0, 0, hourMs, 25 * hourMs, 73 * hourMs] as const;
const step = fc.record({ act: fc.nat(23), who: fc.nat(11), whom: fc.nat(11), when: fc.nat(waits.length - 1) });

/** One act of somebody. What the adversary does is tried; what the honest do is what they would do then. */
function take(play: Play, { act, who, whom, when }: Step): void {
  const { honest, turned, staff, spare, participant } = play.cast;
  const everybody = [...honest, turned, ...staff, spare, participant];
  const one = everybody[whom % everybody.length] as Person;
  const good = honest[who % honest.length] as Person;
  const other = honest[(who + 1) % honest.length] as Person;
  const bad = (operation: Parameters<Play['sign']>[0] | undefined, signers: readonly Person[] = [turned]) => {
    if (operation === undefined) return;
    // Offered at once, or first kept.
    const body = play.sign(operation, signers);
    if (when === 0) play.drawer.push(body);
    else play.append(body);
  };
  const honestly = (operation: Parameters<Play['sign']>[0], signers: readonly Person[]) => {
    const body = play.sign(operation, [...new Set(signers)]);
    // The portal keeps it, or appends it and may bring it again.
    if (when === 1) play.drawer.push(body);
    else play.append(body);
  };
  switch (act) {
    case 0:
    case 1:
      return bad(play.freeze(one.member, limits.freezeMsMax));
    case 2:
      return bad({ type: 'remove', member: one.member });
    case 3:
      return bad({ type: 'desk-leave', desk: travel, member: one.member });
    case 4:
      return bad({ type: 'desk-join', desk: travel, member: one.member });
    case 5:
      return bad(play.unfreeze(one.member));
    case 6:
      return bad({ type: 'officer-change', member: one.member, in: who % 2 === 0 });
    case 7:
      return bad({
        type: 'policy',
        policy: { ...play.roster.policy, desks: [...play.roster.policy.desks, `x${who}`] },
      } as never);
    case 8:
      return bad(play.freeze(one.member, undefined));
    case 9: {
      const { credentials } = findCard(play.roster, one.member) ?? { credentials: [] };
      return bad({ type: 'credential', member: one.member, credentials: credentials.slice(1), cardKeyHash: undefined });
    }
    case 10:
    case 11: {
      const claim = play.claim(whom);
      if (claim !== undefined) play.append(claim.body);
      return undefined;
    }
    case 12:
      return bad(play.release(whom));
    case 13:
      play.append(play.rekey(whom));
      return undefined;
    case 14:
      play.append(play.sign({ type: 'lapse', member: one.member }, []));
      return undefined;
    case 15:
    case 16: {
      const kept = play.drawer[(who * 12 + whom) % Math.max(play.drawer.length, 1)];
      if (kept !== undefined) play.append(kept);
      return undefined;
    }
    case 17:
      play.wait(waits[when] as number);
      return undefined;
    case 18: {
      const { of } = play.cast.stolen[whom % 2] as Cast['stolen'][number];
      return honestly({ type: 'claim-stop', member: of.member }, [good]);
    }
    case 19:
      return honestly(play.freeze(one.member, hourMs * (1 + (who % 72))), [good]);
    case 20:
      return honestly(play.unfreeze(one.member), [good, other]);
    case 21:
      return honestly(play.epoch(travel), [staff[who % 2] as Person]);
    case 22:
      return honestly(play.month(), [good, other]);
    default:
      return honestly({ type: 'desk-join', desk: travel, member: spare.member }, [good, other]);
  }
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
      fc.property(fc.array(step, { minLength: 4, maxLength: 14 }), (steps) => {
        const play = new Play(cast);
        for (const each of steps) take(play, each);
        const say = () => play.told.join('\n');
        try {
          for (const act of play.inForce) requireTwo(act);
          for (const act of play.inForce) requireReleased(play, act);
          requireFewFreezes(play.roster, play.inForce);
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
