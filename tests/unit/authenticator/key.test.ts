/** The software key, judged by the library that the portal uses for the same purpose. */
import { chmod, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import {
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { describe, expect, test } from 'vitest';
import { credentialsOf } from '../../../tools/authenticator/answer.ts';
import type {
  Assertion,
  CreationOptions,
  Registration,
  RequestOptions,
} from '../../../tools/authenticator/ceremony.ts';
import { assertionJSON, registrationJSON, withoutPrfValues } from '../../../tools/authenticator/json.ts';
import { SoftwareKey, type KeyOptions } from '../../../tools/authenticator/key.ts';
import { readKeyFile, writeKeyFile } from '../../../tools/authenticator/keyfile.ts';

const ORIGIN = 'https://portal.example';
const RP_ID = 'portal.example';
const SALT = { first: Buffer.from('defenders-days/v1/unlock') };

type Changes<T> = { [K in keyof T]?: T[K] };

function creation(changes: Changes<CreationOptions> = {}): CreationOptions {
  return {
    rp: { id: RP_ID, name: 'Portal' },
    user: { id: randomBytes(32), name: 'key', displayName: 'key' },
    challenge: randomBytes(32),
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }],
    extensions: { prf: { eval: SALT } },
    ...changes,
  };
}

function request(changes: Changes<RequestOptions> = {}): RequestOptions {
  return { rpId: RP_ID, challenge: randomBytes(32), extensions: { prf: { eval: SALT } }, ...changes };
}

function base64url(value: Uint8Array): string {
  return Buffer.from(value).toString('base64url');
}

async function verifiedRegistration(registration: Registration, challenge: Uint8Array, requireUserVerification = true) {
  const { registrationInfo } = await verifyRegistrationResponse({
    response: withoutPrfValues(registrationJSON(registration)) satisfies RegistrationResponseJSON,
    expectedChallenge: base64url(challenge),
    expectedOrigin: ORIGIN,
    expectedRPID: RP_ID,
    requireUserVerification,
    supportedAlgorithmIDs: [-7, -8],
  });
  if (!registrationInfo) throw new Error('the registration was not verified');
  return registrationInfo;
}

type Credential = Awaited<ReturnType<typeof verifiedRegistration>>['credential'];

async function verifiedAssertion(assertion: Assertion, challenge: Uint8Array, credential: Credential) {
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response: withoutPrfValues(assertionJSON(assertion)) satisfies AuthenticationResponseJSON,
    expectedChallenge: base64url(challenge),
    expectedOrigin: ORIGIN,
    expectedRPID: RP_ID,
    requireUserVerification: true,
    credential,
  });
  expect(verified).toBe(true);
  return authenticationInfo;
}

async function registered(key: SoftwareKey, changes: Changes<CreationOptions> = {}) {
  const options = creation(changes);
  const registration = await key.create(options, ORIGIN);
  return { options, registration, userHandle: options.user.id };
}

const refusal = (name: string) => expect.objectContaining({ name });

describe.each([
  ['ES256', -7],
  ['EdDSA', -8],
])('%s', (_, alg) => {
  const params = { pubKeyCredParams: [{ type: 'public-key', alg }] };

  test('registration is verified: attestation none, AAGUID zero, single device, counter 1', async () => {
    const { options, registration } = await registered(new SoftwareKey(), params);
    expect(await verifiedRegistration(registration, options.challenge)).toMatchObject({
      fmt: 'none',
      aaguid: '00000000-0000-0000-0000-000000000000',
      credentialDeviceType: 'singleDevice',
      credentialBackedUp: false,
      userVerified: true,
      credential: { id: base64url(registration.id), counter: 1, transports: ['usb'] },
    });
    expect(registration.publicKeyAlgorithm).toBe(alg);
  });

  test.each<[string, KeyOptions]>([
    ['a hardware key with its sealed outputs', { prfAtCreate: false }],
    ['a key with values at create', { prfAtCreate: true }],
  ])('assertions are verified and count on: %s', async (_kind, keyOptions) => {
    const key = new SoftwareKey(keyOptions);
    const { options, registration, userHandle } = await registered(key, params);
    const { credential } = await verifiedRegistration(registration, options.challenge);
    for (const counter of [2, 3, 4]) {
      const asked = request();
      const assertion = await key.get(asked, ORIGIN);
      const info = await verifiedAssertion(assertion, asked.challenge, credential);
      expect(info.newCounter).toBe(counter);
      expect(Buffer.from(assertion.userHandle)).toEqual(Buffer.from(userHandle));
      credential.counter = counter;
    }
  });

  test('a changed signature is not verified', async () => {
    const key = new SoftwareKey();
    const { options, registration } = await registered(key, params);
    const { credential } = await verifiedRegistration(registration, options.challenge);
    const asked = request();
    const assertion = await key.get(asked, ORIGIN);
    const clientDataJSON = new Uint8Array(Buffer.from(`${Buffer.from(assertion.clientDataJSON).toString('utf8')} `));
    await expect(verifiedAssertion({ ...assertion, clientDataJSON }, asked.challenge, credential)).rejects.toThrow();
  });
});

