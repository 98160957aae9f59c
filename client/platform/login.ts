/** One touch that logs in and unlocks (§2). It needs no libsodium, so it works while the vault is still loading. */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { challengeFor } from '#protocol/crypto/challenge.ts';
import type { Ports } from '../vault/session/ports.ts';
import { Refused } from '../vault/session/refusal.ts';
import type { UnlockGiven } from '../vault/session/unlock.ts';

export async function login(
  ports: Pick<Ports, 'call' | 'get' | 'random'>,
  place: { readonly origin: string; readonly rpId: string },
): Promise<UnlockGiven> {
  const begun = await ports.call('login/begin', {});
  const challenge = challengeFor({ purpose: 'login', origin: place.origin, nonce: fromBase64url(begun.nonce) });
  const got = await ports.get({ kind: 'get', challenge, rpId: place.rpId, allow: [], salts: 'unlock' });
  if (got.prf.first === undefined) throw new Refused('key-without-prf', 'the key gave no value');
  const headNonce = ports.random(32);
  const welcome = await ports.call('login/finish', {
    assertion: {
      challenge: begun.challenge,
      credentialId: toBase64url(got.credentialId),
      authenticatorData: toBase64url(got.authenticatorData),
      clientDataJSON: toBase64url(got.clientDataJSON),
      signature: toBase64url(got.signature),
      userHandle: toBase64url(got.userHandle),
    },
    headNonce: toBase64url(headNonce),
  });
  return { welcome, way: 'key', holder: got.credentialId, key: got.prf.first, headNonce };
}
