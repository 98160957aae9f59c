/** What officers and the owner may read of an opening, sealed by the witness itself, so that no portal can vary it. */
import { requireKey } from '#protocol/openings/desk-seed.ts';
import { refuse } from '#protocol/core/errors.ts';
import { bodyDigest } from '#protocol/log/leaf.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { assertion, type Assertion } from '#protocol/crypto/assertion.ts';
import { logBody, logBodyContext, logView, logViewContext } from '#protocol/openings/log-lines.ts';
import type { OpeningSalts } from '#protocol/openings/opening.ts';
import type { SignedOutcome } from '#protocol/openings/outcome.ts';
import type { Header } from '#protocol/records/header.ts';
import { currentMonth, findCard, type Roster } from '#protocol/roster/roster-state.ts';
import { wrap, wrapCodec } from '#protocol/crypto/wrap.ts';
import { random } from '../random.ts';
import type { OfferedKeys } from './request.ts';
import type { Kept } from './store.ts';

/**
 * Only the newest month's key is accepted. Otherwise the portal could choose a month whose seed the present officers do
 * not have, and an opening that no officer can read is a silent one.
 */
export function requireMonthKey(roster: Roster, offered: OfferedKeys): Uint8Array {
  const current = currentMonth(roster) ?? refuse('desk-waiting', 'officers have made no month key yet');
  if (offered.month?.month !== current.month) return refuse('desk-key', 'the key of the current month is needed');
  return requireKey(offered.month.publicKey, current.key.keyHash);
}

/**
 * The owner's key, where there is one: a desk's record has no owner, and someone who has not joined has no key yet.
 * Everyone else gets her view, or nothing is released.
 */
export function requireOwnerKey(roster: Roster, header: Header, offered: OfferedKeys): Uint8Array | undefined {
  const card = header.owner === undefined ? undefined : findCard(roster, header.owner);
  if (header.owner === undefined || card === undefined) return undefined;
  const key = offered.owners.get(header.owner) ?? refuse('desk-key', "the owner's key is needed to seal her view");
  return requireKey(key, card.sealKeyHash);
}

interface Readable {
  readonly rootfp: Uint8Array;
  readonly leaf: number;
  readonly body: Uint8Array;
  readonly view: Uint8Array;
  readonly salts: OpeningSalts;
  readonly touch: Assertion;
  /** Hashes of all bodies that the touch was made over. */
  readonly batch: readonly Uint8Array[];
  readonly outcome: SignedOutcome;
  readonly month: string;
  readonly monthKey: Uint8Array;
  readonly owner: MemberId | undefined;
  readonly ownerKey: Uint8Array | undefined;
}

export function sealLines(opened: Readable): Kept {
  const { month, owner, ownerKey } = opened;
  return { month, owner, body: sealForOfficers(opened), view: ownerKey && sealForOwner(ownerKey, opened) };
}

function sealForOfficers(opened: Readable): Uint8Array {
  const { rootfp, leaf, body, view, salts, touch, batch, outcome, monthKey } = opened;
  const plain = logBody.encode({
    leaf,
    bodySalt: salts.body,
    body,
    viewSalt: salts.view,
    view,
    assertion: assertion.encode(touch),
    batch,
    outcome,
  });
  return wrapCodec.encode(wrap(monthKey, plain, logBodyContext(rootfp, leaf), random(64)));
}

function sealForOwner(ownerKey: Uint8Array, { rootfp, leaf, body, view, salts, outcome }: Readable): Uint8Array {
  const digest = bodyDigest(salts.body, body);
  const plain = logView.encode({ leaf, bodyDigest: digest, viewSalt: salts.view, view, outcome });
  return wrapCodec.encode(wrap(ownerKey, plain, logViewContext(rootfp, leaf), random(64)));
}
