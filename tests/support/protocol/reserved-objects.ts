/**
 * Manifest and named list (§5, §7): objects whose bytes the specification fixes and that no program makes yet. The vectors
 * freeze them from here. The first act that uses one moves it into protocol/.
 */
import { blob, fixed, list, object, text, uint32, uint64 } from '#protocol/core/codec.ts';
import { assertion } from '#protocol/crypto/assertion.ts';
import { deskId, memberId } from '#protocol/core/ids.ts';
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

/** Whose records leave in one batch, to whom, and until when they may be kept there. */
export const namedList = object('dd1/named-list', {
  rootfp: fixed(sizes.hash),
  desk: deskId,
  recipient: text(limits.recipientBytes),
  destroyBy: uint64,
  /** Of the opening's batch, which the requester touches. */
  batch: fixed(sizes.hash),
});

/** A second officer's touch (purpose step-up) over H(T("dd1/named-list", list)). */
export const namedListTouch = object('dd1/named-list-touch', {
  list: blob(limits.wrapBytes),
  officer: memberId,
  assertion,
});
