/**
 * One ceremony, three authenticators, in a real browser under the portal's kind of policy: the software key, and the
 * browser's own virtual authenticator with PRF values at create() (hasPrf) and without (hasHmacSecret, as most hardware
 * keys). What holds for the virtual ones must hold for ours, or tests that use ours prove nothing.
 */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { SoftwareKey } from '../../tools/authenticator/key.ts';
import { plugIn, type PlugOptions } from '../../tools/authenticator/plug-into-browser.ts';
import { launchChromium } from '../support/processes/chromium.ts';

const POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'";
const SALT = Buffer.from('defenders-days/v1/unlock').toString('base64url');
const NEXT_SALT = Buffer.from('defenders-days/v2/unlock').toString('base64url');

/** What the page runs: the native parsing of options, the ceremony, and what came out in a form that can be compared. */
const SCRIPT = `
const shown = (buffer) => buffer && [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const told = (credential) => {
  const { prf } = credential.getClientExtensionResults();
  const { response } = credential;
  return {
    json: credential.toJSON(),
    prf: { ...prf, results: prf?.results && { first: shown(prf.results.first), second: shown(prf.results.second) } },
    shape: {
      credential: credential instanceof PublicKeyCredential,
      response: response instanceof AuthenticatorResponse,
      rawId: credential.rawId instanceof ArrayBuffer,
      clientDataJSON: response.clientDataJSON instanceof ArrayBuffer,
      type: credential.type,
      attachment: credential.authenticatorAttachment,
      transports: response.getTransports?.(),
      algorithm: response.getPublicKeyAlgorithm?.(),
      publicKey: response.getPublicKey?.() instanceof ArrayBuffer,
      authenticatorData: (response.getAuthenticatorData?.() ?? response.authenticatorData) instanceof ArrayBuffer,
    },
  };
};
const settled = (promise) => promise.then(told, (error) => ({ error: error.name }));
const create = (json, signal) =>
  navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json), signal });
const get = (json, signal) =>
  navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json), signal });

window.violations = [];
document.addEventListener('securitypolicyviolation', (event) => window.violations.push(event.effectiveDirective));
window.ceremonies = {
  create: (json) => settled(create(json)),
  get: (json) => settled(get(json)),
  getAborted: (json, after) => settled(get(json, AbortSignal.timeout(after))),
  getGivenUp: (json, after) => {
    const giveUp = new AbortController();
    setTimeout(() => giveUp.abort(), after);
    return settled(get(json, giveUp.signal));
  },
  getTwice: (json) => Promise.all([settled(get(json)), settled(get(json))]),
};
`;

type Told = {
  error?: string;
  json: unknown;
  prf: { enabled?: boolean; results?: { first: string; second?: string } };
  shape: Record<string, unknown>;
};
type Ceremonies = {
  create(json: unknown): Promise<Told>;
  get(json: unknown): Promise<Told>;
  getAborted(json: unknown, after: number): Promise<Told>;
  getGivenUp(json: unknown, after: number): Promise<Told>;
  getTwice(json: unknown): Promise<Told[]>;
};
type Portal = { ceremonies: Ceremonies; violations: string[] };

const create = (page: Page, json: unknown) =>
  page.evaluate((options) => (window as unknown as Portal).ceremonies.create(options), json);
const get = (page: Page, json: unknown) =>
  page.evaluate((options) => (window as unknown as Portal).ceremonies.get(options), json);

let server: Server;
let origin: string;
let browser: Browser;
let context: BrowserContext;
let page: Page;

