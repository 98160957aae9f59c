/** Begin a founding (§3) with a founder's link (f1) or a co-founder's (c1). */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { draftCodec, draftId, requireWitnessCard } from '#protocol/members/founding.ts';
import { deriveInviteKeys, parseFounderLink, parseFoundingLink } from '#protocol/members/invite-link.ts';
import { requireSoundPolicy } from '#protocol/members/policy.ts';
import { derive, key32, sodiumReady } from '#protocol/crypto/sodium.ts';
import { tuple } from '#protocol/core/tuple.ts';
import type { Ports } from '../session/ports.ts';
import { CoFounder } from './co-founder.ts';
import { Founder } from './founder.ts';

/**
 * Return the part of the person who has the link. The witness is believed only by the hash in the founder's link or in
 * the draft. Refuses another witness card than the founder's link names, and another draft than a co-founder's link
 * names.
 */
export async function beginFounding(ports: Ports, fragment: string): Promise<Founder | CoFounder> {
  await sodiumReady;
  const bare = fragment.trim().replace(/^#/u, '');
  if (bare.startsWith('f1.')) {
    const { secret, cardHash } = parseFounderLink(bare);
    const redeem = derive(key32(secret), tuple('dd1/founding/redeem'), 32);
    const pass = { invite: null, redeem: toBase64url(redeem) };
    const look = await ports.call('founding/look', pass);
    requireWitnessCard(fromBase64url(look.witnessCard), cardHash);
    return new Founder(ports, pass, look);
  }
  const link = parseFoundingLink(bare);
  const pass = { invite: link.invite, redeem: toBase64url(deriveInviteKeys(link).redeem) };
  const look = await ports.call('founding/look', pass);
  const bytes = fromBase64url(look.draft ?? refuse('founding-mismatch', 'no draft yet'));
  if (!equal(draftId(bytes), link.rootfp)) refuse('founding-mismatch', 'another draft');
  const draft = draftCodec.parse(bytes);
  // Of two rules for one kind she would be shown one.
  requireSoundPolicy(draft.policy, draft.draftedAt);
  return new CoFounder(ports, pass, look, link, { bytes, draft, id: link.rootfp });
}
