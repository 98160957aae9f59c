/**
 * Subjects (3.7): the event, each desk, each member. Every entry in force adds a link to the chain of each subject that
 * it touches. An entry that names a subject is void if something else touched that subject first.
 */
import { toBase64url, u64, utf8 } from '../core/bytes.ts';
import { blob, fixed, object, uint32, type Of } from '../core/codec.ts';
import { membersDesk, officersDesk, memberId, type DeskId, type MemberId } from '../core/ids.ts';
import { limits } from '../core/limits.ts';
import { tuple } from '../core/tuple.ts';
import { hash, sizes } from '../crypto/sodium.ts';
import type { Genesis } from '../members/genesis.ts';
import type { Operation, OperationOf } from './operations.ts';
import { desksOf, isDeskMember, type Roster } from './roster-state.ts';

const subjectFields = { name: blob(limits.subjectNameBytes), n: uint32, chain: fixed(sizes.hash) };

/** One leaf of the state's second tree. */
export const subjectCodec = object('dd1/subject', subjectFields);
/** What an entry says of a subject that it names. */
export const subjectAt = object('dd1/subject-at', subjectFields);
type Subject = Of<typeof subjectAt>;

const eventName = tuple('dd1/subject/event');
const deskName = (desk: DeskId) => tuple('dd1/subject/desk', utf8(desk));
const memberName = (member: MemberId) => tuple('dd1/subject/member', memberId.encode(member));

/** Returns a subject with its links. One that was never touched has none. */
export function subjectOf(roster: Pick<Roster, 'subjects'>, name: Uint8Array): Subject {
  const kept = roster.subjects.get(toBase64url(name));
  return kept === undefined
    ? { name, n: 0, chain: new Uint8Array(sizes.hash) }
    : { name, n: kept.n, chain: kept.chain };
}

/** Returns the subjects that an operation touches, each once, in order. The roster is the one before the operation. */
export function touchesOf(roster: Roster, op: Operation): readonly Uint8Array[] {
  switch (op.type) {
    case 'add':
    case 'rekey':
    case 'claim':
      return [memberName(op.card.member)];
    case 'credential':
    case 'claim-stop':
    case 'release':
    case 'adopt':
    case 'destroy':
      return [memberName(op.member)];
    case 'reserve':
      return op.ids.map(({ member }) => memberName(member));
    case 'freeze':
    case 'unfreeze':
    case 'lapse':
    case 'remove':
      return [memberName(op.member), ...herDesks(roster, op.member).map(deskName)];
    case 'desk-join':
    case 'desk-epoch':
      return [deskName(op.desk)];
    case 'desk-leave':
      // Both: an approval for her that somebody holds back is void once she leaves.
      return [deskName(op.desk), memberName(op.member)];
    case 'officer-change':
      return touchesOfOfficer(roster, op);
    case 'policy':
      return [eventName, ...op.policy.desks.filter((desk) => !roster.desks.has(desk)).map(deskName)];
    default:
      return [eventName];
  }
}

/** An officer who comes in stays in her desks. With one who goes they change. */
function touchesOfOfficer(roster: Roster, { member, in: comes }: OperationOf<'officer-change'>): readonly Uint8Array[] {
  const others = comes ? [] : herDesks(roster, member).filter((desk) => desk !== officersDesk);
  return [memberName(member), deskName(officersDesk), ...others.map(deskName), eventName];
}

/** Returns the subjects that must be unchanged since an entry was signed. */
export function namesOf(roster: Roster, op: Operation): readonly Uint8Array[] {
  // That its ids are new is a rule of its own.
  if (op.type === 'reserve') return [];
  // Other joins of the desk or changes of other officers do not make this one void. A change of this person does.
  if (op.type === 'desk-join' || op.type === 'officer-change') return [memberName(op.member)];
  return touchesOf(roster, op);
}

/** Returns her present desks without the members' desk, in the order of the names' bytes. */
function herDesks(roster: Roster, member: MemberId): readonly DeskId[] {
  const officer = isDeskMember(roster, officersDesk, member) ? [officersDesk] : [];
  return [...new Set([...officer, ...desksOf(roster, member)])].filter((desk) => desk !== membersDesk).toSorted();
}

/**
 * Returns what genesis touches: the event, its officers in order, the officers' and members' desks, the policy's desks.
 */
export function genesisTouches(genesis: Genesis): readonly Uint8Array[] {
  const desks = new Set([officersDesk, membersDesk, ...genesis.policy.desks]);
  return [eventName, ...genesis.officers.map((card) => memberName(card.member)), ...[...desks].map(deskName)];
}

/** Adds the entry's link to each subject. `index` is its place among the verdicts. */
export function touch(
  { rootfp, subjects, subjectCount }: Pick<Roster, 'rootfp' | 'subjects' | 'subjectCount'>,
  names: readonly Uint8Array[],
  entryHash: Uint8Array,
  index: number,
): Pick<Roster, 'subjects' | 'subjectCount'> {
  let [after, count] = [subjects, subjectCount];
  for (const name of names) {
    const key = toBase64url(name);
    const before = subjectOf({ subjects: after }, name);
    const chain = hash(tuple('dd1/subject-head', rootfp, name, before.chain, entryHash, u64(index)));
    const kept = after.get(key);
    const past = [...(kept?.past ?? []), { index, chain }];
    after = after.with(key, { name, n: before.n + 1, chain, past, place: kept?.place ?? count++ });
  }
  return { subjects: after, subjectCount: count };
}