describe('PRF', () => {
  const values = (assertion: Assertion) => assertion.clientExtensionResults.prf?.results;

  test('the same salt gives the same 32 bytes at every call, in either place; another salt gives others', async () => {
    const key = new SoftwareKey();
    await registered(key);
    const other = { first: Buffer.from('other') };
    const once = values(await key.get(request(), ORIGIN));
    const again = values(
      await key.get(request({ extensions: { prf: { eval: { ...other, second: SALT.first } } } }), ORIGIN),
    );
    expect(once?.first).toHaveLength(32);
    expect(once?.second).toBeUndefined();
    expect(again?.second).toEqual(once?.first);
    expect(again?.first).not.toEqual(once?.first);
  });

  test('two credentials, on one key or on two, give different values for one salt', async () => {
    const key = new SoftwareKey();
    const first = await registered(key);
    const second = await registered(key);
    const elsewhere = new SoftwareKey();
    await registered(elsewhere);
    const outputs = await Promise.all([
      key.get(request({ allowCredentials: [{ id: first.registration.id }] }), ORIGIN),
      key.get(request({ allowCredentials: [{ id: second.registration.id }] }), ORIGIN),
      elsewhere.get(request(), ORIGIN),
    ]);
    expect(new Set(outputs.map((assertion) => base64url(values(assertion)!.first))).size).toBe(3);
  });

  test('as most hardware keys: create() tells only that it is enabled', async () => {
    const { registration } = await registered(new SoftwareKey());
    expect(registration.clientExtensionResults.prf).toEqual({ enabled: true });
  });

  test('prfAtCreate: the value at create() is the value at get()', async () => {
    const key = new SoftwareKey({ prfAtCreate: true });
    const { registration } = await registered(key);
    const { prf } = registration.clientExtensionResults;
    expect(prf).toEqual({ enabled: true, results: values(await key.get(request(), ORIGIN)) });
  });

  test('a key without PRF says so and still signs in', async () => {
    const key = new SoftwareKey({ prf: false });
    const { registration } = await registered(key);
    expect(registration.clientExtensionResults.prf).toEqual({ enabled: false });
    expect((await key.get(request(), ORIGIN)).clientExtensionResults.prf).toEqual({});
  });

  test('a credential made without asking for PRF has none afterwards', async () => {
    const key = new SoftwareKey();
    const { registration } = await registered(key, { extensions: {} });
    expect(registration.clientExtensionResults).toEqual({});
    expect((await key.get(request(), ORIGIN)).clientExtensionResults.prf).toEqual({});
  });

  test('evalByCredential wins over eval, for the credential that it names', async () => {
    const key = new SoftwareKey();
    const { registration } = await registered(key);
    const own = { first: Buffer.from('own') };
    const prf = { eval: SALT, evalByCredential: { [base64url(registration.id)]: own } };
    const allowCredentials = [{ id: registration.id }];
    const byCredential = await key.get(request({ allowCredentials, extensions: { prf } }), ORIGIN);
    const plain = await key.get(request({ extensions: { prf: { eval: own } } }), ORIGIN);
    expect(values(byCredential)).toEqual(values(plain));
  });

  test('requests that a browser refuses are refused', async () => {
    const key = new SoftwareKey();
    const { registration } = await registered(key);
    const evalByCredential = { [base64url(registration.id)]: SALT };
    const extensions = { prf: { evalByCredential } };
    await expect(key.create(creation({ extensions }), ORIGIN)).rejects.toEqual(refusal('NotSupportedError'));
    await expect(key.get(request({ extensions }), ORIGIN)).rejects.toEqual(refusal('NotSupportedError'));
    const allowCredentials = [{ id: randomBytes(32) }];
    await expect(key.get(request({ allowCredentials, extensions }), ORIGIN)).rejects.toEqual(refusal('SyntaxError'));
  });

  test('the server sees noise of the right length at get(), never the value', async () => {
    const key = new SoftwareKey();
    await registered(key);
    const [one, two] = [await key.get(request(), ORIGIN), await key.get(request(), ORIGIN)];
    expect(one.authenticatorData).toHaveLength(84);
    expect(one.authenticatorData.subarray(-32)).not.toEqual(two.authenticatorData.subarray(-32));
    expect(Buffer.from(one.authenticatorData).includes(Buffer.from(values(one)!.first))).toBe(false);
    expect(JSON.stringify(withoutPrfValues(assertionJSON(one)))).not.toContain(base64url(values(one)!.first));
    expect(JSON.stringify(assertionJSON(one))).toContain(base64url(values(one)!.first));
    const both = await key.get(request({ extensions: { prf: { eval: { ...SALT, second: SALT.first } } } }), ORIGIN);
    expect(both.authenticatorData).toHaveLength(116);
  });
});

