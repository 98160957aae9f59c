/** Records of the test event: sealed, read back and opened as client, portal and witness do it. */
import { assertion as assertionCodec } from '#protocol/crypto/assertion.ts';
import type { DeskId, KindId, RecordId } from '#protocol/core/ids.ts';
import { bodyDigest, type Leaf } from '#protocol/log/leaf.ts';
import {
  batchHash,
  openingCodec,
  openingHash,
  openingLeaf,
  sealRelease,
  verifyBatch,
  viewCodec,
  viewOf,
  type Opening,
  type OpeningSalts,
} from '#protocol/openings/opening.ts';
import { signOutcome } from '#protocol/openings/outcome.ts';
import type { RecordSecrets } from '#protocol/records/record.ts';
import { sealRecord, type Sealed, type SealInput } from '#protocol/records/seal.ts';
import { unwrapAsDesk, unwrapAsOwner } from '#protocol/records/unwrap.ts';
import { verifyDeskWrap, verifyRecord, type VerifiedRecord } from '#protocol/records/verify.ts';
import type { Header } from '#protocol/records/header.ts';
import { decideRelease, requireThisLeaf } from '#protocol/openings/release-rules.ts';
import { sealKeyPair, type KeyPair } from '#protocol/crypto/sodium.ts';
import { sealingKeyHash } from '#protocol/members/keys.ts';
import { hourMs, openingOf, recordInput, type Filing as RecordFiling } from './record-input.ts';
import { append, deviceOf, type Event, type Minted, type Person } from './event.ts';

export interface Filed {
  readonly sealed: Sealed;
  readonly leaf: number;
  readonly record: RecordId;
  readonly kind: KindId;
  readonly secrets: RecordSecrets;
  readonly input: SealInput;
}

export type Filing = RecordFiling<Person, Filed>;

export function inputFor(event: Event, filing: Filing): SealInput {
  const { randomness, roster, now } = event;
  return recordInput(
    {
      roster,
      now,
      opensAt: now,
      witnessKey: event.witness.card.sealKey,
      bytes: (length) => randomness.bytes(length),
      deskKeyOf: (desk) => event.epochs.get(desk)?.pair.publicKey,
    },
    filing,
  );
}

export function file(event: Event, filing: Filing): Filed {
  const input = inputFor(event, filing);
  const sealed = sealRecord(input);
  const leaf = append(event, sealed.leaf);
  return { sealed, leaf, record: input.header.record, kind: filing.kind, secrets: input.secrets, input };
}

export function verifyFiled(event: Event, filed: Filed, expected: Partial<Header> = {}): VerifiedRecord {
  const { kind, record } = filed;
  return verifyRecord(event.roster, filed.sealed.record, filed.leaf, { kind, record, ...(expected as object) });
}

export function secretsAsOwner(event: Event, filed: Filed, person: Person): RecordSecrets {
  return unwrapAsOwner(verifyFiled(event, filed), [person.keys.seal]);
}

// ------------------------------------------------------------------------------------------------------ openings

export interface Asked {
  readonly ephemeral: KeyPair;
  readonly bodies: readonly Uint8Array[];
  readonly hashes: readonly Uint8Array[];
  readonly salts: readonly OpeningSalts[];
  readonly leaves: readonly Leaf[];
  readonly assertion: ReturnType<Person['devices'][0]['touch']>;
}

