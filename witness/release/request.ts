/** A release request as bytes. */
import { assertion, type Assertion } from '#protocol/crypto/assertion.ts';
import { fromBase64url } from '#protocol/core/bytes.ts';
import { refuse } from '#protocol/core/errors.ts';
import { parseId, type MemberId } from '#protocol/core/ids.ts';
import type { OpeningSalts } from '#protocol/openings/opening.ts';
import type { ReleaseRequest } from '#protocol/wire/witness.ts';

export interface AskedItem {
  readonly leaf: number;
  readonly salts: OpeningSalts;
  readonly record: Uint8Array;
  readonly recordLeaf: number;
}

/** Full keys for hashes in the roster; each is compared before anything is sealed to it. */
export interface OfferedKeys {
  readonly month: { readonly month: string; readonly publicKey: Uint8Array } | undefined;
  readonly owners: ReadonlyMap<MemberId, Uint8Array>;
}

export interface Asked {
  readonly bodies: readonly Uint8Array[];
  readonly ephemeralKey: Uint8Array;
  readonly touch: Assertion;
  readonly items: readonly AskedItem[];
  readonly offered: OfferedKeys;
}

export function parseAsked(body: ReleaseRequest): Asked {
  if (body.items.length !== body.bodies.length)
    refuse('opening-batch', `${body.items.length} items for ${body.bodies.length} bodies`);
  const { month } = body;
  return {
    bodies: body.bodies.map(fromBase64url),
    ephemeralKey: fromBase64url(body.ephemeralKey),
    touch: assertion.parse(fromBase64url(body.assertion)),
    items: body.items.map((item) => ({
      leaf: item.leaf,
      salts: { body: fromBase64url(item.bodySalt), view: fromBase64url(item.viewSalt) },
      record: fromBase64url(item.record),
      recordLeaf: item.recordLeaf,
    })),
    offered: {
      month: month === null ? undefined : { month: month.month, publicKey: fromBase64url(month.publicKey) },
      owners: new Map(body.owners.map((owner) => [parseId<MemberId>(owner.member), fromBase64url(owner.sealKey)])),
    },
  };
}
