/** What the forms of the public pages ask. Only words and numbers: a page imports this without libsodium. */
export const requestKinds = ['seat', 'press'] as const;
export type RequestKind = (typeof requestKinds)[number];

export interface PublicRequest {
  readonly kind: RequestKind;
  /** May be empty: a name is never needed for a seat. */
  readonly name: string;
  readonly contact: string;
  readonly outlet: string;
  readonly needs: string;
  readonly language: 'en' | 'sv';
  /** The ticket's code, opaque; shown to the visitor once. */
  readonly ticket: string;
}

/** The fields that the visitor writes herself. */
export const requestFields = ['name', 'contact', 'outlet', 'needs'] as const;
export const requestTextMax = 400;
/** The one size of a sealed request, in bytes: the padded text, what opens it, and two lengths. */
export const sealedRequestBytes = 13_484;
