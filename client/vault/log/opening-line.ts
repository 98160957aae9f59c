/** One opening in the officers' ledger: what its body says, if it holds, and what became of it. */
import { ProtocolError } from '#protocol/core/errors.ts';
import { judgeOpening } from '#protocol/openings/judge-opening.ts';
import { verifyLogBody } from '#protocol/openings/log-lines.ts';
import { wasDeskMember, type Roster } from '#protocol/roster/roster-state.ts';
import type { LedgerLine, OpeningsKnown } from './ledger.ts';

type Told = Partial<Pick<LedgerLine, 'time' | 'who' | 'opening'>> & Pick<LedgerLine, 'state' | 'code' | 'proofs'>;

/** Somebody who may write into the database can put a body under any entry. A body that does not verify says nothing. */
export function openingLine(roster: Roster, bytes: Uint8Array, at: number, known: OpeningsKnown): Told {
  const { read } = known;
  const body = read?.bodies.find((candidate) => candidate.leaf === at);
  const held =
    body === undefined ? undefined : verifyOrCode(() => verifyLogBody(body.plain, at, bytes, roster, known.touches));
  const line = typeof held === 'object' ? held : undefined;
  const listed = known.listed.get(at)?.outcome ?? read?.listed.get(at)?.outcome;
  const judged = judgeOpening(at, { sealed: line?.outcome, listed }, known.head.aged);
  const unread = read === undefined || at >= read.upTo || read.closed.has(at);
  const state = unread && (judged === 'overdue' || judged === 'answering') ? 'closed' : judged;
  const code = line?.outcome.code || listed?.code || (typeof held === 'string' ? held : '');
  const proofs = { log: true, desk: undefined };
  if (line === undefined)
    return {
      state,
      code,
      proofs: { ...proofs, body: state === 'overdue' || state === 'withheld' ? false : undefined },
    };
  const { opening, view } = line;
  const desk = roster.desks.has(opening.desk) && wasDeskMember(roster, opening.desk, opening.requester, at);
  return {
    time: opening.time,
    who: [opening.requester],
    opening: { kind: view.kind, desk: opening.desk, person: view.person, reason: opening.reason },
    state,
    code,
    // What was refused may name a desk that she is not of: that is often why.
    proofs: { ...proofs, body: true, desk: state === 'refused' ? undefined : desk },
  };
}

function verifyOrCode<T extends object>(verify: () => T): T | string {
  try {
    return verify();
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
    return error.code;
  }
}
