/**
 * The checks that @simplewebauthn/server (tried: version 14) does not make, each with its test: frames, ids, user handles,
 * and every claim about the model of a key that no attestation proves.
 */
import { decodeAttestationObject } from '@simplewebauthn/server/helpers';
import { equal, fromUtf8 } from '#protocol/core/bytes.ts';
import type { Database } from '../db.ts';
import { deny } from '../errors.ts';

/** 1. Refuses a ceremony inside a frame of another site, whether or not the browser names the top frame. */
export function requireTopLevel(clientDataJSON: Uint8Array): void {
  const data = JSON.parse(fromUtf8(clientDataJSON)) as Record<string, unknown>;
  if (data['crossOrigin'] !== undefined && data['crossOrigin'] !== false) deny('ceremony-refused');
  if (data['topOrigin'] !== undefined) deny('ceremony-refused');
}

/** 2. Requires that the id that the response names is the one that was signed, or looked up. */
export function requireSameId(named: Uint8Array, found: Uint8Array): void {
  if (!equal(named, found)) deny('ceremony-refused');
}

/** 3. Requires that the user handle is that of the credential's own member. */
export function requireOwnHandle(handle: Uint8Array, ofMember: Uint8Array): void {
  if (!equal(handle, ofMember)) deny('ceremony-refused');
}

interface Statement {
  readonly format: string;
  readonly certified: boolean;
}

function statementOf(attestationObject: Uint8Array<ArrayBuffer>): Statement {
  const decoded = decodeAttestationObject(attestationObject);
  return { format: decoded.get('fmt'), certified: decoded.get('attStmt').get('x5c') !== undefined };
}

/** 4. Without attestation the AAGUID is only a claim. */
export function isUnattested(statement: Statement): boolean {
  return statement.format === 'none';
}

/** 5. Self attestation is signed by the same key that it describes. */
export function isSelfAttested(statement: Statement): boolean {
  return statement.format === 'packed' && !statement.certified;
}

/** 6. A certificate counts only under a configured root. Without one the library accepts any. */
export function isWithoutRoot(statement: Statement, roots: ReadonlySet<string>): boolean {
  return statement.certified && !roots.has(statement.format);
}

/** Returns the model of the key where attestation proves it, otherwise zeros. */
export function believedAaguid(
  attestationObject: Uint8Array<ArrayBuffer>,
  claimed: Uint8Array,
  roots: ReadonlySet<string>,
): Uint8Array {
  const statement = statementOf(attestationObject);
  const unbelieved = isUnattested(statement) || isSelfAttested(statement) || isWithoutRoot(statement, roots);
  return unbelieved ? new Uint8Array(16) : claimed;
}

/**
 * True for a touch that was counted before: the key was copied, and the copy was used. A key that does not count says 0
 * each time.
 */
export function isCountedBefore(known: number, seen: number): boolean {
  return (known > 0 || seen > 0) && seen <= known;
}

/** 7. Moves the counter by compare-and-set: of two answers of one cloned key at once, one is refused. */
export async function advanceCounter(
  db: Database,
  credential: Uint8Array,
  from: number,
  to: number,
  usedAt: number,
): Promise<void> {
  const moved = await db
    .updateTable('credential')
    .set({ counter: to, used_at: usedAt })
    .where('id', '=', credential)
    .where('counter', '=', from)
    .executeTakeFirst();
  if (moved.numUpdatedRows !== 1n) deny('ceremony-refused');
}
