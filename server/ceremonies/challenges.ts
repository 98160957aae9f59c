/**
 * Challenges, each for one touch. An answer removes the row, so nothing can be answered twice.
 *
 * Anybody may ask for a challenge, and the portal sees no addresses. A limit on asking would let one stranger lock out
 * everybody, or a hotel its guests. So nobody is refused, and the number of rows is limited: when too many wait, the oldest
 * are deleted. Under a flood of five hundred a second a person still has a minute and a half to touch her key.
 */
import { toBase64url } from '#protocol/core/bytes.ts';
import type { Purpose } from '#protocol/crypto/challenge.ts';
import { now } from '../clock.ts';
import type { Database } from '../db.ts';
import { deny } from '../errors.ts';
import type { Sweep } from '../expiry.ts';
import type { Portal } from '../portal.ts';
import { random } from '../random.ts';

const livesMs = 5 * 60_000;
/** The most rows, some megabytes. Five hundred people who sign in at once need a hundredth of it. */
const waitingMost = 50_000;
/** The purposes that need no session. A challenge for an enrolment needs an invite first. */
const publicPurposes: readonly Asked[] = ['login', 'card-login'];

type Asked = Extract<Purpose, 'login' | 'enrol'> | 'card-login';

/** Stores a challenge and returns it. `holder` binds it to the one who asked: an invite, a recovery card, a member. */
export async function askChallenge(
  portal: Portal,
  purpose: Asked,
  holder: string | null,
): Promise<{ challenge: string; nonce: string }> {
  const time = now();
  const challenge = toBase64url(random(16));
  const nonce = random(32);
  const row = { id: challenge, purpose, nonce, holder, expires: time + livesMs };
  await portal.db.insertInto('challenge').values(row).execute();
  return { challenge, nonce: toBase64url(nonce) };
}

export async function takeChallenge(
  portal: Portal,
  id: string,
  purpose: Asked,
  holder: string | null,
): Promise<Uint8Array> {
  const row = await portal.db.deleteFrom('challenge').where('id', '=', id).returningAll().executeTakeFirst();
  if (row === undefined || row.purpose !== purpose || row.holder !== holder || row.expires < now())
    return deny('challenge-unknown');
  return row.nonce;
}

export async function deleteChallenges(db: Database, most = waitingMost): Promise<void> {
  await db.deleteFrom('challenge').where('expires', '<', now()).execute();
  await db
    .deleteFrom('challenge')
    .where('purpose', 'in', publicPurposes)
    .where('expires', '<', (eb) =>
      eb
        .selectFrom('challenge')
        .select('expires')
        .where('purpose', 'in', publicPurposes)
        .orderBy('expires', 'desc')
        .offset(most)
        .limit(1),
    )
    .execute();
}

export function challengeSweep(db: Database): Sweep {
  return { everyMs: 5000, sweep: () => deleteChallenges(db) };
}