export function ask(
  event: Event,
  requester: Person,
  as: DeskId,
  filed: readonly Filed[],
  change: Partial<Opening> = {},
): Asked {
  const { randomness, rootfp, now, origin, rpId } = event;
  const ephemeral = sealKeyPair(randomness.key());
  const ephemeralHash = sealingKeyHash(ephemeral.publicKey);
  const asked = { requester: requester.member, desk: as, ephemeralHash, time: now };
  const items = filed.map((each) => {
    const verified = verifyFiled(event, each);
    const opening = openingOf({ record: verified, rootfp }, asked, { until: now + 4 * hourMs, ...change });
    const body = openingCodec.encode(opening);
    const salts = { body: randomness.bytes(32), view: randomness.bytes(32) };
    const view = viewCodec.encode(viewOf(opening, verified.header));
    return { body, salts, leaf: openingLeaf(body, view, salts, each.secrets.tagKey, rootfp) };
  });
  const bodies = items.map((item) => item.body);
  const hashes = bodies.map(openingHash);
  const { member } = requester;
  const data = batchHash(rootfp, hashes);
  const assertion = deviceOf(requester).touch({
    purpose: 'opening',
    rootfp,
    origin,
    rpId,
    member,
    data,
    nonce: randomness.bytes(32),
  });
  const [salts, leaves] = [items.map((item) => item.salts), items.map((item) => item.leaf)];
  return { ephemeral, bodies, hashes, salts, leaves, assertion };
}

/** As the witness does, over the log as it is. */
export function decide(
  event: Event,
  bytes: Uint8Array,
  salts: OpeningSalts,
  filed: Filed,
  place: number,
  decideBy = decideRelease,
  roster = event.roster,
) {
  const opening = openingCodec.parse(bytes);
  const request = { bytes, hash: openingHash(bytes), opening, salts, record: filed.sealed.record };
  const openingLeaf = event.leaves[place] as Uint8Array;
  const { view } = requireThisLeaf(request, openingLeaf);
  const known = {
    roster,
    now: event.now,
    sealPair: event.witness.seal,
    leaf: place,
    openingLeaf,
    recordLeafIndex: filed.leaf,
    recordLeaf: () => event.leaves[filed.leaf] as Uint8Array,
    lowestLive: 0,
  };
  return { view, share: decideBy(request, known, () => undefined) };
}

/** The portal appends, the witness decides item by item and answers one box. */
export function release(event: Event, asked: Asked, filed: readonly Filed[]) {
  const places = asked.leaves.map((leaf) => append(event, leaf));
  const batch = verifyBatch(event.roster, asked.bodies, asked.ephemeral.publicKey, asked.assertion, event.now);
  const releases = batch.bodies.map((item, at) => {
    const place = places[at] as number;
    const salts = asked.salts[at] as OpeningSalts;
    const { share, view } = decide(event, item.bytes, salts, filed[at] as Filed, place);
    const leaf = event.leaves[place] as Uint8Array;
    const about = { rootfp: event.rootfp, origin: event.roster.genesis.log.origin, leaf: place, bytes: leaf };
    const outcome = signOutcome({ ...about, word: 'released', code: '' }, event.witness.cosign.secretKey);
    const common = { leaf: place, viewSalt: salts.view, view, outcome };
    const touched = { assertion: assertionCodec.encode(asked.assertion), batch: asked.hashes };
    return {
      share,
      view,
      outcome,
      body: { ...common, ...touched, bodySalt: salts.body, body: item.bytes },
      shown: { ...common, bodyDigest: bodyDigest(salts.body, item.bytes) },
    };
  });
  const items = releases.map((each, at) => ({
    bodyHash: asked.hashes[at] as Uint8Array,
    leaf: places[at] as number,
    share: each.share,
    refusal: '',
  }));
  const box = sealRelease(event.rootfp, event.witness.card.cosignKey, batch, items, event.randomness.bytes(64));
  return { places, batch, releases, items, box };
}

export function sharesAsDesk(event: Event, filed: Filed, as: DeskId) {
  const verified = verifyFiled(event, filed);
  const at = filed.input.deskKeys.findIndex((key) => key.desk === as);
  const given = verifyDeskWrap(event.roster, verified, filed.sealed.deskWraps[at] as Uint8Array);
  return { verified, given, shares: unwrapAsDesk(verified, given, (event.epochs.get(as) as Minted).pair) };
}
