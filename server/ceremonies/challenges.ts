/** Questions for one touch each. The answer removes the row, so nothing can be answered twice. */
import { toBase64url } from '#protocol/core/bytes.ts';
import type { Purpose } from '#protocol/crypto/challenge.ts';
import { now } from '../clock.ts';
import { deny } from '../errors.ts';
import { random, type Portal } from '../portal.ts';

const livesMs = 5 * 60_000;

type Asked = Extract<Purpose, 'login' | 'enrol'> | 'card-login';

/** `holder` binds the question to whoever asked: an invite, a card, a member. */
export async function askChallenge(
  portal: Portal,
  purpose: Asked,
  holder: string | null,
): Promise<{ challenge: string; nonce: string }> {
  const time = now();
  await portal.db.deleteFrom('challenge').where('expires', '<', time).execute();
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
