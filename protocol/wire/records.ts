import { Type } from 'typebox';
import { limits } from '../core/limits.ts';
import { act, Bytes, Exact, Fixed, Id, Index, List, Page, Word } from './shapes.ts';

/** dd1/sealed-record: header, commitments and wraps, signed; without its content. */
const SealedRecord = Bytes(limits.bodyBytes);
const Content = Bytes(limits.paddedBytes + 64);
const DeskWraps = List(Bytes(8192), limits.readersPerRecord * 2);
const Revision = {
  record: SealedRecord,
  /** Null where content leaves only through an opening. */
  content: Type.Union([Content, Type.Null()]),
  leaf: Index,
  deskWraps: DeskWraps,
};

/** In the order of their leaves; 0 asks for the first page, since leaf 0 is no record's. */
const after = Index;
const Revisions = Page({
  records: List(Exact(Revision), limits.linesPerPage),
  /** Rows that say that they are of this list and that do not hold. They are not shown, and they are counted. */
  setAside: Index,
});

export const records = {
  /** The newest revision of every record that the caller owns, by any author. */
  'records/mine': act('member', Exact({ after }), Revisions),
  /** Stores all or none. `tag` is the leaf's, which only the author can compute. Answers the leaves in order. */
  'records/put': act(
    'member',
    Exact({
      items: List(Exact({ record: SealedRecord, content: Content, deskWraps: DeskWraps, tag: Fixed(16) }), 32),
    }),
    Exact({ leaves: List(Index, 32) }),
  ),
  /** Closes older revisions; each answer is the witness's receipt. */
  'records/retire': act(
    'member',
    Exact({ items: List(Exact({ retire: Bytes(1024), tag: Fixed(16) }), 32) }),
    Exact({ receipts: List(Exact({ leaf: Index, receipt: Bytes(1024), signature: Fixed(64) }), 32) }),
  ),
  /** What a desk may ask to open: newest revisions with its own wraps, and content only of kinds that are not gated. */
  'records/desk': act('staff', Exact({ desk: Word, after }), Revisions),
  'records/history': act(
    'member',
    Exact({ record: Id, after }),
    Page({ revisions: List(Exact({ revision: Index, leaf: Index, bytes: Index }), limits.linesPerPage) }),
  ),
};
