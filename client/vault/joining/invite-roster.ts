/** The roster as a newcomer takes it from an answer to her link (§4.3): up to a head over her own nonce, and no other. */
import { fromBase64url } from '#protocol/core/bytes.ts';
import { requireRosterAt, verifyHead, type Head } from '#protocol/log/head.ts';
import type { Seen } from '#protocol/members/seen.ts';
import { requireSeen } from '#protocol/roster/inviter.ts';
import { follow, openJudged, type JudgedAt } from '#protocol/roster/replay.ts';
import type { Roster } from '#protocol/roster/roster-state.ts';
import { refuse } from '#protocol/core/errors.ts';
import type { Reply } from '#protocol/wire/wire.ts';
import { readLines, upTo } from '../roster/verdict-lines.ts';

type Answer = Pick<Reply<'invites/open'>, 'signedGenesis' | 'entries' | 'head'>;
type Signed = Answer['head'];

export interface RosterStart {
  /** After genesis alone. */
  readonly roster: Roster;
  readonly lines: readonly JudgedAt[];
  readonly head: Head;
}

/** Genesis under the pinned root, and the head over our nonce. Nothing after genesis is judged yet. */
export function startAt(answer: Answer, rootfp: Uint8Array, nonce: Uint8Array): RosterStart {
  const [genesis, ...lines] = readLines(answer.entries);
  const roster = openJudged(fromBase64url(answer.signedGenesis), rootfp, genesis);
  return { roster, lines, head: readHead(roster, answer.head, nonce) };
}

export function readHead({ genesis, rootfp }: Roster, { head, signature }: Signed, nonce: Uint8Array): Head {
  return verifyHead(genesis, rootfp, fromBase64url(head), fromBase64url(signature), nonce);
}

/** Exactly to the head. What the inviter knew must lie on the way, if it is given. */
export function followTo({ roster, lines, head }: RosterStart, seen?: Seen): Roster {
  let now = roster;
  let isMet = seen === undefined;
  const look = (): void => {
    if (seen === undefined || now.verdicts.size !== seen.verdicts) return;
    requireSeen(now, seen);
    isMet = true;
  };
  look();
  for (const line of upTo(head.size, lines)) {
    now = follow(now, line);
    look();
  }
  if (!isMet) refuse('roster-chain', `ends before the ${seen?.verdicts} verdicts that the inviter knew`);
  requireRosterAt(now, head);
  return now;
}