describe('in Chromium, under a strict policy', () => {
  beforeAll(async () => {
    server = createServer((request, response) => {
      const framing = request.url === '/framing';
      const script = request.url === '/page.js';
      response.setHeader('Content-Security-Policy', framing ? `${POLICY}; frame-src *` : POLICY);
      response.setHeader('Content-Type', script ? 'text/javascript' : 'text/html; charset=utf-8');
      const elsewhere = origin.replace('localhost', 'app.localhost');
      const frame = framing ? `<iframe src="${elsewhere}/"></iframe>` : '';
      response.end(script ? SCRIPT : `<!doctype html><title>Portal</title><script src="/page.js"></script>${frame}`);
    }).listen(0, 'localhost');
    await once(server, 'listening');
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    browser = await launchChromium();
    // On a bare machine the browser is installed first.
  }, 180_000);
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });
  beforeEach(async () => {
    context = await browser.newContext();
    page = await context.newPage();
  });
  afterEach(async () => {
    await context.close();
  });

  describe.each<Way>([
    { name: 'the software key, values at create()', prfAtCreate: true, plug: plugSoftwareKey({ prfAtCreate: true }) },
    { name: 'the software key, as most hardware keys', prfAtCreate: false, plug: plugSoftwareKey({}) },
    { name: 'virtual authenticator with hasPrf', prfAtCreate: true, plug: addVirtual({ hasPrf: true }) },
    { name: 'virtual authenticator with hasHmacSecret', prfAtCreate: false, plug: addVirtual({ hasHmacSecret: true }) },
  ])('$name', ({ prfAtCreate, plug }) => {
    test.each([
      ['ES256', -7],
      ['EdDSA', -8],
    ])('registers and signs in with %s; the PRF value stays the same', async (_, algorithm) => {
      await plug();
      await page.goto(origin);

      const made = await register(page, algorithm);
      expect(made.told.shape).toEqual({
        credential: true,
        response: true,
        rawId: true,
        clientDataJSON: true,
        type: 'public-key',
        attachment: 'cross-platform',
        transports: ['usb'],
        algorithm,
        publicKey: true,
        authenticatorData: true,
      });
      expect(made.info).toMatchObject({ fmt: 'none', userVerified: true, credentialDeviceType: 'singleDevice' });
      expect(made.info.aaguid).toBe('00000000-0000-0000-0000-000000000000');
      expect(made.info.credential.counter).toBe(1);
      expect(made.told.prf.enabled).toBe(true);
      expect(made.told.prf.results?.first).toEqual(prfAtCreate ? expect.stringMatching(/^[0-9a-f]{64}$/) : undefined);

      const first = await signIn(page, made.info.credential, { first: SALT });
      expect(first.info.newCounter).toBe(2);
      expect(first.userHandle).toBe(made.userHandle);
      expect(first.told.prf.enabled).toBeUndefined();
      expect(first.told.prf.results?.first).toMatch(/^[0-9a-f]{64}$/);
      if (prfAtCreate) expect(first.told.prf.results?.first).toBe(made.told.prf.results?.first);

      await page.reload();
      const credential = { ...made.info.credential, counter: first.info.newCounter };
      const second = await signIn(page, credential, { first: NEXT_SALT, second: SALT });
      expect(second.info.newCounter).toBe(3);
      expect(second.told.prf.results?.second).toBe(first.told.prf.results?.first);
      expect(second.told.prf.results?.first).not.toBe(first.told.prf.results?.first);
      expect(await violations(page)).toEqual([]);
    });

    test('a credential made without PRF signs in without it', async () => {
      await plug();
      await page.goto(origin);
      const made = await register(page, -7, { extensions: {} });
      expect(made.told.prf).toEqual({});
    });

    test('a second registration of the same key: InvalidStateError', async () => {
      await plug();
      await page.goto(origin);
      const { info } = await register(page, -7);
      const again = await creation(-7, { excludeCredentials: [{ id: info.credential.id, type: 'public-key' }] });
      expect(await create(page, again)).toEqual({ error: 'InvalidStateError' });
    });

    test('requests that are wrong are refused by the same names', async () => {
      await plug();
      await page.goto(origin);
      const { info } = await register(page, -7);
      const byCredential = (id: string) => ({ prf: { evalByCredential: { [id]: { first: SALT } } } });
      const known = byCredential(info.credential.id);
      const allowCredentials = [{ id: info.credential.id, type: 'public-key' }];
      const unknown = byCredential(SALT);
      expect(await create(page, await creation(-7, { extensions: known }))).toEqual({ error: 'NotSupportedError' });
      expect(await get(page, await request({ extensions: known }))).toEqual({ error: 'NotSupportedError' });
      const foreign = await request({ extensions: unknown, allowCredentials });
      expect(await get(page, foreign)).toEqual({ error: 'SyntaxError' });
      expect(await get(page, await request({ rpId: 'portal.example' }))).toEqual({ error: 'SecurityError' });
      const own = await request({ extensions: known, allowCredentials });
      expect((await get(page, own)).prf.results?.first).toMatch(/^[0-9a-f]{64}$/);
      const absent = await request({ allowCredentials: [{ id: SALT, type: 'public-key' }] });
      expect(await get(page, absent)).toEqual({ error: 'NotAllowedError' });
    });
  });

  describe('plugging', () => {
    const plug = async (keys: SoftwareKey | SoftwareKey[], options?: PlugOptions) => {
      const plugged = await plugIn(context, keys, options);
      await page.goto(origin);
      return plugged;
    };

    test('two tabs have the same key, and the policy of the page is not weakened', async () => {
      const plugged = await plug(new SoftwareKey());
      const { info } = await register(page, -7);
      const tab = await context.newPage();
      await tab.goto(origin);
      await signIn(tab, info.credential, { first: SALT });
      expect(plugged.touches).toBe(2);

      const markup = await tab.evaluate(() => {
        try {
          document.body.innerHTML = '<b>from text</b>';
          return 'written';
        } catch (error) {
          return (error as Error).name;
        }
      });
      expect(markup).toBe('TypeError');
      expect(await violations(tab)).toEqual(['require-trusted-types-for']);
      expect(await violations(page)).toEqual([]);
    });

    test('touches are counted, and each request is there with its challenge and its salts', async () => {
      const plugged = await plug(new SoftwareKey());
      const made = await register(page, -7);
      const asked = await request({ extensions: { prf: { eval: { first: SALT, second: NEXT_SALT } } } });
      await get(page, asked);
      await get(page, await request({ rpId: 'portal.example' }));
      expect(plugged.touches).toBe(2);
      expect(plugged.ceremonies.map(({ kind, outcome, touched }) => [kind, outcome, touched])).toEqual([
        ['create', 'done', true],
        ['get', 'done', true],
        ['get', 'SecurityError', false],
      ]);
      const [, seen] = plugged.ceremonies;
      expect(Buffer.from(seen!.challenge).toString('base64url')).toBe(asked.challenge);
      expect(Buffer.from(seen!.salts!.first).toString()).toBe('defenders-days/v1/unlock');
      expect(Buffer.from(seen!.salts!.second!).toString()).toBe('defenders-days/v2/unlock');
      expect(Buffer.from(seen!.credentialId!).toString('base64url')).toBe(made.info.credential.id);
      expect(seen!.origin).toBe(origin);
    });

    test('of two keys the chosen one answers', async () => {
      const [first, second] = [new SoftwareKey(), new SoftwareKey()];
      const plugged = await plug([first, second]);
      const one = await register(page, -7);
      plugged.use(second);
      const two = await register(page, -7, { user: { id: one.userHandle, name: 'key', displayName: '' } });
      const values: (string | undefined)[] = [];
      for (const key of [first, second, first]) {
        plugged.use(key);
        const { credential } = key === first ? one.info : two.info;
        const told = await get(page, await request({}));
        expect(told.json).toMatchObject({ id: credential.id });
        values.push(told.prf.results?.first);
      }
      expect(values[0]).toBe(values[2]);
      expect(values[0]).not.toBe(values[1]);
    });

    test('without a key a request waits, then fails; a key that comes in time answers', async () => {
      const key = new SoftwareKey();
      const plugged = await plug(key, { longestWait: 300 });
      await register(page, -7);
      plugged.unplug();
      expect(await get(page, await request({}))).toEqual({ error: 'NotAllowedError' });
      expect(await create(page, await creation(-7, {}))).toEqual({ error: 'NotAllowedError' });
      expect(plugged.touches).toBe(1);
      const waiting = get(page, await request({ timeout: 60_000 }));
      await expect.poll(() => plugged.waiting).toBe(1);
      plugged.use(key);
      expect((await waiting).error).toBeUndefined();
      expect(plugged.touches).toBe(2);
    });

    test('an aborted request ends at once and leaves the next one free', async () => {
      const key = new SoftwareKey();
      const plugged = await plug(key, { longestWait: 60_000 });
      await register(page, -7);
      plugged.unplug();
      const given = await page.evaluate(
        (options) => (window as unknown as Portal).ceremonies.getGivenUp(options, 20),
        await request({}),
      );
      expect(given).toEqual({ error: 'AbortError' });
      const late = await page.evaluate(
        (options) => (window as unknown as Portal).ceremonies.getAborted(options, 20),
        await request({}),
      );
      expect(late).toEqual({ error: 'TimeoutError' });
      plugged.use(key);
      expect((await get(page, await request({}))).error).toBeUndefined();
      expect(plugged.ceremonies.map(({ outcome }) => outcome)).toEqual(['done', 'AbortError', 'AbortError', 'done']);
      expect(plugged.touches).toBe(2);
    });

    test('one request at a time', async () => {
      await plug(new SoftwareKey());
      await register(page, -7);
      const both = await page.evaluate(
        (options) => (window as unknown as Portal).ceremonies.getTwice(options),
        await request({}),
      );
      expect(both.map(({ error }) => error)).toEqual([undefined, 'OperationError']);
    });

    test('a page finds what it asks for before it offers a key', async () => {
      await plug(new SoftwareKey());
      const found = await page.evaluate(async () => ({
        platform: await PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable(),
        prf: (await PublicKeyCredential.getClientCapabilities())['extension:prf'],
      }));
      expect(found).toEqual({ platform: false, prf: true });
    });

    test('a frame of another origin gets nothing', async () => {
      const plugged = await plug(new SoftwareKey());
      await page.goto(`${origin}/framing`);
      const frame = page.frames()[1]!;
      await frame.waitForFunction(() => 'ceremonies' in window);
      const told = await frame.evaluate(
        (options) => (window as unknown as Portal).ceremonies.get(options),
        await request({ rpId: 'app.localhost' }),
      );
      expect(told).toEqual({ error: 'NotAllowedError' });
      expect(plugged.touches).toBe(0);
    });
  });
});

