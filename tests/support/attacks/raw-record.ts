/**
 * What a member can write without a client: any revision of a record, sealed with her own keys and wrapped for whom the policy
 * names, whatever is in it.
 */
import { fromBase64url, toBase64url, utf8 } from '#protocol/core/bytes.ts';
import type { DeskId, KindId, MemberId } from '#protocol/core/ids.ts';
import type { Key32 } from '#protocol/crypto/sodium.ts';
import { ruleOf } from '#protocol/members/policy.ts';
import { publicTagKey, recordIdOf, whoseOf } from '#protocol/records/place.ts';
import { sealRecord } from '#protocol/records/seal.ts';
import { witnessNow } from '#protocol/roster/by-leaf.ts';
import { currentEpoch, findCard } from '#protocol/roster/roster-state.ts';
import { rosterOf, secret32, type Insider } from './insider.ts';
import { codeOf } from './refused.ts';

export interface RawRecord {
  readonly kind: string;
  readonly owner?: MemberId;
  readonly desk?: DeskId;
  readonly revision: number;
  /** Of a kind without a public tag. */
  readonly tagKey?: Key32;
  readonly opensAt?: number;
  /** Its content, or the bytes of something that is none. */
  readonly content: object | Uint8Array;
}

/** Puts it, having seen the whole log. Answers `stored` or the code of the refusal. */
export async function putRaw(insider: Insider, raw: RawRecord): Promise<string> {
  const { wire } = insider.person;
  const roster = await rosterOf(insider);
  const { rootfp } = roster;
  const kind = raw.kind as KindId;
  const whom = { owner: raw.owner, desk: raw.desk, about: undefined };
  const { readers, gated } = ruleOf(roster.policy, kind);
  const desks = readers.flatMap((desk) => {
    const epoch = currentEpoch(roster, desk);
    return epoch === undefined ? [] : [{ desk, epoch: epoch.epoch }];
  });
  const members = raw.owner === undefined ? [] : [raw.owner];
  const keys = await wire.ask('roster/keys', { members, desks, months: [] });
  const { note } = await wire.ask('log/checkpoint', {});
  const until = Date.UTC(2028, 0, 1);
  const sealed = sealRecord({
    header: {
      rootfp,
      kind,
      record: recordIdOf(rootfp, kind, whoseOf(whom)),
      ...whom,
      ownerKeyHash: raw.owner === undefined ? undefined : findCard(roster, raw.owner)?.sealKeyHash,
      revision: raw.revision,
      seen: Number(note.split('\n')[1]),
      author: insider.member,
      rosterSeq: roster.seq,
      rosterHead: roster.head,
      readers,
      gated,
      opensAt: raw.opensAt ?? 0,
      closesAt: until,
      purgeAfter: until,
    },
    content:
      raw.content instanceof Uint8Array
        ? raw.content
        : utf8(JSON.stringify({ v: 1, kind: raw.kind, content: raw.content })),
    secrets: {
      deskShare: secret32(),
      witnessShare: secret32(),
      tagKey: publicTagKey(rootfp, kind, whoseOf(whom)) ?? raw.tagKey ?? secret32(),
    },
    ownerKey: raw.owner === undefined ? undefined : fromBase64url(keys.members[0]?.sealKey ?? ''),
    witnessKey: gated ? witnessNow(roster).sealKey : undefined,
    deskKeys: desks.map((one, at) => ({ ...one, publicKey: fromBase64url(keys.desks[at]?.publicKey ?? '') })),
    signSecretKey: insider.keys.sign.secretKey,
  });
  const item = {
    record: toBase64url(sealed.record),
    content: toBase64url(sealed.content),
    deskWraps: sealed.deskWraps.map(toBase64url),
    tag: toBase64url(sealed.leaf.tag),
  };
  return wire.ask('records/put', { items: [item] }).then(
    () => 'stored',
    (error: unknown) => codeOf(Promise.reject(error)),
  );
}

/** What became of an act: `done`, or the code of the refusal. */
export const endOf = (act: Promise<unknown>): Promise<string> =>
  act.then(
    () => 'done',
    (error: unknown) => codeOf(Promise.reject(error)),
  );
