/** What an author's vault seals and a requester asks: the same for an event of protocol code and for one behind acts. */
import { toId, type DeskId, type KindId, type MemberId, type RecordId } from '#protocol/core/ids.ts';
import { key32, type Key32 } from '#protocol/crypto/sodium.ts';
import { deriveTagKey, type MemberKeys } from '#protocol/members/keys.ts';
import { ruleOf } from '#protocol/members/policy.ts';
import type { Opening } from '#protocol/openings/opening.ts';
import type { Sealed, SealInput } from '#protocol/records/seal.ts';
import type { VerifiedRecord } from '#protocol/records/verify.ts';
import { currentEpoch, findCard, type Roster } from '#protocol/roster/roster-state.ts';

export const dayMs = 24 * 3_600_000;
export const hourMs = 3_600_000;

interface Keyholder {
  readonly member: MemberId;
  readonly keys: MemberKeys;
}

export interface FiledBefore {
  readonly record: RecordId;
  readonly input: SealInput;
  readonly sealed: Sealed;
}

export interface Filing<Person extends Keyholder, Before extends FiledBefore> {
  readonly kind: KindId;
  readonly author: Person;
  readonly owner?: Person;
  readonly desk?: DeskId;
  readonly about?: Person;
  readonly content: Uint8Array;
  readonly before?: Before;
  readonly header?: Partial<SealInput['header']>;
}

/** Where a record is sealed, and by which clock and randomness. */
export interface SealPlace<Person> {
  readonly roster: Roster;
  readonly now: number;
  readonly opensAt: number;
  readonly witnessKey: Uint8Array;
  readonly bytes: (length: number) => Uint8Array;
  readonly accountSecretOf: (person: Person) => Key32;
  readonly deskKeyOf: (desk: DeskId) => Uint8Array | undefined;
}

export function recordInput<Person extends Keyholder>(
  place: SealPlace<Person>,
  filing: Filing<Person, FiledBefore>,
): SealInput {
  const { roster, now, bytes } = place;
  const { kind, author, owner, desk, before } = filing;
  const rule = ruleOf(roster.policy, kind);
  const record = before?.record ?? toId<RecordId>(bytes(16));
  const ownTag =
    author === owner ? deriveTagKey(place.accountSecretOf(author), roster.rootfp, record) : key32(bytes(32));
  const header: SealInput['header'] = {
    rootfp: roster.rootfp,
    kind,
    record,
    owner: owner?.member,
    ownerKeyHash: owner === undefined ? undefined : findCard(roster, owner.member)?.sealKeyHash,
    desk,
    about: filing.about?.member,
    revision: (before?.input.header.revision ?? 0) + 1,
    prev: before?.sealed.digest ?? new Uint8Array(32),
    author: author.member,
    rosterSeq: roster.seq,
    rosterHead: roster.head,
    readers: desk === undefined ? rule.readers : [desk],
    gated: rule.gated,
    opensAt: place.opensAt,
    closesAt: now + 90 * dayMs,
    purgeAfter: now + 120 * dayMs,
    ...filing.header,
  };
  return {
    header,
    content: filing.content,
    secrets: {
      deskShare: key32(bytes(32)),
      witnessShare: key32(bytes(32)),
      tagKey: before?.input.secrets.tagKey ?? ownTag,
    },
    ownerKey: header.ownerKeyHash === undefined ? undefined : owner?.keys.seal.publicKey,
    witnessKey: rule.gated ? place.witnessKey : undefined,
    deskKeys: header.readers.flatMap((each) => {
      const epoch = currentEpoch(roster, each);
      const publicKey = place.deskKeyOf(each);
      return epoch === undefined || publicKey === undefined ? [] : [{ desk: each, epoch: epoch.epoch, publicKey }];
    }),
    signSecretKey: author.keys.sign.secretKey,
  };
}

/** What one touch opens of one record; `change` says something else than an honest client would. */
export function openingOf(
  { record, rootfp }: { readonly record: VerifiedRecord; readonly rootfp: Uint8Array },
  asked: Pick<Opening, 'requester' | 'desk' | 'ephemeralHash' | 'time'>,
  change: Partial<Opening>,
): Opening {
  return {
    ...asked,
    rootfp,
    record: record.header.record,
    digest: record.digest,
    headerHash: record.headerHash,
    reason: 'booking',
    justification: new Uint8Array(32),
    until: asked.time + hourMs,
    ...change,
  };
}
