import { Type } from 'typebox';
import { limits } from '../core/limits.ts';
import { act, Bytes, Exact, Fixed, Id, Index, List, Nothing, Page, Word } from './shapes.ts';

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

const Retiring = Exact({ retire: Bytes(1024), tag: Fixed(16) });
const Receipt = { leaf: Index, receipt: Bytes(1024), signature: Fixed(64) };

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
  /**
   * Stores and closes all or none. `tag` is the leaf's, which only the author can compute. Answers the leaves in order, and
   * for each closing the witness's receipt: null if it has not answered yet. The portal goes on asking.
   */
  'records/put': act(
    'member',
    Exact({
      items: List(
        Exact({ record: SealedRecord, content: Content, deskWraps: DeskWraps, tag: Fixed(16) }),
        limits.recordsPerPut,
      ),
      retires: Type.Optional(List(Retiring, limits.recordsPerPut)),
    }),
    Exact({
      leaves: List(Index, limits.recordsPerPut),
      receipts: List(Type.Union([Exact(Receipt), Type.Null()]), limits.recordsPerPut),
    }),
  ),
  /** Closes older revisions; each answer is the witness's receipt. */
  'records/retire': act(
    'member',
    Exact({ items: List(Retiring, limits.recordsPerPut) }),
    Exact({ receipts: List(Exact(Receipt), limits.recordsPerPut) }),
  ),
  /** Adds wraps to a desk's present key, for records that its members open with an earlier one. */
  'records/wrap': act('staff', Exact({ wraps: List(Bytes(8192), limits.wrapsPerAsk) }), Nothing),
  /**
   * What each leaf stands for, if the key is the one under whose tag it stands; null otherwise. The content and the wraps
   * come with it for its readers, and never of a gated kind.
   */
  'log/object': act(
    'member',
    Exact({ items: List(Exact({ leaf: Index, tagKey: Fixed(32) }), limits.objectsPerAsk) }),
    Exact({
      objects: List(
        Type.Union([
          Exact({ object: SealedRecord, content: Type.Union([Content, Type.Null()]), deskWraps: DeskWraps }),
          Type.Null(),
        ]),
        limits.objectsPerAsk,
      ),
    }),
  ),
  /** What a desk may ask to open: newest revisions with its own wraps, and content only of kinds that are not gated. */
  'records/desk': act('staff', Exact({ desk: Word, after }), Revisions),
  'records/history': act(
    'member',
    Exact({ record: Id, after }),
    Page({ revisions: List(Exact({ revision: Index, leaf: Index, bytes: Index }), limits.linesPerPage) }),
  ),
};
