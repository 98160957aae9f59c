import { Type } from 'typebox';
import { limits } from '../core/limits.ts';
import { CardKit, Credential, JudgedAt, Registration } from './ceremonies.ts';
import { act, Bytes, Exact, Fixed, Id, List, Nothing, Text, Time } from './shapes.ts';

/** Proof that the caller has the link: KDF(secret). The server has only its hash. */
const Pass = { invite: Id, redeem: Fixed(32) };
const SentJoin = Bytes(limits.joinBytes + 1024);
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

export const EnrolBegun = Exact({ challenge: Id, nonce: Fixed(32), userHandle: Fixed(32) });

export const invites = {
  'invites/open': act(
    'public',
    Exact(Pass),
    Exact({
      box: Bytes(2048),
      signedGenesis: Bytes(limits.genesisBytes * 2),
      entries: List(JudgedAt, 100_000),
      joined: Type.Boolean(),
    }),
  ),
  'invites/enrol-begin': act('public', Exact(Pass), EnrolBegun),
  'invites/enrol-finish': act(
    'public',
    Exact({ ...Pass, challenge: Id, member: Id, registration: Registration }),
    Credential,
  ),
  'invites/join': act(
    'public',
    Exact({ ...Pass, join: SentJoin, slots: List(Bytes(limits.slotBytes * 2), 16), card: CardKit }),
    Nothing,
  ),
  'invites/await': act(
    'public',
    Exact(Pass),
    Exact({
      reveal: orNull(Exact({ r: Fixed(32), signature: Fixed(64), inviter: Id })),
      /** The roster since then, so that she sees whether the join that was added is hers. */
      entries: List(JudgedAt, 100_000),
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
  'invites/list': act(
    'officer',
    Nothing,
    Exact({
      invites: List(
        Exact({
          invite: Id,
          inviter: Id,
          copy: Bytes(2048),
          expires: Time,
          join: orNull(SentJoin),
          reveal: orNull(Exact({ r: Fixed(32), signature: Fixed(64) })),
          endorsement: orNull(Exact({ endorser: Id, compared: Type.String({ maxLength: 16 }), signature: Fixed(64) })),
        }),
        2000,
      ),
    }),
  ),
  /** Once for an invite, and only while exactly one join is stored. */
  'invites/reveal': act('officer', Exact({ invite: Id, r: Fixed(32), signature: Fixed(64) }), Nothing),
  'invites/endorse': act('officer', Exact({ invite: Id, compared: Text(16), signature: Fixed(64) }), Nothing),
};
