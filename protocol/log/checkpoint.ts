/**
 * Checkpoints: c2sp.org/tlog-checkpoint inside c2sp.org/signed-note, cosigned as c2sp.org/tlog-cosignature (v1). The
 * text forms of foreign standards, so base64 with padding and SHA-256 key ids as those say.
 */
import { base64 } from '@scure/base';
import { concat, equal, readU64, u64, utf8 } from '../core/bytes.ts';
import { refuse } from '../core/errors.ts';
import { sha256 } from '../crypto/sha256.ts';
import { signatureHolds, signDetached, sizes } from '../crypto/sodium.ts';

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Uint8Array;
}

const algorithms = { log: 0x01, witness: 0x04 } as const;

export interface NoteKey {
  readonly name: string;
  readonly publicKey: Uint8Array;
  readonly use: keyof typeof algorithms;
}

/** Returns how a signature line names its key: the first four bytes of SHA-256(name || 0x0A || algorithm || key). */
function keyId(key: NoteKey): Uint8Array {
  return sha256(concat(utf8(`${key.name}\n`), new Uint8Array([algorithms[key.use]]), key.publicKey)).slice(0, 4);
}

/** Returns the text of the note: origin, size and root, one line each. */
export function checkpointText(checkpoint: Checkpoint): string {
  return `${checkpoint.origin}\n${checkpoint.size}\n${base64.encode(checkpoint.root)}\n`;
}

function signatureLine(key: NoteKey, signature: Uint8Array): string {
  return `— ${key.name} ${base64.encode(concat(keyId(key), signature))}\n`;
}

/** Returns the whole note, signed with the log key. */
export function signCheckpoint(checkpoint: Checkpoint, key: NoteKey, secretKey: Uint8Array): string {
  const body = checkpointText(checkpoint);
  return `${body}\n${signatureLine(key, signDetached(secretKey, utf8(body)))}`;
}

function cosignedText(time: number, body: string): Uint8Array {
  return utf8(`cosignature/v1\ntime ${time}\n${body}`);
}

/** Returns the witness's signature line for a note. `time` is in seconds. */
export function cosignatureLine(body: string, key: NoteKey, secretKey: Uint8Array, time: number): string {
  return signatureLine(key, concat(u64(time), signDetached(secretKey, cosignedText(time, body))));
}

interface ParsedNote {
  readonly body: string;
  readonly checkpoint: Checkpoint;
  readonly lines: readonly { readonly name: string; readonly id: Uint8Array; readonly signature: Uint8Array }[];
}

/** Parses a note from the network (hostile). It reads at most 16 signature lines, and ignores unknown ones. */
export function parseNote(note: string): ParsedNote {
  const cut = note.indexOf('\n\n');
  if (cut < 0 || note.length > 8192 || !note.endsWith('\n')) return refuse('checkpoint-shape', 'no signed note');
  const body = note.slice(0, cut + 1);
  const [origin, size, root, ...rest] = body.split('\n');
  if (origin === undefined || origin === '' || size === undefined || root === undefined || rest.join('') !== '')
    return refuse('checkpoint-shape', 'not three lines');
  if (!/^(0|[1-9][0-9]{0,15})$/u.test(size)) refuse('checkpoint-shape', 'size is no number');
  if (!Number.isSafeInteger(Number(size))) refuse('checkpoint-shape', 'size beyond 2^53');
  const lines = note
    .slice(cut + 2, -1)
    .split('\n')
    .slice(0, 16)
    .map((line) => {
      // signed-note: a name has no space and no plus sign.
      const match = /^— ([^\s+]+) (\S+)$/u.exec(line);
      const bytes = match === null ? undefined : decode64(match[2] as string);
      if (match === null || bytes === undefined || bytes.length < 5)
        return refuse('checkpoint-shape', 'signature line');
      return { name: match[1] as string, id: bytes.slice(0, 4), signature: bytes.slice(4) };
    });
  const rootBytes = decode64(root) ?? refuse('checkpoint-shape', 'root is not base64');
  if (rootBytes.length !== 32) refuse('checkpoint-shape', `${rootBytes.length}-byte root`);
  return { body, checkpoint: { origin, size: Number(size), root: rootBytes }, lines };
}

function decode64(text: string): Uint8Array | undefined {
  try {
    return base64.decode(text);
  } catch {
    return undefined;
  }
}

function signaturesOf(parsed: ParsedNote, key: NoteKey): Uint8Array[] {
  const id = keyId(key);
  return parsed.lines.filter((line) => line.name === key.name && equal(line.id, id)).map((line) => line.signature);
}

/** Requires a checkpoint of this log, signed with the log key of genesis. */
export function verifyCheckpoint(note: string, log: { origin: string; publicKey: Uint8Array }): ParsedNote {
  const parsed = parseNote(note);
  if (parsed.checkpoint.origin !== log.origin) refuse('root-mismatch', 'checkpoint of another log');
  const key: NoteKey = { name: log.origin, publicKey: log.publicKey, use: 'log' };
  const text = utf8(parsed.body);
  if (!signaturesOf(parsed, key).some((signature) => signatureHolds(key.publicKey, text, signature)))
    refuse('checkpoint-signature', 'not signed by the log key of the root');
  return parsed;
}

/** Returns the time of the witness's cosignature, in seconds. Refuses a note without one. */
export function verifyCosignature(parsed: ParsedNote, witness: { name: string; cosignKey: Uint8Array }): number {
  const key: NoteKey = { name: witness.name, publicKey: witness.cosignKey, use: 'witness' };
  for (const signature of signaturesOf(parsed, key)) {
    if (signature.length !== 8 + sizes.signature) continue;
    const time = readU64(signature, 0);
    if (signatureHolds(key.publicKey, cosignedText(time, parsed.body), signature.slice(8))) return time;
  }
  return refuse('checkpoint-cosignature', 'not cosigned by the witness of the root');
}

/** Refuses two checkpoints of one size with two roots: the log forked. Both notes are kept as evidence. */
export function requireSameLog(a: string, b: string): void {
  const [first, second] = [parseNote(a), parseNote(b)];
  if (first.checkpoint.size !== second.checkpoint.size || equal(first.checkpoint.root, second.checkpoint.root)) return;
  refuse('log-fork', `two roots at size ${first.checkpoint.size}`, { first: a, second: b });
}
