/**
 * Manifest and acknowledgement (§5, §7): objects whose bytes the specification fixes and that no program makes yet. The vectors
 * freeze them from here. The first act that uses one moves it into protocol/.
 */
import { blob, fixed, list, object, uint32, uint64 } from '#protocol/core/codec.ts';
import { assertion } from '#protocol/crypto/assertion.ts';
import { memberId } from '#protocol/core/ids.ts';
import { limits } from '#protocol/core/limits.ts';
import { sizes } from '#protocol/crypto/sodium.ts';

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

/** An officer's signed statement that she has checked the log up to this size. */
export const acknowledgeCodec = object('dd1/acknowledge', {
  rootfp: fixed(sizes.hash),
  officer: memberId,
  size: uint64,
  root: fixed(sizes.hash),
  rosterHead: fixed(sizes.hash),
  time: uint64,
  assertion,
});
