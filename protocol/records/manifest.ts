/** Manifest and acknowledgement (§5.7, §7): their bytes are fixed, and no act uses them yet. */
import { blob, fixed, list, object, uint32, uint64 } from '../core/codec.ts';
import { assertion } from '../crypto/assertion.ts';
import { memberId } from '../core/ids.ts';
import { limits } from '../core/limits.ts';
import { sizes } from '../crypto/sodium.ts';

/** No kind names: a desk that sees the list learns only how many records there are. */
const manifestLine = object('dd1/manifest-line', {
  recordHash: fixed(sizes.hash),
  revision: uint32,
  digest: fixed(sizes.hash),
});

export const manifestCodec = object('dd1/manifest', {
  rootfp: fixed(sizes.hash),
  owner: memberId,
  seq: uint32,
  prev: fixed(sizes.hash),
  lines: list(manifestLine, limits.kinds),
});

export const signedManifest = object('dd1/signed-manifest', {
  manifest: blob(limits.bodyBytes),
  signature: fixed(sizes.signature),
});

/** An officer's word that she audited the log up to here. */
export const acknowledgeCodec = object('dd1/acknowledge', {
  rootfp: fixed(sizes.hash),
  officer: memberId,
  size: uint64,
  root: fixed(sizes.hash),
  rosterHead: fixed(sizes.hash),
  time: uint64,
  assertion,
});
