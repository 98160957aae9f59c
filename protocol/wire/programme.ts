import { Type } from 'typebox';
import { limits } from '../core/limits.ts';
import { sealedRequestBytes } from '../publication/request-form.ts';
import { act, Bytes, Count, Exact, Fixed, Id, Index, List, Nothing, Page, Time } from './shapes.ts';

const Seed = Bytes(4096);
const SessionId = Type.String({ pattern: '^[A-Za-z0-9_-]{10}$', maxLength: 10 });
const Snapshot = Bytes(4_194_304);

export const programme = {
  /** The caller's own seeds of the members' key, in the order of epochs. */
  'programme/key': act(
    'member',
    Exact({ after: Count }),
    Page({ epochs: List(Exact({ epoch: Index, wrap: Seed }), limits.linesPerPage) }),
  ),
  /** Seeds of the present epoch for members who joined after it was made; sent by the programme desk. */
  'programme/admit': act(
    'staff',
    Exact({ epoch: Count, seeds: List(Exact({ member: Id, wrap: Seed }), limits.membersPerEpoch) }),
    Nothing,
  ),
  /** Who has the present epoch: only ids, so that the desk sees who still waits. */
  'programme/holders': act('staff', Nothing, Exact({ epoch: Index, members: List(Id, limits.eventIds) })),
  /** The newest revision of the closed programme, sealed to the members' key. */
  'programme/read': act(
    'member',
    Nothing,
    Exact({
      programme: Type.Union([
        Exact({
          record: Bytes(limits.bodyBytes),
          content: Bytes(limits.paddedBytes + 64),
          leaf: Index,
          deskWraps: List(Bytes(8192), 16),
        }),
        Type.Null(),
      ]),
    }),
  ),
  /** A signed, logged act (dd1/signed-publication); the public site serves these bytes and no others. */
  'programme/publish': act('staff', Exact({ publication: Bytes(8192), snapshot: Snapshot }), Exact({ leaf: Index })),
  'programme/published': act(
    'staff',
    Nothing,
    Exact({
      newest: Type.Union([Exact({ publication: Bytes(8192), snapshot: Snapshot, leaf: Index }), Type.Null()]),
      requests: Exact({ seat: Index, press: Index }),
      /** The address in this portal's configuration: a proposal and no more (domain/public-pages/public-address.ts). */
      address: Type.Union([Type.String({ maxLength: 200 }), Type.Null()]),
    }),
  ),
  /**
   * Seats of ordinary sessions, first come, first served, as opaque rows; the portal enforces the number. `free` counts all
   * that are offered, also those taken already, so that the same call again changes nothing.
   */
  'seats/offer': act(
    'staff',
    Exact({ sessions: List(Exact({ session: SessionId, free: Count }), limits.seatRows) }),
    Nothing,
  ),
  'seats/look': act(
    'member',
    Exact({ tokens: List(Fixed(32), 200) }),
    Exact({ sessions: List(Exact({ session: SessionId, free: Index, mine: Type.Boolean() }), limits.seatRows) }),
  ),
  /**
   * Takes a seat. Where two people take the last one, exactly one gets it. The token is the member's own and tells nothing
   * about her.
   */
  'seats/take': act(
    'member',
    Exact({ session: SessionId, token: Fixed(32) }),
    Exact({ taken: Type.Boolean(), free: Index }),
  ),
  'seats/return': act('member', Exact({ session: SessionId, token: Fixed(32) }), Exact({ free: Index })),
  /** Taken tokens, for the programme desk to count. It cannot tell whose they are without the person's own list. */
  'seats/counts': act(
    'staff',
    Nothing,
    Exact({ sessions: List(Exact({ session: SessionId, free: Index, taken: Index }), limits.seatRows) }),
  ),
  /** Sealed requests from the public site, for the communications desk. */
  'public/requests': act(
    'staff',
    Exact({ after: Index }),
    Exact({
      requests: List(
        Exact({
          id: Index,
          kind: Type.Union([Type.Literal('seat'), Type.Literal('press')]),
          publication: Fixed(32),
          epoch: Index,
          sealed: Fixed(sealedRequestBytes),
          at: Time,
          until: Time,
        }),
        500,
      ),
    }),
  ),
  /** Deletes requests before their day: a place was given back, or the request was not a person's. */
  'public/remove': act('staff', Exact({ ids: List(Index, 500) }), Nothing),
};
