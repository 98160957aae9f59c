/**
 * What the owner's client does at each unlock (5.12): it gives her an inbox, gives each desk the tag keys of the kinds that it
 * writes for her, and renews both after a recovery, after somebody left such a desk, and after somebody squatted.
 */
import { equal, toBase64url } from '#protocol/core/bytes.ts';
import type { DeskId, KindId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { key32, type Key32 } from '#protocol/crypto/sodium.ts';
import { ownKinds } from '#protocol/members/policy.ts';
import { isStanding, tagDesks, tagsKind, writtenBy } from '#protocol/members/standing.ts';
import {
  blankContent,
  isContentKind,
  parseContent,
  type Content,
  type ContentKind,
} from '#protocol/records/content.ts';
import { nextGenerations, type Generation } from '#protocol/records/generations.ts';
import { personTagKey } from '#protocol/records/place.ts';
import { someoneLeft, type Roster } from '#protocol/roster/roster-state.ts';
import { nextRequest, type Closing, type SealRequest } from '../records/sealing.ts';
import { forPerson, inboxOf, newestKey, placeOfRecord } from '../records/tag-keys.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { nextSelf } from './agreed-rules.ts';
import { standingOf, tagsOf } from './own-inbox.ts';

const dayMs = 24 * 3600 * 1000;

/** Why her inbox gets a new secret. `all`: what she writes herself moves to it, too. */
interface Renewal {
  readonly all: boolean;
}

/** What has to be renewed now; undefined if nothing. `time`: the head's. */
export function renewalOf(vault: UnlockedVault, roster: Roster, time: number): Renewal | undefined {
  const { secrets, revisions } = inboxOf(vault);
  const inbox = revisions.at(-1);
  if (inbox === undefined || secrets.all.length === 0) return { all: true };
  const held = roster.members.get(vault.open.member)?.at(-1);
  if (held !== undefined && held.from > inbox.leaf) return { all: true };
  const isRested = isDayAgo(inbox.header.opensAt, time);
  if (isRested && squatted(vault)) return { all: true };
  if (!secrets.whole || hasNewWriter(vault, roster) || (isRested && leftWriters(roster, inbox.leaf)))
    return { all: false };
  return undefined;
}

/** A time that has not come is none: it was sealed while the witness's clock ran ahead, and would keep the next away until then. */
const isDayAgo = (then: number, time: number): boolean => time - then >= dayMs || then - time > limits.openingSkewMsMax;

/** Somebody who knows her newest keys has put something in the place of a record: not a revision written at the same time. */
function squatted(vault: UnlockedVault): boolean {
  const { member, aside } = vault.open;
  const isNewest = (kind: KindId, tagKey: Key32) => {
    const newest = newestKey(vault, kind, forPerson(member));
    return newest !== undefined && equal(newest, tagKey);
  };
  return [...aside.values()].some(
    ({ kind, tagKey, how }) => how === 'aside' && !isStanding(kind) && isNewest(kind, tagKey),
  );
}

const leftWriters = (roster: Roster, leaf: number): boolean =>
  tagDesks(roster.policy).some(
    (desk) => writtenBy(roster.policy.kinds, desk).length > 0 && someoneLeft(roster, desk, leaf),
  );

/** A desk without a record of tag keys, or a kind of which it has none. */
function hasNewWriter(vault: UnlockedVault, roster: Roster): boolean {
  return tagDesks(roster.policy).some((desk) => {
    const content = tagsOf(vault, tagsKind(desk));
    if (content === undefined) return true;
    const given = new Set(content.keys.map(({ kind }) => kind));
    return writtenBy(roster.policy.kinds, desk).some(({ kind }) => !given.has(kind));
  });
}

export interface Visit {
  readonly requests: readonly SealRequest[];
  readonly closings: readonly Closing[];
}

/** The next revisions of her inbox and of every record of tag keys; with `all`, of her own kinds as well. */
export function renewed(vault: UnlockedVault, roster: Roster, { all }: Renewal): Visit {
  const { secrets } = inboxOf(vault);
  const own = { number: secrets.next, secret: key32(vault.ports.random(32)), spans: [] };
  const generations = nextGenerations(secrets, own, toBase64url);
  const requests: SealRequest[] = [
    { ...standingRequest(vault, 'inbox', generations), number: own.number },
    ...tagDesks(roster.policy).map((desk) => tagsRequest(vault, roster, desk, [...secrets.all, own])),
  ];
  if (!all) return { requests, closings: [] };
  const moved = ownKinds(roster.policy).flatMap(({ kind }) =>
    isContentKind(kind) ? (movedTo(vault, kind, own.secret, own.number) ?? []) : [],
  );
  return {
    requests: [...requests, ...moved.map(({ request }) => request)],
    closings: moved.flatMap(({ closing }) => closing),
  };
}

/** The next revision of a kind of her own under the new key, and the end of what stands under the old one. */
function movedTo(vault: UnlockedVault, kind: ContentKind, secret: Key32, generation: number) {
  const { member: owner, opened, broken, roster } = vault.open;
  const whom = forPerson(owner);
  const { record } = placeOfRecord(vault, kind as unknown as KindId, whom);
  const open = opened.get(record);
  // What nobody can open is hers to write over, and no blank takes its place unasked.
  if (broken.has(record)) return undefined;
  const tagKey = personTagKey(secret, { rootfp: roster.rootfp, owner, kind: kind as unknown as KindId, generation });
  const content = open === undefined ? firstContent(vault, roster, kind) : parseContent(kind, open.content);
  const closing: Closing[] =
    open === undefined ? [] : [{ record, lowestLive: open.verified.header.revision + 1, tagKey: open.tagKey }];
  return { request: nextRequest(vault, kind, content, { whom, tagKey, before: open?.verified }), closing };
}

function standingRequest<K extends 'inbox' | `tags-${string}`>(vault: UnlockedVault, kind: K, content: Content<K>) {
  const whom = forPerson(vault.open.member);
  const tagKey = newestKey(vault, kind as unknown as KindId, whom) as Key32;
  return nextRequest(vault, kind, content, { whom, tagKey, before: standingOf(vault, kind as unknown as KindId) });
}

/** The tag keys of every generation and every kind that this desk writes, the newest as many as fit. */
export function tagsRequest(
  vault: UnlockedVault,
  roster: Roster,
  desk: DeskId,
  secrets: readonly Generation[],
): SealRequest {
  const owner = vault.open.member;
  const kinds = writtenBy(roster.policy.kinds, desk).map(({ kind }) => kind);
  const most = kinds.length === 0 ? 0 : Math.floor(limits.tagKeys / kinds.length);
  const newest = secrets.slice(Math.max(0, secrets.length - most));
  const keys = kinds.flatMap((kind) =>
    newest.map(({ number: generation, secret }) => ({
      kind,
      generation,
      tagKey: toBase64url(personTagKey(secret, { rootfp: roster.rootfp, owner, kind, generation })),
    })),
  );
  const order = keys.toSorted(
    (a, b) =>
      (a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.generation - b.generation) || (a.tagKey < b.tagKey ? -1 : 1),
  );
  return standingRequest(vault, tagsKind(desk) as `tags-${string}`, { keys: order });
}

/** What `self` says is there from the first revision on: which rules nothing loosened. Every other kind begins blank. */
const firstContent = (vault: UnlockedVault, roster: Roster, kind: ContentKind): Content<ContentKind> =>
  kind === 'self' ? nextSelf(vault, roster) : blankContent(kind);

/** The first revision of a kind of her own, blank, under her newest key. */
export function blankRequest(vault: UnlockedVault, roster: Roster, kind: ContentKind): SealRequest {
  const whom = forPerson(vault.open.member);
  const tagKey = newestKey(vault, kind as unknown as KindId, whom) as Key32;
  return nextRequest(vault, kind, firstContent(vault, roster, kind), { whom, tagKey, before: undefined });
}
