/**
 * Who signed a void entry. The judgement stops at its first reason, so the names in a void entry say nothing: somebody who
 * writes the database can put any name beside any bytes. A signer is named only if her signature holds under the card
 * that she held at that leaf.
 */
import { ProtocolError } from '../core/errors.ts';
import type { MemberId } from '../core/ids.ts';
import { findCardAt, type Roster } from './roster-state.ts';
import { entryCodec, signedEntry, verifyEntrySignature, type Entry } from './roster.ts';

export interface VoidEntry {
  readonly entry: Entry;
  /** The entry without its signatures. */
  readonly bytes: Uint8Array;
  /** Nobody: then somebody put it there, and what it says is not told. */
  readonly signers: readonly MemberId[];
}

/** Undefined for bytes that are no entry. `roster` is any later one. */
export function readVoid(roster: Roster, body: Uint8Array, leaf: number): VoidEntry | undefined {
  try {
    const signed = signedEntry.parse(body);
    const entry = entryCodec.parse(signed.entry);
    const signers = signed.signatures.filter((given) => {
      const card = findCardAt(roster, given.member, leaf);
      return (
        card !== undefined && holds(() => verifyEntrySignature(roster, card, entry.operation, signed.entry, given))
      );
    });
    return { entry, bytes: signed.entry, signers: [...new Set(signers.map(({ member }) => member))] };
  } catch (error) {
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}

function holds(verify: () => void): boolean {
  try {
    verify();
    return true;
  } catch (error) {
    if (error instanceof ProtocolError) return false;
    throw error;
  }
}
