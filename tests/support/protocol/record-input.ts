/** What an author's vault seals and a requester asks: the same for an event of protocol code and for one behind acts. */
import { concat, utf8 } from '#protocol/core/bytes.ts';
import type { DeskId, KindId, MemberId, RecordId } from '#protocol/core/ids.ts';
import { hash, key32, type Key32 } from '#protocol/crypto/sodium.ts';
import type { MemberKeys } from '#protocol/members/keys.ts';
import { ruleOf } from '#protocol/members/policy.ts';
import type { Opening } from '#protocol/openings/opening.ts';
import { deskTagKey, personTagKey, publicTagKey, recordIdOf, whoseOf } from '#protocol/records/place.ts';
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
  readonly leaf: number;
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
  readonly tagKey?: Key32;
}

/** The secret of somebody's inbox, or of a desk's keys, in the tests' events: generation 1. */
const testSecret = (whose: string): Key32 => key32(hash(concat(utf8('inbox of a test'), utf8(whose))));

/** Under the first generation, unless everybody can compute it. */
export function tagKeyOf(
  rootfp: Uint8Array,
  kind: KindId,
  of: { readonly owner: MemberId | undefined; readonly desk: DeskId | undefined; readonly about: MemberId | undefined },
): Key32 {
  const whose = whoseOf(of);
  const known = publicTagKey(rootfp, kind, whose);
  if (known !== undefined) return known;
  const { owner, desk = '' as DeskId } = of;
  if (owner !== undefined) return personTagKey(testSecret(owner), { rootfp, owner, kind, generation: 1 });
  return deskTagKey(testSecret(desk), { rootfp, desk, kind, whose, generation: 1 });
}

/** Where a record is sealed, and by which clock and randomness. */
export interface SealPlace {
  readonly roster: Roster;
  readonly now: number;
  readonly opensAt: number;
  readonly witnessKey: Uint8Array;
  readonly bytes: (length: number) => Uint8Array;
  readonly deskKeyOf: (desk: DeskId) => Uint8Array | undefined;
}

export function recordInput<Person extends Keyholder>(
  place: SealPlace,
  filing: Filing<Person, FiledBefore>,
): SealInput {
  const { roster, now, bytes } = place;
  const { kind, author, owner, desk, before } = filing;
  const rule = ruleOf(roster.policy, kind);
  const of = { owner: owner?.member, desk, about: filing.about?.member };
  const record = before?.record ?? recordIdOf(roster.rootfp, kind, whoseOf(of));
  const header: SealInput['header'] = {
    rootfp: roster.rootfp,
    kind,
    record,
    ...of,
    ownerKeyHash: owner === undefined ? undefined : findCard(roster, owner.member)?.sealKeyHash,
    revision: (before?.input.header.revision ?? 0) + 1,
    seen: before === undefined ? 0 : before.leaf + 1,
    author: author.member,
    rosterSeq: roster.seq,
    rosterHead: roster.head,
    readers: rule.readers,
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
      tagKey: filing.tagKey ?? before?.input.secrets.tagKey ?? tagKeyOf(roster.rootfp, kind, of),
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
