/** What this log's own key and the witness of the root have signed: checkpoints under both, and heads. */
import { base64 } from '@scure/base';
import type { Static } from 'typebox';
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { ProtocolError } from '#protocol/core/errors.ts';
import type { KeyPair } from '#protocol/crypto/sodium.ts';
import { verifyCheckpoint, verifyCosignature } from '#protocol/log/checkpoint.ts';
import { headCodec, verifyHead, type Head } from '#protocol/log/head.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import type { SignedHead } from '#protocol/wire/ceremonies.ts';
import type { Standing } from './reader.ts';

/** A checkpoint under both keys. */
export interface Cosigned {
  readonly size: number;
  readonly note: string;
}

export interface LogKey {
  readonly origin: string;
  readonly pair: KeyPair;
}

/** Undefined before the founding. */
export type Root = Pick<Roster, 'genesis' | 'rootfp'> | undefined;

export class Signatures {
  readonly #key: LogKey;
  readonly #root: () => Root;

  constructor(key: LogKey, root: () => Root) {
    [this.#key, this.#root] = [key, root];
  }

  /** A note of this very log that verifies under both keys. */
  fitting(note: string, { tree, size: ours }: Standing): Cosigned | undefined {
    const size = Number(note.split('\n')[1]);
    if (!Number.isSafeInteger(size) || size < 1 || size > ours) return undefined;
    return this.isCosigned(note, size, tree.root(size)) ? { size, note } : undefined;
  }

  /** A note under both keys over more than this log has, or over another one. */
  contradicts(note: string, { tree, size: ours }: Standing): 'longer' | 'other' | undefined {
    const [, text, rootText] = note.split('\n');
    const size = Number(text);
    if (!Number.isSafeInteger(size) || rootText === undefined) return undefined;
    const root = decoded(rootText);
    if (!this.isCosigned(note, size, root)) return undefined;
    if (size > ours) return 'longer';
    return equal(tree.root(size), root) ? undefined : 'other';
  }

  /** A head that the witness of the root signed, over whose nonce ever. */
  verifiedHead({ head, signature }: Static<typeof SignedHead>): Head | undefined {
    const root = this.#root();
    if (root === undefined) return undefined;
    try {
      const bytes = fromBase64url(head);
      const { nonce } = headCodec.parse(bytes);
      return verifyHead(root.genesis, root.rootfp, bytes, fromBase64url(signature), nonce);
    } catch (error) {
      if (error instanceof ProtocolError) return undefined;
      throw error;
    }
  }

  isCosigned(note: string, size: number, root: Uint8Array): boolean {
    const witnessCard = this.#root()?.genesis.witnesses[0];
    if (witnessCard === undefined) return false;
    const { origin, pair } = this.#key;
    try {
      const parsed = verifyCheckpoint(note, { origin, publicKey: pair.publicKey });
      verifyCosignature(parsed, witnessCard);
      return parsed.checkpoint.size === size && equal(parsed.checkpoint.root, root);
    } catch (error) {
      if (error instanceof ProtocolError) return false;
      throw error;
    }
  }
}

/** Empty for what is no base64. */
function decoded(text: string): Uint8Array {
  try {
    return base64.decode(text);
  } catch {
    return new Uint8Array(0);
  }
}
