/** Publishing: the signed files become the newest row that the public site can read, with an entry in the log. */
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { communicationsDesk, type MemberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { publicationLeaf, verifyPublication } from '#protocol/publication/publication.ts';
import { currentEpoch, isSoundEpoch } from '#protocol/roster/roster-state.ts';
import type { Body } from '#protocol/wire/wire.ts';
import { now } from '../clock.ts';
import type { Trx } from '../db.ts';
import { deny, isDuplicate, Refusal } from '../errors.ts';
import type { Portal } from '../portal.ts';
import type { Writer } from '../quota.ts';
import { readKeys } from '../roster/store.ts';
import { newestSeq, storePublication } from './store.ts';

/** The author's clock need not be ours. */
const dayMs = 24 * 3600 * 1000;

interface Sent {
  readonly signed: Uint8Array;
  readonly snapshot: Uint8Array;
}

function verify({ rosterCache }: Portal, author: MemberId, sent: Sent, leaf: number) {
  const verified = rosterCache.standing((roster) => verifyPublication(roster, sent.signed, sent.snapshot, leaf));
  if (verified.publication.author !== author) refuse('record-author', 'signed by somebody else');
  // Its end is counted from the time that the author wrote herself.
  if (verified.publication.keepUntil > now() + limits.requestKeepMsMax + dayMs)
    refuse('field', 'requests would be kept for ever');
  return verified;
}

type Verified = ReturnType<typeof verify>;

/** Returns the key that requests are sealed to, or none where the desk has made none: then no request can be taken. */
async function seatKeyOf({ rosterCache, db }: Portal, { publication }: Verified): Promise<Uint8Array | null> {
  const epoch = currentEpoch(rosterCache.roster, communicationsDesk);
  if (publication.seats > 0 && !isSoundEpoch(rosterCache.roster, communicationsDesk))
    refuse('desk-waiting', 'somebody who left holds the key for requests');
  if (epoch?.epoch !== publication.seatEpoch || !equal(epoch.keyHash, publication.seatKeyHash)) return null;
  const asked = { members: [], desks: [{ desk: communicationsDesk, epoch: epoch.epoch }], months: [] };
  return (await readKeys(db, asked)).desks[0]?.public_key ?? null;
}

async function store(trx: Trx, sent: Sent, verified: Verified, seatKey: Uint8Array | null, leaf: number) {
  const { publication, digest } = verified;
  // Of two who publish at once, the second signed without having seen what the first published.
  if (publication.seq !== (await newestSeq(trx)) + 1) deny('record-conflict');
  const logged = publicationLeaf(digest);
  await storePublication(trx, {
    seq: publication.seq,
    digest,
    rootfp: publication.rootfp,
    publication: sent.signed,
    snapshot: sent.snapshot,
    leaf,
    commitment: logged.commitment,
    seat_key: seatKey,
    seat_epoch: publication.seatEpoch,
    seats: publication.seats,
    press_places: publication.pressPlaces,
    keep_until: new Date(publication.keepUntil),
  });
  return logged;
}

export async function publish(portal: Portal, writer: Writer, body: Body<'programme/publish'>): Promise<number> {
  const author = writer.member;
  const sent = { signed: fromBase64url(body.publication), snapshot: fromBase64url(body.snapshot) };
  const { roster } = portal.rosterCache;
  const early = verify(portal, author, sent, Math.max(portal.publisher.tree.size, roster.verdicts.leaf + 1));
  const seatKey = await seatKeyOf(portal, early);
  try {
    const { first } = await portal.threads.quota.spend(writer, 'statements', 1, () =>
      portal.commits.commit(
        // The roster may have changed since: who she is at this place in the log counts.
        async (trx, at) => store(trx, sent, verify(portal, author, sent, at), seatKey, at),
        (leaf) => [leaf],
      ),
    );
    // Like a record it counts when it is committed. The witness's signature follows; an absent witness delays nothing.
    portal.publisher.schedulePublish();
    return first;
  } catch (error) {
    if (isDuplicate(error)) throw new Refusal('record-conflict', { cause: error });
    throw error;
  }
}