describe('user verification and flags', () => {
  test('uv: false answers without the flag and without a PRF value; the server refuses it', async () => {
    const key = new SoftwareKey({ uv: false });
    const { options, registration } = await registered(key);
    await expect(verifiedRegistration(registration, options.challenge)).rejects.toThrow(/user verification/i);
    const { credential } = await verifiedRegistration(registration, options.challenge, false);
    const asked = request();
    const assertion = await key.get(asked, ORIGIN);
    await expect(verifiedAssertion(assertion, asked.challenge, credential)).rejects.toThrow(/user verification/i);
    expect(assertion.clientExtensionResults.prf).toEqual({});
  });

  test('backup flags reach the server', async () => {
    const { options, registration } = await registered(new SoftwareKey({ backupEligible: true, backedUp: true }));
    expect(await verifiedRegistration(registration, options.challenge)).toMatchObject({
      credentialDeviceType: 'multiDevice',
      credentialBackedUp: true,
    });
  });
});

describe('which credential answers', () => {
  test('without a list the newest one of this RP ID, with a list the first that the key holds', async () => {
    const key = new SoftwareKey();
    const older = await registered(key);
    const newer = await registered(key);
    await key.create(creation({ rp: { id: 'other.example' } }), 'https://other.example');
    expect((await key.get(request(), ORIGIN)).id).toEqual(newer.registration.id);
    const allowCredentials = [{ id: randomBytes(32) }, { id: older.registration.id }];
    expect((await key.get(request({ allowCredentials }), ORIGIN)).id).toEqual(older.registration.id);
  });

  test('a second credential for one account takes the place of the first', async () => {
    const key = new SoftwareKey();
    const first = await registered(key);
    const second = await registered(key, { user: { id: first.userHandle, name: 'again' } });
    const allowCredentials = [{ id: first.registration.id }];
    await expect(key.get(request({ allowCredentials }), ORIGIN)).rejects.toEqual(refusal('NotAllowedError'));
    expect((await key.get(request(), ORIGIN)).id).toEqual(second.registration.id);
  });

  test('an empty key and a key with other credentials: NotAllowedError', async () => {
    const key = new SoftwareKey();
    await expect(key.get(request(), ORIGIN)).rejects.toEqual(refusal('NotAllowedError'));
    await registered(key);
    const allowCredentials = [{ id: randomBytes(32) }];
    await expect(key.get(request({ allowCredentials }), ORIGIN)).rejects.toEqual(refusal('NotAllowedError'));
  });

  test('a key that is registered already: InvalidStateError, for this RP ID only', async () => {
    const key = new SoftwareKey();
    const { registration } = await registered(key);
    const excludeCredentials = [{ id: registration.id }];
    await expect(key.create(creation({ excludeCredentials }), ORIGIN)).rejects.toEqual(refusal('InvalidStateError'));
    const elsewhere = creation({ rp: { id: 'other.example' }, excludeCredentials });
    await expect(key.create(elsewhere, 'https://other.example')).resolves.toBeDefined();
    await expect(new SoftwareKey().create(creation({ excludeCredentials }), ORIGIN)).resolves.toBeDefined();
  });
});

