import { Type } from 'typebox';
import { limits } from '../core/limits.ts';
import { SignedHead } from './ceremonies.ts';
import { act, Bytes, Exact, Fixed, Id, Index, List, Nothing, outcomeBytes } from './shapes.ts';

/** A signed checkpoint. */
const Note = Type.String({ maxLength: 8192 });

export const log = {
  /** Relayed to the witness: its signed answer to the caller's nonce. */
  'log/head': act('member', Exact({ nonce: Fixed(32) }), SignedHead),
  /**
   * A head that this page holds, of more than it was shown since, and the newest checkpoint that it holds: the portal went
   * back with its witness, or lies.
   */
  'log/seen': act('member', Exact({ ...SignedHead.properties, note: Type.Union([Note, Type.Null()]) }), Exact({})),
  /** Leaves [from, from + count), 65 bytes each, as one string; at most 20 000. */
  'log/leaves': act(
    'member',
    Exact({ from: Index, count: Type.Integer({ minimum: 1, maximum: 20_000 }) }),
    Exact({ leaves: Bytes(1_300_000) }),
  ),
  /** The newest cosigned checkpoint. */
  'log/checkpoint': act('member', Nothing, Exact({ note: Note })),
  /** Bodies of openings, sealed by the witness to the month key. At most 1000 a page, as log/outcomes. */
  'log/bodies': act(
    'officer',
    Exact({ from: Index }),
    Exact({
      bodies: List(
        Exact({ leaf: Index, month: Type.String(), wrap: Bytes(limits.wrapBytes * 6) }),
        limits.bodiesPerPage,
      ),
    }),
  ),
  /** The caller's own views, sealed by the witness to her. Pages as above. */
  'log/views': act(
    'member',
    Exact({ from: Index }),
    Exact({ views: List(Exact({ leaf: Index, wrap: Bytes(8192) }), limits.viewsPerPage) }),
  ),
  /** Notices that the portal wrote by itself: about the caller, or for officers about everyone. Pages as above. */
  'log/notices': act(
    'member',
    Exact({ from: Index }),
    Exact({ notices: List(Exact({ leaf: Index, member: Id, notice: Bytes(512) }), limits.noticesPerPage) }),
  ),
  /**
   * What became of openings, as the witness signed it: all outcomes that are not `released`, for all entries, so that
   * nobody asks about one. At most 10 000 a page, in the log's order; the client asks on until a page is short.
   */
  'log/outcomes': act(
    'member',
    Exact({ from: Index }),
    Exact({ outcomes: List(Exact({ leaf: Index, signed: Bytes(outcomeBytes) }), limits.outcomesPerPage) }),
  ),
};
