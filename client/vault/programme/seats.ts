/** Seats of a session: rows that say nothing about who took them. */
import { toBase64url, utf8 } from '#protocol/core/bytes.ts';
import { derive, type Key32 } from '#protocol/crypto/sodium.ts';
import { tuple } from '#protocol/core/tuple.ts';
import type { UnlockedVault } from '../session/unlocked-vault.ts';

/**
 * Return her own tokens for a session. The row with such a token says nothing about her to somebody who steals the
 * table. The first is the one that she takes seats with; the others come from her earlier account secrets, for seats
 * taken before a recovery.
 */
function seatTokens(vault: UnlockedVault, session: string): readonly [string, ...string[]] {
  const { roster, secrets } = vault.open;
  const token = (account: Key32) =>
    toBase64url(derive(account, tuple('dd1/seat-token', roster.rootfp, utf8(session)), 32));
  return [token(secrets.account), ...secrets.earlier.map((earlier) => token(earlier.account))];
}

const tokensAtOnce = 200;

export interface FreeSeats {
  readonly session: string;
  readonly free: number;
  readonly mine: boolean;
}

export async function lookAtSeats(vault: UnlockedVault, sessions: readonly string[]): Promise<readonly FreeSeats[]> {
  const own = sessions.map((session) => seatTokens(vault, session));
  // The present ones first; of more than the portal takes, the oldest are left out.
  const tokens = [...own.map(([token]) => token), ...own.flatMap(([, ...earlier]) => earlier)].slice(0, tokensAtOnce);
  return (await vault.ports.call('seats/look', { tokens })).sessions;
}

export async function takeSeat(vault: UnlockedVault, session: string): Promise<{ taken: boolean; free: number }> {
  return vault.ports.call('seats/take', { session, token: seatTokens(vault, session)[0] });
}

export async function returnSeat(vault: UnlockedVault, session: string): Promise<{ free: number }> {
  let answer = { free: 0 };
  for (const token of seatTokens(vault, session)) answer = await vault.ports.call('seats/return', { session, token });
  return answer;
}

/**
 * Draws happen in the desk's browser (domain/programme/draw.ts); what is left becomes rows, first come, first served.
 */
export async function offerSeats(
  vault: UnlockedVault,
  sessions: readonly { session: string; free: number }[],
): Promise<void> {
  await vault.ports.call('seats/offer', { sessions: [...sessions] });
}
