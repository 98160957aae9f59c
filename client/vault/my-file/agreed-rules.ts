/**
 * The event's rules as the owner agreed to them (§5.1). When a policy loosens, nothing of hers is sealed under it before she
 * has confirmed each sentence. What she agreed to is in her own record `self`, so the portal can neither read nor alter it,
 * nor hand out an older one.
 */
import { equal, fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import type { KindId } from '#protocol/core/ids.ts';
import { defaultPolicy } from '#protocol/members/default-policy.ts';
import { policyHash, ruleOf, type Policy } from '#protocol/members/policy.ts';
import { policyDifferences, requireConfirmed, type PolicyDifference } from '#protocol/members/policy-differences.ts';
import { blankContent, parseContent, type Content } from '#protocol/records/content.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import type { OpenedRecord, UnlockedVault } from '../session/unlocked-vault.ts';

/** With what the present rules were compared: those that this version ships, or those that she agreed to before. */
export type RuleBase = 'usual' | 'before';

/** Where the present policy is looser than it, one difference for each thing. */
export interface RuleNews {
  readonly rules: readonly PolicyDifference[];
  readonly base: RuleBase;
}

/** A policy that she agreed to, by hash in base64url, and a leaf at which it was in force: one can come back later. */
interface Agreed {
  readonly policy: string;
  readonly leaf: number;
}

/** Agreed to in this session: `self` has it once it is sealed. */
const agreedNow = new WeakMap<object, Agreed>();

function openedSelf(vault: UnlockedVault): OpenedRecord | undefined {
  const { member, opened } = vault.open;
  return [...opened.values()].find(
    ({ verified: { header } }) => (header.kind as string) === 'self' && header.owner === member,
  );
}

export const knowsSelf = (vault: UnlockedVault): boolean => openedSelf(vault) !== undefined;

/** Return the content of her newest `self` that this session has read; blank if there is none. */
function readSelf(vault: UnlockedVault): Content<'self'> {
  const own = openedSelf(vault);
  return own === undefined ? blankContent('self') : parseContent('self', own.content);
}

/** Return `self` as it is to be written now. */
export function nextSelf(vault: UnlockedVault, roster: Roster): Content<'self'> {
  return { ...readSelf(vault), policy: hashText(roster.policy) };
}

const hashText = (policy: Policy) => toBase64url(policyHash(policy));

/** What `self` says. It was sealed when nothing was left to confirm, so it stands for the policies before its leaf. */
const agreedBefore = (vault: UnlockedVault): Agreed => ({
  policy: readSelf(vault).policy,
  leaf: openedSelf(vault)?.verified.leaf ?? -1,
});

const placeOf = ({ policies }: Pick<Roster, 'policies'>, { policy, leaf }: Agreed): number => {
  const hash = fromBase64url(policy);
  return policies.findLastIndex((one) => one.from <= leaf && equal(policyHash(one.policy), hash));
};

/** True if `self` names the present policy, and not an equal one that others came after. */
export const selfIsPresent = (vault: UnlockedVault, roster: Roster): boolean =>
  placeOf(roster, agreedBefore(vault)) === roster.policies.length - 1;

/**
 * Return where the present policy is looser than any that she has had since she last agreed. One that was tightened and
 * loosened again counts, also to the very words that she agreed to: what she wrote in between was promised more. Who never
 * agreed to any is told what is looser than usual.
 */
export function looserRules(vault: UnlockedVault, roster: Roster): RuleNews {
  const { policies, policy } = roster;
  const at = placeOf(roster, agreedNow.get(vault.open) ?? agreedBefore(vault));
  if (at < 0) return { rules: looser(policy, [defaultPolicy(policy.event)]), base: 'usual' };
  return {
    rules: looser(
      policy,
      policies.slice(at).map((one) => one.policy),
    ),
    base: 'before',
  };
}

function looser(present: Policy, earlier: readonly Policy[]): readonly PolicyDifference[] {
  const found = new Map<string, PolicyDifference>();
  for (const one of earlier.flatMap((before) => policyDifferences(present, before))) {
    const thing = `${one.of}/${one.name}/${one.field}`;
    if (one.loosens && !found.has(thing)) found.set(thing, one);
  }
  return [...found.values()];
}

/** Refuse to seal what she writes about herself under rules that she has not seen, with `policy-unconfirmed`. */
export function requireAgreedRules(
  vault: UnlockedVault,
  roster: Roster,
  requests: readonly { readonly kind: string; readonly owner: string | undefined }[],
): void {
  const own = requests.some(
    ({ kind, owner }) => owner === vault.open.member && ruleOf(roster.policy, kind as KindId).writers.length === 0,
  );
  if (own) requireConfirmed(looserRules(vault, roster).rules, new Set());
}

/** Take her ticks for the rules of this roster. Refuses with `policy-unconfirmed` if one is missing. */
export function agree(vault: UnlockedVault, roster: Roster, ticked: readonly string[]): void {
  requireConfirmed(looserRules(vault, roster).rules, new Set(ticked));
  agreedNow.set(vault.open, { policy: hashText(roster.policy), leaf: roster.policies.at(-1)?.from ?? -1 });
}
