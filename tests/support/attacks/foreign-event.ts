/** Another event, founded by the attacker for itself: sound, signed by its own officer, with its own witness and log. */
import { genesisLine, openRoster } from '#protocol/roster/roster.ts';
import { verdictCodec, verdictMessage } from '#protocol/roster/verdict.ts';
import { toBase64url } from '#protocol/core/bytes.ts';
import {
  genesisCodec,
  genesisMessage,
  rootFingerprint,
  signedGenesis,
  type Genesis,
} from '#protocol/members/genesis.ts';
import { toId, type EventId, type MemberId } from '#protocol/core/ids.ts';
import { defaultPolicy } from '#protocol/members/default-policy.ts';
import type { EventFacts } from '#protocol/members/policy.ts';
import { sealKeyPair, signDetached, signKeyPair, type KeyPair } from '#protocol/crypto/sodium.ts';
import type { WitnessCard } from '#protocol/members/witness-card.ts';
import { checkpointText, cosignatureLine, signCheckpoint, type Checkpoint } from '#protocol/log/checkpoint.ts';
import { headCodec, headMessage, type Head } from '#protocol/log/head.ts';
import type { Place } from '../../../tools/demo/person.ts';
import { makePerson, touch } from '../witness/people.ts';
import { randomness, secret32 } from './insider.ts';

export class ForeignWitness {
  readonly cosign: KeyPair = signKeyPair(secret32());
  readonly seal: KeyPair = sealKeyPair(secret32());
  readonly card: WitnessCard;

  /** May bear the same name as the real one. */
  constructor(name: string) {
    this.card = { name, cosignKey: this.cosign.publicKey, sealKey: this.seal.publicKey, address: '' };
  }

  head(head: Head): { head: string; signature: string } {
    const bytes = headCodec.encode(head);
    return {
      head: toBase64url(bytes),
      signature: toBase64url(signDetached(this.cosign.secretKey, headMessage(bytes))),
    };
  }

  /** Its verdict on a genesis, as the wire carries it. */
  onGenesis(bytes: Uint8Array, rootfp: Uint8Array) {
    const time = Date.now();
    const line = verdictCodec.encode(genesisLine(openRoster(bytes, rootfp, time), bytes, time));
    const signature = toBase64url(signDetached(this.cosign.secretKey, verdictMessage(line)));
    return { leaf: 0, bytes: null, odd: null, code: '', time, signature };
  }

  line(checkpoint: Checkpoint): string {
    const key = { name: this.card.name, publicKey: this.cosign.publicKey, use: 'witness' } as const;
    return cosignatureLine(checkpointText(checkpoint), key, this.cosign.secretKey, Math.floor(Date.now() / 1000));
  }
}

/** A checkpoint under any key, in the log's name. */
export function noteBy(pair: KeyPair, checkpoint: Checkpoint): string {
  return signCheckpoint(checkpoint, { name: checkpoint.origin, publicKey: pair.publicKey, use: 'log' }, pair.secretKey);
}

/** Genesis of an event of the attacker's. Its one officer is called by the member id of somebody whom the invitee expects. */
export async function foreignGenesis(
  place: Place,
  event: EventFacts,
  witness: WitnessCard,
  calledAs: MemberId,
): Promise<{ bytes: Uint8Array; rootfp: Uint8Array }> {
  const officer = await makePerson('officer', calledAs);
  const genesis: Genesis = {
    event: toId<EventId>(randomness(16)),
    // The harness's people touch their keys at this place; the invitee is at the attacked one.
    origin: 'http://localhost:8080',
    rpId: place.rpId,
    foundedAt: Date.now(),
    officers: [officer.card],
    quorum: 1,
    policy: defaultPolicy(event),
    log: { origin: `${place.rpId}/log`, publicKey: signKeyPair(secret32()).publicKey },
    witnesses: [witness],
    releaseKeys: [],
  };
  const bytes = genesisCodec.encode(genesis);
  const rootfp = rootFingerprint(bytes);
  const signature = {
    member: officer.card.member,
    signature: signDetached(officer.keys.sign.secretKey, genesisMessage(rootfp)),
    assertion: await touch(officer, rootfp, 'roster', rootfp),
  };
  return { bytes: signedGenesis.encode({ genesis: bytes, signatures: [signature] }), rootfp };
}
