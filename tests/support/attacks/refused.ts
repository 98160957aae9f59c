/** A refusal as a person's client carries it: the code and the evidence. Copies of the client have errors of their own. */
import type { Evidence } from '#protocol/core/errors.ts';

export interface Refused {
  readonly code: string;
  readonly evidence: Evidence | undefined;
}

interface Carrier {
  readonly code?: unknown;
  readonly evidence?: Evidence;
  readonly facts?: { readonly code: string; readonly evidence?: Evidence };
}

/** Waits for a refusal. Anything that went well, or broke without a code, is not one. */
export async function refused(act: Promise<unknown> | (() => Promise<unknown>)): Promise<Refused> {
  let value: unknown;
  try {
    value = await (typeof act === 'function' ? act() : act);
  } catch (error) {
    const carrier = error as Carrier;
    if (carrier.facts !== undefined) return { code: carrier.facts.code, evidence: carrier.facts.evidence };
    if (typeof carrier.code === 'string') return { code: carrier.code, evidence: carrier.evidence };
    throw error;
  }
  throw new Error(`nothing was refused: ${JSON.stringify(value)?.slice(0, 200)}`);
}

export async function codeOf(act: Promise<unknown> | (() => Promise<unknown>)): Promise<string> {
  return (await refused(act)).code;
}
