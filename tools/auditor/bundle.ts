/** An evidence bundle: everything an officer's client holds about the log, as one JSON file. Hostile until audited. */
import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { leafBytes } from '#protocol/log/leaf.ts';
import { limits } from '#protocol/core/limits.ts';
import type { JudgedAt } from '#protocol/roster/replay.ts';
import { JudgedAt as JudgedAtShape, SignedHead } from '#protocol/wire/ceremonies.ts';
import { Bytes, Exact, Fixed, Index, List, outcomeBytes } from '#protocol/wire/shapes.ts';

const leavesMax = 1_000_000;

const BundleFile = Exact({
  /** Of the event; the auditor compares it with the one she brought along. */
  rootfp: Fixed(32),
  signedGenesis: Bytes(limits.genesisBytes * 2),
  entries: List(JudgedAtShape, 100_000),
  /** The checkpoint with the log's signature and the witness's cosignature. */
  note: Type.String({ maxLength: 8192 }),
  /** Every leaf, 65 bytes each. */
  leaves: Bytes(leafBytes * leavesMax),
  /** The witness's answer to the officer's nonce, of the moment when she read the bodies. */
  head: SignedHead,
  /** dd1/signed-outcome of openings that were not released. */
  outcomes: List(Exact({ leaf: Index, signed: Bytes(outcomeBytes) }), leavesMax),
  /** dd1/log-body of openings, as an officer opened them with the month's key. */
  bodies: List(Exact({ leaf: Index, body: Bytes(24_576) }), leavesMax),
});

interface At {
  readonly leaf: number;
  readonly bytes: Uint8Array;
}

export interface Bundle {
  readonly rootfp: Uint8Array;
  readonly signedGenesis: Uint8Array;
  /** Every verdict, the one on genesis first. */
  readonly entries: readonly JudgedAt[];
  readonly note: string;
  readonly leaves: readonly Uint8Array[];
  readonly head: { readonly bytes: Uint8Array; readonly signature: Uint8Array };
  readonly outcomes: readonly At[];
  readonly bodies: readonly At[];
}

export function parseBundle(text: string): Bundle {
  const file = parseJson(text);
  const leaves = fromBase64url(file.leaves);
  if (leaves.length % leafBytes !== 0) refuse('leaf-shape', `${leaves.length} bytes of leaves`);
  return {
    rootfp: fromBase64url(file.rootfp),
    signedGenesis: fromBase64url(file.signedGenesis),
    entries: file.entries.map(({ leaf, bytes, odd, code, time, signature }) => ({
      leaf,
      body: bytes === null ? undefined : fromBase64url(bytes),
      odd: odd === null ? undefined : fromBase64url(odd),
      code,
      time,
      signature: fromBase64url(signature),
    })),
    note: file.note,
    leaves: Array.from({ length: leaves.length / leafBytes }, (_, i) =>
      leaves.subarray(i * leafBytes, (i + 1) * leafBytes),
    ),
    head: { bytes: fromBase64url(file.head.head), signature: fromBase64url(file.head.signature) },
    outcomes: file.outcomes.map(({ leaf, signed }) => ({ leaf, bytes: fromBase64url(signed) })),
    bodies: file.bodies.map(({ leaf, body }) => ({ leaf, bytes: fromBase64url(body) })),
  };
}

function parseJson(text: string): Static<typeof BundleFile> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse('malformed', 'not JSON');
  }
  const shape = Compile(BundleFile);
  return shape.Check(value) ? value : refuse('malformed', 'not an evidence bundle');
}
