/** The event that all frozen cases are about. Books that append to it are called in one order. */
import type { MemberId } from '#protocol/core/ids.ts';
import type { Operation } from '#protocol/roster/operations.ts';
import type { Entry } from '#protocol/roster/roster.ts';
import {
  addMember,
  enact,
  invite,
  makeEntry,
  quorumOf,
  rekey,
  standardEvent,
  type Making,
} from '../support/protocol/event.ts';
import { sodiumReady } from '#protocol/crypto/sodium.ts';
import type { World } from './act.ts';

await sodiumReady;

export const { event, tess, tomas, vera, amal, bijan } = standardEvent('frozen world');
export const third = invite(event, 'participant');
enact(event, third.operation);
event.people.set(third.person.member, third.person);
export const renewed = rekey(event, third.person);
/** Has made as many entries of her own as anybody may within a day. */
export const busy = [0, 1, 2, 3].reduce((person) => rekey(event, person), addMember(event, 'participant'));
/** Ids for people without keys; the second was withdrawn. */
const ids = [event.randomness.id<MemberId>(), event.randomness.id<MemberId>()].toSorted();
enact(event, { type: 'reserve', ids: ids.map((member) => ({ member, inbox: event.randomness.bytes(32) })) });
export const [reservedMember, withdrawnMember] = ids as [MemberId, MemberId];
enact(event, { type: 'remove', member: withdrawnMember });
export const world: World = {
  signedGenesis: event.signedGenesis,
  rootfp: event.rootfp,
  foundedAt: event.foundedAt,
  entries: event.entries,
  roster: event.roster,
};

export function makeSigned(
  operation: Operation,
  signers = quorumOf(event),
  change: Partial<Entry> = {},
  making: Making = {},
) {
  return makeEntry(event, operation, signers, { ...making, change });
}
