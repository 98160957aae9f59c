import { fromBase64url } from '#protocol/core/bytes.ts';
import { programmeDesk } from '#protocol/core/ids.ts';
import type { programme } from '#protocol/wire/programme.ts';
import type { Acts } from '../acts.ts';
import { AccessError } from '../errors.ts';
import { requireDesk } from '../guard.ts';
import type { Portal } from '../portal.ts';
import type { Session } from '../session.ts';
import { countSeats, offerSeats, returnSeat, seatsSeenBy, takeSeat } from './store.ts';

type SeatAct = Extract<keyof typeof programme, `seats/${string}`>;

/**
 * One seat for a person and session: with invented tokens somebody could empty a session. Only in memory, because a row
 * would say who sits where. A restart forgets it.
 */
class Hands {
  readonly #tokens = new Map<string, string>();
  readonly #turns = new Map<string, Promise<unknown>>();

  #place(session: Session, of: string): string {
    return `${session.member} ${of}`;
  }

  /**
   * One request after the other for one person and session. Otherwise a seat that is given back while it is being taken
   * would be hers and forgotten.
   */
  async inTurn<T>(session: Session, of: string, act: () => Promise<T>): Promise<T> {
    const place = this.#place(session, of);
    const turn = (this.#turns.get(place) ?? Promise.resolve()).then(act);
    const over = turn.catch(() => undefined);
    this.#turns.set(place, over);
    try {
      return await turn;
    } finally {
      if (this.#turns.get(place) === over) this.#turns.delete(place);
    }
  }

  /** Refused while this person has another seat of the same session. */
  hold(session: Session, of: string, token: string): void {
    const known = this.#tokens.get(this.#place(session, of));
    if (known !== undefined && known !== token) throw new AccessError('forbidden');
    this.#tokens.set(this.#place(session, of), token);
  }

  letGo(session: Session, of: string, token: string): void {
    if (this.#tokens.get(this.#place(session, of)) === token) this.#tokens.delete(this.#place(session, of));
  }
}

export function seatActs(portal: Portal): Acts<SeatAct> {
  const { db } = portal;
  const hands = new Hands();
  return {
    'seats/offer': async ({ sessions }, { session }) => {
      requireDesk(portal, session, programmeDesk);
      await offerSeats(db, sessions);
      return {};
    },
    'seats/look': async ({ tokens }) => ({ sessions: await seatsSeenBy(db, tokens.map(fromBase64url)) }),
    'seats/take': async (body, { session }) =>
      hands.inTurn(session, body.session, async () => {
        hands.hold(session, body.session, body.token);
        const answer = await takeSeat(db, body.session, fromBase64url(body.token));
        if (!answer.taken) hands.letGo(session, body.session, body.token);
        return answer;
      }),
    'seats/return': async (body, { session }) =>
      hands.inTurn(session, body.session, async () => {
        const answer = await returnSeat(db, body.session, fromBase64url(body.token));
        hands.letGo(session, body.session, body.token);
        return answer;
      }),
    'seats/counts': async (_body, { session }) => {
      requireDesk(portal, session, programmeDesk);
      return { sessions: await countSeats(db) };
    },
  };
}
