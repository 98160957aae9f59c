/** The answer to a verified touch: everything that an unlock needs, in one response (§2). */
import { toBase64url } from '#protocol/core/bytes.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { parseId } from '#protocol/core/ids.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { deny } from '../errors.ts';
import type { Portal } from '../portal.ts';
import { slotsFor, tagKeyOf } from './store.ts';

export async function welcome(
  portal: Portal,
  member: MemberId,
  way: 'key' | 'card',
  holder: Uint8Array,
  headNonce: string,
): Promise<Reply<'login/finish'>> {
  const { rosterCache, publisher, heads, db } = portal;
  const answer = await heads.askIfThere(headNonce);
  const { cached } = heads;
  // A head from before her keys came into force names others for her, and would look like a replacement of them.
  const since = rosterCache.roster.members.get(member)?.at(-1)?.from ?? 0;
  if (((answer ?? cached)?.head.size ?? Infinity) <= since) deny('witness-away');
  // Up to the size of the head, so that the two agree. Without a head, the entries that the witness is known to have seen.
  const size = answer?.head.size ?? publisher.cosigned;
  const entries = rosterCache.entries(0, ({ leaf }) => leaf < size);
  return {
    member: parseId(member),
    way,
    slots: (await slotsFor(db, member, holder)).map(toBase64url),
    signedGenesis: toBase64url(rosterCache.signedGenesis),
    entries,
    head: answer?.signed ?? null,
    cachedHead: cached?.signed ?? null,
    portalTagKey: toBase64url(await tagKeyOf(db, member)),
  };
}
