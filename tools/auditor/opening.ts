/** One opening: its body is the one the leaf commits to, and its requester had the right to ask at that place. */
import { equal } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { verifyLogBody } from '#protocol/openings/opening.ts';
import { ruleOf } from '#protocol/members/policy.ts';
import { inTenure, wasDeskMember, type Roster } from '#protocol/roster/roster-state.ts';

export function auditOpening(
  roster: Roster,
  leaf: number,
  leafBytes: Uint8Array | undefined,
  body: Uint8Array | undefined,
): { value: undefined; detail: string } {
  if (leafBytes === undefined || body === undefined) return refuse('log-body', 'no body for this opening');
  const { opening, view } = verifyLogBody(body, leaf, leafBytes);
  if (!equal(opening.rootfp, roster.rootfp)) refuse('root-mismatch', 'opening in another event');
  const { requester, desk } = opening;
  if (!(roster.members.get(requester) ?? []).some((holding) => inTenure(holding, leaf)))
    refuse('opening-requester', 'asked by somebody who held no key there');
  if (!roster.desks.has(desk) || !wasDeskMember(roster, desk, requester, leaf))
    refuse('opening-desk', 'asked by somebody who was not of that desk');
  if (!ruleOf(roster.policy, view.kind).readers.includes(desk))
    refuse('opening-desk', 'the desk does not read this kind');
  const when = new Date(opening.time).toISOString();
  return { value: undefined, detail: `${view.kind} for ${desk} by ${requester}, ${opening.reason}, ${when}` };
}
