/** One touch that logs in and unlocks (§2). It needs no libsodium, so it works while the vault is still loading. */
import { toBase64url } from '#protocol/core/bytes.ts';
import { touchForLogin } from '../vault/session/login-touch.ts';
import type { Ports } from '../vault/session/ports.ts';
import type { UnlockGiven } from '../vault/session/unlock.ts';

export async function login(
  ports: Pick<Ports, 'call' | 'get' | 'random'>,
  place: { readonly origin: string; readonly rpId: string },
): Promise<UnlockGiven> {
  const { got, key, assertion } = await touchForLogin(ports, place);
  const headNonce = ports.random(32);
  const welcome = await ports.call('login/finish', { assertion, headNonce: toBase64url(headNonce) });
  return { welcome, way: 'key', holder: got.credentialId, key, headNonce };
}
