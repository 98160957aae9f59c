/**
 * The open part: rendered by the programme desk's page, signed here, published as these very bytes; and the public's
 * requests, which the communications desk opens.
 */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { communicationsDesk } from '#protocol/core/ids.ts';
import { publicAddress } from '#domain/public-pages/public-address.ts';
import { openRequest, requestsTouch } from '#protocol/publication/public-request.ts';
import type { PublicRequest, RequestKind } from '#protocol/publication/request-form.ts';
import {
  publicationCodec,
  publicationDigest,
  publicationMessage,
  signedPublication,
  snapshot,
  snapshotHash,
  takesRequests,
  verifyPublication,
  type PublicFile,
} from '#protocol/publication/publication.ts';
import { currentEpoch, isSoundEpoch, type Roster } from '#protocol/roster/roster-state.ts';
import { signDetached } from '#protocol/crypto/sodium.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { deskPairs, openDeskSecret } from '../records/team-keys.ts';
import { requireLastPublished, requireNeverPublished } from './last-published.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';
import { keysOf, placeOf, touchFor } from '../session/touch.ts';

/** How many people may ask, and until when their requests are kept. The pages say the same. */
export interface Terms {
  readonly seats: number;
  readonly pressPlaces: number;
  /** Milliseconds since 1970; 0 where nobody can ask. */
  readonly keepUntil: number;
}

/** Publish exactly the files that were previewed, signed with key and touch. */
export async function publish(
  vault: UnlockedVault,
  files: readonly PublicFile[],
  terms: Terms,
): Promise<{ leaf: number }> {
  const { roster, head } = await vault.fresh();
  const { member, secrets } = vault.open;
  const bytes = snapshot.encode({ files });
  const { site: before } = await readPublished(vault, roster);
  const epoch = currentEpoch(roster, communicationsDesk);
  if (takesRequests(terms) && !isSoundEpoch(roster, communicationsDesk))
    refuse('desk-waiting', 'the communications team has no key, or somebody left it since');
  const publication = publicationCodec.encode({
    rootfp: roster.rootfp,
    seq: (before?.seq ?? 0) + 1,
    snapshotHash: snapshotHash(bytes),
    seatEpoch: epoch?.epoch ?? 0,
    seatKeyHash: epoch?.keyHash ?? new Uint8Array(32),
    seats: terms.seats,
    pressPlaces: terms.pressPlaces,
    keepUntil: terms.keepUntil,
    author: member,
    time: head.time,
  });
  const digest = publicationDigest(publication);
  const touched = await touchFor(
    vault.ports,
    placeOf(roster, member),
    'step-up',
    digest,
    keysOf(roster, member),
    'none',
  );
  const signed = signedPublication.encode({
    publication,
    signature: signDetached(secrets.keys.sign.secretKey, publicationMessage(roster.rootfp, digest)),
    assertion: touched.assertion,
  });
  return vault.ports.call('programme/publish', { publication: toBase64url(signed), snapshot: toBase64url(bytes) });
}

export interface PublishedNow {
  /** The public bytes, verified: what the site must serve. */
  readonly site: { readonly seq: number; readonly files: readonly PublicFile[] } | undefined;
  /** How many asked. */
  readonly requests: Readonly<Record<RequestKind, number>>;
  /** The public site's address as the portal says it: for people to compare, never to act on. */
  readonly proposed: string | undefined;
}

/** Read what was published last: the portal says it, and the log must agree. */
async function readPublished(vault: UnlockedVault, roster: Roster): Promise<PublishedNow> {
  const { newest, requests, address } = await vault.ports.call('programme/published', {});
  const proposed = address === null ? undefined : publicAddress(address);
  if (newest === null) {
    await requireNeverPublished(vault);
    return { site: undefined, requests, proposed };
  }
  const bytes = fromBase64url(newest.snapshot);
  const { publication, digest, files } = verifyPublication(
    roster,
    fromBase64url(newest.publication),
    bytes,
    newest.leaf,
  );
  await requireLastPublished(vault, digest, newest.leaf);
  return { site: { seq: publication.seq, files }, requests, proposed };
}

export async function published(vault: UnlockedVault): Promise<PublishedNow> {
  const { roster } = await vault.fresh();
  return readPublished(vault, roster);
}

export interface OpenedRequest extends PublicRequest {
  readonly id: number;
  readonly at: number;
  readonly until: number;
}

export interface OpenedRequests {
  readonly opened: readonly OpenedRequest[];
  /**
   * Requests that no key of this desk opens: made by hand, or damaged. Strangers wrote them, so they must not stop the
   * others.
   */
  readonly unreadable: readonly { readonly id: number; readonly kind: RequestKind; readonly at: number }[];
}

/** Open what the public asked, as the communications desk; one touch for the desk key. */
export async function openRequests(vault: UnlockedVault): Promise<OpenedRequests> {
  const { roster } = await vault.fresh();
  const { member } = vault.open;
  const requests = await allRequests(vault);
  const data = requestsTouch(roster.rootfp);
  const touched = await touchFor(vault.ports, placeOf(roster, member), 'opening', data, keysOf(roster, member), 'open');
  const pairs = await deskPairs(vault, roster, communicationsDesk, openDeskSecret(vault, touched.got));
  const read = requests.map(({ id, kind, at, until, ...given }) => {
    const pair = pairs.get(given.epoch);
    if (pair === undefined) return { id, kind, at };
    const place = { rootfp: roster.rootfp, publication: fromBase64url(given.publication), kind };
    try {
      return { ...openRequest(pair, place, fromBase64url(given.sealed)), id, at, until };
    } catch {
      return { id, kind, at };
    }
  });
  const isOpen = (one: (typeof read)[number]): one is OpenedRequest => 'ticket' in one;
  return { opened: read.filter(isOpen), unreadable: read.filter((one) => !isOpen(one)) };
}

type StoredRequest = Reply<'public/requests'>['requests'][number];

async function allRequests(vault: UnlockedVault): Promise<readonly StoredRequest[]> {
  const all: StoredRequest[] = [];
  for (;;) {
    const last = all.at(-1)?.id ?? 0;
    const { requests } = await vault.ports.call('public/requests', { after: last });
    if (requests.length === 0) return all;
    // From the server: an answer that repeats itself would keep this page busy without end.
    if (requests.some(({ id }, at) => id <= (requests[at - 1]?.id ?? last)))
      refuse('malformed', 'requests out of order');
    all.push(...requests);
  }
}

/** Give places back: these requests are deleted before their day. */
export async function removeRequests(vault: UnlockedVault, ids: readonly number[]): Promise<void> {
  await vault.ports.call('public/remove', { ids: [...ids] });
}
