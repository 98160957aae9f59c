/**
 * Copies of a team's key lie in tables that the portal's role may write, and nothing in the list of members tells what a
 * right copy is. So each bears a code under a key that is not in the database. A row without its code is as good as none.
 */
import { timingSafeEqual } from 'node:crypto';
import { toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { derive, deriveKey, type Key32 } from '#protocol/crypto/sodium.ts';

export interface SeedRow {
  readonly member: string;
  readonly wrap: Uint8Array;
  readonly code: Uint8Array | null;
}

export class SeedCodes {
  readonly #key: Key32;

  constructor(key: Key32) {
    this.#key = deriveKey(key, utf8('copies of team keys'));
  }

  codeOf(desk: string, epoch: number, member: string, wrap: Uint8Array): Uint8Array {
    return derive(this.#key, utf8(JSON.stringify([desk, epoch, member, toBase64url(wrap)])), 32);
  }

  isOurs(desk: string, epoch: number, { member, wrap, code }: SeedRow): boolean {
    const own = this.codeOf(desk, epoch, member, wrap);
    return code !== null && code.length === own.length && timingSafeEqual(code, own);
  }
}
