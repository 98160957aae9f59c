/**
 * Every way in which bytes or a claim can be refused. The set is closed: the client has one calm sentence per code,
 * the server one status, the error catalogue one row (docs/errors.md is made from this list).
 */
export const protocolCodes = [
  // Shape: the bytes are not what the specification says (§1).
  'malformed',
  'too-large',
  'wrong-label',
  'wrong-length',
  // Keys and slots (§2).
  'wrong-key',
  'weak-secret',
  'slot-foreign',
  'card-mistyped',
  'key-unusable',
  // Assertions (§2).
  'assertion-type',
  'assertion-challenge',
  'assertion-origin',
  'assertion-rp',
  'assertion-cross-origin',
  'assertion-presence',
  'assertion-verification',
  'assertion-backup',
  'assertion-credential',
  'assertion-signature',
  'credential-key',
  // Root, roster, head (§3).
  'root-mismatch',
  'genesis-signature',
  'founding-mismatch',
  'roster-chain',
  'roster-signature',
  'roster-right',
  'roster-quorum',
  'roster-rule',
  'roster-expired',
  'roster-twice',
  'roster-often',
  'card-signature',
  'policy-unsound',
  'policy-loose',
  'policy-unconfirmed',
  'entry-missing',
  'needs-missing',
  'verdict-false',
  'state-differs',
  'not-yet',
  'head-signature',
  'head-nonce',
  'head-stale',
  'head-behind',
  'own-entry',
  // Invites (§4).
  'invite-link',
  'invite-mac',
  'invite-box',
  'invite-expired',
  'invite-inviter',
  'join-other',
  'invite-used',
  'join-proof',
  'join-changed',
  'reveal-signature',
  // Records (§5).
  'record-signature',
  'record-expected',
  'record-policy',
  'record-author',
  'record-place',
  'record-tag',
  'record-commitment',
  'record-key',
  'record-old',
  'record-retired',
  'inbox-missing',
  'wrap-signature',
  'wrap-recipient',
  'padding',
  'field',
  // Desks (§6).
  'desk-key',
  'desk-waiting',
  // Openings (§7).
  'opening-not-logged',
  'opening-batch',
  'opening-body',
  'opening-nonce',
  'opening-requester',
  'opening-desk',
  'opening-time',
  'opening-closed',
  'opening-limit',
  'opening-share',
  'opening-tag',
  'release-mismatch',
  'release-refused',
  'outcome-signature',
  'outcome-leaf',
  'outcome-twice',
  'outcome-never',
  'outcomes-withheld',
  // Log (§8).
  'leaf-shape',
  'leaf-missing',
  'inclusion',
  'consistency',
  'checkpoint-shape',
  'checkpoint-signature',
  'checkpoint-cosignature',
  'log-fork',
  'log-behind',
  'log-body',
  // Threads (§9).
  'bundle-signature',
  'bundle-old',
  'bundle-missing',
  'thread-member',
  'thread-forked',
  'message-signature',
  'contact-changed',
  'chunk-gone',
  'attachment-hash',
] as const;

export type ProtocolCode = (typeof protocolCodes)[number];

/** What a refusal keeps, so that the person can hand it to an officer: never contents, only public objects. */
export interface Evidence {
  readonly [name: string]: string | number;
}

/**
 * The one error protocol/ throws. `detail` names sizes, counts and steps, never contents or secrets. `evidence`
 * carries the public objects that prove misbehaviour (both checkpoints of a fork, say).
 */
export class ProtocolError extends Error {
  readonly code: ProtocolCode;
  readonly detail: string;
  readonly evidence: Evidence | undefined;
  /** The field of a record that it is about, such as `legs.0.from`: its name, never what is in it. */
  readonly field: string | undefined;

  constructor(
    code: ProtocolCode,
    detail: string,
    options: { cause?: unknown; evidence?: Evidence; field?: string } = {},
  ) {
    super(`${code}: ${detail}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'ProtocolError';
    this.code = code;
    this.detail = detail;
    this.evidence = options.evidence;
    this.field = options.field;
  }
}

/** Refuses with a code; for use in expressions. */
export function refuse(code: ProtocolCode, detail: string, evidence?: Evidence): never {
  throw new ProtocolError(code, detail, evidence === undefined ? {} : { evidence });
}
