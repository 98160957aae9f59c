/**
 * Shapes that every feature's wire file uses. Bytes travel as base64url text with a stated maximum, ids as 22 characters.
 */
import { Type, type Static, type TSchema } from 'typebox';
import { limits } from '../core/limits.ts';

/** At most `max` bytes, base64url without padding. */
export const Bytes = (max: number) => Type.String({ pattern: '^[A-Za-z0-9_-]*$', maxLength: Math.ceil((max * 4) / 3) });
/** Exactly `length` bytes. */
export const Fixed = (length: number) => {
  const characters = Math.ceil((length * 4) / 3);
  return Type.String({ pattern: '^[A-Za-z0-9_-]*$', minLength: characters, maxLength: characters });
};
export const Id = Fixed(16);
/** dd1/signed-outcome. */
export const outcomeBytes = 640;
/** A signed entry, and the signed genesis. What is longer is neither, and nobody is sent it. */
export const entryBodyBytes = limits.entryBytes * 2;
export const genesisBodyBytes = limits.genesisBytes * 2;
export const Word = Type.String({ pattern: '^[a-z0-9-]{1,64}$', maxLength: 64 });
/** Words of a browser, or a choice between a few: printable ASCII. */
export const Text = (max: number) => Type.String({ pattern: '^[ -~]*$', maxLength: max });
/** A number that a column of 32 bits can hold, also when it grows a little. */
export const Count = Type.Integer({ minimum: 0, maximum: 2_147_000_000 });
export const Index = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
/** Milliseconds since 1970 UTC. */
export const Time = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });
export const Nothing = Type.Object({}, { additionalProperties: false });
export const List = <T extends TSchema>(item: T, max: number) => Type.Array(item, { maxItems: max });
/**
 * A page of a list. Its order is one that no writer chooses. `upTo`: how far the list is read by now; the next page is asked
 * for `after` it. `end`: nothing follows. A page may be short, or empty, before the end.
 */
export const Page = <P extends Record<string, TSchema>>(lines: P) =>
  Type.Object({ ...lines, upTo: Index, end: Type.Boolean() }, { additionalProperties: false });
/** An object that refuses unknown fields: a field that nobody reads may be a secret sent by mistake. */
export const Exact = <P extends Record<string, TSchema>>(properties: P) =>
  Type.Object(properties, { additionalProperties: false });

/**
 * Who may call: anyone; anyone who proves the secret of an invite or of the founding link; a session; a session of a role;
 * a session that began with a recovery card.
 */
export type Access = 'public' | 'member' | 'staff' | 'officer' | 'card';

export interface Act<B extends TSchema = TSchema, R extends TSchema = TSchema> {
  readonly access: Access;
  readonly body: B;
  readonly reply: R;
}

/** Every act is POST /api/<name>; the name is the path, so client and server cannot disagree. */
export function act<B extends TSchema, R extends TSchema>(access: Access, body: B, reply: R): Act<B, R> {
  return { access, body, reply };
}

export type BodyOf<A> = A extends Act<infer B, TSchema> ? Static<B> : never;
export type ReplyOf<A> = A extends Act<TSchema, infer R> ? Static<R> : never;
