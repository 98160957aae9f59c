import { Type, type TSchema } from 'typebox';
import { limits } from '../core/limits.ts';
import {
  act,
  Bytes,
  entryBodyBytes,
  Exact,
  Fixed,
  genesisBodyBytes,
  Id,
  Index,
  List,
  Nothing,
  Text,
  Time,
  Word,
} from './shapes.ts';

const Ceremony = Exact({ challenge: Id, nonce: Fixed(32) });

/** A registration, by allow-list: it has no field in which a PRF output could travel. */
export const Registration = Exact({
  id: Bytes(limits.credentialIdBytes),
  clientDataJSON: Bytes(limits.clientDataBytes),
  attestationObject: Bytes(8192),
  transports: List(Text(16), 8),
});

/** An assertion, by allow-list. */
export const Assertion = Exact({
  challenge: Id,
  credentialId: Bytes(limits.credentialIdBytes),
  authenticatorData: Bytes(limits.authenticatorDataBytes),
  clientDataJSON: Bytes(limits.clientDataBytes),
  signature: Bytes(limits.signatureBytes),
  userHandle: Bytes(64),
});

export const Credential = Exact({
  id: Bytes(limits.credentialIdBytes),
  publicKey: Bytes(limits.coseKeyBytes),
  aaguid: Fixed(16),
  backupEligible: Type.Boolean(),
});

const orNull = <T extends TSchema>(shape: T) => Type.Union([shape, Type.Null()]);
/** A roster leaf with the witness's verdict on it (3.8). The first of a list is the one on genesis, without its bytes. */
export const JudgedAt = Exact({
  leaf: Index,
  /** The signed entry. */
  bytes: orNull(Bytes(entryBodyBytes)),
  /** The leaf itself, where no entry fits it. */
  odd: orNull(Fixed(65)),
  code: Type.Union([Word, Type.Literal('')]),
  time: Time,
  signature: Fixed(64),
});
export const SignedHead = Exact({ head: Bytes(1024), signature: Fixed(64) });

/** Everything an unlock needs, in one answer (§2): slots of the asserted key, all `open` slots, root, roster, head. */
const Welcome = Exact({
  member: Id,
  way: Type.Union([Type.Literal('key'), Type.Literal('card')]),
  slots: List(Bytes(limits.slotBytes * 2), 32),
  signedGenesis: Bytes(genesisBodyBytes),
  entries: List(JudgedAt, 100_000),
  /** For the nonce that was sent; null while the witness does not answer. */
  head: Type.Union([SignedHead, Type.Null()]),
  /** The newest head that any client got, at most 24 h old: enough to read one's own file. */
  cachedHead: Type.Union([SignedHead, Type.Null()]),
  /** The member's second tag key, for entries that the portal writes about her. */
  portalTagKey: Fixed(32),
});

/** What the recovery card gives: its id, the public half of its login key, its slot. */
export const CardKit = Exact({ id: Fixed(16), loginKey: Fixed(32), slot: Bytes(limits.slotBytes * 2) });

export const ceremonies = {
  'event/look': act(
    'public',
    Nothing,
    Exact({
      origin: Type.String(),
      rpId: Type.String(),
      release: Type.String({ maxLength: 64 }),
      founded: Type.Boolean(),
    }),
  ),
  'login/begin': act('public', Nothing, Ceremony),
  'login/finish': act('public', Exact({ assertion: Assertion, headNonce: Fixed(32) }), Welcome),
  'login/card-begin': act('public', Exact({ card: Fixed(16) }), Ceremony),
  'login/card-finish': act(
    'public',
    Exact({ challenge: Id, card: Fixed(16), signature: Fixed(64), headNonce: Fixed(32) }),
    Welcome,
  ),
  /** After a card login: new keys are enrolled under the member's own id (challenge purpose `enrol`). */
  'login/enrol-begin': act('card', Nothing, Exact({ challenge: Id, nonce: Fixed(32), userHandle: Fixed(32) })),
  'login/enrol-finish': act('card', Exact({ challenge: Id, registration: Registration }), Credential),
  /** One more key of a member who is in. It waits until her own `credential` names it. */
  'me/enrol-begin': act('member', Nothing, Exact({ challenge: Id, nonce: Fixed(32), userHandle: Fixed(32) })),
  'me/enrol-finish': act('member', Exact({ challenge: Id, registration: Registration }), Credential),
  /** All sessions of hers but this one end, at once. */
  'session/end-others': act('member', Nothing, Nothing),
  'session/look': act('member', Nothing, Exact({ member: Id, role: Type.String(), expires: Time })),
  'session/end': act('public', Nothing, Nothing),
  'me/keys': act(
    'member',
    Nothing,
    Exact({
      keys: List(
        Exact({ id: Bytes(limits.credentialIdBytes), addedAt: Time, usedAt: Type.Union([Time, Type.Null()]) }),
        16,
      ),
      card: Type.Union([Exact({ madeAt: Time, usedAt: Type.Union([Time, Type.Null()]) }), Type.Null()]),
      sessions: Index,
    }),
  ),
  /** "What our computer can see": the member's rows as the operator sees them, column by column with its comment. */
  'me/seen': act(
    'member',
    Nothing,
    Exact({
      rows: List(
        Exact({
          table: Type.String(),
          column: Type.String(),
          comment: Type.String(),
          values: List(Type.String({ maxLength: 200 }), 50),
        }),
        200,
      ),
    }),
  ),
};
