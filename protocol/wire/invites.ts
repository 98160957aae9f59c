import { Type } from 'typebox';
import { limits } from '../core/limits.ts';
import { Assertion, CardKit, Credential, JudgedAt, Registration, SignedHead } from './ceremonies.ts';
import { act, Bytes, Exact, Fixed, Id, Index, List, Nothing, Text, Time } from './shapes.ts';

/** Proof that the caller has the link: KDF(secret). The server has only its hash. */
const Pass = { invite: Id, redeem: Fixed(32) };
const SentJoin = Bytes(limits.joinBytes + 1024);
const PendingJoin = Bytes(limits.joinBytes + 512);
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

export const EnrolBegun = Exact({ challenge: Id, nonce: Fixed(32), userHandle: Fixed(32) });

export const invites = {
  'invites/open': act(
    'public',
    Exact({ ...Pass, headNonce: Fixed(32) }),
    Exact({
      box: Bytes(2048),
      signedGenesis: Bytes(limits.genesisBytes * 2),
      entries: List(JudgedAt, 100_000),
      /** For the nonce that was sent: without it nobody can say that the inviter is an officer now. */
      head: SignedHead,
      /** The ids of the keys of a join that was sent; none if nobody has joined. */
      joined: List(Bytes(limits.credentialIdBytes), limits.credentialsPerMember),
    }),
  ),
  /** A tab that died before the digits: one touch of the key that was just set up. */
  'invites/resume': act(
    'public',
    Exact({ assertion: Assertion }),
    Exact({ member: Id, slots: List(Bytes(limits.slotBytes * 2), 16), pending: PendingJoin }),
  ),
  'invites/enrol-begin': act('public', Exact(Pass), EnrolBegun),
  'invites/enrol-finish': act(
    'public',
    Exact({ ...Pass, challenge: Id, member: Id, registration: Registration }),
    Credential,
  ),
  'invites/join': act(
    'public',
    Exact({
      ...Pass,
      join: SentJoin,
      pending: PendingJoin,
      slots: List(Bytes(limits.slotBytes * 2), 16),
      card: CardKit,
    }),
    Nothing,
  ),
  'invites/await': act(
    'public',
    Exact({ ...Pass, headNonce: Fixed(32), after: Index }),
    Exact({
      reveal: orNull(Exact({ r: Fixed(32), signature: Fixed(64) })),
      /** The roster after that leaf, so that she sees whether the join that was added is hers. */
      entries: List(JudgedAt, 100_000),
      /** Null while the witness does not answer, and after she was added: no digits are shown then. */
      head: orNull(SignedHead),
    }),
  ),
  'invites/mint': act(
    'officer',
    Exact({
      invites: List(
        Exact({ invite: Id, redeemHash: Fixed(32), box: Bytes(2048), copy: Bytes(2048), expires: Time }),
        500,
      ),
    }),
    Nothing,
  ),
  /** A page of all after that id, or one alone: the inviter finds her own, however many others there are. */
  'invites/list': act(
    'officer',
    Exact({ after: orNull(Id), invite: orNull(Id) }),
    Exact({
      invites: List(
        Exact({
          invite: Id,
          inviter: Id,
          copy: Bytes(2048),
          expires: Time,
          join: orNull(SentJoin),
          /** Keys that were set up with the link while nobody has joined by it. */
          tried: Index,
          reveal: orNull(Exact({ r: Fixed(32), signature: Fixed(64) })),
          endorsement: orNull(Exact({ endorser: Id, compared: Type.String({ maxLength: 16 }), signature: Fixed(64) })),
        }),
        limits.invitesPerPage,
      ),
    }),
  ),
  /** Once for an invite, and only while exactly one join is stored. */
  'invites/reveal': act('officer', Exact({ invite: Id, r: Fixed(32), signature: Fixed(64) }), Nothing),
  'invites/endorse': act('officer', Exact({ invite: Id, compared: Text(16), signature: Fixed(64) }), Nothing),
};
