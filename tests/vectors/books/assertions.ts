/** The frozen cases of §2: assertions. Called by make.ts alone. */
import { assertion, credential } from '#protocol/crypto/assertion.ts';
import { concat, utf8 } from '#protocol/core/bytes.ts';
import type { MemberId } from '#protocol/core/ids.ts';
import { Randomness } from '../../support/protocol/randomness.ts';
import { Device } from '../../support/protocol/touch.ts';
import { Book, flipped, last } from '../book.ts';

export function assertionsBook(): void {
  const randomness = new Randomness('frozen assertions');
  const book = new Book();
  const device = { ES256: new Device(randomness, 'ES256'), EdDSA: new Device(randomness, 'EdDSA') };
  const parts = {
    purpose: 'opening',
    rootfp: randomness.bytes(32),
    origin: 'https://portal.example',
    rpId: 'portal.example',
    member: randomness.id<MemberId>(),
    data: randomness.bytes(32),
    nonce: randomness.bytes(32),
  } as const;
  const credentials = [device.ES256, device.EdDSA].map((each) => credential.encode(each.credential));
  const touch = (claims = {}, change = {}, by = device.ES256) => ({
    ...parts,
    credentials,
    assertion: assertion.encode(by.touch({ ...parts, ...change }, claims)),
  });
  const act = 'verify assertion';
  book.accept(act, touch());
  book.accept(act, touch({}, {}, device.EdDSA), 'EdDSA');
  const copied = { ...device.ES256.credential, backupEligible: true };
  const listed = { ...touch({ flags: 0x0d }), credentials: [credential.encode(copied)] };
  book.accept(act, listed, 'a key that can be copied, listed as one');
  book.reject(
    act,
    'assertion-backup',
    { ...touch(), credentials: [credential.encode(copied)] },
    'listed as another sort',
  );
  book.reject(act, 'assertion-type', touch({ type: 'webauthn.create' }));
  for (const purpose of ['login', 'roster', 'reopen', 'step-up', 'break-glass'] as const)
    book.reject(act, 'assertion-challenge', touch({}, { purpose }), `made for ${purpose}`);
  book.reject(act, 'assertion-challenge', touch({}, { data: randomness.bytes(32) }), 'other data');
  book.reject(act, 'assertion-challenge', touch({}, { rootfp: randomness.bytes(32) }), 'other root');
  book.reject(act, 'assertion-challenge', touch({}, { member: randomness.id() }), 'other member');
  book.reject(
    act,
    'assertion-challenge',
    touch({}, { origin: 'https://portal.test' }),
    'other origin in the challenge',
  );
  book.reject(act, 'assertion-origin', touch({ origin: 'https://portal.test' }));
  book.reject(act, 'assertion-origin', touch({ origin: 'https://portal.example:8443' }), 'other port');
  book.reject(act, 'assertion-cross-origin', touch({ extra: { crossOrigin: true } }));
  book.reject(act, 'assertion-cross-origin', touch({ extra: { crossOrigin: 'false' } }), 'not a boolean');
  book.reject(act, 'assertion-cross-origin', touch({ extra: { topOrigin: 'https://evil.example' } }));
  book.reject(act, 'assertion-rp', touch({ rpId: 'example' }));
  book.reject(act, 'assertion-presence', touch({ flags: 0x04 }));
  book.reject(act, 'assertion-verification', touch({ flags: 0x01 }));
  book.reject(act, 'assertion-backup', touch({ flags: 0x0d }));
  book.reject(act, 'assertion-credential', touch({}, {}, new Device(randomness)), 'a stranger’s key');
  const given = device.ES256.touch(parts);
  const altered = (change: Partial<typeof given>) => ({
    ...touch(),
    assertion: assertion.encode({ ...given, ...change }),
  });
  book.reject(act, 'assertion-signature', altered({ signature: last(given.signature) }));
  book.reject(act, 'assertion-signature', altered({ authenticatorData: last(given.authenticatorData) }), 'counter');
  book.reject(act, 'assertion-signature', altered({ signature: new Uint8Array(0) }), 'empty');
  const bare = device.EdDSA.credential.id;
  book.reject(act, 'assertion-signature', altered({ credentialId: bare }), 'another key of hers');
  book.reject(act, 'malformed', altered({ clientDataJSON: utf8('{') }), 'not JSON');
  book.reject(act, 'malformed', altered({ clientDataJSON: utf8('null') }), 'no object');
  book.reject(act, 'wrong-length', altered({ authenticatorData: given.authenticatorData.slice(1) }));
  const cose = device.ES256.credential.publicKey;
  book.accept('parse credential key', { cose });
  book.accept('parse credential key', { cose: device.EdDSA.credential.publicKey });
  book.reject('parse credential key', 'credential-key', { cose: flipped(cose, 4) }, 'other algorithm');
  book.reject('parse credential key', 'credential-key', { cose: concat(cose, new Uint8Array(1)) }, 'trailing byte');
  book.reject('parse credential key', 'credential-key', { cose: new Uint8Array(0) });
  book.write('assertions');
}