describe('requests that no key should see', () => {
  test.each([
    ['a subdomain asks for its parent', 'https://admin.portal.example', RP_ID],
    ['another site', 'https://evil.example', RP_ID],
    ['an address', 'https://127.0.0.1', '127.0.0.1'],
    ['an opaque origin', 'null', RP_ID],
    ['not a secure context', 'http://portal.example', RP_ID],
    ['a host that only begins like the portal', 'https://portal.example.evil.example', RP_ID],
  ])('%s: SecurityError', async (_, origin, rpId) => {
    const key = new SoftwareKey();
    await expect(key.create(creation({ rp: { id: rpId } }), origin)).rejects.toEqual(refusal('SecurityError'));
    await expect(key.get(request({ rpId }), origin)).rejects.toEqual(refusal('SecurityError'));
  });

  test('http://localhost is a secure context; an absent RP ID is the host', async () => {
    const key = new SoftwareKey();
    await key.create(creation({ rp: { name: 'Portal' } }), 'http://localhost:8080');
    const assertion = await key.get(request({ rpId: 'localhost' }), 'http://localhost:9090');
    expect(JSON.parse(Buffer.from(assertion.clientDataJSON).toString('utf8'))).toMatchObject({
      type: 'webauthn.get',
      origin: 'http://localhost:9090',
      crossOrigin: false,
    });
  });

  test('no algorithm in common: NotSupportedError; a platform authenticator: NotAllowedError', async () => {
    const key = new SoftwareKey();
    const params = creation({ pubKeyCredParams: [{ type: 'public-key', alg: -257 }] });
    await expect(key.create(params, ORIGIN)).rejects.toEqual(refusal('NotSupportedError'));
    const platform = creation({ authenticatorSelection: { authenticatorAttachment: 'platform' } });
    await expect(key.create(platform, ORIGIN)).rejects.toEqual(refusal('NotAllowedError'));
  });

  test('discouraged: used where its id is named, and never picked by itself', async () => {
    const key = new SoftwareKey();
    const { registration: kept } = await registered(key, {});
    const tried = await key.create(
      creation({ authenticatorSelection: { residentKey: 'discouraged' }, user: { id: randomBytes(32), name: 'Test' } }),
      ORIGIN,
    );
    expect(SoftwareKey.fromState(key.toState()).toState()).toEqual(key.toState());
    const picked = await SoftwareKey.fromState(key.toState()).get(request({}), ORIGIN);
    expect(Buffer.from(picked.id)).toEqual(Buffer.from(kept.id));
    const named = await key.get(request({ allowCredentials: [{ id: tried.id }] }), ORIGIN);
    expect(Buffer.from(named.id)).toEqual(Buffer.from(tried.id));
  });

  test('a user handle of 0 or 65 bytes: TypeError', async () => {
    for (const length of [0, 65]) {
      const user = { id: randomBytes(length), name: 'key' };
      await expect(new SoftwareKey().create(creation({ user }), ORIGIN)).rejects.toBeInstanceOf(TypeError);
    }
  });
});

describe('keeping a key', () => {
  test('a key from its state is the same key: credentials, PRF values, counter, options', async () => {
    const key = new SoftwareKey({ prfAtCreate: true });
    const { options, registration } = await registered(key, { pubKeyCredParams: [{ alg: -8 }] });
    const { credential } = await verifiedRegistration(registration, options.challenge);
    const before = await key.get(request(), ORIGIN);
    const copy = SoftwareKey.fromState(JSON.parse(JSON.stringify(key.toState())));
    const asked = request();
    const after = await copy.get(asked, ORIGIN);
    expect(after.clientExtensionResults).toEqual(before.clientExtensionResults);
    expect((await verifiedAssertion(after, asked.challenge, credential)).newCounter).toBe(3);
    expect(copy.options).toEqual({ prfAtCreate: true });
  });

  test('a file of keys is readable by its owner only, and refused when it is not', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'keys-'));
    try {
      const path = join(folder, 'keys.json');
      const amina = new SoftwareKey();
      const { registration } = await registered(amina);
      await writeKeyFile(path, { amina, spare: new SoftwareKey({ prf: false }) });
      expect((await stat(path)).mode & 0o777).toBe(0o600);
      const keys = await readKeyFile(path);
      expect(Object.keys(keys)).toEqual(['amina', 'spare']);
      expect((await keys.amina!.get(request(), ORIGIN)).id).toEqual(registration.id);
      expect(await readFile(path, 'utf8')).toContain('"prf": false');
      await chmod(path, 0o644);
      await expect(readKeyFile(path)).rejects.toThrow(/owner only/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

test('in Node the key stands behind the same interface as in a page', async () => {
  const credentials = credentialsOf(new SoftwareKey(), ORIGIN);
  const publicKey: PublicKeyCredentialCreationOptions = {
    rp: { id: RP_ID, name: 'Portal' },
    user: { id: new Uint8Array(32), name: 'key', displayName: 'key' },
    challenge: new Uint8Array(32),
    pubKeyCredParams: [{ type: 'public-key', alg: -8 }],
    extensions: { prf: { eval: { first: new Uint8Array(8) } } },
  };
  const made = await credentials.create({ publicKey });
  expect(made.getClientExtensionResults().prf).toEqual({ enabled: true });
  const prf = { eval: { first: new Uint8Array(8).buffer } };
  const used = await credentials.get({ publicKey: { challenge: new Uint8Array(32), extensions: { prf } } });
  expect(used.rawId).toEqual(made.rawId);
  expect(used.getClientExtensionResults().prf?.results?.first).toBeInstanceOf(ArrayBuffer);
  const salt = 'a salt as text' as unknown as BufferSource;
  const wrong = { challenge: new Uint8Array(32), extensions: { prf: { eval: { first: salt } } } };
  await expect(credentials.get({ publicKey: wrong })).rejects.toThrow(/not of type/);
  const signal = AbortSignal.abort();
  await expect(credentials.get({ publicKey: wrong, signal })).rejects.toThrow();
});
