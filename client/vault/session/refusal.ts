import { ProtocolError, type Evidence } from '#protocol/core/errors.ts';
import type { RefusalCode } from '#protocol/wire/codes.ts';

/** Any refusal as it crosses to the screens: a code, an id to quote, evidence to hand on. Never contents. */
export interface RefusalFacts {
  readonly code: RefusalCode;
  readonly detail: string;
  readonly request: string | undefined;
  readonly evidence: Evidence | undefined;
  /** The field of a record that it is about. */
  readonly field?: string | undefined;
}

/** A refusal by the portal or by the browser; protocol/ has its own error. */
export class Refused extends Error {
  readonly facts: RefusalFacts;

  constructor(code: RefusalCode, detail = '', more: { request?: string; evidence?: Evidence; cause?: unknown } = {}) {
    super(`${code}: ${detail}`, more.cause === undefined ? undefined : { cause: more.cause });
    this.name = 'Refused';
    this.facts = { code, detail, request: more.request, evidence: more.evidence };
  }
}

export function factsOf(error: unknown): RefusalFacts {
  if (error instanceof Refused) return error.facts;
  if (error instanceof ProtocolError)
    return { code: error.code, detail: error.detail, request: undefined, evidence: error.evidence, field: error.field };
  return {
    code: 'vault-broken',
    detail: error instanceof Error ? error.name : 'unknown',
    request: undefined,
    evidence: undefined,
  };
}