type Way = { name: string; prfAtCreate: boolean; plug: () => Promise<unknown> };

function plugSoftwareKey(options: { prfAtCreate?: boolean }) {
  return () => plugIn(context, new SoftwareKey(options));
}

/** An authenticator of the browser's own, for this one tab. */
function addVirtual(kind: { hasPrf: true } | { hasHmacSecret: true }) {
  return async () => {
    const devtools = await context.newCDPSession(page);
    await devtools.send('WebAuthn.enable', { enableUI: false });
    await devtools.send('WebAuthn.addVirtualAuthenticator', {
      options: {
        protocol: 'ctap2',
        ctap2Version: 'ctap2_1',
        transport: 'usb',
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
        ...kind,
      },
    });
  };
}

/** As the server makes them, then what the case changes. */
async function creation(algorithm: number, changes: Record<string, unknown>) {
  const options = await generateRegistrationOptions({
    rpName: 'Portal',
    rpID: 'localhost',
    userName: 'key',
    supportedAlgorithmIDs: [algorithm],
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
  return { ...options, extensions: { prf: { eval: { first: SALT } } }, timeout: 2000, ...changes };
}

async function request(changes: Record<string, unknown>) {
  const options = await generateAuthenticationOptions({ rpID: 'localhost', userVerification: 'required' });
  return { ...options, extensions: { prf: { eval: { first: SALT } } }, timeout: 2000, ...changes };
}

async function register(tab: Page, algorithm: number, changes: Record<string, unknown> = {}) {
  const options = await creation(algorithm, changes);
  const told = await create(tab, options);
  expect(told.error).toBeUndefined();
  const { registrationInfo } = await verifyRegistrationResponse({
    response: told.json as RegistrationResponseJSON,
    expectedChallenge: options.challenge,
    expectedOrigin: origin,
    expectedRPID: 'localhost',
    requireUserVerification: true,
    supportedAlgorithmIDs: [algorithm],
  });
  return { told, info: registrationInfo!, userHandle: options.user.id };
}

type Credential = Awaited<ReturnType<typeof register>>['info']['credential'];

/** Usernameless: the key says who it is. */
async function signIn(tab: Page, credential: Credential, salts: { first: string; second?: string }) {
  const options = await request({ extensions: { prf: { eval: salts } } });
  const told = await get(tab, options);
  expect(told.error).toBeUndefined();
  const response = told.json as AuthenticationResponseJSON;
  const { verified, authenticationInfo } = await verifyAuthenticationResponse({
    response,
    expectedChallenge: options.challenge,
    expectedOrigin: origin,
    expectedRPID: 'localhost',
    requireUserVerification: true,
    credential,
  });
  expect(verified).toBe(true);
  return { told, info: authenticationInfo, userHandle: response.response.userHandle };
}

function violations(tab: Page): Promise<string[]> {
  return tab.evaluate(() => (window as unknown as Portal).violations);
}
