/**
 * What a person can compute outside of any client with her own hardware key and what her portal gave her: her secrets,
 * her team's seeds, shares of records. Attackers in these tests are members of the event who work with the portal.
 */
import { randomBytes } from 'node:crypto';
import type { Assertion } from '#protocol/crypto/assertion.ts';
import { equal, fromBase64url } from '#protocol/core/bytes.ts';
import { challengeFor, salts, type Purpose } from '#protocol/crypto/challenge.ts';
import { deskSeedContext, openSeed } from '#protocol/openings/desk-seed.ts';
import type { DeskId, MemberId } from '#protocol/core/ids.ts';
import { deriveMemberKeys, deriveOpenKeys, type MemberKeys } from '#protocol/members/keys.ts';
import { unwrapAsDesk, type DeskShares } from '#protocol/records/unwrap.ts';
import { verifyDeskWrap, verifyRecord, type VerifiedRecord } from '#protocol/records/verify.ts';
import { readLines } from '../../../client/vault/roster/verdict-lines.ts';
import { follow, openJudged } from '#protocol/roster/replay.ts';
import { rootFingerprint, signedGenesis } from '#protocol/members/genesis.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { openSlot, prfKey, slotCodec, type Slot } from '#protocol/members/slot.ts';
import { key32, sodiumReady, type Key32, type KeyPair } from '#protocol/crypto/sodium.ts';
import { wrapCodec } from '#protocol/crypto/wrap.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import type { Place } from '../../../tools/demo/person.ts';
import type { Tapped } from './wiretap.ts';

export const randomness = (length: number): Uint8Array => new Uint8Array(randomBytes(length));
export const secret32 = (): Key32 => key32(randomness(32));

export interface Insider {
  readonly person: Tapped;
  readonly place: Place;
  readonly member: MemberId;
  readonly account: Key32;
  /** Account secrets from before her recoveries, newest first. */
  readonly earlier: readonly Key32[];
  readonly keys: MemberKeys;
  /** Second secret; staff and officers only. */
  readonly open: KeyPair | undefined;
}

type Welcome = Reply<'login/finish'>;

/** Of somebody who has signed in over this wire: one more touch with both values. */
export async function insiderOf(person: Tapped, place: Place): Promise<Insider> {
  await sodiumReady;
  const welcome = person.wire.lastAnswer('login/finish') as Welcome;
  const got = await person.key.get(
    {
      rpId: place.rpId,
      challenge: randomness(32),
      extensions: { prf: { eval: { first: salts.unlock, second: salts.open } } },
    },
    place.origin,
  );
  const values = got.clientExtensionResults.prf?.results;
  const member = welcome.member as MemberId;
  const slots = welcome.slots.map((slot) => slotCodec.parse(fromBase64url(slot)));
  const held = (purpose: Slot['purpose'], value: Uint8Array | undefined) => {
    const slot = slots.find((one) => one.purpose === purpose && equal(one.holder, got.id));
    if (slot === undefined || value === undefined) return undefined;
    return openSlot(prfKey(value), slot, { purpose, member, holder: got.id });
  };
  const unlocked = held('unlock', values?.first);
  if (unlocked === undefined) throw new Error('signed in with another key');
  const { secret: account, previous: earlier } = unlocked;
  const second = held('open', values?.second)?.secret;
  return {
    person,
    place,
    member,
    account,
    earlier,
    keys: deriveMemberKeys(account),
    open: second === undefined ? undefined : deriveOpenKeys(second),
  };
}

/** The roster as the portal has it now. */
export async function rosterOf({ person: { wire } }: Insider): Promise<Roster> {
  const { signedGenesis: bytes } = wire.lastAnswer('login/finish') as Welcome;
  const signed = fromBase64url(bytes);
  const { entries } = await wire.ask('roster/read', { after: 0 });
  const [genesis, ...others] = readLines(entries);
  const root = rootFingerprint(signedGenesis.parse(signed).genesis);
  return others.reduce(follow, openJudged(signed, root, genesis));
}

export interface Share {
  readonly bytes: Uint8Array;
  readonly verified: VerifiedRecord;
  readonly shares: DeskShares;
}

/** Every record of the desk with the desk's share of it, newest revisions. No entry is needed for that, nor enough to read. */
export async function sharesOf(insider: Insider, desk: DeskId): Promise<readonly Share[]> {
  const { wire } = insider.person;
  const roster = await rosterOf(insider);
  const { desks } = await wire.ask('roster/seeds', {});
  const epochs = roster.desks.get(desk)?.epochs ?? [];
  const pairs = new Map<number, KeyPair>();
  for (const given of desks.filter((one) => one.desk === desk)) {
    const known = epochs.find(({ epoch }) => epoch === given.epoch);
    if (known === undefined || insider.open === undefined) continue;
    const context = deskSeedContext(roster.rootfp, desk, given.epoch);
    const sealed = wrapCodec.parse(fromBase64url(given.wrap));
    pairs.set(given.epoch, openSeed(insider.open, sealed, context, known.keyHash));
  }
  const { records } = await wire.ask('records/desk', { desk, after: 0 });
  return records.flatMap((given) => {
    const bytes = fromBase64url(given.record);
    const verified = verifyRecord(roster, bytes, given.leaf, {});
    for (const text of given.deskWraps) {
      const wrap = verifyDeskWrap(roster, verified, fromBase64url(text));
      const pair = pairs.get(wrap.epoch);
      if (wrap.desk !== desk || pair === undefined) continue;
      try {
        return [{ bytes, verified, shares: unwrapAsDesk(verified, wrap, pair) }];
      } catch {
        // Sealed to somebody else by a client without a check: not hers to open.
      }
    }
    return [];
  });
}

/** A touch of her key as the protocol asks for it. */
export async function touch(
  insider: Insider,
  rootfp: Uint8Array,
  purpose: Purpose,
  data: Uint8Array,
): Promise<Assertion> {
  const { person, place, member } = insider;
  const nonce = randomness(32);
  const challenge = challengeFor({ purpose, origin: place.origin, rootfp, member, data, nonce });
  const made = await person.key.get({ rpId: place.rpId, challenge }, place.origin);
  return {
    credentialId: made.id,
    authenticatorData: made.authenticatorData,
    clientDataJSON: made.clientDataJSON,
    signature: made.signature,
    nonce,
  };
}
