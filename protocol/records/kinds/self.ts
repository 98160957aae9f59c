import { shaped, words } from './fields.ts';

/** What a member's own client remembers for her. Nobody else reads it. */
export const self = shaped({
  /** `policyHash` of the policy that she agreed to, in base64url. */
  policy: words(43),
});
