/** Between portal and witness: plain JSON over a private socket, except add-checkpoint, which is c2sp.org/tlog-witness. */
import { Type, type Static } from 'typebox';
import { limits } from '../core/limits.ts';
import { SignedHead } from './ceremonies.ts';
import { Month } from './roster.ts';
import {
  Bytes,
  entryBodyBytes,
  Exact,
  Fixed,
  genesisBodyBytes,
  Id,
  Index,
  List,
  outcomeBytes,
  Time,
  Word,
} from './shapes.ts';

/** GET /card. The key card is also printed at first start. */
export const CardReply = Exact({ card: Bytes(4096) });

/** GET /state: what the portal compares itself with before it signs anything. */
export const StateReply = Exact({
  size: Index,
  root: Fixed(32),
  rosterSeq: Index,
  /** Hex of rootfp, or null before genesis. */
  rootfp: Type.Union([Fixed(32), Type.Null()]),
  note: Type.Union([Type.String({ maxLength: 8192 }), Type.Null()]),
  /** The witness's clock: a portal whose own differs writes nothing that the witness would find too late. */
  clock: Time,
});

/** POST /mirror: leaves from `from` on, and what may be the signed genesis or entry behind each roster leaf among them. */
export const MirrorBody = Exact({
  from: Index,
  /** The portal's clock: while it and the witness's differ, nothing is judged (3.8). */
  clock: Time,
  leaves: Bytes(65 * 20_000),
  entries: List(Exact({ bytes: Bytes(genesisBodyBytes), leaf: Index }), 20_000),
  /** What the entries need (3.11), sealed by the portal for itself. */
  needs: List(Exact({ bytes: Bytes(limits.needsBytes), leaf: Index }), 20_000),
  /** Verdicts that the witness gave: one whose state is an older copy takes its own word back, and judges nothing late. */
  said: List(
    Exact({ leaf: Index, code: Type.Union([Word, Type.Literal('')]), time: Time, signature: Fixed(64) }),
    20_000,
  ),
});
/** A verdict (3.8) on every roster leaf among those that were sent. */
export const MirrorReply = Exact({
  size: Index,
  verdicts: List(Exact({ leaf: Index, line: Bytes(1024), signature: Fixed(64) }), 20_000),
});

/** POST /judge-again: the portal did not take this witness's line on a leaf, because its time has not come (3.8). */
export const JudgeAgainBody = Exact({ leaf: Index, clock: Time });
export const JudgeAgainReply = Exact({ size: Index });

const Needed = List(Exact({ bytes: Bytes(limits.needsBytes), leaf: Index }), 1000);

/**
 * POST /needs: what entries in force need (3.11), handed again to a witness that was restored. Answers which it still lacks,
 * the lowest first.
 */
export const NeedsBody = Exact({ needs: Needed });
export const NeedsReply = Exact({ lacks: List(Index, 1000) });

/** POST /needs-kept: the same the other way round, for entries whose rows at the portal are not those that they name. */
export const NeedsKeptBody = Exact({ leaves: List(Index, 1000) });
/** Of those that are asked for what is kept: as many, in their order, as one answer holds, and one at least. */
export const NeedsKeptReply = Exact({ kept: Needed });

/** POST /judge: what would be said of an entry that came next. `time` is a verdict's, `clock` the witness's own. */
export const JudgeBody = Exact({ bytes: Bytes(entryBodyBytes) });
export const JudgeReply = Exact({ code: Type.Union([Word, Type.Literal('')]), time: Time, clock: Time });

/** POST /head. */
export const HeadBody = Exact({ nonce: Fixed(32) });
export const HeadReply = SignedHead;

/** POST /release: what a batch needs after its checkpoint was cosigned. Nothing of a record's content. */
export const ReleaseBody = Exact({
  bodies: List(Bytes(limits.wrapBytes), limits.batchItems),
  ephemeralKey: Fixed(1216),
  assertion: Bytes(4096),
  items: List(
    Exact({
      leaf: Index,
      bodySalt: Fixed(32),
      viewSalt: Fixed(32),
      record: Bytes(limits.bodyBytes),
      recordLeaf: Index,
    }),
    limits.batchItems,
  ),
  /** Full keys behind roster hashes: the month's, and each owner's. The witness checks them against its roster. */
  month: Type.Union([Exact({ month: Month, publicKey: Fixed(1216) }), Type.Null()]),
  owners: List(Exact({ member: Id, sealKey: Fixed(1216) }), limits.batchItems),
});
const Line = Type.Union([Bytes(limits.wrapBytes * 6), Type.Null()]);

/** What became of one opening, with what officers and owner may read of it. */
const OutcomeItem = Exact({
  leaf: Index,
  /** none: no outcome was signed, and another request may still open this leaf. waiting: younger than 20 minutes. */
  word: Type.Union([
    Type.Literal('released'),
    Type.Literal('refused'),
    Type.Literal('never'),
    Type.Literal('unknown'),
    Type.Literal('none'),
    Type.Literal('waiting'),
  ]),
  /** Why no share was given. */
  code: Type.String({ maxLength: 64 }),
  /** dd1/signed-outcome. */
  outcome: Type.Union([Bytes(outcomeBytes), Type.Null()]),
  /** Month key that the body is sealed to. */
  month: Type.Union([Month, Type.Null()]),
  body: Line,
  view: Line,
  owner: Type.Union([Id, Type.Null()]),
});
export type OutcomeAnswer = Static<typeof OutcomeItem>;

export const ReleaseReply = Exact({
  /** dd1/wrap to the ephemeral key. */
  box: Bytes(limits.bodyBytes),
  /** In the order of the request. */
  items: List(OutcomeItem, limits.batchItems),
});
export type ReleaseRequest = Static<typeof ReleaseBody>;
export type ReleaseAnswer = Static<typeof ReleaseReply>;

/** POST /retire. `leaf` is the index of the retire's own leaf. */
export const RetireBody = Exact({ retire: Bytes(1024), leaf: Index });
export const RetireReply = Exact({ receipt: Bytes(1024), signature: Fixed(64) });

/** POST /outcomes: of any opening leaves. One that was cosigned 20 minutes ago and has none is given one. */
export const OutcomesBody = Exact({ leaves: List(Index, limits.outcomesPerAsk) });
export const OutcomesReply = Exact({ items: List(OutcomeItem, limits.outcomesPerAsk) });

/** POST /remember: a note that this witness cosigned, over more than it holds now. */
export const RememberBody = Exact({ note: Type.String({ maxLength: 8192 }) });
export const RememberReply = Exact({});

/** Refusals carry a ProtocolError code. */
export const WitnessRefusal = Exact({ code: Word, detail: Type.String({ maxLength: 200 }) });
