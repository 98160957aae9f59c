/** The body of c2sp.org/tlog-witness add-checkpoint: "old N", proof lines, an empty line, the signed note. Hostile. */
import { base64 } from '@scure/base';
import { refuse } from '#protocol/core/errors.ts';

export interface AddCheckpoint {
  readonly old: number;
  readonly proof: readonly Uint8Array[];
  readonly note: string;
}

export function parseAddCheckpoint(text: string): AddCheckpoint {
  const cut = text.indexOf('\n\n');
  const [first, ...hashes] = text.slice(0, Math.max(cut, 0)).split('\n');
  const old = /^old (0|[1-9][0-9]{0,15})$/u.exec(first ?? '')?.[1];
  if (old === undefined) return refuse('checkpoint-shape', 'no old size');
  if (hashes.length > 63) refuse('checkpoint-shape', `${hashes.length} proof lines`);
  return { old: Number(old), proof: hashes.map(parseHash), note: text.slice(cut + 2) };
}

function parseHash(line: string): Uint8Array {
  try {
    const hash = base64.decode(line);
    if (hash.length === 32) return hash;
  } catch {
    // Falls through to the one refusal.
  }
  return refuse('checkpoint-shape', 'a proof line is no hash');
}
