import { Type } from 'typebox';
import { limits } from '../core/limits.ts';
import { CardKit, Credential, Registration } from './ceremonies.ts';
import { EnrolBegun } from './invites.ts';
import { act, Bytes, Exact, Fixed, Id, List, Nothing } from './shapes.ts';

/** The founder proves the founding link's secret (invite is null); a co-founder proves her own link's. */
const pass = { invite: Type.Union([Id, Type.Null()]), redeem: Fixed(32) };
const orNull = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()]);

const Macs = List(Exact({ invite: Id, mac: Fixed(32) }), limits.officers);

export const founding = {
  'founding/look': act(
    'public',
    Exact(pass),
    Exact({
      origin: Type.String(),
      rpId: Type.String(),
      log: Exact({ origin: Type.String(), publicKey: Fixed(32) }),
      witnessCard: Bytes(4096),
      draft: orNull(Bytes(limits.genesisBytes)),
      joins: List(Exact({ invite: Id, join: Bytes(limits.joinBytes + 1024) }), limits.officers),
      genesis: orNull(Bytes(limits.genesisBytes)),
      r: orNull(Fixed(32)),
      macs: Macs,
      holds: Macs,
      signed: List(Id, limits.officers),
      founded: Type.Boolean(),
    }),
  ),
  'founding/enrol-begin': act('public', Exact({ ...pass, member: Id, draft: Fixed(32) }), EnrolBegun),
  'founding/enrol-finish': act(
    'public',
    Exact({ ...pass, challenge: Id, member: Id, draft: Fixed(32), registration: Registration }),
    Credential,
  ),
  'founding/draft': act(
    'public',
    Exact({
      ...pass,
      draft: Bytes(limits.genesisBytes),
      cofounders: List(Exact({ invite: Id, redeemHash: Fixed(32) }), limits.officers),
    }),
    Nothing,
  ),
  'founding/join': act('public', Exact({ ...pass, join: Bytes(limits.joinBytes + 1024) }), Nothing),
  /** First without r, with one MAC for each co-founder's link; again with r once every co-founder has that genesis. */
  'founding/publish': act(
    'public',
    Exact({ ...pass, genesis: Bytes(limits.genesisBytes), r: orNull(Fixed(32)), macs: Macs }),
    Nothing,
  ),
  'founding/hold': act('public', Exact({ ...pass, mac: Fixed(32) }), Nothing),
  /** With the last signature the event is founded: leaf 0 is appended and given to the witness. */
  'founding/sign': act(
    'public',
    Exact({
      ...pass,
      signature: Bytes(4096),
      sealKey: Fixed(1216),
      openKey: Fixed(1216),
      slots: List(Bytes(limits.slotBytes * 2), 16),
      card: CardKit,
    }),
    Exact({ founded: Type.Boolean() }),
  ),
};
