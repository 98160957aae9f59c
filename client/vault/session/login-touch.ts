/** The touch of a login (§2): any key of this portal, under a challenge of its own. It needs no libsodium. */
import { fromBase64url, toBase64url } from '#protocol/core/bytes.ts';
import { challengeFor } from '#protocol/crypto/challenge.ts';
import type { Got, Ports } from './ports.ts';
import { Refused } from './refusal.ts';

export interface LoginTouch {
  readonly got: Got;
  /** The 32 bytes that the key's PRF gave for `unlock`. */
  readonly key: Uint8Array;
  /** As the portal takes it in login/finish and invites/resume. */
  readonly assertion: {
    readonly challenge: string;
    readonly credentialId: string;
    readonly authenticatorData: string;
    readonly clientDataJSON: string;
    readonly signature: string;
    readonly userHandle: string;
  };
}

/**
 * Refuses `key-without-prf`: the key cannot open anything.
 *
 * @param allow ids of the keys that may answer; any key of this portal, if there are none
 */
export async function touchForLogin(
  ports: Pick<Ports, 'call' | 'get'>,
  { origin, rpId }: { readonly origin: string; readonly rpId: string },
  allow: readonly Uint8Array[] = [],
): Promise<LoginTouch> {
  const begun = await ports.call('login/begin', {});
  const challenge = challengeFor({ purpose: 'login', origin, nonce: fromBase64url(begun.nonce) });
  const got = await ports.get({ kind: 'get', challenge, rpId, allow, salts: 'unlock' });
  if (got.prf.first === undefined) throw new Refused('key-without-prf', 'the key gave no value');
  const assertion = {
    challenge: begun.challenge,
    credentialId: toBase64url(got.credentialId),
    authenticatorData: toBase64url(got.authenticatorData),
    clientDataJSON: toBase64url(got.clientDataJSON),
    signature: toBase64url(got.signature),
    userHandle: toBase64url(got.userHandle),
  };
  return { got, key: got.prf.first, assertion };
}
