/**
 * The witness's two key pairs, from one file of two seeds (0600). The sealing seed is separate, so that it can be
 * backed up as two shares without the cosigning seed.
 */
import { closeSync, fsyncSync, openSync, readFileSync, statSync, writeSync } from 'node:fs';
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { key32, sealKeyPair, signKeyPair, type Key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import { witnessCard, witnessCardHash, type WitnessCard } from '#protocol/members/witness-card.ts';
import { random } from './random.ts';

export interface WitnessKeys {
  readonly cosign: KeyPair;
  readonly seal: KeyPair;
  readonly card: WitnessCard;
  readonly cardBytes: Uint8Array;
  readonly cardHash: Uint8Array;
}

/** Never overwrites: a lost key is a new witness, and only officers may name one. */
export function makeKeyFile(path: string): void {
  const file = openSync(path, 'wx', 0o600);
  try {
    writeSync(file, `cosign ${toBase64url(random(32))}\nseal ${toBase64url(random(32))}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

export function readKeyFile(path: string, name: string): WitnessKeys {
  if ((statSync(path).mode & 0o077) !== 0) throw new Error('the key file is readable by others; its mode must be 0600');
  const lines = readFileSync(path, 'utf8').split('\n');
  const cosign = signKeyPair(seedOf(lines[0], 'cosign'));
  const seal = sealKeyPair(seedOf(lines[1], 'seal'));
  const card = { name, cosignKey: cosign.publicKey, sealKey: seal.publicKey, address: '' };
  return { cosign, seal, card, cardBytes: witnessCard.encode(card), cardHash: witnessCardHash(card) };
}

function seedOf(line: string | undefined, word: string): Key32 {
  const [found, text, ...rest] = (line ?? '').split(' ');
  if (found !== word || text === undefined || rest.length > 0) throw new Error(`the key file has no ${word} seed`);
  return key32(fromBase64url(text));
}
