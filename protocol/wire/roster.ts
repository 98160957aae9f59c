import { Type } from 'typebox';
import { limits } from '../core/limits.ts';
import { CardKit, JudgedAt } from './ceremonies.ts';
import { act, Bytes, Count, entryBodyBytes, Exact, Fixed, Id, Index, List, Nothing, Word } from './shapes.ts';

const SignedEntry = Bytes(entryBodyBytes);
/** As protocol/roster/roster-state.ts names its key. */
export const Month = Type.String({ pattern: '^20[0-9]{2}-[01][0-9](\\.[2-9])?$', maxLength: 9 });
const Seed = Bytes(4096);

/** What is behind the hashes of a desk-epoch or month-key entry: the key, and the seed wrapped to each of its people. */
const Minted = Exact({
  publicKey: Fixed(1216),
  seeds: List(Exact({ member: Id, wrap: Seed }), limits.membersPerEpoch),
});
const mintedOrNull = Type.Union([Minted, Type.Null()]);
const Outcome = Exact({
  /**
   * applied: cosigned by the witness. waiting: more officers must sign; it ends when its time is over, or when somebody or
   * something that it names changes.
   */
  state: Type.Union([Type.Literal('applied'), Type.Literal('waiting')]),
  missing: Index,
});

export const roster = {
  /** `after`: how many verdicts the caller knows, the one on genesis among them. */
  'roster/read': act('member', Exact({ after: Index }), Exact({ entries: List(JudgedAt, 100_000) })),
  'roster/propose': act('staff', Exact({ entry: SignedEntry, minted: mintedOrNull }), Outcome),
  'roster/proposals': act(
    'officer',
    Nothing,
    Exact({
      proposals: List(
        Exact({ id: Id, entry: SignedEntry, minted: mintedOrNull }),
        limits.officers * limits.proposalsPerOfficer,
      ),
    }),
  ),
  /** Adds one signature (dd1/signature) to a waiting entry. */
  'roster/sign': act('officer', Exact({ id: Id, signature: Bytes(4096) }), Outcome),
  'roster/withdraw': act('officer', Exact({ id: Id }), Nothing),
  /** The end of a recovery: entry, new keys, slots and card are taken together or not at all. */
  'roster/rekey': act(
    'card',
    Exact({ entry: SignedEntry, sealKey: Fixed(1216), slots: List(Bytes(limits.slotBytes * 2), 16), card: CardKit }),
    Nothing,
  ),
  /** Her own `credential`: the entry, the slots of keys that are new, and a new card are taken together or not at all. */
  'roster/credential': act(
    'member',
    Exact({
      entry: SignedEntry,
      slots: List(Bytes(limits.slotBytes * 2), 16),
      card: Type.Union([CardKit, Type.Null()]),
    }),
    Nothing,
  ),
  'roster/keys': act(
    'member',
    Exact({
      members: List(Id, 500),
      desks: List(Exact({ desk: Word, epoch: Count }), 100),
      months: List(Month, 24),
    }),
    Exact({
      members: List(Exact({ member: Id, sealKey: Fixed(1216), openKey: Type.Union([Fixed(1216), Type.Null()]) }), 500),
      desks: List(Exact({ desk: Word, epoch: Index, publicKey: Fixed(1216) }), 100),
      months: List(Exact({ month: Month, publicKey: Fixed(1216) }), 24),
    }),
  ),
  /** The caller's own wrapped seeds: of the desks she is in, and of months if she is an officer. */
  'roster/seeds': act(
    'staff',
    Nothing,
    Exact({
      desks: List(Exact({ desk: Word, epoch: Index, wrap: Seed }), 500),
      months: List(Exact({ month: Month, wrap: Seed }), 100),
    }),
  ),
};
